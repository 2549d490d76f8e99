"""What a subscriber has muted, and what that keeps from them. Pure; "now" comes from the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from news.deliveries import Delivery
from news.subscribers import Mute, MuteKind, Subscriber

MOST_MUTES = 100
"""Of one subscriber; the oldest one is forgotten for the one after that."""


def mute_over(
    subscriber: Subscriber,
    *,
    now: datetime,
    story_id: str = "",
    topics: Iterable[str] = (),
    outlets: Iterable[str] = (),
    words: Iterable[str] = (),
) -> Mute | None:
    """The wish that this is not told: its story is muted, or all the outlets that report it are, or all the topics it met, or all the words
    it met them by.
    """
    wishes = {(mute.kind, mute.about.casefold()): mute for mute in subscriber.mutes if mute.holds(now)}
    if not wishes:
        return None
    found = (
        _all(wishes, MuteKind.STORY, [story_id]),
        _all(wishes, MuteKind.OUTLET, outlets),
        _all(wishes, MuteKind.TOPIC, topics),
        _all(wishes, MuteKind.WORD, words),
    )
    return next((mute for mute in found if mute), None)


def mute_over_delivery(subscriber: Subscriber, delivery: Delivery, *, now: datetime, outlets: Iterable[str] = ()) -> Mute | None:
    """Of a delivery about a story. `outlets`: who reports the story at this moment; by whose report it came is not known any more."""
    if not delivery.story_id:
        return None
    return mute_over(subscriber, now=now, story_id=delivery.story_id, topics=delivery.topics, outlets=outlets, words=delivery.words)


def mutes_an_outlet(subscriber: Subscriber, *, now: datetime) -> bool:
    """Whether it matters to them who reports a story."""
    return any(mute.kind is MuteKind.OUTLET and mute.holds(now) for mute in subscriber.mutes)


def _all(wishes: dict[tuple[MuteKind, str], Mute], kind: MuteKind, names: Iterable[str]) -> Mute | None:
    """The first of the wishes when each name has one."""
    found = [wishes.get((kind, name.casefold())) for name in names]
    return found[0] if found and all(found) else None


def with_mute(subscriber: Subscriber, mute: Mute, *, now: datetime) -> Subscriber:
    """The same thing has one wish, the newest; those that have ended are forgotten."""
    others = [each for each in _still(subscriber.mutes, now) if not _same(each, mute)]
    return subscriber.evolve(mutes=(*others, mute)[-MOST_MUTES:])


def without_mute(subscriber: Subscriber, kind: MuteKind, about: str, *, now: datetime) -> Subscriber:
    wish = Mute(kind, about)
    return subscriber.evolve(mutes=tuple(each for each in _still(subscriber.mutes, now) if not _same(each, wish)))


def forwarded(subscriber: Subscriber, story_id: str, into: str) -> Subscriber:
    """A muted story has become part of another, which is muted as long as it was."""

    def renamed(mute: Mute) -> Mute:
        return replace(mute, about=into) if (mute.kind, mute.about) == (MuteKind.STORY, story_id) else mute

    return subscriber.evolve(mutes=tuple(renamed(mute) for mute in subscriber.mutes))


def _still(mutes: Iterable[Mute], now: datetime) -> Iterator[Mute]:
    return (mute for mute in mutes if mute.holds(now))


def _same(one: Mute, other: Mute) -> bool:
    return (one.kind, one.about.casefold()) == (other.kind, other.about.casefold())
