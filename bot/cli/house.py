"""`tellal stats`, `broadcast`, `loglevel`: what admins may also say in chat."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import click

from bot import verbs
from bot.cli.deeds import change
from bot.cli.session import go, json_option, say_json, show, store_open


@click.command("stats")
@json_option
def stats(*, as_json: bool) -> None:
    """Who listens, what is followed, what came in within a day."""
    found = go(_stats())
    if as_json:
        say_json(found)
        return
    rows = {
        "listening": found.listening,
        "paused": found.paused,
        "gone": found.gone,
        "languages": _counts(found.languages),
        "channels": _counts(found.channels),
        "most followed": _counts(found.followed),
        "stories of 24 hours": f"{found.stories}, {found.by_several} by several outlets",
        "feeds": _counts(found.feeds),
        "deliveries": _counts(found.tally.deliveries.items()),
    }
    show(rows.items(), "what", "how many")


def _counts(numbers: Iterable[tuple[object, int]]) -> str:
    return ", ".join(f"{number} {name}" for name, number in numbers)


async def _stats() -> verbs.Stats:
    from bot.compose import system_clock

    async with store_open() as store:
        return await verbs.stats(store, now=system_clock())


@click.command("broadcast")
@click.argument("words")
@click.option("--yes", is_flag=True, help="Do not ask.")
def broadcast(words: str, *, yes: bool) -> None:
    """Say something to everybody who listens: shows it and to how many it goes, then asks. A running `./tellal run` sends it."""
    from bot.compose import system_clock

    said = verbs.checked_words(words)
    heard_by = go(_audience())
    click.echo(f"📣 {said}")
    if not yes:
        click.confirm(f"Send it to {heard_by} subscribers?", abort=True)
    change(lambda tx: verbs.broadcast(tx, secrets.token_hex(8), said, now=system_clock()))
    click.echo(f"on its way to {heard_by} subscribers")


async def _audience() -> int:
    async with store_open() as store:
        return await verbs.audience(store)


@click.command("loglevel")
@click.argument("level", metavar="DEBUG|INFO|WARNING|ERROR")
def loglevel(level: str) -> None:
    """How much the log of the running `./tellal run` says, until its next start (TELLAL_LOG_LEVEL counts again then)."""
    heeded = change(lambda tx: verbs.set_log_level(tx, level))
    click.echo(f"a running street says {heeded} and above within seconds")
