"""Commands said in private about a channel or group: `/follow @channel query`, `/list -1001234`. For those alone who run both ends."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Bot, ChatFullInfo
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot.telegram.asking import Ask, asks
from bot.verbs import Reason, Refused
from news.deliveries import Button
from news.views import AnswerView

_NAMED = re.compile(r"(@[A-Za-z]\w{3,31}|-100\d{6,13})(?:\s+(.*)|)", re.DOTALL | re.ASCII)
_RUNS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


def named_chat(ask: Ask) -> tuple[str, str] | None:
    """The chat that the words begin with, and the other words; None when they name none."""
    found = _NAMED.fullmatch(ask.words) if ask.spot.private else None
    return (found[1], (found[2] or "").strip()) if found else None


async def chat_run_by(bot: Bot, name: str, person: int) -> ChatFullInfo:
    """The chat called so. `Refused` when there is none, when the person does not run it, or when we may not speak there."""
    try:
        chat = await bot.get_chat(int(name) if name.startswith("-") else name)
        runs = (await bot.get_chat_member(chat.id, person)).status in _RUNS
        ours = (await bot.get_chat_member(chat.id, _own_id(bot))).status
    except (BadRequest, Forbidden) as error:
        raise Refused(Reason.UNKNOWN_CHAT, name) from error
    if not runs:
        raise Refused(Reason.NOT_RUN_BY_YOU, name)
    if ours not in _RUNS and (chat.type == ChatType.CHANNEL or ours != ChatMemberStatus.MEMBER):
        raise Refused(Reason.NOT_LET_SPEAK, name)
    return chat


def _own_id(bot: Bot) -> int:
    """The number before the colon (Bot API, "Authorizing your bot"): no call is needed to know it."""
    return int(bot.token.partition(":")[0])


def addressed(answered: AnswerView, meant: Ask, asked: Ask) -> AnswerView:
    """Buttons under an answer about another chat go on being about that chat."""
    if meant.spot.address == asked.spot.address:
        return answered
    rows = (tuple(button for each in row if (button := _about(each, meant.spot.address))) for row in answered.buttons)
    return replace(answered, buttons=tuple(row for row in rows if row))


def _about(button: Button, address: str) -> Button | None:
    verb, _, about = button.action.partition("/")
    return asks(button.label, verb, f"{address} {about}".strip()) if button.action else button
