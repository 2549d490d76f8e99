"""Which living articles share rare terms with a new one: a sliding inverted index. Cost does not grow with history."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from news.stories.copies import SKETCH
from news.stories.features import Channel, Features, keyed
from news.stories.likeness import ENOUGH_WORDS, Bag, Bags, Rarity
from news.stories.shelf import F64, I64, KEY, SHELF, TERM, U32, Packed, Shelf

_POSTED = (
    (12, (Channel.WORD, Channel.OWN)),
    (8, (Channel.NAME, Channel.PAIR)),
    (6, (Channel.CONCEPT, Channel.COGNATE, Channel.PLACE)),
    (4, (Channel.FIGURE, Channel.COUNT)),
)
"""How many terms of which channels an article is posted under: the rarest of each group, so that every channel can find it."""
_GROUP = np.zeros(16, dtype=np.intp)
for _number, (_, _channels) in enumerate(_POSTED, 1):
    _GROUP[list(_channels)] = _number
_HEFT = np.array([1 + (mark & 15) / 16 + (mark & 16 > 0) / 2 for mark in range(128)])
"""By marks: what is said often or in the head is what an article is found by."""
_AFTER_WORDS = np.uint32((Channel.WORD + 1) << 28)
_HEAVIER_THAN_ANY = 256.0
"""More than a term's rarity times its heft can be: one sort orders by group, then by heft."""
_EACH_GROUP = np.arange(1, len(_POSTED) + 2)
CANDIDATES = 20
SURE = 8
"""Candidates looked at whatever they share: 99 % of the reports that joined a story in ECB+ and NTREX found it among these."""
MORE_THAN_ONE = 8.0
"""The further ones share more than one rare term: the rarest says `-log(RAREST_SHARE)`, 6.9."""
BESIDE_BEST = 0.2
"""And at least this part of what the best shares. ECB+, placed in three orders, joins for the same reasons as with 48 candidates and no gates."""
ALIKE = 2.5
"""Where words can be compared: the best shares more than two of the rarest terms there can be. Of 592 reports that joined a story in ECB+ and 256
in NTREX none shared less; of a stream's reports that stand alone two in three do, and need no closer look.
"""
ALIKE_SHARE = 0.15
"""Or this part of what a short text is searched by."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Slots that share the most rare terms, best first."""

    near: list[int]
    """Inside the window."""
    far: list[int]
    """Outside: look-alikes of another time."""


