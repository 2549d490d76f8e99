"""A street killed while it speaks to Telegram: what arrived there, counted there, is everything, and nothing twice."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter

import pytest
from support.botapi import BotApi
from support.clocks import SetClock
from support.crashing_street import now
from support.crashing_town import Telegram, live
from support.flood_of_news import flood

from news.deliveries import DeliveryKind, DeliveryState
from storage.sqlite import open_file

KILLS = 20
EVENTS = 24


@pytest.fixture
def fresh(forks_of):
    """Processes with nothing in memory but our modules: a server that has imported them forks each."""
    return forks_of("support.crashing_town")


def start(context, folder, moment, telegram, *, to_the_end=False):
    steps, theirs = context.Pipe(duplex=False)
    child = context.Process(target=live, args=(folder, EVENTS, moment, telegram, theirs), kwargs={"to_the_end": to_the_end})
    child.start()
    theirs.close()
    return child, steps


def kill_amid_a_call(context, folder, moment, telegram, api, *, after):
    """Let so many more messages arrive at Telegram (or the street take its steps), then kill -9, most often while it waits for an answer."""
    enough = len(api.calls_of("sendMessage")) + after
    child, steps = start(context, folder, moment, telegram)
    while len(api.calls_of("sendMessage")) < enough:
        if steps.poll(0.001) and steps.recv() == "idle":
            break
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert child.exitcode == -signal.SIGKILL


@pytest.mark.crash
async def test_no_kill_while_it_speaks_loses_a_story_or_rings_twice(tmp_path, fresh):
    """As Telegram saw it: every story has rung at most once in every chat, and one that did not ring, or may not have, stands in the digest."""
    dice, moment = random.Random(20261124), now()
    with BotApi(delay=0.005) as api:
        chats = [api.world.private(f"p{number}") for number in range(5)]
        telegram = Telegram(api.base_url, api.token, tuple(chat.id for chat in chats))
        for _ in range(KILLS):
            kill_amid_a_call(fresh, tmp_path, moment, telegram, api, after=dice.randint(0, 5))
        rung_before_the_end = sum(len(chat.texts) for chat in chats)
        last, steps = start(fresh, tmp_path, moment, telegram, to_the_end=True)
        drain(steps)
        last.join()
        assert last.exitcode == 0
        rung = {chat.id: Counter(text.splitlines()[0] for text in chat.texts) for chat in chats}

    store = await open_file(tmp_path / "tellal.sqlite", clock=SetClock())
    try:
        rows = [row for row in await store.deliveries(limit=10_000) if row.kind is DeliveryKind.ALERT]
        waiting = {(chat.id, each.story_id) for chat in chats for each in await store.digest_entries(f"telegram-{chat.id}")}
        stories = {story.story_id for story in await store.stories(limit=1000)}
    finally:
        await store.close()
    assert len(stories) == EVENTS
    assert {row.state for row in rows} <= {DeliveryState.SENT, DeliveryState.UNKNOWN}
    assert rung_before_the_end < EVENTS * len(chats), "nothing was left for the last run: the kills came too late"
    assert max(count for told in rung.values() for count in told.values()) == 1, "twice"
    titles = {each.title for each in flood(EVENTS, moment)}
    for chat in chats:
        mine = [row for row in rows if row.subscriber_id == f"telegram-{chat.id}"]
        unsure = {row.story_id for row in mine if row.state is DeliveryState.UNKNOWN}
        assert {row.story_id for row in mine} == stories, "lost"
        assert {(chat.id, story) for story in unsure} <= waiting, "lost"
        assert set(rung[chat.id]) <= titles
        assert EVENTS - len(unsure) <= len(rung[chat.id]) <= EVENTS


def drain(steps):
    """Read until the other side is gone, so that it never waits for us."""
    while True:
        try:
            steps.recv()
        except EOFError:
            return
