"""When two stories turn out to be one: nobody is told twice, nobody is forgotten, and what was said shows all of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.clocks import NOON
from support.streets import TestStreet, entry, street_over

from channels.recording import RecordingChannel
from news.deliveries import DeliveryKind, DeliveryState
from news.errors import RetryLater, Unknown
from news.subscribers import Pace

TOPICS = {"dams": "dam", "ferries": "ferry"}
DAM = entry(
    "Dam gate fails above Kestel, 400 families leave",
    "Engineer Murat Belik said the gate of the Kestel dam failed at dawn.",
    at=NOON - timedelta(minutes=9),
)
FERRY = entry(
    "Ferry runs aground near Paros with 60 aboard", "The coast guard pulled the ferry Aster free.", at=NOON - timedelta(minutes=6)
)


class Crash(BaseException):
    """The process ends here."""


@pytest.fixture
async def town(any_store) -> TestStreet:
    town = street_over(any_store)
    await town.declare(["en", "tr"], TOPICS)
    return town


async def tell(town: TestStreet, *, first: bool = False, second: bool = False) -> tuple[str, str]:
    """Two stories; whether the alerts of the first, and of the second, go out before anything else. Their ids."""
    town.feeds.says = {"harbour": [DAM], "anka": []}
    await town.poll()
    if first:
        await town.pass_hold()
    town.feeds.says["anka"] = [FERRY]
    await town.poll()
    if second:
        await town.pass_hold()
    dam, ferry = sorted(await town.store.stories(), key=lambda story: story.first_at)
    assert dam.houses == ("Harbour Times",)
    return dam.story_id, ferry.story_id


async def alerts(town: TestStreet) -> list[DeliveryState]:
    return sorted(row.state for row in await town.store.deliveries() if row.kind is DeliveryKind.ALERT)


async def settle_down(town: TestStreet) -> None:
    for _ in range(4):
        await town.pass_hold()


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("told", [(False, False), (True, False), (True, True)])
@pytest.mark.parametrize("follows", [("dams",), ("ferries",), ("dams", "ferries")])
async def test_a_merge_neither_loses_nor_repeats_the_alert_and_the_message_shows_both(town, follows, told, backwards):
    await town.subscribe("ada", *follows)
    ids = await tell(town, first=told[0], second=told[1])
    await town.street.placing.merge(*(reversed(ids) if backwards else ids))
    await settle_down(town)
    seen = town.seen_by("ada")
    assert len(seen) == (2 if told == (True, True) and len(follows) == 2 else 1)
    assert any("Harbour Times" in text and "Anka Postası" in text for text in seen)
    assert set(await alerts(town)) <= {DeliveryState.SENT, DeliveryState.DEAD}


async def test_a_merge_while_the_alert_is_leased_sends_it_once(town):
    await town.subscribe("ada", "dams", "ferries")
    dam, ferry = await tell(town)
    town.clock.move(seconds=120)
    async with town.store.transaction() as tx:
        leased = await tx.lease(town.clock(), limit=10, lease_for=timedelta(seconds=60), token="slow worker")
    await town.street.placing.merge(ferry, dam)
    for row in leased:
        await town.street.outbox._see_through(row, await town.store.subscriber("ada"))
    town.clock.move(seconds=61)
    await town.street.outbox.sweep()
    await settle_down(town)
    assert len(town.seen_by("ada")) == 1
    assert "Anka Postası" in town.seen_by("ada")[0]


@pytest.mark.parametrize("backwards", [False, True])
async def test_a_merge_while_the_call_is_under_way_sends_no_second_alert(town, backwards):
    await town.subscribe("ada", "dams", "ferries")
    dam, ferry = await tell(town)
    town.channel = MergingChannel(town.channel, lambda: town.street.placing.merge(*((dam, ferry) if backwards else (ferry, dam))))
    town.street.outbox.channels = {"recording": town.channel}
    town.clock.move(seconds=91)
    async with town.store.transaction() as tx:  # the ferry's alert is not due yet
        row = (await tx.alerts_of(ferry))["ada"]
        await tx.put_delivery(row.evolve(due_at=row.due_at + timedelta(minutes=1)), expected=row)
    await town.street.deliver_all()
    town.street.outbox.channels = {"recording": town.channel.inner}
    await settle_down(town)
    seen = [record.body.text for record in town.channel.inner.to("ada")]
    assert len(seen) == 1
    assert "Harbour Times" in seen[0]
    assert "Anka Postası" in seen[0]


class MergingChannel:
    """While the first call is under way, something else happens."""

    name, kind_repeats_safely = "recording", False

    def __init__(self, inner: RecordingChannel, meanwhile) -> None:
        self.inner, self.meanwhile, self.render, self.edit, self.close = inner, meanwhile, inner.render, inner.edit, inner.close

    async def send(self, address, body, *, reply_to=None):
        await self.meanwhile()
        return await self.inner.send(address, body, reply_to=reply_to)


async def test_an_alert_that_may_have_arrived_covers_the_story_merged_with_its_own(town):
    await town.subscribe("ada", "dams", "ferries")
    town.channel.fail_next(Unknown("read timed out"), arrived=True)
    dam, ferry = await tell(town, first=True)
    await town.street.placing.merge(ferry, dam)
    await settle_down(town)
    assert len(town.seen_by("ada")) == 1
    assert [entry.story_id for entry in await town.store.digest_entries("ada")] == [dam]


async def test_what_matched_either_story_keeps_the_one_alert_alive(town):
    """Whoever stops following the one topic still hears of the story by the other."""
    await town.subscribe("ada", "dams", "ferries")
    dam, ferry = await tell(town)
    await town.street.placing.merge(ferry, dam)
    async with town.store.transaction() as tx:
        await tx.unsubscribe("ada", "dams")
    await settle_down(town)
    assert len(town.seen_by("ada")) == 1


async def test_a_body_frozen_before_the_merge_is_brought_up_to_date_by_an_edit(town):
    await town.subscribe("ada", "ferries")
    dam, ferry = await tell(town)
    town.channel.fail_next(RetryLater("busy", timedelta(minutes=5)))
    await town.pass_hold()
    await town.street.placing.merge(ferry, dam)
    town.clock.move(minutes=5)
    await settle_down(town)
    (seen,) = town.seen_by("ada")
    assert "Harbour Times" in seen


async def test_two_waiting_digest_entries_of_stories_that_became_one_are_told_once(town):
    await town.subscribe("ada", "dams", "ferries", pace=Pace.DIGEST)
    dam, ferry = await tell(town)
    await town.street.placing.merge(ferry, dam)
    town.clock.move(hours=24)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    (digest,) = town.seen_by("ada")
    assert digest.count("400 families") == 1


async def test_an_article_edited_after_its_story_was_merged_changes_the_message(town):
    await town.subscribe("ada", "ferries")
    dam, ferry = await tell(town, first=True, second=True)
    await town.street.placing.merge(ferry, dam)
    await settle_down(town)
    town.feeds.says["harbour"] = [entry("Dam gate fails above Kestel, 900 families leave", DAM.summary, at=DAM.published, guid=DAM.guid)]
    await town.poll()
    await settle_down(town)
    assert len(town.seen_by("ada")) == 1
    assert "900 families" in town.seen_by("ada")[0]


async def test_an_edit_owed_before_the_merge_rewrites_the_same_message(town):
    await town.subscribe("ada", "ferries")
    dam, ferry = await tell(town, first=True, second=True)
    town.feeds.says["anka"] = [entry("Ferry runs aground near Paros with 90 aboard", FERRY.summary, at=FERRY.published, guid=FERRY.guid)]
    await town.poll()
    await town.street.placing.merge(ferry, dam)
    await settle_down(town)
    (seen,) = town.seen_by("ada")
    assert "Harbour Times" in seen


async def test_a_process_that_ends_within_a_merge_has_not_merged(town, monkeypatch):
    await town.subscribe("ada", "dams", "ferries")
    dam, ferry = await tell(town)
    with monkeypatch.context() as patch:
        patch.setattr("bot.reshaping.united", ends)
        with pytest.raises(Crash):
            await town.street.placing.merge(ferry, dam)
    assert len(await town.store.stories()) == 2
    await settle_down(town)
    assert len(town.seen_by("ada")) == 2


def ends(*_args):
    raise Crash
