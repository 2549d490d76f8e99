"""A reader of mail: asked, confirmed, left, or out of reach. Decisions are pure; "now" comes from the caller."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

ID_PREFIX: Final = "email-"
"""A mail subscriber's id is this and a random key. The key stands in signed links and in return addresses, the mail address does not."""

CONFIRM_WITHIN: Final = timedelta(days=3)
ASK_AGAIN_AFTER: Final = timedelta(hours=1)
"""Nobody can have us fill a stranger's mailbox: one confirmation an hour and address."""

SOFT_DAYS: Final = 5
"""Mailboxes that are full or away on so many different days in a row of bounces are given up."""
SOFT_WITHIN: Final = timedelta(days=30)
MOST_BOUNCES: Final = 20


class BounceKind(StrEnum):
    """What came back instead of a reader."""

    HARD = "hard"
    """No such mailbox, and there will be none."""
    SOFT = "soft"
    """Full, away, too busy: not this time."""
    COMPLAINT = "complaint"
    """The reader called our mail spam."""


@dataclass(frozen=True, slots=True)
class Bounce:
    kind: BounceKind
    code: str
    """As the server gave it: "5.1.1", "524", "abuse"."""
    at: datetime


class Reach(StrEnum):
    """Whether mail may go to a reader, and why not."""

    READS = "reads"
    WAITING = "waiting"
    """For the click that confirms."""
    LEFT = "left"
    HARD_BOUNCE = "hard_bounce"
    SOFT_BOUNCES = "soft_bounces"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What we know of a mail address besides how its reader wants to be spoken to."""

    confirming: str = ""
    """The single-use word of the confirmation under way; "" = none is."""
    asked_at: datetime | None = None
    confirmed_at: datetime | None = None
    left_at: datetime | None = None
    chat: str = ""
    """The subscriber in chat who asked for it; "" = nobody did."""
    bounces: tuple[Bounce, ...] = ()
    """Since the last confirmation, oldest first."""

    def reach(self, now: datetime) -> Reach:
        """The gravest reason counts."""
        kinds = {bounce.kind for bounce in self.bounces}
        rules = (
            (BounceKind.COMPLAINT in kinds, Reach.COMPLAINT),
            (self.left_at is not None, Reach.LEFT),
            (BounceKind.HARD in kinds, Reach.HARD_BOUNCE),
            (_soft_days(self.bounces, now) >= SOFT_DAYS, Reach.SOFT_BOUNCES),
            (self.confirmed_at is None, Reach.WAITING),
        )
        return next((reach for holds, reach in rules if holds), Reach.READS)

    def asked(self, word: str, now: datetime, chat: str = "") -> Mailbox:
        return replace(self, confirming=word, asked_at=now, chat=chat or self.chat)

    def confirmed(self, now: datetime) -> Mailbox:
        """A click from this address proves that mail arrives there: old bounces are forgotten, a complaint too."""
        return Mailbox(confirmed_at=now, asked_at=self.asked_at, chat=self.chat)

    def left(self, now: datetime) -> Mailbox:
        """A confirmation under way is void."""
        return replace(self, confirming="", left_at=now)

    def bounced(self, bounce: Bounce) -> Mailbox:
        """The same bounce told twice is one."""
        if bounce in self.bounces:
            return self
        return replace(self, bounces=(*self.bounces, bounce)[-MOST_BOUNCES:])


def _soft_days(bounces: tuple[Bounce, ...], now: datetime) -> int:
    return len({bounce.at.date() for bounce in bounces if bounce.kind is BounceKind.SOFT and bounce.at > now - SOFT_WITHIN})


def may_ask(mailbox: Mailbox | None, now: datetime) -> bool:
    """Whether a confirmation may be sent: not more than one an hour."""
    return mailbox is None or mailbox.asked_at is None or mailbox.asked_at + ASK_AGAIN_AFTER <= now


def mail_key(subscriber_id: str) -> str:
    """The random key in a mail subscriber's id; "" for anybody else."""
    return subscriber_id.removeprefix(ID_PREFIX) if subscriber_id.startswith(ID_PREFIX) else ""
