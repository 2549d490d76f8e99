"""Which living articles share rare terms with a new one: a sliding inverted index. Cost does not grow with history."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import numpy as np

from news.stories.features import Channel, Features, key_array
from news.stories.likeness import Bag, Rarity
from news.stories.shelf import F64, I64, SHELF, U32, Packed, Shelf

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
CANDIDATES = 48
_FEWEST_SKETCHED = 8
_FEWEST_COMMON = 3
"""Common hashes below which two sketches of `_FEWEST_SKETCHED` and more are no copies at any threshold worth setting."""


class Index:
    """Living articles by slot, by id and by rare term."""

    def __init__(self) -> None:
        self.rarity = Rarity()
        self._shelves: dict[int, Shelf] = {}
        self._newest = -1
        self._slots: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._slots

    def slot(self, article_id: str) -> int | None:
        return self._slots.get(article_id)

    def article_id(self, slot: int) -> str:
        shelf, place = self._at(slot)
        return shelf.ids[place]

    def pack(self, features: Features) -> Packed:
        keys, marks = key_array(features.terms)
        return Packed(
            keys=keys,
            marks=marks,
            postings=self._rarest(keys, marks),
            sketch=np.array(features.sketch, dtype=np.uint32),
            at=features.published.timestamp(),
            house=_hash(features.house),
            outlet=_hash(features.outlet),
        )

    def _rarest(self, keys: U32, marks: np.ndarray) -> U32:
        """The terms an article is posted and searched under."""
        group, heft = _GROUP[keys >> np.uint32(28)], self.rarity.of(keys) * (1 + (marks & 15) / 16 + ((marks & 16) > 0) / 2)
        chosen = []
        for number, (most, _) in enumerate(_POSTED, 1):
            here = np.flatnonzero(group == number)
            chosen.append(here[np.argsort(-heft[here], kind="stable")[:most]])
        return np.asarray(keys[np.concatenate(chosen)])

    def add(self, article_id: str, packed: Packed, *, counted: bool = True) -> int:
        """Remember an article; its slot. Not `counted`: its terms do not become commoner by it (the story is large already, and a live blog
        of thousands must not make its own words worthless).
        """
        if self._newest < 0 or self._newest not in self._shelves or self._shelves[self._newest].is_full:
            self._newest += 1
            self._shelves[self._newest] = Shelf()
        slot = self._newest * SHELF + self._shelves[self._newest].put(article_id, packed)
        self._slots[article_id] = slot
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
        del self._slots[shelf.ids[place]]
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
        weights = self.rarity.of(keys)
        found: list[I64] = []
        hefts: list[F64] = []
        for number, shelf in self._shelves.items():
            summed = self._shared(shelf, keys, weights)
            if summed is None:
                continue
            inside = (shelf.at >= earliest) & (shelf.at <= latest)
            places = np.flatnonzero((summed > 0) & shelf.living & (inside != beyond))
            found.append(number * SHELF + places)
            hefts.append(summed[places])
        if not found:
            return []
        slots, heft = np.concatenate(found), np.concatenate(hefts)
        order = np.lexsort((slots, -heft))[:most]
        return [int(slot) for slot in slots[order]]

    @staticmethod
    def _shared(shelf: Shelf, keys: U32, weights: F64) -> F64 | None:
        hits = list(shelf.search(keys))
        if not hits:
            return None
        places = np.concatenate([where for _, where in hits])
        summed: F64 = np.bincount(
            places, weights=np.repeat([weights[number] for number, _ in hits], [len(where) for _, where in hits]), minlength=SHELF
        ).astype(np.float64)
        return summed

    def bag(self, slot: int) -> Bag:
        shelf, place = self._at(slot)
        keys, marks = shelf.terms(place)
        return Bag(np.frombuffer(keys, dtype=np.uint32), np.frombuffer(marks, dtype=np.uint8))

    def bags(self, slots: Iterable[int]) -> list[Bag]:
        return [self.bag(slot) for slot in slots]

    def at(self, slot: int) -> float:
        shelf, place = self._at(slot)
        return float(shelf.at[place])

    def sketch(self, slot: int) -> U32:
        shelf, place = self._at(slot)
        row: U32 = shelf.sketch[place]
        return row

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
        return iter(self._slots.values())

    def _at(self, slot: int) -> tuple[Shelf, int]:
        number, place = divmod(slot, SHELF)
        return self._shelves[number], place


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())


def copied_most(one: U32, others: list[U32]) -> float:
    """The largest `copied` over several texts; those with next to nothing in common are not looked at closely."""
    if not len(one) or not others:
        return 0.0
    common = (np.stack(others)[:, :, None] == one).any(axis=2).sum(axis=1)
    return max((copied(one, other) for other, shared in zip(others, common.tolist(), strict=True) if shared >= _FEWEST_COMMON), default=0.0)


def copied(one: U32, other: U32) -> float:
    """The estimated share of common shingles of two texts, from their bottom-k sketches (zeros are padding)."""
    one, other = one[one > 0], other[other > 0]
    smallest = min(len(one), len(other))
    if smallest < _FEWEST_SKETCHED:
        return 0.0
    union = np.union1d(one, other)[:smallest]
    return float(np.isin(union, np.intersect1d(one, other), assume_unique=True).sum() / smallest)
