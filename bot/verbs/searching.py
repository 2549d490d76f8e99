"""What happened that some words meet, asked by a person and not by a topic."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime

from news.articles import Article
from news.ports import Reading
from news.stories.values import Story
from news.subscribers import Topic
from news.topics.matching import TopicIndex

MOST_LOOKED_AT = 1_000
"""Of the newest stories: whoever searches in vain waits some seconds."""
AT_ONCE = 50
_ASKED = "asked"


async def search(reading: Reading, query: str, *, since: datetime, limit: int, language: str = "") -> list[Story]:
    """The newest stories told since then in which a report meets the query. Raises `QueryError`."""
    index = TopicIndex([Topic(_ASKED, query, ((language, query),))])
    found: list[Story] = []
    for stories in _portions(await reading.stories(since=since, limit=MOST_LOOKED_AT), AT_ONCE):
        told = [(story, await reading.story_articles(story.story_id)) for story in stories]
        found += await asyncio.to_thread(_meeting, index, told)  # reading words takes milliseconds a report: others want the loop
        if len(found) >= limit:
            break
    return found[:limit]


def _meeting(index: TopicIndex, told: list[tuple[Story, list[Article]]]) -> list[Story]:
    return [story for story, reports in told if any(index.match(report, sources=len(story.houses)) for report in reports)]


def _portions(stories: Sequence[Story], size: int) -> Iterator[Sequence[Story]]:
    return (stories[start : start + size] for start in range(0, len(stories), size))
