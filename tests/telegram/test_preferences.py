"""What a subscriber has set, at which pace they hear, and an end to all of it."""

import pytest
from support.quake import QUAKE

from bot.telegram import preference_phrases as say
from bot.version import VERSION
from news.deliveries import DeliveryKind

LANGUAGES = ("en", "tr", "uk", "ru")


async def subscriptions(town, chat):
    subscriber = await town.town.store.subscriber_at("telegram", str(chat.id))
    return await town.town.store.subscriptions(subscriber.subscriber_id)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_settings_show_everything_that_was_set(town, language):
    """Zone, quiet hours, topics by pace, the number of mutes, and that one has paused."""
    chat = town.api.world.private(language=language)
    for words in ("/follow deprem", "/follow grev", "/digest digest grev", "/tz Europe/Kyiv", "/quiet 23-7", "/mute word sel", "/pause"):
        await town.ask(chat, words)
    shown = (await town.ask(chat, "/settings")).text
    assert all(words in shown for words in ("Europe/Kyiv", "23:00-07:00", "deprem", "grev", "08:00"))
    assert say.PAUSED_ALREADY.say(language) in shown
    assert say.SETTINGS_MUTES.say(language, n=1) in shown


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_topic_moved_to_the_digest_waits_for_it_and_back_again(town, language):
    """By the button that each topic has."""
    chat = town.api.world.private(language=language)
    await town.ask(chat, "/follow deprem")
    choice = await town.ask(chat, "/digest")
    chat.press(choice, "digest/digest deprem")
    await town.hear()
    before = len(chat.texts)
    await town.reports(anka=[QUAKE["tr"]])
    assert len(chat.texts) == before
    town.town.clock.move(days=1)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    assert "Anka Postası" in chat.texts[-1]
    assert [row.kind for row in await town.town.store.deliveries() if row.story_id or row.kind is DeliveryKind.DIGEST] == [
        DeliveryKind.DIGEST
    ]
    choice = await town.ask(chat, "/digest")
    chat.press(choice, "digest/now deprem")
    await town.hear()
    assert [each.pace for each in await subscriptions(town, chat)] == ["now"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_digest_comes_at_once_when_asked_for_and_once_a_day(town, language):
    """The day has had its digest then: nothing comes at the usual hour, and nothing when asked again."""
    chat = town.api.world.private(language=language)
    await town.ask(chat, "/follow deprem")
    await town.ask(chat, "/digest digest deprem")
    nothing = (await town.ask(chat, "/digest now")).text
    await town.reports(anka=[QUAKE["tr"]])
    chat.say("/digest now")
    await town.hear()
    await town.street.deliver_all()
    assert "Anka Postası" in chat.texts[-1]
    assert (await town.ask(chat, "/digest now")).text == nothing
    digests = [row for row in await town.town.store.deliveries() if row.kind is DeliveryKind.DIGEST]
    assert [row.state for row in digests] == ["sent"]


async def test_a_pace_of_a_topic_not_followed_is_refused(town):
    """With a name near it."""
    chat = town.api.world.private(language="en")
    await town.ask(chat, "/follow deprem")
    assert "deprem" in (await town.ask(chat, "/digest digest depren")).text
    assert [each.pace for each in await subscriptions(town, chat)] == ["now"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everything_is_dropped_only_after_asking(town, language):
    """The question changes nothing; the button does, and topics of one's own are gone."""
    chat = town.api.world.private(language=language)
    await town.ask(chat, "/follow deprem")
    await town.ask(chat, "/follow grev")
    question = await town.ask(chat, "/unfollow_all")
    assert question.text == say.UNFOLLOW_ALL_ASK.say(language, n=2)
    assert len(await subscriptions(town, chat)) == 2
    chat.press(question, "unfollow_all/yes")
    await town.hear()
    assert chat.last.text == say.UNFOLLOWED_ALL.say(language)
    assert await subscriptions(town, chat) == []
    assert await town.town.store.topics() == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_version_is_told(town, language):
    """To anybody."""
    chat = town.api.world.private(language=language)
    assert VERSION in (await town.ask(chat, "/version")).text
