"""How the house is doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.verbs.alarms import standing_alarms
from bot.verbs.feeds import FeedCondition, FeedHealth, feeds_health
from news.alarms import Standing
from news.deliveries import DeliveryState
from news.ports import Reading, Tally


@dataclass(frozen=True, slots=True)
class Health:
    """What the store holds, what needs a look, and how long the oldest due delivery has waited past its time."""

    tally: Tally
    feeds: tuple[FeedHealth, ...]
    overdue: timedelta
    alarms: tuple[Standing, ...] = ()
    """What keeps us from sending or hearing."""

    def in_condition(self, *conditions: FeedCondition) -> Sequence[FeedHealth]:
        return [each for each in self.feeds if each.condition in conditions]

    @property
    def is_well(self) -> bool:
        return not self.alarms and not self.in_condition(FeedCondition.FAILING, FeedCondition.GONE) and self.overdue < timedelta(minutes=5)


async def health(reading: Reading, *, now: datetime) -> Health:
    due = await reading.deliveries(state=DeliveryState.DUE, limit=1000)
    late = [now - delivery.due_at for delivery in due]
    return Health(
        tally=await reading.tally(),
        feeds=await feeds_health(reading),
        overdue=max([timedelta(0), *late]),
        alarms=await standing_alarms(reading),
    )
