"""What is not to be said now waits, and nothing that waits is lost (I2) or told twice (I3)."""

import pytest
from support.quake import QUAKE, WEATHER
from support.streets import entry
from support.towns import town_over

from bot.telegram import preference_phrases as say
from channels.rendering.phrases import CATCH_UP_TITLE
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
from news.subscribers import Pace, Subscription

LANGUAGES = ("en", "tr", "uk", "ru")


@pytest.fixture
async def town(any_store):
    async with town_over(any_store) as town:
        yield town


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
