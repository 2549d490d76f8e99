"""Dates as publishers write them: zone names, months in seven languages, no zone at all, seconds since 1970.

A date that cannot be believed is None, and the domain then takes the moment it first saw the entry. Never "now": it would be new at every poll.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dateutil_parser

OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
LARGEST_LEAD = timedelta(hours=24)
"""How far into the future a date may lie: clocks and zones are wrong by hours, not by days."""

_ZONE_HOURS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 1, "CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "TRT": 3, "MSK": 3, "MSD": 4, "SAMT": 4, "AZT": 4, "GET": 4, "AMT": 4, "YEKT": 5, "UZT": 5, "ALMT": 5,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10, "BRT": -3, "ART": -3,
    "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours east of Greenwich. Feedparser silently reads all but the American ones as UTC. IST is Irish here: Indian outlets write +0530."""
_ZONES: dict[str, tzinfo] = {name: timezone(timedelta(hours=hours)) for name, hours in _ZONE_HOURS.items()}

_MONTHS = {
    # Turkish
    "ocak": 1, "oca": 1, "şubat": 2, "şub": 2, "mart": 3, "nisan": 4, "nis": 4, "mayıs": 5, "haziran": 6, "haz": 6, "temmuz": 7, "tem": 7,
    "ağustos": 8, "ağu": 8, "eylül": 9, "eyl": 9, "ekim": 10, "eki": 10, "kasım": 11, "kas": 11, "aralık": 12, "ara": 12,
    # Ukrainian
    "січня": 1, "січ": 1, "лютого": 2, "лют": 2, "березня": 3, "бер": 3, "квітня": 4, "квіт": 4, "травня": 5, "трав": 5, "червня": 6, "черв": 6,
    "липня": 7, "лип": 7, "серпня": 8, "серп": 8, "вересня": 9, "вер": 9, "жовтня": 10, "жовт": 10, "листопада": 11, "лист": 11, "грудня": 12, "груд": 12,
    # Russian
    "января": 1, "янв": 1, "февраля": 2, "фев": 2, "марта": 3, "мар": 3, "апреля": 4, "апр": 4, "мая": 5, "май": 5, "июня": 6, "июн": 6, "июля": 7,
    "июл": 7, "августа": 8, "авг": 8, "сентября": 9, "сен": 9, "сент": 9, "октября": 10, "окт": 10, "ноября": 11, "ноя": 11, "нояб": 11, "декабря": 12, "дек": 12,
    # German
    "januar": 1, "jänner": 1, "jän": 1, "februar": 2, "märz": 3, "mär": 3, "mrz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "okt": 10,
    "dezember": 12, "dez": 12,
    # French
    "janvier": 1, "janv": 1, "février": 2, "févr": 2, "fév": 2, "mars": 3, "avril": 4, "avr": 4, "juin": 6, "juillet": 7, "juil": 7, "août": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "déc": 12,
    # Polish
    "stycznia": 1, "sty": 1, "lutego": 2, "lut": 2, "marca": 3, "kwietnia": 4, "kwi": 4, "maja": 5, "maj": 5, "czerwca": 6, "cze": 6, "lipca": 7,
    "lip": 7, "sierpnia": 8, "sie": 8, "września": 9, "wrz": 9, "października": 10, "paź": 10, "listopada": 11, "lis": 11, "grudnia": 12, "gru": 12,
    # Spanish
    "enero": 1, "ene": 1, "febrero": 2, "marzo": 3, "abril": 4, "abr": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "ago": 8, "septiembre": 9,
    "octubre": 10, "noviembre": 11, "diciembre": 12, "dic": 12,
    # English, so that a number replaces them all alike
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8,
    "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_ENGLISH = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORD = re.compile(r"[^\W\d_]+\.?")
_EPOCH = re.compile(r"^\d{9,10}(?:\.\d+)?$|^\d{13}$")
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)")
_ZONE_NAME = re.compile(r"(?<![A-Za-z])([A-Z]{1,4})(?=(?:\s*\([^)]*\))?\s*(?:\d{4})?$)")
"""At the end, or before the year as asctime has it."""
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?(?:\s*\([^)]*\))?$")
_HAS_DATE = re.compile(r"\d{4}|\d{1,2}\W+\w+\W+\d{2}")
"""A clock alone is no date: the library would fill in a day of its own."""
_YEAR_ZERO = re.compile(r"(?<!\d)(?<![+:.-])0[01]\d\d(?:-|\s+\d{1,2}:)")
"""Year 1 of .NET and year 0 of MySQL, which the library reads as 2001 and 2000."""
_AMERICAN = re.compile(r"\d/.*\b[AaPp][Mm]\b")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_FILLER = re.compile(r"\b(?:року|года|г|р|roku|saat|at|um|uhr|à|o godz|klo|о|в)\b\.?", re.IGNORECASE)
_ANYTHING = datetime(2000, 1, 1)  # noqa: DTZ001  # fills in what a date leaves out; the zone is added after


