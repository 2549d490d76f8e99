"""How alike two articles are: measured channel by channel, weighed by numbers that were learned (`bench/stories/fit.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from news.stories.features import Channel, Features, key_array, rarity

F64 = NDArray[np.float64]
_CHANNELS = 16
_SLOTS = 1 << 20
PRIOR_TEXTS = 1000.0
"""Texts the window pretends to have read before its first, so that its first hours weigh words like its hundredth."""
RAREST_SHARE = 0.001
_WORDS = (Channel.WORD, Channel.OWN)


class Rarity:
    """How rare each term is among the living articles: a table of counts by hash, with a prior for the common words."""

    def __init__(self) -> None:
        self._counts = np.full(_SLOTS, PRIOR_TEXTS * RAREST_SHARE, dtype=np.float32)
        self._texts = PRIOR_TEXTS
        for key, share in _common_keys():
            self._counts[_slot(key)] = PRIOR_TEXTS * share

    def count(self, keys: NDArray[np.uint32], times: int = 1) -> None:
        """An article came (1) or went (-1)."""
        np.add.at(self._counts, _slot(keys), np.float32(times))
        self._texts += times

    def of(self, keys: NDArray[np.uint32]) -> F64:
        """Negative logarithm of the share of texts with each term."""
        return np.log(self._texts / self._counts[_slot(keys)].astype(np.float64))


def _slot(keys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return (keys ^ (keys >> np.uint32(13))) & np.uint32(_SLOTS - 1)


def _common_keys() -> list[tuple[NDArray[np.uint32], float]]:
    from news.stories.common_words import TIERS
    from news.stories.features import term_key

    found = []
    for language, tiers in TIERS.items():
        for share, words in tiers:
            named = words.split() if language == "en" else [f"{language}:{word}" for word in words.split()]
            channel = Channel.WORD if language == "en" else Channel.OWN
            found.append((np.array([term_key(channel, word) for word in named], dtype=np.uint32), share))
    return found


class Signal(IntEnum):
    """What is measured between two articles; each 0..1 unless said otherwise."""

    WORDS = 0
    HEAD = 1
    HEAD_FOUND = 2
    """How much of one's head stands anywhere in the other, the mean of both directions."""
    NAMES = 3
    HEAD_NAMES = 4
    PAIRS = 5
    COGNATES = 6
    FIGURES = 7
    COUNTS = 8
    CONCEPTS = 9
    HEAD_CONCEPTS = 10
    PLACES = 11
    DAYS = 12
    NAMES_MISSED = 13
    """Both have names in the head, the share of them that is nowhere in the other."""
    COUNTS_APART = 14
    """The same thing counted in both heads, with other figures."""
    RANKS_APART = 15
    DAYS_APART = 16
    PLACES_APART = 17
    TITLE = 18
    NAMES_FOUND = 19
    CONCEPTS_FOUND = 20
    COMMON_LANGUAGE = 21


SIGNALS = len(Signal)


@dataclass(frozen=True, slots=True)
class Bag:
    """Terms of one article as numbers: `keys` ascending, `marks` beside them."""

    keys: NDArray[np.uint32]
    marks: NDArray[np.uint8]


def bag(features: Features) -> Bag:
    return Bag(*key_array(features.terms))


def compare(one: Bag, others: list[Bag], rarity_table: Rarity) -> F64:
    """Signals between `one` and each of `others`: an array (len(others), SIGNALS)."""
    n = len(others)
    keys = np.concatenate([other.keys for other in others])
    marks = np.concatenate([other.marks for other in others])
    row = np.repeat(np.arange(n), [len(other.keys) for other in others])
    return _signals(one, keys, marks, row, n, rarity_table)