class Index:
    """Living articles by slot, by id and by rare term."""

    def __init__(self) -> None:
        self.rarity = Rarity()
        self._shelves: dict[int, Shelf] = {}
        self._perhaps = bytearray(_NUMBERS)
        """How many living articles have an id of each check sum: nearly every question for an id is about one that is new."""
        self._newest = -1
        self._living = 0
        self._unread = 0
        """How many of them are neither English nor translated."""

    def __len__(self) -> int:
        return self._living

    def __contains__(self, article_id: str) -> bool:
        return self.slot(article_id) is not None

    def slot(self, article_id: str) -> int | None:
        if not self._perhaps[_check_sum(article_id)]:
            return None
        for number, shelf in self._shelves.items():
            place = shelf.find(article_id)
            if place is not None:
                return number * SHELF + place
        return None

    def article_id(self, slot: int) -> str:
        shelf, place = self._at(slot)
        return shelf.article_id(place)

    def pack(self, features: Features) -> Packed:
        keys, marks, in_order = keyed(features.terms)
        return Packed(
            keys=keys,
            marks=marks,
            in_order=in_order,
            postings=self._rarest(keys, marks),
            sketch=np.array(features.sketch, dtype=np.uint32),
            at=features.published.timestamp(),
            outlet=_hash(features.outlet),
            is_read=int(np.searchsorted(keys, _AFTER_WORDS)) >= ENOUGH_WORDS,
        )

    def _rarest(self, keys: U32, marks: np.ndarray) -> U32:
        """The terms an article is posted and searched under."""
        group, heft = _GROUP.take(keys >> np.uint32(28)), self.rarity.of(keys) * _HEFT.take(marks)
        order = np.argsort(_HEAVIER_THAN_ANY * group - heft, kind="stable")
        ends = np.searchsorted(group[order], _EACH_GROUP).tolist()
        chosen = [order[start : min(end, start + most)] for (most, _), start, end in zip(_POSTED, ends, ends[1:], strict=False)]
        return keys.take(np.concatenate(chosen))

    def add(self, article_id: str, packed: Packed, *, counted: bool = True) -> int:
        """Remember an article; its slot. Not `counted`: its terms do not become commoner by it (the story is large already, and a live blog
        of thousands must not make its own words worthless).
        """
        if self._newest < 0 or self._newest not in self._shelves or self._shelves[self._newest].is_full:
            self._newest += 1
            self._shelves[self._newest] = Shelf()
        slot = self._newest * SHELF + self._shelves[self._newest].put(article_id, packed)
        self._living += 1
        self._unread += not packed.is_read
        self._known(article_id, 1)
        if counted:
            self._shelves[self._newest].counted[slot % SHELF] = True
            self.rarity.count(packed.keys)
        return slot

    def remove(self, slot: int) -> None:
        """Forget an article; its place stays empty until the whole shelf goes."""
        shelf, place = self._at(slot)
        self._known(shelf.article_id(place), -1)
        shelf.living[place] = False
        if shelf.counted[place]:
            self.rarity.count(self.bag(slot).keys, -1)
        self._living -= 1
        self._unread -= not shelf.read[place]
        if shelf.is_full and not shelf.living.any():
            del self._shelves[slot // SHELF]

    def _known(self, article_id: str, times: int) -> None:
        number = _check_sum(article_id)
        if self._perhaps[number] < _MANY:
            self._perhaps[number] += times  # one that was full stays so: it sends us to look, no more

    def outside(self, earliest: float, latest: float) -> list[int]:
        """Slots of living articles published outside these seconds."""
        found: list[int] = []
        for number, shelf in self._shelves.items():
            places = np.flatnonzero(shelf.living & ((shelf.at < earliest) | (shelf.at > latest)))
            found.extend((number * SHELF + places).tolist())
        return found

    def candidates(self, packed: Packed, earliest: float, latest: float) -> Candidates:
        """Slots worth a comparison. The window is applied before the best are taken, so an old look-alike hides nobody."""
        found = self._sharing(packed.postings, packed.is_read)
        inside = (found.at >= earliest) & (found.at <= latest)
        if inside.all():
            return Candidates(self._worth(packed, found.best(CANDIDATES)), [])
        outside = found.those(~inside).best(SURE)
        return Candidates(self._worth(packed, found.those(inside).best(CANDIDATES)), self._worth(packed, outside))

    def _worth(self, packed: Packed, found: _Sharing) -> list[int]:
        """Of the best those that may be the same event."""
        hefts = found.hefts.tolist()
        if not hefts:
            return []
        most = max(SURE, sum(heft >= max(MORE_THAN_ONE, BESIDE_BEST * hefts[0]) for heft in hefts))
        near: list[int] = found.slots[:most].tolist()
        if packed.is_read and hefts[0] < self._alike(found.asked):
            return [slot for slot in near if not self._is_read(slot)]
        return near

    def _alike(self, asked: float) -> float:
        return min(ALIKE * self.rarity.most, ALIKE_SHARE * asked)

    def _is_read(self, slot: int) -> bool:
        shelf, place = self._at(slot)
        return bool(shelf.read[place])

    def postings(self, bag: Bag) -> U32:
        """The rarest terms of an article that stands here already."""
        return self._rarest(bag.keys, bag.marks)

    def candidates_by(self, keys: U32, earliest: float, latest: float, *, most: int) -> list[int]:
        """Slots inside the window that share the most of these terms, best first."""
        found = self._sharing(keys)
        near: list[int] = found.those((found.at >= earliest) & (found.at <= latest)).best(most).slots.tolist()
        return near

    def _sharing(self, keys: U32, is_read: bool = False) -> _Sharing:
        """Every living article posted under one of these terms. Next to none when words can be compared with all, and none is alike."""
        weights = self.rarity.of(keys)
        asked = float(weights.sum())
        summed = [(number, shelf, heft) for number, shelf in self._shelves.items() if (heft := shelf.search(keys, weights)) is not None]
        if is_read and not self._unread and all(heft.max() < self._alike(asked) for _, _, heft in summed):
            return _Sharing(_NO_SLOTS, _NOTHING, _NOTHING, asked)
        found, hefts, at = [_NO_SLOTS], [_NOTHING], [_NOTHING]
        for number, shelf, heft in summed:
            places = np.flatnonzero(heft > 0)
            places = places[shelf.living[places]]
            found.append(number * SHELF + places)
            hefts.append(heft[places])
            at.append(shelf.at[places])
        return _Sharing(np.concatenate(found), np.concatenate(hefts), np.concatenate(at), asked)

    def bag(self, slot: int) -> Bag:
        shelf, place = self._at(slot)
        terms = shelf.packed(place)
        length = len(terms) // TERM
        return Bag(np.frombuffer(terms, dtype=np.uint32, count=length), np.frombuffer(terms, dtype=np.uint8, offset=KEY * length))

    def bags(self, slots: Iterable[int]) -> Bags:
        shelves = self._shelves
        packed = [shelves[slot // SHELF].packed(slot % SHELF) for slot in slots]
        lengths = [len(terms) // TERM for terms in packed]
        return Bags(
            np.frombuffer(b"".join([terms[: KEY * length] for terms, length in zip(packed, lengths, strict=True)]), dtype=np.uint32),
            np.frombuffer(b"".join([terms[KEY * length :] for terms, length in zip(packed, lengths, strict=True)]), dtype=np.uint8),
            np.array(lengths, dtype=np.int64),
        )

    def stories(self, slots: Iterable[int]) -> list[int]:
        shelves = self._shelves
        return [int(shelves[slot // SHELF].story[slot % SHELF]) for slot in slots]

    def at(self, slot: int) -> float:
        shelf, place = self._at(slot)
        return float(shelf.at[place])

    def sketch(self, slot: int) -> U32:
        shelf, place = self._at(slot)
        row: U32 = shelf.sketch[place]
        return row

    def sketches(self, slots: Sequence[int]) -> U32:
        """A row for each."""
        shelves = self._shelves
        rows = [shelves[slot // SHELF].sketch[slot % SHELF] for slot in slots]
        return np.concatenate(rows).reshape(-1, SKETCH) if rows else np.zeros((0, SKETCH), dtype=np.uint32)

    def outlet(self, slot: int) -> int:
        shelf, place = self._at(slot)
        return int(shelf.outlet[place])

    def story(self, slot: int) -> int:
        shelf, place = self._at(slot)
        return int(shelf.story[place])

    def put_story(self, slot: int, story: int) -> None:
        shelf, place = self._at(slot)
        shelf.story[place] = story

    def slots(self) -> Iterator[int]:
        """Every living article, in order of arrival."""
        for number, shelf in self._shelves.items():
            yield from (number * SHELF + np.flatnonzero(shelf.living)).tolist()

    def _at(self, slot: int) -> tuple[Shelf, int]:
        number, place = divmod(slot, SHELF)
        return self._shelves[number], place


@dataclass(frozen=True, slots=True)
class _Sharing:
    """Articles that have terms in common with what was asked for."""

    slots: I64
    hefts: F64
    """How much each shares: the rarity of the common terms, summed."""
    at: F64
    asked: float
    """The rarity of all the terms asked for."""

    def best(self, most: int) -> _Sharing:
        """Those that share most, best first; of equals the older."""
        some = self
        if len(self.slots) > most:
            some = self.those(self.hefts >= np.partition(self.hefts, -most)[-most])
        return some.those(np.lexsort((some.slots, -some.hefts))[:most])

    def those(self, which: NDArray[np.bool_] | I64) -> _Sharing:
        return _Sharing(self.slots[which], self.hefts[which], self.at[which], self.asked)


_NO_SLOTS: I64 = np.zeros(0, dtype=np.int64)
_NOTHING: F64 = np.zeros(0)
_NUMBERS = 1 << 22
_MANY = 255


def _check_sum(article_id: str) -> int:
    return zlib.crc32(article_id.encode()) & (_NUMBERS - 1)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())
