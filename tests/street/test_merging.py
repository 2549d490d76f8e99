"""When two stories turn out to be one: nobody is told twice, nobody is forgotten, and what was said shows all of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.clocks import NOON
from support.streets import TestStreet, entry, street_over

from bot.lines import Leased
from channels.recording import RecordingChannel
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
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
        await town.street.outbox._see_through(Leased(row, await town.store.subscriber("ada")))
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


async def test_a_story_closed_in_quiet_hours_is_told_once_when_it_merges_with_one_that_waits(town):
    """By the alert, for the topics of both; the catch-up that was to tell it finds nothing to say."""
    await quiet_reader(town)
    dam, ferry = await closed_in_quiet_hours(town)
    await town.street.placing.merge(ferry, dam)
    async with town.store.transaction() as tx:
        await tx.unsubscribe("ada", "ferries")
    town.clock.now = NOON + timedelta(hours=2, minutes=5)
    await settle_down(town)
    (seen,) = town.seen_by("ada")
    assert "400 families" in seen
    (catch_up,) = [row for row in await town.store.deliveries() if row.kind is DeliveryKind.CATCH_UP]
    assert catch_up.outcome is DeliveryOutcome.NOTHING_TO_SAY


async def test_a_story_the_catch_up_is_telling_is_not_told_again_by_the_alert_of_its_twin(town):
    await quiet_reader(town)
    dam, ferry = await closed_in_quiet_hours(town)
    town.clock.now = NOON + timedelta(hours=2)
    await town.street.deliver_all()  # the catch-up; the ferry's alert is due a minute later
    await town.street.placing.merge(ferry, dam)
    town.clock.move(seconds=120)
    await settle_down(town)
    (seen,) = town.seen_by("ada")
    assert "400 families" in seen


async def quiet_reader(town: TestStreet) -> None:
    reader = await town.subscribe("ada", "dams", "ferries")
    async with town.store.transaction() as tx:
        await tx.put_subscriber(reader.evolve(quiet="11:00-14:00"))


async def closed_in_quiet_hours(town: TestStreet) -> tuple[str, str]:
    """The dam's alert is closed at noon, the ferry's is due just after the quiet hours."""
    ids = await tell(town, first=True)
    async with town.store.transaction() as tx:
        row = (await tx.alerts_of(ids[1]))["ada"]
        await tx.put_delivery(row.evolve(due_at=NOON + timedelta(hours=2, minutes=1)), expected=row)
    return ids


async def test_of_two_messages_sent_the_newer_one_grows(town):
    """Whichever story stays: it is nearest at hand in the chat. The older one is left as it was."""
    await town.subscribe("ada", "dams", "ferries")
    dam, ferry = await tell(town, first=True, second=True)
    await town.street.placing.merge(ferry, dam)
    await settle_down(town)
    older, newer = town.seen_by("ada")
    assert ("Anka Postası" in older, "Harbour Times" in newer) == (False, True)


async def test_a_message_that_was_seen_grows_although_the_living_storys_own_may_not_have_arrived(town):
    await town.subscribe("ada", "dams", "ferries")
    town.channel.fail_next(Unknown("read timed out"))
    dam, ferry = await tell(town, first=True, second=True)
    await town.street.placing.merge(ferry, dam)
    await settle_down(town)
    (seen,) = town.seen_by("ada")
    assert "Harbour Times" in seen