def _signals(one: Bag, keys: NDArray[np.uint32], marks: NDArray[np.uint8], row: NDArray[np.int64], n: int, table: Rarity) -> F64:
    mine, theirs = _weights(one.keys, one.marks, table), _weights(keys, marks, table)
    at = np.minimum(np.searchsorted(one.keys, keys), max(0, len(one.keys) - 1))
    shared = one.keys[at] == keys if len(one.keys) else np.zeros(len(keys), dtype=bool)
    channel = (keys >> np.uint32(28)).astype(np.int64)
    cell = row * _CHANNELS + channel
    head, title = (marks & 16) > 0, (marks & 32) > 0
    my_channel = (one.keys >> np.uint32(28)).astype(np.int64)
    my_head, my_title = (one.marks & 16) > 0, (one.marks & 32) > 0
    hit_cell, hit_mine, hit_theirs = cell[shared], mine[at[shared]], theirs[shared]
    hit_head, hit_my_head = head[shared], my_head[at[shared]]
    hit_title, hit_my_title = title[shared], my_title[at[shared]]

    def total(cells: NDArray[np.int64], weights: F64) -> F64:
        return np.bincount(cells, weights=weights, minlength=n * _CHANNELS).reshape(n, _CHANNELS)

    def own(mask: NDArray[np.bool_], power: int) -> F64:
        return np.bincount(my_channel[mask], weights=mine[mask] ** power, minlength=_CHANNELS)

    everything = np.ones(len(mine), dtype=bool)
    dot = total(hit_cell, hit_mine * hit_theirs)
    norm = np.sqrt(total(cell, theirs**2) * own(everything, 2)) + 1e-9
    both = hit_head & hit_my_head
    dot_head = total(hit_cell[both], (hit_mine * hit_theirs)[both])
    norm_head = np.sqrt(total(cell[head], theirs[head] ** 2) * own(my_head, 2)) + 1e-9
    both_title = hit_title & hit_my_title
    dot_title = total(hit_cell[both_title], (hit_mine * hit_theirs)[both_title])
    norm_title = np.sqrt(total(cell[title], theirs[title] ** 2) * own(my_title, 2)) + 1e-9
    idf_theirs, idf_mine = table.of(keys), table.of(one.keys)
    head_sum, my_head_sum = (
        total(cell[head], idf_theirs[head]),
        np.bincount(my_channel[my_head], weights=idf_mine[my_head], minlength=_CHANNELS),
    )
    found = total(hit_cell[hit_head], idf_theirs[shared][hit_head]) / (head_sum + 1e-9)
    my_found = total(hit_cell[hit_my_head], idf_theirs[shared][hit_my_head]) / (my_head_sum + 1e-9)
    has, my_has = total(cell, np.ones(len(cell))), np.bincount(my_channel, minlength=_CHANNELS)

    lex = np.where((has[:, 0] >= 4) & (my_has[0] >= 4), 0, 1)
    pick = (np.arange(n), lex)
    common = ((has[:, 0] >= 4) & (my_has[0] >= 4)) | ((dot[:, 1] > 0) & (has[:, 1] >= 4))
    out = np.zeros((n, SIGNALS))
    cosine, cosine_head = dot / norm, dot_head / norm_head
    out[:, Signal.WORDS] = cosine[pick]
    out[:, Signal.HEAD] = cosine_head[pick]
    out[:, Signal.HEAD_FOUND] = ((found + my_found) / 2)[pick]
    out[:, Signal.TITLE] = (dot_title / norm_title)[pick]
    out[:, Signal.NAMES] = cosine[:, Channel.NAME]
    out[:, Signal.HEAD_NAMES] = cosine_head[:, Channel.NAME]
    out[:, Signal.PAIRS] = cosine[:, Channel.PAIR]
    out[:, Signal.COGNATES] = cosine[:, Channel.COGNATE]
    out[:, Signal.FIGURES] = cosine[:, Channel.FIGURE]
    out[:, Signal.COUNTS] = cosine[:, Channel.COUNT]
    out[:, Signal.CONCEPTS] = cosine[:, Channel.CONCEPT]
    out[:, Signal.HEAD_CONCEPTS] = cosine_head[:, Channel.CONCEPT]
    out[:, Signal.PLACES] = cosine[:, Channel.PLACE]
    out[:, Signal.DAYS] = cosine[:, Channel.DAY]
    named = (head_sum[:, Channel.NAME] > 0) & (my_head_sum[Channel.NAME] > 0)
    out[:, Signal.NAMES_FOUND] = ((found + my_found) / 2)[:, Channel.NAME]
    out[:, Signal.CONCEPTS_FOUND] = ((found + my_found) / 2)[:, Channel.CONCEPT]
    out[:, Signal.NAMES_MISSED] = named * (1 - np.maximum(found, my_found)[:, Channel.NAME])
    out[:, Signal.COUNTS_APART] = (dot_head[:, Channel.COUNTED] > 0) & (dot[:, Channel.COUNT] == 0)
    out[:, Signal.RANKS_APART] = (dot_head[:, Channel.RANKED] > 0) & (dot[:, Channel.ORDINAL] == 0)
    head_days, my_head_days = head_sum[:, Channel.DAY] > 0, my_head_sum[Channel.DAY] > 0
    out[:, Signal.DAYS_APART] = head_days & my_head_days & (dot[:, Channel.DAY] == 0)
    out[:, Signal.PLACES_APART] = (
        (head_sum[:, Channel.PLACE] > 0) & (my_head_sum[Channel.PLACE] > 0) & (np.maximum(found, my_found)[:, Channel.PLACE] == 0)
    )
    out[:, Signal.COMMON_LANGUAGE] = common
    return out


def _weights(keys: NDArray[np.uint32], marks: NDArray[np.uint8], table: Rarity) -> F64:
    return (marks & 15) / 4.0 * table.of(keys)
