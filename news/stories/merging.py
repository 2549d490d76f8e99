"""The second look: stories that turn out to be one. Average linkage with a contrast, never single linkage.

Order of arrival must not matter: two halves of a story that grew from different seeds are found again here. Two stories that
each hold together much better than they hold to each other stay two, however alike they are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from news.stories.likeness import compare
from news.stories.values import Placement, PlacementReason
from news.stories.weighing import log_odds, probability

if TYPE_CHECKING:
    from news.stories.index import Index
    from news.stories.roll import Roll
    from news.stories.shelf import F64


@dataclass(frozen=True, slots=True)
class MergePolicy:
    """When two stories are one; log-odds."""

    join: float = -2.0
    """Average over all pairs across, from which two stories may be one."""
    slope: float = 0.5
    gap: float = 1.5
    """Two stories of `settled` articles or more also need: average across ≥ `slope` × average within − `gap`."""
    settled: int = 3
    members: int = 24
    """Members compared of a large story."""


@dataclass(frozen=True, slots=True)
class Merge:
    """`story_id` is to be merged into `into`; `placement` says why."""

    story_id: str
    into: str
    placement: Placement


def merges(index: Index, roll: Roll, policy: MergePolicy, *, window: timedelta) -> list[Merge]:
    """The merges to carry out, in order."""
    return _Look(index, roll, policy, window.total_seconds()).run()


class _Look:
    """Average linkage over the stories that have candidates in common."""

    def __init__(self, index: Index, roll: Roll, policy: MergePolicy, reach: float) -> None:
        self._index, self._roll, self._policy, self._reach = index, roll, policy, reach
        self._members = {number: self._sample(roll.members(number)) for number in roll.numbers()}
        self._across: dict[tuple[int, int], float] = {}
        self._neighbours: dict[int, set[int]] = defaultdict(set)
        self._odds: dict[tuple[int, int], float] = {}

    def _sample(self, slots: list[int]) -> list[int]:
        most = self._policy.members
        return list(slots) if len(slots) <= most else [*slots[: most // 2], *slots[-(most - most // 2) :]]

    def run(self) -> list[Merge]:
        self._find_neighbours()
        done: list[Merge] = []
        while pair := self._best():
            done.append(self._merge(*pair))
        return done

    def _find_neighbours(self) -> None:
        for number, slots in self._members.items():
            for slot in slots:
                bag, at = self._index.bag(slot), self._index.at(slot)
                keys = self._index.postings(bag)
                for other in self._index.candidates_by(keys, at - self._reach, at + self._reach, most=24):
                    story = self._index.story(other)
                    if story != number and story in self._members:
                        self._neighbours[number].add(story)
                        self._neighbours[story].add(number)
        for number, others in self._neighbours.items():
            for other in others:
                if number < other:
                    self._across[number, other] = self._average(number, other)

    def _pairs(self, some: list[int], others: list[int]) -> F64:
        """Log-odds of every pair; known ones are remembered."""
        table = np.zeros((len(some), len(others)))
        for row, one in enumerate(some):
            missing = [other for other in others if other != one and (min(one, other), max(one, other)) not in self._odds]
            if missing:
                found = log_odds(compare(self._index.bag(one), self._index.bags(missing), self._index.rarity))
                for other, odds in zip(missing, found.tolist(), strict=True):
                    self._odds[min(one, other), max(one, other)] = max(-8.0, odds)
            table[row] = [self._odds.get((min(one, other), max(one, other)), 0.0) for other in others]
        return table

    def _average(self, one: int, other: int) -> float:
        return float(self._pairs(self._members[one], self._members[other]).mean())

    def _within(self, number: int) -> float:
        slots = self._members[number]
        table = self._pairs(slots, slots)
        return float(table.sum() / (len(slots) * (len(slots) - 1)))

    def _allowed(self, one: int, other: int, across: float) -> bool:
        if across < self._policy.join:
            return False
        if min(len(self._members[one]), len(self._members[other])) < self._policy.settled:
            return True
        return all(across >= self._policy.slope * self._within(number) - self._policy.gap for number in (one, other))

    def _best(self) -> tuple[int, int] | None:
        for pair, across in sorted(self._across.items(), key=lambda item: (-item[1], item[0])):
            if across < self._policy.join:
                return None
            if self._allowed(*pair, across):
                return pair
        return None

    def _merge(self, one: int, other: int) -> Merge:
        """The older story keeps its id."""
        into, gone = self._older(one, other)
        across = self._across[min(one, other), max(one, other)]
        placement = Placement(
            self._roll.name(into), PlacementReason.SECOND_LOOK, score=round(probability(across), 4), nearest_story=self._roll.name(gone)
        )
        merge = Merge(self._roll.name(gone), self._roll.name(into), placement)
        self._members[into] = self._members[into] + self._members.pop(gone)
        near = (self._neighbours.pop(gone) | self._neighbours[into]) - {into, gone}
        self._neighbours[into] = near
        self._across = {pair: value for pair, value in self._across.items() if gone not in pair and into not in pair}
        for story in near:
            self._neighbours[story] = (self._neighbours[story] - {gone}) | {into}
            self._across[min(into, story), max(into, story)] = self._average(into, story)
        return merge

    def _older(self, one: int, other: int) -> tuple[int, int]:
        def age(number: int) -> tuple[float, str]:
            return min(self._index.at(slot) for slot in self._members[number]), self._roll.name(number)

        return (one, other) if age(one) <= age(other) else (other, one)
