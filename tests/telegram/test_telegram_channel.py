"""The channel against the fake Bot API: what arrives, what is refused, and what each refusal becomes."""

import logging
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.botapi import BotApi, Limits
from support.botapi_html import parse_html
from support.talks import NO_PACE, talking

from channels.pacing import Pace, PaceRules, Window
from channels.rendering.html import clean, escape
from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from news.deliveries import Body, Button, Receipt
from news.errors import AddressGone, DeliveryError, RetryLater, Unknown
from news.views import AnswerView

HELLO = Body("Deprem: 5,9", html="<b>Deprem</b>: 5,9")


@pytest.fixture
async def talk():
    async with talking() as talk:
        yield talk


async def test_it_sends_html_without_previews(talk):
    """And the receipt finds the message again."""
    chat = talk.api.world.private()
    receipt = await talk.channel.send(str(chat.id), HELLO)
    assert (chat.last.text, chat.last.previews) == ("Deprem: 5,9", False)
    assert chat.last.entities == [{"type": "bold", "offset": 0, "length": 6}]
    assert receipt == Receipt("telegram", str(chat.id), str(chat.last.message_id))


async def test_buttons_become_an_inline_keyboard(talk):
    """Links and actions; one that Telegram would refuse is left out instead of refusing all."""
    chat = talk.api.world.private()
    rows = (
        (Button("Original", url="https://anka.example/1"), Button("Why?", action="why/s1")),
        (Button("x", action="y" * 65),),
        (Button("z"),),
    )
    await talk.channel.send(str(chat.id), Body("x", buttons=rows))
    assert [[button["text"] for button in row] for row in chat.last.keyboard] == [["Original", "Why?"]]


async def test_it_edits_and_replies(talk):
    """A reply stands under the alert; one to a deleted message still goes."""
    chat = talk.api.world.private()
    receipt = await talk.channel.send(str(chat.id), HELLO)
    assert await talk.channel.edit(receipt, Body("Deprem: 6,1", html="<b>Deprem</b>: 6,1")) == receipt
    assert chat.texts == ["Deprem: 6,1"]
    await talk.channel.send(str(chat.id), HELLO, reply_to=receipt)
    assert chat.last.reply_to == chat.messages[0].message_id
    assert talk.api.calls_of("sendMessage")[-1]["reply_parameters"]["allow_sending_without_reply"] is True


async def test_not_modified_is_success(talk):
    """The same words again."""
    chat = talk.api.world.private()
    receipt = await talk.channel.send(str(chat.id), HELLO)
    assert await talk.channel.edit(receipt, HELLO) == receipt
    assert chat.last.edits == []


async def test_a_forum_topic_is_an_address(talk):
    """ "chat/thread"; a topic that is gone falls back to General, and the receipt says where it went."""
    forum = talk.api.world.group(forum=True)
    forum.threads.add(7)
    await talk.channel.send(f"{forum.id}/7", HELLO)
    assert forum.last.thread == 7
    receipt = await talk.channel.send(f"{forum.id}/8", HELLO)
    assert (forum.last.thread, receipt.address) == (None, str(forum.id))


async def test_a_group_that_moved_is_followed(talk):
    """Nothing was accepted at the old number: the same call goes to the new one, and later ones at once."""
    group = talk.api.world.group(kind="group")
    new = group.migrate()
    receipt = await talk.channel.send(str(group.id), HELLO)
    assert receipt.address == str(new.id)
    await talk.channel.edit(Receipt("telegram", str(group.id), receipt.reference), Body("x"))
    assert new.texts == ["x"]
    assert [parameters["chat_id"] for parameters in talk.api.calls_of("editMessageText")] == [str(new.id)]


