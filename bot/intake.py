"""From a feed's address to stored articles: fetch | parse | skip known."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.moving import settle_move
from news.articles import Article, ArticleState
from news.errors import FeedError, FeedGone, FetchError, HostResting
from news.feed import FeedState, Fetched, NotModified, ParsedFeed, WatchedFeed
from news.identity import Identified, identify
from news.ingest import article_of, edited
from news.moves import host_of
from news.polling import DEFAULT_POLICY, PollOutcome, PollPolicy, PollResult, held_back, next_poll, wants_whole
from news.ports import Clock, Fetcher, Parser, Store, Transaction

log = logging.getLogger(__name__)


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
    jitter: Callable[[], float] = field(default=random.random)

    async def poll(self, watched: WatchedFeed) -> PollReport:
        """Fetch, read and store one feed. Never raises for what a feed does wrong: the report and the feed's state say it."""
        try:
            fetched = await self.fetcher.fetch(watched.feed, self._asked_with(watched))
            if isinstance(fetched, NotModified):
                return await self._unchanged(watched, fetched)
            parsed = await self.parser.parse(fetched, watched.feed)
        except FeedError as error:
            return await self._failed(watched, error)
        return await self.store_entries(watched, fetched, parsed)

    async def store_entries(self, watched: WatchedFeed, fetched: Fetched, parsed: ParsedFeed) -> PollReport:
        """Store what is new, note what was edited, and move the feed's due time, all in one transaction."""
        identified = identify(parsed.entries, watched.feed.slug)
        async with self.store.transaction() as tx:
            current = await tx.feed(watched.feed.slug)
            if current is None:  # removed while it was polled (fault 21)
                return PollReport(watched.feed.slug, fetched=fetched, parsed=parsed)
            new, changed = await self._sort_out(tx, current, identified)
            complete = len(new) < self.new_per_poll
            result = PollResult(
                PollOutcome.NEWS if new else PollOutcome.EMPTY,
                new_entries=len(new),
                ttl=parsed.ttl,
                skips=parsed.skips,
                max_age=fetched.max_age,
                etag=fetched.etag if complete else "",  # what the cap left out must be asked for again
                last_modified=fetched.last_modified if complete else "",
                moved_to=fetched.moved_to,
            )
            state = self._next(current, result)
            await settle_move(tx, WatchedFeed(current.feed, state), now=self.clock())
        return PollReport(
            watched.feed.slug, tuple(new), tuple(changed), len(parsed.entries), fetched=fetched, parsed=parsed, due=state.due_reason
        )

    async def _sort_out(
        self, tx: Transaction, watched: WatchedFeed, identified: Sequence[Identified]
    ) -> tuple[list[Article], list[Article]]:
        known = await tx.known_keys(key for each in identified for key in each.keys)
        new: list[Article] = []
        changed: list[Article] = []
        for each in identified:
            article_id = next((known[key] for key in each.keys if key in known), None)
            if article_id is None:
                if len(new) < self.new_per_poll and (article := await self._add(tx, watched, each)):
                    new.append(article)
            elif article := await self._edit(tx, article_id, each, watched):
                changed.append(article)
        return new, changed

    async def _add(self, tx: Transaction, watched: WatchedFeed, each: Identified) -> Article | None:
        first_poll = watched.state.last_ok_at is None
        article = article_of(each.entry, each.article_id, watched.feed, now=self.clock(), silent=first_poll)
        return article if await tx.add_article(article, each.keys) else None

    async def _edit(self, tx: Transaction, article_id: str, each: Identified, watched: WatchedFeed) -> Article | None:
        """Only the feed that brought an article may edit it: a second feed with the same link has its own words for it."""
        article = await tx.article(article_id)
        if article is None or article.feed != watched.feed.slug:
            return None
        await tx.claim_keys(article_id, each.keys)
        change = edited(article, each.entry)
        if change is not None:
            await tx.put_article(change.evolve(state=ArticleState.RECEIVED))
        return change

    async def _unchanged(self, watched: WatchedFeed, answer: NotModified) -> PollReport:
        result = PollResult(PollOutcome.NOT_MODIFIED, max_age=answer.max_age, etag=answer.etag, last_modified=answer.last_modified)
        due = await self._move_on(watched, result)
        return PollReport(watched.feed.slug, not_modified=True, due=due)

    async def _failed(self, watched: WatchedFeed, error: FeedError) -> PollReport:
        log.warning("feed %s: %s", watched.feed.slug, error)
        retry_after = error.retry_after if isinstance(error, FetchError) else None
        result = PollResult(_outcome_of(error), error=str(error), retry_after=retry_after)
        host = error.host if isinstance(error, FetchError) and not isinstance(error, HostResting) else ""
        due = await self._move_on(watched, result, resting=host if retry_after else "")
        return PollReport(watched.feed.slug, error=error, due=due)

    async def _move_on(self, watched: WatchedFeed, result: PollResult, *, resting: str = "") -> str:
        """`resting`: a host that asked us to wait; then its other feeds wait as well."""
        async with self.store.transaction() as tx:
            current = await tx.feed(watched.feed.slug)
            if current is None:
                return ""
            state = self._next(current, result)
            await tx.put_feed_state(state)
            if resting and result.retry_after:
                await self._hold_back_siblings(tx, watched.feed.slug, resting, result.retry_after)
            return state.due_reason

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


def _outcome_of(error: FeedError) -> PollOutcome:
    if isinstance(error, HostResting):
        return PollOutcome.HELD_BACK
    return PollOutcome.GONE if isinstance(error, FeedGone) else PollOutcome.FAILED
