"""What keeps look-alikes apart: a table of contradictions, each with its named reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from news.stories.likeness import F64, Signal
from news.stories.values import PlacementReason


@dataclass(frozen=True, slots=True)
class Rule:
    """Two reports contradict each other when all `signals` are at least `strength`, unless the log-odds are `overruled_by` or more."""

    reason: PlacementReason
    signals: tuple[Signal, ...]
    strength: float
    overruled_by: float


RULES = (
    Rule(PlacementReason.DIFFERENT_NUMBERS, (Signal.RANKS_APART,), strength=1.0, overruled_by=4.0),
    Rule(PlacementReason.DIFFERENT_NUMBERS, (Signal.COUNTS_APART, Signal.NAMES_MISSED), strength=0.4, overruled_by=4.0),
    Rule(PlacementReason.DIFFERENT_DATES, (Signal.DAYS_APART,), strength=1.0, overruled_by=4.0),
    Rule(PlacementReason.DIFFERENT_PLACES, (Signal.PLACES_APART,), strength=1.0, overruled_by=4.0),
    Rule(PlacementReason.DIFFERENT_KIND, (Signal.KINDS_APART,), strength=0.5, overruled_by=4.0),
)
MAJORITY = 0.5
"""A story keeps an article out when more than this share of the reports compared contradict it by the same rule."""


def contradictions(signals: F64, odds: F64) -> NDArray[np.bool_]:
    """Which rules hold, a row per pair, a column per rule."""
    held = [(signals[:, list(rule.signals)].min(axis=1) >= rule.strength) & (odds < rule.overruled_by) for rule in RULES]
    return np.stack(held, axis=1)


def conflict(held: NDArray[np.bool_]) -> PlacementReason | None:
    """The first rule that most pairs hold, if any."""
    shares = held.mean(axis=0)
    return next((rule.reason for rule, share in zip(RULES, shares.tolist(), strict=True) if share > MAJORITY), None)
