"""`tellal digest`: look at one before it goes, or send it now."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from bot.cli.deeds import do
from bot.cli.session import go, known_subscriber, street_open
from news.deliveries import Body
from news.digests import local_day


@click.group()
def digest() -> None:
    """Digests: preview, send."""


@digest.command("preview")
@click.argument("subscriber_id")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The local day it would carry in its head (default: today).")
@click.option("--open", "look", is_flag=True, help="Show the mail page in the browser.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write the mail page into this file.")
def preview(subscriber_id: str, day: date | None, html: Path | None, *, look: bool) -> None:
    """What waits for a subscriber's next digest, as they would read it. Changes nothing."""
    body = go(_preview(subscriber_id, day))
    if body is None:
        click.echo("nothing waits: there would be no digest")
        return
    click.echo(body.text)
    if html is not None:
        html.write_text(body.html, encoding="utf-8")
        click.echo(f"\nwritten to {html}")
    if look:
        page = html or Path(tempfile.mkdtemp(prefix="tellal-")) / "digest.html"
        page.write_text(body.html, encoding="utf-8")
        click.launch(page.resolve().as_uri())


async def _preview(subscriber_id: str, day: date | None) -> Body | None:
    from channels.rendering.page import render_digest_page

    async with street_open() as street:
        subscriber = await known_subscriber(street.store, subscriber_id)
        entries = await street.store.digest_entries(subscriber_id)
        view = await street.viewing.digest(entries, subscriber, day or local_day(street.clock(), subscriber.zone), at=street.clock())
        return render_digest_page(view) if view else None


@digest.command("send")
@click.argument("subscriber_id")
def send(subscriber_id: str) -> None:
    """Put today's digest of a subscriber into the outbox now; a running `./tellal run` sends it."""
    click.echo(go(_send(subscriber_id)))


async def _send(subscriber_id: str) -> str:
    async with street_open() as street:
        subscriber = await known_subscriber(street.store, subscriber_id)
        day = local_day(street.clock(), subscriber.zone).isoformat()
        delivery = await do(street.store, lambda tx: street.digesting.open(tx, subscriber, day))
        if delivery is None:
            return "nothing waits, or today's digest has gone out already"
        return f"{delivery.delivery_id} is due"
