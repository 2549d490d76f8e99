"""What happened, and why it was told."""

from __future__ import annotations

from dataclasses import dataclass

from bot.verbs.refused import Reason, Refused
from news.articles import Article
from news.deliveries import Delivery, DeliveryKind
from news.ports import Reading
from news.stories.values import Placement, Story
from news.subscribers import Subscriber, Topic

ENOUGH_DELIVERIES = 300
"""How far back a subscriber's deliveries are searched for the story they ask about."""


@dataclass(frozen=True, slots=True)
class TellingReport:
    """An article of a story and what was decided about it; None for what was stored before decisions were kept."""

    article: Article
    placement: Placement | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a story is what it is, and why this subscriber heard of it. `alert` is None when they did not."""

    story: Story
    reports: tuple[TellingReport, ...]
    alert: Delivery | None = None
    topics: tuple[Topic, ...] = ()
    """The topics that matched, as far as they still exist."""

    @property
    def founder(self) -> Article:
        """Whose headline stands for the story."""
        chosen = next((each for each in self.reports if each.article.article_id == self.story.founder), self.reports[0])
        return chosen.article


@dataclass(frozen=True, slots=True)
class LatestStories:
    """`theirs` is false when the subscriber was told nothing yet and these are simply the newest of all."""

    stories: tuple[Story, ...]
    theirs: bool


async def latest(reading: Reading, subscriber: Subscriber, *, limit: int = 5) -> LatestStories:
    """The newest stories their topics met, told or waiting for the digest; the newest of all when there are none."""
    told = await _told(reading, subscriber)
    waiting = await reading.digest_entries(subscriber.subscriber_id)
    ids = dict.fromkeys([*(delivery.story_id for delivery in told), *(entry.story_id for entry in waiting)])
    found = {story.story_id: story for story_id in ids if (story := await reading.story(story_id))}
    if not found:
        return LatestStories(tuple(await reading.stories(limit=limit)), theirs=False)
    newest = sorted(found.values(), key=lambda story: (story.last_at, story.story_id), reverse=True)
    return LatestStories(tuple(newest[:limit]), theirs=True)


async def why(reading: Reading, subscriber: Subscriber, asked: str = "", *, reference: str = "") -> Explanation:
    """Explain the story with this id, or that of the message with this `reference`, or the last one told."""
    if asked:
        return await explanation(reading, subscriber, await story_of(reading, asked))
    told = await _told(reading, subscriber)
    meant = [each for each in told if not reference or (each.receipt and each.receipt.reference == reference)]
    if not meant:
        raise Refused(Reason.NOTHING_TOLD)
    return await explanation(reading, subscriber, await story_of(reading, meant[0].story_id))


async def story_of(reading: Reading, story_id: str) -> Story:
    story = await reading.story(story_id)
    if story is None:
        raise Refused(Reason.UNKNOWN_STORY, story_id)
    return story


async def explanation(reading: Reading, subscriber: Subscriber, story: Story) -> Explanation:
    articles = await reading.story_articles(story.story_id)
    if not articles:
        raise Refused(Reason.UNKNOWN_STORY, story.story_id)
    alert = (await reading.alerts_of(story.story_id)).get(subscriber.subscriber_id)
    decided = await reading.placements([article.article_id for article in articles])
    found = [await reading.topic(topic_id) for topic_id in (alert.topics if alert else ())]
    return Explanation(
        story=story,
        reports=tuple(TellingReport(article, decided.get(article.article_id)) for article in articles),
        alert=alert,
        topics=tuple(topic for topic in found if topic),
    )


async def _told(reading: Reading, subscriber: Subscriber) -> list[Delivery]:
    """Their deliveries about stories, newest first."""
    deliveries = await reading.deliveries(subscriber_id=subscriber.subscriber_id, limit=ENOUGH_DELIVERIES)
    return [each for each in deliveries if each.story_id and each.kind in {DeliveryKind.ALERT, DeliveryKind.FOLLOW_UP}]
