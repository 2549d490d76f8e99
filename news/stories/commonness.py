"""How common a word is before the window has seen anything."""

from __future__ import annotations

from functools import cache

from news.stories.common_words import TIERS


def languages() -> tuple[str, ...]:
    """Of which common words are known; beside languages, the tables of names, figures, concepts and cognates."""
    return tuple(TIERS)


@cache
def rates(language: str) -> dict[str, float]:
    """Common stems, and the share of texts in which each stands."""
    return {word: share for share, words in TIERS.get(language, ()) for word in words.split()}


def rate(stem: str, language: str) -> float:
    """The share of texts in which a stem stands; 0 when it is not among the common ones."""
    return rates(language).get(stem, 0.0)
