"""The table of faults, row by row (numbers as in the project's fault table), where `test_promises` and `test_crashes` do not show them.

| rows | what is done to the street |
|---|---|
| 1-3 | it ends between fetching and storing, storing and placing, inside announcing |
| 4, 5, 24 | it ends, or is asked to stop, around a call |
| 6, 7 | feeds that repeat, rename and invent |
| 8, 9, 23 | clocks jump, days have 23 and 25 hours, a wake-up is lost |
| 10, 11, 12 | two instances, a locked file, an admin who is not there |
| 14, 15 | a channel is away, a chat says "later", a queue for one chat |
| 18, 19, 20 | a poisoned article, a job that runs twice |
| 21 | readers leave, come back and move while something is on its way |
| 25 | an old backup |
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from support.clocks import NOON, SetClock
from support.crashing_street import entries
from support.streets import TestStreet, entry, street_over

from bot.compose import Policies
from bot.lines import Leased
from bot.notices import report_troubled_feeds
from bot.running import Running
from channels.recording import RecordingChannel
from news.alerts import AlertPolicy
from news.articles import TranslationMark
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState
from news.errors import AddressGone, FetchError, RetryLater, Unknown
from news.ports import Translation
from news.subscribers import Pace, Subscriber, Subscription

TOPICS = {"dams": "dam OR flood", "ferries": "ferry"}
DAM = entry("Dam gate fails above Kestel, 400 families leave", "Engineer Murat Belik said the gate failed at dawn.", at=NOON, guid="dam")
FERRY = entry("Ferry runs aground near Paros with 60 aboard", "The coast guard pulled the Aster free.", at=NOON, guid="ferry")
LATER = entries(10, "harbour", NOON)
"""Ten floods in ten towns."""


class Crash(BaseException):
    """The process ends at this very point: nothing catches it."""


async def crash(*_args, **_named):
    raise Crash


@pytest.fixture
async def town(any_store) -> TestStreet:
    town = street_over(any_store)
    await town.declare(["en", "tr"], TOPICS)
    town.feeds.says = {"harbour": [DAM], "anka": []}
    return town


async def pass_days(town: TestStreet, days: int = 1) -> None:
    for _ in range(days):
        town.clock.move(hours=24)
        await town.street.digesting.tick()
        await town.street.deliver_all()


async def rows(town: TestStreet, kind: DeliveryKind = DeliveryKind.ALERT) -> list[Delivery]:
    return [row for row in await town.store.deliveries(limit=1000) if row.kind is kind]


async def stories(town: TestStreet) -> int:
    return (await town.store.tally()).stories


# --- 1, 2, 3: the process ends in the middle of bringing news in


async def test_row_1_a_crash_before_storing_leaves_the_validators_and_the_entries_alone(town, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(type(town.street.intake), "_next", lambda *_: (_ for _ in ()).throw(Crash))
        with pytest.raises(Crash):
            await town.street.poll([await town.store.feed("harbour")])
    assert (await town.store.tally()).articles == 0
    assert (await town.store.feed("harbour")).state.etag == ""
    await town.poll()
    assert (await town.store.tally()).articles == 1


async def test_rows_2_and_23_the_sweeper_places_and_delivers_what_was_left_behind(town):
    await town.subscribe("ada", "dams")
    await town.street.poll([await town.store.feed("harbour")])
    running = Running(town.street, keep=timedelta(days=9))
    await running._sweep()
    town.clock.move(seconds=91)
    await running._deliver()
    assert len(town.seen_by("ada")) == 1


async def test_row_3_a_crash_inside_announcing_leaves_nothing_half_done(town, monkeypatch):
    await town.subscribe("ada", "dams")
    await town.street.poll([await town.store.feed("harbour")])
    with monkeypatch.context() as patch:
        patch.setattr("bot.placing.enqueue", crash)
        with pytest.raises(Crash):
            await town.street.place_all()
    assert await town.store.stories() == []
    assert await town.store.deliveries() == []
    again = street_over(town.store, clock=town.clock, channel=town.channel)
    await again.street.open(alone=True)
    await again.street.place_all()
    await again.pass_hold()
    assert len(again.seen_by("ada")) == 1


# --- 4, 5, 24: around a call


async def test_row_4_an_answer_whose_call_was_cut_off_is_given_again(town):
    await town.subscribe("ada")
    await put(town, answer(town, "1"))
    town.channel.fail_next(Unknown("read timed out"))
    await town.pass_hold()
    await town.pass_hold()
    assert len(town.seen_by("ada")) == 1


async def test_row_4_a_digest_that_may_have_arrived_stands_in_the_next_one_and_the_day_has_only_one(town):
    await town.subscribe("ada", "dams", pace=Pace.DIGEST)
    await town.poll()
    town.channel.fail_next(Unknown("read timed out"))
    await pass_days(town)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    assert town.seen_by("ada") == []
    await pass_days(town)
    assert len(town.seen_by("ada")) == 1


async def test_row_4_a_lease_is_long_enough_for_the_call_however_long_the_row_waited_for_its_turn(town):
    """Fifty seconds in the line and a call of thirty: the sweeper must not take it for a dead process's."""
    await town.subscribe("ada", "dams")
    await town.poll()
    town.clock.move(seconds=120)
    async with town.store.transaction() as tx:
        (row,) = await tx.lease(town.clock(), limit=9, lease_for=timedelta(seconds=60), token="t")
    town.clock.move(seconds=50)

    async def meanwhile():
        town.clock.move(seconds=30)
        assert await town.street.outbox.sweep() == []

    town.street.outbox.channels = {"recording": Meanwhile(town.channel, meanwhile)}
    await town.street.outbox._see_through(Leased(row, await town.store.subscriber("ada")))
    assert [row.state for row in await rows(town)] == [DeliveryState.SENT]


