"""What happened that some words meet, asked by a person and not by a topic."""

from __future__ import annotations

from datetime import datetime

from news.ports import Reading
from news.stories.values import Story
from news.subscribers import Topic
from news.topics.matching import TopicIndex

MOST_LOOKED_AT = 2_000
"""Of the newest stories: some tenths of a second, off any transaction."""
_ASKED = "asked"


async def search(reading: Reading, query: str, *, since: datetime, limit: int, language: str = "") -> list[Story]:
    """The newest stories told since then in which a report meets the query. Raises `QueryError`."""
    index = TopicIndex([Topic(_ASKED, query, ((language, query),))])
    found: list[Story] = []
    for story in await reading.stories(since=since, limit=MOST_LOOKED_AT):
        reports = await reading.story_articles(story.story_id)
        if any(index.match(report, sources=len(story.houses)) for report in reports):
            found.append(story)
            if len(found) == limit:
                break
    return found
