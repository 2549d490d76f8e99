"""The promises of the street, on every store: one story one alert, nothing lost, nothing twice, a look-alike stays apart."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from support.clocks import NOON, SetClock
from support.quake import QUAKE, RECORDED, TWIN_OF_LAST_YEAR, WEATHER, everywhere
from support.streets import POLICIES, TestStreet, entry, street_over

from channels.recording import RecordingChannel
from news.articles import TranslationMark
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
from news.errors import AddressGone, FetchError, RetryLater, StorageError, TranslationError, Unknown
from news.subscribers import Pace
from translators.glossary import GlossaryTranslator

TOPICS = {"quakes": "earthquake OR deprem OR землетрус"}


@pytest.fixture
async def town(any_store) -> TestStreet:
    town = street_over(any_store, translator=GlossaryTranslator.from_phrases(RECORDED))
    await town.declare(["tr", "uk", "en"], TOPICS)
    return town


async def test_one_event_in_three_languages_is_one_alert_in_the_readers_language(town):
    await town.subscribe("ada", "quakes", language="tr")
    await town.subscribe("olena", "quakes", language="uk")
    town.feeds.says = everywhere()
    await town.poll()
    await town.pass_hold()
    assert len(town.seen_by("ada")) == len(town.seen_by("olena")) == 1
    assert QUAKE["tr"].title in town.seen_by("ada")[0]
    assert QUAKE["uk"].title in town.seen_by("olena")[0]
    assert "Harbour Times" in town.seen_by("ada")[0]


async def test_a_story_that_grows_edits_its_message_instead_of_sending_another(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says = {"anka": [QUAKE["tr"]], "dnipro": [], "harbour": []}
    await town.poll()
    await town.pass_hold()
    before = town.seen_by("ada")
    town.feeds.says["harbour"] = [QUAKE["en"]]
    await town.poll()
    await town.pass_hold()
    after = town.seen_by("ada")
    assert len(before) == len(after) == 1
    assert "Harbour Times" not in before[0]
    assert "Harbour Times" in after[0]


async def test_a_like_event_of_last_year_is_another_story(town):
    town.feeds.says = {"anka": [QUAKE["tr"]], "dnipro": [], "harbour": [TWIN_OF_LAST_YEAR, QUAKE["en"]]}
    await town.poll()
    stories = await town.store.stories()
    assert sorted(story.articles for story in stories) == [1, 2]


@pytest.mark.parametrize("order", list(permutations(["anka", "dnipro", "harbour"])))
async def test_stories_do_not_depend_on_the_order_of_arrival_within_the_hold(order):
    town = street_over(translator=GlossaryTranslator.from_phrases(RECORDED))
    await town.declare(["tr", "uk", "en"], TOPICS)
    await town.subscribe("ada", "quakes")
    town.feeds.says = {slug: [] for slug in order}
    for slug in order:
        town.feeds.says[slug] = everywhere()[slug]
        await town.poll()
        town.clock.move(seconds=10)
        await town.street.placing.look_again()
    await town.pass_hold()
    assert len(town.seen_by("ada")) == 1
    assert all(name in town.seen_by("ada")[0] for name in ("Anka Postası", "Дніпро Новини", "Harbour Times"))


async def test_a_restart_forgets_nothing_and_repeats_nothing(any_store):
    clock, channel = SetClock(), RecordingChannel()
    first = street_over(any_store, clock=clock, channel=channel, translator=GlossaryTranslator.from_phrases(RECORDED))
    await first.declare(["tr", "uk", "en"], TOPICS)
    await first.subscribe("ada", "quakes")
    first.feeds.says = {"anka": [QUAKE["tr"]], "dnipro": [], "harbour": []}
    await first.poll()
    await first.pass_hold()
    second = street_over(any_store, clock=clock, channel=channel, translator=GlossaryTranslator.from_phrases(RECORDED))
    await second.street.open(alone=True)
    await second.declare(["tr", "uk", "en"], TOPICS)
    second.feeds.says = {**everywhere(), "anka": [QUAKE["tr"]]}
    await second.poll()
    await second.pass_hold()
    assert len(second.seen_by("ada")) == 1
    assert "Дніпро Новини" in second.seen_by("ada")[0]


async def test_who_unsubscribes_during_the_hold_hears_nothing(town):
    ada = await town.subscribe("ada", "quakes")
    town.feeds.says = everywhere()
    await town.poll()
    async with town.store.transaction() as tx:
        await tx.unsubscribe(ada.subscriber_id, "quakes")
    await town.pass_hold()
    assert town.seen_by("ada") == []
    assert [row.outcome for row in await town.store.deliveries()] == [DeliveryOutcome.UNSUBSCRIBED]


async def test_a_feed_that_fails_does_not_stop_the_others_and_says_what_is_wrong(town):
    town.feeds.says = {**everywhere(), "dnipro": FetchError("503 Service Unavailable", status=503)}
    await town.poll()
    assert sum(story.articles for story in await town.store.stories()) == 2
    dnipro = await town.store.feed("dnipro")
    assert (dnipro.state.failures, dnipro.state.last_error) == (1, "503 Service Unavailable")
    assert dnipro.state.next_poll_at > town.clock()


async def test_a_feed_that_breaks_our_code_does_not_stop_the_others(town):
    town.feeds.says = {**everywhere(), "dnipro": ZeroDivisionError("a bug of ours")}
    await town.poll()
    assert sum(story.articles for story in await town.store.stories()) == 2
    assert town.street.jobs.failures["poll dnipro"] == 1


async def test_an_article_that_cannot_be_placed_stands_aside_and_the_others_go_on(town, monkeypatch):
    broken = town.street.placing.window.place

    def place(features):
        if features.article_id == (await_id[0]):
            raise ZeroDivisionError("a bug of ours")
        return broken(features)

    town.feeds.says = everywhere()
    await town.street.poll(await town.store.feeds())
    await_id = [(await town.store.unplaced(10))[0].article_id]
    monkeypatch.setattr(type(town.street.placing.window), "place", lambda _self, features: place(features))
    await town.street.place_all()
    assert [article.article_id for article in await town.store.unplaced(10)] == await_id
    assert sum(story.articles for story in await town.store.stories()) == 2


async def test_feeds_removed_while_they_were_polled_bring_nothing_back(town):
    town.feeds.says = everywhere()
    watched = await town.store.feed("anka")
    async with town.store.transaction() as tx:
        await tx.delete_feed("anka")
    await town.street.poll([watched])
    assert await town.store.feed("anka") is None
    assert await town.store.unplaced(10) == []


async def test_what_is_asked_again_is_stored_once_and_validators_are_sent_back(town):
    town.feeds.says = everywhere()
    await town.poll()
    await town.poll()
    assert (await town.store.tally()).articles == 3
    assert {bool(state.etag) for state in town.feeds.asked} == {False, True}


async def test_two_feeds_that_carry_one_link_bring_one_article(town):
    shared = entry("Fırtına uyarısı yapıldı, deniz ulaşımı durdu", url="https://wire.example/a", guid="1")
    again = entry("Fırtına uyarısı yapıldı, deniz ulaşımı durdu", url="https://wire.example/a?utm_source=rss", guid="2")
    town.feeds.says = {"anka": [shared], "harbour": [again], "dnipro": []}
    await town.poll()
    assert (await town.store.tally()).articles == 1


async def test_an_edited_headline_updates_the_article_and_the_message(town):
    await town.subscribe("ada", "quakes", language="tr")
    town.feeds.says = {"anka": [entry("İzmir'de deprem oldu", "Sarsıntı hissedildi.", at=NOON, guid="g1")], "dnipro": [], "harbour": []}
    await town.poll()
    await town.pass_hold()
    town.feeds.says["anka"] = [entry("İzmir'de deprem: 4 yaralı", "Sarsıntı hissedildi.", at=NOON, guid="g1", url="https://anka.example/n")]
    await town.poll()
    await town.pass_hold()
    assert (await town.store.tally()).articles == 1
    assert len(town.seen_by("ada")) == 1
    assert "4 yaralı" in town.seen_by("ada")[0]


async def test_an_alert_with_no_answer_is_never_sent_again_and_stands_in_the_next_digest(town):
    await town.subscribe("ada", "quakes", language="tr")
    town.feeds.says = everywhere()
    await town.poll()
    town.channel.fail_next(Unknown("read timed out"))
    await town.pass_hold()
    assert town.seen_by("ada") == []
    await next_digest_of(town)
    (digest,) = town.seen_by("ada")
    assert QUAKE["tr"].title in digest


async def next_digest_of(town: TestStreet) -> None:
    town.clock.move(hours=24)
    await town.street.digesting.tick()
    await town.street.deliver_all()


async def test_a_crash_between_lease_and_send_sends_once(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says = everywhere()
    await town.poll()
    town.clock.move(seconds=120)
    async with town.store.transaction() as tx:
        await tx.lease(town.clock(), limit=10, lease_for=timedelta(seconds=60), token="dead process")
    assert await town.street.deliver_all() == []
    town.clock.move(seconds=61)
    await town.street.outbox.sweep()
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 1


async def test_a_crash_between_send_and_settle_is_unknown_and_not_repeated(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says = everywhere()
    await town.poll()
    town.clock.move(seconds=120)
    town.channel.fail_next(SystemExitLikeError("killed"), arrived=True)
    with pytest.raises(SystemExitLikeError):
        await town.street.deliver_all()
    await town.street.outbox.sweep(alone=True)
    await town.pass_hold()
    assert len(town.seen_by("ada")) == 1
    (alert,) = [row for row in await town.store.deliveries() if row.kind is DeliveryKind.ALERT]
    assert alert.state is DeliveryState.UNKNOWN
    assert [each.reason for each in await town.store.digest_entries("ada")] == [DeliveryOutcome.CUT_OFF]


class SystemExitLikeError(BaseException):
    """Stands for the process ending at this very point: nothing catches it."""


async def test_a_blocked_bot_ends_it_for_this_reader_only(town):
    await town.subscribe("ada", "quakes")
    await town.subscribe("olena", "quakes")
    town.feeds.says = everywhere()
    await town.poll()
    town.channel.fail_next(AddressGone("bot was blocked"))
    await town.pass_hold()
    gone = [(await town.store.subscriber(name)).gone for name in ("ada", "olena")]
    assert sorted(gone) == [False, True]
    assert len(town.channel.sent) == 1


async def test_a_channel_away_for_an_hour_delivers_when_it_is_back(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says = everywhere()
    await town.poll()
    for _ in range(5):
        town.channel.fail_next(RetryLater("502", timedelta(seconds=10), whole_channel=True))
    await town.pass_hold()
    for _ in range(60):
        town.clock.move(minutes=1)
        await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 1


async def test_news_of_an_old_backup_is_not_sent_again_but_stands_in_the_digest(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says = everywhere()
    await town.poll()
    town.clock.move(days=3)
    await town.street.open(alone=True)
    await town.street.deliver_all()
    assert town.seen_by("ada") == []
    assert [each.reason for each in await town.store.digest_entries("ada")] == [DeliveryOutcome.EXPIRED]


async def test_a_clock_that_jumps_a_day_ahead_makes_no_burst_of_digests(town):
    await town.subscribe("ada", "quakes", pace=Pace.DIGEST)
    town.feeds.says = everywhere()
    await town.poll()
    town.clock.move(days=1)
    for _ in range(3):
        await town.street.digesting.tick()
        await town.street.deliver_all()
    town.clock.move(days=-1)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 1


async def test_a_clock_put_back_an_hour_neither_repeats_nor_loses(town):
    await town.subscribe("ada", "quakes")
    town.feeds.says = everywhere()
    await town.poll()
    await town.pass_hold()
    town.clock.move(hours=-1)
    await town.poll()
    for _ in range(90):
        town.clock.move(minutes=1)
        await town.street.deliver_all()
    assert len(town.seen_by("ada")) == 1


async def test_a_translator_that_is_broken_leaves_the_original_marked_and_delivered(any_store):
    town = street_over(any_store, translator=BrokenTranslator())
    await town.declare(["tr"], TOPICS)
    await town.subscribe("ada", "quakes", language="en")
    town.feeds.says = {"anka": [QUAKE["tr"]]}
    await town.poll()
    await town.pass_hold()
    (story,) = await town.store.stories()
    (article,) = await town.store.story_articles(story.story_id)
    assert article.translation is TranslationMark.FAILED
    assert QUAKE["tr"].title in town.seen_by("ada")[0]


class BrokenTranslator:
    """An engine that is broken as a whole."""

    name = "broken"

    def can(self, source: str, target: str) -> bool:
        return True

    def translate(self, passages, target):
        raise TranslationError("the model file is damaged")


async def test_a_transaction_that_fails_leaves_the_window_as_it_was(town, monkeypatch):
    town.feeds.says = everywhere()
    await town.street.poll(await town.store.feeds())
    with monkeypatch.context() as patch:
        patch.setattr(type(town.street.placing), "_announce", full_disk)
        await town.street.place_all()
    assert await town.store.stories() == []
    assert (await town.store.tally()).unplaced == 3
    town.clock.move(minutes=6)
    await town.street.place_all()
    assert [story.articles for story in await town.store.stories()] == [3]


async def full_disk(*_args):
    raise StorageError("database or disk is full")


async def test_a_first_poll_fills_the_memory_and_says_nothing(any_store):
    town = street_over(any_store, policies=POLICIES.__class__())
    await town.declare(["tr", "uk", "en"], TOPICS)
    await town.subscribe("ada", "quakes")
    town.feeds.says = everywhere()
    await town.poll()
    await town.pass_hold()
    assert town.seen_by("ada") == []
    assert (await town.store.tally()).articles == 3


async def test_an_entry_without_anything_but_words_is_an_article_all_the_same(town):
    bare = entry("Köprü çöktü, üç kişi kurtarıldı", at=None).__class__("", "", "Köprü çöktü, üç kişi kurtarıldı", "")
    town.feeds.says = {"anka": [bare, bare.__class__("", "", "", "Yalnızca özet var, başlık yok.")], "dnipro": [], "harbour": []}
    await town.poll()
    town.clock.move(hours=1)
    await town.poll()
    articles = [article for story in await town.store.stories() for article in await town.store.story_articles(story.story_id)]
    assert len(articles) == 2
    assert {article.published for article in articles} == {NOON}


async def test_a_feed_that_makes_up_guids_floods_nobody(town):
    town.street.intake.new_per_poll = 50
    town.feeds.says = {"anka": [entry(f"Haber başlığı numara {n} burada", guid=f"{n}") for n in range(500)], "dnipro": [], "harbour": []}
    await town.poll()
    assert (await town.store.tally()).articles == 50


async def test_when_faults_stop_every_backlog_drains_to_zero(town):
    await town.subscribe("ada", "quakes")
    await town.subscribe("olena", "quakes", pace=Pace.DIGEST)
    town.feeds.says = {**everywhere(), "anka": [QUAKE["tr"], WEATHER, *everywhere()["anka"]]}
    for _ in range(6):
        town.channel.fail_next(RetryLater("busy", timedelta(seconds=3)))
    await town.poll()
    for _ in range(30):
        town.clock.move(hours=1)
        await town.street.outbox.sweep()
        await town.street.digesting.tick()
        await town.street.deliver_all()
    tally = await town.store.tally()
    assert tally.unplaced == 0
    assert all(DeliveryState(state).is_final for state, count in tally.deliveries.items() if count)
    assert await town.store.digest_entries("olena") == []
