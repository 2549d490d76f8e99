"""Spans of time as people write them: "15m", "1h30m", "0s"."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_SHAPE = re.compile(r"(?:(?P<d>\d{1,4})d)?(?:(?P<h>\d{1,5})h)?(?:(?P<m>\d{1,6})m)?(?:(?P<s>\d{1,7})s)?")


def parse_duration(text: str) -> timedelta:
    """Read "1h30m" as a span; ValueError with a sentence for anything else."""
    found = _SHAPE.fullmatch(text.strip())
    if not found or not found.group():
        raise ValueError(f'"{text}" is no duration; write it like 90s, 15m, 2h or 1h30m')
    return timedelta(**{_UNITS[unit]: int(count) for unit, count in found.groupdict().items() if count})


def format_duration(span: timedelta) -> str:
    """The shortest text that `parse_duration` reads back to the same span; whole seconds."""
    rest = int(span.total_seconds())
    parts: list[str] = []
    for unit, seconds in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        count, rest = divmod(rest, seconds)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"
