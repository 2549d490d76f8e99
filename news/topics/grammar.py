"""Reads the text of a query with lark (LALR: linear time, no backtracking) and says what is wrong in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from functools import lru_cache

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from news.errors import QueryError
from news.topics.nodes import (
    MAX_ATOMS,
    MAX_DEPTH,
    MAX_LENGTH,
    MIN_PREFIX,
    Atom,
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
from news.topics.places import COUNTRY_ALIASES, LANGUAGE_ALIASES, LANGUAGES
from news.words import fold, tokens

_GRAMMAR = r"""
start: either
either: both (OR both)*
both: part (AND? part)*
part: MINUS atom | atom
atom: "(" either ")" | QUOTED | FIELD | WORD

OR.3: /OR(?![^\s()"])/
AND.3: /AND(?![^\s()"])/
MINUS.3: /-(?=[^\s)])/
QUOTED.2: /"[^"]*"/
FIELD.2: /[^\W\d_]+(?:[<>]=?|[:=])(?:"[^"]*"|[^\s()"]*)/
WORD: /[^\s()"]+/
%ignore /\s+/
"""

_TYPED_OTHERWISE = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("−–—﹣－", "-") | {"（": "(", "）": ")"})
"""What phones and word processors make of quotes and a minus. One character for one, so positions stay."""

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


def read(text: str) -> Node:
    """The values behind `text`, nested alternatives and conjunctions flattened. Raises `QueryError`."""
    _check_size(text)
    typed = text.translate(_TYPED_OTHERWISE)
    _check_depth(typed)
    try:
        tree = _parser().parse(typed)
    except UnexpectedInput as error:
        raise _explained(error, typed) from error
    _check_number(tree)
    return _node(tree)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="basic")


# --- limits -----------------------------------------------------------------------------------------------------------


def _check_size(text: str) -> None:
    if not text.strip():
        raise QueryError("an empty query matches nothing", position=0)
    if len(text) > MAX_LENGTH:
        raise QueryError(f"a query has at most {MAX_LENGTH} characters; this one has {len(text)}", position=MAX_LENGTH)


def _check_depth(typed: str) -> None:
    depth, quoted = 0, False
    for position, letter in enumerate(typed):
        quoted ^= letter == '"'
        if quoted:
            continue
        depth += (letter == "(") - (letter == ")")
        if depth > MAX_DEPTH:
            raise QueryError(f"parentheses nest at most {MAX_DEPTH} deep", position=position)


def _check_number(tree: Tree[Token]) -> None:
    atoms = [token for token in tree.scan_values(lambda value: isinstance(value, Token)) if token.type in _ATOMS]
    if len(atoms) > MAX_ATOMS:
        raise QueryError(
            f"a query has at most {MAX_ATOMS} words, phrases and fields; this one has {len(atoms)}", position=atoms[MAX_ATOMS].start_pos
        )


# --- from tree to values ----------------------------------------------------------------------------------------------


def _node(branch: Tree[Token] | Token) -> Node:
    if isinstance(branch, Token):
        return _ATOMS[branch.type](str(branch), branch.start_pos or 0)
    parts = [child for child in branch.children if not (isinstance(child, Token) and child.type in {"OR", "AND"})]
    if branch.data == "part" and len(parts) == 2:
        return _denied(_node(parts[1]), _start(parts[0]))
    if len(parts) == 1:
        return _node(parts[0])
    kind = Either if branch.data == "either" else Both
    return _joined(kind, [_node(part) for part in parts])


def _start(branch: Tree[Token] | Token) -> int:
    return (branch.start_pos or 0) if isinstance(branch, Token) else 0


def _denied(node: Node, position: int) -> Node:
    return node.node if isinstance(node, Not) else Not(node, position)


def _joined(kind: type[Both | Either], nodes: list[Node]) -> Node:
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, kind) else (node,))]
    return kind(tuple(flat), flat[0].position)


def _word(text: str, position: int) -> Atom:
    meant = _NOT_OPERATORS.get(text)
    if meant:
        raise QueryError(
            f"{text} is not an operator here: the operators are OR, AND and - (write it in lower case to look for the word)",
            position=position,
            suggestion=meant,
        )
    if "*" in text:
        return _prefix(text, position)
    _check_has_letters(text, position)
    return Word(text, position)


def _prefix(text: str, position: int) -> Prefix:
    stem = text[:-1]
    star = position + text.index("*")
    if "*" in stem or not text.endswith("*"):
        raise QueryError("a * stands only at the end of a word", position=star, suggestion=text.replace("*", "") + "*")
    words = tokens(stem)
    if len(words) != 1 or not stem.endswith(words[0].surface[-1]):
        raise QueryError("a * follows one word, without hyphens or other signs", position=star)
    if len(fold(stem)) < MIN_PREFIX:
        raise QueryError(f"at least {MIN_PREFIX} letters before a *", position=star)
    return Prefix(stem, position)


def _quoted(text: str, position: int) -> Atom:
    inner = " ".join(text[1:-1].split())
    if "*" in inner:
        raise QueryError("no * inside quotes", position=position + text.index("*"))
    _check_has_letters(inner, position)
    return (Exact if _number_of_words(inner) == 1 else Phrase)(inner, position)


@lru_cache(maxsize=16_384)
def _number_of_words(text: str) -> int:
    return len(tokens(text))


def _check_has_letters(text: str, position: int) -> None:
    if not _number_of_words(text):
        raise QueryError(f"{text or 'this'} has no letters or digits to look for", position=position)


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
        raise QueryError(f"{name} takes a colon", position=position + found.start("sign"), suggestion=f"{name}:{value}")
    if not value:
        raise QueryError(f"{name}: needs a value right behind the colon", position=position)
    return Field(name, _READ_VALUE[name](value, at), position)


def _field_name(name: str, position: int) -> FieldName:
    folded = fold(name)
    if folded in set(FieldName):
        return FieldName(folded)
    known = [*FieldName, *_FIELD_ALIASES]
    close = difflib.get_close_matches(folded, known, n=1, cutoff=0.6)
    meant = _FIELD_ALIASES.get(close[0], close[0]) if close else None
    fields = ", ".join(f"{field}:" for field in FieldName if field is not FieldName.SOURCES)
    raise QueryError(f"there is no field {name}; there are {fields} and sources>=", position=position, suggestion=meant)


def _sources(sign: str, value: str, position: int) -> Sources:
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= 2 else 0
    if number < 1:
        raise QueryError("sources>= takes a number from 1 to 99", position=position, suggestion="sources>=3")
    if sign != ">=":
        raise QueryError("sources takes >=", position=position + len(FieldName.SOURCES), suggestion=f"sources>={number}")
    return Sources(number, position)


def _language(value: str, position: int) -> str:
    code = value.lower()
    if code in LANGUAGES:
        return code
    raise QueryError(
        f"{value} is not a two-letter language code (ISO 639-1)", position=position, suggestion=LANGUAGE_ALIASES.get(fold(value))
    )


def _country(value: str, position: int) -> str:
    code = value.upper()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return COUNTRY_ALIASES.get(code, code)
    raise QueryError(
        f"{value} is not a two-letter country code (ISO 3166-1)", position=position, suggestion=COUNTRY_ALIASES.get(fold(value))
    )


def _name(value: str, position: int) -> str:
    _check_has_letters(value, position)
    return value


_READ_VALUE: dict[FieldName, Callable[[str, int], str]] = {
    FieldName.LANG: _language,
    FieldName.COUNTRY: _country,
    FieldName.OUTLET: _name,
    FieldName.CATEGORY: _name,
}
_ATOMS: dict[str, Callable[[str, int], Atom]] = {"WORD": _word, "QUOTED": _quoted, "FIELD": _field}


# --- what went wrong, in words ----------------------------------------------------------------------------------------


def _explained(error: UnexpectedInput, typed: str) -> QueryError:
    if isinstance(error, UnexpectedCharacters):
        return QueryError("this quotation mark is never closed", position=error.pos_in_stream)
    assert isinstance(error, UnexpectedToken), "LALR with the basic lexer knows no other"
    if error.token.type == "$END":
        return _cut_short(typed)
    position = error.token.start_pos or 0
    reason = _UNEXPECTED.get(error.token.type, "this cannot stand here")
    return QueryError(reason, position=position)


def _cut_short(typed: str) -> QueryError:
    opened = [at for at, letter in enumerate(typed) if letter == "("]
    ended = typed.rstrip()
    if ended.endswith(("OR", "AND")):
        operator = "OR" if ended.endswith("OR") else "AND"
        return QueryError(f"{operator} needs something behind it", position=len(ended) - len(operator))
    return QueryError("this parenthesis is never closed", position=opened[0] if opened else len(ended) - 1)


_UNEXPECTED = {
    "OR": "OR stands between two alternatives",
    "AND": "AND stands between two words",
    "RPAR": "nothing was opened, or nothing stands in these parentheses",
    "MINUS": "one minus is enough",
}
