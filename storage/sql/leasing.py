"""Which deliveries are next: a question an index answers kind by kind, however many wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select, true, union_all

from news.deliveries import DeliveryKind, DeliveryState
from storage.sql.tables import DELIVERIES, SUBSCRIBERS

_OLDEST_FIRST = (DELIVERIES.c.due_at, DELIVERIES.c.created_at, DELIVERIES.c.delivery_id)


def due_first(now: datetime, *, limit: int, channels: Sequence[str] | None, kinds: Iterable[DeliveryKind]) -> Select[Any]:
    """DUE rows of these channels and kinds by `DeliveryKind.urgency`, then oldest due; locked where the database can.

    One search a kind, each cut at `limit`: sorting by urgency itself would read everything that waits to find the one answer in it.
    """
    found = union_all(*(select(_due_of(kind, now, limit, channels).subquery()) for kind in kinds)).subquery()
    rows = select(DELIVERIES).join(found, found.c.delivery_id == DELIVERIES.c.delivery_id)
    return rows.order_by(found.c.urgency, *_OLDEST_FIRST).limit(limit).with_for_update(skip_locked=True, of=DELIVERIES)


def _due_of(kind: DeliveryKind, now: datetime, limit: int, channels: Sequence[str] | None) -> Select[Any]:
    on_channels = SUBSCRIBERS.c.channel.in_(channels) if channels is not None else true()
    due = select(DELIVERIES.c.delivery_id, literal(kind.urgency).label("urgency")).join(SUBSCRIBERS)
    of_kind = due.where(DELIVERIES.c.state == DeliveryState.DUE, DELIVERIES.c.kind == kind, DELIVERIES.c.due_at <= now, on_channels)
    return of_kind.order_by(*_OLDEST_FIRST).limit(limit)