def parse_date(written: str, *, zone: str = "UTC", now: datetime) -> datetime | None:
    """Aware UTC, or None for nothing, junk, a year before 2000 or more than a day ahead of `now`. `zone` (IANA) is for dates that name none."""
    moment = read_date(written, zone=zone)
    if moment is None or not OLDEST <= moment <= now + LARGEST_LEAD:
        return None
    return moment


def read_date(written: str, *, zone: str = "UTC") -> datetime | None:
    """Aware UTC whatever the year, None when it is no date."""
    written = " ".join(written.split())[:100]
    if not _HAS_DATE.search(written) or _YEAR_ZERO.search(written):
        return None
    for form in (_epoch, _iso, _rfc822, _worded):
        try:
            moment = form(written, zone)
        except (
            ValueError,
            OverflowError,
            TypeError,
            IndexError,
            AttributeError,
            ArithmeticError,
        ):  # dateutil and email raise them all on junk
            continue
        if moment is not None:
            return moment
    return None


def _epoch(written: str, zone: str) -> datetime | None:
    del zone
    if not _EPOCH.match(written):
        return None
    seconds = float(written)
    return datetime.fromtimestamp(seconds / 1000 if len(written) == 13 else seconds, UTC)


def _iso(written: str, zone: str) -> datetime | None:
    if not _ISO.match(written):
        return None
    return _in_utc(datetime.fromisoformat(written), zone)


def _rfc822(written: str, zone: str) -> datetime | None:
    """The standard form, when it is one: the library reads zone names it does not know as UTC, so those are left to `_worded`."""
    if not _OFFSET.search(written) and not written.endswith(("GMT", "UT", "UTC", "Z")):
        return None
    if not written.isascii():
        return None
    return _in_utc(parsedate_to_datetime(written), zone)


def _worded(written: str, zone: str) -> datetime | None:
    """Any order of day, month name and clock; day before month when both are numbers, as everywhere our outlets live."""
    text, found = _without_zone(_FILLER.sub(" ", written))
    text = _WORD.sub(_english, text)
    is_year_first = bool(re.match(r"\s*\d{4}\D", text))
    is_day_first = not is_year_first and not _AMERICAN.search(text)
    moment = dateutil_parser.parse(text, dayfirst=is_day_first, yearfirst=is_year_first, default=_ANYTHING, ignoretz=True)
    return _in_utc(moment.replace(tzinfo=found), zone)


def _without_zone(text: str) -> tuple[str, tzinfo | None]:
    """The text before its zone, and the zone. `29.09.2020 15:00` has none: a sign counts as one only after a clock."""
    text = text.strip()
    offset = _OFFSET.search(text)
    if offset and _CLOCK.search(text[: offset.start()]):
        return text[: offset.start()], _offset(offset)
    named = _ZONE_NAME.search(text)
    if named and named[1] in _ZONES:
        return text[: named.start()] + text[named.end() :], _ZONES[named[1]]
    return text, None


def _offset(found: re.Match[str]) -> tzinfo:
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(ahead if found[1] == "+" else -ahead)


def _english(word: re.Match[str]) -> str:
    """Month names in English, everything else that is only letters (weekdays, "saat") out of the way; the T of ISO stays."""
    name = word[0].rstrip(".").replace("İ", "i").lower()
    month = _MONTHS.get(name)
    if month:
        return f" {_ENGLISH[month]} "
    return word[0] if name in {"t", "am", "pm"} else " "


def _in_utc(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(zone))
    return moment.astimezone(UTC)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
