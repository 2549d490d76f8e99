"""A topic travels as a link: whoever taps it follows the same."""

import re

import pytest
from support.talks import talking

from bot.telegram import sharing_phrases
from news.subscribers import Topic

QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"),))
LONG = '("merkez bankası" OR "центральний банк") (faiz OR ставка OR "interest rate") -futbol'


@pytest.fixture
async def talk():
    async with talking() as talk:
        await talk.put(QUAKES)
        yield talk


def word_in(text):
    """What Telegram hands to the bot when the link is tapped."""
    return re.search(r"https://t\.me/TellalTestBot\?start=([A-Za-z0-9_-]{1,64})$", text)[1]


@pytest.mark.parametrize("language", ["en", "tr", "uk", "ru"])
async def test_whoever_taps_the_link_follows_the_same_topic(talk, language):
    """A ready one, and one of one's own whose query no link has room for; it outlives the topic."""
    giver, taker = talk.api.world.private(language=language), talk.api.world.private(language=language)
    assert (await talk.ask(giver, "/topic share")).text == sharing_phrases.SHARE_NOTHING.say(language)
    await talk.ask(giver, "/follow earthquakes")
    await talk.ask(giver, f"/follow {LONG}")
    which = await talk.ask(giver, "/topic share")
    assert len(which.buttons) == 2
    for name in ("1", "2"):
        shared = await talk.ask(giver, f"/topic share {name}")
        await talk.ask(taker, f"/start {word_in(shared.text)}")
    await talk.ask(giver, "/unfollow_all yes")
    own = await talk.store.topics(owner=(await talk.subscriber(taker)).subscriber_id)
    assert [topic.queries for topic in own] == [(("", LONG),)]
    assert await talk.followed(taker) == sorted(["earthquakes", own[0].topic_id])


async def test_a_link_that_nobody_made_is_refused(talk):
    stranger = talk.api.world.private(language="en")
    said = await talk.ask(stranger, "/start s_0123456789abcdef")
    assert "s_0123456789abcdef" in said.text
    assert await talk.followed(stranger) == []


async def test_a_topic_that_is_not_followed_is_not_shared(talk):
    reader = talk.api.world.private(language="en")
    assert "start=" not in (await talk.ask(reader, "/topic share earthquakes")).text
