"""Numbers: who listens, what is followed, what came in lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.verbs.feeds import FeedCondition, feeds_health
from news.ports import Reading, Tally
from news.subscribers import Subscriber

LATELY = timedelta(days=1)
MOST_STORIES = 100_000
"""Of a day; more are not counted."""
MOST_FOLLOWED = 5


@dataclass(frozen=True, slots=True)
class Stats:
    """As of one moment. Counters by name, the most first."""

    tally: Tally
    listening: int
    paused: int
    gone: int
    languages: Sequence[tuple[str, int]]
    """Reading languages of those who listen."""
    channels: Sequence[tuple[str, int]]
    followed: Sequence[tuple[str, int]]
    """Presets, by the number of their subscribers."""
    stories: int
    """That grew within a day."""
    by_several: int
    """Of these, told by at least two independent outlets."""
    feeds: Sequence[tuple[FeedCondition, int]]


async def stats(reading: Reading, *, now: datetime) -> Stats:
    subscribers = await reading.subscribers()
    listening = [each for each in subscribers if each.listens]
    recent = await reading.stories(since=now - LATELY, limit=MOST_STORIES)
    conditions = Counter(each.condition for each in await feeds_health(reading))
    return Stats(
        tally=await reading.tally(),
        listening=len(listening),
        paused=sum(each.paused and not each.gone for each in subscribers),
        gone=sum(each.gone for each in subscribers),
        languages=Counter(each.reading_language for each in listening).most_common(),
        channels=Counter(each.channel for each in listening).most_common(),
        followed=await _followed(reading),
        stories=len(recent),
        by_several=sum(len(story.houses) > 1 for story in recent),
        feeds=conditions.most_common(),
    )


async def _followed(reading: Reading) -> Sequence[tuple[str, int]]:
    presets = {topic.topic_id for topic in await reading.topics(owner="")}
    return Counter(each.topic.topic_id for each in await reading.followers(presets)).most_common(MOST_FOLLOWED)


@dataclass(frozen=True, slots=True)
class Listener:
    """A subscriber and how many topics they follow."""

    subscriber: Subscriber
    topics: int


@dataclass(frozen=True, slots=True)
class Listeners:
    """One page of them, newest first."""

    listeners: tuple[Listener, ...]
    page: int
    pages: int
    total: int


async def listeners(reading: Reading, *, page: int = 1, size: int = 20) -> Listeners:
    """The page asked for, or the last one there is."""
    everybody = sorted(await reading.subscribers(), key=lambda each: (each.created_at is not None, each.created_at), reverse=True)
    pages = max(1, -(-len(everybody) // size))
    page = min(max(page, 1), pages)
    shown = everybody[(page - 1) * size : page * size]
    counted = [Listener(each, len(await reading.subscriptions(each.subscriber_id))) for each in shown]
    return Listeners(tuple(counted), page, pages, len(everybody))
