"""Where queries wait until an article holds what they need: pairs of atoms in columns, so that one article asks all of them at once.

Python's own sets do the same at a microsecond for every atom an article holds, which at 100,000 queries was half of the time of a match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Place = tuple[int, int]
"""Two atoms that must both be held; twice the same when one is enough."""

W = TypeVar("W")
_Numbers = npt.NDArray[np.intp]


class Waiting(Generic[W]):
    """Who waits at which places. The columns are made anew at the first call after a change (0.22 s were measured for 20,000)."""

    def __init__(self) -> None:
        self._places: dict[W, list[Place]] = {}
        self._columns: _Columns | None = None
        self._waiters: list[W] = []

    def put(self, waiter: W, place: Place) -> None:
        self._places.setdefault(waiter, []).append(place)
        self._columns = None

    def forget(self, waiter: W) -> None:
        if self._places.pop(waiter, None):
            self._columns = None

    def called(self, held: Collection[int]) -> list[W]:
        """Everyone with a place both atoms of which are `held`, each once, in the order they were put."""
        if self._columns is None:
            self._waiters = list(self._places)
            self._columns = _Columns((*place, number) for number, places in enumerate(self._places.values()) for place in places)
        return [self._waiters[number] for number in self._columns.called(held)]


class _Columns:
    """First atom, second atom, waiter's number; sorted by the first atom, whose rows begin at `_starts[atom]`."""

    def __init__(self, rows: Iterable[tuple[int, int, int]]) -> None:
        table = np.array(list(rows), dtype=np.intp).reshape(-1, 3)
        table = table[np.argsort(table[:, 0], kind="stable")]
        self._second, self._waiter = np.ascontiguousarray(table[:, 1]), np.ascontiguousarray(table[:, 2])
        self._atoms = int(table[:, :2].max(initial=-1)) + 1
        self._starts = np.searchsorted(table[:, 0], np.arange(self._atoms + 1))

    def called(self, held: Collection[int]) -> list[int]:
        atoms = np.fromiter(held, dtype=np.intp, count=len(held))
        atoms = atoms[atoms < self._atoms]
        is_held = np.zeros(self._atoms, dtype=bool)
        is_held[atoms] = True
        rows = self._rows(atoms)
        numbers: list[int] = np.unique(self._waiter[rows[is_held[self._second[rows]]]]).tolist()
        return numbers

    def _rows(self, atoms: _Numbers) -> _Numbers:
        """The rows of all these first atoms."""
        starts = self._starts[atoms]
        lengths = self._starts[atoms + 1] - starts
        ends = np.cumsum(lengths)
        rows: _Numbers = np.arange(int(lengths.sum())) + np.repeat(starts - (ends - lengths), lengths)
        return rows
