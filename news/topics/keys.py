"""What a word of a text and a word of a query have in common when they mean the same: a shared key.

A key is a folded form with marks before it:

    ^   the word is capitalised (or carries a suffix behind an apostrophe, as Turkish names do)
    ~   the form without diacritics
    =   the form as it stands, not a lemma

A text's word offers every key that is true of it; a query's word asks for the few that it needs. Two words spelt with *different* diacritics
share none (acı, pain, is not açı, angle), and ı/i make different words, unless the query's word is a name or in no dictionary, as typed on a
keyboard without these letters: then Istanbul meets İstanbul, and secim meets seçim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from news.topics.nodes import Field, FieldName
from news.words import Token, fold, is_known, lemmas, plain, tokens, uncapitalised

ANY = ""
"""Language of a query that names none: its words are read in every language of their script we have a dictionary for."""

_CAPITAL, _PLAIN, _FORM = "^", "~", "="

_ONLY_UKRAINIAN, _ONLY_RUSSIAN, _ONLY_TURKISH = frozenset("іїєґ'"), frozenset("ыэъ"), frozenset("ığş")
_CYRILLIC, _GREEK, _LATIN = re.compile("[а-ґ]"), re.compile("[α-ω]"), re.compile("[a-z]")
_CYRILLIC_READINGS = {(True, False): ("uk",), (False, True): ("ru",), (True, True): ("uk", "ru"), (False, False): ("uk", "ru")}
"""By whether a word has letters that only Ukrainian and only Russian writes."""


def offered(token: Token, language: str, prefix_lengths: Iterable[int]) -> list[str]:
    """Every key that is true of a text's word. `prefix_lengths`: which of its beginnings are worth offering."""
    folded, bare = token.folded, plain(token.folded)
    forms = {folded, *lemmas(token.stem, language), *_typed_in_ascii(token.stem)}
    keys = [*forms, *[_PLAIN + plain(form) for form in forms], _FORM + folded, _FORM + _PLAIN + bare]
    keys += [f"{stem[:length]}*" for stem in {folded, bare} for length in prefix_lengths if len(stem) >= length]
    return keys + [_CAPITAL + key for key in keys] if token.capitalised or token.apostrophe else keys


def _typed_in_ascii(word: str) -> tuple[str, ...]:
    """Igdir, Imamoglu in a Turkish text: its capital I is no dotless ı. In capitals there is no telling."""
    return (fold(word),) if word[:1] == "I" and word.isascii() and not word.isupper() else ()


def word_keys(token: Token, language: str) -> frozenset[str]:
    """Keys that a query's word asks for: any one of them will do."""
    forms = {form for reading in _readings(token.stem, language) for form in _asked_forms(token.stem, reading)}
    if language == ANY:
        forms.add(token.folded)
    return _asked(token, {*forms, *_loosened(token, forms, language)})


def form_keys(token: Token, language: str) -> frozenset[str]:
    """Keys of this form of the word only."""
    forms = _folded(token, language)
    return _asked(token, {_FORM + form for form in {*forms, *_loosened(token, forms, language)}})


def prefix_keys(token: Token, language: str) -> frozenset[str]:
    """Keys of every word that begins like this one."""
    return _asked(token, {f"{form}*" for form in _folded(token, language)})


def _asked(token: Token, keys: Iterable[str]) -> frozenset[str]:
    mark = _CAPITAL if token.capitalised else ""
    return frozenset(mark + key for key in keys)


def _folded(token: Token, language: str) -> set[str]:
    return {token.folded, *(fold(token.stem, reading) for reading in _readings(token.stem, language))}


def _asked_forms(word: str, language: str) -> set[str]:
    """The word itself when it is a dictionary form (вибори, elections, is no вибір, choice), else every form it may be one of."""
    folded = fold(word, language)
    found = lemmas(word, language)
    return {folded} if folded in found else {folded, *found}


def _loosened(token: Token, forms: Iterable[str], language: str) -> set[str]:
    if not (token.capitalised or _is_foreign(token.stem, language)):
        return set()
    return {_PLAIN + form if plain(form) == form else plain(form) for form in forms if token.capitalised or plain(form) == form}


def _is_foreign(word: str, language: str) -> bool:
    return not any(is_known(word, reading) for reading in _readings(word, language))


def may_be_no_name(word: str, language: str) -> bool:
    """Whether a capitalised word of a query is in a dictionary in lower case too."""
    return any(is_known(uncapitalised(word), reading) for reading in {*_readings(uncapitalised(word), language)})


def readings(word: str) -> tuple[str, ...]:
    """The languages that a word of a query in no named language is read in, likeliest first."""
    return _readings(word, ANY)


@lru_cache(maxsize=16_384)
def _readings(word: str, language: str) -> tuple[str, ...]:
    """The languages a query's word is read in."""
    if language != ANY:
        return (language,)
    possible = _languages_of(word)
    return tuple(reading for reading in possible if is_known(word, reading)) or possible


def _languages_of(word: str) -> tuple[str, ...]:
    folded = fold(word)
    if _CYRILLIC.search(folded):
        return _CYRILLIC_READINGS[not _ONLY_UKRAINIAN.isdisjoint(folded), not _ONLY_RUSSIAN.isdisjoint(folded)]
    bare = plain(folded)
    if _GREEK.search(bare):
        return ("el",)
    if _LATIN.search(bare):
        return ("en", "tr") if _ONLY_TURKISH.isdisjoint(folded) else ("tr",)
    return (ANY,)


# --- facts about an article -------------------------------------------------------------------------------------------


def field_key(field: Field) -> str:
    if field.name in {FieldName.OUTLET, FieldName.CATEGORY}:
        return _fact(field.name, " ".join(_name_words(field.value)))
    return _fact(field.name, field.value)


def sources_key(at_least: int) -> str:
    return _fact(FieldName.SOURCES, str(at_least))


@lru_cache(maxsize=4096)
def name_keys(name: FieldName, value: str) -> tuple[str, ...]:
    """Keys of an outlet's or category's name: any of its words side by side ("BBC News Türkçe" is found by bbc and by "bbc news")."""
    words = _name_words(value)
    spans = (words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return tuple(_fact(name, " ".join(span)) for span in spans)


def fact_key(name: FieldName, value: str) -> str:
    return _fact(name, value)


def _fact(name: FieldName, value: str) -> str:
    return f"{name}:{value}"


_LONGEST_NAME = 12
"""Words of an outlet's or category's name that count; a feed may write a whole paragraph into <category>."""


def _name_words(value: str) -> list[str]:
    return [plain(token.folded) for token in tokens(value)][:_LONGEST_NAME]
