"""Long polling: ask for updates, take each, ask for the next. Waits out what passes and says what does not."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat, Update
from telegram.error import BadRequest, TelegramError

from bot.telegram.menu import MENU, PRIVATE, Entry
from bot.telegram.offsets import offset_to_ask
from bot.telegram.updates import ALLOWED_UPDATES
from channels.rendering.phrases import DEFAULT_LANGUAGE, SPOKEN
from channels.telegram import pause_asked
from channels.telegram_errors import Refusal, sort_refusal
from news.alarms import Alarm, AlarmBoard, AlarmKind
from news.errors import ConfigError, StorageError

if TYPE_CHECKING:
    from bot.telegram.conversation import TelegramConversation

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: how long one poll listens, and how long we rest after a failure."""

    long_poll: int = 50
    first: float = 1.0
    longest: float = 60.0
    conflict: float = 30.0
    """Another instance listens with our token. Ours steps back long enough for a rolling restart to end."""

    repeated: float = 0.3
    """While something is answered beside the rest, Telegram repeats at once what is not confirmed: nothing new is heard any later."""

    def rest(self, refusal: Refusal, failures: int) -> float:
        return self.conflict if refusal is Refusal.CONFLICT else min(self.longest, self.first * 2 ** min(failures - 1, 10))


async def listen(conversation: TelegramConversation, stop: asyncio.Event) -> None:
    """Until `stop` is set. `ConfigError` when Telegram refuses the token."""
    try:
        await _listen(conversation, stop)
    finally:
        await conversation.beside.stop()


async def _listen(conversation: TelegramConversation, stop: asyncio.Event) -> None:
    note, failures = "", 0
    while not stop.is_set():
        try:
            note = note or await _introduce(conversation)
            heard = await _updates(conversation, stop, note)
            conversation.alarms.over(AlarmKind.TOKEN_REFUSED, AlarmKind.ANOTHER_INSTANCE)
            await _take(conversation, heard, note)
            failures = 0
        except TelegramError as error:
            failures += 1
            _alarm(conversation.alarms, sort_refusal(error))
            await _rest(stop, _wait_after(error, failures, conversation.patience))
        except StorageError as error:
            failures += 1
            conversation.forgive()
            log.error("the store refuses, so no update is taken: %s", error)  # noqa: TRY400  the sentence says it
            await _rest(stop, conversation.patience.rest(Refusal.SERVER, failures))


async def _take(conversation: TelegramConversation, heard: Sequence[Update], note: str) -> None:
    if heard and all(conversation.beside.knows(update.update_id) for update in heard):
        await conversation.beside.rest(conversation.patience.repeated)
    for update in heard:
        await conversation.hear(update, note)


async def _introduce(conversation: TelegramConversation) -> str:
    """Who are we? Take down a forgotten webhook (with one, getUpdates answers 409) and show our commands. The name of the offset's note."""
    bot = conversation.bot
    me = await bot.get_me()
    conversation.bot_name = me.username or ""
    await bot.delete_webhook()
    await show_menu(bot, conversation.settings.admin_ids)
    log.info("listening on Telegram as @%s", me.username)
    return f"telegram/{me.id}/offset"


async def show_menu(bot: Bot, admins: tuple[int, ...]) -> None:
    """The commands Telegram offers while typing, in each language: for everybody, for groups, and the whole list for admins."""
    ours = [entry for entry in MENU if not entry.admin]
    shared = [entry for entry in ours if entry.name not in PRIVATE]
    for language in SPOKEN:
        code = "" if language == DEFAULT_LANGUAGE else language
        await bot.set_my_commands(_shown(ours, language), language_code=code)
        await bot.set_my_commands(_shown(shared, language), scope=BotCommandScopeAllGroupChats(), language_code=code)
        for admin in admins:
            try:
                await bot.set_my_commands(_shown(MENU, language), scope=BotCommandScopeChat(admin), language_code=code)
            except BadRequest as error:  # an admin who never opened the chat has none to show commands in
                log.warning("could not show admin %s their commands: %s", admin, error)


def _shown(entries: Iterable[Entry], language: str) -> list[BotCommand]:
    return [BotCommand(entry.name, entry.does.say(language)) for entry in entries]


async def _updates(conversation: TelegramConversation, stop: asyncio.Event, note: str) -> Sequence[Update]:
    conversation.beside.forget_answered()
    offset = offset_to_ask(await conversation.store.note(note), conversation.clock())
    return await _unless(
        stop,
        conversation.bot.get_updates(offset=offset, timeout=conversation.patience.long_poll, allowed_updates=ALLOWED_UPDATES),
    )


async def _unless(stop: asyncio.Event, listening: Coroutine[None, None, tuple[Update, ...]]) -> Sequence[Update]:
    """What was heard, or nothing at all once we are told to stop: Telegram keeps what we did not take."""
    poll, told = asyncio.ensure_future(listening), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({poll, told}, return_when=asyncio.FIRST_COMPLETED)
        return poll.result() if poll.done() else ()
    finally:
        told.cancel()
        poll.cancel()
        with contextlib.suppress(asyncio.CancelledError, TelegramError):
            await poll


def _alarm(board: AlarmBoard, refusal: Refusal) -> None:
    kinds = {Refusal.TOKEN: AlarmKind.TOKEN_REFUSED, Refusal.CONFLICT: AlarmKind.ANOTHER_INSTANCE}
    if refusal in kinds:
        board.hang(Alarm(kinds[refusal]))


def _wait_after(error: TelegramError, failures: int, patience: Patience) -> float:
    """Seconds to rest. Raises `ConfigError` where waiting would help nobody."""
    refusal = sort_refusal(error)
    if refusal is Refusal.TOKEN:
        raise ConfigError("Telegram refuses the bot token: put the one @BotFather gave you into TELLAL_TELEGRAM_TOKEN") from None
    if refusal is Refusal.FLOOD:
        return pause_asked(error).total_seconds()
    wait = patience.rest(refusal, failures)
    if refusal is Refusal.CONFLICT:
        log.error("another instance listens with this bot's token: not listening for %.0f s. Only one may run", wait)
    else:
        log.warning("Telegram, %s: %s; listening again in %.0f s", refusal.value, error, wait)
    return wait


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
