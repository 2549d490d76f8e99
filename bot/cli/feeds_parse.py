"""`tellal feeds parse`: read feed files and print what stands in them, one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from feeds.parse import parse_document
from news.articles import Entry
from news.errors import ParseError
from news.feed import Feed, ParsedFeed

_NOWHERE = "http://localhost/"
"""Base of relative links when none is given."""


@click.command("parse")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--base-url", default="", metavar="URL", help="Where the file came from: the base of relative links.")
@click.option(
    "--content-type", default="", metavar="CT", help="The Content-Type header it came with; its charset is one hint among others."
)
@click.option("--language", default="", metavar="CODE", help="The feed's language: chooses among legacy charsets.")
@click.option("--zone", default="UTC", metavar="ZONE", help="IANA time zone of dates that name none.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of a listing.")
def parse(files: Sequence[Path], base_url: str, content_type: str, language: str, zone: str, *, as_json: bool) -> None:
    """Read feed FILEs ("-" = standard input) as the poller would, without a worker and without storing anything."""
    feed = Feed("parsed", base_url or _NOWHERE, language=language, zone=zone)
    show: Callable[[Path, ParsedFeed], None] = _print_json if as_json else _print_listing
    has_failed = False
    for file in files:
        try:
            show(file, parse_document(_bytes(file), feed.url, content_type, feed))
        except (ParseError, OSError) as error:
            has_failed = True
            _print_error(file, error, as_json=as_json)
    sys.exit(1 if has_failed else 0)


def _bytes(file: Path) -> bytes:
    return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()


def _print_json(file: Path, parsed: ParsedFeed) -> None:
    del file
    _line(
        {
            "title": parsed.title,
            "language": parsed.language,
            "entries": [_entry(entry) for entry in parsed.entries],
            "warnings": list(parsed.warnings),
        }
    )


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "published": _moment(entry.published),
        "updated": _moment(entry.updated),
        "authors": list(entry.authors),
        "categories": list(entry.categories),
        "media": [{"url": media.url, "type": media.kind} for media in entry.media],
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _print_error(file: Path, error: ParseError | OSError, *, as_json: bool) -> None:
    if as_json:
        _line({"file": str(file), "error": str(error)})
    else:
        click.echo(f"{file}: {error}", err=True)


def _line(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def _print_listing(file: Path, parsed: ParsedFeed) -> None:
    click.echo(f"{file}: {parsed.title or '(no title)'} · {parsed.format} · {parsed.charset} · {len(parsed.entries)} entries")
    for warning in parsed.warnings:
        click.echo(f"  ! {warning}")
    for entry in parsed.entries:
        click.echo(f"  {_moment(entry.published) or '(no date)':20}  {entry.title or '(no title)'}")
