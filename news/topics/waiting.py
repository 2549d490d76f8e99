"""Where queries wait until an article holds what they need: pairs of atoms.

Many stand in columns, so that one article asks all of them at once: Python's own dictionaries take a microsecond for every atom that an article
holds, which at 100,000 queries was half of the time of a match. Few stand in dictionaries: numpy's twenty calls take longer than they do.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

Place = tuple[int, int, int]
"""Two atoms that must both be held (twice the same when one is enough), and one that must not be (`NOTHING` when none is in the way)."""

NOTHING = -1

W = TypeVar("W")
_Numbers = npt.NDArray[np.int32]

Called = tuple[W, int, int, bool]
"""One who waits, the two atoms of a place where they were called, and whether that is the only one."""

_FEW_GONE = 1_000
"""So many who are gone may leave their rows behind before anybody sweeps."""

_FEW_ROWS = 10_000
"""So many are asked one by one."""

_Numbered = Iterable[tuple[int, int, int, bool]]
"""Like `Called`, with the number of the one who waits."""


class _Rows(Protocol):
    """The places in an order that finds those which fit."""

    def called(self, held: AbstractSet[int]) -> _Numbered: ...


class Waiting(Generic[W]):
    """Who waits at which places. The columns are sorted anew at the first call after somebody came (20 ms were measured for 100,000)."""

    def __init__(self, few_rows: int = _FEW_ROWS) -> None:
        self._few_rows = few_rows
        self._numbers: dict[W, int] = {}
        self._waiters: list[W | None] = []
        self._rows = array("i")
        self._sorted: _Rows | None = None

    def put(self, waiter: W, place: Place) -> None:
        number = self._numbers.setdefault(waiter, len(self._waiters))
        if number == len(self._waiters):
            self._waiters.append(waiter)
        self._rows.extend((*place, number))
        self._sorted = None

    def forget(self, waiter: W) -> None:
        number = self._numbers.pop(waiter, None)
        if number is not None:
            self._waiters[number] = None
            self._sweep()

    def _sweep(self) -> None:
        if len(self._waiters) - len(self._numbers) <= max(_FEW_GONE, len(self._numbers)):
            return
        stays = np.array([waiter is not None for waiter in self._waiters], dtype=bool)
        table = _table(self._rows)
        table = table[stays[table[:, -1]]]
        table[:, -1] = (np.cumsum(stays) - 1)[table[:, -1]]
        self._rows = array("i", table.tobytes())
        self._waiters = list(self._numbers)
        self._numbers = {waiter: number for number, waiter in enumerate(self._numbers)}
        self._sorted = None

    def called(self, held: AbstractSet[int]) -> Iterator[Called[W]]:
        """Everyone with a place that fits what is `held`, each once, in the order they were put."""
        if self._sorted is None:
            table = _table(self._rows)
            self._sorted = _Columns(table) if len(table) > self._few_rows else _Lists(table)
        for number, first, second, is_only in self._sorted.called(held):
            waiter = self._waiters[number]
            if waiter is not None:
                yield waiter, first, second, is_only


def _table(rows: array[int]) -> _Numbers:
    """A place and the number of who waits there. A copy, for the rows go on growing."""
    return np.array(rows, dtype=np.int32).reshape(-1, 4)


def _anchors(table: _Numbers) -> tuple[_Numbers, _Numbers]:
    """For each row that of the two atoms at which fewer others wait, and the other one."""
    popularity = np.bincount(table[:, :2].ravel(), minlength=1)
    is_second = popularity[table[:, 1]] < popularity[table[:, 0]]
    anchors, others = np.where(is_second, table[:, [1, 0]].T, table[:, :2].T)
    return anchors, others


class _Lists:
    """By their anchors, the rows as (other atom, first, second, atom in the way, number)."""

    def __init__(self, table: _Numbers) -> None:
        self._at: dict[int, list[tuple[int, int, int, int, int]]] = defaultdict(list)
        for anchor, other, row in zip(*_anchors(table), table.tolist(), strict=True):
            self._at[int(anchor)].append((int(other), *row))

    def called(self, held: AbstractSet[int]) -> _Numbered:
        found: dict[int, tuple[int, int, bool]] = {}
        for anchor in self._at.keys() & held:
            for other, first, second, unless, number in self._at[anchor]:
                if other in held and unless not in held:
                    found[number] = first, second, number not in found
        return [(number, *found[number]) for number in sorted(found)]


class _Columns:
    """The rows sorted by their anchors. Those of an atom begin at `_starts[atom]`."""

    def __init__(self, table: _Numbers) -> None:
        self._atoms = int(table[:, :3].max(initial=-1)) + 1
        anchors, others = _anchors(table)
        order = np.argsort(anchors, kind="stable")
        self._other = others[order]
        self._first, self._second, self._unless, self._waiter = (np.ascontiguousarray(column) for column in table[order].T)
        starts = np.searchsorted(anchors[order], np.arange(self._atoms + 1)).astype(np.int32)
        self._starts, self._lengths = starts[:-1], np.diff(starts)

    def called(self, held: AbstractSet[int]) -> _Numbered:
        atoms = np.fromiter(held, dtype=np.int32, count=len(held))
        atoms = atoms[atoms < self._atoms]
        is_held = np.zeros(self._atoms + 1, dtype=bool)  # one more, which `NOTHING` points at
        is_held[atoms] = True
        rows = self._rows(atoms)
        rows = rows[is_held[self._other[rows]]]
        rows = rows[~is_held[self._unless[rows]]]
        rows = rows[np.argsort(self._waiter[rows], kind="stable")]
        numbers = self._waiter[rows]
        changes = np.ones(len(rows) + 1, dtype=bool)
        changes[1:-1] = numbers[1:] != numbers[:-1]
        begins, is_only = changes[:-1], changes[1:]
        rows = rows[begins]
        return zip(numbers[begins].tolist(), self._first[rows].tolist(), self._second[rows].tolist(), is_only[begins].tolist(), strict=True)

    def _rows(self, atoms: _Numbers) -> _Numbers:
        """The rows of all these anchors."""
        lengths = self._lengths[atoms]
        ends = np.cumsum(lengths, dtype=np.int32)
        rows: _Numbers = np.repeat(self._starts[atoms] - ends + lengths, lengths)
        rows += np.arange(len(rows), dtype=np.int32)
        return rows
