"""The query language of topics: what a subscriber writes, read once into frozen values.

    earthquake Turkey               both words, in any inflection; AND may stand between them
    missile OR drone                either; binds less tightly than standing side by side
    "central bank"                  these words in this order, in any inflection
    "elections"                     one quoted word: this form only
    seism*                          words that begin so (three letters or more)
    -football  -(cup OR league)     not
    (a OR b) c                      grouping, up to ten deep
    lang:uk outlet:reuters country:TR category:sport sources>=3

Operators are upper-case; or, ve, та are words. A capitalised word is a name and meets only capitalised words. A query must hold a word, a
phrase, an outlet or a category in every alternative, else it would match nearly everything. What cannot be read is a `QueryError` that
knows where; nothing is silently left out. Reading takes time linear in the text, which has at most `MAX_LENGTH` characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from news.errors import QueryError
from news.topics.faults import Fault, unreadable
from news.topics.grammar import read
from news.topics.nodes import (
    MAX_ATOMS,
    MAX_DEPTH,
    MAX_LENGTH,
    MIN_PREFIX,
    Both,
    Either,
    Exact,
    Field,
    FieldName,
    Node,
    Not,
    Phrase,
    Prefix,
    Sources,
    Word,
)

__all__ = [
    "MAX_ATOMS", "MAX_DEPTH", "MAX_LENGTH", "MIN_PREFIX",
    "Both", "Either", "Exact", "Field", "FieldName", "Node", "Not", "Phrase", "Prefix", "Query", "Sources", "Word", "parse_query",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A readable query. `str(query)` reads back as an equal one."""

    root: Node

    def __str__(self) -> str:
        return str(self.root)


def parse_query(text: str) -> Query:
    """Read a query, or raise `QueryError` with the 0-based position of the first character that cannot stand."""
    try:
        root = read(text)
        _check_something_must_occur(root)
    except QueryError as error:
        error.query = text
        raise
    return Query(root)


def _check_something_must_occur(root: Node) -> None:
    barren = _barren(root)
    if barren is not None:
        raise unreadable(Fault.TOO_WIDE_ALTERNATIVE if isinstance(root, Either) else Fault.TOO_WIDE, barren.position)


def _barren(node: Node) -> Node | None:
    """The part of `node` that lets it match without a single positive atom, if it can."""
    if isinstance(node, _FRUITFUL):
        return None
    match node:
        case Field(name=FieldName.OUTLET | FieldName.CATEGORY):
            return None
        case Both(nodes=nodes):
            barren = [_barren(part) for part in nodes]
            return None if None in barren else barren[0]
        case Either(nodes=nodes):
            return next((found for part in nodes if (found := _barren(part))), None)
    return node


_FRUITFUL = (Word, Phrase, Prefix, Exact)
