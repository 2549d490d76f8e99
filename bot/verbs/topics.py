"""Follow a preset, or a query of one's own."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.verbs.refused import Reason, Refused, names_near
from news.articles import Article
from news.ports import Reading, Transaction
from news.stories.values import Story
from news.subscribers import Pace, Subscriber, Subscription, TermTranslation, Topic
from news.topics.matching import TopicIndex
from news.topics.names import in_lower_case, taken_as_names
from news.topics.query import parse_query

MOST_OWN_TOPICS = 50
LONGEST_SLUG = 24
"""So that "unfollow/" and a slug in Cyrillic fit into the 64 bytes of a Telegram button."""
LONGEST_TITLE = 80
MOST_STORIES_TRIED = 5_000
"""The newest, when a query is tried on what is stored."""
_TRIED = "tried"


@dataclass(frozen=True, slots=True)
class Followed:
    """`created` when a topic was made of the words; then `near` are presets that may have been meant.

    `as_words`: the query in lower case, when capitalised words of it were taken for names and need not be; "" otherwise.
    """

    topic: Topic
    created: bool = False
    already: bool = False
    near: tuple[Topic, ...] = ()
    as_words: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """An article that a query met, and the words that did, as they stand in it."""

    story: Story
    article: Article
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """Of so many articles asked, those met. `as_words`: see `Followed`."""

    asked: int
    met: tuple[Met, ...]
    as_words: str = ""


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """`forgotten` when it was the subscriber's own topic, which nobody else can follow."""

    topic: Topic
    forgotten: bool


@dataclass(frozen=True, slots=True)
class Followings:
    """What a subscriber follows, by topic id: presets first, then their own."""

    topics: tuple[tuple[Topic, Pace], ...]


async def presets(reading: Reading) -> list[Topic]:
    return await reading.topics(owner="")


async def known_topic(reading: Reading, topic_id: str) -> Topic:
    topic = await reading.topic(topic_id)
    if topic is None:
        raise Refused(Reason.UNKNOWN_TOPIC, topic_id, names_near(topic_id, [each.topic_id for each in await presets(reading)]))
    return topic


async def followings(reading: Reading, subscriber: Subscriber) -> Followings:
    subscriptions = await reading.subscriptions(subscriber.subscriber_id)
    found = [(await reading.topic(each.topic_id), each.pace) for each in subscriptions]
    topics = sorted(((topic, pace) for topic, pace in found if topic), key=lambda pair: (bool(pair[0].owner), pair[0].topic_id))
    return Followings(tuple(topics))


async def follow(tx: Transaction, subscriber: Subscriber, words: str, *, pace: Pace = Pace.NOW, most: int | None = None) -> Followed:
    """Follow the preset (or own topic) called so; else make a topic of the words, read as a query. Raises `QueryError`, `Refused`."""
    words = " ".join(words.split())
    own = await tx.topics(owner=subscriber.subscriber_id)
    offered = await presets(tx)
    topic = _called(words, [*offered, *own])
    if topic is None:
        topic = _own_topic(subscriber, words, own, MOST_OWN_TOPICS if most is None else most)
        await tx.put_topic(topic)
        await tx.subscribe(Subscription(subscriber.subscriber_id, topic.topic_id, pace))
        return Followed(topic, created=True, near=_near(words, offered), as_words=_as_words(words, ""))
    already = topic.topic_id in {each.topic_id for each in await tx.subscriptions(subscriber.subscriber_id)}
    await tx.subscribe(Subscription(subscriber.subscriber_id, topic.topic_id, pace))
    return Followed(topic, already=already)


async def to_try(reading: Reading, subscriber: Subscriber, words: str) -> Topic:
    """The topic of one's own that asks just this, else one as it would be. Raises `QueryError`."""
    parse_query(words)
    own = [topic for topic in await reading.topics(owner=subscriber.subscriber_id) if topic.queries == (("", words),)]
    return own[0] if own else Topic(_TRIED, words, (("", words),), owner=subscriber.subscriber_id)


