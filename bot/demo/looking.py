"""From the street's values to the report's: what was fetched, which articles became which story and why, what readers see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bot.demo.clock import DemoClock
from bot.demo.report import Apart, FetchedFeed, Member, Shown, ToldStory
from bot.demo.server import FeedServer
from bot.demo.world import READERS
from bot.evidence import in_words
from bot.intake import PollReport
from bot.placing import Placed
from bot.street import Street
from channels.recording import RecordingChannel
from news.articles import Article
from news.deliveries import Delivery, DeliveryKind, DeliveryState
from news.feed import Feed
from news.stories.values import PlacementReason, Story


@dataclass(slots=True)
class Stage:
    """The open street and everything the demo looks at afterwards."""

    street: Street
    server: FeedServer
    channel: RecordingChannel
    clock: DemoClock
    feeds: dict[str, Feed]
    placed: dict[str, Placed] = field(default_factory=dict)
    """Article id → how it was placed, over both rounds."""


# --- what was fetched -----------------------------------------------------------------------------------------------


def fetched_feed(stage: Stage, report: PollReport, placed: Sequence[Placed]) -> FetchedFeed:
    feed = stage.feeds[report.slug]
    mine = [each.article for each in placed if each.article.feed == report.slug]
    return FetchedFeed(
        outlet=feed.outlet,
        country=feed.country,
        form=report.parsed.format if report.parsed else "",
        charset=report.parsed.charset if report.parsed else "",
        languages=tuple(dict.fromkeys(chain.from_iterable((each.original.language, each.original.lead_language) for each in mine))),
        entries=report.entries,
        new=len(report.new),
        edited=len(report.edited),
        not_modified=report.not_modified,
        notes=tuple(_notes(report)),
    )


def _notes(report: PollReport) -> Iterator[str]:
    if report.error is not None:
        yield str(report.error)
    if report.parsed is None or not report.new:
        return
    yield from report.parsed.warnings[:1]
    entries = report.parsed.entries
    odd = (
        ("date not believed", sum(entry.published is None for entry in entries)),
        ("without a guid", sum(not entry.guid for entry in entries)),
        ("bad link dropped", sum(not entry.url for entry in entries)),
    )
    yield from (f"{count} {what}" for what, count in odd if count)


# --- which articles became which story, and why ---------------------------------------------------------------------


async def told_story(stage: Stage, story_id: str, placed: Sequence[Placed]) -> ToldStory | None:
    story = await stage.street.store.story(story_id)
    if story is None:
        return None
    fresh = {each.article.article_id for each in placed}
    members = await stage.street.store.story_articles(story.story_id)
    return ToldStory(
        headline=_english(_founder(story, members)),
        houses=len(story.houses),
        languages=story.languages,
        members=tuple(_member(stage, article, is_new=article.article_id in fresh) for article in members),
    )


def _founder(story: Story, members: Sequence[Article]) -> Article:
    return next((each for each in members if each.article_id == story.founder), members[0])


def _english(article: Article) -> str:
    return article.text.title


def _member(stage: Stage, article: Article, *, is_new: bool) -> Member:
    placement = stage.placed[article.article_id].placement
    return Member(
        published=article.published,
        outlet=article.outlet,
        country=article.country,
        language=article.original.language,
        title=article.original.title,
        reason=placement.reason if placement.joined else "first",
        score=placement.score,
        evidence=in_words(placement.evidence, article) if placement.joined else "",
        is_new=is_new,
    )


def kept_apart(stage: Stage, placed: Sequence[Placed]) -> Iterator[Apart]:
    """What would have been a story's next report but for the window, and founders of stories that share a topic with an older one."""
    for one in placed:
        if one.placement.joined or one.placement.reason is PlacementReason.NOTHING_NEAR:
            continue
        outside = one.placement.reason is PlacementReason.OUTSIDE_WINDOW
        other = stage.placed.get(one.placement.nearest) if outside else _same_topic(one, stage.placed.values())
        if other is not None:
            yield _kept_apart(one, other, outside=outside)


def _same_topic(one: Placed, others: Iterable[Placed]) -> Placed | None:
    """The founder of the last story before this one that met the same topic."""
    topics = {match.topic_id for match in one.matches}
    earlier = [
        other
        for other in others
        if other.article.published < one.article.published
        and not other.placement.joined
        and topics & {match.topic_id for match in other.matches}
    ]
    return max(earlier, key=lambda other: other.article.published, default=None)


def _kept_apart(one: Placed, near: Placed, *, outside: bool) -> Apart:
    """What is outside the window is told with what made it alike, what is too unlike with what made it so."""
    return Apart(
        title=_english(one.article),
        outlet=one.article.outlet,
        published=one.article.published,
        like=_english(near.article),
        like_published=near.article.published,
        reason=one.placement.reason,
        score=one.placement.score,
        evidence=in_words((each for each in one.placement.evidence if outside or each.weight < 0), one.article),
    )


# --- what the subscribers see ---------------------------------------------------------------------------------------


def shown_to(stage: Stage, delivered: Iterable[Delivery]) -> Iterator[Shown]:
    records = {record.reference: record for record in stage.channel.sent}
    languages = {reader.name: reader.language for reader in READERS}
    for delivery in delivered:
        if delivery.state is not DeliveryState.SENT or delivery.body is None or delivery.receipt is None:
            continue
        earlier = records[delivery.receipt.reference].earlier
        before = earlier[-1] if delivery.kind is DeliveryKind.EDIT and earlier else None
        yield Shown(delivery.subscriber_id, languages[delivery.subscriber_id], delivery.kind, delivery.reason, delivery.body, before)
