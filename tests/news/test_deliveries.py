"""What becomes of a delivery is decided by its state, its kind and the channel's answer, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clocks import NOON

from news.deliveries import (
    Body,
    Button,
    Delivery,
    DeliveryKind,
    DeliveryOutcome,
    DeliveryState,
    Receipt,
    RetryPolicy,
    call_off,
    lease_ran_out,
    settle,
    stands_in_digest,
)
from news.errors import AddressGone, RetryLater, Unknown

RECEIPT = Receipt("recording", "reader", "1")
ONCE_ONLY = [kind for kind in DeliveryKind if not kind.may_repeat]
REPEATABLE = [kind for kind in DeliveryKind if kind.may_repeat]


def sending(kind: DeliveryKind = DeliveryKind.ALERT, **changes: object) -> Delivery:
    row = Delivery("d-1", "key", kind, "reader", NOON, NOON, story_id="s-1", state=DeliveryState.SENDING, attempts=1, lease="token")
    return row.evolve(**changes)


def test_a_receipt_makes_it_sent_and_keeps_what_the_channel_needs_to_find_it_again():
    settled = settle(sending(), RECEIPT, now=NOON)
    assert (settled.state, settled.outcome, settled.receipt, settled.lease) == (DeliveryState.SENT, DeliveryOutcome.DELIVERED, RECEIPT, "")


@pytest.mark.parametrize("kind", ONCE_ONLY)
def test_a_cut_off_delivery_that_must_not_repeat_becomes_unknown(kind):
    assert settle(sending(kind), Unknown("read timed out"), now=NOON).state is DeliveryState.UNKNOWN


@pytest.mark.parametrize("kind", REPEATABLE)
def test_a_cut_off_delivery_that_may_repeat_is_due_again(kind):
    settled = settle(sending(kind), Unknown("read timed out"), now=NOON)
    assert settled.state is DeliveryState.DUE
    assert settled.due_at > NOON


def test_a_mail_with_a_stable_id_may_be_sent_again_after_a_lost_answer():
    assert settle(sending(DeliveryKind.DIGEST), Unknown("lost"), now=NOON, repeats_safely=True).state is DeliveryState.DUE


def test_a_gone_address_ends_the_delivery():
    settled = settle(sending(), AddressGone("bot was blocked"), now=NOON)
    assert (settled.state, settled.outcome) == (DeliveryState.DEAD, DeliveryOutcome.ADDRESS_GONE)


def test_the_wish_of_the_channel_is_the_wait():
    settled = settle(sending(), RetryLater("flood", timedelta(hours=12)), now=NOON)
    assert settled.due_at == NOON + timedelta(hours=12)


def test_a_channel_that_is_away_is_asked_ever_more_rarely():
    waits = [settle(sending(attempts=n), RetryLater("502", timedelta(0), whole_channel=True), now=NOON).due_at - NOON for n in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[-1] == RetryPolicy().longest


def test_our_own_pacing_is_no_attempt():
    settled = settle(sending(attempts=7), RetryLater("pace", timedelta(seconds=1), held_back=True), now=NOON)
    assert settled.attempts == 6


def test_after_too_many_attempts_it_is_dead_and_an_alert_stands_in_the_digest():
    settled = settle(sending(attempts=30), RetryLater("502", whole_channel=True), now=NOON)
    assert (settled.state, settled.outcome) == (DeliveryState.DEAD, DeliveryOutcome.GAVE_UP)
    assert stands_in_digest(settled)


def test_a_lease_that_ran_out_before_sending_is_simply_due_again():
    assert lease_ran_out(sending(state=DeliveryState.LEASED), now=NOON).state is DeliveryState.DUE


def test_an_alert_found_sending_after_a_crash_may_have_arrived_and_stands_in_the_digest():
    swept = lease_ran_out(sending(), now=NOON)
    assert swept.state is DeliveryState.UNKNOWN
    assert stands_in_digest(swept)


@given(
    kind=st.sampled_from(list(DeliveryKind)),
    attempts=st.integers(0, 40),
    result=st.sampled_from([RECEIPT, AddressGone("x"), Unknown("x"), RetryLater("x"), RetryLater("y", whole_channel=True)]),
)
def test_whatever_the_answer_nothing_stays_sending_and_due_times_move_on(kind, attempts, result):
    settled = settle(sending(kind, attempts=attempts), result, now=NOON)
    assert settled.state.is_final or (settled.state is DeliveryState.DUE and settled.due_at > NOON)
    assert settled.lease == ""


FOLLOWS = frozenset({"quakes"})


@pytest.mark.parametrize(
    ("changes", "listens", "gone", "follows", "outcome"),
    [
        ({}, True, False, FOLLOWS, None),
        ({}, True, True, FOLLOWS, DeliveryOutcome.ADDRESS_GONE),
        ({}, True, False, frozenset(), DeliveryOutcome.UNSUBSCRIBED),
        ({}, False, False, FOLLOWS, DeliveryOutcome.PAUSED),
        ({"expires_at": NOON}, True, False, FOLLOWS, DeliveryOutcome.EXPIRED),
        ({"kind": DeliveryKind.ANSWER, "expires_at": NOON}, False, True, frozenset(), None),
    ],
)
def test_the_last_look_before_sending_names_why_not(changes, listens, gone, follows, outcome):
    row = sending(topics=("quakes",)).evolve(**changes)
    assert call_off(row, listens=listens, gone=gone, follows=follows, now=NOON) == outcome


@given(st.text(), st.text(), st.lists(st.tuples(st.text(), st.text())))
def test_a_frozen_body_comes_back_as_it_was(text, html, headers):
    body = Body(
        text, html, buttons=((Button("Why", action="why/s-1"),), (Button("Original", url="https://a.example"),)), headers=tuple(headers)
    )
    assert Body.from_json(body.to_json()) == body
