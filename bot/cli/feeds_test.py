"""`tellal feeds test`: ask feeds now and show everything, from the first redirect to when they would be asked again."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.session import desk_open, go, json_option, none_such, say_json, show
from news.articles import Entry
from news.feed import Feed, FeedState, WatchedFeed

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.verbs import Examined, TriedFeed
    from news.skips import Skips

SHOWN = 15
"""Entries of each feed."""


@click.command("test")
@click.argument("feeds", metavar="SLUG|URL…", nargs=-1, required=True)
@click.option("--language", default="", help="Language hint for a URL, as it would stand in feeds.yaml.")
@json_option
def test(feeds: Sequence[str], language: str, *, as_json: bool) -> None:
    """Fetch and read feeds now, and show everything: redirects, validators, charset, warnings, entries, next poll. Stores nothing."""
    found = go(_examined(feeds, language))
    for each in found:
        if as_json:
            say_json(as_object(each))
        else:
            say_examined(each)
    sys.exit(0 if all(each.tried for each in found) else 1)


async def _examined(names: Sequence[str], language: str) -> list[Examined]:
    from bot.compose import system_clock
    from bot.verbs import examine

    async with desk_open() as desk:
        wanted = [await _named(desk, name, language) for name in names]
        return [await examine(desk, each.feed, each.state, now=system_clock()) for each in wanted]


async def _named(desk: Desk, name: str, language: str) -> WatchedFeed:
    """The feed of this slug, declared or added in chat; or one made up for the address."""
    if "://" in name:
        return WatchedFeed(Feed("test", name, language=language), FeedState("test"))
    from bot.feedsfile import read_feeds_file
    from bot.settings import load

    stored = {watched.feed.slug: watched for watched in await desk.store.feeds()}
    declared = {feed.slug: feed for feed in read_feeds_file(load().feeds_path).feeds}
    if name not in stored | declared:
        raise none_such("feed", name, stored | declared)
    state = stored[name].state if name in stored else FeedState(name)
    return WatchedFeed(declared.get(name) or stored[name].feed, state)


def say_examined(found: Examined) -> None:
    for label, value in _facts(found):
        if value:
            click.echo(f"{label + ':':20} {value}")
    for warning in found.tried.parsed.warnings if found.tried else ():
        click.echo(f"warning: {warning}")
    if found.tried:
        entries = found.tried.parsed.entries
        show([_row(entry) for entry in entries[:SHOWN]], "published", "title", "link", title=f"{len(entries)} entries")


def _facts(found: Examined) -> Iterator[tuple[str, object]]:
    yield "asked", found.asked
    yield from (("redirect", f"{hop.status} from {hop.url}") for hop in found.hops)
    if found.tried:
        yield from _read_facts(found.tried)
    yield "error", found.error
    yield from (("the page names", name) for name in found.names)
    yield "next poll", f"{found.due_at:%Y-%m-%d %H:%M}Z ({found.due_reason})"


def _read_facts(tried: TriedFeed) -> Iterator[tuple[str, object]]:
    fetched, parsed = tried.fetched, tried.parsed
    yield "answered by", fetched.url
    yield "moved for good to", fetched.moved_to
    yield "found on the page", tried.asked if tried.on_a_page else ""
    yield from (("the page also names", other) for other in tried.others)
    yield "answer", f"{fetched.status}, {len(fetched.body)} bytes, {fetched.content_type or 'no content type'}"
    validators = (fetched.etag and f"ETag {fetched.etag}", fetched.last_modified and f"Last-Modified {fetched.last_modified}")
    yield "validators", ", ".join(filter(None, validators)) or "none: every poll brings the whole answer"
    yield "charset", f"{parsed.charset}, because of {parsed.charset_reason}"
    yield "read by", f"{parsed.parser}, as {parsed.format}"
    yield "language", f"{tried.language or 'unknown'}; it says {parsed.language or 'nothing'}"
    yield "fresh for", _span(fetched.max_age)
    yield "publisher's rhythm", _span(parsed.ttl)
    yield "skips", _skips(parsed.skips)
    yield "hub", fetched.hub or parsed.hub


def _span(span: timedelta | None) -> str:
    from bot.durations import format_duration

    return format_duration(span) if span else ""


def _skips(skips: Skips | None) -> str:
    hours = f"hours {', '.join(map(str, skips.hours))}" if skips and skips.hours else ""
    days = f"weekdays {', '.join(map(str, skips.days))} (0 = Monday)" if skips and skips.days else ""
    return " and ".join(filter(None, (hours, days)))


def _row(entry: Entry) -> tuple[object, ...]:
    return entry.published or entry.updated or "none to believe", entry.title[:90], entry.url


def as_object(found: Examined) -> dict[str, object]:
    """Without the answer's bytes."""
    told: dict[str, object] = {
        "asked": found.asked,
        "hops": [{"url": hop.url, "status": hop.status} for hop in found.hops],
        "error": found.error,
        "names": list(found.names),
        "next_poll_at": _iso(found.due_at),
        "due_reason": found.due_reason,
    }
    if found.tried is None:
        return told
    tried, fetched = found.tried, found.tried.fetched
    answer = {"url": fetched.url, "status": fetched.status, "bytes": len(fetched.body), "content_type": fetched.content_type}
    wishes = {
        "etag": fetched.etag,
        "last_modified": fetched.last_modified,
        "moved_to": fetched.moved_to,
        "max_age": _seconds(fetched.max_age),
    }
    page = {"found_on": tried.asked if tried.on_a_page else "", "others": list(tried.others), "language": tried.language}
    return told | answer | wishes | page | {"parsed": tried.parsed}


def _seconds(span: timedelta | None) -> float | None:
    return span.total_seconds() if span else None


def _iso(moment: datetime) -> str:
    return moment.isoformat()