async def test_bad_html_is_sent_plain_once_and_said(talk, caplog):
    """The reader still gets the words; the developer gets the offset."""
    chat = talk.api.world.private()
    with caplog.at_level(logging.ERROR):
        await talk.channel.send(str(chat.id), Body("Deprem < 5", html="Deprem <p>< 5"))
    assert chat.texts == ["Deprem < 5"]
    assert 'Unsupported start tag "p" at byte offset 7' in caplog.text.lower().replace("unsupported", "Unsupported")


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        (403, "Forbidden: bot was blocked by the user", AddressGone),
        (403, "Forbidden: bot was kicked from the supergroup chat", AddressGone),
        (403, "Forbidden: user is deactivated", AddressGone),
        (400, "Bad Request: chat not found", AddressGone),
        (400, "Bad Request: not enough rights to send text messages to the chat", DeliveryError),
        (400, "Bad Request: message is too long", DeliveryError),
        (500, "Internal Server Error", RetryLater),
        (502, "Bad Gateway", RetryLater),
        (504, "Gateway Timeout", Unknown),
        (401, "Unauthorized", RetryLater),
        (404, "Not Found", RetryLater),
    ],
)
async def test_a_refusal_becomes_its_kind(talk, code, text, kind):
    """Nothing arrives, the next call works."""
    chat = talk.api.world.private()
    talk.api.refuse_next("sendMessage", code, text)
    with pytest.raises(kind) as error:
        await talk.channel.send(str(chat.id), HELLO)
    assert type(error.value) is kind
    assert chat.texts == []
    await talk.channel.send(str(chat.id), HELLO)


@pytest.mark.parametrize("code", [401, 500, 502, 503])
async def test_what_concerns_everybody_says_so(talk, code):
    """Telegram ill, token refused: the whole channel waits."""
    chat = talk.api.world.private()
    talk.api.refuse_next("sendMessage", code, "x")
    with pytest.raises(RetryLater) as error:
        await talk.channel.send(str(chat.id), HELLO)
    assert error.value.whole_channel


async def test_a_flood_names_its_time_and_pauses_the_chat(talk):
    """No second call before the time is over; the others go on."""
    chat, other = talk.api.world.private(), talk.api.world.private()
    talk.api.flood_next("sendMessage", 43_200)
    with pytest.raises(RetryLater) as error:
        await talk.channel.send(str(chat.id), HELLO)
    assert (error.value.after, error.value.whole_channel) == (timedelta(hours=12), False)
    with pytest.raises(RetryLater):
        await talk.channel.send(str(chat.id), HELLO)
    assert len(talk.api.calls_of("sendMessage")) == 1
    assert talk.channel.ready_in(str(chat.id)) > timedelta(hours=11)
    await talk.channel.send(str(other.id), HELLO)
    assert talk.channel.ready_in(str(other.id)) == timedelta(0)


async def test_an_answer_lost_after_the_commit_is_unknown(talk):
    """It did arrive; nobody may claim either way."""
    chat = talk.api.world.private()
    talk.api.lose_answer_of_next("sendMessage")
    with pytest.raises(Unknown):
        await talk.channel.send(str(chat.id), HELLO)
    assert chat.texts == ["Deprem: 5,9"]


async def test_a_page_instead_of_an_answer_is_unknown(talk):
    """Status 200 from a captive portal: the request was written."""
    chat = talk.api.world.private()
    talk.api.page_next("sendMessage", 200, "<html>welcome to the hotel</html>")
    with pytest.raises(Unknown):
        await talk.channel.send(str(chat.id), HELLO)


async def test_a_server_that_is_not_there_is_tried_later():
    """Connection refused: not a byte left."""
    with BotApi() as api:
        base_url, token = api.base_url, api.token
    async with telegram_bot(token, base_url=base_url) as bot:
        with pytest.raises(RetryLater) as error:
            await TelegramChannel(bot, render_telegram).send("5", HELLO)
        assert error.value.whole_channel
        assert token not in str(error.value)


