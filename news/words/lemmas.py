"""Dictionary forms: ракетами → ракета, depremlerin → deprem.

Ukrainian and Russian go through pymorphy3, with every parse (a headline gives too little context to choose); the rest through simplemma,
whose streaming dictionaries cost 3-15 MB a language where the default ones cost 80-160. Both load at the first word of their language.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from news.words.folding import fold

if TYPE_CHECKING:
    from simplemma import Lemmatizer

_ANALYSED = frozenset({"uk", "ru"})
_NAMES = ("Surn", "Name")
"""OpenCorpora's marks of a person's names."""
_SHARED_DICTIONARY = {"hr": "hbs", "sr": "hbs", "bs": "hbs", "no": "nb"}
_DICTIONARIES_AT_ONCE = 24
"""More than the languages one newsroom reads; simplemma's own 8 would load and drop them in turns."""

_SELDOM = 0.03
"""Readings rarer than this are left out. OpenCorpora counts: of 100 стали, 98 are "became" and 2 "of steel"; who follows steel wants the 2 less
than they mind the 98. Only the Russian dictionary has counts; in the Ukrainian one every reading scores 1."""


@lru_cache(maxsize=200_000)
def lemmas(word: str, language: str) -> tuple[str, ...]:
    """Every folded dictionary form `word` (in its own case) may have in `language`; the folded word itself when nothing is known of it.

    Never empty, never raises. An unknown language or "" gives the folded word.
    """
    folded = fold(word, language)
    if language in _ANALYSED:
        found = _read(folded, language)
    elif _dictionary(language):
        found = [fold(form, language) for form in _looked_up(word, folded, _dictionary(language))]
    else:
        found = []
    return tuple(dict.fromkeys(found)) or (folded,)


@lru_cache(maxsize=200_000)
def is_known(word: str, language: str) -> bool:
    """Whether the dictionary of `language` has this very form."""
    folded = fold(word, language)
    if language in _ANALYSED:
        return bool(_analyser(language).word_is_known(folded))
    code = _dictionary(language)
    return bool(code) and _lookup().get_lemma(folded, code) is not None


@lru_cache(maxsize=16_384)
def is_name(word: str, language: str) -> bool:
    """Whether a word that stands capitalised inside a sentence is somebody's name, as far as the dictionary of `language` can tell.

    It is when the dictionary lists it as one, or has never heard of it (Vladimir, Quinnipiac); False for a language without a dictionary.
    """
    if not (language in _ANALYSED or _dictionary(language)):
        return False
    return not is_known(word, language) or (language in _ANALYSED and _names_somebody(fold(word, language), language))


def _names_somebody(folded: str, language: str) -> bool:
    tags = [str(parse.tag) for parse in _analyser(language).parse(folded)]
    return any(mark in tag for tag in tags for mark in _NAMES)


def _read(folded: str, language: str) -> list[str]:
    if not all(
        unicodedata.name(letter, "") for letter in folded
    ):  # pymorphy3 asks every letter for its name and raises where there is none
        return []
    scores: dict[str, float] = {}
    for parse in _analyser(language).parse(folded):
        scores[parse.normal_form] = scores.get(parse.normal_form, 0) + parse.score
    return [fold(form, language) for form, score in scores.items() if score >= _SELDOM]


def _looked_up(word: str, folded: str, code: str) -> list[str]:
    # Names stand capitalised in the dictionary, and simplemma's own lower-casing knows no dotless ı: ask for both cases.
    if not folded:
        return []
    lowered = _lemmatizer().lemmatize(folded, code)
    return [lowered] if word == folded else [_lemmatizer().lemmatize(word, code), lowered]


def _dictionary(language: str) -> str:
    code = _SHARED_DICTIONARY.get(language, language)
    return code if code in _dictionary_codes() else ""


@lru_cache(maxsize=1)
def _dictionary_codes() -> frozenset[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES  # noqa: PLC0415  # 0.1 s: only when words are compared

    return SUPPORTED_LANGUAGES


@lru_cache(maxsize=1)
def _factory() -> Any:
    from simplemma.strategies.dictionaries import StreamDictionaryFactory  # noqa: PLC0415  # see above

    return StreamDictionaryFactory(cache_max_size=_DICTIONARIES_AT_ONCE)


@lru_cache(maxsize=1)
def _lookup() -> Any:
    from simplemma.strategies import DictionaryLookupStrategy  # noqa: PLC0415  # see above

    return DictionaryLookupStrategy(_factory())


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer  # noqa: PLC0415  # see above
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415

    return Lemmatizer(cache_max_size=1, lemmatization_strategy=DefaultStrategy(dictionary_factory=_factory()))


@lru_cache(maxsize=len(_ANALYSED))
def _analyser(language: str) -> Any:
    import pymorphy3  # noqa: PLC0415  # 0.3 s and 25 MB a language: only when that language turns up

    return pymorphy3.MorphAnalyzer(lang=language)
