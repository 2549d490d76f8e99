"""Inline mode: stories offered in any chat."""

import pytest
from support.talks import talking

from bot.access import Door
from news.subscribers import Topic

LANGUAGES = ("en", "tr", "uk", "ru")
QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"), ("uk", "землетрус")))


async def offered(talk, chat, words):
    query_id = chat.type_inline(words)
    await talk.hear()
    return talk.api.world.inline_answers.get(query_id)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_words_offer_the_stories_they_meet(language):
    """Half a query, or one that cannot be read, offers nothing; no words the newest; nothing is sent to the chat with us."""
    async with talking() as talk:
        await talk.put(QUAKES)
        chat = talk.api.world.private(language=language)
        await talk.ask(chat, "/start")
        await talk.told(chat, QUAKES)
        before = len(chat.texts)
        (story,) = await offered(talk, chat, "землетрус")
        assert story["id"] == "s-quake"
        assert "Anka Postası" in story["description"]
        assert "Дніпро Новини" in story["input_message_content"]["message_text"]
        assert [each["id"] for each in await offered(talk, chat, "")] == ["s-quake"]
        assert await offered(talk, chat, "volcano") == []
        assert await offered(talk, chat, "(deprem") == []
        assert len(chat.texts) == before


async def test_a_stranger_at_a_closed_door_is_offered_nothing():
    """And is not written down."""
    async with talking(door=Door("list")) as talk:
        chat = talk.api.world.private()
        assert await offered(talk, chat, "deprem") is None
        assert await talk.store.subscribers() == []


async def test_an_answer_that_comes_too_late_stops_nothing():
    """The next update is heard."""
    async with talking() as talk:
        chat = talk.api.world.private()
        talk.api.refuse_next("answerInlineQuery", 400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        chat.type_inline("deprem")
        assert (await talk.ask(chat, "/version")).text.startswith("Tellal")
