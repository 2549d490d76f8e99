"""The conversation on Telegram: what was heard becomes effects and an answer, in one transaction.

Our own loop over getUpdates, not the vendor's Updater: Telegram forgets an update as soon as a later offset is asked for, so the offset is
written in the transaction that holds the command's effects and its answer, and asked for only after it is committed. A crash before the
commit leaves the update with Telegram; a crash after it finds the answer's key taken. Either way: one effect.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.answers import answer_payload
from bot.compose import system_clock
from bot.desk import Desk
from bot.logs import redact
from bot.telegram import admin, answers
from bot.telegram import phrases as say
from bot.telegram.asking import Ask, House, Letters, Question, Teller, TermsOf, view
from bot.telegram.beside import Beside
from bot.telegram.door import at_the_door
from bot.telegram.elsewhere import addressed, chat_run_by, named_chat
from bot.telegram.files import fetch_file
from bot.telegram.heard import Command, Heard, Migration, Noise, Presence, Press, Spot, Standing, Typing, Words
from bot.telegram.inline import offer
from bot.telegram.listening import Patience, listen
from bot.telegram.menu import Changes, Entry, Looks, Prepares, entry_called
from bot.telegram.offsets import Offset
from bot.telegram.small_talk import plain_words, unknown_command
from bot.telegram.telling import tell_plainly
from bot.telegram.updates import read_update
from bot.verbs import Refused, enrol, newcomer, subscriber_id
from channels.rendering.phrases import SPOKEN
from news.alarms import AlarmBoard
from news.audit import Deed, DeedOutcome
from news.deliveries import Delivery, DeliveryKind, answer_key, delivery_id
from news.errors import QueryError, StorageError
from news.ports import Clock, Store, Transaction
from news.subscribers import Subscriber
from news.views import AnswerView

log = logging.getLogger(__name__)

CHANNEL = "telegram"
ANSWER_TIME_TO_LIVE = timedelta(hours=12)
"""An answer that could not be given for so long answers nobody any more."""
MOST_ATTEMPTS = 3
"""An update whose answering fails so often is answered with an apology, so that the ones behind it are heard."""


def subscriber_id_of(person: int) -> str:
    """The subscriber that a person's private chat with the bot is."""
    return subscriber_id(CHANNEL, str(person))


def nothing() -> None:
    """Nobody to wake."""


async def nothing_changed() -> None:
    """Nobody to tell."""


