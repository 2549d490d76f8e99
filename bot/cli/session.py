"""What the verbs share: settings, an open street, tables and JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.table import Table

from bot.settings import Settings, load
from bot.street import Street
from news.errors import ConfigError
from news.ports import Store

T = TypeVar("T")

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def go(work: Coroutine[Any, Any, T]) -> T:
    """Run a verb's async part."""
    return asyncio.run(work)


@asynccontextmanager
async def store_open(settings: Settings | None = None) -> AsyncIterator[Store]:
    """The store the settings name, migrated."""
    from bot.compose import store_url, system_clock  # noqa: PLC0415  the composition root is heavy; `--help` should not pay for it
    from storage import open_store  # noqa: PLC0415  as above

    store = await open_store(store_url(settings or load()), clock=system_clock)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def street_open(settings: Settings | None = None) -> AsyncIterator[Street]:
    """The whole street over the settings' store, beside a `run` that may be going on."""
    from bot.compose import opened, street_of  # noqa: PLC0415  as above
    from channels.recording import RecordingChannel  # noqa: PLC0415  as above

    street = await street_of(settings or load(), {"recording": RecordingChannel()})
    async with opened(street, alone=False):
        yield street


def show(rows: Iterable[Sequence[object]], *columns: str, title: str = "") -> None:
    """A table for people."""
    table = Table(*columns, title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    Console().print(table)


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
    from bot.problems import did_you_mean  # noqa: PLC0415  only on the way out

    return ConfigError(f'no {kind} "{name}"{did_you_mean(name, list(known))}')
