"""What a feed brings when it begins, or begins again after a pause, is memory and no news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from news.feed import FeedState
from news.identity import Identified


class FirstPoll(StrEnum):
    """Which of a beginning's entries may be announced."""

    NONE = "none"
    NEWEST = "newest"
    ALL = "all"


_UNDATED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BeginningPolicy:
    """By the operator's choice."""

    keeps: int = 200
    """The newest entries that are stored. The others are only remembered, so that they are no news at the next poll either."""
    announces: int = 0
    """0, or 1: the newest of them may be announced like any other article."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """`kept` in the feed's order; `told` are the ids of those that are not silent."""

    kept: tuple[Identified, ...]
    passed_over: tuple[Identified, ...]
    told: frozenset[str]


def is_beginning(state: FeedState) -> bool:
    """Nothing was read yet, or not since it was resumed."""
    return state.last_ok_at is None


def begins_again(state: FeedState) -> FeedState:
    """A feed that was paused: what came meanwhile is no news any more."""
    return state.evolve(last_ok_at=None)


def begin(arrivals: Sequence[Identified], policy: BeginningPolicy) -> Beginning:
    """The newest by their dates; among those without one, and of one moment, the feed's order decides: feeds put the newest first."""
    by_age = sorted(range(len(arrivals)), key=lambda place: _moment(arrivals[place]), reverse=True)
    kept = set(by_age[: policy.keeps])
    return Beginning(
        tuple(each for place, each in enumerate(arrivals) if place in kept),
        tuple(each for place, each in enumerate(arrivals) if place not in kept),
        frozenset(arrivals[place].article_id for place in by_age[: min(policy.announces, policy.keeps)]),
    )


def _moment(each: Identified) -> datetime:
    return each.entry.published or each.entry.updated or _UNDATED
