"""What can happen to a file: it is locked, full, damaged, somebody else's, newer than we are, held by another, copied and put back."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from support.rows import a_delivery, a_subscriber, an_article
from support.stores import QUICK, change, clock, migrated

from news.articles import Text
from news.errors import ConfigError, StorageError
from news.ports import Store
from storage.sql.refusals import refusals
from storage.sql.tables import NOTES
from storage.sqlite import Patience, SqliteStore, exclusive, migrate_file, open_file, restore, version_of_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "tellal.sqlite"
    file.write_bytes(migrated())
    return file


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    opened = await open_file(path, clock=clock, patience=QUICK)
    yield opened
    await opened.close()


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process writes."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


async def put(store: Store, value: str) -> None:
    await change(store, lambda tx: tx.put_note("a", value))


def ask(path: Path, question: str) -> Any:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchone()[0]


# --- how it is opened ---


async def test_every_commit_reaches_the_disk_and_foreign_keys_hold(store: SqliteStore) -> None:
    """WAL, synchronous=FULL (2), foreign keys, for the one connection that writes."""
    asked = ("journal_mode", "synchronous", "foreign_keys")
    found = await store._engines.writer.ask(lambda connection: {name: connection.scalar(text(f"PRAGMA {name}")) for name in asked})
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_a_reading_connection_cannot_write(store: SqliteStore) -> None:
    """One writer: nobody else may reset the write-ahead log."""
    with pytest.raises(StorageError), refusals():
        await store._engines.readers.ask(lambda connection: connection.execute(NOTES.insert().values(name="a", value="b")))
    assert await store.note("a") is None


async def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    """The first start needs no mkdir."""
    store = await open_file(tmp_path / "state" / "deep" / "tellal.sqlite", clock=clock)
    await put(store, "1")
    await store.close()
    assert ask(tmp_path / "state" / "deep" / "tellal.sqlite", "SELECT value FROM notes") == "1"


async def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    """It holds subscribers' addresses, and so does its write-ahead log."""
    file = tmp_path / "tellal.sqlite"
    store = await open_file(file, clock=clock)
    await put(store, "1")
    modes = {each.name: each.stat().st_mode & 0o077 for each in tmp_path.iterdir()}
    await store.close()
    assert {"tellal.sqlite", "tellal.sqlite-wal"} <= modes.keys()
    assert set(modes.values()) == {0}


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A sentence that names the file, not a traceback."""
    (tmp_path / "state").write_text("a file, not a folder")
    with pytest.raises(StorageError, match=r"tellal\.sqlite cannot be made"):
        await open_file(tmp_path / "state" / "tellal.sqlite", clock=clock)


async def test_what_was_committed_is_there_after_reopening(path: Path) -> None:
    """A restart forgets nothing."""
    first = await open_file(path, clock=clock)
    await change(first, lambda tx: tx.put_subscriber(a_subscriber()), lambda tx: tx.enqueue(a_delivery()))
    await first.close()
    second = await open_file(path, clock=clock)
    assert await second.deliveries() == [a_delivery()]
    await second.close()


# --- locked (fault 11) ---


async def test_a_database_that_stays_locked_is_refused_and_unchanged(store: SqliteStore, path: Path) -> None:
    """After its patience the transaction says so, cause chained; reading goes on meanwhile, and writing afterwards."""
    await put(store, "1")
    with locked(path):
        with pytest.raises(StorageError, match="another process holds the database") as refused:
            await put(store, "2")
        assert await store.note("a") == "1"
    assert "locked" in str(refused.value.__cause__)
    await put(store, "3")
    assert await store.note("a") == "3"


async def test_a_locked_database_is_waited_for_and_the_transaction_begun_again(path: Path) -> None:
    """The lock is let go after the third attempt; nothing was lost."""
    store = await open_file(path, clock=clock, patience=Patience(busy=timedelta(milliseconds=5), begins=1000))
    attempts = 0
    await put(store, "0")
    with locked(path) as other:

        def attempted(_: object) -> None:
            nonlocal attempts
            attempts += 1
            if attempts == 4:
                other.execute("ROLLBACK")

        event.listen(store._engines.writer.engine, "engine_connect", attempted)
        await put(store, "1")
    assert (attempts, await store.note("a")) == (4, "1")
    await store.close()


async def test_two_processes_write_in_turns(path: Path) -> None:
    """Two stores on one file count together without losing a count."""
    stores = [await open_file(path, clock=clock) for _ in range(2)]

    async def count(store: Store) -> None:
        for _ in range(10):
            async with store.transaction() as tx:
                await tx.put_note("count", str(int(await tx.note("count") or 0) + 1))

    await asyncio.gather(*map(count, stores))
    assert await stores[0].note("count") == "20"
    for store in stores:
        await store.close()


# --- full (fault 12) ---


def no_room_after(store: SqliteStore, pages: int) -> None:
    """A disk with so many more pages, by SQLite's own count."""

    def connected(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + pages}")
        cursor.close()

    event.listen(store._engines.writer.engine, "connect", connected)


