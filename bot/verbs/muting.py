"""Hear no more of a story, an outlet, a topic or a word, for a while or until it is taken back."""

from __future__ import annotations

from datetime import datetime

from bot.verbs.refused import Reason, Refused, names_near
from bot.verbs.stories import story_of, why
from bot.verbs.topics import followed_topic
from news.mutes import with_mute, without_mute
from news.ports import Reading, Transaction
from news.subscribers import Mute, MuteKind, Subscriber

LONGEST_WORD = 100
"""Letters: the wish is read with its subscriber, at every alert."""


async def mute(
    tx: Transaction, subscriber: Subscriber, kind: MuteKind, name: str, *, until: datetime | None, now: datetime, reference: str = ""
) -> Mute:
    """`name`: a story's id ("" = that of the message with this `reference`, or the last one told), a topic followed, an outlet we read, a word."""
    wish = Mute(kind, await _about(tx, subscriber, kind, name, reference), until)
    await tx.put_subscriber(with_mute(subscriber, wish, now=now))
    return wish


async def _about(reading: Reading, subscriber: Subscriber, kind: MuteKind, name: str, reference: str) -> str:
    match kind:
        case MuteKind.STORY if name:
            return (await story_of(reading, name)).story_id
        case MuteKind.STORY:
            return (await why(reading, subscriber, reference=reference)).story.story_id
        case MuteKind.TOPIC:
            return (await followed_topic(reading, subscriber, name)).topic_id
        case MuteKind.OUTLET:
            return await _outlet(reading, name)
        case MuteKind.WORD if len(name) > LONGEST_WORD:
            raise Refused(Reason.TOO_LONG, str(LONGEST_WORD))
        case MuteKind.WORD:
            return name


async def _outlet(reading: Reading, name: str) -> str:
    """As its articles call it."""
    feeds = [watched.feed for watched in await reading.feeds()]
    outlets = {outlet.casefold(): outlet for feed in feeds for outlet in [feed.outlet or feed.title or feed.slug]}
    if name.casefold() not in outlets:
        raise Refused(Reason.UNKNOWN_OUTLET, name, [outlets[near] for near in names_near(name, outlets)])
    return outlets[name.casefold()]


async def unmute(tx: Transaction, subscriber: Subscriber, kind: MuteKind, name: str, *, now: datetime) -> Mute:
    """Take a wish back. A topic may be named by its slug."""
    wishes = [mute for mute in subscriber.mutes if mute.kind is kind and mute.holds(now)]
    taken = next((mute for mute in wishes if name.casefold() in _names(mute)), None)
    if taken is None:
        raise Refused(Reason.NOT_MUTED, name, names_near(name, [mute.about for mute in wishes]))
    await tx.put_subscriber(without_mute(subscriber, kind, taken.about, now=now))
    return taken


def _names(mute: Mute) -> set[str]:
    about = mute.about.casefold()
    return {about, about.rpartition("/")[2]} if mute.kind is MuteKind.TOPIC else {about}
