"""The SQLite door: how its files are opened, held alone, copied and put back.

* WAL: readers and the writer do not wait for one another.
* `synchronous=FULL`: every commit reaches the disk. NORMAL would survive `kill -9` too, but a power cut could take back the mark SENDING
  that was committed before a call, and the alert would be sent twice (DESIGN §5.2).
* One writer connection, and BEGIN IMMEDIATE: a deferred transaction that turns into a writer fails at once in spite of the busy timeout.
* Readers may not write (`query_only`): with one writer nobody else resets the write-ahead log, which SQLite before 3.51.3 can get wrong.
* No mmap: an I/O error would be a signal that ends the process instead of an error.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from news.errors import ConfigError, StorageError
from news.ports import Clock, Store
from storage.migrations import known_revisions, upgrade, version
from storage.sql.errands import Errands
from storage.sql.refusals import refusals, sentence_for
from storage.sql.store import Engines, SqlStore


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a locked database is waited for: `busy` inside SQLite, `begins` times."""

    busy: timedelta = timedelta(seconds=5)
    begins: int = 6


READERS = 4
"""Connections that read, and threads that do."""

_WAL = "journal_mode=WAL"
_ROOM = ("cache_size=-16384", "wal_autocheckpoint=4000")
"""16 MB each of pages at hand and of log before it is written back: a mail is ten pages, written twice, and the pages of the indexes change with
every commit. The log still reaches the disk at each.
"""
_LOCK_SUFFIX = ".lock.run"
_SIDE_FILES = ("-wal", "-shm")


class SqliteStore(SqlStore):
    """`news.ports.Store` in one file."""

    def __init__(self, path: Path, *, clock: Clock, patience: Patience | None = None) -> None:
        patience = patience or Patience()
        engines = Engines(writer=_writer(path, patience), readers=_readers(path, patience))
        super().__init__(engines, clock, begin_attempts=patience.begins)
        self._path = path

    async def backup(self, target: str) -> None:
        await asyncio.to_thread(copy, self._path, Path(target))


async def open_url(url: str, /, *, clock: Clock) -> Store:
    """What `sqlite:///path` means."""
    return await open_file(path_of(url), clock=clock)


def path_of(url: str) -> Path:
    """The file a `sqlite:///` address names. `ConfigError` when it names none."""
    path = url.removeprefix("sqlite:///")
    if path in {url, ""}:
        raise ConfigError(f"{url} names no file; write sqlite:///state/tellal.sqlite, with four slashes for an absolute path")
    return Path(path)


async def open_file(path: Path, *, clock: Clock, patience: Patience | None = None) -> SqliteStore:
    """The store in this file, made or upgraded first. Refuses a newer schema, or a file that is not Tellal's, with `StorageError`."""
    await asyncio.to_thread(migrate_file, path)
    return SqliteStore(path, clock=clock, patience=patience)


def migrate_file(path: Path) -> str:
    """Make the file, or bring it up to the schema this program works with. The revision it is at then."""
    _make_room(path)
    if version_of_file(path) == known_revisions()[-1]:
        return known_revisions()[-1]
    with _lent(path, "BEGIN IMMEDIATE", pragmas=(_WAL,)) as connection:
        return upgrade(connection)


def _make_room(path: Path) -> None:
    """The folder and an empty file that only we may read: it holds subscribers' addresses, and the side files take its mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StorageError(f"{path} cannot be made: {error.strerror or error}") from error


def version_of_file(path: Path) -> str | None:
    """The schema revision a file is at; None when there is no file or it is empty."""
    if not path.exists():
        return None
    with _lent(path, "BEGIN") as connection:
        return version(connection)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the file alone, as `run` does (fault 10). The lock goes with the process, even with `kill -9`.

    Raises `ConfigError` at once when another process holds it.
    """
    lock = FileLock(f"{path}{_LOCK_SUFFIX}", timeout=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock.acquire()
    except Timeout as held:
        raise ConfigError(
            f"another Tellal runs on {path}; stop it first, or give this one a file of its own (its lock is {lock.lock_file})"
        ) from held
    try:
        yield
    finally:
        lock.release()


def copy(database: Path, target: Path) -> None:
    """A consistent copy while others read and write. `StorageError` when the target is already there: a backup never overwrites one."""
    if target.exists():
        raise StorageError(f"{target} is already there; name a new file, or remove it first")
    unfinished = target.with_name(f"{target.name}.unfinished")  # so that a copy that was cut off is never taken for a backup
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),))
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(target)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise StorageError(f"no copy was made at {target}: {sentence_for(error)}") from error


def restore(backup: Path, target: Path) -> Path | None:
    """Put a backup in a database's place and upgrade it. Where the replaced database is kept, None when there was none.

    The backup is checked first: a sound Tellal database with a schema this program knows, else `StorageError` and nothing is changed.
    `ConfigError` when a Tellal runs on the target.
    """
    _check_backup(backup)
    with exclusive(target):
        incoming = target.with_name(f"{target.name}.incoming")
        incoming.unlink(missing_ok=True)
        copy(backup, incoming)
        kept = _set_aside(target)
        incoming.rename(target)
        migrate_file(target)
        return kept


def _check_backup(backup: Path) -> None:
    if not backup.is_file():
        raise StorageError(f"there is no file {backup} to restore")
    if version_of_file(backup) is None:
        raise StorageError(f"{backup} is empty: not a Tellal database")
    with _lent(backup, "BEGIN") as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise StorageError(f"{backup} is damaged ({found}); choose another backup")


def _set_aside(database: Path) -> Path | None:
    """With its write-ahead log, which belongs to the old file and would be played into the new one."""
    if not database.exists():
        return None
    replaced = next(name for name in _replaced_names(database) if not name.exists())
    for side in ("", *_SIDE_FILES):
        if (old := Path(f"{database}{side}")).exists():
            old.rename(f"{replaced}{side}")
    return replaced


def _replaced_names(database: Path) -> Iterator[Path]:
    return (database.with_name(f"{database.name}.replaced-{number}") for number in itertools.count(1))


@contextmanager
def _lent(path: Path, begin: str, *, pragmas: tuple[str, ...] = ()) -> Iterator[Connection]:
    """One connection and one transaction, outside the store's own: for checking and migrating."""
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool, hide_parameters=True)
    _prepare(engine, begin=begin, pragmas=pragmas)
    try:
        with refusals(), engine.begin() as connection:
            yield connection
    except StorageError as error:
        raise StorageError(f"{path}: {error}") from error


def _writer(path: Path, patience: Patience) -> Errands:
    engine = _engine(path, patience, connections=1)
    _prepare(engine, begin="BEGIN IMMEDIATE", pragmas=(_WAL, "synchronous=FULL", "foreign_keys=ON", *_ROOM))
    return Errands(engine, at_once=1)


def _readers(path: Path, patience: Patience) -> Errands:
    engine = _engine(path, patience, connections=READERS)
    _prepare(engine, begin="BEGIN", pragmas=("query_only=ON",))
    return Errands(engine, at_once=READERS)


def _engine(path: Path, patience: Patience, *, connections: int) -> Engine:
    return create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=connections,
        max_overflow=0,
        connect_args={"timeout": patience.busy.total_seconds()},  # SQLite's busy timeout
        hide_parameters=True,  # rows hold addresses; errors are logged (I9)
    )


def _prepare(engine: Engine, *, begin: str, pragmas: tuple[str, ...] = ()) -> None:
    """Transactions begin as told, not when the driver guesses; each connection gets its pragmas first."""

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
