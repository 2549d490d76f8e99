"""Which living articles share rare terms with a new one: a sliding inverted index. Cost does not grow with history."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from news.stories.copies import SKETCH
from news.stories.features import Channel, Features, keyed
from news.stories.likeness import Bag, Bags, Rarity
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
_EACH_GROUP = np.arange(1, len(_POSTED) + 2)
CANDIDATES = 20
SURE = 8
"""Candidates looked at whatever they share: 99 % of the reports that joined a story in ECB+ and NTREX found it among these."""
MORE_THAN_ONE = 8.0
"""The further ones share more than one rare term: the rarest says `-log(RAREST_SHARE)`, 6.9."""
BESIDE_BEST = 0.2
"""And at least this part of what the best shares. ECB+, placed in three orders, joins for the same reasons as with 48 candidates and no gates."""


class Index:
    """Living articles by slot, by id and by rare term."""

    def __init__(self) -> None:
        self.rarity = Rarity()
        self._shelves: dict[int, Shelf] = {}
        self._perhaps = bytearray(_NUMBERS)
        """How many living articles have an id of each check sum: nearly every question for an id is about one that is new."""
        self._newest = -1
        self._living = 0

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
        )

    def _rarest(self, keys: U32, marks: np.ndarray) -> U32:
        """The terms an article is posted and searched under."""
        group, heft = _GROUP.take(keys >> np.uint32(28)), self.rarity.of(keys) * _HEFT.take(marks)
        order = np.lexsort((-heft, group))
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

    def candidates(self, packed: Packed, earliest: float, latest: float, *, beyond: bool = False, most: int = CANDIDATES) -> list[int]:
        """Slots that share the most rare terms, best first. The window is applied before the best are taken, so an old look-alike hides nobody;
        `beyond` asks for those outside the window instead.
        """
        return self.candidates_by(packed.postings, earliest, latest, beyond=beyond, most=most, worth=True)

    def postings(self, bag: Bag) -> U32:
        """The rarest terms of an article that stands here already."""
        return self._rarest(bag.keys, bag.marks)

    def candidates_by(
        self, keys: U32, earliest: float, latest: float, *, beyond: bool = False, most: int = CANDIDATES, worth: bool = False
    ) -> list[int]:
        """`candidates` for terms at hand."""
        if not len(keys):
            return []
        weights = self.rarity.of(keys)
        found: list[I64] = []
        hefts: list[F64] = []
        for number, shelf in self._shelves.items():
            summed = shelf.search(keys, weights)
            if summed is None:
                continue
            places = np.flatnonzero(summed > 0)
            at = shelf.at[places]
            places = places[shelf.living[places] & (((at >= earliest) & (at <= latest)) != beyond)]
            found.append(number * SHELF + places)
            hefts.append(summed[places])
        if not found:
            return []
        slots, heft = np.concatenate(found), np.concatenate(hefts)
        if len(slots) > most:
            best = heft >= np.partition(heft, -most)[-most]
            slots, heft = slots[best], heft[best]
        order = np.lexsort((slots, -heft))[:most]
        if worth:
            heft = heft[order]
            order = order[: max(SURE, int(np.count_nonzero(heft >= max(MORE_THAN_ONE, BESIDE_BEST * heft[0])))) if len(heft) else 0]
        near: list[int] = slots[order].tolist()
        return near

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
        return np.stack(rows) if rows else np.zeros((0, SKETCH), dtype=np.uint32)

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


_NUMBERS = 1 << 22
_MANY = 255


def _check_sum(article_id: str) -> int:
    return zlib.crc32(article_id.encode()) & (_NUMBERS - 1)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())
