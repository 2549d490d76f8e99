"""An admin's word reaches everybody who listens, once: whatever the process dies of, and in nobody's quiet hours."""

from __future__ import annotations

import json
import os
import random
import signal
from collections import Counter
from datetime import timedelta

import pytest
from support.clocks import NOON, SetClock
from support.crashing_broadcast import spread
from support.quake import QUAKE
from support.streets import TestStreet, street_over

from bot import verbs
from bot.answers import notice
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
from news.digests import catch_up
from news.subscribers import Pace, Subscriber
from news.views import AnswerView
from storage.sqlite import open_file

READERS = 40
KILLS = 8


@pytest.fixture
async def town(any_store) -> TestStreet:
    town = street_over(any_store)
    await town.declare(["tr"], {"quakes": "deprem"})
    return town


async def say(town: TestStreet, words: str, name: str = "b1") -> None:
    async with town.store.transaction() as tx:
        await verbs.broadcast(tx, name, words, now=town.clock())


async def spread_and_deliver(town: TestStreet) -> None:
    await town.street.broadcasting.tick()
    await town.street.deliver_all()


async def test_everybody_who_listens_hears_it_once(town):
    """Not who has paused or gone, and not who came afterwards; said twice under one name, it is said once."""
    for name in ("ada", "bob"):
        await town.subscribe(name)
    for name, state in {"quiet": {"paused": True}, "lost": {"gone": True}}.items():
        async with town.store.transaction() as tx:
            await tx.put_subscriber(Subscriber(name, "recording", name, created_at=town.clock()).evolve(**state))
    await say(town, "Yarın <bakım> var & ışık\nkısa sürecek")
    town.clock.move(seconds=1)
    await town.subscribe("late")
    await spread_and_deliver(town)
    await say(town, "Yarın <bakım> var & ışık\nkısa sürecek")
    await spread_and_deliver(town)
    assert {record.address: record.body.text for record in town.channel.sent} == dict.fromkeys(
        ("ada", "bob"), "📣 Yarın <bakım> var & ışık\nkısa sürecek"
    )
    assert len(town.channel.sent) == 2


async def test_several_words_wait_for_one_another(town):
    await town.subscribe("ada")
    await say(town, "one", "b1")
    await say(town, "two", "b2")
    await spread_and_deliver(town)
    assert sorted(town.seen_by("ada")) == ["📣 one", "📣 two"]


async def test_answers_and_alerts_go_first_and_digests_last(town):
    """All due at one moment, to one reader."""
    reader = await town.subscribe("ada", "quakes")
    await town.subscribe("ben", "quakes", pace=Pace.DIGEST)
    town.feeds.says["anka"] = [QUAKE["tr"]]
    await town.poll()
    town.clock.move(seconds=120)
    owed = catch_up(reader, due_at=town.clock(), now=town.clock(), reason="resumed")
    async with town.store.transaction() as tx:
        await tx.enqueue(owed.evolve(due_at=NOON))
        (entry,) = await tx.digest_entries("ben")
        await tx.add_digest_entry(type(entry)("ada", entry.story_id, "digest_pace", town.clock(), digest=owed.key))
    await say(town, "all is well")
    await town.street.broadcasting.tick()
    async with town.store.transaction() as tx:
        await tx.enqueue(notice("ada", "x", AnswerView("an answer"), reason="test", now=town.clock()))
    await town.street.deliver_all()
    first, second, third, last = town.seen_by("ada")
    assert (first, third) == ("an answer", "📣 all is well")
    assert QUAKE["tr"].title in second
    assert QUAKE["tr"].title in last


async def test_in_quiet_hours_it_waits_for_their_end(town):
    reader = await town.subscribe("ada")
    async with town.store.transaction() as tx:
        await tx.put_subscriber(reader.evolve(quiet="11:00-14:00"))
    await say(town, "all is well")
    await spread_and_deliver(town)
    assert town.seen_by("ada") == []
    town.clock.move(hours=2)
    await spread_and_deliver(town)
    assert town.seen_by("ada") == ["📣 all is well"]


async def test_whoever_pauses_meanwhile_does_not_hear_it(town):
    reader = await town.subscribe("ada")
    await say(town, "all is well")
    await town.street.broadcasting.tick()
    async with town.store.transaction() as tx:
        await tx.put_subscriber(reader.evolve(paused=True))
    await town.street.deliver_all()
    (row,) = await town.store.deliveries()
    assert (row.state, row.outcome) == (DeliveryState.DEAD, DeliveryOutcome.PAUSED)


@pytest.mark.crash
async def test_no_kill_at_any_moment_keeps_a_broadcast_from_anybody_or_says_it_twice(tmp_path, forks_of):
    """Sent, or may have arrived (called unknown, as an alert would be): never both, never neither."""
    context = forks_of("support.crashing_broadcast")
    names = [f"reader-{number:02}" for number in range(READERS)]
    store = await open_file(tmp_path / "tellal.sqlite", clock=SetClock())
    async with store.transaction() as tx:
        for name in names:
            await tx.put_subscriber(Subscriber(name, "recording", name, created_at=NOON - timedelta(days=1)))
        await verbs.broadcast(tx, "b1", "all is well", now=NOON)
    await store.close()
    dice = random.Random(7)
    for _ in range(KILLS):
        steps, theirs = context.Pipe(duplex=False)
        child = context.Process(target=spread, args=(tmp_path, NOON, theirs), kwargs={"to_the_end": False})
        child.start()
        for _ in range(dice.randint(0, 6)):
            steps.recv()
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        assert child.exitcode == -signal.SIGKILL
    steps, theirs = context.Pipe(duplex=False)
    last = context.Process(target=spread, args=(tmp_path, NOON, theirs), kwargs={"to_the_end": True})
    last.start()
    theirs.close()
    while last.is_alive() or steps.poll():
        try:
            steps.recv()
        except EOFError:
            break
    last.join()
    assert last.exitcode == 0

    journal = tmp_path / "sent.jsonl"
    sent = Counter(json.loads(line)["address"] for line in journal.read_text(encoding="utf-8").splitlines())
    store = await open_file(tmp_path / "tellal.sqlite", clock=SetClock())
    rows = {row.subscriber_id: row.state for row in await store.deliveries(limit=1000) if row.kind is DeliveryKind.BROADCAST}
    await store.close()
    assert max(sent.values()) == 1
    assert sorted(rows) == names
    assert set(rows.values()) <= {DeliveryState.SENT, DeliveryState.UNKNOWN}
    assert all(name in sent for name, state in rows.items() if state is DeliveryState.SENT)
