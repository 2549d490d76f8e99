"""The fake Bot API driven by clients that have never heard of us: what they cannot read, Telegram would not have said."""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import aiogram
import pytest
from aiogram import exceptions
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from support.botapi import BotApi, Limits
from support.botapi_chats import Person
from telegram import Bot, Update

NODE = Path(__file__).parents[1] / "support" / "node"
KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Why?", callback_data="why/s1")]])


@pytest.fixture
def api():
    with BotApi() as api:
        yield api


@asynccontextmanager
async def aiogram_bot(api):
    async with aiogram.Bot(api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.base_url))) as bot:
        yield bot


async def test_aiogram_sends_edits_replies_and_answers_a_press(api):
    """Its models refuse an answer with a field missing or of another type."""
    chat = api.world.private("Ayşe")
    async with aiogram_bot(api) as bot:
        me = await bot.get_me()
        assert (me.is_bot, me.username) == (True, api.world.bot["username"])
        sent = await bot.send_message(chat.id, "<b>Şişli</b> &amp; Ізмір", parse_mode="HTML", reply_markup=KEYBOARD)
        assert (sent.text, sent.entities[0].type) == ("Şişli & Ізмір", "bold")
        assert sent.reply_markup.inline_keyboard[0][0].callback_data == "why/s1"
        assert sent.chat.first_name == "Ayşe"
        edited = await bot.edit_message_text("Two", chat_id=chat.id, message_id=sent.message_id)
        assert (edited.text, edited.edit_date is not None, edited.reply_markup) == ("Two", True, None)
        reply = await bot.send_message(chat.id, "Three", reply_parameters=ReplyParameters(message_id=sent.message_id))
        assert reply.reply_to_message.message_id == sent.message_id
        chat.press((await said(bot, chat, "Four")), "Why?")
        (update,) = await bot.get_updates()
        assert (update.callback_query.data, update.callback_query.message.text) == ("why/s1", "Four")
        assert await bot.answer_callback_query(update.callback_query.id)
        assert await bot.set_my_commands([BotCommand(command="start", description="begin")])
        assert await bot.delete_webhook()
    assert chat.texts == ["Two", "Three", "Four"]


async def said(bot, chat, text):
    await bot.send_message(chat.id, text, reply_markup=KEYBOARD)
    return chat.last


def every_kind_of_update(api):
    """Push one of each; their kinds in order."""
    person, group, forum = api.world.private(), api.world.group(kind="group"), api.world.group(forum=True)
    channel = api.world.group("Kanal", kind="channel")
    forum.threads.add(7)
    member = Person(42, "Olena", "uk")
    person.say("/start deprem")
    group.say("hello", sender=member)
    forum.say("/list", sender=member, thread=7)
    group.say("/list", sender=Person(1087968824, "Group"), as_chat=True)
    channel.say("/follow deprem")
    person.block()
    person.unblock()
    group.announce_migration(group.migrate())
    return ["message"] * 4 + ["channel_post", "my_chat_member", "my_chat_member", "message"]


async def test_aiogram_reads_every_kind_of_update(api):
    """People, groups, forum topics, anonymous admins, channels, comings and goings, migration."""
    kinds = every_kind_of_update(api)
    async with aiogram_bot(api) as bot:
        updates = await bot.get_updates(allowed_updates=["message", "channel_post", "callback_query", "my_chat_member"])
        assert [update.event_type for update in updates] == kinds
        assert updates[0].message.entities[0].type == "bot_command"
        assert (updates[2].message.message_thread_id, updates[2].message.is_topic_message, updates[2].message.chat.is_forum) == (
            7,
            True,
            True,
        )
        assert updates[3].message.sender_chat.id == updates[3].message.chat.id
        assert [update.my_chat_member.new_chat_member.status for update in updates[5:7]] == ["kicked", "member"]
        assert updates[7].message.migrate_to_chat_id < -1_000_000_000_000
        assert await bot.get_updates(offset=updates[-1].update_id + 1) == []


