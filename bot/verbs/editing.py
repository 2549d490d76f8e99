"""Change what is known of a feed that was added in chat or on the command line; feeds.yaml speaks for its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.durations import parse_duration
from bot.names import is_country, is_language, is_zone
from bot.verbs.feeds import due_now, feed_called, host_of
from bot.verbs.refused import Reason, Refused, names_near
from news.feed import Feed, Origin
from news.moves import at_a_new_address, has_moved
from news.ports import Transaction

Value = TypeVar("Value")

SHORTEST_EVERY = timedelta(minutes=1)
LONGEST = 200
"""Letters of a name."""


def _words(value: str) -> str:
    return _checked(value, ok=0 < len(value) <= LONGEST)


def _address(value: str) -> str:
    host_of(value)
    return value


def _every(value: str) -> timedelta:
    try:
        span = parse_duration(value)
    except ValueError:
        span = timedelta(0)
    return _checked(span, ok=span >= SHORTEST_EVERY, said=value)


def _checked(value: Value, *, ok: bool, said: str = "") -> Value:
    if not ok:
        raise Refused(Reason.BAD_VALUE, said or str(value))
    return value


FIELDS: Final[dict[str, Callable[[str], object]]] = {
    "url": _address,
    "title": _words,
    "outlet": _words,
    "owner": _words,
    "category": _words,
    "language": lambda value: _checked(value.casefold(), ok=is_language(value.casefold())),
    "country": lambda value: _checked(value.upper(), ok=is_country(value.upper())),
    "zone": lambda value: _checked(value, ok=is_zone(value)),
    "every": _every,
}
"""What may be changed, and how its value is read."""


async def edit_feed(tx: Transaction, slug: str, field: str, value: str, *, now: datetime) -> Feed:
    """Give a field of the feed another value. At a new address it is read anew, at once."""
    watched = await feed_called(tx, slug)
    if watched.feed.origin is Origin.FILE:
        raise Refused(Reason.DECLARED_IN_FILE, watched.feed.slug)
    read = FIELDS.get(field.casefold())
    if read is None:
        raise Refused(Reason.UNKNOWN_FIELD, field, names_near(field, FIELDS))
    changed = watched.feed.evolve(**{field.casefold(): read(" ".join(value.split()))})
    await _refuse_twice(tx, changed)
    await tx.put_feed(changed)
    if changed.url != watched.feed.url:
        await tx.put_feed_state(due_now(at_a_new_address(watched.state), now))
    return changed


async def take_new_address(tx: Transaction, slug: str, *, now: datetime) -> Feed:
    """Watch a feed where its server says it has moved for good."""
    watched = await feed_called(tx, slug)
    if not has_moved(watched.state):
        raise Refused(Reason.NOT_MOVED, watched.feed.slug)
    return await edit_feed(tx, watched.feed.slug, "url", watched.state.moved_to, now=now)


async def _refuse_twice(tx: Transaction, changed: Feed) -> None:
    twin = next((each.feed for each in await tx.feeds() if each.feed.url == changed.url and each.feed.slug != changed.slug), None)
    if twin is not None:
        raise Refused(Reason.FEED_KNOWN, twin.slug)