async def tried(
    reading: Reading, text: str, *, since: datetime, language: str = "", translations: tuple[TermTranslation, ...] = ()
) -> Tried:
    """What a query, and the translations of its words, would have met in the stories told since then, newest story first. Raises `QueryError`."""
    index = TopicIndex([Topic(_TRIED, text, ((language, text),), translations=translations)])
    stories = await reading.stories(since=since, limit=MOST_STORIES_TRIED)
    asked, met = 0, []
    for story in stories:
        reports = await reading.story_articles(story.story_id)
        asked += len(reports)
        met += await asyncio.to_thread(_met, index, story, reports)  # a new word costs a tenth of a millisecond: others want the loop
    return Tried(asked, tuple(met), as_words=_as_words(text, language))


def _met(index: TopicIndex, story: Story, reports: Iterable[Article]) -> list[Met]:
    return [Met(story, report, match.words) for report in reports for match in index.match(report, sources=len(story.houses))]


def _as_words(text: str, language: str) -> str:
    query = parse_query(text)
    return str(in_lower_case(query, language)) if taken_as_names(query, language) else ""


async def unfollow(tx: Transaction, subscriber: Subscriber, words: str) -> Unfollowed:
    """Stop following the topic called so, or with this number in the list. A topic of one's own is forgotten with it."""
    topic = await followed_topic(tx, subscriber, words)
    return await _drop(tx, subscriber, topic)


async def _drop(tx: Transaction, subscriber: Subscriber, topic: Topic) -> Unfollowed:
    await tx.unsubscribe(subscriber.subscriber_id, topic.topic_id)
    own = topic.owner == subscriber.subscriber_id
    if own:
        await tx.delete_topic(topic.topic_id)
    return Unfollowed(topic, forgotten=own)


async def followed_topic(reading: Reading, subscriber: Subscriber, words: str) -> Topic:
    """The topic they follow that is called so, or has this number in the list."""
    followed = [topic for topic, _ in (await followings(reading, subscriber)).topics]
    topic = _numbered(words, followed) or _called(words, followed)
    if topic is None:
        raise Refused(Reason.NOT_FOLLOWING, words, names_near(words, [each.slug for each in followed]))
    return topic


def _called(words: str, topics: Iterable[Topic]) -> Topic | None:
    """By slug, title or query, whatever the case."""
    wanted = words.casefold()
    return next((topic for topic in topics if wanted in _names(topic)), None)


def _names(topic: Topic) -> set[str]:
    own_words = {query.casefold() for _, query in topic.queries} if topic.owner else set()
    titles = {title.casefold() for _, title in topic.titles}
    return {topic.slug.casefold(), topic.title.casefold(), *titles, *own_words}


async def unfollow_all(tx: Transaction, subscriber: Subscriber) -> tuple[Topic, ...]:
    """Stop following everything; topics of one's own are forgotten. What was followed."""
    followed = tuple(topic for topic, _ in (await followings(tx, subscriber)).topics)
    for topic in followed:
        await _drop(tx, subscriber, topic)
    return followed


async def set_pace(tx: Transaction, subscriber: Subscriber, words: str, pace: Pace) -> Topic:
    """Hear of a followed topic at once, or once a day."""
    topic = await followed_topic(tx, subscriber, words)
    await tx.subscribe(Subscription(subscriber.subscriber_id, topic.topic_id, pace))
    return topic


def _numbered(words: str, topics: list[Topic]) -> Topic | None:
    number = int(words) if words.isdecimal() and len(words) < 4 else 0
    return topics[number - 1] if 1 <= number <= len(topics) else None


def _near(words: str, topics: Iterable[Topic]) -> tuple[Topic, ...]:
    named = {name: topic for topic in topics for name in _names(topic)}
    return tuple({named[name].topic_id: named[name] for name in names_near(words, named)}.values())


def _own_topic(subscriber: Subscriber, words: str, own: list[Topic], most: int) -> Topic:
    parse_query(words)  # only to be refused here, with a position, and not silently at the next article
    if len(own) >= most:
        raise Refused(Reason.TOO_MANY_TOPICS, str(most))
    slug = _free(_slug_of(words), {topic.slug for topic in own})
    return Topic(
        topic_id=f"{subscriber.subscriber_id}/{slug}",
        title=words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + "…",
        queries=(("", words),),
        owner=subscriber.subscriber_id,
    )


def _slug_of(words: str) -> str:
    return re.sub(r"[\W_]+", "-", words.casefold()).strip("-")[:LONGEST_SLUG].strip("-") or "topic"


def _free(slug: str, taken: set[str]) -> str:
    numbered = (f"{slug[: LONGEST_SLUG - 4]}-{number}" if number > 1 else slug for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)
