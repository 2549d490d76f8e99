"""A subscriber is not told more than they can take: overflow and what an outage piled up come in one, and nothing is lost or told twice."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.streets import TestStreet, entry, street_over

from bot.catching_up import MOST_CARRIED, MOST_IN_A_ROW, wait_for_catch_up
from bot.compose import Policies
from news.alerts import AlertPolicy
from news.articles import Entry
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome
from news.errors import RetryLater
from news.subscribers import Pace, Topic

TITLE = "What waited for you"
BEGINNINGS, ENDINGS = ("Kara", "Ova", "Tuz", "Bel", "Mor", "Zir", "Hav", "Pol"), ("burg", "mere", "dale", "köy", "ville")
THINGS = ("barns", "bridges", "orchards", "schools", "mills", "boats", "shops", "wells")
TOWNS = [beginning + ending for ending in ENDINGS for beginning in BEGINNINGS]
"""So that forty floods are forty stories."""


def reports(town: TestStreet, begin: int, end: int) -> list[Entry]:
    """What the one outlet says of these floods."""
    return [
        entry(
            f"A flood that came over night has swept away {n * 17 + 11} {THINGS[n % 8]} in {TOWNS[n]}",
            f"The mayor of {TOWNS[n]} spoke of {n * 17 + 11} {THINGS[n % 8]} and of a long night for everybody in the town.",
            at=town.clock(),
            guid=f"flood-{n}",
            url=f"https://harbour.example/{n}",
        )
        for n in range(begin, end)
    ]


async def town_with(store=None, **pace) -> TestStreet:
    """One outlet, one topic, one reader; every alert is due at once."""
    alerts = AlertPolicy(announce_first_poll=True, hold=timedelta(0), outlet_steps=(), **pace)
    town = street_over(store, policies=Policies(alerts=alerts))
    await town.declare(["en"], {"floods": "flood"})
    await town.subscribe("ada", "floods")
    return town


async def floods(town: TestStreet, begin: int, end: int) -> None:
    """These of the invented floods are reported."""
    town.feeds.says = {"harbour": reports(town, begin, end)}
    await town.poll()


async def alerts_of(town: TestStreet) -> Counter[DeliveryOutcome]:
    return Counter(row.outcome for row in await town.store.deliveries(limit=500) if row.kind is DeliveryKind.ALERT)


def numbers(text: str) -> list[int]:
    """Of the floods told in a text."""
    return [n for n, town in enumerate(TOWNS) if town in text]


async def test_an_urgent_topic_rings_however_many_rang_before(any_store):
    """A topic whose own hold is nothing is not held back by the hour's one; another is, and so is an urgent one read in the digest."""
    town = await town_with(any_store, most_an_hour=1)
    urgent = [Topic(slug, slug, (("", query),), hold=timedelta(0)) for slug, query in (("alarms", TOWNS[5]), ("calm", TOWNS[6]))]
    async with town.store.transaction() as tx:
        for topic in urgent:
            await tx.put_topic(topic)
    await town.street.placing.reload_topics()
    await town.subscribe("ada", "alarms")
    await town.subscribe("ada", "calm", pace=Pace.DIGEST)
    for flood in (0, 5, 6, 7):
        await floods(town, flood, flood + 1)
        await town.street.deliver_all()
    assert [numbers(text) for text in town.seen_by("ada")] == [[0], [5]]


async def test_above_the_hours_alerts_the_rest_is_told_in_one(any_store):
    """Ten stories, three an hour: three alerts, and an hour after the first of them one catch-up of seven."""
    town = await town_with(any_store, most_an_hour=3)
    await floods(town, 0, 10)
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 3
    assert await alerts_of(town) == {DeliveryOutcome.DELIVERED: 3, DeliveryOutcome.TOO_MANY: 7}
    town.clock.move(minutes=59)
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 3
    town.clock.move(minutes=1)
    await town.street.deliver_all()
    *alerts, rest = town.seen_by("ada")
    assert rest.startswith(TITLE)
    assert sorted(n for text in [*alerts, rest] for n in numbers(text)) == list(range(10))


