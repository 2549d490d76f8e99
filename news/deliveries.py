"""The outbox: what is owed to whom, and what becomes of it.

            enqueue                 lease                mark_sending              settle
    (cause) ───────▶ DUE ──────────────────▶ LEASED ───────────────────▶ SENDING ─────────▶ SENT
                      ▲ ▲                      │ lease ran out             │ │ │
                      │ └──────────────────────┘                           │ │ └ AddressGone, expired, gave up ▶ DEAD
                      └──────────────── RetryLater ────────────────────────┘ └ Unknown, crash ▶ UNKNOWN

SENDING is committed just before the call, so a row found SENDING after a crash may have arrived: an alert becomes UNKNOWN, is
never sent again by itself and stands in the subscriber's next digest; kinds that may repeat (answers, edits, mails with a
stable id) become DUE again.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from news.errors import AddressGone, DeliveryError, RetryLater, Unknown


class DeliveryKind(StrEnum):
    ALERT = "alert"
    """A story's first word to a subscriber. At most once."""
    FOLLOW_UP = "follow_up"
    """A reply to an alert, for a named reason. At most once."""
    EDIT = "edit"
    """An alert already sent is rewritten because the story grew. Idempotent; one row per (story, subscriber), re-armed."""
    DIGEST = "digest"
    CATCH_UP = "catch_up"
    """What waited while nothing was to be said, in one."""
    BROADCAST = "broadcast"
    """An admin's word to everybody. At most once."""
    ANSWER = "answer"
    """To a command. At least once."""
    NOTICE = "notice"
    """To an admin: a feed is failing. At least once."""

    @property
    def may_repeat(self) -> bool:
        """Whether sending it twice does no harm."""
        return self in {DeliveryKind.EDIT, DeliveryKind.ANSWER, DeliveryKind.NOTICE}

    @property
    def urgency(self) -> int:
        """Who goes first where several are due: 0 somebody who asked, 1 news, 2 what changes a screen or is said to all, 3 what can wait."""
        return _URGENCY[self]


_URGENCY = {
    DeliveryKind.ANSWER: 0,
    DeliveryKind.NOTICE: 0,
    DeliveryKind.ALERT: 1,
    DeliveryKind.FOLLOW_UP: 1,
    DeliveryKind.EDIT: 2,
    DeliveryKind.BROADCAST: 2,
    DeliveryKind.DIGEST: 3,
    DeliveryKind.CATCH_UP: 3,
}


class DeliveryState(StrEnum):
    DUE = "due"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    UNKNOWN = "unknown"

    @property
    def is_final(self) -> bool:
        return self in {DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.UNKNOWN}


