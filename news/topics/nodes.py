"""The values a query is read into: frozen, printable (what they print reads back as the same value), each knowing where it stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MAX_LENGTH = 500
"""Characters."""
MAX_ATOMS = 40
"""Words, phrases and fields."""
MAX_DEPTH = 10
"""Parentheses inside parentheses."""
MIN_PREFIX = 3
"""Letters before a *: fewer match half the dictionary."""


class FieldName(StrEnum):
    LANG = "lang"
    OUTLET = "outlet"
    COUNTRY = "country"
    CATEGORY = "category"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Word:
    """In any inflection. "F-16" is several tokens, which then stand side by side."""

    text: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    text: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Exact:
    """This form of the word only, in either case (a Turkish suffix after an apostrophe is not part of a form)."""

    text: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, each in any inflection."""

    text: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Field:
    """A fact about the article; `value` as normalised (`lang` lower-case, `country` upper-case)."""

    name: FieldName
    value: str
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f'{self.name}:"{self.value}"' if any(letter in " ()\t*" for letter in self.value) else f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class Sources:
    """The story has at least so many independent sources."""

    at_least: int
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"sources>={self.at_least}"


@dataclass(frozen=True, slots=True)
class Not:
    node: Node
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"-({self.node})" if isinstance(self.node, Both | Either) else f"-{self.node}"


@dataclass(frozen=True, slots=True)
class Both:
    """All of them (two or more)."""

    nodes: tuple[Node, ...]
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return " ".join(f"({node})" if isinstance(node, Either) else str(node) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Either:
    """Any of them (two or more)."""

    nodes: tuple[Node, ...]
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return " OR ".join(map(str, self.nodes))


Atom = Word | Prefix | Exact | Phrase | Field | Sources
Node = Atom | Not | Both | Either
