"""What becomes of a story's readers when a part of it turns out to be another story. Pure: the caller stores what comes out.

Nobody is told twice and nobody is forgotten. Whoever follows only what went takes their alert along (a message already sent is rewritten in
its place). Whoever follows both gets a second alert if the first has not gone out; if it has, the part that went was told inside it, so it
stands in their next digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from news.alerts import AlertReason, reopened
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, DigestEntry, alert_key, delivery_id, stands_in_digest

_WAITING = frozenset({DeliveryState.DUE, DeliveryState.LEASED})


@dataclass(frozen=True, slots=True)
class Interest:
    """Topics that one subscriber follows and that met the reports which stay, and those which go."""

    stays: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """That met the reports which go."""

    def stays_without(self, topics: Iterable[str]) -> bool:
        """Whether none of these topics met what stays."""
        return set(self.stays).isdisjoint(topics)


@dataclass(frozen=True, slots=True)
class SplitLedger:
    """Rows to change (as they stand → as they shall), rows to enqueue, and what the next digests carry."""

    changed: tuple[tuple[Delivery, Delivery], ...] = ()
    alerts: tuple[Delivery, ...] = ()
    entries: tuple[DigestEntry, ...] = ()
    dropped: tuple[str, ...] = ()
    """Subscribers whose digests to come carry the story that stays no more, unless `entries` says so anew."""


@dataclass(slots=True)
class _Sheet:
    changed: list[tuple[Delivery, Delivery]] = field(default_factory=list)
    alerts: list[Delivery] = field(default_factory=list)
    entries: dict[str, DigestEntry] = field(default_factory=dict)
    kept: list[DigestEntry] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def has_spoken(alert: Delivery) -> bool:
    """Whether the story counts as said to this subscriber, or is about to be. One closed because another alert told its story does not: that
    other one may have left with a split, and then the story that stays has said nothing. Nor does one that was muted: another outlet may
    report it, or the mute may end.
    """
    return alert.state is not DeliveryState.DEAD or alert.outcome not in {DeliveryOutcome.NOTHING_TO_SAY, DeliveryOutcome.MUTED}


def split_ledger(
    ledger: Mapping[str, Delivery],
    waiting: Iterable[DigestEntry],
    told: Iterable[str],
    interests: Mapping[str, Interest],
    *,
    into: str,
    now: datetime,
) -> SplitLedger:
    """`ledger`: the story's alerts by subscriber; `waiting`: its entries in digests to come; `told`: who has an alert of the story `into`
    that receives the part, if there was one; `interests`: by subscriber, those without one care for nothing that goes.
    """
    sheet, covered = _Sheet(), frozenset(told)
    for subscriber_id, alert in ledger.items():
        interest = interests.get(subscriber_id, Interest())
        if interest.goes and subscriber_id not in covered:
            _part_alert(sheet, alert, interest, into, now)
    for entry in waiting:
        interest = interests.get(entry.subscriber_id, Interest())
        if interest.goes and entry.subscriber_id not in covered:
            sheet.entries.setdefault(entry.subscriber_id, DigestEntry(entry.subscriber_id, into, entry.reason, now, interest.goes))
        if interest.goes and entry.topics and interest.stays_without(entry.topics):
            _part_entry(sheet, entry, interest, ledger.get(entry.subscriber_id))
    return SplitLedger(tuple(sheet.changed), tuple(sheet.alerts), (*sheet.entries.values(), *sheet.kept), tuple(sheet.dropped))


def _part_entry(sheet: _Sheet, entry: DigestEntry, interest: Interest, alert: Delivery | None) -> None:
    """An entry whose topics met only what went: it stays only for another topic that no alert has told."""
    sheet.dropped.append(entry.subscriber_id)
    told = alert is not None and has_spoken(alert) and not stands_in_digest(alert)
    if interest.stays and not told:
        sheet.kept.append(replace(entry, topics=interest.stays))


def _part_alert(sheet: _Sheet, alert: Delivery, interest: Interest, into: str, now: datetime) -> None:
    if not interest.stays and alert.state is not DeliveryState.SENDING:  # a call under way writes its whole row when it is done
        sheet.changed.append((alert, reopened(alert).evolve(story_id=into, topics=interest.goes, words=interest.words)))
        if stands_in_digest(alert):
            sheet.dropped.append(alert.subscriber_id)
            sheet.entries[alert.subscriber_id] = DigestEntry(alert.subscriber_id, into, alert.outcome, now, interest.goes)
    elif alert.state in _WAITING:
        if (free := reopened(alert)) != alert:
            sheet.changed.append((alert, free))
        sheet.alerts.append(_twin(alert, interest, into, now))
    else:
        sheet.entries[alert.subscriber_id] = DigestEntry(alert.subscriber_id, into, AlertReason.SPLIT_OFF, now, interest.goes)


def _twin(alert: Delivery, interest: Interest, into: str, now: datetime) -> Delivery:
    """The alert of what went, when that of what stays would have gone out."""
    key = alert_key(into, alert.subscriber_id)
    return Delivery(
        delivery_id=delivery_id(key),
        key=key,
        kind=DeliveryKind.ALERT,
        subscriber_id=alert.subscriber_id,
        due_at=alert.due_at,
        created_at=now,
        expires_at=alert.expires_at,
        story_id=into,
        topics=interest.goes,
        words=interest.words,
        reason=AlertReason.NEW_STORY,
        outcome=DeliveryOutcome.WAITING,
    )