class DeliveryOutcome(StrEnum):
    """Why a delivery is in the state it is in. Logs, metrics, tests and `why` print it."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    RETRY_LATER = "retry_later"
    LEASE_RAN_OUT = "lease_ran_out"
    CUT_OFF = "cut_off"
    """The channel cannot say whether it arrived, or we crashed while sending."""
    ADDRESS_GONE = "address_gone"
    GAVE_UP = "gave_up"
    """Too many attempts."""
    EXPIRED = "expired"
    """Too old to be news; stands in the digest."""
    UNSUBSCRIBED = "unsubscribed"
    PAUSED = "paused"
    QUIET_HOURS = "quiet_hours"
    """Not now: a catch-up tells it when they end."""
    DIGEST_PACE = "digest_pace"
    """Its topics were moved to the digest before it went out."""
    TOO_MANY = "too_many"
    """The subscriber has had an hour's alerts: a catch-up tells it, and the others, when there is room."""
    PILED_UP = "piled_up"
    """An outage kept it, among many: one catch-up tells them all."""
    MUTED = "muted"
    """The subscriber wants to hear no more of it."""
    SKIPPED = "skipped"
    """A digest whose hour passed long ago, because we slept: its stories stand in the next one."""
    NOTHING_TO_SAY = "nothing_to_say"
    """Rendering found nothing new (an edit that changes no character, an empty digest)."""
    RENDER_FAILED = "render_failed"
    BURIED = "buried"
    """An admin said so."""


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: opens `url`, or sends `action` (≤ 64 bytes) back."""

    label: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that goes along with an answer."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered delivery, frozen before the call so that a retry says the same words.

    `html` is in the channel's own dialect (Telegram HTML, or a whole mail page); `text` is plain.
    """

    text: str
    html: str = ""
    subject: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    file: TextFile | None = None

    def to_json(self) -> str:
        plain = {
            "text": self.text,
            "html": self.html,
            "subject": self.subject,
            "buttons": [[asdict(button) for button in row] for row in self.buttons],
            "headers": self.headers,
            "file": self.file and asdict(self.file),
        }
        return json.dumps(plain, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Body:
        raw: dict[str, Any] = json.loads(text)
        raw["buttons"] = tuple(tuple(Button(**button) for button in row) for row in raw["buttons"])
        raw["headers"] = tuple((name, value) for name, value in raw["headers"])
        raw["file"] = TextFile(**raw["file"]) if raw.get("file") else None
        return cls(**raw)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel needs to find its message again. `reference` is opaque to everyone else."""

    channel: str
    address: str
    reference: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the outbox. `key` is unique: the same cause never enters twice."""

    delivery_id: str
    key: str
    kind: DeliveryKind
    subscriber_id: str
    due_at: datetime
    created_at: datetime
    expires_at: datetime | None = None
    story_id: str = ""
    topics: tuple[str, ...] = ()
    """Topic ids that matched."""
    words: tuple[str, ...] = ()
    """The words that matched, for `why`."""
    reason: str = ""
    """The `AlertReason` (or other named reason) that caused it."""
    payload: str = ""
    """JSON for kinds that are not rendered from a story (answers, notices, digest dates)."""
    state: DeliveryState = DeliveryState.DUE
    outcome: DeliveryOutcome = DeliveryOutcome.WAITING
    attempts: int = 0
    lease: str = ""
    """Token of whoever holds it; "" when nobody does."""
    leased_until: datetime | None = None
    body: Body | None = None
    """Frozen at the first SENDING."""
    revision: int = 0
    """The story's revision that `body` shows."""
    receipt: Receipt | None = None
    sent_at: datetime | None = None
    note: str = ""
    """Last error, redacted."""

    def evolve(self, **changes: object) -> Delivery:
        return replace(self, **changes)  # type: ignore[arg-type]  # see Article.evolve

    def due_again(self, due_at: datetime) -> Delivery:
        """Due at another time, for which it lives as long as it did for the first."""
        moved = due_at - self.due_at
        return self.evolve(due_at=due_at, expires_at=self.expires_at and self.expires_at + moved)

    def again(self) -> Delivery:
        """The same once more, under a name of its own."""
        key = f"{self.key}/again"
        return self.evolve(key=key, delivery_id=delivery_id(key))


def delivery_id(key: str) -> str:
    """A short name for people to type, made from the key: 70 bits, so that two rows of a billion do not share one."""
    digest = hashlib.sha256(key.encode()).digest()
    return "d-" + base64.b32encode(digest).decode().lower()[:14]


def alert_key(story_id: str, subscriber_id: str) -> str:
    return f"alert/{story_id}/{subscriber_id}"


def edit_key(story_id: str, subscriber_id: str) -> str:
    return f"edit/{story_id}/{subscriber_id}"


def follow_up_key(story_id: str, subscriber_id: str, reason: str) -> str:
    return f"follow_up/{story_id}/{subscriber_id}/{reason}"


def digest_key(subscriber_id: str, local_date: str) -> str:
    return f"digest/{subscriber_id}/{local_date}"


def catch_up_key(subscriber_id: str, moment: datetime) -> str:
    return f"catch_up/{subscriber_id}/{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def answer_key(channel: str, update: str) -> str:
    return f"answer/{channel}/{update}"


def broadcast_key(broadcast: str, subscriber_id: str) -> str:
    return f"broadcast/{broadcast}/{subscriber_id}"


def notice_key(subscriber_id: str, about: str) -> str:
    return f"notice/{subscriber_id}/{about}"


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """A story that waits for a subscriber's next digest, and why it is there and not in an alert."""

    subscriber_id: str
    story_id: str
    reason: str
    """`AlertReason.DIGEST_PACE`, or the `DeliveryOutcome` that kept the alert from being seen."""
    added_at: datetime
    topics: tuple[str, ...] = ()
    digest: str = ""
    """Key of the digest or catch-up that carries it; "" while it waits."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long we try. Attempts are spaced by the channel's wish, or doubling from `first` up to `longest`."""

    first: timedelta = timedelta(seconds=10)
    longest: timedelta = timedelta(minutes=30)
    attempts: int = 30
    lease: timedelta = timedelta(seconds=60)

    def wait(self, attempts: int) -> timedelta:
        doublings: int = 2 ** min(max(attempts, 0), 16)
        return min(self.longest, self.first * doublings)


DEFAULT_RETRIES = RetryPolicy()
_STOPPED = "stopped while sending; it may have arrived"


def settle(
    delivery: Delivery,
    result: Receipt | DeliveryError,
    *,
    now: datetime,
    policy: RetryPolicy = DEFAULT_RETRIES,
    repeats_safely: bool = False,
) -> Delivery:
    """What a SENDING delivery becomes once the channel answered. Pure; the caller stores it.

    `repeats_safely`: the channel's `kind_repeats_safely`, so that a cut-off mail with a stable id may go out again.
    """
    settled = delivery.evolve(lease="", leased_until=None)
    match result:
        case Receipt():
            return settled.evolve(state=DeliveryState.SENT, outcome=DeliveryOutcome.DELIVERED, receipt=result, sent_at=now, note="")
        case AddressGone():
            return settled.evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.ADDRESS_GONE, note=str(result))
        case Unknown():
            return cut_off(settled, now=now, note=str(result), policy=policy, repeats_safely=repeats_safely)
        case RetryLater():
            return _retry(settled, result, now=now, policy=policy)
        case _:
            return settled.evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.GAVE_UP, note=str(result))


