"""What an SMTP server's words mean for a mail: which refusals are about the reader, which about this mail, which about us."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from news.errors import AddressGone, DeliveryError, RetryLater

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


class Phase(StrEnum):
    """Where in the talk a reply came (RFC 5321, 3.3)."""

    GREETING = "greeting"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


class Verdict(StrEnum):
    """Why a mail was refused."""

    GONE = "no such mailbox"
    FULL = "mailbox full"
    BUSY = "this reader's server asks to wait"
    SERVER = "the relay asks to wait"
    OURS = "the relay does not take mail from us"
    REFUSED = "this mail is not wanted as it is"


@dataclass(frozen=True, slots=True)
class Reply:
    """A status and its text. `enhanced` is RFC 3463's, e.g. "5.1.1", "" when there is none."""

    code: int
    text: str
    phase: Phase

    @property
    def enhanced(self) -> str:
        found = _ENHANCED.search(self.text)
        return found[0] if found else ""

    def __str__(self) -> str:
        return f"{self.code} {' '.join(self.text.split())[:300]}"


_BY_SUBJECT: Final = (
    ("5.1.", Verdict.GONE),  # addressing: bad mailbox, bad system, mailbox moved (RFC 3463, 3.2)
    ("5.2.1", Verdict.GONE),  # mailbox disabled
    ("5.2.4", Verdict.GONE),  # OpenSMTPD's word for a user it does not know (smtpd/lka_session.c: "Mailing list expansion problem")
    ("5.2.2", Verdict.FULL),
    ("5.4.4", Verdict.GONE),  # no route: the domain takes no mail
    ("5.7.", Verdict.REFUSED),  # policy: what a 550 says about our reputation must not cost a reader their digest for good
)
"""What an enhanced code of a permanent refusal is about; the first row that fits counts."""

_BARE_GONE: Final = frozenset({550, 551, 553, 556, 511, 521, 524, 525})
"""Permanent codes without an enhanced one that mean the mailbox or its domain (RFC 5321 4.2.2, RFC 7504; OpenSMTPD says 524)."""

_NOT_THE_RECIPIENTS: Final = {"5.1.7": Verdict.OURS, "5.1.8": Verdict.OURS}
"""Codes of the addressing class that are about the sender (RFC 3463, 3.2; RFC 7505)."""

_WAITS: Final = {
    Verdict.FULL: (timedelta(hours=2), False),
    Verdict.BUSY: (timedelta(minutes=5), False),  # greylisting asks for 1 to 5 minutes
    Verdict.SERVER: (timedelta(minutes=1), True),
    Verdict.OURS: (timedelta(minutes=15), True),
}
"""How long to wait, and whether everybody has to."""


def sort_reply(reply: Reply) -> Verdict:
    """Pure. `reply` is one that says no (4xx or 5xx)."""
    if reply.code == 421 or reply.phase is Phase.GREETING:  # 421: the service is closing, whatever the phase
        return Verdict.SERVER if reply.code < 500 else Verdict.OURS
    if reply.code < 500:
        return Verdict.BUSY if reply.phase in {Phase.RECIPIENT, Phase.CONTENT} else Verdict.SERVER
    if reply.phase is Phase.SENDER or reply.code in {530, 535, 538} or reply.enhanced in _NOT_THE_RECIPIENTS:
        return Verdict.OURS
    if reply.enhanced:
        return next((verdict for start, verdict in _BY_SUBJECT if reply.enhanced.startswith(start)), Verdict.REFUSED)
    if reply.phase is Phase.RECIPIENT and reply.code in _BARE_GONE:
        return Verdict.GONE
    return Verdict.FULL if reply.code == 552 and reply.phase is Phase.RECIPIENT else Verdict.REFUSED


def refusal(reply: Reply) -> DeliveryError:
    """The reply as one of our errors. A mail that is refused as it is (`DeliveryError`) is given up; its stories stand in the next digest."""
    verdict = sort_reply(reply)
    note = f"mail, {verdict.value}: {reply}"
    if verdict is Verdict.GONE:
        return AddressGone(note)
    if verdict in _WAITS:
        after, everybody = _WAITS[verdict]
        return RetryLater(note, after, whole_channel=everybody)
    return DeliveryError(note)
