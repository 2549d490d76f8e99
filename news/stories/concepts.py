"""Words of news that mean the same in several languages, so that reports meet where nothing was translated."""

from __future__ import annotations

from functools import cache, lru_cache

from news.stories.lexicon import ROWS
from news.stories.places import country
from news.stories.spelling import latin

_LONGEST = 14
_MOST_ENDING = 7
"""Letters a word may have beyond the ones listed: endings, not other words."""


@cache
def _stems() -> dict[str, dict[str, str]]:
    """Language → (first letters of a word → concept)."""
    table: dict[str, dict[str, str]] = {}
    for row in ROWS.strip().splitlines():
        concept, _, columns = row.partition(":")
        for column in columns.split("|"):
            language, *stems = column.split()
            for stem in stems:
                table.setdefault(language, {}).setdefault(_key(stem, language), concept.strip())
    return table


def _key(stem: str, language: str) -> str:
    whole = stem.endswith(".")
    return latin(stem.rstrip("."), language) + "." * whole


@lru_cache(maxsize=1 << 15)
def concept(word: str, language: str) -> str:
    """The concept a word stands for ("" when none is known); countries are `@` and their ISO code."""
    plain = latin(word, language)
    stems = _stems().get(language, {})
    if found := stems.get(f"{plain}."):
        return found
    for length in range(min(len(plain), _LONGEST), 1, -1):
        found = stems.get(plain[:length])
        if found and len(plain) - length <= _MOST_ENDING:
            return found
    code = country(plain, language) if word[0].isupper() else ""
    return f"@{code}" if code else ""
