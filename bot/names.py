"""Which names of languages, countries and zones exist: asked of Babel and the zone database, never of a list of our own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_day_names


def _fitting(codes: Iterable[object], shape: str) -> frozenset[str]:
    return frozenset(str(code) for code in codes if re.fullmatch(shape, str(code)))


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def languages() -> frozenset[str]:
    """ISO 639 codes CLDR can name in English; two letters where there are two."""
    return _fitting(Locale("en").languages, r"[a-z]{2,3}")


@cache
def countries() -> frozenset[str]:
    """ISO 3166 alpha-2 codes. ZZ ("unknown region") is no country."""
    return _fitting(Locale("en").territories, r"[A-Z]{2}") - {"ZZ"}


def is_language(code: str) -> bool:
    return code in languages()


def is_country(code: str) -> bool:
    return code in countries()


def is_zone(name: str) -> bool:
    return name in zones()


@cache
def weekday(word: str, spoken: tuple[str, ...]) -> int | None:
    """0 for Monday, by its name or short name in any of these languages; None when it is no day."""
    wanted = word.casefold().rstrip(".")
    named = ((day, name) for code in spoken for width in ("wide", "abbreviated") for day, name in get_day_names(width, locale=code).items())
    return next((day for day, name in named if name.casefold().rstrip(".") == wanted), None)


@cache
def weekday_name(day: int, language: str) -> str:
    return str(get_day_names("wide", locale=language)[day])
