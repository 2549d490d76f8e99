"""Stands behind the pages: reads their tokens, asks the verbs, puts confirmations into the outbox."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot import verbs
from bot.confirmations import confirmation
from bot.names import is_zone
from bot.telegram.query_phrases import FAULTS
from channels.rendering.html import clip
from news.addresses import mail_address
from news.digests import Rhythm, next_digest
from news.errors import QueryError
from news.mailboxes import ID_PREFIX, mail_key
from news.phrases import SPOKEN
from news.ports import Clock, Reading, Store, Transaction
from news.subscribers import Pace, Subscriber, Subscription, Topic
from news.topics.faults import Fault
from news.topics.query import parse_query
from web.desk import Outcome, Reader, TopicChoice, Wishes
from web.tokens import Purpose, SignedLinks

MOST_ASKED_AN_HOUR: Final = 60
"""Confirmations sent for strangers, all addresses together."""

CONFIRMED: Final = {
    verbs.Confirming.DONE: Outcome.DONE,
    verbs.Confirming.ALREADY: Outcome.ALREADY,
    verbs.Confirming.OUTDATED: Outcome.OUTDATED,
}


async def _nothing() -> None:
    """Nobody has to learn of it."""


@dataclass(slots=True)
class MailDesk:
    """Implements `web.desk.Desk`. `open_to_all`: whether strangers may ask for a digest; `wake`: something entered the outbox."""

    store: Store
    links: SignedLinks
    clock: Clock
    open_to_all: bool = True
    wake: Callable[[], None] = lambda: None
    topics_changed: Callable[[], Awaitable[None]] = _nothing
    own_topics: int = verbs.topics.MOST_OWN_TOPICS
    """Topics of their own that a reader may have."""
    _asked: deque[datetime] = field(default_factory=deque)

    async def confirm(self, token: str) -> Outcome:
        async with self.store.transaction() as tx:
            subscriber = await self._whose(tx, Purpose.CONFIRM, token)
            if subscriber is None:
                return Outcome.NO_SUCH_LINK
            _, word = self.links.read(Purpose.CONFIRM, token) or ("", "")
            return CONFIRMED[await verbs.confirm_mail(tx, subscriber, word, now=self.clock())]

    async def leave(self, token: str) -> Outcome:
        async with self.store.transaction() as tx:
            subscriber = await self._whose(tx, Purpose.UNSUBSCRIBE, token)
            if subscriber is None:
                return Outcome.NO_SUCH_LINK
            return Outcome.DONE if await verbs.leave_mail(tx, subscriber, now=self.clock()) else Outcome.ALREADY

    async def language_of(self, purpose: str, token: str) -> str | None:
        subscriber = await self._whose(self.store, Purpose(purpose), token)
        return subscriber.language if subscriber else None

    async def reader(self, token: str) -> Reader | None:
        subscriber = await self._whose(self.store, Purpose.PREFERENCES, token)
        return await self._shown(subscriber) if subscriber else None

    async def change(self, token: str, wishes: Wishes) -> Outcome:
        wrong = _mistake(wishes)
        if wrong is not None:
            return wrong
        try:
            async with self.store.transaction() as tx:
                subscriber = await self._whose(tx, Purpose.PREFERENCES, token)
                if subscriber is None or subscriber.gone:
                    return Outcome.NO_SUCH_LINK
                await self._set(tx, subscriber, wishes)
        except QueryError:
            return Outcome.BAD_QUERY
        except verbs.Refused:
            return Outcome.TOO_MANY_TOPICS
        await self.topics_changed()
        self.wake()
        return Outcome.DONE

    def what_is_wrong(self, query: str, language: str) -> str:
        try:
            parse_query(query)
        except QueryError as error:
            return _fault(error, language)
        return ""

    async def offered(self, language: str) -> tuple[TopicChoice, ...]:
        return tuple(TopicChoice(topic.topic_id, topic.title_in(language), followed=False) for topic in await self.store.topics(owner=""))

    async def ask(self, address: str, wishes: Wishes) -> Outcome:
        known_address = mail_address(address)
        if known_address is None:
            return Outcome.BAD_ADDRESS
        wrong = _mistake(wishes)
        if wrong is not None or not self.open_to_all:
            return wrong or Outcome.CLOSED
        if not self._one_more():
            return Outcome.TOO_MANY
        fresh = verbs.new_mail_subscriber(
            known_address, now=self.clock(), language=wishes.language, zone=wishes.zone, digest_at=_rhythm(wishes)
        )
        async with self.store.transaction() as tx:
            presets = {topic.topic_id for topic in await tx.topics(owner="")}
            await self.send_confirmation(tx, fresh, [topic for topic in wishes.topics if topic in presets])
        self.wake()
        return Outcome.DONE

    async def send_confirmation(self, tx: Transaction, fresh: Subscriber, topics: list[str], *, chat: str = "") -> verbs.AskedForMail:
        """Ask, and put the letter into the outbox in the same transaction."""
        now = self.clock()
        asked = await verbs.ask_for_mail(tx, fresh, topics, now=now, chat=chat)
        if asked.what is verbs.Asking.ASKED:
            await tx.enqueue(confirmation(asked.subscriber, self.links, now=now))
        return asked

    # --- one by one

    async def _whose(self, reading: Reading, purpose: Purpose, token: str) -> Subscriber | None:
        parts = self.links.read(purpose, token)
        return await reading.subscriber(f"{ID_PREFIX}{parts[0]}") if parts else None

    async def _shown(self, subscriber: Subscriber) -> Reader:
        day, _, hour = subscriber.digest_at.rpartition(" ")
        followed = {each.topic_id for each in await self.store.subscriptions(subscriber.subscriber_id)}
        topics = await self._choices(self.store, subscriber)
        return Reader(
            address=subscriber.address,
            language=subscriber.language,
            zone=subscriber.zone,
            hour=hour,
            weekday=day,
            paused=subscriber.paused,
            left=subscriber.gone,
            topics=tuple(TopicChoice(each.topic_id, each.title_in(subscriber.language), each.topic_id in followed) for each in topics),
            unsubscribe=self.links.unsubscribe(mail_key(subscriber.subscriber_id)),
        )

    async def _choices(self, reading: Reading, subscriber: Subscriber) -> list[Topic]:
        """Presets, and what they brought along from the chat."""
        presets = await reading.topics(owner="")
        own = [await reading.topic(each.topic_id) for each in await reading.subscriptions(subscriber.subscriber_id)]
        return [*presets, *(topic for topic in own if topic is not None and topic.owner)]

    async def _set(self, tx: Transaction, subscriber: Subscriber, wishes: Wishes) -> None:
        now = self.clock()
        changed = subscriber.evolve(language=wishes.language, zone=wishes.zone, digest_at=_rhythm(wishes))
        if (changed.zone, changed.digest_at) != (subscriber.zone, subscriber.digest_at):
            changed = changed.evolve(next_digest_at=next_digest(changed, after=now))
        await tx.put_subscriber(changed)
        for topic in await self._choices(tx, subscriber):
            if topic.topic_id in wishes.topics:
                await tx.subscribe(Subscription(subscriber.subscriber_id, topic.topic_id, Pace.DIGEST))
            else:
                await self._drop(tx, subscriber, topic)
        if wishes.own:
            await verbs.follow(tx, subscriber, wishes.own, pace=Pace.DIGEST, most=self.own_topics)
        await (verbs.pause(tx, changed) if wishes.paused else verbs.resume(tx, changed, now=now))

    async def _drop(self, tx: Transaction, subscriber: Subscriber, topic: Topic) -> None:
        """A topic of their own is forgotten with it; one of their chat's is the chat's."""
        await tx.unsubscribe(subscriber.subscriber_id, topic.topic_id)
        if topic.owner == subscriber.subscriber_id:
            await tx.delete_topic(topic.topic_id)

    def _one_more(self) -> bool:
        now = self.clock()
        while self._asked and self._asked[0] <= now - timedelta(hours=1):
            self._asked.popleft()
        if len(self._asked) >= MOST_ASKED_AN_HOUR:
            return False
        self._asked.append(now)
        return True


def _fault(error: QueryError, language: str) -> str:
    """As the chat says it, with what could be read before the fault."""
    phrase = FAULTS.get(error.fault) if isinstance(error.fault, Fault) else None
    why = phrase.say(language, **{name: clip(about, 100) for name, about in error.about.items()}) if phrase else str(error)
    before = clip(error.query[: error.position], 60) if error.position else ""
    return f"{why} ({before} ← !)" if before else why


def _rhythm(wishes: Wishes) -> str:
    return str(Rhythm.parse(f"{wishes.weekday} {wishes.hour}"))


def _mistake(wishes: Wishes) -> Outcome | None:
    try:
        _rhythm(wishes)
    except ValueError:
        return Outcome.BAD_HOUR
    if not is_zone(wishes.zone):
        return Outcome.BAD_ZONE
    return None if wishes.language in SPOKEN else Outcome.NO_SUCH_LINK