class Meanwhile(RecordingChannel):
    """While each call is under way, something else happens."""

    def __init__(self, inner: RecordingChannel, meanwhile) -> None:
        super().__init__(sent=inner.sent, faults=inner.faults)
        self.meanwhile = meanwhile

    async def send(self, address, body, *, reply_to=None):
        await self.meanwhile()
        return await super().send(address, body, reply_to=reply_to)


async def test_row_4_a_late_answer_of_the_channel_makes_the_unknown_sent(town):
    await town.subscribe("ada", "dams")
    await town.poll()

    async def sweeper_gives_up():
        await town.street.outbox.sweep(alone=True)

    town.street.outbox.channels = {"recording": Meanwhile(town.channel, sweeper_gives_up)}
    await town.pass_hold()
    assert [row.state for row in await rows(town)] == [DeliveryState.SENT]


async def test_row_5_every_row_a_dead_process_held_is_freed_at_the_start_however_many(town):
    await town.subscribe("ada")
    async with town.store.transaction() as tx:
        for n in range(620):
            await tx.enqueue(answer(town, str(n)))
        await tx.lease(town.clock(), limit=620, lease_for=timedelta(hours=9), token="dead")
    await town.street.open(alone=True)
    assert (await town.store.tally()).deliveries == {DeliveryState.DUE: 620}


async def test_row_24_asked_to_stop_it_ends_the_call_under_way_and_begins_no_other(town):
    await town.subscribe("ada", "dams")
    town.feeds.says["harbour"] = [DAM, *LATER]
    await town.poll()
    running = Running(town.street, keep=timedelta(days=9))
    called, finish = asyncio.Event(), asyncio.Event()

    async def slow():
        called.set()
        await finish.wait()

    town.street.outbox.channels = {"recording": Meanwhile(town.channel, slow)}
    town.clock.move(seconds=120)
    life = asyncio.create_task(running.until_stopped())
    await called.wait()
    running.stop.set()
    while not town.street.outbox.closing:
        await asyncio.sleep(0)
    finish.set()
    await life
    states = [row.state for row in await rows(town)]
    assert states.count(DeliveryState.SENT) == len(town.seen_by("ada")) == 1
    assert set(states) == {DeliveryState.SENT, DeliveryState.DUE}


# --- 6, 7: feeds


