"""When the store refuses, polling stops and admins hear of it once; a feed that keeps failing is reported once."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from support.quake import everywhere
from support.streets import TestStreet, street_over

from bot.notices import report_troubled_feeds
from bot.running import Running
from news.errors import FetchError, StorageError
from news.subscribers import Subscriber
from storage.memory import MemoryStore

TOPICS = {"quakes": "earthquake OR deprem OR землетрус"}


class MoodyStore(MemoryStore):
    """A store that can be told to refuse every transaction, as a full disk does."""

    full = False

    @asynccontextmanager
    async def transaction(self):
        if self.full:
            raise StorageError("the disk is full")
        async with super().transaction() as tx:
            yield tx


@pytest.fixture
async def town() -> TestStreet:
    town = street_over(MoodyStore())
    await town.declare(["tr", "uk", "en"], TOPICS)
    async with town.store.transaction() as tx:
        await tx.put_subscriber(Subscriber("chief", "recording", "chief"))
    return town


async def test_a_full_disk_stops_polling_is_said_once_and_forgotten_when_there_is_room(town):
    running = Running(town.street, keep=timedelta(days=30), admins=("chief",))
    town.feeds.says = everywhere()
    town.store.full = True
    for _ in range(3):
        with pytest.raises(StorageError):
            await running._poll()
    assert town.feeds.asked == []
    assert len(town.seen_by("chief")) == 1
    town.store.full = False
    await running._poll()
    assert len(town.seen_by("chief")) == 2
    assert (await town.store.tally()).articles == 3


async def test_the_same_trouble_is_logged_once(town, caplog):
    town.store.full = True

    async def job():
        async with town.store.transaction():
            pass

    for _ in range(5):
        assert not await town.street.jobs.run("poll", job)
    assert sum("the disk is full" in record.getMessage() for record in caplog.records) == 1
    assert town.street.jobs.failures["poll"] == 5


async def test_a_feed_that_keeps_failing_is_reported_once(town):
    town.feeds.says = {**everywhere(), "dnipro": FetchError("no such host")}
    for _ in range(6):
        await town.poll()
        await report_troubled_feeds(town.street, ("chief",))
        town.clock.move(hours=25)
    await town.pass_hold()
    (notice,) = [text for text in town.seen_by("chief") if "no such host" in text]
    assert "Дніпро Новини" in notice


async def test_jobs_do_not_overlap_themselves(town):
    inner = []

    async def job():
        inner.append(await town.street.jobs.run("poll", job))

    assert await town.street.jobs.run("poll", job)
    assert inner == [False]
    assert await town.street.jobs.drain(1)
