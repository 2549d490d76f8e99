"""What keeps look-alikes apart: a table of contradictions, each with its named reason."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from news.stories.likeness import F64, Signal
from news.stories.values import PlacementReason


@dataclass(frozen=True, slots=True)
class Rule:
    """Two reports contradict each other when each signal is at least as strong as said, unless the log-odds are `overruled_by` or more:
    nothing makes the 13th package the 12th, but a postponed concert has two days.
    """

    reason: PlacementReason
    signals: tuple[tuple[Signal, float], ...]
    overruled_by: float = 4.0


RULES = (
    Rule(PlacementReason.DIFFERENT_NUMBERS, ((Signal.RANKS_APART, 1.0),), overruled_by=math.inf),
    Rule(PlacementReason.DIFFERENT_NUMBERS, ((Signal.COUNTS_APART, 1.0), (Signal.NAMES_MISSED, 0.4))),
    Rule(PlacementReason.DIFFERENT_DATES, ((Signal.DAYS_APART, 1.0),), overruled_by=8.0),
    Rule(PlacementReason.DIFFERENT_PLACES, ((Signal.PLACES_APART, 1.0),)),
    # The same words about other people or towns: a template (two mayors, two matches), not one event.
    Rule(PlacementReason.DIFFERENT_NAMES, ((Signal.NAMES_MISSED, 0.55), (Signal.HEAD_FOUND, 0.55), (Signal.TITLE, 0.3))),
    Rule(PlacementReason.DIFFERENT_NAMES, ((Signal.NAMES_MISSED, 0.33), (Signal.TITLE, 0.8))),
    Rule(PlacementReason.DIFFERENT_KIND, ((Signal.KINDS_APART, 0.5),)),
    # The same people on another occasion, which a report may recall in its last paragraph.
    Rule(PlacementReason.DIFFERENT_KIND, ((Signal.FOCUS_APART, 0.35), (Signal.NAMES, 0.6))),
)
MAJORITY = 0.5
"""A story keeps an article out when more than this share of the reports compared contradict it by the same rule; those that could not, because
the rule asks for words and there is no common language, have no voice."""

_BY_WORDS = frozenset({Signal.WORDS, Signal.HEAD_FOUND, Signal.TITLE, Signal.FOCUS_APART})
_ASKED = [signal for rule in RULES for signal, _ in rule.signals]
_STRENGTHS = np.array([strength for rule in RULES for _, strength in rule.signals])
_STARTS = list(accumulate((len(rule.signals) for rule in RULES[:-1]), initial=0))
_OVERRULED_BY = np.array([rule.overruled_by for rule in RULES])
_READS = np.array([any(signal in _BY_WORDS for signal, _ in rule.signals) for rule in RULES])
"""The table in columns: all rules are looked up at once."""

Voices = NDArray[np.int8]
"""A row per pair, a column per rule: `AGAINST`, `NOT_AGAINST` or `SILENT`."""
AGAINST, NOT_AGAINST, SILENT = 1, 0, -1


def contradictions(signals: F64, odds: F64) -> Voices:
    """What each rule says of each pair."""
    strong = np.logical_and.reduceat(signals[:, _ASKED] >= _STRENGTHS, _STARTS, axis=1)
    voices = (strong & (odds[:, np.newaxis] < _OVERRULED_BY)).astype(np.int8)
    voices[np.logical_and.outer(signals[:, Signal.COMMON_LANGUAGE] == 0, _READS)] = SILENT
    return voices


def conflict(voices: Voices) -> PlacementReason | None:
    """The first rule that most pairs with a voice hold, if any."""
    against, heard = np.count_nonzero(voices == AGAINST, axis=0).tolist(), np.count_nonzero(voices != SILENT, axis=0).tolist()
    return next((rule.reason for rule, some, all_ in zip(RULES, against, heard, strict=True) if some > MAJORITY * all_), None)
