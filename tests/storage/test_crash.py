"""`kill -9` in the middle of writing: the file opens, what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from support.crash_writer import write_until_killed
from support.rows import a_subscriber
from support.stores import change, clock, sqlite_store

from news.deliveries import alert_key
from news.ports import Store
from storage.sqlite import open_file

KILLS = 25


def written_and_killed(processes: ForkServerContext, path: Path, *, after: int, wait: float) -> int:
    """Start a writer, let it acknowledge some commits and a moment more, kill it; the last number it acknowledged (0: none)."""
    ours, theirs = processes.Pipe(duplex=False)
    writer = processes.Process(target=write_until_killed, args=(path, theirs))
    writer.start()
    theirs.close()
    acknowledged = [ours.recv() for _ in range(after)]
    writer.join(wait)
    writer.kill()
    writer.join()
    while True:  # what it said before it died
        try:
            acknowledged.append(ours.recv())
        except EOFError:
            return acknowledged[-1] if acknowledged else 0


@pytest.mark.crash
async def test_a_killed_writer_leaves_whole_transactions_only(tmp_path: Path, forks_of) -> None:
    """Twenty-five times at random moments, on one file that is never cleaned up."""
    processes = forks_of("support.crash_writer")
    chance = random.Random(20260314)
    store = await sqlite_store(tmp_path)
    await change(store, lambda tx: tx.put_subscriber(a_subscriber()))
    await store.close()
    path = tmp_path / "tellal.sqlite"
    acknowledged = 0
    for _ in range(KILLS):
        last = written_and_killed(processes, path, after=chance.randrange(4), wait=chance.random() * 0.02)
        acknowledged = max(acknowledged, last)
        survivor = await open_file(path, clock=clock)
        assert await _whole_transactions(survivor) >= acknowledged
        await survivor.close()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert acknowledged


async def _whole_transactions(store: Store) -> int:
    """How many there are, after looking that each is whole and none is there by half."""
    number = int(await store.note("number") or 0)
    expected = [str(one) for one in range(1, number + 2)]  # one more than there may be
    articles = [article.article_id[1:] for article in await store.articles(f"a{one}" for one in expected)]
    known = await store.known_keys(f"k{one}" for one in expected)
    keys = [one for one in expected if f"k{one}" in known]
    placed = [one for one in expected if await store.placement(f"a{one}")]
    stories = [one for one in expected if await store.story(f"s{one}")]
    alerts = [one for one in expected if await store.delivery_by_key(alert_key(f"s{one}", "telegram:7"))]
    assert articles == keys == placed == stories == alerts == expected[:-1]
    assert (await store.tally()).articles == number
    return number
