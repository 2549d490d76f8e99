"""From a feed's address to stored articles: fetch | parse | skip known."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.full_texts import PageReading
from bot.moving import settle_move
from bot.refraining import without_what_outlets_repeat
from news.articles import Article, ArticleState
from news.beginnings import BeginningPolicy, begin, is_beginning
from news.errors import FeedError, FeedGone, FetchError, HostResting
from news.feed import FeedState, Fetched, NotModified, ParsedFeed, WatchedFeed
from news.identity import Identified, identify
from news.ingest import article_of, edited, with_full_text
from news.moves import host_of
from news.polling import DEFAULT_POLICY, PollOutcome, PollPolicy, PollResult, after_push, held_back, next_poll, wants_whole
from news.ports import Clock, Fetcher, Parser, Store, Transaction
from news.sameness import document_hash

log = logging.getLogger(__name__)

LARGE = 200_000
"""Bytes of a feed that takes longer to identify (15 ms) than going to another thread does."""


@dataclass(frozen=True, slots=True)
class PollReport:
    """What one poll brought. `error` is set when it failed; then nothing else is."""

    slug: str
    new: tuple[Article, ...] = ()
    edited: tuple[Article, ...] = ()
    entries: int = 0
    not_modified: bool = False
    fetched: Fetched | None = None
    parsed: ParsedFeed | None = None
    error: FeedError | None = None
    due: str = ""
    """`FeedDue` of the next poll."""
    after: WatchedFeed | None = None
    """The feed as the poll left it; None when it is gone."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """What a poll's entries turned out to be."""

    new: list[Article]
    changed: list[Article]
    is_complete: bool
    """Nothing was left for the next poll."""


Discover = Callable[[Transaction, WatchedFeed, Fetched, ParsedFeed], Awaitable[None]]


async def _nothing_more(tx: Transaction, watched: WatchedFeed, fetched: Fetched, parsed: ParsedFeed) -> None:
    """Nobody else wants to know."""


