"""Countries a text names, as ISO codes, in any language CLDR knows."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from news.stories.spelling import latin

_SHORTEST = 4
_ENDING = 2
"""Letters at the end of a country's name that its cases and adjectives change: Росія, Росії, Росією."""
_NO_COUNTRY = frozenset({"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"})


@cache
def _names(language: str) -> dict[str, str]:
    """First letters of a country's one-word name → its code."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    table: dict[str, str] = {}
    for code, name in sorted(territories.items()):
        plain = latin(name, language)
        if code.isalpha() and code not in _NO_COUNTRY and plain.isalpha() and len(plain) >= _SHORTEST:
            table[plain[: max(_SHORTEST, len(plain) - _ENDING)]] = code
    return table


def country(plain: str, language: str) -> str:
    """The code of the country whose name this word (in Latin letters, see `latin`) is or derives from, else ""."""
    names = _names(language)
    for length in range(min(len(plain), 14), _SHORTEST - 1, -1):
        code = names.get(plain[:length])
        if code and len(plain) - length <= 5:
            return code
    return ""
