"""Too many alerts to tell one by one: how many ring in an hour, and what becomes of those that an outage piled up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from news.alerts import AlertPolicy
from news.deliveries import Delivery

HOUR = timedelta(hours=1)


def room_again(rung: Iterable[datetime], *, now: datetime, most: int) -> datetime | None:
    """When there is room for one more of `most` an hour (0 = any number), if there is none now. `rung`: when the others went out.

    Moments ahead of `now` do not count: after a clock was set back nobody waits longer than an hour.
    """
    lately = sorted(moment for moment in rung if now - HOUR < moment <= now)
    return lately[-most] + HOUR if most and len(lately) >= most else None


def piled_up(waiting: Iterable[Delivery], *, now: datetime, policy: AlertPolicy) -> Sequence[Delivery]:
    """Of one subscriber's waiting alerts those that are told in one, because an outage kept so many past their time; none when it were few.

    One that is too old by now is left to the digest, as it would be alone.
    """
    late = [alert for alert in waiting if is_late(alert, now=now, policy=policy) and not _is_too_old(alert, now)]
    return late if len(late) > policy.most_late else ()


def is_late(alert: Delivery, *, now: datetime, policy: AlertPolicy) -> bool:
    """By the time it was first due: a retry moves `due_at`, and nothing moves `expires_at`."""
    promised = alert.expires_at - policy.time_to_live if alert.expires_at else alert.created_at
    return now - promised > policy.late_after


def _is_too_old(alert: Delivery, now: datetime) -> bool:
    return alert.expires_at is not None and alert.expires_at <= now
