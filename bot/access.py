"""Who may talk with the bot: everybody, whoever brings the invite code, or a list. Pure."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Mode = Literal["open", "invite", "list"]


class Entrance(StrEnum):
    """Why somebody is let in, or is not."""

    OPEN = "open"
    ADMIN = "admin"
    LISTED = "listed"
    LET_IN_BEFORE = "let_in_before"
    BROUGHT_THE_CODE = "brought_the_code"
    NO_CODE = "no_code"
    NOT_LISTED = "not_listed"

    @property
    def lets_in(self) -> bool:
        return self not in {Entrance.NO_CODE, Entrance.NOT_LISTED}


@dataclass(frozen=True, slots=True)
class Door:
    """`allowed`: ids of people and chats; `code` is only asked for in the mode "invite"."""

    mode: Mode = "open"
    code: str = ""
    allowed: tuple[int, ...] = ()


def entrance(door: Door, ids: Iterable[int], *, by_admin: bool, let_in: bool, words: str) -> Entrance:
    """`ids`: of the person and the chat; `let_in`: whether this chat was before; `words`: what came after the command."""
    if by_admin:
        return Entrance.ADMIN
    if door.mode == "open":
        return Entrance.OPEN
    if door.mode == "list":
        return Entrance.NOT_LISTED if set(door.allowed).isdisjoint(ids) else Entrance.LISTED
    if let_in:
        return Entrance.LET_IN_BEFORE
    brought = bool(door.code) and hmac.compare_digest(words.strip().encode(), door.code.encode())
    return Entrance.BROUGHT_THE_CODE if brought else Entrance.NO_CODE
