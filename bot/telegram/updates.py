"""From python-telegram-bot's `Update` to what we heard."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Document, InlineQuery, MaybeInaccessibleMessage, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.telegram.heard import Command, Heard, Migration, Noise, Presence, Press, Spot, Standing, Typing, Words
from channels.rendering.html import clean

ALLOWED_UPDATES: Final = ("message", "channel_post", "callback_query", "inline_query", "my_chat_member")

_FIRST_WORD = re.compile(r"/?(\S*)(.*)", re.DOTALL)
_AWAY = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


def read_update(update: Update, bot_name: str) -> Heard:
    """Never fails: what we do not know is `Noise`. `bot_name` is the bot's @name without the @."""
    if update.callback_query:
        return _press(update, update.callback_query)
    if update.inline_query:
        return _typing(update, update.inline_query)
    if update.my_chat_member:
        return _standing(update, update.my_chat_member)
    message = update.message or update.channel_post
    return _message(update, message, bot_name) if message else Noise(Spot(update.update_id, ""))


def _message(update: Update, message: Message, bot_name: str) -> Heard:
    spot = _spot(update, message.chat, _thread(message), message.from_user)
    if message.sender_chat and message.sender_chat.id == message.chat.id:
        spot = replace(spot, sender=0)  # a channel, or an anonymous admin: only those who run a chat may speak as the chat
    if message.migrate_to_chat_id:
        return Migration(spot, str(message.migrate_to_chat_id))
    if message.is_automatic_forward:
        return Noise(spot)  # a channel's post, shown once more in the group where it is discussed: heard in the channel already
    text = clean(message.text or message.caption or "")
    if not text and spot.private and _is_a_list(message.document):
        text = "/import"
    if text.startswith("/"):
        return _command(spot, text, message, bot_name)
    return Words(spot, text) if text and spot.private else Noise(spot)


def _command(spot: Spot, text: str, message: Message, bot_name: str) -> Heard:
    """`/list@other_bot` in a group is not for us."""
    first, words = _FIRST_WORD.fullmatch(text).groups()  # type: ignore[union-attr]  # the pattern matches any string
    name, _, addressee = first.partition("@")
    if addressee and addressee.casefold() != bot_name.casefold():
        return Noise(spot)
    replied = message.reply_to_message
    document = message.document or (replied.document if replied else None)
    return Command(spot, name.casefold(), words.strip(), str(replied.message_id) if replied else "", document.file_id if document else "")


def _is_a_list(document: Document | None) -> bool:
    """Whoever sends a bare list of feeds means one thing."""
    return document is not None and (document.file_name or "").casefold().endswith((".opml", ".xml"))


def _press(update: Update, query: CallbackQuery) -> Heard:
    message = query.message
    chat = message.chat if message else None
    if chat is None or not query.data:
        return Noise(Spot(update.update_id, ""))
    return Press(_spot(update, chat, _thread(message), query.from_user), query.data, query.id)


def _typing(update: Update, query: InlineQuery) -> Heard:
    person = query.from_user
    spot = Spot(update.update_id, str(person.id), person.id, (person.language_code or "").split("-")[0].casefold())
    return Typing(spot, " ".join(clean(query.query).split()), query.id)


def _standing(update: Update, change: ChatMemberUpdated) -> Heard:
    spot = _spot(update, change.chat, None, change.from_user)
    return Standing(spot, Presence.AWAY if change.new_chat_member.status in _AWAY else Presence.HERE)


def _thread(message: MaybeInaccessibleMessage | None) -> int | None:
    """Replies in ordinary groups carry a thread number too; only a forum's is an address."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


def _spot(update: Update, chat: Chat, thread: int | None, sender: User | None) -> Spot:
    return Spot(
        update_id=update.update_id,
        address=f"{chat.id}/{thread}" if thread is not None else str(chat.id),
        sender=sender.id if sender else 0,
        language=((sender.language_code if sender else "") or "").split("-")[0].casefold(),
        private=chat.type == ChatType.PRIVATE,
    )