def _retry(delivery: Delivery, wish: RetryLater, *, now: datetime, policy: RetryPolicy) -> Delivery:
    """Nothing was accepted: the channel's wish counts, and our own back-off when the whole channel is away."""
    if wish.held_back:  # no call was made: its words were not said, and are found anew
        delivery = delivery.evolve(attempts=delivery.attempts - 1, body=None, revision=0)
    elif delivery.attempts >= policy.attempts:
        return delivery.evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.GAVE_UP, note=str(wish))
    wait = max(wish.after, policy.wait(delivery.attempts - 1)) if wish.whole_channel else wish.after
    return delivery.evolve(state=DeliveryState.DUE, outcome=DeliveryOutcome.RETRY_LATER, due_at=now + wait, note=str(wish))


def cut_off(
    delivery: Delivery,
    *,
    now: datetime,
    note: str,
    policy: RetryPolicy = DEFAULT_RETRIES,
    repeats_safely: bool = False,
) -> Delivery:
    """What becomes of a delivery whose call was written but never answered (fault 4)."""
    released = delivery.evolve(outcome=DeliveryOutcome.CUT_OFF, lease="", leased_until=None, note=note)
    may_repeat = delivery.kind.may_repeat or repeats_safely
    if not may_repeat:
        return released.evolve(state=DeliveryState.UNKNOWN)
    if delivery.attempts >= policy.attempts:
        return released.evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.GAVE_UP)
    return released.evolve(state=DeliveryState.DUE, due_at=now + policy.wait(delivery.attempts - 1))


def lease_ran_out(delivery: Delivery, *, now: datetime, policy: RetryPolicy = DEFAULT_RETRIES, repeats_safely: bool = False) -> Delivery:
    """What the sweeper makes of a row whose lease ran out: LEASED goes back, SENDING may have arrived (faults 4, 5)."""
    if delivery.state is DeliveryState.SENDING:
        return cut_off(delivery, now=now, note=_STOPPED, policy=policy, repeats_safely=repeats_safely)
    return delivery.evolve(state=DeliveryState.DUE, outcome=DeliveryOutcome.LEASE_RAN_OUT, due_at=now, lease="", leased_until=None)


