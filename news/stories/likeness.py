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
from news.stories.features import Channel, Features, keyed, term_key

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
ENOUGH_WORDS = 4
"""Words of a language from which a text can be read in it."""
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

    @property
    def most(self) -> float:
        """What a term says that nobody has said yet."""
        return math.log(self._texts / (PRIOR_TEXTS * RAREST_SHARE))

    def of(self, keys: NDArray[np.uint32]) -> F64:
        """Negative logarithm of the share of texts with each term."""
        return np.asarray(math.log(self._texts) - self._logarithms.take(_slot(keys)))


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
    keys, marks, _ = keyed(features.terms)
    return Bag(keys, marks)


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
    if not len(others.keys) or not len(one.keys):  # reports without a word stand in a story when an admin put them there
        return np.zeros((len(others.lengths), SIGNALS))
    return _Comparison(one, others, table).signals()


class _Comparison:
    """One article against many at once: every sum below is a table (others, channels). Many tables are made by one call: with twenty others
    of a hundred terms each it is the number of calls that costs.

    Keys ascend, and the channel is what they begin with: so terms of one cell of such a table stand side by side.
    """

    def __init__(self, one: Bag, others: Bags, table: Rarity) -> None:
        self._others, mine = len(others), len(one.keys)
        keys, marks = np.concatenate([one.keys, others.keys]), np.concatenate([one.marks, others.marks])
        cells = (keys >> np.uint32(28)).astype(np.int64)
        cells[mine:] += np.repeat(np.arange(_CHANNELS, (self._others + 1) * _CHANNELS, _CHANNELS), others.lengths)
        rarity = table.of(keys)
        weights = np.where(keys < _NO_WORDS, 1.0, _WEIGHT.take(marks)) * rarity  # how often a term is said; words count once
        places = (marks >> 4).astype(np.uint8)
        self._measure_each(cells, weights * weights, rarity, places)
        hit, to = _shared(one.keys, others.keys)
        hit += mine
        both = (8 * places[to] + places[hit]).astype(np.uint8)
        self._measure_shared(cells[hit] - _CHANNELS, weights[to] * weights[hit], rarity[hit], both)

    def _measure_each(self, cells: NDArray[np.int64], squares: F64, rarity: F64, places: NDArray[np.uint8]) -> None:
        """What each text has to say, anywhere and in its head; row 0 is `one`. `squares` of the weights."""
        rows = self._others + 1
        norm = np.bincount(cells, weights=squares, minlength=rows * _CHANNELS).reshape(rows, _CHANNELS)
        has = np.bincount(cells, minlength=rows * _CHANNELS).reshape(rows, _CHANNELS)
        head = np.flatnonzero(_IN_HEAD.take(places))
        rarity, squares = rarity[head], squares[head]
        said = _HEAD_TERMS.take(places[head], axis=1)
        said[0:2] *= squares
        said[2:4] *= rarity
        said[4] *= rarity * rarity
        in_head = _tables(cells[head], said, rows)
        self.mine_has, self.mine_norm, self.has, self.norm = has[0], norm[0], has[1:], norm[1:]
        self.title_has, self.head_norm, self.head_has, self.plain_has, self.plain_norm, self.head_count, self.plain_count = in_head[:, 1:]
        (
            self.mine_title_has, self.mine_head_norm, self.mine_head_has, self.mine_plain_has, self.mine_plain_norm,
            self.mine_head_count, self.mine_plain_count,
        ) = in_head[:, 0]  # fmt: skip

    def _measure_shared(self, cells: NDArray[np.int64], product: F64, rarity: F64, both: NDArray[np.uint8]) -> None:
        """What both say: the product of its weights, how rare it is, and where it stands (mine, theirs)."""
        shared = _SHARED_TERMS.take(both, axis=1)
        shared[0:3] *= product
        shared[3:7] *= rarity
        shared[7:9] *= np.minimum(rarity, _HALF_SAID)
        shared[9] *= rarity * rarity
        dot, self.title_shared, head_dot, found, mine_found, told, mine_told, *rest = _tables(cells, shared, self._others)
        self.said, self.plainly_said, plain_dot, self.head_shared = rest
        self.cosine = dot / (np.sqrt(self.norm * self.mine_norm) + _TINY)
        self.head_cosine = head_dot / (np.sqrt(self.head_norm * self.mine_head_norm) + _TINY)
        found, mine_found = found / (self.head_has + _TINY), mine_found / (self.mine_head_has + _TINY)
        self.found_most, self.found = np.maximum(found, mine_found), (found + mine_found) / 2
        self.plain_told_least = np.minimum(told / (self.plain_has + _TINY), mine_told / (self.mine_plain_has + _TINY))
        self.plain_cosine = plain_dot / (np.sqrt(self.plain_norm * self.mine_plain_norm) + _TINY)

    def signals(self) -> F64:
        out = np.zeros((self._others, SIGNALS))
        read = (self.has[:, Channel.WORD] >= ENOUGH_WORDS) & (self.mine_has[Channel.WORD] >= ENOUGH_WORDS)
        native = (self.has[:, Channel.OWN] >= ENOUGH_WORDS) & (self.cosine[:, Channel.OWN] > 0)
        words = (np.arange(self._others), np.where(read, Channel.WORD, Channel.OWN))
        out[:, Signal.COMMON_LANGUAGE] = read | native
        out[:, Signal.WORDS] = np.sqrt(self.cosine[words]) * np.minimum(1.0, self.plainly_said[words] / _HALF_SAID)
        out[:, Signal.HEAD_FOUND] = np.sqrt(self.found[words])
        out[:, Signal.TITLE] = (self.title_shared / (np.sqrt(self.title_has * self.mine_title_has) + _TINY))[words]
        names_said = np.minimum(1.0, self.said[:, Channel.NAME] / _HALF_SAID)
        out[:, Signal.NAMES] = np.sqrt(self.cosine[:, Channel.NAME]) * names_said * np.where(read | native, 1.0, self._supported())
        out[:, Signal.NAME_HEADS] = np.sqrt(self.head_cosine[:, Channel.NAME]) * names_said
        out[:, _PLAIN_COSINES] = self.cosine[:, _PLAIN_CHANNELS]
        out[:, _SAID_COSINES] = self.cosine[:, _SAID_CHANNELS] * _enough(self.said[:, _SAID_CHANNELS])
        self._against(out)
        out[:, Signal.FOCUS_APART] = (read | native) * self._focus_apart()[words]
        return out

    def _focus_apart(self) -> F64:
        heads, told = np.sqrt(self.plain_cosine), np.sqrt(self.plain_told_least)
        enough = np.minimum(self.plain_count, self.mine_plain_count) >= ENOUGH_WORDS
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
        kinds = np.minimum(self.head_count[:, Channel.CONCEPT], self.mine_head_count[Channel.CONCEPT]) >= _ENOUGH_KINDS
        out[:, Signal.KINDS_APART] = kinds * np.maximum(0.0, 1 - self.head_cosine[:, Channel.CONCEPT] / _LIKE_KINDS)
        out[:, Signal.COUNTS_APART] = (self.head_shared[:, Channel.COUNTED] > 0) & (self.said[:, Channel.COUNT] == 0)
        out[:, Signal.RANKS_APART] = (self.head_shared[:, Channel.RANKED] > 0) & (self.said[:, Channel.ORDINAL] == 0)
        out[:, Signal.DAYS_APART] = both_titles[:, Channel.DAY] & (self.title_shared[:, Channel.DAY] == 0)
        out[:, Signal.PLACES_APART] = both_heads[:, Channel.PLACE] & (self.found_most[:, Channel.PLACE] == 0)


