"""Which store an address means. A store is imported when it is opened: SQLAlchemy and Alembic take a third of a second that `memory:` need not pay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pkgutil import resolve_name
from types import ModuleType
from typing import Protocol

from news.errors import ConfigError
from news.ports import Clock, Store


class StoreFactory(Protocol):
    """What a scheme or a third party's dotted path names."""

    async def __call__(self, url: str, /, *, clock: Clock) -> Store: ...


FACTORIES = {"sqlite": "storage.sqlite:open_url", "memory": "storage.memory:open_url"}
"""Ours, by scheme."""


async def open_store(url: str, *, clock: Clock) -> Store:
    """The store at an address, its schema made or upgraded first.

    `sqlite:///path` (relative; four slashes for an absolute one), `memory:`, or a dotted path `package.module.factory[://…]` to a
    `StoreFactory` of someone else. `ConfigError` for an address we do not understand, `StorageError` when what is there cannot be used.
    """
    return await _factory(url)(url, clock=clock)


@contextmanager
def exclusive(url: str) -> Iterator[None]:
    """Hold the store alone while the block runs: `ConfigError` when another process does. Only files can be held."""
    if not _is_file(url):
        yield
        return
    door = _sqlite()
    with door.exclusive(door.path_of(url)):
        yield


def migrate(url: str) -> str:
    """Bring the store's schema up to this program's. The revision it is at then; "" when it has no schema."""
    if not _is_file(url):
        return ""
    door = _sqlite()
    return str(door.migrate_file(door.path_of(url)))


def schema_version(url: str) -> str | None:
    """The revision the store's schema is at; None when there is none yet. `StorageError` when it is newer than this program knows."""
    if not _is_file(url):
        return None
    door = _sqlite()
    version: str | None = door.version_of_file(door.path_of(url))
    return version


def _sqlite() -> ModuleType:
    from storage import sqlite  # noqa: PLC0415  as said above

    return sqlite


def _is_file(url: str) -> bool:
    return _scheme(url) == "sqlite"


def _scheme(url: str) -> str:
    scheme, name = url.partition(":")[0], url.partition("://")[0]
    return scheme if scheme in FACTORIES else name  # a dotted path may hold a colon of its own: package.module:factory


def _factory(url: str) -> StoreFactory:
    scheme = _scheme(url)
    path = FACTORIES.get(scheme, scheme)
    if "." not in path or "/" in path:
        raise ConfigError(f"no store is called {scheme!r}{_suggestion(scheme)}; known are {', '.join(FACTORIES)} and dotted paths")
    try:
        factory: StoreFactory = resolve_name(path)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(f"the store {path} cannot be imported: {error}") from error
    return factory


def _suggestion(scheme: str) -> str:
    near = get_close_matches(scheme, FACTORIES, n=1)
    return f", did you mean {near[0]}?" if near else ""
