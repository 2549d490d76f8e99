"""Telegram as a channel: one of the two doors to python-telegram-bot (the other is the conversation in `bot/telegram/`).

Retrying, queueing and pacing are the outbox's and ours, so the vendor's own (AIORateLimiter, Updater) stay unused.

Pacing. A wait of up to `patience` seconds is simply waited out, because nothing has left yet and the next word to a chat is seldom more
than 1.05 s away; a longer one raises `RetryLater` without a call. `ready_in(address)` says how long it is at the moment.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from weakref import WeakValueDictionary

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import ChatMigrated, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from channels.pacing import Pace
from channels.rendering.telegram import MOST_ACTION_BYTES
from channels.telegram_errors import Refusal, sort_refusal
from news.alarms import Alarm, AlarmBoard, AlarmKind
from news.deliveries import Body, Button, Receipt, TextFile
from news.errors import AddressGone, DeliveryError, RetryLater, Unknown
from news.views import View

log = logging.getLogger(__name__)

TELEGRAM_API: Final = "https://api.telegram.org"

_EVERYBODY_WAITS: Final = {
    Refusal.NOT_WRITTEN: timedelta(seconds=15),
    Refusal.SERVER: timedelta(seconds=30),
    Refusal.TOKEN: timedelta(minutes=5),
    Refusal.CONFLICT: timedelta(minutes=5),
}
"""Refusals that are about Telegram or us, not about one chat, and how long to leave everybody in peace."""
_A_MOMENT: Final = 0.001
"""The shortest wait: clocks are coarse, and a wait that moves none of them is waited for ever."""
_HEAD_START: Final = 0.1
"""Seconds before its turn at which a word may be put into words and committed, which takes about as long."""
_FINAL: Final = {Refusal.GONE: AddressGone, Refusal.CUT_OFF: Unknown}

# Asks python-telegram-bot for timedeltas; without it every 429 brings a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")


@asynccontextmanager
async def telegram_bot(
    token: str, *, base_url: str = TELEGRAM_API, read_timeout: float = 20.0, connect_timeout: float = 10.0
) -> AsyncIterator[Bot]:
    """A bot that keeps its hands still: no retries, no rate limiter, one pool of connections for sending and listening.

    Nothing is called yet, so that the house opens while Telegram is away. (The vendor's own `initialize` would call getMe, and the
    error it raises for a bad token has the token in its text.)
    """
    request = HTTPXRequest(connection_pool_size=32, read_timeout=read_timeout, connect_timeout=connect_timeout, pool_timeout=10.0)
    api = base_url.rstrip("/")
    bot = Bot(token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot", request=request, get_updates_request=request)
    try:
        yield bot
    finally:
        await request.shutdown()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word goes: a chat, and a forum topic in it. Written "chat_id" or "chat_id/thread_id"."""

    chat: str
    thread: int | None = None

    @classmethod
    def parse(cls, address: str) -> Place:
        chat, _, thread = address.partition("/")
        return cls(chat, int(thread) if thread else None)

    def __str__(self) -> str:
        return f"{self.chat}/{self.thread}" if self.thread is not None else self.chat


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way of saying it: after a refusal that names its remedy, the next one differs in one respect."""

    place: Place
    formatted: bool = True


Call = Callable[[_Attempt], Awaitable[str]]
"""Makes the vendor's call and gives the number of the message."""


