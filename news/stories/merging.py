"""The second look: average linkage over living articles, never single linkage.

Order of arrival must not matter: two halves of a story that grew from different seeds are found again here. What is needed to unite two
stories follows from their sizes: a large story attracts (any report is likelier to belong to it, as in a Chinese restaurant process), but two
stories that have both grown large side by side are two, however alike they are.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from news.stories.pairs import Pairs, pair
from news.stories.values import Placement, PlacementReason
from news.stories.weighing import probability

if TYPE_CHECKING:
    from news.stories.index import Index
    from news.stories.roll import Roll
    from news.stories.rulings import Heeded


@dataclass(frozen=True, slots=True)
class MergePolicy:
    """When two stories are one; log-odds. Fitted on ECB+ (bench/stories/fit.py): B3 F1 stays within .01 when any of them moves by a third."""

    join: float = -0.9
    """Average over all pairs across, from which two single articles are one story."""
    crowd: float = 0.7
    """Taken off per natural logarithm of the larger story's size."""
    settled: int = 2
    steepness: float = 2.5
    """Added per natural logarithm of how often the smaller story is larger than `settled`."""
    floor: float = -8.0
    ceiling: float = 3.0
    """Odds of one pair are cut to this range, so that two copies do not outvote twenty reports."""
    parting: float = 1.0
    """An article leaves when its average over the rest of its story is so much below what would unite the two: what left does not come
    back at the next look, and what has just come does not leave."""
    members: int = 24
    """Members compared of a large story."""
    candidates: int = 48
    """Articles looked at around each article."""

    def needed(self, one: int, other: int) -> float:
        """Average log-odds that two stories of these sizes need to be one."""
        small, large = sorted((one, other))
        return self.join + self.steepness * math.log(max(1.0, small / self.settled)) - self.crowd * math.log(large)


@dataclass(frozen=True, slots=True)
class Merge:
    """`story_id` is to be merged into `into`; `placement` says why."""

    story_id: str
    into: str
    placement: Placement


@dataclass(frozen=True, slots=True)
class Regrouping:
    """An article stands better in another story."""

    article_id: str
    placement: Placement


def merges(index: Index, roll: Roll, policy: MergePolicy, *, reach: float, fresh: Iterable[int], heed: Heeded) -> list[Merge]:
    """Stories that are one, in the order to carry them out. `reach` is the window in seconds; only stories that hold one of the `fresh`
    slots are looked at, with whatever is near those.
    """
    stories = {number: list(roll.members(number)) for number in roll.numbers()}
    linkage = _Linkage(Pairs(index, policy, reach), stories, apart=_apart(roll, heed))
    found = []
    for into, gone, across in linkage.run(fresh):
        placement = Placement(
            roll.name(into), PlacementReason.SECOND_LOOK, score=round(probability(across), 4), nearest_story=roll.name(gone)
        )
        found.append(Merge(roll.name(gone), roll.name(into), placement))
    return found


def _apart(roll: Roll, heed: Heeded) -> dict[int, set[int]]:
    apart: dict[int, set[int]] = defaultdict(set)
    for one, other in (sorted(names) for names in heed.apart):
        first, second = roll.number(one), roll.number(other)
        if first is not None and second is not None:
            apart[first].add(second)
            apart[second].add(first)
    return apart


def regroupings(index: Index, roll: Roll, policy: MergePolicy, *, reach: float) -> list[Regrouping]:
    """The partition as average linkage finds it from single articles, told as the articles that change their story.

    A group keeps the id of the story most of its articles stand in; what is left over founds a story named after its oldest article.
    """
    groups = {slot: [slot] for slot in index.slots()}
    linkage = _Linkage(Pairs(index, policy, reach), groups)
    scores = {into: across for into, _, across in linkage.run(list(groups))}
    moved: list[Regrouping] = []
    taken: set[str] = set()
    for group, slots in sorted(linkage.groups.items(), key=lambda item: (-len(item[1]), item[0])):
        story_id = _inherited(index, roll, slots, taken)
        taken.add(story_id)
        reason = PlacementReason.SECOND_LOOK if len(slots) > 1 else PlacementReason.FELL_AWAY
        score = round(probability(scores.get(group, 0.0)), 4) if reason.joined else 0.0
        for slot in slots:
            stood = roll.name(index.story(slot))
            if stood != story_id:
                moved.append(Regrouping(index.article_id(slot), Placement(story_id, reason, score, nearest_story=stood)))
    return moved


