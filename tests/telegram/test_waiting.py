"""What is not to be said now waits, and nothing that waits is lost (I2) or told twice (I3)."""

from zoneinfo import ZoneInfo

import pytest
from support.quake import QUAKE, WEATHER
from support.streets import entry

from bot.telegram import preference_phrases as say
from channels.rendering.phrases import CATCH_UP_TITLE
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
from news.subscribers import Pace, Subscription

LANGUAGES = ("en", "tr", "uk", "ru")


async def follower(town, language="tr"):
    chat = town.api.world.private(language=language)
    await town.ask(chat, "/follow deprem OR yağış")
    return chat


async def rows(town, kind):
    return [row for row in await town.town.store.deliveries() if row.kind is kind]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_comes_during_a_pause_is_told_in_one_when_it_ends(town, language):
    """An alert in its hold and a story that came later: both in one word, none twice, and the next story as usual."""
    chat = await follower(town, language)
    town.town.feeds.says = {"anka": [QUAKE["tr"]], "dnipro": [], "harbour": []}
    await town.town.poll()
    assert (await town.ask(chat, "/pause")).text == say.PAUSED.say(language)
    quiet = len(chat.texts)
    await town.town.pass_hold()
    await town.reports(harbour=[WEATHER])
    assert len(chat.texts) == quiet

    await town.ask(chat, "/resume")
    answer, caught_up = chat.texts[quiet:]
    assert answer == say.RESUMED_WITH.say(2, language)
    assert caught_up.startswith(CATCH_UP_TITLE.say(language))
    assert all(outlet in caught_up for outlet in ("Anka Postası", "Harbour Times"))

    await town.reports(dnipro=[entry("İzmit'te gece sel baskını: deprem konutları tahliye edildi", at=town.town.clock())])
    assert len(chat.texts) == quiet + 3
    assert [row.state for row in await rows(town, DeliveryKind.CATCH_UP)] == [DeliveryState.SENT]


async def test_a_pause_without_news_ends_without_news(town):
    """And either command said twice changes nothing."""
    chat = await follower(town, "en")
    assert (await town.ask(chat, "/resume")).text == say.NOT_PAUSED.say("en")
    await town.ask(chat, "/pause")
    assert (await town.ask(chat, "/pause")).text == say.PAUSED_ALREADY.say("en")
    assert (await town.ask(chat, "/resume")).text == say.RESUMED.say("en")
    assert await rows(town, DeliveryKind.CATCH_UP) == []


async def test_a_catch_up_that_may_not_have_arrived_stands_in_the_next_digest(town):
    """Its answer was lost: the stories wait again instead of being forgotten."""
    chat = await follower(town)
    await town.ask(chat, "/pause")
    await town.reports(anka=[QUAKE["tr"]])
    chat.say("/resume")
    for update in await town.bot.get_updates(timeout=0):
        await town.conversation.take(update)
    town.api.lose_answer_of_next("sendMessage")
    town.api.lose_answer_of_next("sendMessage")
    await town.street.deliver_all()
    (owed,) = await rows(town, DeliveryKind.CATCH_UP)
    assert owed.state is DeliveryState.UNKNOWN
    assert len(await town.town.store.digest_entries(owed.subscriber_id)) == 1


async def test_a_pause_before_the_catch_up_went_out_keeps_its_stories(town):
    """Paused again at once: they wait for the next /resume."""
    chat = await follower(town)
    await town.ask(chat, "/pause")
    await town.reports(anka=[QUAKE["tr"]])
    chat.say("/resume")
    chat.say("/pause")
    await town.hear()
    (owed,) = await rows(town, DeliveryKind.CATCH_UP)
    assert owed.outcome is DeliveryOutcome.PAUSED
    town.town.clock.move(seconds=60)
    await town.ask(chat, "/resume")
    assert QUAKE["tr"].title in chat.texts[-1]


async def test_what_waited_for_the_digest_comes_with_the_catch_up_and_not_again(town):
    """Digest pace and pause together: one telling."""
    chat = await follower(town)
    subscriber = await town.town.store.subscriber_at("telegram", str(chat.id))
    async with town.town.store.transaction() as tx:
        for each in await tx.subscriptions(subscriber.subscriber_id):
            await tx.subscribe(Subscription(subscriber.subscriber_id, each.topic_id, Pace.DIGEST))
    await town.reports(anka=[QUAKE["tr"]])
    await town.ask(chat, "/pause")
    town.town.clock.move(days=1)
    assert await town.street.digesting.tick() == []
    await town.ask(chat, "/resume")
    told = len(chat.texts)
    town.town.clock.move(days=1)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    assert len(chat.texts) == told


# --- quiet hours ----------------------------------------------------------------------------------------------------


async def night_in_kyiv(town, language="tr"):
    """A follower in Kyiv who wants quiet from 14:30 to 22:00: the stand's clock shows 14:00 there."""
    chat = await follower(town, language)
    await town.ask(chat, "/tz Europe/Kyiv")
    await town.ask(chat, "/quiet 14:30-22:00")
    town.town.clock.move(minutes=31)
    return chat