async def test_the_limit_is_each_subscribers_own(any_store):
    """Olena hears of everything that Ada hears of, and one of them leaving room gives the other none."""
    town = await town_with(any_store, most_an_hour=2)
    await town.subscribe("olena", "floods")
    await floods(town, 0, 3)
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == len(town.seen_by("olena")) == 2


async def test_a_told_story_still_grows_when_the_hours_alerts_are_told(any_store):
    """An edit rings nobody: it is not counted, and not held."""
    town = await town_with(any_store, most_an_hour=1)
    await town.declare(["en", "tr"], {"floods": "flood"})
    await floods(town, 0, 2)
    await town.street.deliver_all()
    lead = "People of Karaburg lost 11 barns to the water, a neighbour told our reporter at dawn."
    town.feeds.says = {"harbour": [], "anka": [entry("Karaburg flood: 11 barns are gone", lead, at=town.clock())]}
    await town.poll()
    await town.pass_hold()
    (alert,) = town.seen_by("ada")
    assert "Anka Postası" in alert


async def test_a_catch_up_holds_what_it_can_show_and_another_the_rest(any_store):
    """Twenty-one on top of one: twenty stand in the catch-up, and the last is not just counted but told an hour later."""
    town = await town_with(any_store, most_an_hour=1)
    await floods(town, 0, 22)
    await town.street.deliver_all()
    for _hour in range(3):
        town.clock.move(hours=1)
        await town.street.deliver_all()
    assert [len(numbers(text)) for text in town.seen_by("ada")] == [1, 20, 1]


async def test_half_a_day_of_catch_ups_is_filled_and_the_digest_takes_the_rest(any_store):
    """Five thousand at once do not make the last of them look through two hundred and fifty catch-ups."""
    town = await town_with(any_store)
    now, reader, room = town.clock(), await town.store.subscriber("ada"), MOST_IN_A_ROW * MOST_CARRIED
    async with town.store.transaction() as tx:
        for number in range(room + 2):
            alert = Delivery(f"d{number}", f"k{number}", DeliveryKind.ALERT, "ada", now, now, story_id=f"s{number}", topics=("floods",))
            await wait_for_catch_up(tx, alert, reader, now, now=now, reason=DeliveryOutcome.TOO_MANY)
    carriers = [row for row in await town.store.deliveries(limit=100) if row.kind is DeliveryKind.CATCH_UP]
    assert len(carriers) == MOST_IN_A_ROW
    assert [len(await town.store.digest_entries("ada", digest=row.key)) for row in carriers] == [MOST_CARRIED] * MOST_IN_A_ROW
    assert [entry.story_id for entry in await town.store.digest_entries("ada")] == [f"s{room}", f"s{room + 1}"]


async def test_without_a_limit_all_are_told_one_by_one(any_store):
    town = await town_with(any_store, most_an_hour=0)
    await floods(town, 0, 30)
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 30


async def test_what_an_outage_kept_is_told_in_one(any_store):
    """Fault 14: an hour without the channel; more than five alerts waited, so one message tells them."""
    town = await town_with(any_store)
    town.channel.fail_next(RetryLater("502", timedelta(hours=1), whole_channel=True))
    await floods(town, 0, 8)
    await town.street.deliver_all()
    assert town.seen_by("ada") == []
    town.clock.move(minutes=61)
    await town.street.deliver_all()
    (told,) = town.seen_by("ada")
    assert told.startswith(TITLE)
    assert sorted(numbers(told)) == list(range(8))
    assert await alerts_of(town) == {DeliveryOutcome.PILED_UP: 8}


async def test_after_a_stop_of_the_process_too(any_store):
    """Nothing was refused; nobody was there to send."""
    town = await town_with(any_store)
    await floods(town, 0, 6)
    town.clock.move(hours=3)
    await town.street.open(alone=True)
    await town.street.deliver_all()
    assert [numbers(text) for text in town.seen_by("ada")] == [list(range(6))]


async def test_few_late_alerts_are_told_one_by_one(any_store):
    """Five are no flood, and each keeps its own buttons."""
    town = await town_with(any_store)
    await floods(town, 0, 5)
    town.clock.move(hours=3)
    await town.street.deliver_all()
    assert sorted(numbers(text) for text in town.seen_by("ada")) == [[0], [1], [2], [3], [4]]