def long_article(article_id: str) -> Any:
    return an_article(article_id, original=Text("Uzun", "haber", "söz " * 3_000, "tr"))


async def test_a_full_disk_loses_nothing_that_was_committed(store: SqliteStore, path: Path) -> None:
    """What fitted stays; what did not is refused as a whole; when there is room again, it goes on."""
    no_room_after(store, pages=24)
    stored = []
    with pytest.raises(StorageError, match="the disk is full"):  # noqa: PT012  # until it is
        for number in range(100):
            async with store.transaction() as tx:
                await tx.put_note("count", str(number))
                await tx.add_article(long_article(f"a{number}"), [f"k{number}"])
            stored.append(f"a{number}")
    assert stored
    assert [article.article_id for article in await store.articles(f"a{number}" for number in range(100))] == stored
    assert await store.note("count") == str(len(stored) - 1)
    await store.close()
    roomy = await open_file(path, clock=clock)
    await change(roomy, lambda tx: tx.add_article(long_article("after"), ["after"]))
    assert await roomy.article("after")
    await roomy.close()


async def test_a_transaction_that_met_a_full_disk_cannot_commit_the_rest(store: SqliteStore) -> None:
    """SQLite has ended it by itself; each further change would stand alone."""
    no_room_after(store, pages=0)

    async def swallowed(tx: Any) -> None:
        with pytest.raises(StorageError, match="the disk is full"):
            await tx.add_article(long_article("a1"), ["k1"])
        with pytest.raises(StorageError, match="can only be rolled back"):
            await tx.put_note("a", "1")

    with pytest.raises(StorageError, match="rolled back"):
        await change(store, lambda tx: tx.put_note("before", "1"), swallowed)
    assert await store.note("before") is await store.note("a") is None


# --- held alone (fault 10) ---


def test_a_second_run_on_the_same_file_is_refused_with_a_sentence(path: Path) -> None:
    """It names the file and says what to do; once the first is gone, the next may run."""
    with exclusive(path):
        with pytest.raises(ConfigError, match=r"tellal\.sqlite; stop it first"), exclusive(path):
            pass
        with exclusive(path.with_name("another.sqlite")):
            pass
    with exclusive(path):
        pass


# --- not ours, newer, damaged (fault 22) ---