async def test_the_token_is_in_no_error(talk):
    """Even when the vendor's text holds it."""
    chat = talk.api.world.private()
    talk.api.refuse_next("sendMessage", 400, f"Bad Request: token {talk.api.token} is odd")
    with pytest.raises(DeliveryError) as error:
        await talk.channel.send(str(chat.id), HELLO)
    assert talk.api.token not in str(error.value)


# --- pace


class Minute:
    """A clock that moves only while somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def paced(talk, minute, rules=None):
    return TelegramChannel(talk.bot, render_telegram, pace=Pace(rules), monotonic=minute, sleep=minute.sleep)


async def test_a_short_wait_is_waited_out(talk):
    """The next word to the same chat is a second away."""
    minute, chat = Minute(), talk.api.world.private()
    channel = paced(talk, minute)
    await channel.send(str(chat.id), HELLO)
    assert channel.ready_in(str(chat.id)) == timedelta(seconds=1.05)
    await channel.send(str(chat.id), HELLO)
    assert minute.slept == [pytest.approx(1.05)]


async def test_a_long_wait_is_refused_without_a_call(talk):
    """The nineteenth word to a group within a minute."""
    minute, group = Minute(), talk.api.world.group()
    channel = paced(talk, minute)
    for _ in range(18):
        await channel.send(str(group.id), HELLO)
    with pytest.raises(RetryLater) as error:
        await channel.send(str(group.id), HELLO)
    assert (error.value.after, error.value.whole_channel) == (timedelta(seconds=60), False)
    assert len(talk.api.calls_of("sendMessage")) == 18


async def test_our_pace_meets_no_flood_on_telegrams_limits():
    """Real windows, a shared clock, fifty chats and a group: not one 429."""
    minute = Minute()
    with BotApi(limits=Limits(), clock=minute) as api:
        async with telegram_bot(api.token, base_url=api.base_url) as bot:
            channel = TelegramChannel(bot, render_telegram, patience=3600, monotonic=minute, sleep=minute.sleep)
            chats = [api.world.private() for _ in range(50)] + [api.world.group()]
            for turn in range(200):
                await channel.send(str(chats[(turn * turn) % 51].id), HELLO)
    assert sum(len(chat.texts) for chat in chats) == 200


async def test_without_our_pace_there_would_be_floods():
    """The fake's windows are real: the same without pace is refused."""
    minute = Minute()
    with BotApi(limits=Limits(), clock=minute) as api:
        async with telegram_bot(api.token, base_url=api.base_url) as bot:
            channel = TelegramChannel(bot, render_telegram, pace=Pace(NO_PACE), monotonic=minute, sleep=minute.sleep)
            chat = api.world.private()
            await channel.send(str(chat.id), HELLO)
            with pytest.raises(RetryLater):
                await channel.send(str(chat.id), HELLO)


async def test_a_flood_of_several_chats_pauses_everybody(talk):
    """Whole channel, and ready_in says how long."""
    minute = Minute()
    channel = paced(talk, minute, PaceRules(private=Window(100, 1.0)))
    wholes = []
    for _ in range(3):
        chat = talk.api.world.private()
        talk.api.flood_next("sendMessage", 20)
        with pytest.raises(RetryLater) as error:
            await channel.send(str(chat.id), HELLO)
        wholes.append(error.value.whole_channel)
    assert wholes == [False, False, True]
    assert channel.ready_in("12345") == timedelta(seconds=20)


# --- words


@given(st.text(min_size=1, max_size=50))
def test_escaped_words_are_read_as_they_were_meant(words):
    """Through the one escaping function every character comes out as it went in."""
    assert parse_html(f"<b>{escape(words)}</b>")[0] == clean(words)


async def test_names_with_markup_arrive_as_they_are(talk):
    """Brackets and ampersands of a headline are words."""
    chat = talk.api.world.private()
    await talk.channel.send(str(chat.id), render_telegram(AnswerView("<b>&lt;İzmir&gt; &amp; Манісa</b>")))
    assert chat.texts == ["<İzmir> & Манісa"]
