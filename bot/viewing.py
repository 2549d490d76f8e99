"""Late rendering's first half: what a reader sees of a story or a digest, in their language and zone, as of this moment."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from weakref import WeakValueDictionary

from bot.answers import answer_view
from bot.lines import Ahead
from news.articles import Article, TranslationMark
from news.deliveries import Delivery, DeliveryKind, DigestEntry
from news.digests import HELD, sections
from news.errors import TranslationError
from news.mailboxes import mail_key
from news.mutes import mute_over
from news.ports import Passage, Store, Translation
from news.stories.disagreements import disagreements
from news.stories.values import Disagreement, PlacementReason, Story
from news.subscribers import Subscriber
from news.views import AlertView, DigestView, Line, Report, StoryView, View
from translators.memory import TranslationMemory

REMEMBERED = 256
"""Stories kept ready to show."""
_DOUBTFUL = frozenset({TranslationMark.FAILED, TranslationMark.UNAVAILABLE, TranslationMark.POSTPONED})
STORIES_CAUGHT_UP = 40
"""Of one topic in a catch-up, which has no page to send anybody to; the channel shows as many of them as it has room for."""
SUMMARY_LIMIT = 400
"""Characters of lead a reader is shown; two lines in chat."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A view and the story revision it shows (0 where there is no story)."""

    view: View
    revision: int = 0


