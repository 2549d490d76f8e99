"""A digest by mail: asked for, confirmed by a click from the mailbox itself, changed and left without a login."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.verbs.refused import Reason, Refused
from news.addresses import mail_address
from news.digests import next_digest
from news.mailboxes import CONFIRM_WITHIN, ID_PREFIX, Bounce, Mailbox, Reach, may_ask
from news.ports import Reading, Transaction
from news.subscribers import Pace, Subscriber, Subscription

CHANNEL = "email"
KEY_BYTES = 15
"""120 bits: nobody guesses a key; 30 letters, which leaves room in a return address (64 before the @, RFC 5321)."""


class Asking(StrEnum):
    """What came of asking for a digest by mail."""

    ASKED = "asked"
    """A confirmation is to be sent."""
    TOO_SOON = "too_soon"
    """One was sent a moment ago; look there."""
    READS_ALREADY = "reads_already"


@dataclass(frozen=True, slots=True)
class AskedForMail:
    subscriber: Subscriber
    what: Asking


class Confirming(StrEnum):
    """What came of a click on a confirmation."""

    DONE = "done"
    ALREADY = "already"
    """It was used before."""
    OUTDATED = "outdated"
    """Too old, or void since."""


def new_mail_subscriber(address: str, *, now: datetime, language: str, zone: str, digest_at: str) -> Subscriber:
    """Not yet there: nothing but the confirmation goes to an address that nobody has confirmed."""
    key = secrets.token_hex(KEY_BYTES)
    return Subscriber(
        f"{ID_PREFIX}{key}",
        CHANNEL,
        address,
        language=language,
        zone=zone,
        gone=True,
        created_at=now,
        digest_at=digest_at,
        mail=Mailbox(),
    )


def checked_address(words: str) -> str:
    address = mail_address(words)
    if address is None:
        raise Refused(Reason.NOT_A_MAIL_ADDRESS, words)
    return address


async def ask_for_mail(tx: Transaction, fresh: Subscriber, topics: Iterable[str], *, now: datetime, chat: str = "") -> AskedForMail:
    """Remember the wish. Whoever calls sends the confirmation when the answer is ASKED, with the word in `subscriber.mail.confirming`.

    `fresh` is from `new_mail_subscriber`; where the address is known, its row counts. What a reader has set is only changed by themselves.
    """
    known = await tx.subscriber_at(CHANNEL, fresh.address)
    mailbox = (known.mail if known else None) or Mailbox()
    if known is not None and not known.gone:
        return AskedForMail(known, Asking.READS_ALREADY)
    if not may_ask(mailbox, now):
        return AskedForMail(known or fresh, Asking.TOO_SOON)
    asked = (known or fresh).evolve(mail=mailbox.asked(secrets.token_urlsafe(12), now, chat))
    if known is None or mailbox.confirmed_at is None or mailbox.left_at is not None:
        asked = asked.evolve(language=fresh.language, zone=fresh.zone, digest_at=fresh.digest_at)
    await tx.put_subscriber(asked)
    for topic in topics:
        await tx.subscribe(Subscription(asked.subscriber_id, topic, Pace.DIGEST))
    return AskedForMail(asked, Asking.ASKED)


async def confirm_mail(tx: Transaction, subscriber: Subscriber, word: str, *, now: datetime) -> Confirming:
    """The click arrived: from here on there is a reader."""
    mailbox = subscriber.mail or Mailbox()
    if not subscriber.gone and mailbox.confirming == "":
        return Confirming.ALREADY
    if not word or mailbox.confirming != word or mailbox.asked_at is None or mailbox.asked_at + CONFIRM_WITHIN < now:
        return Confirming.OUTDATED
    reader = subscriber.evolve(gone=False, paused=False, mail=mailbox.confirmed(now))
    await tx.put_subscriber(reader.evolve(next_digest_at=next_digest(reader, after=now)))
    return Confirming.DONE


async def leave_mail(tx: Transaction, subscriber: Subscriber, *, now: datetime) -> bool:
    """Nothing more goes there, what waits in the outbox neither (I4). False when they had left before."""
    mailbox = subscriber.mail or Mailbox()
    if mailbox.left_at is not None:
        return False
    await tx.put_subscriber(subscriber.evolve(gone=True, next_digest_at=None, mail=mailbox.left(now)))
    for each in await tx.subscriptions(subscriber.subscriber_id):
        await tx.unsubscribe(subscriber.subscriber_id, each.topic_id)
    return True


async def note_bounce(tx: Transaction, subscriber: Subscriber, bounce: Bounce, *, now: datetime) -> Reach:
    """A mail came back. One that can never arrive, a complaint, or five days of others end it, until the reader confirms anew."""
    mailbox = (subscriber.mail or Mailbox()).bounced(bounce)
    reach = mailbox.reach(now)
    await tx.put_subscriber(subscriber.evolve(mail=mailbox, gone=subscriber.gone or reach is not Reach.READS))
    return reach


async def mail_of_chat(reading: Reading, chat: str) -> list[Subscriber]:
    """The mail readers somebody in chat has asked for, whatever became of them."""
    return [each for each in await reading.subscribers() if each.mail is not None and each.mail.chat == chat]


def reach(subscriber: Subscriber, now: datetime) -> Reach:
    return (subscriber.mail or Mailbox()).reach(now)
