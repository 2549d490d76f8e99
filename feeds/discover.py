"""A web page was given instead of a feed: which feeds does it name?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from feeds.links import absolute

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "text/rss+xml",
        "application/rss",
        "application/atom",
    }
)
_FEED_PATH = re.compile(r"(?:^|[/.?=_-])(?:rss|atom|feeds?|rdf)(?:[/.?=&_-]|\d|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_MOST_TEXT = 500_000
_MOST_FEEDS = 20


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed a page names. `title` is the page's word for it."""

    url: str
    title: str = ""


def looks_like_html(text: str) -> bool:
    return bool(_HTML.search(text[:4_000]))


def find_feeds(page: str, url: str) -> list[FoundFeed]:
    """What the page declares (`link rel=alternate`), else links that look like feeds; absolute, at most twenty, in page order."""
    reader = _PageReader(url)
    reader.feed(page[:_MOST_TEXT])
    once: dict[str, FoundFeed] = {}
    for found in reader.declared or reader.linked:
        once.setdefault(found.url, found)
    return list(once.values())[:_MOST_FEEDS]


class _PageReader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = url
        self.declared: list[FoundFeed] = []
        self.linked: list[FoundFeed] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        href = attributes.get("href", "")
        match tag:
            case "base":
                self._base = absolute(href, self._base) or self._base
            case "link" if _is_feed(attributes):
                self._note(self.declared, href, attributes.get("title", ""))
            case "a" if _FEED_PATH.search(href):
                self._note(self.linked, href, attributes.get("title", ""))
            case _:
                pass

    def _note(self, kept: list[FoundFeed], href: str, title: str) -> None:
        if url := absolute(href, self._base):
            kept.append(FoundFeed(url, " ".join(title.split())))


def _is_feed(attributes: dict[str, str]) -> bool:
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    return "alternate" in attributes.get("rel", "").lower().split() and kind in _FEED_TYPES
