"""What is wrong with the configuration: all of it at once, each with its place and the next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from news.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the operator must mend. `where` is a file or "environment", `line` 1-based (0 = no line), `key` a path into it."""

    where: str
    text: str
    key: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return ": ".join(part for part in (place, self.key, self.text) if part)


class Problems(ConfigError):
    """Every problem found, in the order of the file; the text is one line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """', did you mean "language"?', or "" when nothing known is near. `cutoff` is difflib's ratio, 0..1."""
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_folded, n=1, cutoff=cutoff)
    return f', did you mean "{by_folded[near[0]]}"?' if near else ""
