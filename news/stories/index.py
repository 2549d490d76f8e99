"""Which living articles share rare terms with a new one: a sliding inverted index. Cost does not grow with history."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from news.stories.copies import SKETCH
from news.stories.features import Channel, Features, key_array, term_keys
from news.stories.likeness import Bag, Bags, Rarity
from news.stories.shelf import F64, I64, SHELF, U32, Packed, Shelf

_Number = TypeVar("_Number", np.uint32, np.int32)
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
_EACH_GROUP = np.arange(1, len(_POSTED) + 2)
CANDIDATES = 48


class Index:
    """Living articles by slot, by id and by rare term."""

    def __init__(self) -> None:
        self.rarity = Rarity()
        self._shelves: dict[int, Shelf] = {}
        self._newest = -1
        self._living = 0

    def __len__(self) -> int:
        return self._living

    def __contains__(self, article_id: str) -> bool:
        return self.slot(article_id) is not None

    def slot(self, article_id: str) -> int | None:
        for number, shelf in self._shelves.items():
            place = shelf.find(article_id)
            if place is not None:
                return number * SHELF + place
        return None

    def article_id(self, slot: int) -> str:
        shelf, place = self._at(slot)
        return shelf.article_id(place)

    def pack(self, features: Features) -> Packed:
        in_order = term_keys(features.terms)
        keys, marks = key_array(features.terms, in_order)
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
        group, heft = _GROUP[keys >> np.uint32(28)], self.rarity.of(keys) * (1 + (marks & 15) / 16 + ((marks & 16) > 0) / 2)
        order = np.lexsort((-heft, group))
        ends = np.searchsorted(group[order], _EACH_GROUP)
        chosen = [order[start : min(end, start + most)] for (most, _), start, end in zip(_POSTED, ends, ends[1:], strict=False)]
        return np.asarray(keys[np.concatenate(chosen)])

    def add(self, article_id: str, packed: Packed, *, counted: bool = True) -> int:
        """Remember an article; its slot. Not `counted`: its terms do not become commoner by it (the story is large already, and a live blog
        of thousands must not make its own words worthless).
        """
        if self._newest < 0 or self._newest not in self._shelves or self._shelves[self._newest].is_full:
            self._newest += 1
            self._shelves[self._newest] = Shelf()
        slot = self._newest * SHELF + self._shelves[self._newest].put(article_id, packed)
        self._living += 1
        if counted:
            self._shelves[self._newest].counted[slot % SHELF] = True
            self.rarity.count(packed.keys)
        return slot

    def remove(self, slot: int) -> None:
        """Forget an article; its place stays empty until the whole shelf goes."""
        shelf, place = self._at(slot)
        shelf.living[place] = False
        if shelf.counted[place]:
            self.rarity.count(self.bag(slot).keys, -1)
        self._living -= 1
        if shelf.is_full and not shelf.living.any():
            del self._shelves[slot // SHELF]

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
        return self.candidates_by(packed.postings, earliest, latest, beyond=beyond, most=most)

    def postings(self, bag: Bag) -> U32:
        """The rarest terms of an article that stands here already."""
        return self._rarest(bag.keys, bag.marks)

    def candidates_by(self, keys: U32, earliest: float, latest: float, *, beyond: bool = False, most: int = CANDIDATES) -> list[int]:
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
        return [int(slot) for slot in slots[np.lexsort((slots, -heft))[:most]].tolist()]

    def bag(self, slot: int) -> Bag:
        shelf, place = self._at(slot)
        keys, marks = shelf.terms(place)
        return Bag(np.frombuffer(keys, dtype=np.uint32), np.frombuffer(marks, dtype=np.uint8))

    def bags(self, slots: Iterable[int]) -> Bags:
        terms = [self._shelves[slot // SHELF].terms(slot % SHELF) for slot in slots]
        return Bags(
            np.frombuffer(b"".join([keys for keys, _ in terms]), dtype=np.uint32),
            np.frombuffer(b"".join([marks for _, marks in terms]), dtype=np.uint8),
            np.array([len(marks) for _, marks in terms]),
        )

    def _gathered(self, slots: Sequence[int], column: Callable[[Shelf], NDArray[_Number]]) -> NDArray[_Number]:
        """The rows of a column at these slots."""
        numbers, places = np.divmod(np.array(slots, dtype=np.int64), SHELF)
        rows: NDArray[_Number] = column(self._shelves[int(numbers[0])])[places]
        for number in set(numbers[1:].tolist()) - {int(numbers[0])}:
            there = numbers == number
            rows[there] = column(self._shelves[number])[places[there]]
        return rows

    def stories(self, slots: Sequence[int]) -> list[int]:
        stories: list[int] = self._gathered(slots, _story_column).tolist()
        return stories

    def at(self, slot: int) -> float:
        shelf, place = self._at(slot)
        return float(shelf.at[place])

    def sketch(self, slot: int) -> U32:
        shelf, place = self._at(slot)
        row: U32 = shelf.sketch[place]
        return row

    def sketches(self, slots: Sequence[int]) -> U32:
        """A row for each."""
        return self._gathered(slots, _sketch_column) if slots else np.zeros((0, SKETCH), dtype=np.uint32)

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


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())


def _story_column(shelf: Shelf) -> NDArray[np.int32]:
    return shelf.story


def _sketch_column(shelf: Shelf) -> U32:
    return shelf.sketch
