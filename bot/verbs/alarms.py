"""Alarms that last, kept so that another process can say them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from news.alarms import AlarmKind, Standing
from news.ports import Reading, Transaction

_STANDING = "alarms"


async def standing_alarms(reading: Reading) -> tuple[Standing, ...]:
    """By kind."""
    rows = json.loads(await reading.note(_STANDING) or "[]")
    return tuple(
        Standing(AlarmKind(row["kind"]), datetime.fromisoformat(row["since"]), datetime.fromisoformat(row["seen"]), row["words"])
        for row in rows
    )


async def put_standing(tx: Transaction, standing: Iterable[Standing]) -> None:
    await tx.put_note(_STANDING, json.dumps([asdict(each) for each in standing], default=datetime.isoformat, ensure_ascii=False))
