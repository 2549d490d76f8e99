"""Recorded feeds are always fresh: their dates are written as distances from the demo's start and told in the outlet's own zone.

`{{rfc822 -45m Europe/Istanbul}}` becomes "Sun, 22 Nov 2026 16:15:00 +0300", `{{rfc3339 -302d Europe/Kyiv}}` its Atom form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

_PLACEHOLDER = re.compile(rb"\{\{(rfc822|rfc3339) -(\d+)([mhd]) ([A-Za-z_/]+)\}\}")
_UNITS = {b"m": timedelta(minutes=1), b"h": timedelta(hours=1), b"d": timedelta(days=1)}
_STYLES: dict[bytes, Callable[[datetime], str]] = {b"rfc822": format_datetime, b"rfc3339": datetime.isoformat}


def with_moments(template: bytes, start: datetime) -> bytes:
    """The document with every distance told as a date before `start`. Works on bytes: feeds keep their own encodings."""

    def told(found: re.Match[bytes]) -> bytes:
        style, number, unit, zone = found.groups()
        moment = start.replace(second=0, microsecond=0) - int(number) * _UNITS[unit]
        return _STYLES[style](moment.astimezone(ZoneInfo(zone.decode("ascii")))).encode("ascii")

    return _PLACEHOLDER.sub(told, template)
