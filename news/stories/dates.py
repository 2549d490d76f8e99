"""Days a text names, resolved against its publication: 3 December · 3 Aralık · 4 грудня · 2025-12-04 · 04.12.2025."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from babel import Locale, UnknownLocaleError

from news.stories.spelling import latin

_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_DOTTED = re.compile(r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>(?:19|20)\d\d)\b")
_WORDED = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.|-?го|-?е)?(?:\s+(?:of|de))?\s+(?P<name>[^\W\d_]{3,12})\.?(?:\s+(?:de\s+)?(?P<year>(?:19|20)\d\d))?"
    r"|(?P<name2>[^\W\d_]{3,12})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*[:%])(?:,?\s+(?P<year2>(?:19|20)\d\d))?)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST_MONTH = 3
MOST = 12


@cache
def _months(language: str) -> dict[str, int]:
    """First letters of month names (in both grammatical forms) → month."""
    try:
        names = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    table: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for month, name in names[form]["wide"].items():
            table[latin(name, language)[:4]] = month
            table.setdefault(latin(name, language)[:_SHORTEST_MONTH], month)
    return table


@cache
def _calendar(language: str) -> frozenset[str]:
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    tables = (locale.months["format"]["wide"], locale.months["stand-alone"]["wide"], locale.days["format"]["wide"])
    return frozenset(latin(name, language) for table in tables for name in table.values())


def is_calendar_word(word: str, language: str) -> bool:
    """Whether a word is the name of a month or of a day of the week: written with a capital in some languages, but no name."""
    return latin(word, language) in _calendar(language)


def may_name_month(written: str, language: str) -> bool:
    """Whether a written word (or one of those it is made of) can be read as a month's name in a date."""
    return any(_month(name, language) for name in _LETTERS.findall(written))


def dates(text: str, language: str, published: date | None, *, months: bool = True) -> tuple[date, ...]:
    """Days named with day and month, in order of the text. A missing year is the one that brings the day nearest to publication.

    `months` = False: no word of the text `may_name_month`, so there is no need to look for them.
    """
    found: dict[date, None] = {}
    for pattern in (_ISO, _DOTTED, _WORDED) if months else (_ISO, _DOTTED):
        for match in pattern.finditer(text):
            day = _resolved(match.groupdict(), language, published)
            if day:
                found[day] = None
    return tuple(found)[:MOST]


def _resolved(parts: dict[str, str | None], language: str, published: date | None) -> date | None:
    name = parts.get("name") or parts.get("name2")
    month = _month(name, language) if name else int(parts["month"] or 0)
    day = int(parts.get("day") or parts.get("day2") or 0)
    year = parts.get("year") or parts.get("year2")
    if not month or not day:
        return None
    if year:
        return _day(int(year), month, day)
    if published is None:
        return None
    near = [_day(published.year + shift, month, day) for shift in (-1, 0, 1)]
    known = [candidate for candidate in near if candidate]
    return min(known, key=lambda candidate: (abs(candidate - published), candidate), default=None)


def _month(name: str, language: str) -> int:
    plain = latin(name, language)
    months = _months(language)
    return months.get(plain[:4]) or (months.get(plain, 0) if len(plain) == _SHORTEST_MONTH else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def are_apart(some: tuple[date, ...], others: tuple[date, ...], *, slack: timedelta = timedelta(days=1)) -> bool:
    """Whether both name days and none of them is near one of the other's."""
    return bool(some and others) and all(abs(one - other) > slack for one in some for other in others)
