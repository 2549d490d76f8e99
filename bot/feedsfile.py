"""feeds.yaml: what we watch. Every mistake in it is found in one reading, each with its line, its key and what was probably meant.

```yaml
outlets:                      # who publishes; feeds take name, owner, country, language and zone from here
  hurriyet: {name: Hürriyet, owner: Demirören, country: TR, language: tr, zone: Europe/Istanbul}
feeds:
  - {slug: hurriyet, outlet: hurriyet, url: "https://…", every: 10m}
topics:                       # presets everybody may follow
  - {slug: disasters, title: {en: Disasters, tr: Afetler}, hold: 0s, queries: {en: "earthquake OR flood", tr: "deprem OR sel"}}
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.feedaccess import mistakes
from bot.feedrows import FeedRow, Outlet, OutletRow, TopicRow
from bot.feedswriter import write_feeds_text
from bot.problems import Problem, Problems, did_you_mean
from bot.secrets import secret_named
from feeds.extra import INSTALL, can_read_pages
from news.errors import QueryError
from news.feed import Feed
from news.subscribers import Topic
from news.topics.query import parse_query

__all__ = ["FeedsFile", "Outlet", "read_feeds_file", "read_feeds_text", "write_feeds_text"]

SECTIONS = ("outlets", "feeds", "topics")
Row = TypeVar("Row", bound=BaseModel)
Key = str | int


@dataclass(frozen=True, slots=True)
class FeedsFile:
    """feeds.yaml, read and found good."""

    feeds: tuple[Feed, ...] = ()
    topics: tuple[Topic, ...] = ()
    outlets: tuple[Outlet, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """What the feeds are said to be written in, sorted."""
        return tuple(sorted({feed.language for feed in self.feeds} - {""}))


def read_feeds_file(path: Path) -> FeedsFile:
    """The file's content, or `Problems` with everything that is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Problems(
            [Problem(str(path), "there is no such file; write one (docs/reference/feeds-yaml.md) or name another in TELLAL_FEEDS_FILE")]
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Problems([Problem(str(path), f"cannot be read: {error}")]) from error
    return read_feeds_text(text, name=path.name, has_secret=lambda named: secret_named(named) is not None)


def read_feeds_text(text: str, *, name: str = "feeds.yaml", has_secret: Callable[[str], bool] = lambda _: True) -> FeedsFile:
    """Like `read_feeds_file`; `name` is what the problems call the file, `has_secret` whether a secret of this name is set."""
    reader = _Reader(name, _document(text, name), has_secret)
    found = reader.read()
    if reader.problems:
        raise Problems(sorted(reader.problems, key=lambda problem: problem.line))
    return found


