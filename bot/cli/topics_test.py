"""`tellal topics test`: which articles of the store, or which recorded entries, a query would have matched, and by which words."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TextIO

import click
from rich.cells import cell_len

from bot.cli.session import go, store_open
from news.articles import PIVOT_LANGUAGE, UNDETERMINED, Article, Text, TranslationMark
from news.errors import QueryError
from news.ports import Detector
from news.subscribers import TermTranslation, Topic
from news.topics.matching import TopicIndex
from news.topics.names import in_lower_case, taken_as_names
from news.topics.query import parse_query

EXIT_QUERY = 2
DAYS = 7
_ASKED = "asked"
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Queries know no dates."""

Terms = tuple[TermTranslation, ...]

Met = tuple[Article, tuple[str, ...]]
"""An article that the query met, and the words that did."""


@click.command("test")
@click.argument("query")
@click.option(
    "--file",
    "rows",
    type=click.File(encoding="utf-8"),
    metavar="ENTRIES.jsonl",
    help='Entries as replay reads them, in place of the store; "-" = stdin.',
)
@click.option("--days", type=click.IntRange(1, 3650), metavar="N", help="Of the store: stories told in the last N days (7).")
@click.option("--language", default="", metavar="CODE", help="The language the query is written in; without it, every text is asked.")
@click.option("--sources", default=1, metavar="N", help="With --file: independent sources each entry's story has, for sources>=N.")
@click.option(
    "--translate/--no-translate",
    default=None,
    help="Look for its words in the feeds' languages too, as for a subscriber: without being told, in the store and not in a file.",
)
@click.option("--json", "as_json", is_flag=True, help='{"id", "words"} a line for each match.')
def test(query: str, rows: TextIO | None, days: int | None, language: str, sources: int, *, translate: bool | None, as_json: bool) -> None:
    """Print the articles that QUERY matches, and the words that did."""
    if rows and days:
        raise click.UsageError("--days asks the store and --file a file: give one of them")
    try:
        terms = go(_translated(query, language)) if translate or (translate is None and not rows) else ()
        asked, met = (
            _tried_on(rows, query, language, sources, terms) if rows else go(_tried_on_the_store(query, language, days or DAYS, terms))
        )
    except QueryError as error:
        click.echo(explained(query, error), err=True)
        sys.exit(EXIT_QUERY)
    show = _print_json if as_json else _print_line
    for article, words in met:
        show(article, words)
    click.echo(f"{len(met)} of {asked} match", err=True)
    _say_names(query, language)


def _say_names(query: str, language: str) -> None:
    read = parse_query(query)
    names = taken_as_names(read, language)
    if names:
        asked = f"{', '.join(names)} {'asks for a name and meets' if len(names) == 1 else 'ask for names and meet'} only capitalised words"
        click.echo(f"{asked}; for the word itself: {in_lower_case(read, language)}", err=True)


async def _translated(query: str, language: str) -> Terms:
    """The query's words in the languages of the feeds, as a subscriber's own topic would be asked with; said, and what is lacking too."""
    from bot.compose import system_clock, translator_of  # only here: a file is tried without a house
    from bot.settings import load
    from bot.terms import Terms as House
    from translators.engines import close
    from translators.memory import TranslationMemory

    settings = load()
    topic = Topic(_ASKED, query, ((language, query),), owner=_ASKED)
    engine = translator_of(settings)
    try:
        async with store_open(settings) as store:
            memory = TranslationMemory(store, engine)
            found = await House(store, memory, memory, system_clock).wanted(topic, language or settings.language)
    finally:
        close(engine)
    for spoken in dict.fromkeys(each.language for each in found.translations):
        words = ", ".join(each.text for each in found.translations if each.language == spoken)
        click.echo(f"looked for in {spoken} too: {words}", err=True)
    if found.lacking:
        click.echo(f"not translated to {', '.join(found.lacking)}", err=True)
    return found.translations


def _tried_on(rows: TextIO, query: str, language: str, sources: int, terms: Terms) -> tuple[int, list[Met]]:
    """How many entries were asked, and those that were met."""
    index = TopicIndex([Topic(_ASKED, query, ((language, query),), translations=terms)])
    asked, met = 0, []
    for article in articles(rows):
        asked += 1
        met += [(article, match.words) for match in index.match(article, sources=sources)]
    return asked, met


async def _tried_on_the_store(query: str, language: str, days: int, terms: Terms) -> tuple[int, list[Met]]:
    from bot.compose import system_clock  # only here: a file is tried without a street
    from bot.verbs.topics import tried

    async with store_open() as store:
        found = await tried(store, query, since=system_clock() - timedelta(days=days), language=language, translations=terms)
    return found.asked, [(each.article, each.words) for each in found.met]


def explained(query: str, error: QueryError) -> str:
    """The query with a caret under the place where it goes wrong, the reason, and what may have been meant."""
    lines = [" ".join(query.splitlines())]
    if error.position is not None:
        lines.append(" " * cell_len(query[: error.position]) + "^")
    lines.append(str(error))
    if error.suggestion:
        lines.append(f"Did you mean {error.suggestion} ?")
    return "\n".join(lines)


def articles(rows: TextIO) -> Iterator[Article]:
    """The entries of a replay file. A line that is none is a `click.ClickException` naming file and line."""
    for number, line in enumerate(rows, 1):
        if line.strip():
            yield _article(_row(line, f"{rows.name}:{number}"))


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise click.ClickException(f"{where}: not JSON: {error}") from error
    if not isinstance(row, dict) or "id" not in row:
        raise click.ClickException(f'{where}: an entry is an object with an "id"')
    return row


def _article(row: dict[str, Any]) -> Article:
    pivot = row.get("pivot")
    return Article(
        article_id=str(row["id"]),
        feed=str(row.get("feed") or ""),
        outlet=str(row.get("outlet") or ""),
        url=str(row.get("url") or ""),
        published=_UNDATED,
        received=_UNDATED,
        original=_labelled(_text(row), str(row.get("language") or "")),
        pivot=replace(_text(pivot), language=PIVOT_LANGUAGE) if pivot else None,
        translation=TranslationMark.RECORDED if pivot else TranslationMark.UNAVAILABLE,
        country=str(row.get("country") or ""),
        categories=tuple(map(str, row.get("categories") or ())),
    )


def _text(row: dict[str, Any]) -> Text:
    return Text(title=str(row.get("title") or ""), summary=str(row.get("summary") or ""), body=str(row.get("body") or ""))


def _labelled(text: Text, language: str) -> Text:
    if language and language != UNDETERMINED:
        return replace(text, language=language)
    return _detector().label(text)


@lru_cache(maxsize=1)
def _detector() -> Detector:
    from translators.detect import LangdetectDetector  # its profiles are read only when an entry does not say its language

    return LangdetectDetector()


def _print_json(article: Article, words: tuple[str, ...]) -> None:
    click.echo(json.dumps({"id": article.article_id, "words": list(words)}, ensure_ascii=False))


def _print_line(article: Article, words: tuple[str, ...]) -> None:
    click.echo(f"{article.article_id}  {article.original.title}  [{', '.join(words)}]")