class TelegramChannel:
    """Implements `news.ports.Channel`. `render` turns a view into Telegram's HTML; everything else about words is its business."""

    name = "telegram"
    kind_repeats_safely = False

    def __init__(
        self,
        bot: Bot,
        render: Callable[[View], Body],
        *,
        pace: Pace | None = None,
        patience: float = 2.0,
        alarms: AlarmBoard | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._render = render
        self._pace = pace or Pace()
        self._patience = patience
        self._alarms = AlarmBoard() if alarms is None else alarms
        self._monotonic = monotonic
        self._sleep = sleep
        self._moved: dict[str, str] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def render(self, view: View) -> Body:
        return self._render(view)

    async def send(self, address: str, body: Body, *, reply_to: Receipt | None = None) -> Receipt:
        """Send once. The receipt's address is the new one when the group has moved meanwhile."""

        async def call(attempt: _Attempt) -> str:
            if body.file is not None:
                return await self._send_file(attempt, body, body.file)
            message = await self._bot.send_message(
                chat_id=attempt.place.chat,
                message_thread_id=attempt.place.thread,
                text=body.html if attempt.formatted and body.html else body.text,
                parse_mode=ParseMode.HTML if attempt.formatted and body.html else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_keyboard(body),
                reply_parameters=_reply(reply_to),
            )
            return str(message.message_id)

        return await self._say(Place.parse(address), call)

    async def _send_file(self, attempt: _Attempt, body: Body, file: TextFile) -> str:
        """With the words as its caption (1024 characters at most, Bot API), which answers with files keep far below."""
        message = await self._bot.send_document(
            chat_id=attempt.place.chat,
            message_thread_id=attempt.place.thread,
            document=InputFile(file.text.encode(), filename=file.name),
            caption=body.html if attempt.formatted and body.html else body.text,
            parse_mode=ParseMode.HTML if attempt.formatted and body.html else None,
        )
        return str(message.message_id)

    async def edit(self, receipt: Receipt, body: Body) -> Receipt:
        """Rewrite a message of ours; "not modified" is success."""

        async def call(attempt: _Attempt) -> str:
            edited = await self._bot.edit_message_text(
                chat_id=attempt.place.chat,
                message_id=int(receipt.reference),
                text=body.html if attempt.formatted and body.html else body.text,
                parse_mode=ParseMode.HTML if attempt.formatted and body.html else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_keyboard(body),
            )
            return str(edited.message_id) if isinstance(edited, Message) else receipt.reference

        return await self._say(Place.parse(receipt.address), call, unchanged=receipt)

    def ready_in(self, address: str) -> timedelta:
        """How long this address must still wait for its turn; zero = send now."""
        place = self._current(Place.parse(address))
        return timedelta(seconds=self._pace.wait(place.chat, self._monotonic()))

    async def turn(self, address: str) -> timedelta:
        """Wait out this chat's own pace (not everybody's: whoever is ready first takes the next place there)."""
        chat = self._current(Place.parse(address)).chat
        while (wait := self._pace.own_wait(chat, self._monotonic())) > _HEAD_START:
            if wait > self._patience:
                return timedelta(seconds=wait)
            await self._sleep(max(wait - _HEAD_START, _A_MOMENT))
        return timedelta(0)

    async def close(self) -> None:
        await self._bot.request.shutdown()

    async def _say(self, place: Place, call: Call, *, unchanged: Receipt | None = None) -> Receipt:
        attempt: _Attempt | None = _Attempt(self._current(place))
        while attempt:
            try:
                receipt = Receipt(self.name, str(attempt.place), await self._called(attempt, call))
            except TelegramError as error:
                refusal = sort_refusal(error)
                if refusal is Refusal.NOT_MODIFIED and unchanged:
                    return unchanged
                remedy = self._remedy(attempt, refusal, error)
                if remedy is None:
                    raise self._explained(attempt.place, refusal, error) from error
                attempt = remedy
            else:
                self._alarms.over(AlarmKind.TOKEN_REFUSED)
                return receipt
        raise AssertionError("unreachable: every turn returns, raises or has a next attempt")

    async def _called(self, attempt: _Attempt, call: Call) -> str:
        """One call at a time in one chat: what was asked for first is said first, and the pace is kept from answer to call."""
        chat = attempt.place.chat
        async with self._turns.setdefault(chat, asyncio.Lock()):
            await self._take_turn(chat)
            try:
                return await call(attempt)
            finally:
                self._pace.answered(chat, self._monotonic())

    async def _take_turn(self, chat: str) -> None:
        """Wait for our turn if it comes soon; spend it."""
        while wait := self._pace.wait(chat, self._monotonic()):
            if wait > self._patience:
                silent = self._pace.silence(self._monotonic()) > 0
                raise RetryLater("waiting for our turn at Telegram", timedelta(seconds=wait), whole_channel=silent, held_back=True)
            await self._sleep(max(wait, _A_MOMENT))
        self._pace.spend(chat, self._monotonic())

    def _current(self, place: Place) -> Place:
        return replace(place, chat=self._moved.get(place.chat, place.chat))

    def _remedy(self, attempt: _Attempt, refusal: Refusal, error: TelegramError) -> _Attempt | None:
        """What to try at once after a refusal that accepted nothing and says what was wrong; None when there is nothing better to try."""
        place = attempt.place
        if refusal is Refusal.MOVED and isinstance(error, ChatMigrated) and place.chat not in self._moved:
            self._moved[place.chat] = str(error.new_chat_id)
            log.warning("Telegram group %s is now %s: sending there", place.chat, error.new_chat_id)
            return replace(attempt, place=self._current(place))
        if refusal is Refusal.THREAD_GONE and place.thread is not None:
            log.warning("forum topic %s is gone: sending to the group's General", place)
            self._alarms.hang(Alarm(AlarmKind.THREAD_GONE, str(place)))
            return replace(attempt, place=replace(place, thread=None))
        if refusal is Refusal.BAD_MARKUP and attempt.formatted:
            log.error("Telegram could not read our HTML (%s): sending plain text to %s", self._redacted(error), place)
            self._alarms.hang(Alarm(AlarmKind.MARKUP_REFUSED, str(place), self._redacted(error)))
            return replace(attempt, formatted=False)
        return None

    def _explained(self, place: Place, refusal: Refusal, error: TelegramError) -> DeliveryError:
        """The vendor's error as one of ours."""
        note = f"Telegram, {refusal.value}: {self._redacted(error)}"
        if refusal is Refusal.FLOOD:
            return self._flooded(place, note, error)
        if refusal is Refusal.TOKEN:
            log.error("Telegram refuses the bot token: nothing can be sent (put the one @BotFather gave you into TELLAL_TELEGRAM_TOKEN)")
            self._alarms.hang(Alarm(AlarmKind.TOKEN_REFUSED))
        if refusal in _EVERYBODY_WAITS:
            return RetryLater(note, _EVERYBODY_WAITS[refusal], whole_channel=True)
        if refusal in _FINAL:
            return _FINAL[refusal](note)
        log.error("%s (address %s)", note, place)
        return DeliveryError(note)

    def _flooded(self, place: Place, note: str, error: TelegramError) -> RetryLater:
        after = pause_asked(error)
        everybody = self._pace.refused(place.chat, self._monotonic(), after.total_seconds())
        return RetryLater(note, after, whole_channel=everybody)

    def _redacted(self, error: TelegramError) -> str:
        return str(error).replace(self._bot.token, "<token>")


def pause_asked(error: TelegramError) -> timedelta:
    """What a 429 says: seconds, or a timedelta where PTB_TIMEDELTA is set."""
    wish = error.retry_after if isinstance(error, RetryAfter) else 1
    return wish if isinstance(wish, timedelta) else timedelta(seconds=wish)


def _reply(receipt: Receipt | None) -> ReplyParameters | None:
    """A reply to something deleted meanwhile is still worth sending."""
    if receipt is None:
        return None
    return ReplyParameters(message_id=int(receipt.reference), allow_sending_without_reply=True)


def _keyboard(body: Body) -> InlineKeyboardMarkup | None:
    rows = [[key for button in row if (key := _key(button))] for row in body.buttons]
    shown = [row for row in rows if row]
    return InlineKeyboardMarkup(shown) if shown else None


def _key(button: Button) -> InlineKeyboardButton | None:
    """None for a button Telegram would refuse, with the whole call: it is left out instead."""
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    if not button.action or len(button.action.encode()) > MOST_ACTION_BYTES:
        log.error("left out a button whose action is empty or longer than %d bytes: %r", MOST_ACTION_BYTES, button.label)
        return None
    return InlineKeyboardButton(button.label, callback_data=button.action)
