"""The window's memory: features of living articles packed as bytes, with postings of their rarest terms.

Articles are kept on shelves of up to `SHELF` in order of arrival. A full shelf is sealed: its bytes are joined, its postings sorted
once. Expiry marks articles dead and drops a shelf when nothing on it lives. So memory and search depend on what lives, not on
history. A slot (shelf number × `SHELF` + place) is never used twice.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from news.stories.features import SKETCH

SHELF = 16_384
MOST_PER_TERM = 1024
"""Postings looked at per term and shelf, newest first: a word that half of a day's articles share finds nothing."""
_PLACE = "H"
"""Type code of a place on a shelf: 16 bits."""

U32 = NDArray[np.uint32]
U8 = NDArray[np.uint8]
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Packed:
    """An article's features as numbers. `keys` ascend; `marks` stand beside them (see `features.key_array`)."""

    keys: U32
    marks: U8
    in_order: list[int]
    """The keys in the order of the terms."""
    postings: U32
    """Keys under which it is found: its rarest terms."""
    sketch: U32
    at: float
    """Publication, seconds since the epoch."""
    house: int
    outlet: int


class Shelf:
    """Up to `SHELF` articles; columns are indexed by the place on the shelf."""

    __slots__ = (
        "_bytes",
        "_ends",
        "_open",
        "_posted",
        "_posted_ends",
        "_posted_places",
        "_texts",
        "at",
        "counted",
        "house",
        "ids",
        "living",
        "outlet",
        "sketch",
        "story",
    )

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.at: F64 = np.zeros(SHELF)
        self.counted = np.zeros(SHELF, dtype=np.bool_)
        self.living = np.zeros(SHELF, dtype=np.bool_)
        self.house: U32 = np.zeros(SHELF, dtype=np.uint32)
        self.outlet: U32 = np.zeros(SHELF, dtype=np.uint32)
        self.story: I64 = np.full(SHELF, -1, dtype=np.int64)
        self.sketch: U32 = np.zeros((SHELF, SKETCH), dtype=np.uint32)
        self._texts: list[tuple[bytes, bytes]] = []
        self._bytes: tuple[bytes, bytes] | None = None
        self._ends: I64 = np.zeros(0, dtype=np.int64)
        self._open: dict[int, array[int]] = {}
        """Key → places, while the shelf fills."""
        self._posted: U32 = np.zeros(0, dtype=np.uint32)
        """Each key once, ascending, when it is sealed; the places of key i end where those of key i + 1 begin."""
        self._posted_ends = np.zeros(1, dtype=np.uint32)
        self._posted_places = np.zeros(0, dtype=np.uint16)

    @property
    def is_full(self) -> bool:
        return len(self.ids) >= SHELF

    def put(self, article_id: str, packed: Packed) -> int:
        """Stand an article at the end; its place."""
        place = len(self.ids)
        self.ids.append(article_id)
        self._texts.append((packed.keys.tobytes(), packed.marks.tobytes()))
        self.at[place], self.living[place] = packed.at, True
        self.house[place], self.outlet[place] = packed.house, packed.outlet
        self.sketch[place, : len(packed.sketch)] = packed.sketch
        for key in packed.postings.tolist():
            places = self._open.get(key)
            if places is None:
                self._open[key] = array(_PLACE, (place,))
            else:
                places.append(place)
        if self.is_full:
            self._seal()
        return place

    def _seal(self) -> None:
        self._ends = np.cumsum([0, *(len(marks) for _, marks in self._texts)])
        self._bytes = b"".join(keys for keys, _ in self._texts), b"".join(marks for _, marks in self._texts)
        keys = sorted(self._open)
        self._posted = np.array(keys, dtype=np.uint32)
        self._posted_ends = np.cumsum([0, *(len(self._open[key]) for key in keys)], dtype=np.uint32)
        self._posted_places = np.frombuffer(b"".join(self._open[key].tobytes() for key in keys), dtype=np.uint16)
        self._texts, self._open = [], {}

    def terms(self, place: int) -> tuple[bytes, bytes]:
        """Keys and marks of the article at a place."""
        if self._bytes is None:
            return self._texts[place]
        start, end = int(self._ends[place]), int(self._ends[place + 1])
        return self._bytes[0][4 * start : 4 * end], self._bytes[1][start:end]

    def search(self, keys: U32, weights: F64) -> F64 | None:
        """The sum of the weights of those of `keys` that each place is posted under; None when no key stands here."""
        places, lengths = self._open_places(keys) if self._bytes is None else self._sealed_places(keys)
        if not len(places):
            return None
        summed: F64 = np.bincount(places, weights=np.repeat(weights, lengths), minlength=SHELF).astype(np.float64, copy=False)
        return summed

    def _open_places(self, keys: U32) -> tuple[NDArray[np.uint16], list[int]]:
        """Places under each key, one key after another, and how many of each."""
        found = [self._open.get(key, _NOWHERE)[-MOST_PER_TERM:] for key in keys.tolist()]
        return np.frombuffer(b"".join([places.tobytes() for places in found]), dtype=np.uint16), [len(places) for places in found]

    def _sealed_places(self, keys: U32) -> tuple[NDArray[np.uint16], I64]:
        at = np.minimum(np.searchsorted(self._posted, keys), len(self._posted) - 1)
        ends = self._posted_ends[at + 1].astype(np.int64)
        lengths = np.where(self._posted[at] == keys, np.minimum(ends - self._posted_ends[at], MOST_PER_TERM), 0)
        before = np.cumsum(lengths)
        return self._posted_places[np.repeat(ends - before, lengths) + np.arange(before[-1])], lengths


_NOWHERE = array(_PLACE)
