"""The second look's other half: an article whose evidence fell away leaves its story.

What joined by a translation that was corrected, by words an outlet has edited since, or as the second report of a story that grew in
another direction, no longer belongs there. It is measured as a union is (average linkage), and must fall clearly below it: `MergePolicy.parting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from news.stories.copies import copied_most
from news.stories.values import Placement, PlacementReason
from news.stories.weighing import probability

if TYPE_CHECKING:
    from news.stories.pairs import Pairs
    from news.stories.roll import Roll
    from news.stories.rulings import Heeded


@dataclass(frozen=True, slots=True)
class Parting:
    """The article is to leave `story_id`; `placement` says where it goes and why."""

    article_id: str
    story_id: str
    placement: Placement


@dataclass(frozen=True, slots=True)
class Partings:
    """Finds them, one story at a time."""

    pairs: Pairs
    roll: Roll
    heed: Heeded
    copied: float
    """Share of common shingles from which a text is a wire copy, and stays with what it copies."""

    def of(self, fresh: Iterable[int]) -> list[Parting]:
        """In the stories that hold a fresh slot: all members of a small one, of a large one the fresh."""
        changed: dict[int, list[int]] = {}
        for slot in fresh:
            changed.setdefault(self.pairs.index.story(slot), []).append(slot)
        return [parting for number, slots in sorted(changed.items()) for parting in self._out_of(number, slots)]

    def _out_of(self, number: int, fresh: list[int]) -> list[Parting]:
        rest = list(self.roll.members(number))
        asked = [slot for slot in (rest if len(rest) <= self.pairs.policy.members else fresh) if self._may_leave(slot, number)]
        left: list[int] = []
        while fallen := self._least(asked, rest):
            asked.remove(fallen[0])
            rest.remove(fallen[0])
            left.append(fallen[0])
        return [self._parting(slot, number, rest) for slot in left]

    def _may_leave(self, slot: int, number: int) -> bool:
        article_id = self.pairs.index.article_id(slot)
        return not founds(article_id, self.roll.name(number)) and article_id not in self.heed.kept

    def _least(self, asked: list[int], rest: list[int]) -> list[int]:
        """The one that has fallen farthest below what keeps it; [] when all may stay."""
        if len(rest) <= 1:
            return []
        keeps = self.pairs.policy.needed(1, len(rest) - 1) - self.pairs.policy.parting
        below = [(self._average(slot, rest) - keeps, slot) for slot in asked]
        return [slot for short, slot in sorted(below) if short < 0 and not self._is_copy(slot, rest)][:1]

    def _average(self, slot: int, rest: list[int]) -> float:
        return self.pairs.average([slot], self._others(slot, rest))

    def _others(self, slot: int, rest: list[int]) -> list[int]:
        return self.pairs.sample([other for other in rest if other != slot])

    def _is_copy(self, slot: int, rest: list[int]) -> bool:
        return (
            copied_most(self.pairs.index.sketch(slot), [self.pairs.index.sketch(other) for other in self._others(slot, rest)])
            >= self.copied
        )

    def _parting(self, slot: int, number: int, rest: list[int]) -> Parting:
        index, story_id = self.pairs.index, self.roll.name(number)
        article_id = index.article_id(slot)
        home = self._better_home(slot, number)
        if home is None:
            score = round(probability(self._average(slot, [*rest, slot])), 4)
            placement = Placement(f"s-{article_id}", PlacementReason.FELL_AWAY, score, nearest_story=story_id)
        else:
            placement = Placement(
                self.roll.name(home[1]), PlacementReason.SECOND_LOOK, round(probability(home[0]), 4), nearest_story=story_id
            )
        return Parting(article_id, story_id, placement)

    def _better_home(self, slot: int, number: int) -> tuple[float, int] | None:
        """The story that the article would be united with if it stood alone: what the next look would do anyway, in one step."""
        index, reach = self.pairs.index, self.pairs.reach
        near = index.candidates_by(
            index.postings(index.bag(slot)), index.at(slot) - reach, index.at(slot) + reach, most=self.pairs.policy.candidates
        )
        barred = self.heed.barred.get(index.article_id(slot), frozenset())
        found = []
        for other in sorted({index.story(each) for each in near} - {number}):
            if self.roll.name(other) in barred or self.heed.are_apart(self.roll.name(number), self.roll.name(other)):
                continue
            members = self.roll.members(other)
            average = self.pairs.average([slot], self.pairs.sample(members))
            if average >= self.pairs.policy.needed(1, len(members)):
                found.append((average, other))
        return max(found, default=None)


def founds(article_id: str, story_id: str) -> bool:
    """Whether the story is named after the article (`free_name` numbers a second one)."""
    return story_id == f"s-{article_id}" or story_id.startswith(f"s-{article_id}~")
