"""When a story speaks to a subscriber: one alert per story, edits as it grows, a reply only for a named reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from news.articles import Article
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, stands_in_digest
from news.mutes import mute_over
from news.stories.values import Story
from news.subscribers import Following, Pace, Subscriber


class AlertReason(StrEnum):
    """Why a story is said to a subscriber, or is not."""

    # speaks
    NEW_STORY = "new_story"
    GREW = "grew"
    """Already told: the message is edited."""
    MORE_OUTLETS = "more_outlets"
    """The number of independent outlets crossed a step: a reply."""
    # waits for the digest
    DIGEST_PACE = "digest_pace"
    SPLIT_OFF = "split_off"
    """It was told inside another story, which it turned out not to belong to."""
    # is silent
    ALREADY_DUE = "already_due"
    """Its alert is not out yet and will show the growth when it is rendered."""
    NOTHING_NEW = "nothing_new"
    """A wire copy or the same outlet again: no reader would see a difference."""
    FIRST_POLL = "first_poll"
    TOO_OLD = "too_old"
    PAUSED = "paused"
    MUTED = "muted"
    """The subscriber wants to hear no more of this story, outlet, topic or word."""
    GONE = "gone"
    ALERT_FAILED = "alert_failed"
    """The alert is dead or unknown: there is no message to edit."""


class Speech(StrEnum):
    """What a reason leads to."""

    ALERT = "alert"
    EDIT = "edit"
    FOLLOW_UP = "follow_up"
    DIGEST = "digest"
    SILENCE = "silence"


_SPEECH = {
    AlertReason.NEW_STORY: Speech.ALERT,
    AlertReason.GREW: Speech.EDIT,
    AlertReason.MORE_OUTLETS: Speech.FOLLOW_UP,
    AlertReason.DIGEST_PACE: Speech.DIGEST,
}


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """The house's pace. Topics may shorten the hold."""

    hold: timedelta = timedelta(seconds=90)
    """Wait before a story's first alert so that siblings join."""
    freshness: timedelta = timedelta(hours=24)
    """An article published longer ago than this is no reason for an alert."""
    edit_settle: timedelta = timedelta(seconds=5)
    """Wait before an edit, so that siblings arriving together make one."""
    edit_throttle: timedelta = timedelta(seconds=60)
    """Least time between two edits of one message."""
    outlet_steps: tuple[int, ...] = (5, 15, 40)
    """A reply is due when the number of independent sources reaches one of these."""
    time_to_live: timedelta = timedelta(hours=12)
    """An alert that could not go out for this long is no news any more: it stands in the digest."""
    most_an_hour: int = 20
    """Alerts and replies to one subscriber in any hour; what comes on top is told in one catch-up. 0 = no limit."""
    late_after: timedelta = timedelta(minutes=15)
    """An alert that could not go out for so long after its time was kept by an outage."""
    most_late: int = 5
    """So many of a subscriber's late alerts still go out one by one; more become one catch-up."""
    announce_first_poll: bool = False


@dataclass(frozen=True, slots=True)
class Growth:
    """A story before and after an article came."""

    before: Story | None
    after: Story
    article: Article

    @property
    def is_visible(self) -> bool:
        return self.before is None or self.before.revision != self.after.revision

    def crossed(self, steps: tuple[int, ...]) -> int | None:
        """The step of independent sources this article crossed, if any."""
        old = len(self.before.houses) if self.before else 0
        return next((step for step in steps if old < step <= len(self.after.houses)), None)


def speech(reason: AlertReason) -> Speech:
    return _SPEECH.get(reason, Speech.SILENCE)


def reason_to_alert(
    growth: Growth, following: Following, told: Delivery | None, *, now: datetime, policy: AlertPolicy, words: tuple[str, ...] = ()
) -> AlertReason:
    """Why this growth of a story is said to this subscriber, or is not. `told` is the story's alert to them, if there is one; `words`: by
    which the article met the topic, if it did.
    """
    if told is None:
        reason = _first_word(growth, following, now=now, policy=policy)
    else:
        reason = _further_word(growth, following.subscriber, told, policy=policy)
    return AlertReason.MUTED if speech(reason) is not Speech.SILENCE and _is_muted(growth, following, words, now) else reason


def _is_muted(growth: Growth, following: Following, words: tuple[str, ...], now: datetime) -> bool:
    story_id, outlets = growth.after.story_id, (growth.article.outlet,)
    topics = (following.topic.topic_id,)
    return mute_over(following.subscriber, now=now, story_id=story_id, topics=topics, outlets=outlets, words=words) is not None


