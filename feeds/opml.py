"""Lists of feeds, in and out (opml.org 2.0). The XML parser refuses entity declarations and opens nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree import ElementTree as ET  # builds only; reading is expat below
from xml.parsers import expat

from feeds.charset import decode
from feeds.guard import WEB_SCHEMES
from news.errors import ParseError
from news.feed import Feed

MOST_FEEDS = 500


class ListFault(StrEnum):
    """Why a list cannot be read."""

    NO_FEEDS = "no_feeds"
    NAMES_NOTHING = "names_nothing"
    TOO_LARGE = "too_large"
    NOT_WELL_FORMED = "not_well_formed"
    TOO_DEEP = "too_deep"
    ENTITIES = "entities"


_SENTENCES = {
    ListFault.NO_FEEDS: "the list names no feeds",
    ListFault.NAMES_NOTHING: "the list names no feeds and no topics",
    ListFault.TOO_LARGE: "the list is larger than {most} MB",
    ListFault.NOT_WELL_FORMED: "the list is not well-formed (line {line}: {error})",
    ListFault.TOO_DEEP: "the list is nested deeper than {most}",
    ListFault.ENTITIES: "the list declares entities, which we do not read",
}
TOPIC = "topic"
"""Our own `type` of an outline (OPML 2.0 leaves types open); readers of feeds pass over it."""
_MOST_DEPTH = 50
_MOST_BYTES = 5_000_000
_PROLOG = re.compile(r"^\s*<\?xml[^>]*?\?>")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")
"""Addresses pasted in without escaping: the commonest fault of OPML files."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in the list. `category` is the titles of the groups it stands in, outermost first, joined by "/"."""

    url: str
    title: str = ""
    site: str = ""
    category: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class TopicOutline:
    """A topic in the list: `query` is what `/follow` takes, `pace` "now" or "digest"."""

    title: str
    query: str
    pace: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """What a document lists."""

    feeds: tuple[Outline, ...] = ()
    topics: tuple[TopicOutline, ...] = ()


def looks_like_opml(text: str) -> bool:
    return "<opml" in text[:2_000].lower()


def read_opml(body: bytes) -> list[Outline]:
    """The feeds of a list, however nested, each address once, in order, at most 500. `ParseError` when it cannot be read or names none."""
    feeds = read_list(body).feeds
    if not feeds:
        raise _unreadable(ListFault.NO_FEEDS)
    return list(feeds)


def read_list(body: bytes) -> List:
    """Its feeds, and the topics `write_topics` wrote; at most 500 of each. `ParseError` when it cannot be read or names neither."""
    if len(body) > _MOST_BYTES:
        raise _unreadable(ListFault.TOO_LARGE, most=_MOST_BYTES // 1_000_000)
    whole = decode(body).text
    text = _PROLOG.sub("", whole, count=1).lstrip()
    above = whole[: len(whole) - len(text)].count("\n")
    reader = _Reader()
    try:
        reader.read(_BARE_AMPERSAND.sub("&amp;", text))
    except expat.ExpatError as error:
        why = expat.errors.messages[error.code]
        raise _unreadable(ListFault.NOT_WELL_FORMED, line=error.lineno + above, error=why) from error
    if not reader.found and not reader.topics:
        raise _unreadable(ListFault.NAMES_NOTHING)
    once: dict[str, Outline] = {}
    for outline in reader.found:
        once.setdefault(outline.url, outline)
    return List(tuple(once.values())[:MOST_FEEDS], tuple(dict.fromkeys(reader.topics))[:MOST_FEEDS])


@dataclass(slots=True)
class _Reader:
    found: list[Outline] = field(default_factory=list)
    topics: list[TopicOutline] = field(default_factory=list)
    _groups: list[str] = field(default_factory=list)

    def read(self, text: str) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.EntityDeclHandler = _refuse_entities
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(text.encode("utf-8", "replace"), True)  # expat takes it by position

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.lower() != "outline":
            return
        told = {name.lower(): " ".join(value.split()) for name, value in attributes.items()}
        title, url = told.get("title") or told.get("text", ""), told.get("xmlurl", "")
        if _is_web(url):
            self.found.append(Outline(url, title, told.get("htmlurl", ""), self._category(told), told.get("language", "")))
        if told.get("type", "").lower() == TOPIC and (query := told.get("query", "")):
            self.topics.append(TopicOutline(title, query, told.get("pace", "")))
        self._groups.append("" if url else title)
        if len(self._groups) > _MOST_DEPTH:
            raise _unreadable(ListFault.TOO_DEEP, most=_MOST_DEPTH)

    def _end(self, tag: str) -> None:
        if tag.lower() == "outline":
            self._groups.pop()

    def _category(self, told: dict[str, str]) -> str:
        return "/".join(group for group in self._groups if group) or told.get("category", "").strip("/")


def _refuse_entities(*_: object) -> None:
    raise _unreadable(ListFault.ENTITIES)


def _unreadable(fault: ListFault, **about: object) -> ParseError:
    told = {name: str(value) for name, value in about.items()}
    return ParseError(_SENTENCES[fault].format(**told), fault=fault, about=told)


def _is_web(url: str) -> bool:
    return url.partition("://")[0].lower() in WEB_SCHEMES and "://" in url


def write_opml(feeds: Iterable[Feed], title: str = "Tellal") -> str:
    """An OPML 2.0 document, grouped by category; feeds without one stand at the top."""
    opml = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(opml, "head"), "title").text = title
    body = ET.SubElement(opml, "body")
    groups: dict[str, ET.Element] = {"": body}
    for feed in feeds:
        if feed.category not in groups:
            groups[feed.category] = ET.SubElement(body, "outline", text=feed.category, title=feed.category)
        ET.SubElement(groups[feed.category], "outline", _attributes(feed))
    ET.indent(opml)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(opml, encoding="unicode") + "\n"


def _attributes(feed: Feed) -> dict[str, str]:
    name = feed.title or feed.outlet or feed.slug
    attributes = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url, "language": feed.language}
    return {key: value for key, value in attributes.items() if value}


def write_topics(topics: Iterable[TopicOutline], title: str = "Tellal") -> str:
    """An OPML 2.0 document that `read_list` reads back."""
    opml = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(opml, "head"), "title").text = title
    body = ET.SubElement(opml, "body")
    for topic in topics:
        ET.SubElement(body, "outline", {"type": TOPIC, "text": topic.title, "query": topic.query, "pace": topic.pace})
    ET.indent(opml)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(opml, encoding="unicode") + "\n"
