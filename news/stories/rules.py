"""What keeps look-alikes apart: a table of contradictions, each with its named reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from news.stories.likeness import Signal
from news.stories.shelf import F64
from news.stories.values import PlacementReason


@dataclass(frozen=True, slots=True)
class Rule:
    """When `signal` holds against at least `share` of the members compared, the article stays out, unless the likeness is `overruled_by` odds."""

    reason: PlacementReason
    signal: Signal
    share: float
    overruled_by: float


RULES = (
    Rule(PlacementReason.DIFFERENT_NUMBERS, Signal.RANKS_APART, share=0.5, overruled_by=99.0),
    Rule(PlacementReason.DIFFERENT_PLACES, Signal.PLACES_APART, share=0.5, overruled_by=4.0),
)


def conflict(signals: F64, odds: F64, *, copied: float) -> PlacementReason | None:
    """The first rule that speaks against joining the story whose members gave these signals, if any."""
    del copied
    for rule in RULES:
        if float(np.mean(signals[:, rule.signal] > 0)) >= rule.share and float(odds.mean()) < rule.overruled_by:
            return rule.reason
    return None
