"""Topics across languages in chat: what is looked for in translation is shown, can be struck, and what could not be translated is said."""

import pytest
from support.quake import QUAKE
from support.towns import town_over

from bot.telegram import term_phrases as say

LANGUAGES = ("en", "tr", "uk", "ru")
WORDS = {("tr", "en"): {"deprem": "Earthquake."}, ("tr", "uk"): {"deprem": "Землетрус"}}


@pytest.fixture
async def town(any_store):
    async with town_over(any_store, WORDS) as town:
        yield town


async def follower(town, language="tr"):
    chat = town.api.world.private(language=language)
    await town.ask(chat, "/follow deprem")
    return chat


async def press(town, chat, start):
    seen = chat.last
    chat.press(seen, next(button["callback_data"] for button in seen.buttons if button.get("callback_data", "").startswith(start)))
    await town.hear()
    return chat.last


async def translations(town, chat):
    subscriber = await town.town.store.subscriber_at("telegram", str(chat.id))
    (topic,) = await town.town.store.topics(owner=subscriber.subscriber_id)
    return {(each.language, each.text): each.struck for each in topic.translations}


async def test_a_topic_typed_in_turkish_tells_the_ukrainian_story(town):
    """Its words are translated after it was followed, while nobody waits."""
    chat = await follower(town)
    assert await town.street.terms.catch_up() == 1
    await town.reports(dnipro=[QUAKE["uk"]])
    assert "Дніпро Новини" in chat.last.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_translated_words_are_shown_and_one_is_struck_and_stays_struck(town, language):
    chat = await follower(town, language)
    shown = await press(town, chat, "topic/words")
    assert say.TERMS_NOTE.say(language) in shown.text
    assert "earthquake" in shown.text
    assert "землетрус" in shown.text

    await press(town, chat, "strike/2")
    assert await translations(town, chat) == {("en", "earthquake"): False, ("uk", "землетрус"): True}
    await town.street.terms.catch_up()
    assert await translations(town, chat) == {("en", "earthquake"): False, ("uk", "землетрус"): True}

    await press(town, chat, "unstrike/2")
    assert await translations(town, chat) == {("en", "earthquake"): False, ("uk", "землетрус"): False}


async def test_a_struck_word_is_not_told_of(town):
    chat = await follower(town)
    await press(town, chat, "topic/words")
    await press(town, chat, "strike/1")
    await press(town, chat, "strike/2")
    before = len(chat.texts)
    await town.reports(dnipro=[QUAKE["uk"]])
    assert len(chat.texts) == before


async def test_a_query_is_tried_with_its_translations_before_it_is_followed(town):
    await town.reports(dnipro=[QUAKE["uk"]])
    chat = town.api.world.private(language="tr")
    tried = await town.ask(chat, "/topic test deprem")
    assert "землетрус" in tried.text
    assert QUAKE["uk"].title in tried.text
    await press(town, chat, "follow/deprem")
    assert "strike/1 deprem" in [button.get("callback_data") for button in (await town.ask(chat, "/topic test deprem")).buttons]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_word_that_could_not_be_translated_is_said(town, language):
    chat = town.api.world.private(language=language)
    await town.ask(chat, "/follow deprem OR yangın")
    shown = await town.ask(chat, "/topic words 1")
    assert say.TERMS_LACKING.say(language, languages="\x00").split("\x00")[0].split("</")[0] in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_there_is_no_striking_what_is_not_there(town, language):
    chat = await follower(town, language)
    refused = await town.ask(chat, "/strike 9 deprem")
    assert "9" in refused.text
    assert await translations(town, chat) == {}
    asked = await town.ask(chat, "/topic words")
    assert "/topic words" in asked.text


@pytest.mark.parametrize("bare", ["/topic", "/topic words", "/strike", "/strike deprem", "/unstrike ٣"])
async def test_without_a_topic_those_of_ones_own_are_offered(town, bare):
    """The button shows the topic's words; a ready topic has nothing to strike and is not offered."""
    chat = await follower(town)
    asked = await town.ask(chat, bare)
    assert [button["callback_data"] for button in asked.buttons] == ["topic/words deprem"]
    assert "землетрус" in (await press(town, chat, "topic/words")).text


async def test_what_failed_is_asked_for_again_an_hour_later_and_not_before(town):
    chat = town.api.world.private(language="tr")
    await town.ask(chat, "/follow yangın")
    assert await town.street.terms.catch_up() == 0
    town.street.terms.unhurried.translator.phrases["tr", "uk"]["yangın"] = "пожежа"
    assert await town.street.terms.catch_up() == 0
    town.town.clock.move(hours=2)
    assert await town.street.terms.catch_up() == 1
    assert await translations(town, chat) == {("uk", "пожежа"): False}
