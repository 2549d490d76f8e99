"""Queries as they are asked of an article: over atom numbers instead of words, so that asking is cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Protocol


class Seen(Protocol):
    """What an article was found to hold."""

    @property
    def words(self) -> dict[int, str]:
        """Atom → the first word of the text that met it ("" for facts that are no words)."""
        ...

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        """The passage where words meeting these atoms stand in this order with nothing between; "" when there is none."""
        ...


Weigh = Callable[[int], float]
"""How many queries would be asked if this atom were an anchor: the less, the better."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Atoms of which at least one is in every article that meets the condition. Infinite weight: there are none."""

    weight: float
    atoms: tuple[int, ...] = ()


_NONE = Anchors(inf)


@dataclass(frozen=True, slots=True)
class Has:
    atom: int

    def is_met(self, seen: Seen) -> bool:
        return self.atom in seen.words

    def words(self, seen: Seen) -> Iterator[str]:
        if self.atom in seen.words:
            yield seen.words[self.atom]

    def anchors(self, weigh: Weigh) -> Anchors:
        return Anchors(weigh(self.atom), (self.atom,))


@dataclass(frozen=True, slots=True)
class SideBySide:
    atoms: tuple[int, ...]

    def is_met(self, seen: Seen) -> bool:
        return all(map(seen.words.__contains__, self.atoms)) and bool(seen.side_by_side(self.atoms))

    def words(self, seen: Seen) -> Iterator[str]:
        if self.is_met(seen):
            yield seen.side_by_side(self.atoms)

    def anchors(self, weigh: Weigh) -> Anchors:
        return min((Anchors(weigh(atom), (atom,)) for atom in self.atoms), key=_weight)


@dataclass(frozen=True, slots=True)
class Never:
    condition: Condition

    def is_met(self, seen: Seen) -> bool:
        return not self.condition.is_met(seen)

    def words(self, seen: Seen) -> Iterator[str]:  # noqa: ARG002  # what is absent has no words
        return iter(())

    def anchors(self, weigh: Weigh) -> Anchors:  # noqa: ARG002  # an absent word is no anchor
        return _NONE


@dataclass(frozen=True, slots=True)
class All:
    """`atoms` are asked first: they are a dictionary lookup each, and settle most queries."""

    atoms: tuple[int, ...]
    rest: tuple[Condition, ...]

    def is_met(self, seen: Seen) -> bool:
        return all(map(seen.words.__contains__, self.atoms)) and all(condition.is_met(seen) for condition in self.rest)

    def words(self, seen: Seen) -> Iterator[str]:
        yield from map(seen.words.__getitem__, self.atoms)
        for condition in self.rest:
            yield from condition.words(seen)

    def anchors(self, weigh: Weigh) -> Anchors:
        possible = [Has(atom).anchors(weigh) for atom in self.atoms] + [condition.anchors(weigh) for condition in self.rest]
        return min(possible, key=_weight)


@dataclass(frozen=True, slots=True)
class Any:
    atoms: tuple[int, ...]
    rest: tuple[Condition, ...]

    def is_met(self, seen: Seen) -> bool:
        return not seen.words.keys().isdisjoint(self.atoms) or any(condition.is_met(seen) for condition in self.rest)

    def words(self, seen: Seen) -> Iterator[str]:
        yield from (seen.words[atom] for atom in self.atoms if atom in seen.words)
        for condition in self.rest:
            if condition.is_met(seen):
                yield from condition.words(seen)

    def anchors(self, weigh: Weigh) -> Anchors:
        needed = [Has(atom).anchors(weigh) for atom in self.atoms] + [condition.anchors(weigh) for condition in self.rest]
        return Anchors(sum(map(_weight, needed)), tuple(dict.fromkeys(atom for each in needed for atom in each.atoms)))


Condition = Has | SideBySide | Never | All | Any


def _weight(anchors: Anchors) -> float:
    return anchors.weight
