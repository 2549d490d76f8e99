"""How alike two articles are: measured channel by channel, weighed by numbers that were learned (`bench/stories/fit.py`)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from news.articles import PIVOT_LANGUAGE
from news.stories.common_words import TIERS
from news.stories.features import Channel, Features, key_array, term_key, term_keys

F64 = NDArray[np.float64]
U32 = NDArray[np.uint32]
_CHANNELS = 16
_SLOTS = 1 << 20
PRIOR_TEXTS = 4000.0
"""Texts the window pretends to have read before its first, so that its first hours weigh words like its hundredth."""
RAREST_SHARE = 0.001
_HALF_SAID = 7.0
"""What one shared term that stands in a thousandth of all texts says (negative log): half of what can be said by such terms."""
_SUPPORT = [Channel.NAME, Channel.COGNATE, Channel.FIGURE, Channel.CONCEPT, Channel.DAY]
_NOT_ALONE = 1.5
"""Rare terms that two texts without a common language must share before their names count wholly."""
_ENOUGH_WORDS = 4
_ENOUGH_KINDS = 2
_LIKE_KINDS = 0.3
"""Cosine of the heads' concepts from which two texts tell of the same kind of event."""
_NEAR_HEADS = 0.35
"""Cosine (its root) of two heads' words, without names, from which they tell of one thing: a tenth of the pairs of one event in ECB+ lies
below, and half of those of two like events."""
_TOLD_ANYWHERE = 0.7
"""Share (its root) of a head that stands in the other text, from which the other tells it as well."""
_TINY = 1e-9


class Rarity:
    """How rare each term is among the living articles: a table of counts by hash, with a prior for the common words."""

    def __init__(self) -> None:
        self._counts = np.full(_SLOTS, PRIOR_TEXTS * RAREST_SHARE, dtype=np.float32)
        self._texts = PRIOR_TEXTS
        for key, share in _common_keys():
            self._counts[_slot(key)] = PRIOR_TEXTS * share
        self._logarithms = np.log(self._counts.astype(np.float64))
        """Kept beside the counts: a hundred change with each article, five thousand are asked for."""

    def count(self, keys: NDArray[np.uint32], times: int = 1) -> None:
        """An article came (1) or went (-1)."""
        slots = _slot(keys)
        np.add.at(self._counts, slots, np.float32(times))
        self._logarithms[slots] = np.log(self._counts[slots].astype(np.float64))
        self._texts += times

    def of(self, keys: NDArray[np.uint32]) -> F64:
        """Negative logarithm of the share of texts with each term."""
        return np.asarray(math.log(self._texts) - self._logarithms[_slot(keys)])


