"""Words of news that mean the same in several languages, so that reports meet where nothing was translated."""

from __future__ import annotations

from functools import cache, lru_cache

from news.stories.places import country
from news.stories.spelling import latin

_ROWS = ""
_LONGEST = 12


@cache
def _stems() -> dict[str, dict[str, str]]:
    """Language → (first letters of a word → concept)."""
    table: dict[str, dict[str, str]] = {}
    for row in _ROWS.strip().splitlines():
        concept, _, columns = row.partition(":")
        for column in columns.split("|"):
            language, *stems = column.split()
            table.setdefault(language, {}).update({latin(stem, language): concept.strip() for stem in stems})
    return table


@lru_cache(maxsize=1 << 15)
def concept(word: str, language: str) -> str:
    """The concept a word stands for ("" when none is known); countries are `@` and their ISO code."""
    plain = latin(word, language)
    stems = _stems().get(language, {})
    for length in range(min(len(plain), _LONGEST), 1, -1):
        found = stems.get(plain[:length])
        if found:
            return found
    code = country(plain, language) if word[0].isupper() else ""
    return f"@{code}" if code else ""
