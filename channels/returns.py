"""What comes back to our return address: bounces in their dialects, complaints, wishes to leave. Pure; bytes in, a value out.

Whose it is stands in the address it came to (`returns+KEY@…`), which only the reader's own server was told; what a bounce says about its recipient
is not asked, since anybody can write that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses
from typing import Final

from channels.smtp_replies import Phase, Reply, Verdict, sort_reply
from news.mailboxes import BounceKind

_ADDRESSED: Final = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_LEAVE: Final = "leave-"
_LINE: Final = re.compile(r"^\s*<?(?P<address>[^\s<>:@]+@[^\s<>:]+)>?:\s+(?P<reply>[245]\d\d\b.*)$", re.MULTILINE)
"""OpenSMTPD's own words (smtpd/bounce.c): `reader@example.org: 524 5.2.4 Mailing list expansion problem`."""


@dataclass(frozen=True, slots=True)
class Bounced:
    """The mail of the reader with this key came back."""

    key: str
    kind: BounceKind
    code: str


@dataclass(frozen=True, slots=True)
class WantsOut:
    """The reader with this key has answered the unsubscribe address."""

    key: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Not for us to act on, and why: an absence note, a warning about a delay, something unreadable."""

    why: str


Returned = Bounced | WantsOut | Nothing


def read_returned(content: bytes, returns: str) -> Returned:
    """What a mail to `returns` (or a subaddress of it) says. Never raises for whatever somebody sent."""
    message = message_from_bytes(content, policy=policy.default)
    key = _key(message, returns)
    if key.startswith(_LEAVE):
        return _leaving(message, key.removeprefix(_LEAVE))
    if message.get_content_type() == "multipart/report":
        return _report(message, key, returns)
    if _text(message, "Auto-Submitted").lower().startswith("auto-replied"):
        return Nothing("an automatic answer")
    return _plain_bounce(message, key)


def _leaving(message: EmailMessage, key: str) -> Returned:
    """An absence note to a mail of ours is no wish."""
    automatic = _text(message, "Auto-Submitted").lower() not in {"", "no"} or message.get_content_type() == "multipart/report"
    return Nothing("an automatic answer to the unsubscribe address") if automatic else WantsOut(key)


def _report(message: EmailMessage, key: str, returns: str) -> Returned:
    """RFC 3464 (delivery) and RFC 5965 (complaints)."""
    kind = str(message.get_param("report-type", "")).lower()
    if kind == "feedback-report":
        return _complaint(message, key, returns)
    if kind != "delivery-status":
        return Nothing(f"a report about {kind or 'nothing'}")
    fields = list(_status_fields(message))
    failed = next((each for each in fields if _text(each, "Action").lower() == "failed"), None)
    if failed is None:
        return Nothing("a warning about a delay, or news of a delivery")
    return _bounced(key, _text(failed, "Status"), _text(failed, "Diagnostic-Code"))


def _status_fields(message: EmailMessage) -> Iterator[EmailMessage]:
    """One block for the mail, then one for each recipient."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            yield from part.get_payload()  # type: ignore[misc]  # checked just above; the stubs say str too


def _complaint(message: EmailMessage, key: str, returns: str) -> Returned:
    """Comes to the address of the feedback loop; whose it is stands in the mail that is complained about."""
    original = next((part for part in message.walk() if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}), None)
    if not key and original is not None:
        key = _key_in(_text(_inner(original), "List-Unsubscribe"), returns).removeprefix(_LEAVE)
    return Bounced(key, BounceKind.COMPLAINT, "abuse") if key else Nothing("a complaint about a mail that is not ours")


def _inner(part: Message) -> Message:
    """The mail, or only its head, that a report carries along."""
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return payload[0]
    return message_from_bytes(str(payload).encode(errors="replace"), policy=policy.default)


def _plain_bounce(message: EmailMessage, key: str) -> Returned:
    """OpenSMTPD's multipart/mixed. A warning says the mail is still on its way."""
    if "warning" in _text(message, "Subject").lower():
        return Nothing("a warning about a delay")
    body = message.get_body(("plain",))
    try:
        words = body.get_content() if body is not None else ""
    except (LookupError, ValueError):  # a charset or an encoding that is none
        words = ""
    found = _LINE.search(words if isinstance(words, str) else "")
    return _bounced(key, "", found["reply"]) if found and _is_from_a_server(message) else Nothing("not a bounce that we can read")


def _is_from_a_server(message: EmailMessage) -> bool:
    sender = _text(message, "From").lower()
    return "mailer-daemon" in sender or "postmaster" in sender or _text(message, "Return-Path").strip() == "<>"


def _bounced(key: str, status: str, diagnostic: str) -> Returned:
    """Of the same meaning as a refusal in the talk: `channels.smtp_replies` knows the codes."""
    if not key:
        return Nothing("a bounce of a mail that is not a reader's")
    words = diagnostic.partition(";")[2].strip() or diagnostic
    number = re.match(r"[45]\d\d", words)
    code = int(number[0]) if number else (550 if status.startswith("5") else 450)
    verdict = sort_reply(Reply(code, f"{status} {words}", Phase.RECIPIENT))
    said = re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", f"{status} {words}")
    return Bounced(key, BounceKind.HARD if verdict is Verdict.GONE else BounceKind.SOFT, said[0] if said else str(code))


def _key(message: EmailMessage, returns: str) -> str:
    """The extension of our return address in whichever header names it; "" when none does."""
    for header in _ADDRESSED:
        for value in message.get_all(header, []):
            if key := _key_in(str(value), returns):
                return key
    return ""


def _key_in(value: str, returns: str) -> str:
    name, _, domain = returns.lower().rpartition("@")
    candidates = [address for _, address in getaddresses([value])] + re.findall(r"mailto:([^?>\s]+)", value)
    for address in map(str, candidates):
        local, _, host = address.lower().rpartition("@")
        if host == domain and local.startswith(f"{name}+"):
            return local.removeprefix(f"{name}+")
    return ""


def _text(message: Message, header: str) -> str:
    """A header as text, however broken it is."""
    try:
        return str(message.get(header, ""))
    except (ValueError, IndexError, AttributeError):  # what the standard parser raises for some malformed headers
        return ""
