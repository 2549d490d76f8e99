"""In which language a subscriber reads, apart from the one the bot speaks with them; and when their digest comes."""

from __future__ import annotations

from datetime import datetime

from bot.digesting import open_now
from bot.names import is_language, languages, weekday
from bot.verbs.refused import Reason, Refused, names_near
from channels.rendering.phrases import SPOKEN
from news.deliveries import Delivery
from news.digests import Rhythm, clock_time, local_day, next_digest
from news.ports import Transaction
from news.subscribers import Subscriber

SAME, OFF = "same", "off"


async def set_reading(tx: Transaction, subscriber: Subscriber, language: str) -> Subscriber:
    """Stories come in this language from now on, or ("same") in the one we speak with them. Whether it can be translated is for each story to say."""
    code = language.casefold().strip()
    if code != SAME and not is_language(code):
        raise Refused(Reason.UNKNOWN_LANGUAGE, language, names_near(code, languages()))
    changed = subscriber.evolve(reads="" if code in {SAME, subscriber.language} else code)
    await tx.put_subscriber(changed)
    return changed


async def set_digest(tx: Transaction, subscriber: Subscriber, words: str, *, now: datetime) -> Subscriber:
    """The digest at this local time, "08:00", on one day of the week, "mon 08:00", or never ("off"): what is for the digest waits until there is one again."""
    changed = subscriber.evolve(digest_at="" if words.casefold().strip() == OFF else _time(words))
    changed = changed.evolve(next_digest_at=next_digest(changed, after=now))
    await tx.put_subscriber(changed)
    return changed


async def digest_now(tx: Transaction, subscriber: Subscriber, *, now: datetime) -> Delivery | None:
    """Today's digest at once; None when nothing waits, or that day has had its digest. What comes later today stands in tomorrow's."""
    return await open_now(tx, subscriber, local_day(now, subscriber.zone).isoformat(), now=now)


def _time(words: str) -> str:
    """A day may be named in any language we speak."""
    *named, at = words.split() or [""]
    days = [weekday(word, SPOKEN) for word in named]
    if len(days) > 1 or None in days:
        raise Refused(Reason.NOT_A_TIME, words)
    try:
        return str(Rhythm(clock_time(at.replace(".", ":")), *days))
    except ValueError:
        raise Refused(Reason.NOT_A_TIME, words) from None