def _document(text: str, name: str) -> CommentedMap:
    try:
        document = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Problems([Problem(name, f"is not YAML: {_one_line(error.problem or error.context or '')}", line=line)]) from error
    except YAMLError as error:
        raise Problems([Problem(name, f"is not YAML: {_one_line(str(error))}")]) from error
    if document is None:
        return CommentedMap()
    if not isinstance(document, CommentedMap):
        raise Problems([Problem(name, f"must have the sections {', '.join(SECTIONS)}", line=1)])
    return document


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(slots=True)
class _Reader:
    """One reading of one document; gathers problems as it goes and never stops at the first."""

    name: str
    document: CommentedMap
    has_secret: Callable[[str], bool]
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> FeedsFile:
        self._only_known(SECTIONS)
        outlets = {key: Outlet(key=key, **row.model_dump()) for key, row in self._outlets()}
        feeds = tuple(self._feed(row, index, outlets) for index, row in self._rows("feeds", FeedRow))
        topics = tuple(self._topic(row, index) for index, row in self._rows("topics", TopicRow))
        self._told_apart("feeds", "slug")
        self._told_apart("feeds", "url")
        self._told_apart("topics", "slug")
        return FeedsFile(feeds, topics, tuple(outlets.values()))

    def _only_known(self, sections: tuple[str, ...]) -> None:
        for key in self.document:
            if key not in sections:
                self._complain((key,), f"unknown key{did_you_mean(str(key), sections)}")

    def _outlets(self) -> Iterator[tuple[str, OutletRow]]:
        section = self.document.get("outlets") or CommentedMap()
        if not isinstance(section, CommentedMap):
            self._complain(("outlets",), "must be a mapping: an outlet's key, then its name, owner, country")
            return
        for key, value in section.items():
            row = self._row(OutletRow, value, ("outlets", key))
            if row:
                yield str(key), row

    def _rows(self, section: str, kind: type[Row]) -> Iterator[tuple[int, Row]]:
        rows = self.document.get(section) or CommentedSeq()
        if not isinstance(rows, CommentedSeq):
            self._complain((section,), "must be a list, each entry beginning with “- slug:”")
            return
        for index, value in enumerate(rows):
            row = self._row(kind, value, (section, index))
            if row:
                yield index, row

    def _row(self, kind: type[Row], value: object, at: tuple[Key, ...]) -> Row | None:
        if not isinstance(value, Mapping):
            self._complain(at, "must be a mapping of keys and values")
            return None
        try:
            return kind.model_validate(dict(value))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._complain((*at, *_inside(detail["loc"], value)), _said(detail, kind))
            return None

    def _feed(self, row: FeedRow, index: int, outlets: Mapping[str, Outlet]) -> Feed:
        outlet = outlets.get(row.outlet) or next((known for known in outlets.values() if known.name == row.outlet), None)
        near = "" if outlet or not row.outlet else did_you_mean(row.outlet, self.document.get("outlets") or (), cutoff=0.8)
        if near:
            self._complain(("feeds", index, "outlet"), f'"{row.outlet}" does not stand under outlets{near}')
        for place, text in mistakes(row.headers, row.auth):
            self._complain(("feeds", index, *place), text)
        if row.full_text and not can_read_pages():
            self._complain(("feeds", index, "full_text"), f"trafilatura, which reads pages, is not installed; install it: {INSTALL}")
        feed = row.to_feed(outlet or Outlet(row.outlet, row.outlet))
        for secret in feed.access.secrets if feed.access else ():
            if not self.has_secret(secret):
                self._complain(("feeds", index), f"the secret {secret} is not set: put it into the environment, .env or /run/secrets")
        return feed

    def _topic(self, row: TopicRow, index: int) -> Topic:
        for language, query in row.queries.items():
            try:
                parse_query(query)
            except QueryError as error:
                self._complain(("topics", index, "queries", language), _query_said(query, error))
        return row.to_topic()

    def _told_apart(self, section: str, key: str) -> None:
        first: dict[str, int] = {}
        for index, row in enumerate(self._mappings(section)):
            value = row.get(key)
            if not isinstance(value, str):
                continue
            if value in first:
                line = self._line((section, first[value], key))
                self._complain((section, index, key), f'"{value}" stands already in line {line}')
            first.setdefault(value, index)

    def _mappings(self, section: str) -> Iterable[Mapping[str, Any]]:
        rows = self.document.get(section)
        return [row if isinstance(row, Mapping) else {} for row in rows] if isinstance(rows, CommentedSeq) else []

    def _complain(self, at: tuple[Key, ...], text: str) -> None:
        self.problems.append(Problem(self.name, text, key=_path(at), line=self._line(at)))

    def _line(self, at: tuple[Key, ...]) -> int:
        """1-based line of the innermost part of the path that stands in the file (a missing key has its parent's line)."""
        node: Any = self.document
        line = 1
        for key in at:
            place = _place(node, key)
            if place is None:
                break
            line, node = place + 1, node[key]
        return line


def _place(node: object, key: Key) -> int | None:
    """0-based line of a key or list entry; None when it is not there, or ruamel kept no line for it (a tagged node)."""
    if not isinstance(node, CommentedMap | CommentedSeq) or not node.lc.data or key not in node.lc.data:
        return None
    return int(node.lc.data[key][0])


def _path(at: tuple[Key, ...]) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in at).lstrip(".")


def _inside(loc: tuple[Key, ...], value: Mapping[str, Any]) -> tuple[Key, ...]:
    """Pydantic's path without the names of union members, which nobody wrote."""
    node: Any = value
    kept: list[Key] = []
    for depth, key in enumerate(loc):
        if depth and not (isinstance(node, Mapping) and key in node):
            break
        kept.append(key)
        node = node.get(key) if isinstance(node, Mapping) else None
    return tuple(kept)


def _said(detail: Any, kind: type[BaseModel]) -> str:
    match detail["type"]:
        case "extra_forbidden":
            return f"unknown key{did_you_mean(str(detail['loc'][-1]), kind.model_fields)}"
        case "missing":
            return "is missing"
        case "string_type":
            return f"must be text, in quotes if need be (is {detail['input']!r})"
        case "bool_parsing" | "bool_type":
            return "must be true or false"
        case "string_too_short" | "too_short":
            return "must not be empty"
        case _:
            return str(detail["msg"]).removeprefix("Value error, ")


def _query_said(query: str, error: QueryError) -> str:
    at = (
        ""
        if error.position is None
        else f" at character {error.position + 1} (“{query[max(0, error.position - 12) : error.position + 12]}”)"
    )
    meant = f"; did you mean {error.suggestion}?" if error.suggestion else ""
    return f"{error}{at}{meant}"
