"""From feedparser's words to ours. Reads its dictionaries and knows nothing of how they were made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from feeds.dates import parse_date
from feeds.links import absolute
from feeds.text import lead_and_body, line, plain
from news.articles import Entry, Media
from news.feed import Feed

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MOST_MEDIA = 10
_LONGEST_GUID = 2_000
_LONGEST_TITLE, _LONGEST_SUMMARY, _LONGEST_BODY = 1_000, 10_000, 100_000
_MOST_NAMES, _LONGEST_NAME = 50, 200
"""Of authors and of categories."""
_FULL_TEXTS = ("yandex_full-text", "full-text", "fulltext", "rambler_full-text", "rambler_fulltext", "mailru_full-text", "turbo_content")
"""Where Ukrainian and Russian outlets put the whole text, for the aggregators that asked for it."""
_PICTURE = re.compile(r"<img\b[^>]{0,500}?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)

Vendor = Mapping[str, Any]
"""A FeedParserDict."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where entries stand: what a relative link is relative to, which zone and moment dates are judged by, what language is the default."""

    base: str
    feed: Feed
    now: datetime
    language: str = ""


def entry_of(found: Vendor, page: Page) -> Entry:
    """One entry. Whatever is missing is "" or None; nothing is made up."""
    summary, body = _texts(found)
    guid = (_string(found.get("guid_as_written")) or _string(found.get("id"))).strip()
    return within_limits(
        Entry(
            guid=guid,
            url=_link(found, guid, page),
            title=line(_string(found.get("title")), is_html=_is_html(found.get("title_detail"))),
            summary=summary,
            body=body,
            published=_moment(found, ("published", "created", "updated"), page),
            updated=_moment(found, ("updated",), page),
            authors=tuple(_unique(_authors(found))),
            categories=tuple(_unique(_categories(found))),
            media=_once(_media(found, page)),
            language=primary_language(_language(found) or page.language),
        )
    )


def within_limits(entry: Entry) -> Entry:
    """Cut to what an article can be: who writes five megabytes into a headline must not have them stored, compared and translated."""
    return replace(
        entry,
        guid=entry.guid[:_LONGEST_GUID],
        title=entry.title[:_LONGEST_TITLE],
        summary=entry.summary[:_LONGEST_SUMMARY],
        body=entry.body[:_LONGEST_BODY],
        authors=_few(entry.authors),
        categories=_few(entry.categories),
        media=entry.media[:_MOST_MEDIA],
    )


def _few(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[:_LONGEST_NAME] for name in names[:_MOST_NAMES])


def primary_language(tag: str) -> str:
    """`pt-BR` → `pt`; "" for what is no language tag."""
    primary = re.split(r"[-_]", tag.strip().lower())[0]
    return primary if primary.isalpha() and len(primary) in {2, 3} else ""


def _texts(found: Vendor) -> tuple[str, str]:
    """Lead and body. Feedparser copies a body without a lead into the summary; it is told once."""
    summary = plain(_string(found.get("summary")), is_html=_is_html(found.get("summary_detail")))
    bodies = [plain(_string(part.get("value")), is_html=_is_html(part)) for part in found.get("content") or ()]
    bodies += [plain(_string(found.get(name))) for name in _FULL_TEXTS]
    body = max(bodies, key=len, default="")
    if summary and body and summary != body:
        return summary, body
    return lead_and_body(summary or body)


def _link(found: Vendor, guid: str, page: Page) -> str:
    """The publisher's own address before a counting proxy's; a guid that is an address when there is no link; else what is enclosed."""
    candidates = (
        _string(found.get("feedburner_origlink")),
        "" if _is_no_address(found, guid) else _string(found.get("link")),
        *(_string(link.get("href")) for link in found.get("links") or () if link.get("rel") == "alternate"),
        guid if guid.startswith(("http://", "https://")) else "",
    )
    return next((link for link in (absolute(candidate, page.base) for candidate in candidates if candidate) if link), "")


def _is_no_address(found: Vendor, guid: str) -> bool:
    """RSS takes a guid for the link unless it says it is none, and most that do not say so are numbers."""
    return "/" not in guid and bool(guid) and found.get("link") == found.get("id")


def _moment(found: Vendor, names: Iterable[str], page: Page) -> datetime | None:
    """The first of these dates that can be believed."""
    for name in names:
        written = (
            dict.get(found, name) if isinstance(found, dict) else found.get(name)
        )  # feedparser's own get lets "published" stand for "updated"
        moment = parse_date(_string(written), zone=page.feed.zone, now=page.now)
        if moment:
            return moment
    return None


def _authors(found: Vendor) -> Iterator[str]:
    for author in found.get("authors") or ():
        yield line(_string(author.get("name")) or _string(author.get("email")))
    if not found.get("authors"):
        yield line(_string(found.get("author")))


def _categories(found: Vendor) -> Iterator[str]:
    for tag in found.get("tags") or ():
        yield line(_string(tag.get("label")) or _string(tag.get("term")))


def _media(found: Vendor, page: Page) -> Iterator[Media]:
    enclosures = [link for link in found.get("links") or () if link.get("rel") == "enclosure"]
    pictures = [{"href": match[1], "type": "image/*"} for match in _PICTURE.finditer(_string(found.get("summary"))[:20_000])]
    for place in (*enclosures, *(found.get("media_content") or ()), *(found.get("media_thumbnail") or ()), *pictures):
        url = absolute(_string(place.get("href") or place.get("url")), page.base)
        if url:
            yield Media(url, _string(place.get("type") or place.get("medium")))


def _once(media: Iterable[Media]) -> tuple[Media, ...]:
    """The first to name an address says most about it."""
    once: dict[str, Media] = {}
    for each in media:
        once.setdefault(each.url, each)
    return tuple(once.values())


def _language(found: Vendor) -> str:
    return next(
        (tag for tag in (_string((found.get(detail) or {}).get("language")) for detail in ("title_detail", "summary_detail")) if tag), ""
    )


def period(channel: Vendor) -> timedelta | None:
    """How often the publisher says the feed changes: the longer of `ttl` (minutes) and sy:updatePeriod over sy:updateFrequency."""
    wishes = [wish for wish in (_ttl(channel), _update_period(channel)) if wish]
    return max(wishes, default=None)


_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


def _ttl(channel: Vendor) -> timedelta | None:
    written = _string(channel.get("ttl")).strip()
    return timedelta(minutes=min(int(written), 100_000)) if written.isascii() and written.isdigit() else None


def _update_period(channel: Vendor) -> timedelta | None:
    named = _PERIODS.get(_string(channel.get("sy_updateperiod")).strip().lower())
    times = _string(channel.get("sy_updatefrequency")).strip()
    if named is None:
        return None
    return named / max(1, min(int(times), 10_000)) if times.isascii() and times.isdigit() else named


def _is_html(detail: object) -> bool:
    return isinstance(detail, Mapping) and detail.get("type") in _HTML_TYPES


def _string(value: object) -> str:
    """Feedparser gives bytes, dictionaries or None where a malformed feed made it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _unique(words: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(word for word in words if word)
