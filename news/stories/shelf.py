"""The window's memory: features of living articles packed as bytes, with postings of their rarest terms.

Articles are kept on shelves of up to `SHELF` in order of arrival; the newest thousand as objects, the others as bytes and sorted arrays. Expiry
marks articles dead and drops a shelf when nothing on it lives. So memory and search depend on what lives, not on history. A slot (shelf
number × `SHELF` + place) is never used twice.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from news.stories.copies import SKETCH

SHELF = 16_384
MOST_PER_TERM = 1024
"""Postings looked at per term and shelf, newest first: a word that half of a day's articles share finds nothing."""
_RECENT = 1024
"""Articles whose terms and postings are still objects."""
NOWHERE = np.iinfo(np.int32).min
"""The story of a place where none was put yet."""
KEY, TERM = 4, 5
"""Bytes of a key, and of a term with its marks."""
_PLACE = "H"
"""Type code of a place on a shelf: 16 bits."""
_END = "I"

U32 = NDArray[np.uint32]
U16 = NDArray[np.uint16]
U8 = NDArray[np.uint8]
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Packed:
    """An article's features as numbers. `keys` ascend; `marks` stand beside them (see `features.keyed`)."""

    keys: U32
    marks: U8
    in_order: U32
    """The keys in the order of the terms."""
    postings: U32
    """Keys under which it is found: its rarest terms."""
    sketch: U32
    at: float
    """Publication, seconds since the epoch."""
    outlet: int
    is_read: bool
    """Whether its words are in the pivot's language: it is English or was translated."""


class Shelf:
    """Up to `SHELF` articles; columns are indexed by the place on the shelf.

    Bytes an article: five a term, at most `5 * 30` for its postings (four a key that stands on the shelf, two a place), 64 of sketch, 22 of
    columns, and its id with eight more. Objects only for the newest: Python's take ten times as much.
    """

    __slots__ = ("_ids", "_numbers", "_postings", "_terms", "at", "count", "counted", "living", "outlet", "read", "sketch", "story")

    def __init__(self) -> None:
        self.count = 0
        self.at: F64 = np.zeros(SHELF)
        self.counted = np.zeros(SHELF, dtype=np.bool_)
        self.living = np.zeros(SHELF, dtype=np.bool_)
        self.read = np.zeros(SHELF, dtype=np.bool_)
        self.outlet: U32 = np.zeros(SHELF, dtype=np.uint32)
        self.story = np.full(SHELF, NOWHERE, dtype=np.int32)
        self.sketch: U32 = np.zeros((SHELF, SKETCH), dtype=np.uint32)
        self._numbers: U32 = np.zeros(SHELF, dtype=np.uint32)
        """Check sums of the ids."""
        self._ids, self._terms, self._postings = _Strings(), _Strings(), _Postings()

    @property
    def is_full(self) -> bool:
        return self.count >= SHELF

    def put(self, article_id: str, packed: Packed) -> int:
        """Stand an article at the end; its place."""
        place, written = self.count, article_id.encode()
        self.count += 1
        self.at[place], self.living[place], self.outlet[place] = packed.at, True, packed.outlet
        self.read[place] = packed.is_read
        self.sketch[place, : len(packed.sketch)] = packed.sketch
        self._numbers[place] = zlib.crc32(written)
        self._ids.append(written)
        self._terms.append(packed.keys.tobytes() + packed.marks.tobytes())
        self._postings.add(packed.postings, place)
        if self.count % _RECENT == 0:
            for column in (self._ids, self._terms, self._postings):
                column.settle()
        return place

    def article_id(self, place: int) -> str:
        return self._ids[place].decode()

    def find(self, article_id: str) -> int | None:
        """The place of a living article."""
        written = article_id.encode()
        for place in np.flatnonzero(self._numbers[: self.count] == zlib.crc32(written)).tolist():
            if self.living[place] and self._ids[place] == written:
                return int(place)
        return None

    def packed(self, place: int) -> bytes:
        """The terms of the article at a place: `KEY` bytes for each key, then a byte for the marks of each."""
        return self._terms[place]

    def search(self, keys: U32, weights: F64) -> F64 | None:
        """The sum of the weights of those of `keys` that each place is posted under; None when no key stands here."""
        places, each = self._postings.search(keys, weights)
        if not len(places):
            return None
        summed: F64 = np.bincount(places, weights=each, minlength=SHELF).astype(np.float64, copy=False)
        return summed


