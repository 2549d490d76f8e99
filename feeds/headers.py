"""What a server's headers wish for, in time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LINK = re.compile(r"<(?P<target>[^<>]{1,2000})>(?P<parameters>(?:\s*;[^,<>\";]*(?:\"[^\"]*\")?)*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s;,\"]+))", re.IGNORECASE)
LONGEST_RETRY_AFTER = timedelta(hours=24)
LONGEST_MAX_AGE = timedelta(hours=5)
_MAX_AGE = re.compile(r"\b(?P<name>s-maxage|max-age)\s*=\s*\"?(?P<seconds>\d{1,9})", re.IGNORECASE)
_NOT_CACHED = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)


def links(headers: Mapping[str, str]) -> dict[str, str]:
    """Relation → target, the first of each, as the Link header names them (RFC 8288); targets may be relative."""
    named: dict[str, str] = {}
    for link in _LINK.finditer(headers.get("link", "")[:20_000]):
        relation = _REL.search(link["parameters"])
        for name in (relation["quoted"] or relation["bare"] or "").lower().split() if relation else ():
            named.setdefault(name, link["target"].strip())
    return named


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Retry-After in seconds or as a date (RFC 9110 §10.2.3), at most a day; None when absent or nonsense."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=min(int(value), 10**8)), LONGEST_RETRY_AFTER)
    moment = _date(value)
    return min(max(moment - now, timedelta()), LONGEST_RETRY_AFTER) if moment else None


def max_age(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the answer stays good: Cache-Control, else Expires; at most five hours; None when the server says nothing or "do not cache"."""
    control = headers.get("cache-control", "")
    if _NOT_CACHED.search(control):
        return None
    ages = {found["name"].lower(): int(found["seconds"]) for found in _MAX_AGE.finditer(control)}
    if ages:
        age = ages.get("max-age", ages.get("s-maxage", 0))
        return min(timedelta(seconds=age), LONGEST_MAX_AGE) or None
    expires = _date(headers.get("expires", ""))
    if expires is None:
        return None
    said_at = _date(headers.get("date", "")) or now
    return min(max(expires - said_at, timedelta()), LONGEST_MAX_AGE) or None


def _date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
