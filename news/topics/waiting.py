"""Where queries wait until an article holds what they need: pairs of atoms in columns, so that one article asks all of them at once.

Python's own sets do the same at a microsecond for every atom an article holds, which at 100,000 queries was half of the time of a match.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection
from typing import Generic, TypeVar

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


class Waiting(Generic[W]):
    """Who waits at which places. The columns are sorted anew at the first call after somebody came (20 ms were measured for 100,000)."""

    def __init__(self) -> None:
        self._numbers: dict[W, int] = {}
        self._waiters: list[W | None] = []
        self._rows = array("i")
        self._columns: _Columns | None = None

    def put(self, waiter: W, place: Place) -> None:
        number = self._numbers.setdefault(waiter, len(self._waiters))
        if number == len(self._waiters):
            self._waiters.append(waiter)
        self._rows.extend((*place, number))
        self._columns = None

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
        self._columns = None

    def called(self, held: Collection[int]) -> list[Called[W]]:
        """Everyone with a place that fits what is `held`, each once, in the order they were put."""
        if self._columns is None:
            self._columns = _Columns(_table(self._rows))
        numbers, *places = self._columns.called(held)
        called = zip(map(self._waiters.__getitem__, numbers), *places, strict=True)
        return [each for each in called if each[0] is not None]  # type: ignore[misc]  # mypy does not see what the filter leaves


def _table(rows: array[int]) -> _Numbers:
    """A place and the number of who waits there. A copy, for the rows go on growing."""
    return np.array(rows, dtype=np.int32).reshape(-1, 4)


class _Columns:
    """The rows sorted by an anchor: that of the two atoms at which fewer others wait. Its rows begin at `_starts[atom]`."""

    def __init__(self, table: _Numbers) -> None:
        self._atoms = int(table[:, :3].max(initial=-1)) + 1
        popularity = np.bincount(table[:, :2].ravel(), minlength=self._atoms)
        is_second = popularity[table[:, 1]] < popularity[table[:, 0]]
        anchors, others = np.where(is_second, table[:, [1, 0]].T, table[:, :2].T)
        order = np.argsort(anchors, kind="stable")
        self._other = others[order]
        self._first, self._second, self._unless, self._waiter = (np.ascontiguousarray(column) for column in table[order].T)
        starts = np.searchsorted(anchors[order], np.arange(self._atoms + 1)).astype(np.int32)
        self._starts, self._lengths = starts[:-1], np.diff(starts)

    def called(self, held: Collection[int]) -> tuple[list[int], list[int], list[int], list[bool]]:
        """Numbers of those called, for each the two atoms of a place, and whether it was called there only."""
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
        return numbers[begins].tolist(), self._first[rows].tolist(), self._second[rows].tolist(), is_only[begins].tolist()

    def _rows(self, atoms: _Numbers) -> _Numbers:
        """The rows of all these anchors."""
        lengths = self._lengths[atoms]
        ends = np.cumsum(lengths, dtype=np.int32)
        rows: _Numbers = np.repeat(self._starts[atoms] - ends + lengths, lengths)
        rows += np.arange(len(rows), dtype=np.int32)
        return rows
