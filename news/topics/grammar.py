"""Reads the text of a query and says what is wrong in words. The grammar is lark's (LALR: linear time, no backtracking)."""

from __future__ import annotations

from functools import lru_cache

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from news.errors import QueryError
from news.topics.atoms import ATOMS, denied, joined
from news.topics.faults import Fault, unreadable
from news.topics.nodes import MAX_ATOMS, MAX_DEPTH, MAX_LENGTH, Both, Either, Node
from news.topics.quick import TERMINALS, read_quickly

_GRAMMAR = r"""
start: either
either: both (OR both)*
both: part (AND? part)*
part: MINUS atom | atom
atom: "(" either ")" | QUOTED | FIELD | WORD

@TERMINALS@
%ignore /\s+/
""".replace("@TERMINALS@", "\n".join(f"{name}.{priority}: /{pattern}/" for name, priority, pattern in TERMINALS))

_TYPED_OTHERWISE = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("−–—﹣－", "-") | {"（": "(", "）": ")"})
"""What phones and word processors make of quotes and a minus. One character for one, so positions stay."""


def read(text: str) -> Node:
    """The values behind `text`, nested alternatives and conjunctions flattened. Raises `QueryError`."""
    _check_size(text)
    typed = text.translate(_TYPED_OTHERWISE)
    _check_depth(typed)
    return read_quickly(typed) or read_by_grammar(typed)


def read_by_grammar(typed: str) -> Node:
    """What the grammar makes of it. Raises `QueryError`."""
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
        raise unreadable(Fault.EMPTY, 0)
    if len(text) > MAX_LENGTH:
        raise unreadable(Fault.TOO_LONG, MAX_LENGTH, most=MAX_LENGTH, found=len(text))


def _check_depth(typed: str) -> None:
    if typed.count("(") <= MAX_DEPTH:
        return
    depth, quoted = 0, False
    for position, letter in enumerate(typed):
        quoted ^= letter == '"'
        if quoted:
            continue
        depth += (letter == "(") - (letter == ")")
        if depth > MAX_DEPTH:
            raise unreadable(Fault.TOO_DEEP, position, most=MAX_DEPTH)


def _check_number(tree: Tree[Token]) -> None:
    atoms = [token for token in tree.scan_values(lambda value: isinstance(value, Token)) if token.type in ATOMS]
    if len(atoms) > MAX_ATOMS:
        raise unreadable(Fault.TOO_MANY, atoms[MAX_ATOMS].start_pos, most=MAX_ATOMS, found=len(atoms))


# --- from tree to values ----------------------------------------------------------------------------------------------


def _node(branch: Tree[Token] | Token) -> Node:
    if isinstance(branch, Token):
        return ATOMS[branch.type](str(branch), branch.start_pos or 0)
    parts = [child for child in branch.children if not (isinstance(child, Token) and child.type in {"OR", "AND"})]
    if branch.data == "part" and len(parts) == 2:
        return denied(_node(parts[1]), _start(parts[0]))
    if len(parts) == 1:
        return _node(parts[0])
    kind = Either if branch.data == "either" else Both
    return joined(kind, [_node(part) for part in parts])


def _start(branch: Tree[Token] | Token) -> int:
    return (branch.start_pos or 0) if isinstance(branch, Token) else 0


# --- what went wrong, in words ----------------------------------------------------------------------------------------


def _explained(error: UnexpectedInput, typed: str) -> QueryError:
    if isinstance(error, UnexpectedCharacters):
        return unreadable(Fault.OPEN_QUOTE, error.pos_in_stream)
    assert isinstance(error, UnexpectedToken), "LALR with the basic lexer knows no other"
    if error.token.type == "$END":
        return _cut_short(typed)
    return unreadable(_UNEXPECTED.get(error.token.type, Fault.MISPLACED), error.token.start_pos or 0)


def _cut_short(typed: str) -> QueryError:
    opened = [at for at, letter in enumerate(typed) if letter == "("]
    ended = typed.rstrip()
    if ended.endswith(("OR", "AND")):
        operator = "OR" if ended.endswith("OR") else "AND"
        return unreadable(Fault.NOTHING_BEHIND, len(ended) - len(operator), text=operator)
    return unreadable(Fault.OPEN_PARENTHESIS, opened[0] if opened else len(ended) - 1)


_UNEXPECTED = {
    "OR": Fault.LONE_OR,
    "AND": Fault.LONE_AND,
    "RPAR": Fault.NOTHING_OPENED,
    "MINUS": Fault.TWO_MINUSES,
}
