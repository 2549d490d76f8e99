"""`/email`: a digest by mail asked for in chat."""

import pytest
from support.talks import talking

from bot.mail_desk import MailDesk
from bot.telegram import mail_phrases as say
from bot.verbs import Asking
from news.subscribers import Topic
from web.tokens import SignedLinks

LANGUAGES = ("en", "tr", "uk", "ru")
ADDRESS = "ayse@example.org"
QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"),))


@pytest.fixture
async def talk():
    async with talking() as talk:
        await talk.put(QUAKES)
        desk = MailDesk(talk.store, SignedLinks("https://tellal.example", ["secret of a test"]), talk.clock)
        talk.conversation = talk.fresh_conversation(mail=desk)
        yield talk


def plain(markup):
    return markup.replace("<b>", "").replace("</b>", "").replace("<code>", "").replace("</code>", "")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_letter_is_sent_before_anything_else_is(talk, language):
    """The wish takes topics, language, zone and hour along; nobody reads before the click; asked again too soon it says where to look."""
    chat = talk.api.world.private(language=language)
    await talk.ask(chat, "/follow earthquakes")
    await talk.ask(chat, "/tz Europe/Kyiv")
    told = await talk.ask(chat, f"/email {ADDRESS}")
    assert told.text == plain(say.ASKED[Asking.ASKED].say(language, address=ADDRESS))
    reader = await talk.store.subscriber_at("email", ADDRESS)
    assert (reader.gone, reader.language, reader.zone) == (True, language, "Europe/Kyiv")
    assert [each.topic_id for each in await talk.store.subscriptions(reader.subscriber_id)] == ["earthquakes"]
    letters = await talk.store.deliveries(subscriber_id=reader.subscriber_id)
    assert [letter.reason for letter in letters] == ["confirm"]
    again = await talk.ask(chat, f"/email {ADDRESS}")
    assert again.text == plain(say.ASKED[Asking.TOO_SOON].say(language, address=ADDRESS))
    assert plain(say.WAITS.say(language, address=ADDRESS)) in (await talk.ask(chat, "/email")).text
    assert (await talk.ask(chat, "/email off")).text == plain(say.LEFT.say(language, address=ADDRESS))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_where_no_mail_is_sent_it_says_so_and_keeps_nothing(talk, language):
    talk.conversation = talk.fresh_conversation()
    chat = talk.api.world.private(language=language)
    assert (await talk.ask(chat, f"/email {ADDRESS}")).text == say.NOT_SET_UP.say(language)
    assert await talk.store.subscriber_at("email", ADDRESS) is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_no_address_is_refused(talk, language):
    chat = talk.api.world.private(language=language)
    assert "/email" in (await talk.ask(chat, "/email ayse@")).text
    assert (await talk.ask(chat, "/email off")).text == say.NONE.say(language)


async def test_no_chat_fills_strangers_mailboxes(talk):
    """Three addresses are the most; a group has none."""
    chat = talk.api.world.private()
    for number in range(3):
        await talk.ask(chat, f"/email reader{number}@example.org")
    assert (await talk.ask(chat, "/email one.more@example.org")).text == say.TOO_MANY.say("en", n=3)
    assert await talk.store.subscriber_at("email", "one.more@example.org") is None
    group = talk.api.world.group()
    group.admins.add(chat.person.id)
    assert (await talk.ask(group, f"/email {ADDRESS}", sender=chat.person)).text == say.PRIVATE_ONLY.say("en")
