"""Pairs of living articles, each weighed once however often a look asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from news.stories.likeness import compare
from news.stories.rules import Voices, conflict, contradictions
from news.stories.weighing import log_odds

if TYPE_CHECKING:
    from news.stories.index import Index
    from news.stories.merging import MergePolicy


@dataclass(slots=True)
class Pairs:
    """Log-odds between living articles, by slot, for one look. `reach` is the window in seconds."""

    index: Index
    policy: MergePolicy
    reach: float
    _known: dict[tuple[int, int], tuple[float, Voices]] = field(default_factory=dict)
    """Log-odds, and what the rules say of the two."""

    def sample(self, slots: list[int]) -> list[int]:
        """The members a large story is compared by: its first and its newest."""
        most = self.policy.members
        return slots if len(slots) <= most else [*slots[: most // 2], *slots[-(most - most // 2) :]]

    def average(self, some: Sequence[int], others: list[int]) -> float:
        """Average odds across two groups; the floor when most pairs contradict each other by one rule."""
        known = [pair for slot in some for pair in self.between(slot, others)]
        if conflict(np.array([voices for _, voices in known])):
            return self.policy.floor
        return sum(odds for odds, _ in known) / len(known)

    def between(self, one: int, others: list[int]) -> list[tuple[float, Voices]]:
        """Odds and contradictions between an article and others."""
        missing = [other for other in others if pair(one, other) not in self._known]
        if missing:
            signals = compare(self.index.bag(one), self.index.bags(missing), self.index.rarity)
            odds = log_odds(signals)
            for other, value, voices in zip(missing, odds.tolist(), contradictions(signals, odds), strict=True):
                self._known[pair(one, other)] = self._bounded(one, other, value), voices
        return [self._known[pair(one, other)] for other in others]

    def _bounded(self, one: int, other: int, odds: float) -> float:
        if abs(self.index.at(one) - self.index.at(other)) > self.reach:
            return self.policy.floor  # the window is a gate for pairs as well: chains of reports do not carry across it
        return min(self.policy.ceiling, max(self.policy.floor, odds))


def pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