def stands_in_digest(delivery: Delivery) -> bool:
    """Whether the story must be told in the subscriber's next digest because this delivery may not have told it (I2)."""
    if delivery.kind not in {DeliveryKind.ALERT, DeliveryKind.FOLLOW_UP} or not delivery.story_id:
        return False
    if delivery.state is DeliveryState.UNKNOWN:
        return True
    return delivery.state is DeliveryState.DEAD and delivery.outcome in {
        DeliveryOutcome.EXPIRED,
        DeliveryOutcome.GAVE_UP,
        DeliveryOutcome.PAUSED,
        DeliveryOutcome.QUIET_HOURS,
        DeliveryOutcome.DIGEST_PACE,
        DeliveryOutcome.TOO_MANY,
        DeliveryOutcome.PILED_UP,
        DeliveryOutcome.RENDER_FAILED,
    }


def gives_back_entries(delivery: Delivery) -> bool:
    """Whether a digest's or catch-up's stories wait again, because it did not arrive or may not have. One that nobody wanted any more
    keeps them.
    """
    if delivery.kind not in {DeliveryKind.DIGEST, DeliveryKind.CATCH_UP} or delivery.outcome is DeliveryOutcome.NOTHING_TO_SAY:
        return False
    return delivery.state in {DeliveryState.DEAD, DeliveryState.UNKNOWN}


RINGS = frozenset({DeliveryKind.ALERT, DeliveryKind.FOLLOW_UP})
"""What makes a telephone ring without having been asked for."""
_OWED = frozenset({DeliveryOutcome.QUIET_HOURS, DeliveryOutcome.TOO_MANY, DeliveryOutcome.PILED_UP})
"""Why a catch-up is owed that nobody asked for."""


def call_off(
    delivery: Delivery,
    *,
    listens: bool,
    gone: bool,
    follows: frozenset[str],
    now: datetime,
    at_once: frozenset[str] | None = None,
    quiet: bool = False,
    muted: bool = False,
    full: bool = False,
) -> DeliveryOutcome | None:
    """The last look before SENDING, inside its transaction (I4): the reason not to send, or None.

    `follows`: topic ids the subscriber follows at this moment; `at_once`: those of them that are not for the digest (None = all); `quiet`: it
    is in their quiet hours, when what makes a telephone ring waits (an edit makes none; a digest, or the catch-up of who said /resume, comes
    when it was asked for); `full`: they have had an hour's alerts. Answers go out whatever the subscriber's state.
    """
    if delivery.kind.may_repeat and delivery.kind is not DeliveryKind.EDIT:
        return None
    rings = delivery.kind in {*RINGS, DeliveryKind.BROADCAST} or delivery.reason in _OWED
    rules = (
        (gone, DeliveryOutcome.ADDRESS_GONE),
        (bool(delivery.topics) and follows.isdisjoint(delivery.topics), DeliveryOutcome.UNSUBSCRIBED),
        (muted, DeliveryOutcome.MUTED),
        (_is_for_the_digest(delivery, follows if at_once is None else at_once), DeliveryOutcome.DIGEST_PACE),
        (not listens, DeliveryOutcome.PAUSED),
        (delivery.expires_at is not None and delivery.expires_at <= now, DeliveryOutcome.EXPIRED),
        (quiet and rings, DeliveryOutcome.QUIET_HOURS),
        (full and delivery.kind in RINGS, DeliveryOutcome.TOO_MANY),
    )
    return next((outcome for holds, outcome in rules if holds), None)


def _is_for_the_digest(delivery: Delivery, at_once: frozenset[str]) -> bool:
    return delivery.kind in RINGS and bool(delivery.topics) and at_once.isdisjoint(delivery.topics)