async def test_a_newer_schema_is_refused_with_a_sentence(path: Path) -> None:
    """An old worker does not guess what a newer one meant."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match=r"tellal\.sqlite: this database has schema 9999, newer than"):
        await open_file(path, clock=clock)


async def test_a_name_only_a_newer_tellal_knows_is_refused_with_a_sentence(store: SqliteStore, path: Path) -> None:
    """New members of an enum need no migration, so an old worker may meet one."""
    await change(store, lambda tx: tx.put_subscriber(a_subscriber()), lambda tx: tx.enqueue(a_delivery()))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE deliveries SET outcome = 'teleported'")
    with pytest.raises(StorageError, match="'teleported' is no DeliveryOutcome this Tellal knows"):
        await store.deliveries()


async def test_a_text_that_cannot_be_encoded_is_refused_whole(store: SqliteStore) -> None:
    """Half a surrogate pair is no character."""
    with pytest.raises(StorageError, match="surrogates"):
        await change(store, lambda tx: tx.put_note("a", "1"), lambda tx: tx.put_note("b", "\ud83d"))
    assert await store.note("a") is None


async def test_someone_elses_database_is_refused(tmp_path: Path) -> None:
    """We add no tables to it."""
    path = tmp_path / "accounts.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE accounts (id)")
    with pytest.raises(StorageError, match="not Tellal's"):
        await open_file(path, clock=clock)
    assert ask(path, "SELECT count(*) FROM sqlite_master") == 1


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """And left as it is."""
    path = tmp_path / "letter.txt"
    path.write_text("Sayın yetkili, " * 100)
    with pytest.raises(StorageError, match="not a database"):
        await open_file(path, clock=clock)
    assert path.read_text().startswith("Sayın yetkili")


async def test_a_damaged_file_says_so(path: Path) -> None:
    """A page of noise in the middle."""
    store = await open_file(path, clock=clock)
    for number in range(30):
        await change(store, lambda tx, number=number: tx.add_article(long_article(f"a{number}"), []))
    await store.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 4)
        file.write(b"\xa5" * (path.stat().st_size // 2))
    damaged = SqliteStore(path, clock=clock)
    with pytest.raises(StorageError, match="damaged"):
        await damaged.articles(f"a{number}" for number in range(30))
    await damaged.close()


def test_an_address_never_stands_in_an_error(path: Path) -> None:
    """I9: what is stored about people stays out of logs."""

    async def collide() -> None:
        store = await open_file(path, clock=clock)
        try:
            await change(
                store,
                lambda tx: tx.put_subscriber(a_subscriber("a", address="secret@example.org")),
                lambda tx: tx.put_subscriber(a_subscriber("b", address="secret@example.org")),
            )
        finally:
            await store.close()

    with pytest.raises(StorageError) as refused:
        asyncio.run(collide())
    assert "secret" not in f"{refused.value} {refused.value.__cause__}"


# --- copies ---


async def test_a_backup_is_a_whole_database_taken_while_a_transaction_stands_open(store: SqliteStore, tmp_path: Path) -> None:
    """It holds what is committed, opens as a store, and leaves no unfinished file."""
    await put(store, "1")
    target = tmp_path / "yedek" / "copy.sqlite"
    target.parent.mkdir()
    async with store.transaction() as tx:
        await tx.put_note("a", "2")
        await store.backup(str(target))
    copied = await open_file(target, clock=clock)
    assert await copied.note("a") == "1"
    await copied.close()
    assert not [found for found in target.parent.iterdir() if "unfinished" in found.name]


async def test_a_backup_never_overwrites_a_file(store: SqliteStore, tmp_path: Path) -> None:
    """Not even an empty one."""
    target = tmp_path / "copy.sqlite"
    target.touch()
    with pytest.raises(StorageError, match="already there"):
        await store.backup(str(target))
    assert target.stat().st_size == 0


async def test_a_backup_that_cannot_be_written_says_so(store: SqliteStore, tmp_path: Path) -> None:
    """A folder that is not there."""
    with pytest.raises(StorageError, match="no copy was made at"):
        await store.backup(str(tmp_path / "nowhere" / "copy.sqlite"))


async def test_a_restored_backup_takes_the_place_of_the_database(store: SqliteStore, path: Path, tmp_path: Path) -> None:
    """What it replaces is kept beside it, with its write-ahead log; twice gives two."""
    await put(store, "1")
    await store.backup(str(tmp_path / "copy.sqlite"))
    await put(store, "2")
    await store.close()
    kept = [restore(tmp_path / "copy.sqlite", path) for _ in range(2)]
    assert (ask(path, "SELECT value FROM notes"), [ask(file, "SELECT value FROM notes") for file in kept if file]) == ("1", ["2", "1"])
    assert version_of_file(path) == version_of_file(tmp_path / "copy.sqlite")


async def test_the_log_of_the_replaced_database_is_not_played_into_the_restored_one(path: Path, tmp_path: Path) -> None:
    """A database that was killed has a write-ahead log beside it."""
    killed = await open_file(path, clock=clock)
    await put(killed, "1")
    await killed.backup(str(tmp_path / "copy.sqlite"))
    await put(killed, "2")
    assert path.with_name("tellal.sqlite-wal").stat().st_size
    kept = restore(tmp_path / "copy.sqlite", path)
    assert kept
    assert kept.with_name(f"{kept.name}-wal").exists()
    assert ask(path, "SELECT value FROM notes") == "1"
    await killed.close()


def test_restoring_where_there_was_nothing_makes_the_database(path: Path, tmp_path: Path) -> None:
    """A new machine: nothing is replaced."""
    assert restore(path, tmp_path / "new" / "tellal.sqlite") is None
    assert version_of_file(tmp_path / "new" / "tellal.sqlite")


@pytest.mark.parametrize("content", [b"", b"no database " * 100])
def test_only_a_tellal_database_is_restored(path: Path, tmp_path: Path, content: bytes) -> None:
    """What stands there stays when the backup is not one."""
    backup = tmp_path / "odd.sqlite"
    backup.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"odd\.sqlite"):
        restore(backup, path)
    with pytest.raises(StorageError, match="there is no file"):
        restore(tmp_path / "missing.sqlite", path)
    assert path.read_bytes() == before


def test_nothing_is_restored_under_a_running_tellal(path: Path, tmp_path: Path) -> None:
    """Stop it first."""
    backup = tmp_path / "copy.sqlite"
    backup.write_bytes(path.read_bytes())
    with exclusive(path), pytest.raises(ConfigError, match="stop it first"):
        restore(backup, path)


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    """`touch` does not get in the way."""
    path = tmp_path / "tellal.sqlite"
    path.touch()
    assert version_of_file(path) is None
    assert migrate_file(path) == version_of_file(path)