def _first_word(growth: Growth, following: Following, *, now: datetime, policy: AlertPolicy) -> AlertReason:
    subscriber = following.subscriber
    rules = (
        (subscriber.gone, AlertReason.GONE),
        (growth.after.silent and not policy.announce_first_poll, AlertReason.FIRST_POLL),
        (growth.article.published < now - policy.freshness, AlertReason.TOO_OLD),
        (following.pace is Pace.DIGEST or subscriber.paused, AlertReason.DIGEST_PACE),
    )
    return next((reason for holds, reason in rules if holds), AlertReason.NEW_STORY)


def _further_word(growth: Growth, subscriber: Subscriber, told: Delivery, *, policy: AlertPolicy) -> AlertReason:
    rules = (
        (subscriber.gone, AlertReason.GONE),
        (told.state in {DeliveryState.DUE, DeliveryState.LEASED}, AlertReason.ALREADY_DUE),
        (told.state in {DeliveryState.DEAD, DeliveryState.UNKNOWN}, AlertReason.ALERT_FAILED),
        (subscriber.paused, AlertReason.PAUSED),
        (not growth.is_visible, AlertReason.NOTHING_NEW),
        (growth.crossed(policy.outlet_steps) is not None, AlertReason.MORE_OUTLETS),
    )
    return next((reason for holds, reason in rules if holds), AlertReason.GREW)


def alert_due(following: Following, *, now: datetime, policy: AlertPolicy) -> datetime:
    """When a first alert may go out: the hold of the topic, else of the house."""
    hold = following.topic.hold
    return now + (policy.hold if hold is None else hold)


KINDS = {
    Speech.ALERT: DeliveryKind.ALERT,
    Speech.EDIT: DeliveryKind.EDIT,
    Speech.FOLLOW_UP: DeliveryKind.FOLLOW_UP,
}


_WAITING = frozenset({DeliveryState.DUE, DeliveryState.LEASED})
STANDING = (
    DeliveryState.SENT,
    DeliveryState.SENDING,
    DeliveryState.UNKNOWN,
    DeliveryState.LEASED,
    DeliveryState.DUE,
    DeliveryState.DEAD,
)
"""Which of two alerts counts when their stories turn out to be one: a message that was seen can be rewritten, one that may have been seen
keeps the story from being told again; then what still waits."""


def owed_by_digest(one: Delivery, other: Delivery) -> Delivery | None:
    """Of two alerts whose stories have become one: the one that a digest makes up for while the other still waits."""
    first, second = _in_order(one, other)
    return second if first.state in _WAITING and stands_in_digest(second) else None


def merged_alerts(one: Delivery, other: Delivery, *, digest_tells: bool = False) -> tuple[Delivery, Delivery]:
    """Two alerts to one subscriber whose stories have become one, as they stand afterwards: at most one of them still goes out.

    Two that wait become one, for the topics of both, at the earlier time; whoever had leased them finds that they have moved on.
    One that may have arrived stands in the digest, and covers the other. One that is `owed_by_digest` is told by the one that waits, unless
    (`digest_tells`) that digest is already telling it.
    """
    first, second = _in_order(one, other)
    if owed_by_digest(first, second):
        return (second, _told_with(second, first)) if digest_tells else (_for_both(first, second), _told_with(first, second))
    if second.state not in _WAITING:
        return first, second
    if first.state in _WAITING:
        first = _for_both(first, second).evolve(due_at=min(first.due_at, second.due_at))
    return first, _told_with(first, second)


def _in_order(one: Delivery, other: Delivery) -> tuple[Delivery, Delivery]:
    first, second = sorted((one, other), key=lambda alert: (STANDING.index(alert.state), alert.due_at))
    return first, second


def _for_both(first: Delivery, second: Delivery) -> Delivery:
    return reopened(first).evolve(topics=_both(first.topics, second.topics), words=_both(first.words, second.words))


def _told_with(first: Delivery, second: Delivery) -> Delivery:
    closed = reopened(second).evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.NOTHING_TO_SAY)
    return closed.evolve(note=f"told with {first.story_id}")


def reopened(alert: Delivery) -> Delivery:
    """One that waits, taken from whoever had leased it: what they prepared is out of date."""
    return alert.evolve(state=DeliveryState.DUE, lease="", leased_until=None) if alert.state is DeliveryState.LEASED else alert


def _both(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *others)))
