"""Which store an address means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from pkgutil import resolve_name
from typing import Protocol

from news.errors import ConfigError
from news.ports import Clock, Store
from storage import sqlite
from storage.memory import MemoryStore


class StoreFactory(Protocol):
    """What a scheme or a third party's dotted path names."""

    async def __call__(self, url: str, /, *, clock: Clock) -> Store: ...


async def open_store(url: str, *, clock: Clock) -> Store:
    """The store at an address, its schema made or upgraded first.

    `sqlite:///path` (relative; four slashes for an absolute one), `memory:`, or a dotted path `package.module.factory[://…]` to a
    `StoreFactory` of someone else. `ConfigError` for an address we do not understand, `StorageError` when what is there cannot be used.
    """
    return await _factory(url)(url, clock=clock)


@contextmanager
def exclusive(url: str) -> Iterator[None]:
    """Hold the store alone while the block runs: `ConfigError` when another process does. Only files can be held."""
    if _scheme(url) != "sqlite":
        yield
        return
    with sqlite.exclusive(sqlite_path(url)):
        yield


def migrate(url: str) -> str:
    """Bring the store's schema up to this program's. The revision it is at then; "" when it has no schema."""
    return sqlite.migrate_file(sqlite_path(url)) if _scheme(url) == "sqlite" else ""


def schema_version(url: str) -> str | None:
    """The revision the store's schema is at; None when there is none yet. `StorageError` when it is newer than this program knows."""
    return sqlite.version_of_file(sqlite_path(url)) if _scheme(url) == "sqlite" else None


def sqlite_path(url: str) -> Path:
    """The file a `sqlite:///` address names. `ConfigError` when it names none."""
    scheme, _, rest = url.partition("://")
    path = rest.removeprefix("/")
    if scheme != "sqlite" or path == rest or not path:
        raise ConfigError(f"{url} names no file; write sqlite:///state/tellal.sqlite, with four slashes for an absolute path")
    return Path(path)


async def _open_sqlite(url: str, *, clock: Clock) -> Store:
    return await sqlite.open_file(sqlite_path(url), clock=clock)


async def _open_memory(_: str, *, clock: Clock) -> Store:  # noqa: ARG001  # it stamps nothing, but is opened like the others
    return MemoryStore()


_FACTORIES: dict[str, StoreFactory] = {"sqlite": _open_sqlite, "memory": _open_memory}


def _scheme(url: str) -> str:
    scheme, name = url.partition(":")[0], url.partition("://")[0]
    return scheme if scheme in _FACTORIES else name  # a dotted path may hold a colon of its own: package.module:factory


def _factory(url: str) -> StoreFactory:
    scheme = _scheme(url)
    if scheme in _FACTORIES:
        return _FACTORIES[scheme]
    if "." not in scheme or "/" in scheme:
        raise ConfigError(f"no store is called {scheme!r}{_suggestion(scheme)}; known are {', '.join(_FACTORIES)} and dotted paths")
    return _third_party(scheme)


def _third_party(path: str) -> StoreFactory:
    try:
        factory: StoreFactory = resolve_name(path)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(f"the store {path} cannot be imported: {error}") from error
    return factory


def _suggestion(scheme: str) -> str:
    near = get_close_matches(scheme, _FACTORIES, n=1)
    return f", did you mean {near[0]}?" if near else ""
