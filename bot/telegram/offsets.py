"""Up to where Telegram's updates were taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

STALE_AFTER = timedelta(days=6)
"""After a week without updates Telegram numbers the next one at random (Bot API, Update.update_id): an older offset could make us deaf."""


@dataclass(frozen=True, slots=True)
class Offset:
    """The next update wanted, and when the one before it was taken."""

    next_id: int
    taken_at: datetime

    def written(self) -> str:
        return f"{self.next_id} {self.taken_at.isoformat()}"


def offset_to_ask(note: str | None, now: datetime) -> int | None:
    """What to ask getUpdates for; None = whatever Telegram still holds (what we had taken already is recognised by its answer's key)."""
    if not note:
        return None
    next_id, _, taken_at = note.partition(" ")
    return int(next_id) if now - datetime.fromisoformat(taken_at) < STALE_AFTER else None
