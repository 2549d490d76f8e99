"""Lists that come and go as OPML: the topics somebody follows, the feeds an admin watches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.verbs.feeds import add_feed
from bot.verbs.refused import Reason, Refused
from bot.verbs.topics import follow, followings
from feeds.opml import List, Outline, TopicOutline, read_list, write_opml, write_topics
from news.errors import ParseError, QueryError
from news.ports import Reading, Transaction
from news.subscribers import Pace, Subscriber


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list. `left`: titles or addresses that were not taken, each with what says why."""

    followed: int = 0
    watched: int = 0
    not_asked: int = 0
    """Feeds in a list brought by somebody who is no admin."""
    left: tuple[tuple[str, Refused | QueryError], ...] = ()


def read(enclosed: bytes) -> List:
    """The list in a file. Raises `Refused`."""
    try:
        return read_list(enclosed)
    except ParseError as error:
        raise Refused(Reason.UNREADABLE_LIST, str(error), fault=error.fault, about=error.about) from error


async def import_list(tx: Transaction, subscriber: Subscriber, found: List, *, by_admin: bool, most: int | None = None) -> Imported:
    """Follow its topics; watch its feeds when an admin brings it. What cannot be taken is left out with its reason, the rest is taken."""
    followed, topics_left = await _follow(tx, subscriber, found.topics, most)
    watched, feeds_left = await _watch(tx, found.feeds) if by_admin else (0, [])
    return Imported(followed, watched, 0 if by_admin else len(found.feeds), (*topics_left, *feeds_left))


async def _follow(
    tx: Transaction, subscriber: Subscriber, topics: Iterable[TopicOutline], most: int | None
) -> tuple[int, list[tuple[str, Refused | QueryError]]]:
    taken, left = 0, []
    for topic in topics:
        try:
            await follow(tx, subscriber, topic.query, pace=Pace.DIGEST if topic.pace == Pace.DIGEST else Pace.NOW, most=most)
            taken += 1
        except (Refused, QueryError) as error:
            left.append((topic.title or topic.query, error))
    return taken, left


async def _watch(tx: Transaction, feeds: Iterable[Outline]) -> tuple[int, list[tuple[str, Refused]]]:
    taken, left = 0, []
    for feed in feeds:
        try:
            await add_feed(tx, feed.url, title=feed.title, language=feed.language)
            taken += 1
        except Refused as error:
            left.append((feed.url, error))
    return taken, left


async def export_topics(reading: Reading, subscriber: Subscriber) -> str:
    """What they follow as OPML: a preset by its slug, a topic of their own by its query."""
    followed = (await followings(reading, subscriber)).topics
    return write_topics(
        TopicOutline(topic.title, topic.queries[0][1] if topic.owner else topic.slug, pace) for topic, pace in followed if topic.queries
    )


async def export_feeds(reading: Reading) -> str:
    return write_opml(watched.feed for watched in await reading.feeds())
