"""What a channel or a group follows, said in private by somebody who runs it."""

import pytest
from support.talks import talking

from bot.telegram import admin_phrases, phrases
from bot.verbs import Reason
from news.subscribers import Topic

LANGUAGES = ("en", "tr", "uk", "ru")
QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"), ("uk", "землетрус")))


@pytest.fixture
async def talk():
    async with talking() as talk:
        await talk.put(QUAKES)
        yield talk


def plain(markup):
    return markup.replace("<b>", "").replace("</b>", "").replace("<code>", "").replace("</code>", "")


def channel_of(talk, person, **said):
    channel = talk.api.world.group("Deprem haber", kind="channel", username="deprem_haber", **said)
    channel.admins |= {person.id, talk.api.world.bot["id"]}
    return channel


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by_number", [False, True])
async def test_a_channel_follows_what_its_admin_says_in_private(talk, language, by_number):
    """By its name or its number; the answer comes where it was asked, the subscription is the channel's."""
    chat = talk.api.world.private(language=language)
    channel = channel_of(talk, chat.person)
    name = str(channel.id) if by_number else "@deprem_haber"
    told = await talk.ask(chat, f"/follow {name} earthquakes")
    assert told.text == plain(phrases.FOLLOWED.say(language, topic="Earthquakes"))
    assert await talk.followed(channel) == ["earthquakes"]
    assert await talk.followed(chat) == []
    assert channel.texts == []
    assert "Earthquakes" in (await talk.ask(chat, f"/list {name}")).text
    await talk.ask(chat, f"/quiet {name} 23-7")
    assert ((await talk.subscriber(channel)).quiet, (await talk.subscriber(chat)).quiet) == ("23:00-07:00", "")


async def test_buttons_under_an_answer_about_a_channel_are_about_the_channel(talk):
    """A picker asked for a channel does not drop the admin's own topics."""
    chat = talk.api.world.private()
    channel = channel_of(talk, chat.person)
    await talk.ask(chat, "/follow earthquakes")
    await talk.ask(chat, "/follow @deprem_haber earthquakes")
    picker = await talk.ask(chat, "/unfollow @deprem_haber")
    await talk.press(chat, picker, f"unfollow/{channel.id} earthquakes")
    assert await talk.followed(channel) == []
    assert await talk.followed(chat) == ["earthquakes"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nobody_speaks_for_a_channel_they_do_not_run(talk, language):
    """Nor reads what it follows; an unknown one, and one where the bot may not post, are said to be so."""
    chat, owner = talk.api.world.private(language=language), talk.api.world.private()
    channel = channel_of(talk, owner.person)
    refused = plain(admin_phrases.REFUSALS[Reason.NOT_RUN_BY_YOU].say(language, asked="@deprem_haber"))
    for words in ("/follow @deprem_haber earthquakes", "/list @deprem_haber"):
        assert (await talk.ask(chat, words)).text == refused
    unknown = plain(admin_phrases.REFUSALS[Reason.UNKNOWN_CHAT].say(language, asked="@nowhere_at_all"))
    assert (await talk.ask(chat, "/follow @nowhere_at_all sel")).text == unknown
    channel.admins.discard(talk.api.world.bot["id"])
    channel.admins.add(chat.person.id)
    silent = plain(admin_phrases.REFUSALS[Reason.NOT_LET_SPEAK].say(language, asked="@deprem_haber"))
    assert (await talk.ask(chat, "/follow @deprem_haber earthquakes")).text == silent
    assert await talk.subscriber(channel) is None


async def test_in_a_group_words_with_an_at_are_words(talk):
    """Only in private does a command name another chat."""
    person = talk.api.world.private().person
    channel = channel_of(talk, person)
    group = talk.api.world.group()
    group.admins.add(person.id)
    await talk.ask(group, "/follow @deprem_haber earthquakes", sender=person)
    assert await talk.subscriber(channel) is None
