"""What admins said about stories, as the looks of our own must heed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from news.stories.values import Ruled


@dataclass(frozen=True, slots=True)
class Heeded:
    """Who stays where, and what stays apart. Story ids are living ones as of when the rulings were read."""

    kept: frozenset[str] = frozenset()
    """Articles that stand where an admin put them."""
    barred: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Article → the stories it does not belong to."""
    apart: frozenset[frozenset[str]] = frozenset()
    """Pairs of stories one of which holds an article that does not belong to the other."""

    def are_apart(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self.apart


def heeded(said: Iterable[Ruled]) -> Heeded:
    standing = _standing(said)
    barred: dict[str, set[str]] = defaultdict(set)
    for one in standing:
        if not one.ruling.belongs:
            barred[one.ruling.article_id].add(one.ruling.story_id)
    return Heeded(
        kept=frozenset(one.ruling.article_id for one in standing if one.ruling.belongs and one.stands_in == one.ruling.story_id),
        barred={article_id: frozenset(stories) for article_id, stories in barred.items()},
        apart=frozenset(
            frozenset((one.stands_in, one.ruling.story_id))
            for one in standing
            if not one.ruling.belongs and one.stands_in and one.stands_in != one.ruling.story_id
        ),
    )


def owed(said: Iterable[Ruled]) -> dict[tuple[str, str], list[str]]:
    """(where they stand, where they belong) → articles, of all that do not stand yet where an admin put them last."""
    last = {one.ruling.article_id: one for one in _standing(said) if one.ruling.belongs}
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article_id, one in last.items():
        if one.is_owed:
            groups[one.stands_in, one.ruling.story_id].append(article_id)
    return dict(groups)


def _standing(said: Iterable[Ruled]) -> list[Ruled]:
    """The last word about each article and story, in the order they were said."""
    last: dict[tuple[str, str], Ruled] = {}
    for one in said:
        last.pop((one.ruling.article_id, one.ruling.story_id), None)
        last[one.ruling.article_id, one.ruling.story_id] = one
    return list(last.values())
