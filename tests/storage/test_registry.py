"""Which address opens which store."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.stores import clock

from news.errors import ConfigError, StorageError
from news.ports import Clock, Store
from storage import exclusive, migrate, open_store, schema_version
from storage.memory import MemoryStore
from storage.sqlite import SqliteStore


async def open_nothing(url: str, *, clock: Clock) -> Store:
    """A third party's store."""
    assert clock()
    assert url.endswith("://host/7")
    return MemoryStore()


async def test_an_address_opens_the_store_it_names(tmp_path: Path) -> None:
    """A file, made when it is missing, or memory."""
    url = f"sqlite:///{tmp_path / 'tellal.sqlite'}"
    assert schema_version(url) is None
    store = await open_store(url, clock=clock)
    assert isinstance(store, SqliteStore)
    await store.close()
    assert schema_version(url) == migrate(url)
    for memory in ("memory:", "memory://"):
        assert isinstance(await open_store(memory, clock=clock), MemoryStore)


async def test_a_dotted_path_opens_someone_elses_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole address goes to the factory."""
    monkeypatch.setattr("support.stores.open_nothing", open_nothing, raising=False)
    assert isinstance(await open_store("support.stores.open_nothing://host/7", clock=clock), MemoryStore)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqllite:///tellal.sqlite", "no store is called 'sqllite', did you mean sqlite?; known are sqlite, memory and dotted paths"),
        ("tellal.sqlite/x", "no store is called"),
        ("", "no store is called ''"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:tellal.sqlite", "names no file"),
        ("support.nowhere.store://host", "cannot be imported"),
        ("support.stores.nothing", "cannot be imported"),
    ],
)
async def test_an_address_we_do_not_understand_says_what_is_known(url: str, sentence: str) -> None:
    """Before anything is opened or made."""
    with pytest.raises(ConfigError, match=re.escape(sentence)):
        await open_store(url, clock=clock)


def test_only_a_file_can_be_held_alone(tmp_path: Path) -> None:
    """Memory is one's own anyway."""
    url = f"sqlite:///{tmp_path / 'tellal.sqlite'}"
    with exclusive(url), exclusive("memory:"), exclusive("memory:"), pytest.raises(ConfigError, match="stop it first"), exclusive(url):
        pass
    assert migrate("memory:") == ""
    assert schema_version("memory:") is None


async def test_memory_has_no_file_to_back_up(tmp_path: Path) -> None:
    """It says what to run with instead, and makes none."""
    with pytest.raises(StorageError, match="sqlite:///"):
        await MemoryStore().backup(str(tmp_path / "copy.sqlite"))
    assert not list(tmp_path.iterdir())
