"""Who is there, and which language they read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.verbs.refused import Reason, Refused, names_near
from news.digests import next_digest
from news.ports import Transaction
from news.subscribers import Subscriber


def subscriber_id(channel: str, address: str) -> str:
    """Made from the address, so that two first words make one subscriber. "/" would divide them from the slug in a topic's id."""
    return f"{channel}-{address}".replace("/", ".")


def newcomer(channel: str, address: str, *, now: datetime, language: str = "en", zone: str = "UTC", digest_at: str = "08:00") -> Subscriber:
    """A subscriber as they first come, with their first digest planned."""
    subscriber = Subscriber(
        subscriber_id=subscriber_id(channel, address),
        channel=channel,
        address=address,
        language=language,
        zone=zone,
        digest_at=digest_at,
        created_at=now,
    )
    return subscriber.evolve(next_digest_at=next_digest(subscriber, after=now))


async def enrol(tx: Transaction, subscriber: Subscriber) -> Subscriber:
    """Whoever speaks to us is there: known or new, they are not gone any more, and let in as `subscriber` says. The row as it stands now."""
    known = await tx.subscriber_at(subscriber.channel, subscriber.address) or await tx.subscriber(subscriber.subscriber_id)
    present = (known or subscriber).evolve(gone=False, admitted=subscriber.admitted)
    if present != known:
        await tx.put_subscriber(present)
    return present


async def set_language(tx: Transaction, subscriber: Subscriber, language: str, *, offered: Sequence[str]) -> Subscriber:
    code = language.casefold().strip()
    if code not in offered:
        raise Refused(Reason.UNKNOWN_LANGUAGE, language, names_near(code, offered))
    changed = subscriber.evolve(language=code)
    await tx.put_subscriber(changed)
    return changed