_PLAIN_COSINES, _PLAIN_CHANNELS = [Signal.COGNATES, Signal.PLACES], [Channel.COGNATE, Channel.PLACE]
_SAID_COSINES = [Signal.FIGURES, Signal.COUNTS, Signal.DAYS, Signal.CONCEPTS]
_SAID_CHANNELS = [Channel.FIGURE, Channel.COUNT, Channel.DAY, Channel.CONCEPT]
_WEIGHT: F64 = (np.arange(128) & 15) / 4.0
"""Of marks."""
_NO_WORDS = np.uint32(Channel.NAME << 28)
"""The smallest key that is not a word's."""
_SIEVE = 1 << 16

_PLACES = np.arange(8, dtype=np.uint8)
"""Where a term stands: marks without the weight. 1 = in the head, 2 = in the headline, 4 = a name's."""
_HEAD, _TITLE, _NAMED = (_PLACES & bit > 0 for bit in (1, 2, 4))
_PLAIN = _HEAD & ~_NAMED
"""What a head says without its names."""
_IN_HEAD = _HEAD | _TITLE
_HEAD_TERMS: F64 = np.stack([_TITLE, _HEAD, _HEAD, _PLAIN, _PLAIN, _HEAD, _PLAIN]).astype(np.float64)
"""Which places count for the tables of `_measure_each`."""


def _of_both(mine: NDArray[np.bool_], theirs: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For every pair of places."""
    return np.logical_and.outer(mine, theirs).ravel()


_ANY = _PLACES >= 0
_SHARED_TERMS: F64 = np.stack(
    [
        _of_both(_ANY, _ANY), _of_both(_TITLE, _TITLE), _of_both(_HEAD, _HEAD),
        _of_both(_ANY, _HEAD), _of_both(_HEAD, _ANY), _of_both(_ANY, _PLAIN), _of_both(_PLAIN, _ANY),
        _of_both(_ANY, _ANY), _of_both(~_NAMED, ~_NAMED), _of_both(_PLAIN, _PLAIN), _of_both(_HEAD, _HEAD),
    ]
).astype(np.float64)  # fmt: skip
"""Which pairs of places count for the tables of `_measure_shared`."""


def _tables(cells: NDArray[np.int64], terms: F64, rows: int) -> F64:
    """The sums of each row of `terms` by cell: an array (len(terms), rows, _CHANNELS)."""
    count, size = len(terms), rows * _CHANNELS
    where = cells + np.arange(0, count * size, size)[:, np.newaxis]
    summed: F64 = np.bincount(where.ravel(), weights=terms.ravel(), minlength=count * size).astype(np.float64, copy=False)
    return summed.reshape(count, rows, _CHANNELS)


def _shared(mine: U32, keys: U32) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where in `keys` one of `mine` stands, and which. Most are none: a sieve by their last bits lets few through to the search."""
    sieve = np.zeros(_SIEVE, dtype=np.bool_)
    sieve[mine & np.uint32(_SIEVE - 1)] = True
    perhaps = np.flatnonzero(sieve.take(keys & np.uint32(_SIEVE - 1)))
    sought = keys[perhaps]
    at = np.minimum(np.searchsorted(mine, sought), len(mine) - 1)
    same = mine[at] == sought
    return perhaps[same], at[same]


def _enough(said: F64) -> F64:
    """One shared term may be chance, and a name that is everywhere in the stream says nothing: from what two rare terms say on, the cosine
    is taken whole.
    """
    return np.minimum(1.0, said / (2 * _HALF_SAID))
