"""The grammar once more, by hand, for queries that have nothing wrong with them: a restart reads 100,000, and lark takes 80 µs for each.

Whatever looks odd here is left to the grammar, which alone says what is wrong. A property test holds the two together.
"""

from __future__ import annotations

import re

from news.errors import QueryError
from news.topics.atoms import ATOMS, denied, joined
from news.topics.nodes import MAX_ATOMS, Both, Either, Node, Word

TERMINALS = (
    ("OR", 3, r"""OR(?![^\s()"])"""),
    ("AND", 3, r"""AND(?![^\s()"])"""),
    ("MINUS", 3, r"""-(?=[^\s)])"""),
    ("QUOTED", 2, r'''"[^"]*"'''),
    ("FIELD", 2, r"""[^\W\d_]+(?:[<>]=?|[:=])(?:"[^"]*"|[^\s()"]*)"""),
    ("WORD", 0, r"""[^\s()"]+"""),
)
"""Name, priority, pattern: of two that fit, the one with the higher priority counts."""

_TOKENS = re.compile(
    r"\s*(?:" + "|".join(f"(?P<{name}>{pattern})" for name, _, pattern in TERMINALS) + r"|(?P<OPEN>\()|(?P<CLOSE>\))|(?P<ODD>\S))"
)
_WORDS_ALONE = re.compile("{letters}+(?: {letters}+)*".format(letters="[A-Za-zÀ-ÖØ-öø-ɏЀ-ҁҊ-ӿ]"))
_END = ("END", "", 0)
_BEGIN_A_PART = frozenset({"MINUS", "OPEN", *ATOMS})


class _Odd(Exception):
    """Not to be read here."""


def read_quickly(typed: str) -> Node | None:
    """What the grammar would make of it; None when that takes a second look."""
    return _words_alone(typed) if typed.islower() and _WORDS_ALONE.fullmatch(typed) else _read_line(typed)


def _words_alone(typed: str) -> Node | None:
    """Half of all queries: lower-case words and nothing else."""
    nodes, at = [], 0
    for text in typed.split(" "):
        nodes.append(Word(text, at))
        at += len(text) + 1
    if len(nodes) > MAX_ATOMS:
        return None
    return nodes[0] if len(nodes) == 1 else Both(tuple(nodes), 0)


def _read_line(typed: str) -> Node | None:
    found = [(kind, each[kind], each.start(kind)) for each in _TOKENS.finditer(typed) if (kind := each.lastgroup)]
    if len(found) > MAX_ATOMS and sum(kind in ATOMS for kind, _, _ in found) > MAX_ATOMS:
        return None
    line = _Line(found)
    try:
        node = line.either()
    except (_Odd, QueryError):  # of several errors the grammar's comes first
        return None
    return node if line.kind == "END" else None


class _Line:
    """The tokens of a query, read from left to right."""

    def __init__(self, found: list[tuple[str, str, int]]) -> None:
        self._rest = iter(found)
        self._step()

    def _step(self) -> None:
        self.kind, self._text, self._at = next(self._rest, _END)

    def either(self) -> Node:
        nodes = [self._both()]
        while self.kind == "OR":
            self._step()
            nodes.append(self._both())
        return nodes[0] if len(nodes) == 1 else joined(Either, nodes)

    def _both(self) -> Node:
        nodes = [self._part()]
        while self.kind == "AND" or self.kind in _BEGIN_A_PART:
            if self.kind == "AND":
                self._step()
            nodes.append(self._part())
        return nodes[0] if len(nodes) == 1 else joined(Both, nodes)

    def _part(self) -> Node:
        if self.kind != "MINUS":
            return self._atom()
        at = self._at
        self._step()
        return denied(self._atom(), at)

    def _atom(self) -> Node:
        kind, text, at = self.kind, self._text, self._at
        self._step()
        if kind in ATOMS:
            return ATOMS[kind](text, at)
        if kind != "OPEN":
            raise _Odd
        node = self.either()
        if self.kind != "CLOSE":
            raise _Odd
        self._step()
        return node
