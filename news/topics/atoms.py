"""What stands between the operators of a query, checked and made into values. Knows no grammar."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from functools import lru_cache

from news.topics.faults import Fault, unreadable
from news.topics.nodes import MIN_PREFIX, Atom, Both, Either, Exact, Field, FieldName, Node, Not, Phrase, Prefix, Sources, Word
from news.topics.places import COUNTRY_ALIASES, LANGUAGE_ALIASES, LANGUAGES
from news.words import fold, tokens

_NOT_OPERATORS = {
    "NOT": "-", "DEĞİL": "-", "НЕ": "-",
    "VEYA": "OR", "YADA": "OR", "АБО": "OR", "ЧИ": "OR", "ИЛИ": "OR",
    "VE": "AND", "ТА": "AND",
    "||": "OR", "|": "OR", "&&": "AND", "&": "AND", "!": "-",
}  # fmt: skip
"""Upper-case words other tools or other languages use as operators: taken as words they would silently mean something else."""

_FIELD_ALIASES = {
    "language": "lang", "dil": "lang", "мова": "lang", "язык": "lang",
    "source": "outlet", "site": "outlet", "feed": "outlet", "kaynak": "outlet", "видання": "outlet", "джерело": "outlet", "источник": "outlet",
    "ülke": "country", "країна": "country", "страна": "country",
    "kategori": "category", "tag": "category", "категорія": "category", "категория": "category", "рубрика": "category",
    "outlets": "sources", "kaynaklar": "sources", "джерела": "sources", "источники": "sources",
}  # fmt: skip

_FIELD = re.compile(r"(?P<name>[^\W\d_]+)(?P<sign>[<>]=?|[:=])(?P<value>.*)", re.DOTALL)


def denied(node: Node, position: int) -> Node:
    return node.node if isinstance(node, Not) else Not(node, position)


def joined(kind: type[Both | Either], nodes: list[Node]) -> Node:
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, kind) else (node,))]
    return kind(tuple(flat), flat[0].position)


def _word(text: str, position: int) -> Atom:
    meant = _NOT_OPERATORS.get(text)
    if meant:
        raise unreadable(Fault.NOT_AN_OPERATOR, position, suggestion=meant, text=text)
    if "*" in text:
        return _prefix(text, position)
    _check_has_letters(text, position)
    return Word(text, position)


def _prefix(text: str, position: int) -> Prefix:
    stem = text[:-1]
    star = position + text.index("*")
    if "*" in stem or not text.endswith("*"):
        raise unreadable(Fault.STAR_INSIDE, star, suggestion=text.replace("*", "") + "*")
    words = tokens(stem)
    if len(words) != 1 or not stem.endswith(words[0].surface[-1]):
        raise unreadable(Fault.STAR_BEHIND_SIGN, star)
    if len(fold(stem)) < MIN_PREFIX:
        raise unreadable(Fault.SHORT_PREFIX, star, least=MIN_PREFIX)
    return Prefix(stem, position)


def _quoted(text: str, position: int) -> Atom:
    inner = " ".join(text[1:-1].split())
    if "*" in inner:
        raise unreadable(Fault.STAR_IN_QUOTES, position + text.index("*"))
    _check_has_letters(inner, position)
    return (Exact if _number_of_words(inner) == 1 else Phrase)(inner, position)


@lru_cache(maxsize=16_384)
def _number_of_words(text: str) -> int:
    return len(tokens(text))


_SURELY_A_WORD = re.compile("[0-9A-Za-z\u0400-\u0481\u048a-\u04ff]")
"""A restart reads 100,000 queries: nearly every word is told by one look."""


def _check_has_letters(text: str, position: int) -> None:
    if not _SURELY_A_WORD.search(text) and not _number_of_words(text):
        raise unreadable(Fault.NO_LETTERS, position, text=text or '""')


# --- fields -----------------------------------------------------------------------------------------------------------


def _field(text: str, position: int) -> Atom:
    found = _FIELD.fullmatch(text)
    assert found, "the grammar's FIELD is narrower than _FIELD"
    name = _field_name(found["name"], position)
    at = position + found.start("value")
    value = " ".join(found["value"].strip('"').split())
    if name is FieldName.SOURCES:
        return _sources(found["sign"], value, position)
    if found["sign"] != ":":
        raise unreadable(Fault.NO_COLON, position + found.start("sign"), suggestion=f"{name}:{value}", text=name)
    if not value:
        raise unreadable(Fault.NO_VALUE, position, text=name)
    return Field(name, _READ_VALUE[name](value, at), position)


def _field_name(name: str, position: int) -> FieldName:
    folded = fold(name)
    if folded in set(FieldName):
        return FieldName(folded)
    known = [*FieldName, *_FIELD_ALIASES]
    close = difflib.get_close_matches(folded, known, n=1, cutoff=0.6)
    meant = _FIELD_ALIASES.get(close[0], close[0]) if close else None
    fields = ", ".join(f"{field}:" for field in FieldName if field is not FieldName.SOURCES)
    raise unreadable(Fault.UNKNOWN_FIELD, position, suggestion=meant, text=name, fields=fields)


def _sources(sign: str, value: str, position: int) -> Sources:
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= 2 else 0
    if number < 1:
        raise unreadable(Fault.NO_NUMBER, position, suggestion="sources>=3")
    if sign != ">=":
        raise unreadable(Fault.NO_AT_LEAST, position + len(FieldName.SOURCES), suggestion=f"sources>={number}")
    return Sources(number, position)


def _language(value: str, position: int) -> str:
    code = value.lower()
    if code in LANGUAGES:
        return code
    raise unreadable(Fault.NOT_A_LANGUAGE, position, suggestion=LANGUAGE_ALIASES.get(fold(value)), text=value)


def _country(value: str, position: int) -> str:
    code = value.upper()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return COUNTRY_ALIASES.get(code, code)
    raise unreadable(Fault.NOT_A_COUNTRY, position, suggestion=COUNTRY_ALIASES.get(fold(value)), text=value)


def _name(value: str, position: int) -> str:
    _check_has_letters(value, position)
    return value


_READ_VALUE: dict[FieldName, Callable[[str, int], str]] = {
    FieldName.LANG: _language,
    FieldName.COUNTRY: _country,
    FieldName.OUTLET: _name,
    FieldName.CATEGORY: _name,
}
ATOMS: dict[str, Callable[[str, int], Atom]] = {"WORD": _word, "QUOTED": _quoted, "FIELD": _field}
"""By the name of the terminal: its text and where it stood → the value. Each raises `QueryError`."""
