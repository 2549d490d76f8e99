"""What a subscriber changes while an alert waits in its hold counts when it goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.quake import QUAKE
from support.streets import TestStreet, street_over

from news.alerts import AlertReason
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
from news.mutes import with_mute
from news.subscribers import Mute, MuteKind, Pace, Subscription

TOPICS = {"quakes": "earthquake OR deprem OR землетрус", "izmir": "izmir OR ізмір"}
SAYS = {"anka": [], "dnipro": [], "harbour": []}


@pytest.fixture
async def town(any_store) -> TestStreet:
    town = street_over(any_store)
    await town.declare(["tr", "uk", "en"], TOPICS)
    town.feeds.says = dict(SAYS)
    return town


async def mute(town: TestStreet, outlet: str) -> None:
    async with town.store.transaction() as tx:
        reader = await tx.subscriber("ada")
        await tx.put_subscriber(with_mute(reader, Mute(MuteKind.OUTLET, outlet), now=town.clock()))


async def to_digest(town: TestStreet, topic: str) -> None:
    async with town.store.transaction() as tx:
        await tx.subscribe(Subscription("ada", topic, Pace.DIGEST))


async def the_alert(town: TestStreet):
    (row,) = [row for row in await town.store.deliveries() if row.kind is DeliveryKind.ALERT]
    return row


async def test_an_outlet_muted_during_the_hold_keeps_its_story_back_until_another_reports_it(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says["anka"] = [QUAKE["tr"]]
    await town.poll()
    await mute(town, "anka postası")
    await town.pass_hold()
    assert town.seen_by("ada") == []
    assert (await the_alert(town)).outcome is DeliveryOutcome.MUTED
    town.feeds.says["dnipro"] = [QUAKE["uk"]]
    await town.poll()
    await town.pass_hold()
    assert len(town.seen_by("ada")) == 1


async def test_an_outlet_muted_during_the_hold_does_not_silence_what_others_report_too(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says |= {"anka": [QUAKE["tr"]], "dnipro": [QUAKE["uk"]]}
    await town.poll()
    await mute(town, "Anka Postası")
    await town.pass_hold()
    assert len(town.seen_by("ada")) == 1


async def test_a_story_of_an_outlet_muted_meanwhile_is_left_out_of_the_digest(town):
    await town.subscribe("ada", "quakes", pace=Pace.DIGEST)
    town.feeds.says["anka"] = [QUAKE["tr"]]
    await town.poll()
    await mute(town, "Anka Postası")
    town.clock.move(hours=24)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    assert town.seen_by("ada") == []


async def test_a_topic_moved_to_the_digest_during_the_hold_is_told_there_and_rings_no_more(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says["anka"] = [QUAKE["tr"]]
    await town.poll()
    await to_digest(town, "quakes")
    await town.pass_hold()
    assert town.seen_by("ada") == []
    assert [entry.reason for entry in await town.store.digest_entries("ada")] == [AlertReason.DIGEST_PACE]
    town.clock.move(hours=24)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    (digest,) = town.seen_by("ada")
    assert QUAKE["tr"].title in digest


async def test_one_of_two_topics_moved_to_the_digest_leaves_the_alert_to_the_other(town):
    await town.subscribe("ada", "quakes", "izmir")
    town.feeds.says["anka"] = [QUAKE["tr"]]
    await town.poll()
    await to_digest(town, "quakes")
    await town.pass_hold()
    assert len(town.seen_by("ada")) == 1
    assert await town.store.digest_entries("ada") == []


async def test_a_receipt_that_comes_after_all_takes_the_story_out_of_the_digest(town):
    """The sweeper called it unknown while the channel was slow; it did arrive, and is told once."""
    await town.subscribe("ada", "quakes")
    town.feeds.says["anka"] = [QUAKE["tr"]]
    await town.poll()
    outbox, inner = town.street.outbox, town.channel

    class Slow:
        name, kind_repeats_safely, render, edit, close = inner.name, False, inner.render, inner.edit, inner.close

        async def send(self, address, body, *, reply_to=None):
            town.clock.move(seconds=600)
            await outbox.sweep()
            assert [row.outcome for row in await town.store.deliveries()] == [DeliveryOutcome.CUT_OFF]
            assert len(await town.store.digest_entries("ada")) == 1
            return await inner.send(address, body, reply_to=reply_to)

    outbox.channels = {"recording": Slow()}
    town.clock.move(seconds=120)
    await town.street.deliver_all()
    assert (await the_alert(town)).state is DeliveryState.SENT
    assert await town.store.digest_entries("ada") == []
    outbox.channels = {"recording": inner}
    town.clock.move(hours=24)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 1


async def test_a_late_receipt_brings_the_edit_that_is_owed(town):
    """What joined while the call hung is shown in the message."""
    await town.subscribe("ada", "quakes")
    town.feeds.says["anka"] = [QUAKE["tr"]]
    await town.poll()
    inner = town.channel

    class Slow:
        name, kind_repeats_safely, render, edit, close = inner.name, False, inner.render, inner.edit, inner.close

        async def send(self, address, body, *, reply_to=None):
            town.clock.move(seconds=600)
            await town.street.outbox.sweep()
            town.feeds.says["dnipro"] = [QUAKE["uk"]]
            await town.poll()
            return await inner.send(address, body, reply_to=reply_to)

    town.street.outbox.channels = {"recording": Slow()}
    town.clock.move(seconds=120)
    await town.street.deliver_all()
    town.street.outbox.channels = {"recording": inner}
    town.clock.move(seconds=timedelta(minutes=2).total_seconds())
    await town.street.deliver_all()
    (seen,) = town.seen_by("ada")
    assert "Дніпро Новини" in seen
