"""Every store, opened for a test: add one here and the contract tests run over it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from news.ports import Store, Transaction
from storage.memory import MemoryStore
from storage.sqlite import Patience, migrate_file, open_file

NOW = datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)
QUICK = Patience(busy=timedelta(milliseconds=20), begins=2)
"""For tests in which a lock is not going to be released."""


def clock() -> datetime:
    return NOW


@cache
def migrated() -> bytes:
    """An empty SQLite store: copied, since making one runs every migration."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        migrate_file(path)
        return path.read_bytes()


async def sqlite_store(folder: Path) -> Store:
    path = folder / "tellal.sqlite"
    path.write_bytes(migrated())
    return await open_file(path, clock=clock)


async def memory_store(_: Path) -> Store:
    return MemoryStore()


STORES: dict[str, Callable[[Path], Awaitable[Store]]] = {"memory": memory_store, "sqlite": sqlite_store}


async def change(store: Store, *steps: Callable[[Transaction], Awaitable[object]]) -> None:
    """The steps in one transaction."""
    async with store.transaction() as tx:
        for step in steps:
            await step(tx)
