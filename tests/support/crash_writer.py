"""What a crash test kills: a process that writes transactions of several rows and says after each commit which one it was."""

from __future__ import annotations

import asyncio
from multiprocessing.connection import Connection
from pathlib import Path

from storage.sqlite import open_file
from support.rows import a_placement, a_story, an_alert, an_article
from support.stores import clock


def write_until_killed(path: Path, commits: Connection) -> None:
    """Every transaction stores an article with its key, its placement, its story, the alert it causes and the running number."""
    asyncio.run(_write(path, commits))


async def _write(path: Path, commits: Connection) -> None:
    store = await open_file(path, clock=clock)
    while True:
        async with store.transaction() as tx:
            number = int(await tx.note("number") or 0) + 1
            article, story = an_article(f"a{number}"), a_story(f"s{number}")
            await tx.add_article(article, [f"k{number}"])
            await tx.put_story(story)
            await tx.place_article(article, a_placement(story.story_id), "{}")
            await tx.enqueue(an_alert(story.story_id))
            await tx.put_note("number", str(number))
        commits.send(number)
