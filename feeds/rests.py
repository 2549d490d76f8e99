"""Hours and days in which a channel says that nothing changes. Feedparser keeps only the last of them, so they are read here."""

from __future__ import annotations

import re

from news.skips import Skips

_MOST = 4_000
"""Letters of one list; the longest honest one (24 hours, each on a line) has some 500."""
_FIRST_ENTRY = re.compile(r"<(?:item|entry)[\s>/]", re.IGNORECASE)
_HOURS = re.compile(r"<skiphours\b", re.IGNORECASE)
_DAYS = re.compile(r"<skipdays\b", re.IGNORECASE)
_HOUR = re.compile(r"<hour\s*>\s*(\d{1,2})\s*</hour", re.IGNORECASE)
_DAY = re.compile(r"<day\s*>\s*([A-Za-z]{6,9})\s*</day", re.IGNORECASE)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def skips_of(document: str) -> Skips | None:
    """What stands before the first entry or after the last one; None when nothing does. RSS 0.91 counts hours from 1: its 24 is 0."""
    around = _around_the_entries(document)
    hours = {int(hour) % 24 for hour in _HOUR.findall(_from(_HOURS, around)) if int(hour) <= 24}
    days = {_WEEK.index(day.lower()) for day in _DAY.findall(_from(_DAYS, around)) if day.lower() in _WEEK}
    return Skips(tuple(sorted(hours)), tuple(sorted(days))) if hours or days else None


def _around_the_entries(document: str) -> str:
    """Not inside an entry: there somebody may write about RSS."""
    first = _FIRST_ENTRY.search(document, 0, 200_000)
    if first is None:
        return document[:200_000]
    after = max(document.rfind("</item>"), document.rfind("</entry>"))
    return document[: first.start()] + (document[after : after + 20_000] if after > 0 else "")


def _from(element: re.Pattern[str], text: str) -> str:
    begins = element.search(text)
    return text[begins.start() : begins.start() + _MOST] if begins else ""
