"""From stored articles to stories and alerts: detect | translate | place | announce."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.jobs import JobRunner
from bot.pivoting import Pivoting
from bot.reshaping import Reshaping, enqueue, free_name
from news.alerts import AlertPolicy, Growth
from news.articles import Article, ArticleState, TranslationMark
from news.errors import QueryError
from news.ingest import MAX_TRANSLATION_ATTEMPTS, Announcement, announce, needs_pivot
from news.ports import Clock, Detector, Store, Transaction
from news.splitting import has_spoken
from news.stories.features import Features, features
from news.stories.growth import grown
from news.stories.merging import Merge
from news.stories.parting import Parting
from news.stories.placement import StoryWindow
from news.stories.rulings import heeded, owed
from news.stories.values import PlacedFeatures, Placement, PlacementReason, Ruled, Story
from news.subscribers import Topic, TopicMatch
from news.topics.matching import TopicIndex, many_coming
from news.translating import CatchUpDue

log = logging.getLogger(__name__)

STANDS_ASIDE = timedelta(minutes=5)
RESTORED_AT_ONCE = 2_000
"""Rows of the window taken up between two breaths of the event loop."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One article's way through the middle of the street, for logs, the demo and `why`."""

    article: Article
    story: Story
    placement: Placement
    matches: tuple[TopicMatch, ...] = ()
    announcement: Announcement = field(default_factory=Announcement)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a second look found, whether or not the store took it."""

    merges: Sequence[Merge] = ()
    partings: Sequence[Parting] = ()


@dataclass(slots=True)
class Placing:
    """Places articles into stories, one at a time, and puts what follows into the outbox in the same transaction."""

    store: Store
    detector: Detector
    pivoting: Pivoting
    topics: TopicIndex
    window: StoryWindow
    clock: Clock
    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    jobs: JobRunner = field(default_factory=JobRunner)
    _serial: asyncio.Lock = field(default_factory=asyncio.Lock)
    _hints: dict[str, str] = field(default_factory=dict)
    _indexed: dict[str, Topic] = field(default_factory=dict)
    _aside: dict[str, datetime] = field(default_factory=dict)
    """Articles that could not be placed, and when they are tried again."""
    _said: list[Ruled] = field(default_factory=list)
    """Admins' words that the stories and the window are in line with."""

    async def restore(self, *, keep: timedelta) -> int:
        """Rebuild the window and the topic index from the store; how many articles the window holds."""
        placed = await self.store.window(self.clock() - keep)
        for start in range(0, len(placed), RESTORED_AT_ONCE):
            stale = await asyncio.to_thread(self.window.load, placed[start : start + RESTORED_AT_ONCE])
            await self._compute_anew(stale)
        await self.pivoting.recall(self.store, [features.article_id for features in placed])
        await self.reload_topics()
        await self.heed()
        return len(self.window)

    async def _compute_anew(self, stale: Sequence[PlacedFeatures]) -> None:
        """Features of another version are computed from the stored articles, and kept."""
        if not stale:
            return
        stories = {row.article_id: row.story_id for row in stale}
        articles = await self.store.articles(stories)
        fresh = await asyncio.to_thread(lambda: [features(article) for article in articles])
        async with self.store.transaction() as tx:
            for found in fresh:
                await tx.put_features(found.article_id, found.to_json())
        for found in fresh:
            self.window.add(found, stories[found.article_id])
        log.info("computed the features of %d articles anew", len(fresh))

    async def reload_topics(self) -> None:
        """Make the index hold exactly the store's topics; only what changed is touched. Done before every batch, whoever changed them."""
        current = {topic.topic_id: topic for topic in await self.store.topics()}
        for topic_id in self._indexed.keys() - current.keys():
            self.topics.remove(topic_id)
        with many_coming():
            for topic_id, topic in current.items():
                if self._indexed.get(topic_id) != topic:
                    self._index(topic)
        self._indexed = current

    def _index(self, topic: Topic) -> None:
        try:
            self.topics.add(topic)
        except QueryError as error:  # written by an older version: the other topics go on
            log.error("topic %s cannot be read and matches nothing: %s", topic.topic_id, error)  # noqa: TRY400  a named error

    async def place_waiting(self, *, limit: int = 100) -> list[Placed]:
        """Place what was received and not yet placed, oldest first; what a crash left behind included (fault 2)."""
        async with self._serial:
            now = self.clock()
            self._aside = {article_id: until for article_id, until in self._aside.items() if until > now}
            await self._heed()
            unplaced = await self.store.unplaced(limit + len(self._aside))
            waiting = [article for article in unplaced if article.article_id not in self._aside]
            if not waiting:
                return []
            await self.reload_topics()
            await self.learn_hints()
            articles = await self._read(_suspects_apart(waiting))
            articles.sort(key=lambda article: (article.published, article.article_id))
            return [placed for article in articles if (placed := await self._place_safely(article))]

    async def _place_safely(self, article: Article) -> Placed | None:
        """One article that cannot be placed stands aside for a while; the others go on (I6), and it is tried again (I10)."""
        placed: list[Placed] = []

        async def job() -> None:
            if done := await self._place(article):
                placed.append(done)

        if not await self.jobs.run("place", job, of=article.article_id):
            self._aside[article.article_id] = self.clock() + STANDS_ASIDE
        return placed[0] if placed else None

    # --- detect, translate: outside any transaction, batched across articles

    async def _read(self, waiting: Sequence[Article]) -> list[Article]:
        labelled = await asyncio.to_thread(self._label, waiting)
        hopeless = [article for article in labelled if article.attempts >= MAX_TRANSLATION_ATTEMPTS]
        hopeful = [article for article in labelled if article.attempts < MAX_TRANSLATION_ATTEMPTS]
        return [article.evolve(translation=TranslationMark.FAILED) for article in hopeless] + await self._translate(hopeful)

    def _label(self, articles: Sequence[Article]) -> list[Article]:
        return [
            article.evolve(original=self.detector.label(article.original, hint=self._hints.get(article.feed, ""))) for article in articles
        ]

    async def learn_hints(self) -> None:
        """Take the feeds' languages from the store: the detector's prior."""
        self._hints = {watched.feed.slug: watched.feed.language for watched in await self.store.feeds()}

    async def _translate(self, articles: list[Article]) -> list[Article]:
        """Everything that needs the pivot in one batch; each attempt is on record before it begins (fault 18)."""
        begun = [article.evolve(attempts=article.attempts + 1) if needs_pivot(article) else article for article in articles]
        async with self.store.transaction() as tx:
            for article in begun:
                if article.attempts and await _is_current(tx, article):
                    await tx.put_article(article)
        return await self.pivoting.pivoted(begun)

    async def catch_up(self) -> list[Placed]:
        """Give articles that were placed on names and numbers alone the translation they are owed, and their stories' readers the words.

        The engine is waited for outside the line of placing, so that fresh articles do not wait for old ones.
        """
        due = self.pivoting.due(unplaced=len(await self.store.unplaced(1)))
        if due is not CatchUpDue.NOW:
            return []
        translated = await self.pivoting.caught_up()
        async with self._serial:
            return [placed for article in translated if (placed := await self._place_safely(article))]

    # --- place, announce: serial, one transaction an article

    async def _place(self, article: Article) -> Placed | None:
        """None when the publisher has edited it meanwhile: its new words are placed with the next batch."""
        found = await asyncio.to_thread(features, article)
        if article.story_id:
            return await self._refresh(article, article.story_id, found)
        placement = await asyncio.to_thread(self.window.place, found)
        self.window.add(found, placement.story_id)
        placed = None
        try:
            async with self.store.transaction() as tx:
                placed = await self._commit(tx, article, placement, found) if await _is_current(tx, article) else None
        finally:
            if placed is None:
                self.window.remove(article.article_id)
        if placed is None:
            return None
        if placed.story.story_id != placement.story_id:  # another process has merged it meanwhile
            self.window.transfer(article.article_id, placed.story.story_id)
        log.info(
            "placed %s (%s) in %s: %s %.2f", article.article_id, article.outlet, placed.story.story_id, placement.reason, placement.score
        )
        return placed

    async def _commit(self, tx: Transaction, article: Article, placement: Placement, found: Features) -> Placed:
        before = await tx.story(placement.story_id) if placement.joined else None
        after = grown(before, article, placement)
        settled = article.evolve(state=ArticleState.PLACED, story_id=after.story_id)
        await tx.put_story(after)
        await tx.place_article(settled, placement, found.to_json())
        matches = tuple(self.topics.match(settled, sources=len(after.houses)))
        announcement = await self._announce(tx, Growth(before, after, settled), matches)
        return Placed(settled, after, placement, matches, announcement)

    async def _announce(self, tx: Transaction, growth: Growth, matches: tuple[TopicMatch, ...]) -> Announcement:
        told = {reader: alert for reader, alert in (await tx.alerts_of(growth.after.story_id)).items() if has_spoken(alert)}
        matched = {match.topic_id for match in matches}
        followings = await tx.followers(matched | {topic for alert in told.values() for topic in alert.topics})
        heard = [each for each in followings if each.topic.topic_id in matched or each.subscriber.subscriber_id in told]
        announcement = announce(growth, matches, heard, told, now=self.clock(), policy=self.alerts)
        for delivery in announcement.deliveries:
            await enqueue(tx, delivery, self.alerts)
        for closed in announcement.closed:
            await tx.enqueue(closed)
        for entry in announcement.digest_entries:
            await tx.add_digest_entry(entry)
        return announcement

    async def _refresh(self, article: Article, story_id: str, found: Features) -> Placed | None:
        """An edited article keeps its story; the story's readers see the new words."""
        async with self.store.transaction() as tx:
            if not await _is_current(tx, article):
                return None
            story = await tx.story(story_id)
            placement = await tx.placement(article.article_id)
            if story is None or placement is None:
                msg = f"article {article.article_id} is edited but its story {story_id} is not in the store"
                raise LookupError(msg)
            settled = article.evolve(state=ArticleState.PLACED, story_id=story.story_id)
            after = story.evolve(revision=story.revision + 1)
            await tx.put_story(after)
            await tx.place_article(settled, placement, found.to_json())
            matches = tuple(self.topics.match(settled, sources=len(after.houses)))
            announcement = await self._announce(tx, Growth(story, after, settled), matches)
        self.window.remove(article.article_id)
        self.window.add(found, after.story_id)
        return Placed(settled, after, placement, matches, announcement)

    # --- second look

    async def look_again(self) -> SecondLook:
        """Merge stories that have turned out to be one, and take out what turned out not to belong; readers' messages follow."""
        async with self._serial:
            await self._heed()
            self.window.expire(self.clock())
            merges = await asyncio.to_thread(self.window.second_look)
            failed = [
                each
                for each in merges
                if not await self.jobs.run("merge", partial(self._merge, each.story_id, each.placement), of=each.story_id)
            ]
            partings = await asyncio.to_thread(self.window.partings)
            undone = [each for each in partings if not await self.jobs.run("part", partial(self._let_go, each), of=each.article_id)]
            again = [article_id for each in failed for article_id in self.window.members(each.story_id)]
            self.window.looked(again=[*again, *(each.article_id for each in undone)])
            await self._heed()  # the stories that rulings name may have been merged
            return SecondLook(merges, partings)

    async def _merge(self, story_id: str, placement: Placement, *, who: str = "") -> None:
        placement = await self._with_evidence(story_id, placement)
        async with self.store.transaction() as tx:
            after = await self._reshaping(tx).unite(story_id, placement, who=who)
            living = after or await tx.story(story_id)
        if living is not None:  # another process may have merged them before us
            self.window.move(story_id, living.story_id)
        if after is not None:
            log.info("merged story %s into %s: %s", story_id, after.story_id, placement.reason)

    async def _let_go(self, parting: Parting) -> None:
        article = await self.store.article(parting.article_id)
        if article is None:
            return
        placement = await asyncio.to_thread(lambda: self.window.explained(features(article), parting.placement))
        async with self.store.transaction() as tx:
            if placement.reason is PlacementReason.FELL_AWAY:
                placement = replace(placement, story_id=await free_name(tx, parting.article_id))
            into = await self._reshaping(tx).part(parting.story_id, [(parting.article_id, placement)])
        if into is not None:
            self.window.transfer(parting.article_id, into.story_id)
            log.info("parted %s from %s to %s: %s", parting.article_id, parting.story_id, into.story_id, placement.reason)

    async def _with_evidence(self, story_id: str, placement: Placement) -> Placement:
        """The founder of the story that goes is weighed against the one that stays, so that `why` can show words."""
        gone = await self.store.story(story_id)
        founder = await self.store.article(gone.founder) if gone else None
        if founder is None:
            return placement
        return await asyncio.to_thread(lambda: self.window.explained(features(founder), placement, within=placement.story_id))

    def _reshaping(self, tx: Transaction) -> Reshaping:
        return Reshaping(tx, self.topics, self.alerts, self.clock())

    # --- an admin's word

    async def merge(self, story_id: str, into: str, *, who: str = "an admin") -> None:
        """An admin's merge: final, and on record."""
        async with self._serial:
            await self._merge(story_id, Placement(into, PlacementReason.RECORDED_MERGE, 1.0), who=who)
            await self._heed()

    async def heed(self) -> None:
        """Bring stories in line with what admins have said since, here or in another process."""
        async with self._serial:
            await self._heed()

    async def _heed(self) -> None:
        said = await self.store.rulings()
        if said == self._said:
            return
        if groups := owed(said):
            await self.reload_topics()  # they say who is to hear of what
            for (stands_in, belongs), article_ids in groups.items():
                await self.jobs.run("heed", partial(self._bring, stands_in, belongs, article_ids), of=belongs)
            said = await self.store.rulings()
        for one in said:
            if one.stands_in and self.window.story_of(one.ruling.article_id) not in {None, one.stands_in}:
                self.window.transfer(one.ruling.article_id, one.stands_in)
        self.window.heed(heeded(said))
        self._said = said

    async def _bring(self, stands_in: str, belongs: str, article_ids: list[str]) -> None:
        """The founder goes only with its whole story: then two become one. Whoever else goes is split off."""
        story = await self.store.story(stands_in)
        if story is not None and story.founder in article_ids:
            await self._merge(stands_in, Placement(belongs, PlacementReason.RECORDED_MERGE, 1.0))
            return
        placement = Placement(belongs, PlacementReason.RECORDED_SPLIT, 1.0, nearest_story=stands_in)
        async with self.store.transaction() as tx:
            into = await self._reshaping(tx).part(stands_in, [(article_id, placement) for article_id in article_ids])
        if into is not None:
            log.info("split %d articles from %s to %s", len(article_ids), stands_in, into.story_id)


def _suspects_apart(waiting: Sequence[Article]) -> list[Article]:
    """The batch to read now. Whatever was begun before and never placed may have killed the process: such articles go one by one, the
    least tried first, so that a poisoned one takes no other with it.
    """
    suspects = sorted((article for article in waiting if article.attempts), key=lambda article: article.attempts)
    return suspects[:1] or list(waiting)


async def _is_current(tx: Transaction, article: Article) -> bool:
    """Whether these are still the publisher's words: polling goes on while we translate."""
    standing = await tx.article(article.article_id)
    return standing is not None and standing.content_hash == article.content_hash
