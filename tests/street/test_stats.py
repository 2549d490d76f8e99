"""Who listens, in numbers."""

from __future__ import annotations

from support.rows import NOW, a_subscriber

from bot.verbs.stats import stats
from storage.memory import MemoryStore


async def test_languages_are_those_that_stories_come_in() -> None:
    """Not those the bot speaks with its readers; who has not chosen one reads the bot's."""
    store = MemoryStore()
    async with store.transaction() as tx:
        await tx.put_subscriber(a_subscriber("telegram:1", language="en", reads="uk"))
        await tx.put_subscriber(a_subscriber("telegram:2", language="uk", reads=""))
        await tx.put_subscriber(a_subscriber("telegram:3", language="uk", reads="tr"))
        await tx.put_subscriber(a_subscriber("telegram:4", language="uk", reads="uk", paused=True))
    assert dict((await stats(store, now=NOW)).languages) == {"uk": 2, "tr": 1}