@dataclass(slots=True)
class Intake:
    """Polls feeds. A poll stores its entries, its validators and its next due time in one transaction (fault 1)."""

    store: Store
    fetcher: Fetcher
    parser: Parser
    clock: Clock
    policy: PollPolicy = DEFAULT_POLICY
    new_per_poll: int = 200
    """A feed that makes up new guids at every poll may not flood the street (fault 7)."""
    beginning: BeginningPolicy = field(default_factory=BeginningPolicy)
    jitter: Callable[[], float] = field(default=random.random)
    pages: PageReading | None = None
    """For feeds that ask for full texts; None where no page can be read."""
    discover: Discover = _nothing_more
    """Called in the transaction of every poll that read a whole feed."""

    async def poll(self, watched: WatchedFeed) -> PollReport:
        """Fetch, read and store one feed. Never raises for what a feed does wrong: the report and the feed's state say it."""
        try:
            fetched = await self.fetcher.fetch(watched.feed, self._asked_with(watched))
            if isinstance(fetched, NotModified):
                return await self._unchanged(watched, fetched)
            if self._says_the_same(watched, fetched):
                return await self._unchanged(watched, fetched)
            parsed = await self.parser.parse(fetched, watched.feed)
        except FeedError as error:
            return await self._failed(watched, error)
        return await self.store_entries(watched, fetched, parsed)

    async def store_entries(self, watched: WatchedFeed, fetched: Fetched, parsed: ParsedFeed) -> PollReport:
        """Store what is new, note what was edited, and move the feed's due time, all in one transaction."""
        identified = await self._identified(watched, fetched, parsed)
        async with self.store.transaction() as tx:
            current = await tx.feed(watched.feed.slug)
            if current is None:  # removed while it was polled (fault 21)
                return PollReport(watched.feed.slug, fetched=fetched, parsed=parsed)
            found = await self._sort_out(tx, current, identified)
            result = PollResult(
                PollOutcome.NEWS if found.new else PollOutcome.EMPTY,
                new_entries=len(found.new),
                ttl=parsed.ttl,
                skips=parsed.skips,
                max_age=fetched.max_age,
                etag=fetched.etag if found.is_complete else "",  # what the cap left out must be asked for again
                last_modified=fetched.last_modified if found.is_complete else "",
                read_hash=document_hash(fetched.body, fetched.content_type) if found.is_complete else "",
                moved_to=fetched.moved_to,
            )
            state = self._next(current, result)
            await settle_move(tx, WatchedFeed(current.feed, state), now=self.clock())
            await self.discover(tx, current, fetched, parsed)
        return PollReport(
            watched.feed.slug,
            tuple(found.new),
            tuple(found.changed),
            len(parsed.entries),
            fetched=fetched,
            parsed=parsed,
            due=state.due_reason,
            after=WatchedFeed(current.feed, state),
        )

    async def take_push(self, slug: str, fetched: Fetched) -> PollReport:
        """Store what the feed's hub brought, as a poll would; only due times and validators stay the polls' own. `ParseError` when it is no feed."""
        watched = await self.store.feed(slug)
        if watched is None or watched.feed.paused:
            return PollReport(slug)
        parsed = await self.parser.parse(fetched, watched.feed)
        identified = await self._identified(watched, fetched, parsed)
        async with self.store.transaction() as tx:
            current = await tx.feed(slug)
            if current is None or current.feed.paused:
                return PollReport(slug)
            found = await self._sort_out(tx, current, identified)
            state = after_push(current.state, len(found.new), self.clock(), self.policy, self.jitter())
            await tx.put_feed_state(state)
        return PollReport(
            slug, tuple(found.new), tuple(found.changed), len(parsed.entries), fetched=fetched, parsed=parsed, due=state.due_reason
        )

    async def _identified(self, watched: WatchedFeed, fetched: Fetched, parsed: ParsedFeed) -> list[Identified]:
        """A feed of many megabytes is compared beside the loop: fifteen took it two seconds, in which nobody else was served."""
        if len(fetched.body) < LARGE:
            identified = identify(parsed.entries, watched.feed.slug)
        else:
            identified = await asyncio.to_thread(identify, parsed.entries, watched.feed.slug)
        if watched.feed.full_text and self.pages:
            identified = await self.pages.completed(watched.feed, identified)
        return identified

    async def _sort_out(self, tx: Transaction, watched: WatchedFeed, identified: Sequence[Identified]) -> _Sorted:
        """All of a poll's questions are asked at once: most polls bring thirty entries that are known and as they were."""
        known = await tx.known_keys(key for each in identified for key in each.keys)
        arrivals: list[Identified] = []
        familiar: dict[str, Identified] = {}  # of an article told twice in one poll the first telling counts, as when it was new
        for each in identified:
            article_id = next((known[key] for key in each.keys if key in known), None)
            if article_id is None:
                arrivals.append(each)
            else:
                familiar.setdefault(article_id, each)
        if is_beginning(watched.state):
            new, is_complete = await self._begin(tx, watched, arrivals), True
        else:
            new, is_complete = await self._add(tx, watched, arrivals[: self.new_per_poll]), len(arrivals) <= self.new_per_poll
        changed = await self._edit(tx, watched, familiar, known)
        return _Sorted(new, changed, is_complete)

    async def _begin(self, tx: Transaction, watched: WatchedFeed, arrivals: Sequence[Identified]) -> list[Article]:
        policy = replace(self.beginning, keeps=min(self.beginning.keeps, self.new_per_poll))
        beginning = begin(arrivals, policy)
        new = await self._add(tx, watched, beginning.kept, silent=lambda each: each.article_id not in beginning.told)
        await tx.claim_keys({key: each.article_id for each in beginning.passed_over for key in each.keys})
        return new

    async def _add(
        self, tx: Transaction, watched: WatchedFeed, arrivals: Sequence[Identified], silent: Callable[[Identified], bool] = lambda _: False
    ) -> list[Article]:
        now = self.clock()
        articles = [
            with_full_text(article_of(each.entry, each.article_id, watched.feed, now=now, silent=silent(each)), each.full_text)
            for each in arrivals
        ]
        articles = await without_what_outlets_repeat(tx, articles, are_new=True)
        added = await tx.add_articles([(article, each.keys) for article, each in zip(articles, arrivals, strict=True)])
        return [article for article, is_new in zip(articles, added, strict=True) if is_new]

    async def _edit(
        self, tx: Transaction, watched: WatchedFeed, familiar: Mapping[str, Identified], known: Mapping[str, str]
    ) -> list[Article]:
        """Only the feed that brought an article may edit it: a second feed with the same link has its own words for it."""
        wordings = await tx.wordings(familiar)
        own = {article_id: familiar[article_id] for article_id, words in wordings.items() if words.feed == watched.feed.slug}
        await tx.claim_keys({key: article_id for article_id, each in own.items() for key in each.keys if key not in known})
        reworded = {article_id: each for article_id, each in own.items() if each.content_hash != wordings[article_id].content_hash}
        changed = []
        for article in await tx.articles(reworded):
            change = edited(article, reworded[article.article_id].entry)
            if change is not None:
                changed.append(with_full_text(change, article.original.body) if watched.feed.full_text else change)
        changed = await without_what_outlets_repeat(tx, changed, are_new=False)
        for change in changed:
            await tx.put_article(change.evolve(state=ArticleState.RECEIVED))
        return changed

    def _says_the_same(self, watched: WatchedFeed, fetched: Fetched) -> bool:
        """Whether reading it would bring nothing; but a poll that asks for the whole document reads it, and so does one that was sent on."""
        if wants_whole(watched.state, watched.feed, self.policy) or fetched.moved_to or watched.state.moved_to:
            return False
        return document_hash(fetched.body, fetched.content_type) == watched.state.read_hash != ""

    async def _unchanged(self, watched: WatchedFeed, answer: NotModified | Fetched) -> PollReport:
        result = PollResult(PollOutcome.NOT_MODIFIED, max_age=answer.max_age, etag=answer.etag, last_modified=answer.last_modified)
        after = await self._move_on(watched, result)
        return PollReport(watched.feed.slug, not_modified=True, due=_due(after), after=after)

    async def _failed(self, watched: WatchedFeed, error: FeedError) -> PollReport:
        log.warning("feed %s: %s", watched.feed.slug, error)
        retry_after = error.retry_after if isinstance(error, FetchError) else None
        result = PollResult(_outcome_of(error), error=str(error), retry_after=retry_after)
        host = error.host if isinstance(error, FetchError) and not isinstance(error, HostResting) else ""
        after = await self._move_on(watched, result, resting=host if retry_after else "")
        return PollReport(watched.feed.slug, error=error, due=_due(after), after=after)

    async def _move_on(self, watched: WatchedFeed, result: PollResult, *, resting: str = "") -> WatchedFeed | None:
        """`resting`: a host that asked us to wait; then its other feeds wait as well."""
        async with self.store.transaction() as tx:
            current = await tx.feed(watched.feed.slug)
            if current is None:
                return None
            state = self._next(current, result)
            await tx.put_feed_state(state)
            if resting and result.retry_after:
                await self._hold_back_siblings(tx, watched.feed.slug, resting, result.retry_after)
            return WatchedFeed(current.feed, state)

    async def _hold_back_siblings(self, tx: Transaction, slug: str, host: str, wait: timedelta) -> None:
        until = self.clock() + min(wait, self.policy.longest_retry_after)
        for each in await tx.feeds():
            if each.feed.slug != slug and not each.feed.paused and host_of(each) == host:
                await tx.put_feed_state(held_back(each.state, until, self.policy, self.jitter()))

    def _asked_with(self, watched: WatchedFeed) -> FeedState:
        """The state to fetch with: once in a while without validators, because some servers answer 304 for ever."""
        if wants_whole(watched.state, watched.feed, self.policy):
            return watched.state.evolve(etag="", last_modified="")
        return watched.state

    def _next(self, watched: WatchedFeed, result: PollResult) -> FeedState:
        return next_poll(watched.state, watched.feed, result, self.clock(), self.policy, self.jitter())


def _due(after: WatchedFeed | None) -> str:
    return after.state.due_reason if after else ""


def _outcome_of(error: FeedError) -> PollOutcome:
    if isinstance(error, HostResting):
        return PollOutcome.HELD_BACK
    return PollOutcome.GONE if isinstance(error, FeedGone) else PollOutcome.FAILED
