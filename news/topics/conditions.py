"""Queries as they are asked of an article: over atom numbers instead of words, so that asking is cheap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from news.topics.waiting import NOTHING, Place


class Seen(Protocol):
    """What an article was found to hold."""

    @property
    def words(self) -> dict[int, str]:
        """Atom → the first word of the text that met it ("" for facts that are no words)."""
        ...

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        """The passage where words meeting these atoms stand in this order with nothing between; "" when there is none."""
        ...


Found = tuple[str, ...]
"""The words of the text that met a condition, in the order of the query; "" for facts. A condition that is not met gives None instead."""

Weigh = Callable[[int], float]
"""How many queries would be asked if this atom called them: the less, the better."""


@dataclass(frozen=True, slots=True)
class Need:
    """Atoms of which at least one is in every article that meets the condition."""

    weight: float
    atoms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Has:
    atom: int

    def met_by(self, seen: Seen) -> Found | None:
        word = seen.words.get(self.atom)
        return None if word is None else (word,)

    def needs(self, weigh: Weigh) -> list[Need]:
        return [_need(self.atom, weigh)]


@dataclass(frozen=True, slots=True)
class SideBySide:
    atoms: tuple[int, ...]

    def met_by(self, seen: Seen) -> Found | None:
        if not all(map(seen.words.__contains__, self.atoms)):
            return None
        passage = seen.side_by_side(self.atoms)
        return (passage,) if passage else None

    def needs(self, weigh: Weigh) -> list[Need]:
        return [_need(atom, weigh) for atom in self.atoms]


@dataclass(frozen=True, slots=True)
class Never:
    condition: Condition

    def met_by(self, seen: Seen) -> Found | None:
        return () if self.condition.met_by(seen) is None else None

    def needs(self, weigh: Weigh) -> list[Need]:  # noqa: ARG002  # an absent word calls nobody
        return []


@dataclass(frozen=True, slots=True)
class All:
    """`atoms` are asked first: they are a dictionary lookup each, and settle most queries."""

    atoms: tuple[int, ...]
    rest: tuple[Condition, ...]

    def met_by(self, seen: Seen) -> Found | None:
        words = seen.words
        for atom in self.atoms:
            if atom not in words:
                return None
        found = [words[atom] for atom in self.atoms]
        for condition in self.rest:
            more = condition.met_by(seen)
            if more is None:
                return None
            found += more
        return tuple(found)

    def needs(self, weigh: Weigh) -> list[Need]:
        return [_need(atom, weigh) for atom in self.atoms] + [need for condition in self.rest for need in condition.needs(weigh)]


@dataclass(frozen=True, slots=True)
class Any:
    """Every alternative that is met gives its words, so that "why" hides none."""

    atoms: tuple[int, ...]
    rest: tuple[Condition, ...]

    def met_by(self, seen: Seen) -> Found | None:
        words = seen.words
        alternatives: list[Found] = [(words[atom],) for atom in self.atoms if atom in words]
        alternatives += [more for condition in self.rest if (more := condition.met_by(seen)) is not None]
        return tuple(chain.from_iterable(alternatives)) if alternatives else None

    def needs(self, weigh: Weigh) -> list[Need]:
        """One: the lightest of every alternative. None when an alternative needs nothing."""
        of_rest = [condition.needs(weigh) for condition in self.rest]
        if not all(of_rest):
            return []
        lightest = [_need(atom, weigh) for atom in self.atoms] + [min(needs, key=_weight) for needs in of_rest]
        return [Need(sum(map(_weight, lightest)), tuple(dict.fromkeys(atom for need in lightest for atom in need.atoms)))]


Condition = Has | SideBySide | Never | All | Any


def whole_places(condition: Condition, most: int) -> list[Place]:
    """The places of a condition that asks for nothing more than one of them, atoms in the order of the query; [] when it asks for more.

    At most `most`: pairs of two long alternatives would be hundreds.
    """
    needed, refused = _taken_apart(condition)
    match needed:
        case [ones] if ones and len(refused) <= 1:
            pairs = [(one, one) for one in ones]
        case [ones, twos] if ones and twos and len(refused) <= 1 and len(ones) * len(twos) <= most:
            pairs = [(one, two) for one in ones for two in twos]
        case _:
            return []
    unless = refused[0] if refused else NOTHING
    return [(one, two, unless) for one, two in pairs]


def _taken_apart(condition: Condition) -> tuple[list[tuple[int, ...]], list[int]]:
    """Of which atoms one must be held, for every part of a conjunction (() when it is more than that), and which must not be."""
    match condition:
        case Has(atom=atom):
            return [(atom,)], []
        case Any(atoms=atoms, rest=()):
            return [atoms], []
        case Never(condition=Has(atom=atom)):
            return [], [atom]
        case All(atoms=atoms, rest=rest):
            needed: list[tuple[int, ...]] = [(atom,) for atom in atoms]
            refused: list[int] = []
            for more_needed, more_refused in map(_taken_apart, rest):
                needed += more_needed
                refused += more_refused
            return needed, refused
        case _:
            return [()], []


def calling_places(condition: Condition, weigh: Weigh, most: int) -> list[Place]:
    """Where to wait for what the condition cannot do without: the two lightest needs; the rest is asked when it is called."""
    first, *others = sorted(condition.needs(weigh), key=_weight)
    if not others or len(first.atoms) * len(others[0].atoms) > most:
        return [(atom, atom, NOTHING) for atom in first.atoms]
    return [(one, two, NOTHING) for one in first.atoms for two in others[0].atoms]


def _need(atom: int, weigh: Weigh) -> Need:
    return Need(weigh(atom), (atom,))


def _weight(need: Need) -> float:
    return need.weight
