"""The only door to feedparser. It reads in worker processes that can be killed: some small feeds cost it minutes (quadratic inputs).

Feedparser is handed UTF-8 we have decided on, always as a stream (a string or path it would open or fetch), with its own sanitising and
URI resolution off (four times faster); nh3 makes plain text of what it finds.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import multiprocessing
import re
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from xml.sax import SAXException

import feedparser
from pebble import CONSTS, ProcessExpired, ProcessPool

from feeds.charset import Decoded, decode
from feeds.discover import find_feeds, looks_like_html
from feeds.entries import Page, entry_of, period
from feeds.jsonfeed import json_entry, looks_like_json, read_json_feed
from feeds.links import absolute
from feeds.opml import looks_like_opml
from feeds.rests import skips_of
from feeds.text import line
from feeds.walls import wall_of_page
from news.errors import ParseError
from news.feed import Feed, Fetched, ParsedFeed
from news.ports import Clock

CONSTS.term_timeout = 0.2
"""Seconds between asking a worker to end and killing it: one deep in C code does not hear the first, and has nothing to save."""
_POOL_FAULTS = (BrokenProcessPool, RuntimeError)
"""RuntimeError is what pebble raises on scheduling in a broken pool; what the reading itself raises has become ParseError in the worker."""
_VENDOR_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, SAXException, TypeError, ValueError)
"""What feedparser lets slip on malformed input (seen: UnicodeEncodeError, OverflowError, KeyError, RecursionError, AttributeError)."""
_PROLOG = re.compile(r"^\s*<\?xml[^>]*?\?>", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CHARACTER_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,20})|(\d{1,20}));")
_PREFIXED = re.compile(r"(</?)rss:(?=[a-z])")
_FEED_TYPE = re.compile(r"xml|json|rss|atom|octet-stream", re.IGNORECASE)
_FORMATS = {
    "rss090": "RSS 0.90", "rss091n": "RSS 0.91", "rss091u": "RSS 0.91", "rss092": "RSS 0.92", "rss093": "RSS 0.93", "rss094": "RSS 0.94",
    "rss20": "RSS 2.0", "rss10": "RSS 1.0 (RDF)", "rss": "RSS", "atom01": "Atom 0.1", "atom02": "Atom 0.2", "atom03": "Atom 0.3", "atom10": "Atom 1.0",
    "atom": "Atom", "cdf": "CDF",
}  # fmt: skip

MOST_ENTRIES = 2_000
Result = TypeVar("Result")


def _caption_apart(parser: Any, attributes: dict[str, str]) -> None:
    del attributes
    parser.push("media_description", 1)


def _end_caption(parser: Any) -> None:
    parser.pop("media_description")


def _end_guid(parser: Any) -> None:
    top = parser.elementstack[-1] if parser.elementstack else ("", 1, ())
    written = "".join(top[2]).strip() if top[0] == "id" else ""
    _vendors_end_guid(parser)
    if written and "://" not in written:
        parser._save("guid_as_written", written, overwrite=True)  # noqa: SLF001  # no other way in


_RENAMED = frozenset({*feedparser.util.FeedParserDict.keymap, "category", "enclosures", "license", "updated", "updated_parsed"})
"""Names under which its dictionary gives something else, or works something out (feedparser 6.0, util.py)."""
_vendors_get = feedparser.util.FeedParserDict.get


def _get(found: Any, name: str, default: Any = None) -> Any:
    return _vendors_get(found, name, default) if name in _RENAMED else dict.get(found, name, default)


# The same answers, sooner: of every hundred names asked for most are missing, which costs feedparser an exception each, and at each tag it joins the
# base address with itself. Together a fifth of a document.
feedparser.util.FeedParserDict.get = _get
feedparser.mixin.make_safe_absolute_uri = lru_cache(maxsize=64)(feedparser.mixin.make_safe_absolute_uri)

# Feedparser takes the caption of a picture for the summary when it stands before it (feedparser 6.0, mediarss.py).
feedparser.mixin._FeedParserMixin._start_media_description = _caption_apart  # noqa: SLF001  # no other way in
feedparser.mixin._FeedParserMixin._end_media_description = _end_caption  # noqa: SLF001
# And it makes an address of every guid that may be a link: "t3_42tizy" would be another one as soon as the feed moves to https.
_vendors_end_guid = feedparser.mixin._FeedParserMixin._end_guid  # noqa: SLF001
feedparser.mixin._FeedParserMixin._end_guid = _end_guid  # noqa: SLF001
# It joins the address of the document to itself at every element: a fifth of its time.
feedparser.mixin.make_safe_absolute_uri = lru_cache(maxsize=64)(feedparser.mixin.make_safe_absolute_uri)


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What reading one document may cost."""

    time: timedelta = timedelta(seconds=10)
    memory: int = 1_000_000_000
    """Bytes of address space of a worker."""
    entries: int = MOST_ENTRIES
    tasks_per_worker: int = 500
    """Then it is replaced: what feedparser and the allocator keep is given back."""


