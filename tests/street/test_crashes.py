"""A process killed at any moment loses no alert and sends none twice."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
from collections import Counter
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from support.clocks import SetClock
from support.crashing_street import READERS, live, now

from news.deliveries import DeliveryKind, DeliveryState
from storage.sqlite import open_file

KILLS = 24
EVENTS = 12


@pytest.fixture
def fresh(forks_of):
    """Processes with nothing in memory but our modules: a server that has imported them forks each."""
    return forks_of("support.crashing_street")


def run_and_kill(context, folder: Path, moment: datetime, *, after: int) -> None:
    """Let it take so many steps, then kill -9 in the middle of the next."""
    child, steps = start(context, folder, moment)
    for _ in range(after):
        steps.recv()
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert child.exitcode == -signal.SIGKILL


def start(context, folder: Path, moment: datetime, *, to_the_end: bool = False) -> tuple[multiprocessing.Process, Connection]:
    steps, theirs = context.Pipe(duplex=False)
    child = context.Process(target=live, args=(folder, EVENTS, moment, theirs), kwargs={"to_the_end": to_the_end})
    child.start()
    theirs.close()
    return child, steps


@pytest.mark.crash
async def test_no_kill_at_any_moment_loses_an_alert_or_sends_one_twice(tmp_path, fresh):
    dice, moment = random.Random(20261122), now()
    for _ in range(KILLS):
        run_and_kill(fresh, tmp_path, moment, after=dice.randint(0, 12))
    last, steps = start(fresh, tmp_path, moment, to_the_end=True)
    drain(steps)
    last.join()
    assert last.exitcode == 0

    sent = Counter(told(tmp_path))
    store = await open_file(tmp_path / "tellal.sqlite", clock=SetClock())
    try:
        stories = {story.story_id for story in await store.stories(limit=1000)}
        alerts = [row for row in await store.deliveries(limit=10_000) if row.kind is DeliveryKind.ALERT]
        in_digest = {(reader, entry.story_id) for reader in READERS for entry in await store.digest_entries(reader)}
        articles = (await store.tally()).articles
    finally:
        await store.close()

    assert articles == 2 * EVENTS
    assert max(sent.values()) == 1, "sent twice"
    settled = {(row.subscriber_id, row.story_id) for row in alerts if row.state is DeliveryState.SENT}
    unknown = {(row.subscriber_id, row.story_id) for row in alerts if row.state is DeliveryState.UNKNOWN}
    assert settled | unknown == {(reader, story) for reader in READERS for story in stories}, "lost"
    assert unknown <= in_digest, "an alert that may not have arrived must stand in the digest"
    assert len(sent) >= len(settled)


def told(folder: Path) -> list[tuple[str, str]]:
    """(reader, headline) of every alert that reached the sink; edits and replies are no alerts."""
    lines = (folder / "sent.jsonl").read_text(encoding="utf-8").splitlines()
    calls = [json.loads(line) for line in lines]
    return [(call["address"], call["body"]["text"].splitlines()[0]) for call in calls if call["verb"] == "send"]


def drain(steps: Connection) -> None:
    """Read until the other side is gone, so that it never waits for us."""
    while True:
        try:
            steps.recv()
        except EOFError:
            return
