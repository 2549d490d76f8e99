"""A feed's hub brings its news by itself: W3C WebSub, the subscriber's side. Pure.

```
WANTED ─ask─▶ ASKED ─hub verifies─▶ ACTIVE ─lease nearly over, ask─▶ RENEWING ─hub verifies─▶ ACTIVE
                └─ask again, ever more rarely                          └─lease over─▶ ASKED
any ─hub says no─▶ DENIED ─a day later, ask─▶ ASKED
any ─feed removed, or names another hub─▶ LEAVING ─ask─▶ LEAVING ─hub verifies, or three questions in vain─▶ gone
```
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LEASE: Final = timedelta(days=10)
"""What we ask for; the hub has the last word."""
SHORTEST_LEASE: Final = timedelta(minutes=5)
LONGEST_LEASE: Final = timedelta(days=30)
"""Whatever a hub says, it is asked again by then: one that forgot us says nothing."""
RENEW_AT: Final = 0.8
"""Share of the lease after which it is renewed: room for a hub that is away for a while."""
FIRST_PATIENCE: Final = timedelta(minutes=10)
LONGEST_PATIENCE: Final = timedelta(days=1)
FAREWELLS: Final = 3
"""Questions to a hub that does not come to verify that we leave."""
METHODS: Final = frozenset({"sha1", "sha256", "sha384", "sha512"})
"""Of X-Hub-Signature (WebSub 7.1)."""


class HubState(StrEnum):
    """How a subscription at a hub stands."""

    WANTED = "wanted"
    """The feed names a hub; it was not asked yet."""
    ASKED = "asked"
    """It was asked and has not come to verify that it was us."""
    ACTIVE = "active"
    """It brings what the feed brings."""
    RENEWING = "renewing"
    """It does, and was asked to go on."""
    DENIED = "denied"
    """It said no. Asked again a day later."""
    LEAVING = "leaving"
    """It is to bring nothing more: the feed is gone, paused, or names another hub."""

    @property
    def brings(self) -> bool:
        return self in {HubState.ACTIVE, HubState.RENEWING}


class HubMode(StrEnum):
    """What is asked of a hub, and what it verifies (`hub.mode`)."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True, slots=True)
class HubSubscription:
    """One feed at one hub. `callback` is the random end of the address the hub calls, and the key."""

    callback: str
    feed: str
    hub: str
    topic: str
    """The address the hub knows the feed by (rel=self)."""
    secret: str = field(repr=False)
    """What the hub signs with."""
    state: HubState = HubState.WANTED
    due_at: datetime | None = None
    """When something is to be done about it; None = now."""
    lease_until: datetime | None = None
    attempts: int = 0
    """Questions since the hub last verified one."""
    last_error: str = ""

    def evolve(self, **changes: object) -> HubSubscription:
        return replace(self, **changes)  # type: ignore[arg-type]  # see Article.evolve

    @property
    def mode(self) -> HubMode:
        return HubMode.UNSUBSCRIBE if self.state is HubState.LEAVING else HubMode.SUBSCRIBE


@dataclass(frozen=True, slots=True)
class HubRequest:
    """What a hub is asked (WebSub 5.1)."""

    hub: str
    mode: HubMode
    topic: str
    callback: str
    """The whole address."""
    secret: str = field(repr=False)
    lease: timedelta = LEASE


def discovered(known: Iterable[HubSubscription], fresh: HubSubscription | None) -> list[HubSubscription]:
    """What changes when a feed names this hub and topic (`fresh`; None = it names none) and these subscriptions of it are known."""
    kept = [each for each in known if each.state is not HubState.LEAVING]
    if fresh and any((each.hub, each.topic) == (fresh.hub, fresh.topic) for each in kept):
        return [leaving(each) for each in kept if (each.hub, each.topic) != (fresh.hub, fresh.topic)]
    return [*map(leaving, kept), *([fresh] if fresh else [])]


def leaving(subscription: HubSubscription) -> HubSubscription:
    return subscription.evolve(state=HubState.LEAVING, due_at=None, attempts=0, last_error="")


def asking(subscription: HubSubscription, now: datetime) -> HubSubscription:
    """As it stands while the hub is asked: committed before, since the hub may verify before it answers. Due again in case it never does."""
    attempts = subscription.attempts + 1
    state = subscription.state
    if state is not HubState.LEAVING:
        state = HubState.RENEWING if state.brings and not is_lapsed(subscription, now) else HubState.ASKED
    return subscription.evolve(state=state, attempts=attempts, due_at=now + _patience(attempts))


def is_lapsed(subscription: HubSubscription, now: datetime) -> bool:
    return subscription.lease_until is not None and subscription.lease_until <= now


def is_over(subscription: HubSubscription) -> bool:
    """The hub was told often enough that we leave."""
    return subscription.state is HubState.LEAVING and subscription.attempts >= FAREWELLS


def is_meant(subscription: HubSubscription, mode: str, topic: str) -> bool:
    """Whether this is what we asked for, and only that (WebSub 5.3: verification of intent)."""
    if topic != subscription.topic or mode != subscription.mode:
        return False
    return subscription.state in {HubState.ASKED, HubState.RENEWING, HubState.LEAVING} and subscription.attempts > 0


def verified(subscription: HubSubscription, lease: timedelta | None, now: datetime) -> HubSubscription:
    """The hub has promised to bring the feed for so long."""
    granted = min(max(lease or LEASE, SHORTEST_LEASE), LONGEST_LEASE)
    return subscription.evolve(state=HubState.ACTIVE, attempts=0, last_error="", due_at=now + granted * RENEW_AT, lease_until=now + granted)


def denied(subscription: HubSubscription, reason: str, now: datetime) -> HubSubscription:
    """The hub may say no at any time (WebSub 5.2)."""
    return subscription.evolve(
        state=HubState.DENIED, due_at=now + LONGEST_PATIENCE, lease_until=None, last_error=f"the hub says no: {reason[:200] or 'no reason'}"
    )


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether `signature` (X-Hub-Signature, "sha256=…") was made over this very body with our secret."""
    method, _, digest = signature.strip().partition("=")
    if method.lower() not in METHODS:
        return False
    expected = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(expected.encode(), digest.strip().lower().encode())


def _patience(attempts: int) -> timedelta:
    return min(FIRST_PATIENCE * (1 << min(max(attempts - 1, 0), 20)), LONGEST_PATIENCE)