def _inherited(index: Index, roll: Roll, slots: list[int], taken: set[str]) -> str:
    stood = Counter(roll.name(index.story(slot)) for slot in slots)
    for story_id, _ in sorted(stood.items(), key=lambda item: (-item[1], item[0])):
        if story_id not in taken:
            return story_id
    by_age = sorted(slots, key=lambda slot: (index.at(slot), index.article_id(slot)))
    names = [f"s-{index.article_id(slot)}" for slot in by_age]
    return next((name for name in names if name not in taken), f"{names[0]}~{len(taken)}")


class _Linkage:
    """Unites groups, likeliest first, until none may be united."""

    def __init__(self, pairs: Pairs, groups: dict[int, list[int]], *, apart: dict[int, set[int]] | None = None) -> None:
        self.groups = groups
        self._pairs, self._index, self._policy = pairs, pairs.index, pairs.policy
        self._apart: dict[int, set[int]] = apart or {}
        """Groups that an admin keeps apart."""
        self._group_of = {slot: number for number, slots in groups.items() for slot in slots}
        self._across: dict[tuple[int, int], float] = {}
        self._neighbours: dict[int, set[int]] = defaultdict(set)
        self._heap: list[tuple[float, int, int]] = []

    def run(self, fresh: Iterable[int]) -> Iterable[tuple[int, int, float]]:
        """(stays, goes, average log-odds) for each union, in order."""
        self._meet(fresh)
        done = []
        while self._heap:
            across, one, other = heappop(self._heap)
            if self._across.get((one, other)) != -across:
                continue  # one of them was united with another since
            done.append(self._unite(one, other))
        return done

    def _meet(self, fresh: Iterable[int]) -> None:
        """Weigh the groups that have rare terms in common with a fresh article of another."""
        for slot in fresh:
            number, at = self._group_of[slot], self._index.at(slot)
            terms = self._index.postings(self._index.bag(slot))
            near = self._index.candidates_by(terms, at - self._pairs.reach, at + self._pairs.reach, most=self._policy.candidates)
            for other in {self._group_of[slot] for slot in near if slot in self._group_of} - {number}:
                self._neighbours[number].add(other)
                self._neighbours[other].add(number)
        for number, others in self._neighbours.items():
            later = [other for other in others if number < other]
            self._compare(number, later)
            for other in later:
                self._weigh(number, other)
        heapify(self._heap)

    def _compare(self, number: int, others: list[int]) -> None:
        """Each article of a group with all of its neighbours' at once: one by one costs ten times as much."""
        across = [slot for other in others for slot in self._sample(other)]
        for slot in self._sample(number):
            self._pairs.between(slot, across)

    def _weigh(self, one: int, other: int) -> None:
        if other in self._apart.get(one, ()):
            return
        both = pair(one, other)
        self._across[both] = self._pairs.average(self._sample(both[0]), self._sample(both[1]))
        if self._across[both] >= self._policy.needed(len(self.groups[one]), len(self.groups[other])):
            heappush(self._heap, (-self._across[both], *both))

    def _sample(self, number: int) -> list[int]:
        return self._pairs.sample(self.groups[number])

    def _unite(self, one: int, other: int) -> tuple[int, int, float]:
        """The group with the oldest article stays."""
        into, gone = sorted((one, other), key=self._age)
        across = self._across[one, other]
        for number in (into, gone):
            for story in self._neighbours[number]:
                self._across.pop(pair(number, story), None)
        for story in self._neighbours[gone]:
            self._neighbours[story] = (self._neighbours[story] - {gone}) | {into}
        self._neighbours[into] = (self._neighbours[into] | self._neighbours.pop(gone)) - {into, gone}
        self.groups[into] = [*self.groups[into], *self.groups.pop(gone)]
        for story in self._apart.pop(gone, set()):
            self._apart.setdefault(into, set()).add(story)
            self._apart[story].add(into)
        for story in sorted(self._neighbours[into]):
            self._weigh(into, story)
        return into, gone, across

    def _age(self, number: int) -> tuple[float, str]:
        return min((self._index.at(slot), self._index.article_id(slot)) for slot in self.groups[number])