async def test_python_telegram_bot_reads_every_kind_of_update(api):
    """And gives back what it read, unchanged."""
    kinds = every_kind_of_update(api)
    raw = [dict(update) for update in api.world.updates]
    async with Bot(api.token, base_url=f"{api.base_url}/bot") as bot:
        updates = await bot.get_updates()
        assert [
            next(kind for kind in ("message", "channel_post", "my_chat_member") if getattr(update, kind)) for update in updates
        ] == kinds
        assert [Update.to_dict(update)["update_id"] for update in updates] == [update["update_id"] for update in raw]
        assert not any(update.effective_message.api_kwargs for update in updates if update.effective_message)


@pytest.mark.parametrize(
    ("code", "description", "parameters", "error"),
    [
        (403, "Forbidden: bot was blocked by the user", {}, exceptions.TelegramForbiddenError),
        (400, "Bad Request: chat not found", {}, exceptions.TelegramBadRequest),
        (400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -1001}, exceptions.TelegramMigrateToChat),
        (429, "Too Many Requests: retry after 7", {"retry_after": 7}, exceptions.TelegramRetryAfter),
        (401, "Unauthorized", {}, exceptions.TelegramUnauthorizedError),
        (409, "Conflict: terminated by other getUpdates request", {}, exceptions.TelegramConflictError),
        (500, "Internal Server Error", {}, exceptions.TelegramServerError),
    ],
)
async def test_aiogram_sorts_refusals_as_it_sorts_telegrams(api, code, description, parameters, error):
    """By status, description and parameters."""
    chat = api.world.private()
    api.refuse_next("sendMessage", code, description, **parameters)
    async with aiogram_bot(api) as bot:
        with pytest.raises(error):
            await bot.send_message(chat.id, "x")
        assert (await bot.send_message(chat.id, "x")).text == "x"


async def test_aiogram_without_a_pace_is_flooded(api):
    """The windows are the server's, whoever calls."""
    api.limits = Limits()
    chat = api.world.private()
    async with aiogram_bot(api) as bot:
        await bot.send_message(chat.id, "1")
        with pytest.raises(exceptions.TelegramRetryAfter) as error:
            await bot.send_message(chat.id, "2")
    assert error.value.retry_after == 1
    assert chat.texts == ["1"]


async def test_a_node_client_converses(api):
    """grammY: long polling, a command, an answer with buttons, a press, an edit, and the refusals as it reports them."""
    node = shutil.which("node")
    if node is None or not (NODE / "node_modules" / "grammy").is_dir():
        pytest.skip("needs Node.js and `npm install` in tests/support/node (.ci/run does both)")
    chat, gone, elsewhere = api.world.private("Ayşe"), api.world.private(), api.world.group(kind="group")
    gone.block()
    new = elsewhere.migrate()
    api.world.updates.clear()
    client = await asyncio.create_subprocess_exec(
        node, str(NODE / "converse.mjs"), api.base_url, api.token, str(gone.id), str(elsewhere.id),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(60):
            chat.say("/start deprem")
            await until(lambda: chat.texts)
            assert (chat.last.text, chat.last.entities[0]["type"]) == ("Hello Ayşe: deprem", "bold")
            chat.press(chat.last, "Why?")
            out, err = await client.communicate()
    finally:
        if client.returncode is None:
            client.terminate()
            await client.wait()
    assert client.returncode == 0, err.decode()
    report = json.loads(out)
    assert report == {
        "me": api.world.bot["username"],
        "gone": [403, "Forbidden: bot was blocked by the user"],
        "moved": new.id,
        "markup": 'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0',
        "pressed": "why/s1",
    }
    assert (chat.last.text, chat.last.edits) == ("Because", ["Hello Ayşe: deprem"])
    assert len(api.world.answered_presses) == 1
    assert api.unconfirmed == []


async def until(happened):
    while not happened():
        await asyncio.sleep(0.02)
