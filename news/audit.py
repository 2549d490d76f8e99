"""What admins did, in chat or on the command line: kept so that it can be asked who changed what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeedOutcome(StrEnum):
    """What came of an admin's word."""

    DONE = "done"
    ASKED = "asked"
    """Nothing yet: it cannot be undone, so the admin was asked whether they mean it."""
    REFUSED = "refused"
    """Nothing was changed; the note says why."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One admin's word and what came of it."""

    who: str
    """`telegram:NUMBER`, or `command line`."""
    verb: str
    """As it is called where it was said: "addfeed" in chat, "feeds add" on the command line."""
    words: str
    """What was said after the verb."""
    at: datetime
    outcome: DeedOutcome = DeedOutcome.DONE
    note: str = ""
