"""Feeds whose hub brings their news: subscribing, verifying, renewing, leaving, and taking what is brought."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from bot.intake import Intake
from bot.jobs import JobRunner
from news.errors import FetchError, ParseError, StorageError
from news.feed import Fetched, ParsedFeed, WatchedFeed
from news.polling import without_hub
from news.ports import Clock, HubDoor, Store, Transaction
from news.websub import (
    HubMode,
    HubRequest,
    HubSubscription,
    asking,
    denied,
    discovered,
    is_lapsed,
    is_meant,
    is_over,
    is_signed,
    leaving,
    verified,
)
from web.pushes import PATH, Intent, Pushed, PushOutcome

log = logging.getLogger(__name__)

LOOKS_SECONDS = 5.0
"""Between two looks at what is due: one question to an index."""
AT_ONCE = 32


@dataclass(slots=True)
class Hubs:
    """Implements `web.pushes.PushDesk`. `public_url` is where hubs reach our pages."""

    store: Store
    door: HubDoor
    intake: Intake
    clock: Clock
    public_url: str
    jobs: JobRunner

    async def run(self, stop: asyncio.Event) -> None:
        """Look at what is due until told to stop."""
        try:
            while not stop.is_set():
                await self.jobs.run("hubs", self.tick)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), LOOKS_SECONDS)
        finally:
            await self.door.close()

    # --- what the feed says

    async def discover(self, tx: Transaction, watched: WatchedFeed, fetched: Fetched, parsed: ParsedFeed) -> None:
        """Within the poll's own transaction: subscribe where it names a hub, leave where it names it no more. The header goes first (WebSub 4)."""
        if fetched.hub:
            hub, topic = fetched.hub, fetched.self_url
        else:
            hub, topic = parsed.hub, parsed.self_url
        fresh = _fresh(watched.feed.slug, hub, topic or fetched.url) if hub else None
        known = await tx.hub_subscriptions(watched.feed.slug)
        for changed in discovered(known, fresh):
            await self._put(tx, changed, before=next((each for each in known if each.callback == changed.callback), None))

    # --- what is to be asked

    async def tick(self) -> int:
        """Ask every hub that is due; how many."""
        due = await self.store.hubs_due(self.clock(), AT_ONCE)
        await asyncio.gather(*(self._ask(each.callback) for each in due))
        return len(due)

    async def _ask(self, callback: str) -> None:
        """What we are about to ask is committed first: the hub may come to verify it before it answers."""
        asked = await self._about_to_ask(callback)
        if asked is None:
            return
        request = HubRequest(asked.hub, asked.mode, asked.topic, f"{self.public_url}{PATH}{asked.callback}", asked.secret)
        try:
            await self.door.ask(request)
        except FetchError as error:
            log.warning("hub %s of feed %s: %s", asked.hub, asked.feed, error)
            await self._note(callback, str(error))

    async def _about_to_ask(self, callback: str) -> HubSubscription | None:
        async with self.store.transaction() as tx:
            known = await tx.hub_subscription(callback)
            if known is None:
                return None
            watched = await tx.feed(known.feed)
            wanted = (
                known if watched is not None and not watched.feed.paused else leaving(known) if known.mode is HubMode.SUBSCRIBE else known
            )
            if is_over(wanted) or (wanted.mode is HubMode.UNSUBSCRIBE and (wanted.lease_until is None or is_lapsed(wanted, self.clock()))):
                await tx.delete_hub_subscription(callback)  # it never verified us, forgot us by itself, or does not listen
                return None
            asked = asking(wanted, self.clock())
            await self._put(tx, asked, before=known)
            return asked

    async def _note(self, callback: str, error: str) -> None:
        async with self.store.transaction() as tx:
            known = await tx.hub_subscription(callback)
            if known is not None:
                await tx.put_hub_subscription(known.evolve(last_error=error))

    async def _put(self, tx: Transaction, after: HubSubscription, before: HubSubscription | None) -> None:
        """A feed whose hub brings nothing any more is asked as before."""
        await tx.put_hub_subscription(after)
        if before is None or not before.state.brings or after.state.brings:
            return
        watched = await tx.feed(after.feed)
        if watched is not None:
            await tx.put_feed_state(without_hub(watched.state, self.clock(), self.intake.policy, self.intake.jitter()))

    # --- what hubs say

    async def is_known(self, callback: str) -> bool:
        return await self.store.hub_subscription(callback) is not None

    async def is_meant(self, callback: str, intent: Intent) -> bool:
        async with self.store.transaction() as tx:
            known = await tx.hub_subscription(callback)
            if known is None:
                return False
            if intent.mode == "denied":
                if intent.topic == known.topic and known.mode is HubMode.SUBSCRIBE:
                    await self._put(tx, denied(known, intent.reason, self.clock()), before=known)
                return True
            if not intent.challenge or not is_meant(known, intent.mode, intent.topic):
                log.warning("hub %s of feed %s means %r, which we did not ask for", known.hub, known.feed, intent.mode)
                return False
            if known.mode is HubMode.UNSUBSCRIBE:
                await tx.delete_hub_subscription(callback)
            else:
                lease = timedelta(seconds=intent.lease) if intent.lease is not None else None
                await tx.put_hub_subscription(verified(known, lease, self.clock()))
            log.info("hub %s of feed %s: %sd", known.hub, known.feed, intent.mode)
            return True

    async def take(self, callback: str, pushed: Pushed) -> PushOutcome:
        known = await self.store.hub_subscription(callback)
        if known is None:
            return PushOutcome.NO_SUCH_SUBSCRIPTION
        if not known.state.brings or not is_signed(pushed.body, pushed.signature, known.secret):
            log.warning("feed %s: what its hub brought is not signed by it, or not asked for", known.feed)
            return PushOutcome.IGNORED
        try:
            await self.intake.take_push(known.feed, Fetched(known.topic, pushed.body, pushed.content_type))
        except ParseError as error:
            log.warning("feed %s: what its hub brought cannot be read: %s", known.feed, error)
            return PushOutcome.IGNORED
        except StorageError as error:
            log.error("feed %s: what its hub brought cannot be stored: %s", known.feed, error)  # noqa: TRY400  a named error says what is wrong
            return PushOutcome.NOT_NOW
        return PushOutcome.TAKEN


def _fresh(feed: str, hub: str, topic: str) -> HubSubscription:
    """With a path and a secret nobody can guess (WebSub 4.2 and 8)."""
    return HubSubscription(secrets.token_urlsafe(24), feed, hub, topic, secrets.token_urlsafe(32))
