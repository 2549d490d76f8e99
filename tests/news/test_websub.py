"""The pure side of WebSub: what a subscription becomes, and whose signature is believed."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clocks import NOON

from news.feed import FeedState
from news.polling import FeedDue, after_push, without_hub
from news.websub import HubMode, HubState, HubSubscription, asking, denied, discovered, is_meant, is_over, is_signed, leaving, verified

TOPIC = "https://anka.example/rss"
FRESH = HubSubscription("c1", "anka", "https://hub.example/", TOPIC, "secret")
DAY = timedelta(days=1)


@given(st.binary(max_size=200), st.sampled_from(["sha1", "sha256", "sha384", "sha512"]), st.text(min_size=1, max_size=40))
def test_only_our_secret_over_this_very_body_is_believed(body: bytes, method: str, secret: str) -> None:
    """In either case of letters; not another body, secret, method or no digest at all."""
    digest = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    assert is_signed(body, f"{method}={digest}", secret)
    assert is_signed(body, f" {method.upper()}={digest.upper()} ", secret)
    for signature in (f"{method}={digest[:-1]}", f"md5={digest}", digest, f"{method}=", "", f"{method}={digest}ş", "="):
        assert not is_signed(body, signature, secret)
    assert not is_signed(body + b" ", f"{method}={digest}", secret)
    assert not is_signed(body, f"{method}={digest}", secret + "x")


@given(st.none() | st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_a_lease_is_renewed_before_it_is_over(lease: timedelta | None) -> None:
    """Whatever the hub says: not every minute, and at least once a month."""
    active = verified(asking(FRESH, NOON), lease, NOON)
    assert active.due_at is not None
    assert active.lease_until is not None
    assert NOON + timedelta(minutes=4) <= active.due_at < active.lease_until <= NOON + timedelta(days=30)
    assert asking(active, active.due_at).state is HubState.RENEWING
    assert asking(active, active.lease_until).state is HubState.ASKED


@given(st.integers(1, 60))
def test_a_hub_is_asked_ever_more_rarely_and_at_least_once_a_day(attempts: int) -> None:
    """Due times always move on."""
    subscription = FRESH
    waits = []
    for _ in range(attempts):
        subscription = asking(subscription, NOON)
        assert subscription.due_at is not None
        waits.append(subscription.due_at - NOON)
    assert waits == sorted(waits)
    assert timedelta(minutes=10) <= waits[0] <= waits[-1] <= DAY


@pytest.mark.parametrize(
    ("subscription", "mode", "meant"),
    [
        (FRESH, "subscribe", False),
        (asking(FRESH, NOON), "subscribe", True),
        (asking(FRESH, NOON), "unsubscribe", False),
        (verified(asking(FRESH, NOON), None, NOON), "subscribe", False),
        (asking(verified(asking(FRESH, NOON), None, NOON), NOON), "subscribe", True),
        (denied(asking(FRESH, NOON), "no", NOON), "subscribe", False),
        (leaving(verified(asking(FRESH, NOON), None, NOON)), "unsubscribe", False),
        (asking(leaving(verified(asking(FRESH, NOON), None, NOON)), NOON), "unsubscribe", True),
        (asking(leaving(verified(asking(FRESH, NOON), None, NOON)), NOON), "subscribe", False),
    ],
)
def test_only_what_was_asked_and_not_yet_verified_is_meant(subscription: HubSubscription, mode: str, *, meant: bool) -> None:
    """Of this topic."""
    assert is_meant(subscription, mode, TOPIC) is meant
    assert not is_meant(subscription, mode, TOPIC + "/")


def test_a_feed_keeps_one_subscription() -> None:
    """The same hub and topic change nothing; another hub takes its place; none at all ends it; who is leaving leaves."""
    active = verified(asking(FRESH, NOON), None, NOON)
    again, other = FRESH.evolve(callback="c2"), FRESH.evolve(callback="c3", hub="https://other.example/")
    assert discovered([], FRESH) == [FRESH]
    assert discovered([active], again) == []
    assert discovered([active], other) == [leaving(active), other]
    assert discovered([active], None) == [leaving(active)]
    assert discovered([leaving(active)], again) == [again]
    assert discovered([], None) == []


def test_a_hub_is_told_three_times_that_we_leave() -> None:
    """One that does not verify it is told no more; its lease ends by itself."""
    subscription = leaving(verified(asking(FRESH, NOON), None, NOON))
    for _ in range(3):
        assert not is_over(subscription)
        subscription = asking(subscription, NOON)
        assert (subscription.state, subscription.mode) == (HubState.LEAVING, HubMode.UNSUBSCRIBE)
    assert is_over(subscription)


def test_pushes_make_polls_rare_and_never_put_them_off_for_ever() -> None:
    """Three hours after the last poll, however often the hub brings something; a feed that fails keeps its own time."""
    polled = FeedState("anka", last_polled_at=NOON, last_ok_at=NOON, next_poll_at=NOON + timedelta(minutes=10), due_reason=FeedDue.NEWS)
    state = polled
    for minutes in range(0, 180, 5):
        state = after_push(state, 1, NOON + timedelta(minutes=minutes), jitter=0)
    assert (state.next_poll_at, state.due_reason, state.entries) == (NOON + timedelta(hours=3), FeedDue.PUSHED, 36)
    failing = after_push(polled.evolve(failures=2, due_reason=FeedDue.BACKING_OFF), 1, NOON)
    assert (failing.next_poll_at, failing.due_reason) == (polled.next_poll_at, FeedDue.BACKING_OFF)
    without = without_hub(state, NOON, jitter=0.5)
    assert (without.next_poll_at, without.pushed_at) == (NOON + timedelta(minutes=1), None)
    assert without_hub(polled, NOON) == polled
