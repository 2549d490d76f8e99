"""`tellal audit`: who did what, and what came of it."""

from __future__ import annotations

import click

from bot.cli.session import go, json_option, say_json, show, store_open


@click.command("audit")
@click.option("--who", help='Only what this one did: telegram:NUMBER, or "command line".')
@click.option("--limit", type=int, default=40, show_default=True)
@json_option
def audit(who: str | None, limit: int, *, as_json: bool) -> None:
    """What admins did in chat and on the command line, newest first."""
    go(_list(who, limit, as_json=as_json))


async def _list(who: str | None, limit: int, *, as_json: bool) -> None:
    async with store_open() as store:
        deeds = await store.deeds(who=who, limit=limit)
    if as_json:
        for deed in deeds:
            say_json(deed)
        return
    rows = [(deed.at, deed.who, f"{deed.verb} {deed.words}".strip(), deed.outcome, deed.note) for deed in deeds]
    show(rows, "when", "who", "what", "outcome", "note")