class PooledParser:
    """`news.ports.Parser` in a pool of worker processes. A worker that takes too long or too much is killed; the others go on."""

    def __init__(self, workers: int = 2, *, limits: ParseLimits | None = None, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._workers = workers
        self._limits = limits or ParseLimits()
        self._clock = clock
        self._pool: ProcessPool | None = None

    async def parse(self, fetched: Fetched, feed: Feed) -> ParsedFeed:
        """`ParseError` when this is no feed, or reading it took more than it may."""
        named = {"now": self._clock(), "most": self._limits.entries, "language": fetched.language}
        return await self.work(parse_document, fetched.body, fetched.url, fetched.content_type, feed, **named)

    async def work(self, reading: Callable[..., Result], *given: object, **named: object) -> Result:
        """Do this reading in a worker: a function of a module, which raises nothing but `ParseError`."""
        try:
            return await self._done(reading, given, named)
        except _POOL_FAULTS:  # an idle worker died (pebble then gives up the whole pool): not this document's doing
            self._drop_broken()
        try:
            return await self._done(reading, given, named)
        except _POOL_FAULTS as error:
            raise ParseError("the workers that read feeds do not stay alive") from error

    async def _done(self, reading: Callable[..., Result], given: tuple[object, ...], named: dict[str, object]) -> Result:
        task = self._running().schedule(reading, args=list(given), kwargs=named, timeout=self._limits.time.total_seconds())
        try:
            result: Result = await asyncio.wrap_future(task)
        except OutOfTime as error:
            raise ParseError(f"reading it took more than {self._limits.time.total_seconds():.0f} s") from error
        except ProcessExpired as error:
            raise ParseError(f"reading it killed the worker ({error})") from error
        except MemoryError as error:
            raise ParseError(f"reading it took more than {self._limits.memory / 1e9:.1f} GB of memory") from error
        return result

    def _drop_broken(self) -> None:
        """Only a pool that is broken: another document may have put a new one in its place already."""
        if self._pool is not None and not self._pool.active:
            self._pool = None

    async def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble is typed in part
            await asyncio.to_thread(pool.join)

    def _running(self) -> ProcessPool:
        """Started at the first feed: commands that read none start faster."""
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=self._limits.tasks_per_worker,
                initializer=_confine,
                initargs=[self._limits.memory],
                context=_worker_context(),
            )
        return self._pool


def _worker_context() -> multiprocessing.context.BaseContext:
    """Workers fork from a clean server process that has read this module: forking ours, with its threads and models, may deadlock."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _confine(memory: int) -> None:
    """In the worker: more memory than this and the allocation fails there, not the machine."""
    with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and does not let it be set; time still ends the worker
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def parse_document(
    body: bytes, url: str, content_type: str, feed: Feed, *, now: datetime | None = None, most: int = MOST_ENTRIES, language: str = ""
) -> ParsedFeed:
    """Read a document here and now, without a worker. `ParseError` when it is no feed.

    `now` judges dates (default: the clock). `language` is what the server says it is in (Content-Language).
    """
    decoded = decode(body, content_type, feed.language)
    page = Page(base=absolute(url, "") or feed.url, feed=feed, now=now or datetime.now(UTC), language=language)
    if not decoded.text.strip():
        raise ParseError("the answer is empty")
    if looks_like_json(decoded.text):
        return _from_json(decoded, page, most)
    result = feedparser_result(decoded, page.base, language)
    if not _is_feed(result):
        raise _not_a_feed(decoded.text, page.base)
    parsed = _from_feedparser(result, page, most)
    warnings = (*document_warnings(result, decoded, content_type), *parsed.warnings)
    return replace(
        parsed,
        warnings=warnings,
        charset=decoded.charset,
        charset_reason=decoded.reason.value,
        parser="feedparser, leniently" if result.bozo else "feedparser",
        skips=skips_of(decoded.text),
    )


def feedparser_result(decoded: Decoded, base: str, language: str = "") -> Any:
    """Feedparser's own result over our charset. `ParseError` when it stumbles."""
    text = _mended(_unprefixed(_PROLOG.sub("", decoded.text, count=1)))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    if language:
        headers["content-language"] = language
    try:
        result = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _VENDOR_FAULTS as error:
        raise ParseError(f"feedparser stumbled over it ({type(error).__name__})") from error
    for entry in result.entries:
        _prefer_alternate(entry)
        if not entry.get("summary") and "media_description" in entry:
            entry["summary"] = entry["media_description"]
    return result


