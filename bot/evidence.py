"""Evidence in words people can read: placement compares stems ("resolut"), people are shown the word they came from ("resolution")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from news.articles import Article, Text
from news.stories import why
from news.stories.spelling import skeleton
from news.stories.values import Evidence
from news.words.tokens import tokens

SIGNALS = {signal: wording.en for signal, wording in why.SIGNALS.items()}
_APART = frozenset(SIGNALS[signal] for signal in SIGNALS if signal.endswith(("_apart", "_missed")))
"""These speak for themselves, without words."""
SHORTEST_WORD = 4
"""Shorter stems ("the", "and") prove nothing to a reader."""
MOST_WORDS = 3


def in_words(evidence: Iterable[Evidence], article: Article, *, most: int = 2) -> str:
    """As in "names Elazığ, Malatya · figures 5.6, 14": the strongest signals with the article's own words."""
    spelled = dict(_spellings(article))
    told: dict[str, list[str]] = {}
    for each in sorted(evidence, key=lambda one: -abs(one.weight)):
        name = SIGNALS.get(each.signal)
        if name is not None:
            told.setdefault(name, []).extend(_readable(each, name, spelled))
    phrases = [f"{name} {', '.join(dict.fromkeys(words))}" if words else name for name, words in told.items() if words or name in _APART]
    return " · ".join(phrases[:most])


def own_words(evidence: Iterable[Evidence], article: Article, *, most: int = MOST_WORDS) -> list[str]:
    """The words of the strongest signals for joining, as they stand in the article."""
    spelled = dict(_spellings(article))
    strongest = sorted((each for each in evidence if each.signal in SIGNALS), key=lambda one: -abs(one.weight))
    words = [word for each in strongest for word in _readable(each, SIGNALS[each.signal], spelled)]
    return list(dict.fromkeys(words))[:most]


def _readable(evidence: Evidence, name: str, spelled: dict[str, str]) -> Iterator[str]:
    if name in {"figures", "days"}:
        yield from evidence.words[:MOST_WORDS]
        return
    found = (
        spelled.get(key, key if name == "names" else "") for key in evidence.words if len(key) >= (SHORTEST_WORD if name == "words" else 2)
    )
    yield from list(dict.fromkeys(word for word in found if word))[:MOST_WORDS]


def _spellings(article: Article) -> Iterator[tuple[str, str]]:
    """Every key a word of the article may have → the word; the English wording wins over the original."""
    for text in (article.original, article.pivot):
        if text is not None:
            yield from _keys(text)


def _keys(text: Text) -> Iterator[tuple[str, str]]:
    for passage, language in ((text.summary, text.lead_language), (text.title, text.language)):
        for token in tokens(passage, language):
            word = token.stem or token.surface
            if token.capitalised:
                yield skeleton(word, language), word
            elif len(word) >= SHORTEST_WORD:
                yield from ((token.folded[:length], token.folded) for length in range(SHORTEST_WORD, len(token.folded) + 1))
