"""What is done on the command line is written down like what admins do in chat: who, when, the verb, its words, what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

import click

from bot.cli.session import go, store_open
from bot.logs import redact
from news.audit import Deed, DeedOutcome
from news.errors import NewsError
from news.ports import Store, Transaction

T = TypeVar("T")

WHO = "command line"


def change(work: Callable[[Transaction], Awaitable[T]]) -> T:
    """Do the verb that was called, over the settings' store, in a transaction of its own."""

    async def run() -> T:
        async with store_open() as store:
            return await do(store, work)

    return go(run())


async def do(store: Store, work: Callable[[Transaction], Awaitable[T]]) -> T:
    """Do the verb that was called: its effects and the row about it are one transaction. A refusal is a row too, and is raised again."""
    deed = deed_called()
    try:
        async with store.transaction() as tx:
            await tx.record_deed(deed)
            return await work(tx)
    except NewsError as error:
        await write_down(store, replace(deed, outcome=DeedOutcome.REFUSED, note=redact(str(error))))
        raise


async def write_down(store: Store, deed: Deed) -> None:
    """For what is done outside any transaction of the store (a copy of it, say)."""
    async with store.transaction() as tx:
        await tx.record_deed(deed)


def deed_called() -> Deed:
    """The verb that click is calling, with its words as they could be typed again."""
    from bot.compose import system_clock

    context = click.get_current_context()
    _, _, verb = context.command_path.partition(" ")
    return Deed(WHO, verb, redact(" ".join(_words(context))), system_clock())


def _words(context: click.Context) -> Iterator[str]:
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if isinstance(parameter, click.Argument):
            yield from _each(value)
        elif value not in {None, False, "", ()} and value != parameter.get_default(context):
            yield f"{parameter.opts[0]}={','.join(_each(value))}"


def _each(value: object) -> Iterable[str]:
    if value is None:
        return ()
    return map(str, value) if isinstance(value, tuple) else (str(value),)