async def test_row_6_an_edit_that_arrives_while_the_article_is_being_placed_is_not_overwritten(town):
    await town.subscribe("ada", "dams")
    await town.street.poll([await town.store.feed("harbour")])
    read = type(town.street.placing)._read

    async def read_slowly(placing, waiting):
        articles = await read(placing, waiting)
        town.feeds.says["harbour"] = [entry("Dam gate fails above Kestel, 900 families leave", DAM.summary, at=NOON, guid="dam")]
        await town.street.poll([await town.store.feed("harbour")])
        return articles

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(town.street.placing), "_read", read_slowly)
        await town.street.placing.place_waiting()
    await town.street.place_all()
    await town.pass_hold()
    (article,) = await town.store.story_articles((await town.store.stories())[0].story_id)
    assert "900" in article.original.title
    assert "900" in town.seen_by("ada")[0]


async def test_row_6_a_headline_changed_and_changed_back_is_shown_as_it_stands(town):
    await town.subscribe("ada", "dams")
    await town.poll()
    await town.pass_hold()
    for title in ("Dam gate fails above Kestel, 900 families leave", DAM.title):
        town.feeds.says["harbour"] = [entry(title, DAM.summary, at=NOON, guid="dam")]
        await town.poll()
        await town.pass_hold()
        assert title in town.seen_by("ada")[0]
    assert len(town.seen_by("ada")) == 1


async def test_row_6_an_article_told_twice_in_one_poll_is_read_once_and_does_not_change_to_and_fro(town):
    titles = ("Dam gate fails above Kestel, 900 families leave", DAM.title)
    twice = [entry(title, DAM.summary, at=NOON, guid="dam", url="https://news.example/dam") for title in titles]
    town.feeds.says["harbour"] = twice
    reports = [report for _ in range(3) for report in await town.street.poll([await town.store.feed("harbour")])]
    assert [(len(report.new), len(report.edited)) for report in reports] == [(1, 0), (0, 0), (0, 0)]
    town.feeds.says["harbour"] = twice[::-1]
    reports = [report for _ in range(3) for report in await town.street.poll([await town.store.feed("harbour")])]
    assert [(len(report.new), len(report.edited)) for report in reports] == [(0, 1), (0, 0), (0, 0)]


async def test_row_7_a_poll_that_just_fits_the_cap_keeps_its_validators(town):
    town.street.intake.new_per_poll = 3
    town.feeds.says["harbour"] = LATER[:3]
    await town.street.poll([await town.store.feed("harbour")])
    assert (await town.store.feed("harbour")).state.etag


async def test_row_7_what_the_cap_left_out_comes_with_the_next_polls(town):
    town.street.intake.new_per_poll = 5
    town.feeds.says["harbour"] = LATER[:1]
    await town.poll()
    town.feeds.says["harbour"] = LATER
    for _ in range(3):
        await town.poll()
    assert (await town.store.tally()).articles == len(LATER)


# --- 8, 9, 23: time


async def test_row_8_a_lease_held_over_a_clock_put_back_is_freed_when_the_process_starts_again(town):
    await town.subscribe("ada", "dams")
    await town.poll()
    town.clock.move(seconds=120)
    async with town.store.transaction() as tx:
        await tx.lease(town.clock(), limit=9, lease_for=timedelta(seconds=60), token="dead")
    town.clock.move(hours=-1)
    await town.street.open(alone=True)
    town.clock.move(hours=1)
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 1


async def test_rows_8_and_i7_a_poll_moves_its_due_time_on_whatever_it_brought(town):
    town.feeds.says = {"harbour": [DAM], "anka": FetchError("down")}
    for _ in range(5):
        await town.poll()
        for watched in await town.store.feeds():
            assert watched.state.next_poll_at > town.clock()
        town.clock.move(hours=-1)