@dataclass(frozen=True, slots=True)
class _Telling:
    """A story in one language, the same for every reader of that language."""

    head: Article
    """Whose words the lines are."""
    headline: Line
    summary: Line | None
    reports: tuple[Report, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def is_doubtful(self) -> bool:
        """A translation failed or had no engine: the next batch may be luckier."""
        lines = (self.headline, self.summary) if self.summary else (self.headline,)
        return any(line.mark in _DOUBTFUL for line in lines)


@dataclass(slots=True)
class Viewing:
    """Builds views from the store and the translation memory."""

    store: Store
    translations: TranslationMemory
    _told: OrderedDict[tuple[str, int, int, str], _Telling] = field(default_factory=OrderedDict)
    _titles: dict[tuple[str, str], str] = field(default_factory=dict)
    _doubtful: set[tuple[str, int, int, str]] = field(default_factory=set)
    _to_retry: set[tuple[str, int, int, str]] = field(default_factory=set)
    _living: dict[str, Story | None] = field(default_factory=dict)

    _once: WeakValueDictionary[tuple[object, ...], asyncio.Lock] = field(default_factory=WeakValueDictionary)
    """What is being looked up: sixteen readers who ask for one story at the same time ask the store once. Kept as long as somebody waits."""

    def refresh(self) -> None:
        """Look topics' titles and alerts' stories up again from here on, and try again what could not be translated: all that is asked for
        once in a while, not once a reader.
        """
        self._titles.clear()
        self._living.clear()
        self._to_retry |= self._doubtful
        self._doubtful.clear()

    async def view(self, delivery: Delivery, subscriber: Subscriber, ahead: Ahead | None = None) -> Shown | None:
        """What this delivery shows this subscriber now; None when there is nothing (any more). `ahead`: what of it was read already."""
        match delivery.kind:
            case DeliveryKind.ANSWER | DeliveryKind.NOTICE | DeliveryKind.BROADCAST:
                return Shown(answer_view(delivery.payload))
            case DeliveryKind.DIGEST | DeliveryKind.CATCH_UP:
                return await self._digest(delivery, subscriber, ahead)
            case _:
                return await self._alert(delivery, subscriber)

    async def _alert(self, delivery: Delivery, subscriber: Subscriber) -> Shown | None:
        story = await self._story_of(delivery)
        if story is None:
            return None
        view = await self.story(story, subscriber, topics=delivery.topics, words=delivery.words)
        return Shown(AlertView(view, delivery.reason), _revision_shown(story, view)) if view else None

    async def story(
        self, story: Story, subscriber: Subscriber, *, topics: Sequence[str] = (), words: tuple[str, ...] = (), note: str = ""
    ) -> StoryView | None:
        """A story for one reader: their own language's report gives the headline if there is one, else the founder's, translated."""
        telling = await self._telling(story, subscriber.reading_language)
        if telling is None:
            return None
        return StoryView(
            story_id=story.story_id,
            headline=telling.headline,
            summary=telling.summary,
            reports=telling.reports,
            houses=len(story.houses),
            topics=tuple([await self._title(topic, subscriber.language) for topic in topics]),
            words=words,
            language=subscriber.language,
            zone=subscriber.zone,
            first_at=story.first_at,
            last_at=story.last_at,
            disagreements=telling.disagreements,
            note=note,
        )

    async def _story_of(self, delivery: Delivery) -> Story | None:
        """An alert may show the story as it stood a moment ago, since the outbox owes an edit for what it does not show. An edit may not."""
        if delivery.kind is not DeliveryKind.ALERT:
            return await self.store.story(delivery.story_id)
        async with self._once.setdefault(("story", delivery.story_id), asyncio.Lock()):
            if delivery.story_id not in self._living:
                self._living[delivery.story_id] = await self.store.story(delivery.story_id)
            return self._living[delivery.story_id]

    async def _title(self, topic_id: str, language: str) -> str:
        async with self._once.setdefault((topic_id, language), asyncio.Lock()):
            if (topic_id, language) not in self._titles:
                topic = await self.store.topic(topic_id)
                self._titles[topic_id, language] = topic.title_in(language) if topic else topic_id
            return self._titles[topic_id, language]

    async def _telling(self, story: Story, language: str) -> _Telling | None:
        """The story in a language. Remembered as long as the story stands still: an alert goes to many readers at once."""
        key = (story.story_id, story.revision, story.articles, language)
        async with self._once.setdefault(key, asyncio.Lock()):
            known = self._told.get(key)
            if known is not None and key not in self._to_retry:
                return known
            telling = await self._retold(known, language) if known else await self._told_anew(story, language)
            if telling is not None:
                self._remember(key, telling)
            return telling

    def _remember(self, key: tuple[str, int, int, str], telling: _Telling) -> None:
        self._told[key] = telling
        self._to_retry.discard(key)
        if telling.is_doubtful:
            self._doubtful.add(key)
        while len(self._told) > REMEMBERED:
            forgotten, _ = self._told.popitem(last=False)
            self._doubtful.discard(forgotten)
            self._to_retry.discard(forgotten)

    async def _told_anew(self, story: Story, language: str) -> _Telling | None:
        members = await self.store.story_articles(story.story_id)
        if not members:
            return None
        head = spokesman(members, story, language)
        headline, summary = await self._lines(head, language)
        copies = await self._copies(members)
        reports = [_report(member, is_copy=member.article_id in copies) for member in members]
        return _Telling(head, headline, summary, tuple(reports), disagreements(members, language))

    async def _retold(self, doubtful: _Telling, language: str) -> _Telling:
        headline, summary = await self._lines(doubtful.head, language)
        return replace(doubtful, headline=headline, summary=summary)

    async def _copies(self, members: Sequence[Article]) -> frozenset[str]:
        """Asked at once: a live blog has thousands."""
        decided = await self.store.placements([member.article_id for member in members])
        return frozenset(article_id for article_id, placement in decided.items() if placement.reason is PlacementReason.WIRE_COPY)

    async def _lines(self, article: Article, language: str) -> tuple[Line, Line | None]:
        title = Passage(article.original.title or first_sentence(article.original.summary), article.original.language)
        lead = Passage(shorten(article.original.summary), article.original.lead_language)
        translated = await self._translate([title, lead], language)
        headline, summary = (_line(passage, words, language) for passage, words in zip((title, lead), translated, strict=True))
        return headline, summary if lead.text and lead.text != title.text else None

    async def _translate(self, passages: Sequence[Passage], language: str) -> list[Translation]:
        try:
            return await self.translations.translate(passages, language)
        except TranslationError as error:
            return [Translation(passage.text, TranslationMark.FAILED, note=str(error)) for passage in passages]

    async def _digest(self, delivery: Delivery, subscriber: Subscriber, ahead: Ahead | None) -> Shown | None:
        day, at = date.fromisoformat(json.loads(delivery.payload)["day"]), delivery.due_at
        if ahead is not None:
            view = await self._digest_of(ahead, subscriber, day, at)
        else:
            entries = await self.store.digest_entries(subscriber.subscriber_id, digest=delivery.key)
            view = await self.digest(entries, subscriber, day, at=at)
        if view is None:
            return None
        return Shown(caught_up(view) if delivery.kind is DeliveryKind.CATCH_UP else view)

    async def digest(self, entries: Sequence[DigestEntry], subscriber: Subscriber, day: date, *, at: datetime) -> DigestView | None:
        """The digest of these entries; None when nothing in it is wanted any more (never an empty mail). `at`: whose mutes count."""
        follows = frozenset(each.topic_id for each in await self.store.subscriptions(subscriber.subscriber_id))
        stories = await self.store.stories_named(entry.story_id for entry in entries)
        return await self._digest_of(Ahead(tuple(entries), follows, stories), subscriber, day, at)

    async def _digest_of(self, made_of: Ahead, subscriber: Subscriber, day: date, at: datetime) -> DigestView | None:
        fresh: list[StoryView] = []
        held: list[StoryView] = []
        wanted = [entry for entry in made_of.entries if not entry.topics or not made_of.follows.isdisjoint(entry.topics)]
        for entry, story in _once_each([(entry, made_of.stories.get(entry.story_id)) for entry in wanted]):
            view = await self.story(story, subscriber, topics=entry.topics, note=entry.reason)
            outlets = {report.outlet for report in view.reports} if view else ()
            muted = mute_over(subscriber, now=at, story_id=story.story_id, topics=entry.topics, outlets=outlets)
            if view is not None and muted is None:
                (held if entry.reason in HELD else fresh).append(view)
        if not fresh and not held:
            return None
        return DigestView(
            subscriber.subscriber_id,
            day,
            subscriber.language,
            subscriber.zone,
            sections(fresh),
            tuple(held),
            key=mail_key(subscriber.subscriber_id),
        )


def caught_up(view: DigestView) -> DigestView:
    """Everything in it was held, so that is not said of some stories only."""
    told = (story for section in view.sections for story in section.stories)
    return replace(view, sections=sections((*told, *view.held), cap=STORIES_CAUGHT_UP), held=(), catch_up=True)


def _once_each(entries: Sequence[tuple[DigestEntry, Story | None]]) -> list[tuple[DigestEntry, Story]]:
    """One entry a story, even when two merged stories both waited: the first. What is no more is left out."""
    once: dict[str, tuple[DigestEntry, Story]] = {}
    for entry, story in entries:
        if story is not None:
            once.setdefault(story.story_id, (entry, story))
    return list(once.values())


def spokesman(members: Sequence[Article], story: Story, language: str) -> Article:
    """Whose words head the story for this reader: a report in their own language, else the founder's, else the first."""
    own = [member for member in members if member.original.language == language and member.original.title]
    founder = [member for member in members if member.article_id == story.founder]
    return (own or founder or list(members))[0]


def _revision_shown(story: Story, view: StoryView) -> int:
    """One less while a translation is on its way: then the outbox owes the reader an edit, as it does when a story has grown meanwhile."""
    lines = (view.headline, view.summary) if view.summary else (view.headline,)
    return story.revision - any(line.mark is TranslationMark.POSTPONED for line in lines)


def _line(passage: Passage, words: Translation, language: str) -> Line:
    shown = language if words.mark.is_translated else passage.language
    return Line(words.text, shown, passage.text, passage.language, words.mark)


def _report(article: Article, *, is_copy: bool) -> Report:
    title = article.original.title or first_sentence(article.original.summary)
    return Report(article.outlet, article.url, title, article.original.language, article.published, article.country, is_copy)


def first_sentence(text: str) -> str:
    """The headline of a report that has none."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0] + "…"


def shorten(text: str) -> str:
    """The lead a reader is shown: whole words, an ellipsis when something is left out."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SUMMARY_LIMIT else flat[:SUMMARY_LIMIT].rsplit(" ", 1)[0] + "…"