async def subscriber_in(town, chat):
    return await town.town.store.subscriber_at("telegram", str(chat.id))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_quiet_hours_are_set_shown_and_ended_in_chat(town, language):
    """By words or button; what are no hours is refused and changes nothing."""
    chat = await follower(town, language)
    asked = await town.ask(chat, "/quiet")
    assert say.QUIET_OFF.say(language) in asked.text
    chat.press(asked, "quiet/23:00-07:00")
    await town.hear()
    assert "23:00-07:00" in chat.last.text
    await town.ask(chat, "/quiet never")
    assert (await subscriber_in(town, chat)).quiet == "23:00-07:00"
    await town.ask(chat, "/quiet off")
    assert (await subscriber_in(town, chat)).quiet == ""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_zone_is_found_by_name_or_city_and_moves_the_digest(town, language):
    """08:00 in Kyiv is 06:00 UTC in winter; a zone that is none is refused with a name near it."""
    chat = await follower(town, language)
    assert "UTC" in (await town.ask(chat, "/tz")).text
    assert "Europe/Kyiv" in (await town.ask(chat, "/tz kyiv")).text
    moved = await subscriber_in(town, chat)
    assert moved.zone == "Europe/Kyiv"
    assert moved.next_digest_at.astimezone(ZoneInfo("Europe/Kyiv")).hour == 8
    assert "America/New_York" in (await town.ask(chat, "/tz America/New_Yrk")).text
    assert (await subscriber_in(town, chat)).zone == "Europe/Kyiv"


async def test_two_stories_of_a_quiet_night_are_one_catch_up_at_its_end(town):
    """Neither alone, nor twice, nor before."""
    chat = await night_in_kyiv(town)
    before = len(chat.texts)
    await town.reports(anka=[QUAKE["tr"]])
    await town.reports(harbour=[WEATHER])
    assert len(chat.texts) == before
    assert [row.outcome for row in await rows(town, DeliveryKind.ALERT)] == [DeliveryOutcome.QUIET_HOURS] * 2
    (owed,) = await rows(town, DeliveryKind.CATCH_UP)
    assert owed.due_at == town.town.clock().replace(hour=20, minute=0, second=0, microsecond=0)

    town.town.clock.now = owed.due_at
    await town.street.deliver_all()
    assert len(chat.texts) == before + 1
    assert all(each.title in chat.last.text for each in (QUAKE["tr"], WEATHER))
    town.town.clock.move(days=1)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    assert len(chat.texts) == before + 1


async def test_a_story_already_told_grows_silently_in_quiet_hours(town):
    """An edit rings nobody."""
    chat = await follower(town)
    await town.ask(chat, "/quiet 13:00-20:00")
    await town.reports(anka=[QUAKE["tr"]])
    alert = chat.last
    town.town.clock.move(hours=1)
    await town.reports(dnipro=[QUAKE["uk"]])
    assert "Дніпро Новини" in alert.text
    assert chat.last == alert


async def test_an_end_to_quiet_hours_brings_what_waited_at_once(town):
    """/quiet off in the night."""
    chat = await night_in_kyiv(town)
    await town.reports(anka=[QUAKE["tr"]])
    await town.ask(chat, "/quiet off")
    assert QUAKE["tr"].title in chat.texts[-1]


async def test_hours_ended_and_begun_again_in_one_night_lose_nothing(town):
    """The second story gets a catch-up of its own."""
    chat = await night_in_kyiv(town)
    await town.reports(anka=[QUAKE["tr"]])
    await town.ask(chat, "/quiet off")
    await town.ask(chat, "/quiet 14:30-22:00")
    await town.reports(harbour=[WEATHER])
    before = len(chat.texts)
    town.town.clock.move(hours=8)
    await town.street.deliver_all()
    assert len(chat.texts) == before + 1
    assert WEATHER.title in chat.last.text


async def test_a_catch_up_late_into_the_next_night_waits_for_that_ones_end(town):
    """The house was closed all day."""
    chat = await night_in_kyiv(town)
    await town.reports(anka=[QUAKE["tr"]])
    before = len(chat.texts)
    town.town.clock.move(days=1, hours=1)
    await town.street.deliver_all()
    assert len(chat.texts) == before
    town.town.clock.move(hours=12)
    await town.street.deliver_all()
    assert len(chat.texts) == before + 1
    assert QUAKE["tr"].title in chat.last.text


async def test_a_topic_left_in_the_night_is_not_told_in_the_morning(town):
    """I4: nothing after a committed unsubscribe."""
    chat = await night_in_kyiv(town)
    await town.reports(anka=[QUAKE["tr"]])
    await town.ask(chat, "/unfollow 1")
    before = len(chat.texts)
    town.town.clock.move(hours=8)
    await town.street.deliver_all()
    assert len(chat.texts) == before
    (owed,) = await rows(town, DeliveryKind.CATCH_UP)
    assert owed.outcome is DeliveryOutcome.NOTHING_TO_SAY