@dataclass(slots=True)
class TelegramConversation:
    """Takes updates one by one. `run` listens until told to stop; it may be started again after an exception.

    `wake` is called after each commit that put an answer into the outbox; `topics_changed` is awaited after a commit that changed topics
    or who follows them; `tell` shows a story in the subscriber's language (`Viewing.story`).
    """

    bot: Bot
    store: Store
    settings: House
    wake: Callable[[], None] = nothing
    clock: Clock = system_clock
    topics_changed: Callable[[], Awaitable[None]] = nothing_changed
    tell: Teller | None = None
    desk: Desk | None = None
    terms: TermsOf | None = None
    """None where no admin tries feeds."""
    mail: Letters | None = None
    """None where no mail is sent."""
    patience: Patience = field(default_factory=Patience)
    alarms: AlarmBoard = field(default_factory=AlarmBoard)
    """Where it is said that Telegram refuses us, or listens to somebody else."""
    bot_name: str = ""
    """Our @name without the @; `run` asks Telegram for it."""
    beside: Beside = field(default_factory=Beside)
    _attempts: Counter[int] = field(default_factory=Counter)

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until `stop` is set. Raises `ConfigError` when Telegram refuses the token; everything else it waits out."""
        await listen(self, stop)

    def forgive(self) -> None:
        """The store refused, so it was nobody's words: their attempts do not count."""
        self._attempts.clear()

    async def hear(self, update: Update, note: str) -> None:
        """Take an update, or begin to: what takes its time, and what comes behind it in its chat, goes on beside the others."""
        if self.beside.knows(update.update_id):
            return
        heard = read_update(update, self.bot_name)
        if (_takes_time(heard) or self.beside.is_busy(heard.spot.chat)) and not self.beside.is_full:
            self.beside.begin(heard.spot.chat, update.update_id, partial(self._take_beside, update, note))
        else:
            await self.take(update, note=note)

    async def _take_beside(self, update: Update, note: str) -> None:
        try:
            await self.take(update, note=note)
        except StorageError:
            self.forgive()
            raise

    async def take(self, update: Update, *, note: str = "") -> None:
        """Hear one update. `note` is the name under which the next offset is kept, "" to keep none. Raises `StorageError`."""
        heard = read_update(update, self.bot_name)
        self._attempts[update.update_id] += 1
        entry = _entry(heard)
        done = False
        if not await self._known(heard):
            done = await self._do(heard, entry, note)
        elif note:
            await self._keep_offset(heard, note)
        del self._attempts[update.update_id]
        self.beside.answered(update.update_id)
        await self._stop_spinner(heard)
        if done:
            self.wake()
            if isinstance(entry, Changes) and entry.topics:
                await self.topics_changed()

    async def _known(self, heard: Heard) -> bool:
        return await self.store.delivery_by_key(_key(heard.spot)) is not None

    # --- effects and answer, one transaction

    async def _do(self, heard: Heard, entry: Entry | None, note: str) -> bool:
        """Whether an answer was put into the outbox."""
        match heard:
            case Command() | Words() | Press():
                return await self._answer(await self._asked(heard), heard, entry, note)
            case Typing():
                await self._offer(await self._asked(heard), heard.query_id)
                await self._keep_offset(heard, note)
            case Standing():
                await self._note_standing(heard, note)
            case Migration():
                await self._move(heard, note)
            case Noise():
                await self._keep_offset(heard, note)
        return False

    async def _offer(self, ask: Ask, query_id: str) -> None:
        """To whoever is let in; a stranger is offered nothing, and is not written down either."""
        ask, shut = at_the_door(ask)
        if shut is None and self._attempts[ask.spot.update_id] <= MOST_ATTEMPTS:
            await offer(self.bot, self.store, ask, query_id)

    async def _asked(self, heard: Command | Words | Press | Typing) -> Ask:
        """The question, with its subscriber as known, or as they would be enrolled."""
        spot, now = heard.spot, self.clock()
        known = await self.store.subscriber_at(CHANNEL, spot.address)
        subscriber = known or self._newcomer(spot, now)
        words, reply_to = _words(heard)
        return Ask(
            spot=spot,
            subscriber=subscriber,
            words=words,
            now=now,
            house=self.settings,
            tell=self.tell or tell_plainly(self.store),
            reply_to=reply_to,
            bot_name=self.bot_name,
            desk=self.desk,
            mail=self.mail,
            terms=self.terms,
            is_new=known is None,
            returned=subscriber.gone,
        )

    def _newcomer(self, spot: Spot, now: datetime) -> Subscriber:
        """In the language of their Telegram where we speak it, else in the house's."""
        house = self.settings
        language = spot.language if spot.language in SPOKEN else house.language
        return newcomer(CHANNEL, spot.address, now=now, language=language, zone=house.zone, digest_at=house.digest_at)

    async def _answer(self, ask: Ask, heard: Heard, entry: Entry | None, note: str) -> bool:
        """Nothing of a refused command stays: its transaction is rolled back, and the refusal goes out in one of its own."""
        ask, shut = at_the_door(ask)
        try:
            meant = ask if shut else await self._meant(ask, entry)
            prepared = shut or await self._prepared(meant, heard, entry)
            if isinstance(prepared, Changes) and prepared.takes_file and isinstance(heard, Command) and heard.file_id:
                meant = replace(meant, enclosed=await fetch_file(self.bot, heard.file_id))
            async with self.store.transaction() as tx:
                if await tx.delivery_by_key(_key(heard.spot)):
                    return False
                answered = prepared if isinstance(prepared, AnswerView) else await _changed(meant, tx, prepared)
                return await self._enqueue(tx, ask, addressed(answered, meant, ask), heard, note)
        except (Refused, QueryError) as error:
            async with self.store.transaction() as tx:
                if isinstance(entry, Changes | Prepares) and entry.admin and ask.by_admin:
                    await tx.record_deed(_deed(ask, entry, DeedOutcome.REFUSED, str(error)))
                return await self._enqueue(tx, ask, _refusal(error, ask), heard, note)

    async def _meant(self, ask: Ask, entry: Entry | None) -> Ask:
        """The same question about the chat it names, if it names one: `/follow @channel query`. Raises `Refused`."""
        named = None if entry is None or entry.admin else named_chat(ask)
        if named is None:
            return ask
        chat = await chat_run_by(self.bot, named[0], ask.spot.sender)
        spot = replace(ask.spot, address=str(chat.id), private=False)
        known = await self.store.subscriber_at(CHANNEL, spot.address)
        fresh = self._newcomer(spot, ask.now).evolve(language=ask.language, zone=ask.subscriber.zone)
        return replace(ask, spot=spot, subscriber=known or fresh, words=named[1])

    async def _prepared(self, ask: Ask, heard: Heard, entry: Entry | None) -> AnswerView | Changes:
        """The answer when it needs no transaction (it may not be given, changes nothing, or is no command at all), else the change to make."""
        if self._attempts[ask.spot.update_id] > MOST_ATTEMPTS:
            return view(say.GAVE_UP.say(ask.language))
        if entry is None:
            return _not_understood(ask, heard)
        if entry.admin and not ask.by_admin:
            return view(say.ADMINS_ONLY.say(ask.language))
        if isinstance(entry, Looks):
            return await entry.answer(ask, self.store)
        if isinstance(entry, Prepares):
            return await entry.prepared(ask, self.store)
        return entry if await self._may_change(ask) else view(say.GROUP_ADMINS_ONLY.say(ask.language))

    async def _may_change(self, ask: Ask) -> bool:
        """In groups only their admins decide what is followed. Who speaks as the chat itself (sender 0) runs it."""
        if ask.spot.private or not ask.spot.sender or ask.by_admin:
            return True
        try:
            member = await self.bot.get_chat_member(int(ask.spot.chat), ask.spot.sender)
        except TelegramError as error:
            log.warning("cannot tell whether %s runs chat %s: %s", ask.spot.sender, ask.spot.chat, error)
            return False
        return member.status in {"creator", "administrator"}

    async def _enqueue(self, tx: Transaction, ask: Ask, answered: AnswerView, heard: Heard, note: str) -> bool:
        subscriber = await enrol(tx, ask.subscriber)
        fresh = await tx.enqueue(_delivery(heard, subscriber, answered, ask.now))
        await self._put_offset(tx, heard, note)
        return fresh

    # --- comings and goings

    async def _note_standing(self, heard: Standing, note: str) -> None:
        """Blocked or kicked: nobody is there. Let in again: they are, with everything they followed."""
        async with self.store.transaction() as tx:
            for subscriber in await self._in_chat(tx, heard.spot.chat):
                await tx.put_subscriber(subscriber.evolve(gone=heard.presence is Presence.AWAY))
            await self._put_offset(tx, heard, note)

    async def _move(self, heard: Migration, note: str) -> None:
        """Followed topics stay with the people. If the new chat has spoken to us already, it keeps its own row."""
        async with self.store.transaction() as tx:
            for subscriber in await self._in_chat(tx, heard.spot.chat):
                address = heard.new_chat + subscriber.address.removeprefix(heard.spot.chat)
                taken = await tx.subscriber_at(CHANNEL, address)
                await tx.put_subscriber(subscriber.evolve(gone=True) if taken else subscriber.evolve(address=address, gone=False))
            await self._put_offset(tx, heard, note)

    async def _in_chat(self, tx: Transaction, chat: str) -> Iterable[Subscriber]:
        """The chat and every forum topic in it that follows something."""
        return [each for each in await tx.subscribers() if each.channel == CHANNEL and each.address.partition("/")[0] == chat]

    # --- small things

    async def _keep_offset(self, heard: Heard, note: str) -> None:
        if note:
            async with self.store.transaction() as tx:
                await self._put_offset(tx, heard, note)

    async def _put_offset(self, tx: Transaction, heard: Heard, note: str) -> None:
        if note:
            await tx.put_note(note, Offset(self.beside.after(heard.spot.update_id), self.clock()).written())

    async def _stop_spinner(self, heard: Heard) -> None:
        """The button stops turning. Too late or refused is no harm: the answer itself is in the outbox."""
        if isinstance(heard, Press):
            try:
                await self.bot.answer_callback_query(heard.press_id)
            except TelegramError as error:
                log.info("could not acknowledge a button: %s", error)


