"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from feeds.dates import parse_date
from feeds.entries import Page, primary_language, within_limits
from feeds.links import absolute
from feeds.text import lead_and_body, line, plain
from news.articles import Entry, Media
from news.errors import ParseError

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """The document's own fields; entries are read one by one."""

    title: str
    language: str
    version: str
    hub: str
    self_url: str
    found: tuple[Object, ...]


def looks_like_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json_feed(text: str) -> JsonFeed:
    """`ParseError` when it is no JSON or no feed. A missing version is forgiven: sites forget it more often than the list of items."""
    try:
        document = json.loads(text.lstrip("\ufeff"), strict=False)
    except RecursionError as error:
        raise ParseError("this is broken JSON (nested too deep)") from error
    except ValueError as error:
        raise ParseError(f"this is broken JSON ({str(error).partition(';')[0]})") from error
    version = _string(document.get("version")) if isinstance(document, dict) else ""
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise ParseError("this is JSON, but no JSON Feed: it has no list of items")
    return JsonFeed(
        title=line(_string(document.get("title")), is_html=False),
        language=_string(document.get("language")),
        version=version.rpartition("/")[2] or "?",
        hub=next((_string(hub.get("url")) for hub in _objects(document.get("hubs"))), ""),
        self_url=_string(document.get("feed_url")),
        found=tuple(_objects(items)),
    )


def json_entry(found: Object, page: Page) -> Entry:
    """One item. Ids may be numbers: the specification wants them read as text."""
    body = plain(_string(found.get("content_html"))) or plain(_string(found.get("content_text")), is_html=False)
    summary = plain(_string(found.get("summary")), is_html=False)
    if not (summary and body) or summary == body:
        summary, body = lead_and_body(summary or body)
    published = parse_date(_string(found.get("date_published")), zone=page.feed.zone, now=page.now)
    updated = parse_date(_string(found.get("date_modified")), zone=page.feed.zone, now=page.now)
    return within_limits(
        Entry(
            guid=_string(found.get("id")).strip(),
            url=_link(found, page),
            title=line(_string(found.get("title")), is_html=False),
            summary=summary,
            body=body,
            published=published or updated,
            updated=updated,
            authors=tuple(dict.fromkeys(name for name in _authors(found) if name)),
            categories=tuple(dict.fromkeys(line(tag, is_html=False) for tag in _strings(found.get("tags")))),
            media=tuple(dict.fromkeys(_media(found, page))),
            language=primary_language(_string(found.get("language")) or page.language),
        )
    )


def _link(found: Object, page: Page) -> str:
    candidates = (_string(found.get("url")), _string(found.get("external_url")), _address_of(found))
    return next((link for link in (absolute(candidate, page.base) for candidate in candidates) if link), "")


def _address_of(found: Object) -> str:
    identifier = _string(found.get("id"))
    return identifier if identifier.startswith(("http://", "https://")) else ""


def _authors(found: Object) -> Iterator[str]:
    """1.1 has `authors`, 1.0 had `author`."""
    for author in (*_objects(found.get("authors")), *_objects([found.get("author")])):
        yield line(_string(author.get("name")), is_html=False)


def _media(found: Object, page: Page) -> Iterator[Media]:
    for attachment in _objects(found.get("attachments")):
        if url := absolute(_string(attachment.get("url")), page.base):
            yield Media(url, _string(attachment.get("mime_type")))
    for name in ("image", "banner_image"):
        if url := absolute(_string(found.get(name)), page.base):
            yield Media(url, "image/*")


def _objects(value: object) -> Iterator[Object]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, str) and one.strip())


def _string(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)
