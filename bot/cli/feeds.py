"""`tellal feeds`: the same verbs as in chat, and what an operator needs beside them."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import LazyGroup
from bot.cli.deeds import change
from bot.cli.session import desk_open, go, json_option, say_json, show, store_open
from news.feed import WatchedFeed
from news.ports import Transaction

if TYPE_CHECKING:
    from bot.verbs import TriedFeed


_ELSEWHERE = {
    "parse": ("bot.cli.feeds_parse:parse", "Read feed files and print what stands in them."),
    "test": ("bot.cli.feeds_test:test", "Ask feeds now and show everything; stores nothing."),
}


@click.group(cls=LazyGroup, verbs=_ELSEWHERE)
def feeds() -> None:
    """Feeds: list, show, add, edit, pause, resume, remove, test, parse, import, export."""


@feeds.command("list")
@click.option("--failing", is_flag=True, help="Only those that need a look.")
@json_option
def list_feeds(*, failing: bool, as_json: bool) -> None:
    """Every feed and how it is doing; those that need a look first."""
    go(_list(failing=failing, as_json=as_json))


async def _list(*, failing: bool, as_json: bool) -> None:
    from bot.verbs import IN_TROUBLE, feeds_health

    async with store_open() as store:
        listed = await feeds_health(store)
    if failing:
        listed = tuple(each for each in listed if each.condition in IN_TROUBLE)
    if as_json:
        for each in listed:
            say_json(each)
        return
    rows = [(each.watched.feed.slug, each.condition, each.watched.feed.language, *_standing(each.watched)) for each in listed]
    show(rows, "feed", "condition", "language", "last read", "next poll", "why then", "articles", "error")


def _standing(watched: WatchedFeed) -> tuple[object, ...]:
    state = watched.state
    return state.last_ok_at, state.next_poll_at, state.due_reason, state.entries, state.last_error or _elsewhere(watched)


def _elsewhere(watched: WatchedFeed) -> str:
    from news.moves import address_of

    address = address_of(watched.feed, watched.state)
    return "" if address == watched.feed.url else f"read at {address}, where it has moved to: put that into feeds.yaml"


@feeds.command("add")
@click.argument("url")
@click.option("--slug", default="", help="Its short name (default: made from the host).")
@click.option("--title", default="")
@click.option("--language", default="", help="Language hint (tr, uk, …).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--untested", is_flag=True, help="Take the address as it is, without asking the server.")
def add(url: str, slug: str, title: str, language: str, *, yes: bool, untested: bool) -> None:
    """Watch a feed, or the one that a web page names: shows what it would bring, then asks. Kept in the store, not in feeds.yaml."""
    from bot.verbs import add_feed

    if not untested:
        tried = go(_try_new(url, slug, title, language))
        say_tried(tried)
        if not yes:
            click.confirm(f"Watch it as {tried.feed.slug}?", abort=True)
        url, slug, title, language = tried.feed.url, tried.feed.slug, tried.feed.title, tried.feed.language
    feed = change(lambda tx: add_feed(tx, url, slug=slug, title=title, language=language))
    click.echo(f"watching {feed.url} as {feed.slug}")


async def _try_new(url: str, slug: str, title: str, language: str) -> TriedFeed:
    from bot.verbs import try_new

    async with desk_open() as desk:
        return await try_new(desk, desk.store, url, slug=slug, title=title, language=language)


def say_tried(tried: TriedFeed) -> None:
    """What the feed would bring, for people."""
    if tried.on_a_page:
        click.echo(f"found on the page {tried.asked}")
    click.echo(f"{tried.parsed.title or tried.feed.outlet} · {tried.feed.url}")
    click.echo(f"{len(tried.parsed.entries)} entries, language {tried.language or 'unknown'}, {tried.parsed.format or 'unknown format'}")
    for entry in tried.newest:
        click.echo(f"  • {entry.title or entry.summary[:100]}")
    for warning in tried.parsed.warnings:
        click.echo(f"  warning: {warning}")
    for other in tried.others:
        click.echo(f"  the page also names {other}")


@feeds.command("show")
@click.argument("slug")
@json_option
def show_feed(slug: str, *, as_json: bool) -> None:
    """One feed: what is declared, and how it is doing."""
    go(_show(slug, as_json=as_json))


async def _show(slug: str, *, as_json: bool) -> None:
    from bot.verbs import FeedHealth, condition_of, feed_called

    async with store_open() as store:
        watched = await feed_called(store, slug)
        hubs = await store.hub_subscriptions(watched.feed.slug)
    health = FeedHealth(watched, condition_of(watched))
    if as_json:
        say_json(health)
        return
    facts = {"condition": health.condition} | asdict(watched.feed) | asdict(watched.state)
    for hub in hubs:
        until = f" until {hub.lease_until:%Y-%m-%d %H:%M}Z" if hub.lease_until else ""
        facts[f"hub {hub.hub}"] = ", ".join(part for part in (f"{hub.state}{until}", hub.last_error) if part)
    show(((name, value) for name, value in facts.items() if value is not None and value != ""), watched.feed.slug, "")


@feeds.command("edit")
@click.argument("slug")
@click.argument("field")
@click.argument("value")
def edit(slug: str, field: str, value: str) -> None:
    """Give a field of a feed another value: url, title, outlet, owner, category, language, country, zone, every.

    A feed that feeds.yaml declares is changed there.
    """
    from bot.compose import system_clock
    from bot.verbs import edit_feed

    feed = change(lambda tx: edit_feed(tx, slug, field, value, now=system_clock()))
    click.echo(f"{feed.slug}: {field} is now {getattr(feed, field.casefold())}")


@feeds.command("pause")
@click.argument("slug")
def pause(slug: str) -> None:
    """Stop asking a feed until it is resumed."""
    from bot.verbs import pause_feed

    click.echo(f"{change(lambda tx: pause_feed(tx, slug)).slug} is paused")


@feeds.command("resume")
@click.argument("slug")
def resume(slug: str) -> None:
    """Ask a paused feed again, at once."""
    from bot.compose import system_clock
    from bot.verbs import resume_feed

    click.echo(f"{change(lambda tx: resume_feed(tx, slug, now=system_clock())).slug} is polled again")


@feeds.command("remove")
@click.argument("slug")
def remove(slug: str) -> None:
    """Forget a feed added in chat; one declared in feeds.yaml is paused instead. Its articles stay."""
    from bot.verbs import remove_feed

    removed = change(lambda tx: remove_feed(tx, slug))
    click.echo(
        f"{slug} is declared in feeds.yaml: paused; take it out of the file to remove it" if removed.paused else f"{slug} is removed"
    )


@feeds.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_opml(file: Path) -> None:
    """Watch every feed of an OPML file; those watched already are left alone."""
    from bot.verbs import Refused, add_feed
    from feeds.opml import read_opml

    outlines = read_opml(file.read_bytes())

    async def work(tx: Transaction) -> tuple[int, list[str]]:
        added, left = 0, []
        for outline in outlines:
            try:
                await add_feed(tx, outline.url, title=outline.title, language=outline.language)
                added += 1
            except Refused as refusal:
                left.append(f"{outline.url}: {refusal}")
        return added, left

    added, left = change(work)
    click.echo(f"{added} feeds added, {len(left)} left alone")
    for line in left:
        click.echo(f"  {line}", err=True)


@feeds.command("export")
@click.option("--format", "kind", type=click.Choice(["yaml", "opml"]), default="yaml", show_default=True)
def export(kind: str) -> None:
    """Write the feeds (chat's included) to stdout, to be kept or taken elsewhere."""
    from bot.feedsfile import write_feeds_text
    from feeds.opml import write_opml

    async def work() -> str:
        async with store_open() as store:
            found = [watched.feed for watched in await store.feeds()]
        return write_opml(found) if kind == "opml" else write_feeds_text(found)

    sys.stdout.write(go(work()))