def _slot(keys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return (keys ^ (keys >> np.uint32(13))) & np.uint32(_SLOTS - 1)


_SHARED_TABLES = {
    "name": (Channel.NAME,),
    "figure": (Channel.FIGURE,),
    "concept": (Channel.CONCEPT, Channel.PLACE),
    "cognate": (Channel.COGNATE,),
}
"""Tables of common terms that are no language's own."""


def _common_keys() -> Iterator[tuple[U32, float]]:
    """Keys of the common terms, and the share of texts they stand in."""
    for table, tiers in TIERS.items():
        own = (Channel.WORD if table == PIVOT_LANGUAGE else Channel.OWN,)
        prefix = "" if table == PIVOT_LANGUAGE or table in _SHARED_TABLES else f"{table}:"
        for channel in _SHARED_TABLES.get(table, own):
            for share, words in tiers:
                yield np.array([term_key(channel, prefix + word) for word in words.split()], dtype=np.uint32), share


class Signal(IntEnum):
    """What is measured between two articles, each 0..1. Cosines and shares are told by their square roots: the step from nothing to a
    little says more than the one from much to all.
    """

    WORDS = 0
    """Words of the whole text, each counted once: what a report repeats is whom it is about, and look-alikes repeat that as well. Taken whole
    from what one rare word says on that is no name: names are counted as names, and a headline and a name are not a text.
    """
    HEAD_FOUND = 1
    """How much of one's head (headline and two sentences) stands anywhere in the other; the mean of both directions."""
    TITLE = 2
    NAMES = 3
    """Names of the whole text, each by how often it is said."""
    COGNATES = 4
    FIGURES = 5
    COUNTS = 6
    DAYS = 7
    CONCEPTS = 8
    """What kinds of things happen (see `lexicon`)."""
    PLACES = 9
    NAMES_MISSED = 10
    """Both have names in the head: the share of them that is nowhere in the other."""
    CONCEPTS_MISSED = 11
    """The same for concepts."""
    COUNTS_APART = 12
    """The same thing counted in both heads, with other figures."""
    RANKS_APART = 13
    """The same thing ranked in both heads (12th package), with other ordinals."""
    DAYS_APART = 14
    """Both headlines name days, and not the same."""
    PLACES_APART = 15
    """Both heads name countries, and the other text knows none of them."""
    KINDS_APART = 16
    """Both heads name at least two concepts and share (next to) none: the same people in another kind of event."""
    FOCUS_APART = 17
    """Leaving names aside, the heads share no words, and one of them is not told anywhere in the other text: the same people on another
    occasion, which the one or the other may recall as background. 1: nothing of either; 0: at most a third apart.
    """
    NAME_HEADS = 18
    """Names in the heads."""
    COMMON_LANGUAGE = 19
    """1 when there are words to compare: both English, both translated, or the same original language."""


SIGNALS = len(Signal)


@dataclass(frozen=True, slots=True)
class Bag:
    """Terms of one article as numbers: `keys` ascending, `marks` beside them."""

    keys: NDArray[np.uint32]
    marks: NDArray[np.uint8]


def bag(features: Features) -> Bag:
    return Bag(*key_array(features.terms, term_keys(features.terms)))


@dataclass(frozen=True, slots=True)
class Bags:
    """Terms of several articles, one article after another; `lengths` says where each ends."""

    keys: NDArray[np.uint32]
    marks: NDArray[np.uint8]
    lengths: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def of(cls, bags: Sequence[Bag]) -> Bags:
        keys, marks = np.concatenate([one.keys for one in bags]), np.concatenate([one.marks for one in bags])
        return cls(keys, marks, np.array([len(one.keys) for one in bags]))


def compare(one: Bag, others: Bags, table: Rarity) -> F64:
    """Signals between `one` and each of `others`: an array (len(others), SIGNALS)."""
    if not len(others.keys):  # reports without a word stand in a story when an admin put them there
        return np.zeros((len(others.lengths), SIGNALS))
    return _Comparison(one, others, table).signals()


class _Comparison:
    """One article against many at once: every sum below is a table (others, channels).

    Keys ascend, and the channel is what they begin with: so terms of one cell of such a table stand side by side.
    """

    def __init__(self, one: Bag, others: Bags, table: Rarity) -> None:
        self._others = len(others)
        keys, marks = others.keys, others.marks
        cells = np.repeat(np.arange(0, self._others * _CHANNELS, _CHANNELS), others.lengths) + (keys >> np.uint32(28))
        mine, theirs = table.of(one.keys), table.of(keys)
        self._measure_mine(one, mine)
        weights = _weight(keys, marks) * theirs
        self._measure_theirs(cells, weights, theirs, marks)
        hit, to = _shared(one.keys, keys)
        my_weights = _weight(one.keys, one.marks) * mine
        self._measure_shared(cells[hit], my_weights[to], weights[hit], theirs[hit], one.marks[to], marks[hit])

    def _measure_mine(self, one: Bag, mine: F64) -> None:
        channel = (one.keys >> np.uint32(28)).astype(np.int64)
        weights = _weight(one.keys, one.marks) * mine
        head, title = (one.marks & 16) > 0, (one.marks & 32) > 0
        self.mine_has, self.mine_norm = _mine(channel, None), _mine(channel, weights**2)
        self.mine_title_has = _mine(channel[title], weights[title] ** 2)
        self.mine_head_has, self.mine_head_count = _mine(channel[head], mine[head]), _mine(channel[head], None)
        self.mine_head_norm = _mine(channel[head], weights[head] ** 2)
        plain = (one.marks & (16 | 64)) == 16
        self.mine_plain_count, self.mine_plain_has = _mine(channel[plain], None), _mine(channel[plain], mine[plain])
        self.mine_plain_norm = _mine(channel[plain], mine[plain] ** 2)

    def _measure_theirs(self, cells: NDArray[np.int64], weights: F64, theirs: F64, marks: NDArray[np.uint8]) -> None:
        starts = np.flatnonzero(np.concatenate([_FIRST, cells[1:] != cells[:-1]]))
        standing, size = cells[starts], self._others * _CHANNELS
        has, norm = np.zeros(size), np.zeros(size)
        has[standing] = np.concatenate([starts[1:], [len(cells)]]) - starts
        norm[standing] = np.add.reduceat(weights**2, starts)
        self.has, self.norm = has.reshape(-1, _CHANNELS), norm.reshape(-1, _CHANNELS)
        title, head = np.flatnonzero(marks & 32), np.flatnonzero(marks & 16)
        self.title_has = self._sum(cells[title], weights[title] ** 2)
        in_head = cells[head]
        self.head_has, self.head_count = self._sum(in_head, theirs[head]), self._sum(in_head, None)
        self.head_norm = self._sum(in_head, weights[head] ** 2)
        plain = head[(marks[head] & 64) == 0]
        self.plain_count, self.plain_has = self._sum(cells[plain], None), self._sum(cells[plain], theirs[plain])
        self.plain_norm = self._sum(cells[plain], theirs[plain] ** 2)

    def _measure_shared(
        self, cell: NDArray[np.int64], my_weights: F64, weights: F64, theirs: F64, my_marks: NDArray[np.uint8], marks: NDArray[np.uint8]
    ) -> None:
        product, both = my_weights * weights, my_marks & marks
        in_title, in_head = np.flatnonzero(both & 32), np.flatnonzero(both & 16)
        head, my_head = np.flatnonzero(marks & 16), np.flatnonzero(my_marks & 16)
        self.cosine = self._sum(cell, product) / (np.sqrt(self.norm * self.mine_norm) + _TINY)
        self.title_shared = self._sum(cell[in_title], product[in_title])
        self.head_shared = self._sum(cell[in_head], None)
        self.head_cosine = self._sum(cell[in_head], product[in_head]) / (np.sqrt(self.head_norm * self.mine_head_norm) + _TINY)
        found = self._sum(cell[head], theirs[head]) / (self.head_has + _TINY)
        mine_found = self._sum(cell[my_head], theirs[my_head]) / (self.mine_head_has + _TINY)
        self.found_most, self.found = np.maximum(found, mine_found), (found + mine_found) / 2
        self.said = self._sum(cell, np.minimum(theirs, _HALF_SAID))
        not_names = np.flatnonzero(((my_marks | marks) & 64) == 0)
        self.plainly_said = self._sum(cell[not_names], np.minimum(theirs[not_names], _HALF_SAID))
        self._measure_focus(cell, theirs, head[(marks[head] & 64) == 0], my_head[(my_marks[my_head] & 64) == 0])

    def _measure_focus(self, cell: NDArray[np.int64], theirs: F64, plain: NDArray[np.intp], my_plain: NDArray[np.intp]) -> None:
        """What the heads say without their names: `plain` are shared terms that stand so in their heads, `my_plain` in mine."""
        told = self._sum(cell[plain], theirs[plain]) / (self.plain_has + _TINY)
        mine_told = self._sum(cell[my_plain], theirs[my_plain]) / (self.mine_plain_has + _TINY)
        self.plain_told_least = np.minimum(told, mine_told)
        both = np.intersect1d(plain, my_plain, assume_unique=True)
        self.plain_cosine = self._sum(cell[both], theirs[both] ** 2) / (np.sqrt(self.plain_norm * self.mine_plain_norm) + _TINY)

    def _sum(self, cells: NDArray[np.int64], weights: F64 | None) -> F64:
        summed: F64 = np.bincount(cells, weights=weights, minlength=self._others * _CHANNELS).astype(np.float64, copy=False)
        return summed.reshape(self._others, _CHANNELS)

    def signals(self) -> F64:
        out = np.zeros((self._others, SIGNALS))
        read = (self.has[:, Channel.WORD] >= _ENOUGH_WORDS) & (self.mine_has[Channel.WORD] >= _ENOUGH_WORDS)
        native = (self.has[:, Channel.OWN] >= _ENOUGH_WORDS) & (self.cosine[:, Channel.OWN] > 0)
        words = (np.arange(self._others), np.where(read, Channel.WORD, Channel.OWN))
        out[:, Signal.COMMON_LANGUAGE] = read | native
        out[:, Signal.WORDS] = np.sqrt(self.cosine[words]) * np.minimum(1.0, self.plainly_said[words] / _HALF_SAID)
        out[:, Signal.HEAD_FOUND] = np.sqrt(self.found[words])
        out[:, Signal.TITLE] = (self.title_shared / (np.sqrt(self.title_has * self.mine_title_has) + _TINY))[words]
        out[:, Signal.NAMES] = np.sqrt(self.cosine[:, Channel.NAME]) * np.minimum(1.0, self.said[:, Channel.NAME] / _HALF_SAID)
        out[:, Signal.NAMES] *= np.where(read | native, 1.0, self._supported())
        out[:, Signal.NAME_HEADS] = np.sqrt(self.head_cosine[:, Channel.NAME]) * np.minimum(1.0, self.said[:, Channel.NAME] / _HALF_SAID)
        out[:, Signal.COGNATES] = self.cosine[:, Channel.COGNATE]
        for signal, channel in ((Signal.FIGURES, Channel.FIGURE), (Signal.COUNTS, Channel.COUNT), (Signal.DAYS, Channel.DAY)):
            out[:, signal] = self.cosine[:, channel] * _enough(self.said[:, channel])
        out[:, Signal.CONCEPTS] = self.cosine[:, Channel.CONCEPT] * _enough(self.said[:, Channel.CONCEPT])
        out[:, Signal.PLACES] = self.cosine[:, Channel.PLACE]
        self._against(out)
        out[:, Signal.FOCUS_APART] = (read | native) * self._focus_apart()[words]
        return out

    def _focus_apart(self) -> F64:
        heads, told = np.sqrt(self.plain_cosine), np.sqrt(self.plain_told_least)
        enough = np.minimum(self.plain_count, self.mine_plain_count) >= _ENOUGH_WORDS
        return np.asarray(enough * np.maximum(0.0, 1 - heads / _NEAR_HEADS) * np.maximum(0.0, 1 - told / _TOLD_ANYWHERE))

    def _supported(self) -> F64:
        """How far shared names count where no words can be compared: one name, with nothing else in common, is everybody's home town."""
        said = self.said[:, _SUPPORT].sum(axis=1)
        return np.asarray(np.minimum(1.0, said / (_NOT_ALONE * _HALF_SAID)))

    def _against(self, out: F64) -> None:
        """The signals that speak against one event; each holds only where both texts have something to say."""
        both_heads = (self.head_has > 0) & (self.mine_head_has > 0)
        both_titles = (self.title_has > 0) & (self.mine_title_has > 0)
        out[:, Signal.NAMES_MISSED] = both_heads[:, Channel.NAME] * (1 - np.minimum(1, self.found_most[:, Channel.NAME]))
        out[:, Signal.CONCEPTS_MISSED] = both_heads[:, Channel.CONCEPT] * (1 - np.minimum(1, self.found[:, Channel.CONCEPT]))
        kinds = np.minimum(self.head_count, self.mine_head_count)[:, Channel.CONCEPT] >= _ENOUGH_KINDS
        out[:, Signal.KINDS_APART] = kinds * np.maximum(0.0, 1 - self.head_cosine[:, Channel.CONCEPT] / _LIKE_KINDS)
        out[:, Signal.COUNTS_APART] = (self.head_shared[:, Channel.COUNTED] > 0) & (self.said[:, Channel.COUNT] == 0)
        out[:, Signal.RANKS_APART] = (self.head_shared[:, Channel.RANKED] > 0) & (self.said[:, Channel.ORDINAL] == 0)
        out[:, Signal.DAYS_APART] = both_titles[:, Channel.DAY] & (self.title_shared[:, Channel.DAY] == 0)
        out[:, Signal.PLACES_APART] = both_heads[:, Channel.PLACE] & (self.found_most[:, Channel.PLACE] == 0)


_WEIGHT: F64 = (np.arange(128) & 15) / 4.0
"""Of marks."""
_NO_WORDS = np.uint32(Channel.NAME << 28)
"""The smallest key that is not a word's."""
_SIEVE = 1 << 16
_FIRST = np.array([True])


def _weight(keys: U32, marks: NDArray[np.uint8]) -> F64:
    """How often a term is said; words count once."""
    return np.where(keys < _NO_WORDS, 1.0, _WEIGHT[marks])


def _shared(mine: U32, keys: U32) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where in `keys` one of `mine` stands, and which. Most are none: a sieve by their last bits lets few through to the search."""
    sieve = np.zeros(_SIEVE, dtype=np.bool_)
    sieve[mine & np.uint32(_SIEVE - 1)] = True
    perhaps = np.flatnonzero(sieve[keys & np.uint32(_SIEVE - 1)])
    at = np.minimum(np.searchsorted(mine, keys[perhaps]), len(mine) - 1)
    same = mine[at] == keys[perhaps]
    return perhaps[same], at[same]


def _mine(channel: NDArray[np.int64], weights: F64 | None) -> F64:
    return np.bincount(channel, weights=weights, minlength=_CHANNELS).astype(np.float64)


def _enough(said: F64) -> F64:
    """One shared term may be chance, and a name that is everywhere in the stream says nothing: from what two rare terms say on, the cosine
    is taken whole.
    """
    return np.minimum(1.0, said / (2 * _HALF_SAID))