@pytest.mark.parametrize("limit", [1, 3, 100])
async def test_however_many_are_leased_at_once_they_are_told_in_one(any_store, limit):
    """The batch may hold a part of what waits only."""
    town = await town_with(any_store)
    await floods(town, 0, 12)
    town.clock.move(hours=1)
    while await town.street.outbox.deliver_due(limit=limit):
        pass
    assert [numbers(text) for text in town.seen_by("ada")] == [list(range(12))]


async def test_who_left_the_topic_meanwhile_is_told_nothing_of_it(any_store):
    town = await town_with(any_store)
    await floods(town, 0, 8)
    async with any_store.transaction() as tx:
        await tx.unsubscribe("ada", "floods")
    town.clock.move(hours=1)
    await town.street.deliver_all()
    assert town.seen_by("ada") == []


async def test_a_catch_up_that_cannot_go_out_gives_its_stories_to_the_digest(any_store):
    """Refused for twenty hours, it is too old; the next digest tells what it had."""
    town = await town_with(any_store)
    await floods(town, 0, 8)
    town.clock.move(hours=1)
    town.channel.fail_next(RetryLater("flood wait", timedelta(hours=21)))
    await town.street.deliver_all()
    town.clock.move(hours=22)
    await town.street.deliver_all()
    await town.street.digesting.tick()
    await town.street.deliver_all()
    (digest,) = town.seen_by("ada")
    assert numbers(digest) == list(range(8))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("reported"), st.integers(1, 4)),
        st.tuples(st.just("minutes pass"), st.sampled_from([1, 10, 40, 70, 700])),
        st.tuples(st.just("away"), st.sampled_from([5, 50, 300])),
        st.tuples(st.just("delivered"), st.integers(1, 9)),
        st.tuples(st.just("quiet"), st.sampled_from([0, 1])),
    ),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(STEPS, st.integers(1, 4), st.integers(0, 3))
def test_whatever_comes_every_story_is_told_once(steps, most_an_hour, most_late):
    """Alert, catch-up or digest: no story stands twice on the reader's screen, and what a digest has no room for is counted there."""
    asyncio.run(_live_through(steps, most_an_hour, most_late))


async def _live_through(steps, most_an_hour, most_late):
    town = await town_with(most_an_hour=most_an_hour, most_late=most_late)
    reported = 0
    for step, number in steps:
        match step:
            case "reported":
                await floods(town, reported, reported + number)
                reported += number
            case "minutes pass":
                town.clock.move(minutes=number)
            case "away":
                town.channel.fail_next(RetryLater("502", timedelta(minutes=number), whole_channel=True))
            case "delivered":
                await town.street.outbox.deliver_due(limit=number)
            case "quiet":
                await _quiet(town, "00:00-23:00" if number else "")
    town.channel.faults.clear()
    await _quiet(town, "")
    for _ in range(24):
        await town.street.deliver_all()
        town.clock.move(hours=3)  # a digest that is six hours late is skipped
        await town.street.digesting.tick()
    told = [n for text in town.seen_by("ada") for n in numbers(text)]
    left_out = [int(n) for text in town.seen_by("ada") for n in re.findall(r"^\+(\d+) more$", text, re.MULTILINE)]
    assert len(told) == len(set(told))
    assert len(told) + sum(left_out) == reported
    assert not any("more" in text for text in town.seen_by("ada") if text.startswith(TITLE))


async def _quiet(town: TestStreet, hours: str) -> None:
    async with town.store.transaction() as tx:
        await tx.put_subscriber((await tx.subscriber("ada")).evolve(quiet=hours))


async def test_what_comes_in_the_digest_anyway_is_not_counted(any_store):
    """Topics at the pace of a day ring nobody."""
    town = await town_with(any_store, most_an_hour=1)
    await town.declare(["en"], {"floods": "flood", "mayors": "mayor"})
    await town.subscribe("olena", "mayors", pace=Pace.DIGEST)
    await floods(town, 0, 4)
    await town.street.deliver_all()
    assert {row.subscriber_id for row in await town.store.deliveries()} == {"ada"}