def _entry(heard: Heard) -> Entry | None:
    match heard:
        case Command(name=name):
            return entry_called(name)
        case Press(action=action):
            return entry_called(action.partition("/")[0])
        case _:
            return None


def _takes_time(heard: Heard) -> bool:
    """Whether answering may ask a server, an engine or all that was told. A bare command does not."""
    return _entry_takes_time(_entry(heard)) and isinstance(heard, Command | Press) and bool(_words(heard)[0])


def _entry_takes_time(entry: Entry | None) -> bool:
    return isinstance(entry, Prepares) or (isinstance(entry, Looks) and entry.slow)


def _words(heard: Command | Words | Press | Typing) -> tuple[str, str]:
    match heard:
        case Command():
            return heard.words, heard.reply_to
        case Press():
            return heard.action.partition("/")[2], ""
        case Words() | Typing():
            return heard.text, ""


def _not_understood(ask: Ask, heard: Heard) -> AnswerView:
    match heard:
        case Command(name=name):
            return unknown_command(ask, name)
        case Press():
            return view(say.OLD_BUTTON.say(ask.language))
        case _:
            return plain_words(ask)


async def _changed(ask: Ask, tx: Transaction, entry: Changes) -> AnswerView:
    answered = await entry.answer(replace(ask, subscriber=await enrol(tx, ask.subscriber)), tx)
    if entry.admin:
        await tx.record_deed(_deed(ask, entry, DeedOutcome.ASKED if isinstance(answered, Question) else DeedOutcome.DONE))
    return answered


def _deed(ask: Ask, entry: Changes | Prepares, outcome: DeedOutcome, note: str = "") -> Deed:
    return Deed(f"{CHANNEL}:{ask.spot.sender}", entry.name, redact(ask.words), ask.now, outcome, redact(note))


def _refusal(error: Refused | QueryError, ask: Ask) -> AnswerView:
    return admin.refused(error, ask.language) if isinstance(error, Refused) else answers.query_refused(error, ask.language)


def _key(spot: Spot) -> str:
    return answer_key(CHANNEL, str(spot.update_id))


def _delivery(heard: Heard, subscriber: Subscriber, answered: AnswerView, now: datetime) -> Delivery:
    key = _key(heard.spot)
    return Delivery(
        delivery_id=delivery_id(key),
        key=key,
        kind=DeliveryKind.ANSWER,
        subscriber_id=subscriber.subscriber_id,
        due_at=now,
        created_at=now,
        expires_at=now + ANSWER_TIME_TO_LIVE,
        payload=answer_payload(answered),
        reason=heard.name if isinstance(heard, Command) else type(heard).__name__.casefold(),
    )