@pytest.mark.parametrize(
    ("zone", "noon"), [("Europe/Kyiv", datetime(2026, 10, 24, 9, tzinfo=UTC)), ("Europe/Kyiv", datetime(2026, 3, 28, 9, tzinfo=UTC))]
)
async def test_row_9_a_day_of_23_or_25_hours_has_one_digest(zone, noon):
    town = street_over(clock=SetClock(noon))
    await town.declare(["en", "tr"], TOPICS)
    ada = await town.subscribe("ada", "dams", pace=Pace.DIGEST, digest_at="03:30")
    async with town.store.transaction() as tx:
        await tx.put_subscriber(ada.evolve(zone=zone, next_digest_at=None))
    running = Running(town.street, keep=timedelta(days=90))
    for n in range(72 * 4):
        if n % 8 == 0 and n // 8 < 36:
            (*_, news) = entries(n // 8 + 1, "harbour", town.clock())
            town.feeds.says = {"harbour": [news], "anka": []}
            await town.poll()
        await running._digest()
        await town.street.deliver_all()
        town.clock.move(minutes=15)
    days = [row.key.rpartition("/")[2] for row in await rows(town, DeliveryKind.DIGEST)]
    assert len(days) == len(set(days)) == len(town.seen_by("ada")) == 3


async def test_row_9_who_has_turned_the_digest_off_gets_none(town):
    ada = await town.subscribe("ada", "dams", pace=Pace.DIGEST)
    await town.poll()
    async with town.store.transaction() as tx:
        await tx.put_subscriber(ada.evolve(digest_at=""))
    await pass_days(town, 2)
    assert town.seen_by("ada") == []


async def test_row_9_every_digest_of_a_busy_hour_is_opened_at_one_tick():
    town = street_over()
    await town.declare(["en", "tr"], TOPICS)
    for n in range(450):
        await town.subscribe(f"reader-{n}", "dams", pace=Pace.DIGEST)
    town.feeds.says = {"harbour": [DAM], "anka": []}
    await town.poll()
    await pass_days(town)
    assert len(town.channel.sent) == 450


# --- 10, 11, 12: the store


async def test_row_10_two_outboxes_over_one_store_send_each_alert_once(town):
    for name in ("ada", "olena", "john"):
        await town.subscribe(name, "dams")
    town.feeds.says["harbour"] = [DAM, *LATER]
    await town.poll()
    twin = street_over(town.store, clock=town.clock, channel=town.channel)
    town.clock.move(seconds=120)
    await asyncio.gather(*(street.outbox.deliver_due(limit=3) for street in (town.street, twin.street) * 9))
    assert len(town.channel.sent) == 3 * await stories(town) == len({record.body.text + record.address for record in town.channel.sent})


async def test_row_12_an_admin_who_never_spoke_to_us_does_not_stop_the_reports_to_the_others(town):
    async with town.store.transaction() as tx:
        await tx.put_subscriber(Subscriber("chief", "recording", "chief"))
    town.feeds.says["anka"] = FetchError("no such host")
    for _ in range(6):
        await town.poll()
        await report_troubled_feeds(town.street, ("stranger", "chief"))
        town.clock.move(hours=25)
    await town.pass_hold()
    assert sum("no such host" in text for text in town.seen_by("chief")) == 1


# --- 14, 15: channels


def answer(town: TestStreet, key: str, *, to: str = "ada", **changes: object) -> Delivery:
    now = town.clock()
    row = Delivery(f"a-{key}", f"answer/recording/{key}", DeliveryKind.ANSWER, to, now, now, payload='{"html": "Done.", "buttons": []}')
    return row.evolve(**changes)


async def put(town: TestStreet, *deliveries: Delivery) -> None:
    async with town.store.transaction() as tx:
        for delivery in deliveries:
            assert await tx.enqueue(delivery)


async def test_row_14_a_channel_that_is_away_is_not_called_once_a_row():
    calls = CountingChannel(RetryLater("502", timedelta(seconds=30), whole_channel=True))
    town = street_over(channel=calls)
    await town.declare(["en", "tr"], TOPICS)
    for n in range(60):
        await town.subscribe(f"reader-{n}", "dams")
    town.feeds.says = {"harbour": [DAM], "anka": []}
    await town.poll()
    await town.pass_hold()
    assert calls.calls <= town.street.outbox.at_once
    calls.trouble = None
    for _ in range(3):
        await town.pass_hold()
    assert len(calls.sent) == 60


class CountingChannel(RecordingChannel):
    """Counts calls, and is in trouble until told otherwise."""

    def __init__(self, trouble=None) -> None:
        super().__init__()
        self.calls, self.trouble, self.at_once, self.most = 0, trouble, {}, 0

    async def send(self, address, body, *, reply_to=None):
        self.calls += 1
        if self.trouble:
            raise self.trouble
        self.at_once[address] = self.at_once.get(address, 0) + 1
        self.most = max(self.most, self.at_once[address])
        await asyncio.sleep(0)
        self.at_once[address] -= 1
        return await super().send(address, body, reply_to=reply_to)


async def test_row_15_a_chat_that_says_later_is_left_in_peace_and_told_in_order_afterwards(town):
    await town.subscribe("ada", "dams")
    await town.subscribe("olena", "ferries")
    town.feeds.says["harbour"] = [DAM, *LATER]
    town.feeds.says["anka"] = [FERRY]
    await town.poll()
    due = sorted(await rows(town), key=lambda row: (row.due_at, row.created_at, row.delivery_id))
    expected = [row.story_id for row in due if row.subscriber_id == "ada"]
    town.channel.fail_next(RetryLater("429", timedelta(minutes=9)))
    await town.pass_hold()
    town.channel.faults.clear()
    untold = [row for row in await rows(town) if row.state is DeliveryState.DUE]
    assert len({row.subscriber_id for row in untold}) == 1
    town.clock.move(minutes=10)
    await town.street.deliver_all()
    sent = [row for row in await rows(town) if row.subscriber_id == "ada"]
    assert [row.story_id for row in sorted(sent, key=lambda row: int(row.receipt.reference.partition("-")[2]))] == expected


async def test_row_15_one_chat_hears_one_call_at_a_time_answers_first_digests_last(any_store):
    channel = CountingChannel()
    one_by_one = Policies(alerts=AlertPolicy(announce_first_poll=True, most_late=100))
    town = street_over(any_store, channel=channel, policies=one_by_one)
    await town.declare(["en", "tr"], TOPICS)
    await town.subscribe("ada", "dams")
    await town.subscribe("ada", "ferries", pace=Pace.DIGEST)
    town.feeds.says = {"harbour": [DAM, *LATER], "anka": [FERRY]}
    await town.poll()
    town.clock.move(hours=11)
    await put(town, answer(town, "1"))
    async with town.store.transaction() as tx:
        await town.street.digesting.open(tx, await tx.subscriber("ada"), "2026-03-10")
    await town.street.deliver_all()
    seen = town.seen_by("ada")
    assert channel.most == 1
    assert len(seen) == 1 + (await stories(town) - 1) + 1
    assert seen[0] == "Done."
    assert "Ferry runs aground" in seen[-1]


async def test_row_15_our_own_pacing_costs_no_attempt_and_no_frozen_words(town):
    await town.subscribe("ada", "dams")
    await town.poll()
    for _ in range(3):
        town.channel.fail_next(RetryLater("our turn comes", timedelta(seconds=5), held_back=True))
        await town.pass_hold()
    (row,) = await rows(town)
    assert (row.attempts, row.body, row.state) == (0, None, DeliveryState.DUE)
    await town.pass_hold()
    assert len(town.seen_by("ada")) == 1


async def test_row_15_one_slow_chat_does_not_keep_the_others_waiting(town):
    await town.subscribe("ada", "dams")
    town.feeds.says["harbour"] = [DAM, *LATER]
    await town.poll()
    seconds = iter(range(0, 10_000, 4))
    town.street.outbox.monotonic = lambda: float(next(seconds))
    town.clock.move(seconds=120)
    first = await town.street.outbox.deliver_due()
    assert 1 <= len(town.seen_by("ada")) <= 4
    assert len(first) == await stories(town) >= 8
    for _ in range(9):
        town.clock.move(seconds=2)
        await town.street.deliver_all()
    assert len(town.seen_by("ada")) == await stories(town)


async def test_row_15_an_address_that_changed_while_the_call_was_under_way_is_not_gone(town):
    ada = await town.subscribe("ada", "dams")
    await town.poll()

    async def moves():
        async with town.store.transaction() as tx:
            await tx.put_subscriber(ada.evolve(address="ada's new number"))

    town.street.outbox.channels = {"recording": Meanwhile(town.channel, moves)}
    town.channel.fail_next(AddressGone("chat not found"))
    await town.pass_hold()
    assert not (await town.store.subscriber("ada")).gone


async def test_i6_a_delivery_that_breaks_our_code_ends_in_the_digest_and_the_others_go_out(town, monkeypatch):
    await town.subscribe("ada", "dams")
    await town.subscribe("olena", "dams")
    await town.poll()
    view = type(town.street.viewing).view

    async def breaks(viewing, delivery, subscriber, ahead=None):
        if delivery.subscriber_id == "ada" and delivery.kind is DeliveryKind.ALERT:
            raise ZeroDivisionError("a bug of ours")
        return await view(viewing, delivery, subscriber, ahead)

    monkeypatch.setattr(type(town.street.viewing), "view", breaks)
    for _ in range(6):
        await town.pass_hold()
    assert len(town.seen_by("olena")) == 1
    assert [row.outcome for row in await rows(town) if row.subscriber_id == "ada"] == [DeliveryOutcome.RENDER_FAILED]
    await pass_days(town)
    assert len(town.seen_by("ada")) == 1


async def test_i6_a_call_that_breaks_our_code_may_have_arrived(town):
    await town.subscribe("ada", "dams")
    await town.poll()
    town.channel.fail_next(ZeroDivisionError("a bug of ours"), arrived=True)
    for _ in range(3):
        await town.pass_hold()
    assert [row.state for row in await rows(town)] == [DeliveryState.UNKNOWN]
    assert len(town.seen_by("ada")) == 1


# --- 18, 19, 20: poison


class Poisoned:
    """A translator that takes the whole process with it for one headline."""

    name = "poisoned"

    def __init__(self) -> None:
        self.deaths = 0

    def can(self, source, target):
        return True

    def translate(self, passages, target):
        if any("zehirli" in passage.text for passage in passages):
            self.deaths += 1
            raise Crash
        return [Translation(f"English {passage.text}", TranslationMark.MACHINE, "x") for passage in passages]


async def test_row_18_an_article_that_kills_the_process_is_tried_three_times_and_takes_no_other_with_it(any_store):
    clock, translator = SetClock(), Poisoned()
    says = [entry(f"Baraj {n} kapağı kırıldı", "Bölgede yaşayanlar evlerini terk etti.", at=NOON, guid=f"{n}") for n in range(4)]
    says.insert(2, entry("Bu zehirli baraj haberi", "Bölgede yaşayanlar köprüye koştu.", at=NOON, guid="poison"))
    lives = 0
    while lives < 12:
        lives += 1
        town = street_over(any_store, clock=clock, translator=translator)
        await town.declare(["tr"], {"dams": "baraj"})
        await town.street.open(alone=True)
        town.feeds.says = {"anka": says}
        try:
            await town.poll()
        except Crash:
            clock.move(minutes=1)
            continue
        break
    assert translator.deaths == 3
    assert (await town.store.tally()).unplaced == 0
    articles = [each for story in await town.store.stories() for each in await town.store.story_articles(story.story_id)]
    marks = {article.original.title: article.translation for article in articles}
    assert [title for title, mark in marks.items() if mark is TranslationMark.FAILED] == ["Bu zehirli baraj haberi"]
    assert lives == 4


async def test_row_20_jobs_that_run_a_second_time_change_nothing(town):
    await town.subscribe("ada", "dams")
    await town.subscribe("olena", "dams", pace=Pace.DIGEST)
    running = Running(town.street, keep=timedelta(days=90))
    for _ in range(3):
        await asyncio.gather(*(job() for job in (running._poll, running._sweep, running._look_again, running._digest) * 2))
        town.clock.move(hours=10)
        await asyncio.gather(*(running._deliver() for _ in range(3)))
    assert len(town.seen_by("ada")) == 1
    assert len(town.seen_by("olena")) == 1


# --- 21: who leaves while something is on its way (I4)


async def test_row_21_a_digest_refused_once_tells_nothing_of_a_topic_left_since(town):
    await town.subscribe("ada", "dams", "ferries", pace=Pace.DIGEST)
    town.feeds.says["anka"] = [FERRY]
    await town.poll()
    town.channel.fail_next(RetryLater("busy", timedelta(minutes=5)))
    await pass_days(town)
    await leave(town, "ada", "dams")
    town.clock.move(minutes=6)
    await town.street.deliver_all()
    (digest,) = town.seen_by("ada")
    assert "Ferry" in digest
    assert "Kestel" not in digest


@pytest.mark.parametrize("rendered_first", [True, False])
async def test_row_21_a_topic_left_between_leasing_and_sending_is_not_in_the_digest(town, monkeypatch, rendered_first):
    """Whether its words were chosen already, or only what they are made of was read."""
    await town.subscribe("ada", "dams", "ferries", pace=Pace.DIGEST)
    town.feeds.says["anka"] = [FERRY]
    await town.poll()
    render = type(town.street.outbox)._render

    async def render_slowly(outbox, delivery, subscriber, ahead):
        rendered = await render(outbox, delivery, subscriber, ahead) if rendered_first else None
        await leave(town, "ada", "dams")
        return rendered or await render(outbox, delivery, subscriber, ahead)

    monkeypatch.setattr(type(town.street.outbox), "_render", render_slowly)
    await pass_days(town)
    (digest,) = town.seen_by("ada")
    assert "Kestel" not in digest


async def leave(town: TestStreet, name: str, topic: str) -> None:
    async with town.store.transaction() as tx:
        await tx.unsubscribe(name, topic)


async def test_row_21_a_digest_nobody_wants_any_more_is_opened_once_and_not_every_day(town):
    await town.subscribe("ada", "dams", pace=Pace.DIGEST)
    await town.poll()
    await leave(town, "ada", "dams")
    await pass_days(town, 4)
    assert town.seen_by("ada") == []
    assert [row.outcome for row in await rows(town, DeliveryKind.DIGEST)] == [DeliveryOutcome.NOTHING_TO_SAY]


async def test_row_21_who_leaves_and_comes_back_during_the_hold_is_told_once(town):
    await town.subscribe("ada", "dams")
    await town.poll()
    await leave(town, "ada", "dams")
    async with town.store.transaction() as tx:
        await tx.subscribe(Subscription("ada", "dams"))
    await town.poll()
    await town.pass_hold()
    assert len(town.seen_by("ada")) == 1


async def test_row_21_who_blocks_us_and_starts_again_is_told_of_what_is_new_and_of_nothing_twice(town):
    await town.subscribe("ada", "dams")
    await town.poll()
    town.channel.fail_next(AddressGone("bot was blocked"))
    await town.pass_hold()
    async with town.store.transaction() as tx:
        await tx.put_subscriber((await tx.subscriber("ada")).evolve(gone=False))
    town.feeds.says["harbour"] = [DAM, LATER[0]]
    await town.poll()
    await town.pass_hold()
    (seen,) = town.seen_by("ada")
    assert LATER[0].title in seen


async def test_row_21_whose_topic_was_taken_out_of_the_file_hears_nothing_more_of_it(town):
    await town.subscribe("ada", "dams")
    await town.poll()
    await town.declare(["en", "tr"], {"ferries": "ferry"})
    await town.pass_hold()
    assert town.seen_by("ada") == []
    assert [row.outcome for row in await rows(town)] == [DeliveryOutcome.UNSUBSCRIBED]


# --- 25: an old backup


async def test_row_25_a_restored_backup_expires_what_is_old_and_tells_it_in_one_digest(town):
    await town.subscribe("ada", "dams")
    town.feeds.says["harbour"] = [DAM, *LATER]
    await town.poll()
    town.clock.move(days=40)
    restored = street_over(town.store, clock=town.clock, channel=town.channel)
    await restored.street.open(alone=True)
    running = Running(restored.street, keep=timedelta(days=90))
    for _ in range(3):
        await running._deliver()
        await running._digest()
        await running._deliver()
    assert {row.outcome for row in await rows(town)} == {DeliveryOutcome.EXPIRED}
    (digest,) = town.seen_by("ada")
    assert DAM.title in digest


async def test_a_topic_with_a_long_hold_is_not_expired_by_its_own_hold(any_store):
    policies = Policies(alerts=AlertPolicy(announce_first_poll=True, hold=timedelta(hours=13), time_to_live=timedelta(hours=12)))
    town = street_over(any_store, policies=policies)
    await town.declare(["en", "tr"], TOPICS)
    town.feeds.says = {"harbour": [DAM], "anka": []}
    await town.subscribe("ada", "dams")
    await town.poll()
    town.clock.move(hours=13)
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 1
