"""When a subscriber wants to hear: their time zone and quiet hours."""

from __future__ import annotations

from datetime import datetime

from bot.catching_up import hasten_catch_up
from bot.names import zones
from bot.verbs.refused import Reason, Refused, names_near
from news.digests import next_digest
from news.ports import Transaction
from news.quiet import QuietHours
from news.subscribers import Subscriber

OFF = "off"
MOST_NEAR = 3


async def set_quiet(tx: Transaction, subscriber: Subscriber, words: str, *, now: datetime) -> Subscriber:
    """Quiet from when to when, as in "23:00-07:00", or "off". What waits for the end of the old ones is due when the new ones allow it."""
    changed = subscriber.evolve(quiet="" if words.casefold().strip() == OFF else str(_hours(words)))
    await tx.put_subscriber(changed)
    await hasten_catch_up(tx, changed, now=now)
    return changed


def _hours(words: str) -> QuietHours:
    try:
        return QuietHours.parse(words)
    except ValueError:
        raise Refused(Reason.NOT_HOURS, words) from None


async def set_zone(tx: Transaction, subscriber: Subscriber, words: str, *, now: datetime) -> Subscriber:
    """The zone called so, whatever the case, or with this city: quiet hours, the digest and every time shown follow it."""
    changed = subscriber.evolve(zone=_zone(words))
    if subscriber.next_digest_at is None or subscriber.next_digest_at > now:  # one that is due already is opened first
        changed = changed.evolve(next_digest_at=next_digest(changed, after=now))
    await tx.put_subscriber(changed)
    await hasten_catch_up(tx, changed, now=now)
    return changed


def _zone(words: str) -> str:
    wanted = "_".join(words.split()).casefold()
    known = {name.casefold(): name for name in zones()}
    if wanted in known:
        return known[wanted]
    cities = sorted(name for key, name in known.items() if key.rpartition("/")[2] == wanted and name.count("/") == 1)
    if len(cities) == 1:
        return cities[0]
    near = [known[key] for key in names_near(wanted, known)]
    raise Refused(Reason.UNKNOWN_ZONE, words, (cities or near)[:MOST_NEAR])
