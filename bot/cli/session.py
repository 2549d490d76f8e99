"""What the verbs share: settings, an open street, tables and JSON. Light to import: `feeds parse` must not pay for a street."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from news.errors import ConfigError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.settings import Settings
    from bot.street import Street
    from news.ports import Reading, Store
    from news.subscribers import Subscriber

T = TypeVar("T")

PIPE_WIDTH = 240
"""Columns when nobody's terminal says how many there are."""

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def go(work: Coroutine[Any, Any, T]) -> T:
    """Run a verb's async part."""
    return asyncio.run(work)


@asynccontextmanager
async def store_open(settings: Settings | None = None) -> AsyncIterator[Store]:
    """The store the settings name, migrated."""
    from bot.compose import system_clock
    from bot.settings import load
    from storage import open_store

    store = await open_store((settings or load()).database_url, clock=system_clock)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def street_open(settings: Settings | None = None) -> AsyncIterator[Street]:
    """The whole street over the settings' store, beside a `run` that may be going on."""
    from bot.compose import opened, street_of
    from bot.settings import load
    from channels.recording import RecordingChannel

    street = await street_of(settings or load(), {"recording": RecordingChannel()})
    async with opened(street, alone=False):
        yield street


@asynccontextmanager
async def desk_open() -> AsyncIterator[Desk]:
    """What admins' verbs need beside the store: the doors of the settings' house."""
    from bot.compose import fetcher_of, system_clock
    from bot.desk import Desk
    from bot.settings import load
    from feeds.parse import PooledParser
    from translators.registry import build_detector

    settings = load()
    fetcher, parser = fetcher_of(settings), PooledParser(workers=1, clock=system_clock)
    try:
        async with store_open(settings) as store:
            yield Desk(store, fetcher, parser, build_detector(settings.detector), settings.backups_path)
    finally:
        await fetcher.close()
        await parser.close()


async def known_subscriber(reading: Reading, subscriber_id: str) -> Subscriber:
    found = await reading.subscriber(subscriber_id)
    if found is None:
        raise ConfigError(f'no subscriber "{subscriber_id}"; `./tellal subscribers list` shows them')
    return found


def show(rows: Iterable[Sequence[object]], *columns: str, title: str = "") -> None:
    """A table for people. The first column holds what other verbs ask for: it is never cut. Into a pipe, nothing is."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPE_WIDTH)
    table = Table(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, no_wrap=number == 0, overflow="fold")
    for row in rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    console.print(table)


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}Z"
    return "" if value is None else str(value)


def say_json(value: object) -> None:
    """One JSON object a line."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    click.echo(json.dumps(plain, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def none_such(kind: str, name: str, known: Iterable[str]) -> ConfigError:
    """What to say when something asked for by name is not there."""
    from bot.problems import did_you_mean

    return ConfigError(f'no {kind} "{name}"{did_you_mean(name, list(known))}')
