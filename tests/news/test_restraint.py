"""How many alerts ring in an hour, and when waiting ones become one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.alerts import AlertPolicy
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, call_off
from news.restraint import HOUR, piled_up, room_again

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
POLICY = AlertPolicy()
seconds = st.lists(st.integers(-7200, 7200), max_size=60).map(lambda each: [NOON + timedelta(seconds=n) for n in each])


@given(seconds, st.integers(1, 30))
def test_there_is_room_again_as_soon_as_an_hour_holds_fewer(rung, most):
    """Not before, and never later than an hour from now, whatever the clock did."""
    again = room_again(rung, now=NOON, most=most)
    lately = [moment for moment in rung if NOON - HOUR < moment <= NOON]
    if again is None:
        assert len(lately) < most
    else:
        assert NOON < again <= NOON + HOUR
        assert sum(again - HOUR < moment for moment in lately) < most
        assert sum(again - HOUR <= moment for moment in lately) >= most


@given(seconds)
def test_without_a_limit_there_is_always_room(rung):
    """0 means: as many as there are."""
    assert room_again(rung, now=NOON, most=0) is None


def alert(minutes_late: float, number: int = 0, *, hold: timedelta = POLICY.hold) -> Delivery:
    due_at = NOON - timedelta(minutes=minutes_late)
    return Delivery(
        f"d-{number}", f"k{number}", DeliveryKind.ALERT, "ada", due_at, due_at - hold, due_at + POLICY.time_to_live, story_id=f"s-{number}"
    )


@pytest.mark.parametrize(("waiting", "rolled"), [((16,) * 5, 0), ((16,) * 6, 6), ((16,) * 6 + (14, 0), 6), ((14,) * 200, 0)])
def test_only_many_that_are_late_become_one(waiting, rolled):
    """A burst is no outage, and few late ones are still told one by one."""
    assert len(piled_up([alert(late, n) for n, late in enumerate(waiting)], now=NOON, policy=POLICY)) == rolled


def test_a_retry_does_not_make_an_alert_young():
    """It is due anew after each refusal, and late all the same; what waited for its hold is not."""
    retried = [alert(60, n).evolve(due_at=NOON) for n in range(6)]
    assert len(piled_up(retried, now=NOON, policy=POLICY)) == len(retried)
    held = [alert(0, n, hold=timedelta(hours=1)) for n in range(6)]
    assert piled_up(held, now=NOON, policy=POLICY) == ()


def test_what_is_too_old_is_left_to_the_digest():
    """As it would be by itself."""
    old = [alert(12 * 60 + 1, n) for n in range(9)]
    fresh = [alert(60, n) for n in range(10, 16)]
    assert piled_up([*old, *fresh], now=NOON, policy=POLICY) == fresh


@pytest.mark.parametrize(
    ("kind", "reason", "outcome"),
    [
        (DeliveryKind.ALERT, "new_story", DeliveryOutcome.TOO_MANY),
        (DeliveryKind.FOLLOW_UP, "more_outlets", DeliveryOutcome.TOO_MANY),
        (DeliveryKind.EDIT, "grew", None),
        (DeliveryKind.CATCH_UP, "too_many", None),
        (DeliveryKind.DIGEST, "digest_due", None),
        (DeliveryKind.ANSWER, "help", None),
    ],
)
def test_after_an_hours_alerts_only_what_rings_unasked_waits(kind, reason, outcome):
    row = Delivery("d-1", "k", kind, "ada", NOON, NOON, reason=reason)
    assert call_off(row, listens=True, gone=False, follows=frozenset(), now=NOON, full=True) == outcome


@pytest.mark.parametrize("reason", ["too_many", "piled_up"])
def test_a_catch_up_nobody_asked_for_respects_quiet_hours(reason):
    row = Delivery("d-1", "k", DeliveryKind.CATCH_UP, "ada", NOON, NOON, reason=reason)
    assert call_off(row, listens=True, gone=False, follows=frozenset(), now=NOON, quiet=True) is DeliveryOutcome.QUIET_HOURS