def _prefer_alternate(entry: Any) -> None:
    """Feedparser 6.0 takes the last link with text inside, even when it is an enclosure's."""
    links = entry.get("links") or ()
    if any(link.get("rel") != "alternate" and link.get("href") == entry.get("link") for link in links):
        alternate = next((link.href for link in links if link.get("rel") == "alternate" and link.get("href")), None)
        entry["link"] = alternate or entry["link"]


def _mended(text: str) -> str:
    """Without characters and references XML forbids: one NUL in one headline must not cost the strict parser, or feedparser its footing."""
    text = _NOT_XML.sub("", text)
    return _CHARACTER_REFERENCE.sub(_legal_reference, text) if "&#" in text else text


def _unprefixed(text: str) -> str:
    """Some templates call every element `rss:item` and never say what `rss:` is; feedparser then finds no entries."""
    return _PREFIXED.sub(r"\1", text) if "<rss:item" in text and "xmlns:rss" not in text else text


def _legal_reference(reference: re.Match[str]) -> str:
    point = int(reference[1], 16) if reference[1] else int(reference[2])
    is_legal = point in {9, 10, 13} or 0x20 <= point < 0xD800 or 0xE000 <= point < 0xFFFE or 0x10000 <= point <= 0x10FFFF
    return reference[0] if is_legal else "\ufffd"


def _is_feed(result: Any) -> bool:
    return bool(result.entries or result.get("version") or (result.feed.get("title") and result.feed.get("link")))


def _not_a_feed(text: str, url: str) -> ParseError:
    if looks_like_opml(text):
        return ParseError("this is a list of feeds (OPML), not a feed: import it instead")
    if not looks_like_html(text):
        return ParseError("this is no feed")
    if wall := wall_of_page(text):
        return ParseError(f"{wall} sent a page for people in place of the feed: it takes us for a bot that is not welcome")
    found = [feed.url for feed in find_feeds(text, url)]
    if not found:
        return ParseError("this is a web page, not a feed, and it names no feed")
    return ParseError(f"this is a web page, not a feed; it names {', '.join(found[:5])}", names=found)


def _from_feedparser(result: Any, page: Page, most: int) -> ParsedFeed:
    channel, found = result.feed, _newest(result.entries, most)
    language = _text(channel.get("language"))
    page = replace(page, language=language)
    links = channel.get("links") or ()
    return ParsedFeed(
        title=line(_text(channel.get("title"))),
        language=language,
        entries=tuple(entry_of(dict(entry), page) for entry in found),  # its own dictionaries are slow to ask
        warnings=_cap_warning(len(result.entries), most),
        ttl=period(channel),
        hub=_rel(links, "hub", page.base),
        self_url=_rel(links, "self", page.base),
        format=_FORMATS.get(result.get("version", ""), "unknown"),
    )


def _from_json(decoded: Decoded, page: Page, most: int) -> ParsedFeed:
    document = read_json_feed(decoded.text)
    page = replace(page, language=document.language)
    entries = tuple(json_entry(found, page) for found in document.found[:most])
    return ParsedFeed(
        title=document.title,
        language=document.language,
        entries=entries,
        warnings=_cap_warning(len(document.found), most),
        hub=absolute(document.hub, page.base),
        self_url=absolute(document.self_url, page.base),
        format=f"JSON Feed {document.version}",
        charset=decoded.charset,
        charset_reason=decoded.reason.value,
        parser="JSON",
    )


def _newest(entries: Sequence[Any], most: int) -> Sequence[Any]:
    """At most so many, the newest by feedparser's reading of their dates, in document order."""
    if len(entries) <= most:
        return entries
    by_age = sorted(
        range(len(entries)), key=lambda n: entries[n].get("published_parsed") or entries[n].get("updated_parsed") or (), reverse=True
    )
    return [entries[n] for n in sorted(by_age[:most])]


def document_warnings(result: Any, decoded: Decoded, content_type: str = "") -> tuple[str, ...]:
    """What an admin might write to the publisher about."""
    warnings = []
    if decoded.is_override:
        warnings.append(f"it says it is {decoded.declared}, but it is {decoded.charset} ({decoded.reason})")
    elif decoded.reason.is_guess:
        warnings.append(f"its charset is a guess: {decoded.charset} ({decoded.reason})")
    if content_type and not _FEED_TYPE.search(content_type):
        warnings.append(f"it is served as {content_type[:60]}, which is no type of a feed")
    if result.bozo:
        warnings.append(f"not well-formed: {str(result.get('bozo_exception'))[:200]}")
    return tuple(warnings)


def _cap_warning(found: int, most: int) -> tuple[str, ...]:
    return (f"{found} entries, of which the newest {most} were read",) if found > most else ()


def _rel(links: Sequence[Any], rel: str, base: str) -> str:
    return next((absolute(_text(link.get("href")), base) for link in links if link.get("rel") == rel), "")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
