"""Capitalised words of a query that may have been meant as ordinary ones: Deprem is asked for as a name and does not find deprem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from news.topics.keys import ANY, may_be_no_name
from news.topics.nodes import Both, Either, Exact, Field, Node, Not, Phrase, Prefix, Sources, Word
from news.topics.query import Query
from news.words import tokens, uncapitalised


def taken_as_names(query: Query, language: str = ANY) -> tuple[str, ...]:
    """Those of its words that ask for a name though a dictionary has them as ordinary words, as typed, each once."""
    found: dict[str, None] = {}
    _each_text(query.root, lambda text: _note(text, language, found))
    return tuple(found)


def in_lower_case(query: Query, language: str = ANY) -> Query:
    """The same query with those words in lower case."""
    words = taken_as_names(query, language)
    return Query(_each_text(query.root, lambda text: _lowered(text, words)))


def _note(text: str, language: str, found: dict[str, None]) -> str:
    for token in tokens(text, language):
        if token.capitalised and may_be_no_name(token.stem, language):
            found[token.surface] = None
    return text


def _lowered(text: str, words: tuple[str, ...]) -> str:
    for token in reversed(tokens(text)):
        if token.surface in words:
            text = text[: token.start] + uncapitalised(token.surface) + text[token.end :]
    return text


def _each_text(node: Node, change: Callable[[str], str]) -> Node:
    """The node with the text of every word changed."""
    match node:
        case Word() | Prefix() | Exact() | Phrase():
            return replace(node, text=change(node.text))
        case Not(node=inner):
            return replace(node, node=_each_text(inner, change))
        case Both(nodes=nodes) | Either(nodes=nodes):
            return replace(node, nodes=tuple(_each_text(part, change) for part in nodes))
        case Field() | Sources():
            return node