class _Strings:
    """Strings of bytes by place: the newest as objects, the others joined."""

    __slots__ = ("_ends", "_joined", "_recent")

    def __init__(self) -> None:
        self._joined: list[bytes] = []
        self._ends: list[array[int]] = []
        self._recent: list[bytes] = []

    def append(self, value: bytes) -> None:
        self._recent.append(value)

    def settle(self) -> None:
        self._joined.append(b"".join(self._recent))
        self._ends.append(array(_END, accumulate(map(len, self._recent), initial=0)))
        self._recent = []

    def __getitem__(self, place: int) -> bytes:
        block, inside = divmod(place, _RECENT)
        if block >= len(self._joined):
            return self._recent[inside]
        ends = self._ends[block]
        return self._joined[block][ends[inside] : ends[inside + 1]]


class _Postings:
    """Key → places: the newest in a dictionary, the others as each key once, ascending, with where its places end."""

    __slots__ = ("_ends", "_keys", "_places", "_recent")

    def __init__(self) -> None:
        self._keys: U32 = np.zeros(0, dtype=np.uint32)
        self._ends: U32 = np.zeros(1, dtype=np.uint32)
        self._places: U16 = np.zeros(0, dtype=np.uint16)
        self._recent: dict[int, array[int]] = {}

    def add(self, keys: U32, place: int) -> None:
        for key in keys.tolist():
            places = self._recent.get(key)
            if places is None:
                self._recent[key] = array(_PLACE, (place,))
            else:
                places.append(place)

    def settle(self) -> None:
        new = sorted(self._recent)
        keys = np.concatenate([np.repeat(self._keys, np.diff(self._ends)), np.repeat(_u32(new), [len(self._recent[key]) for key in new])])
        places = np.concatenate([self._places, _joined(self._recent[key] for key in new)])
        order = np.argsort(keys, kind="stable")  # two ascending runs: one merge
        keys, self._places, self._recent = keys[order], places[order], {}
        starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] ^ np.uint32(1)))
        self._keys, self._ends = keys[starts], np.append(starts, len(keys)).astype(np.uint32)

    def search(self, keys: U32, weights: F64) -> tuple[U16, F64]:
        """Places under these keys, and beside each the weight of its key."""
        settled, lengths = self._settled(keys)
        if not self._recent:
            return settled, np.repeat(weights, lengths)
        known = [
            (places[-MOST_PER_TERM:], place) for place, key in enumerate(keys.tolist()) if (places := self._recent.get(key)) is not None
        ]
        if not known:
            return settled, np.repeat(weights, lengths)
        recent, which = zip(*known, strict=True)
        each = np.repeat(weights.take(which), [len(places) for places in recent])
        return np.concatenate([settled, _joined(recent)]), np.concatenate([np.repeat(weights, lengths), each])

    def _settled(self, keys: U32) -> tuple[U16, I64]:
        """Places under each key, one key after another, and how many of each."""
        if not len(self._keys):
            return self._places, np.zeros(len(keys), dtype=np.int64)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        ends = self._ends.take(at + 1).astype(np.int64)
        lengths = np.minimum(ends - self._ends.take(at), MOST_PER_TERM) * (self._keys.take(at) == keys)
        before = np.cumsum(lengths)
        return self._places.take(np.repeat(ends - before, lengths) + np.arange(before[-1])), lengths


def _joined(places: Iterable[array[int]]) -> U16:
    return np.frombuffer(b"".join([each.tobytes() for each in places]), dtype=np.uint16)


def _u32(keys: list[int]) -> U32:
    return np.array(keys, dtype=np.uint32)
