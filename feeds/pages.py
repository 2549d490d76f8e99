"""The text of an article's own page, for feeds that ask for it. The only door to trafilatura, an optional extra."""

from __future__ import annotations

from dataclasses import dataclass

from feeds.charset import decode
from feeds.parse import PooledParser
from feeds.robots import Robots
from feeds.text import plain
from news.errors import FetchError, ParseError
from news.feed import Feed, FeedState, Fetched
from news.ports import Fetcher

_VENDOR_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, SyntaxError, TypeError, ValueError)
"""What it may let slip on malformed pages; lxml's errors are SyntaxErrors and ValueErrors."""


@dataclass(slots=True)
class PageTexts:
    """`news.ports.FullTexts`: the page through the guarded fetcher, its text in a worker that can be killed."""

    fetcher: Fetcher
    parser: PooledParser
    robots: Robots

    async def text_of(self, url: str, feed: Feed) -> str:
        """`FetchError` when the site does not want it read or it cannot be had, `ParseError` when no text is found on it.

        Asked without the feed's own headers and login: they belong to the feed's address.
        """
        if not await self.robots.allow(url):
            raise FetchError("the site's robots.txt does not let us read its pages, or cannot be had")
        answer = await self.fetcher.fetch(Feed(feed.slug, url, language=feed.language), FeedState(feed.slug))
        if not isinstance(answer, Fetched):
            raise FetchError("the page did not come")
        return await self.parser.work(extract_text, answer.body, answer.content_type, answer.url, feed.language)


def extract_text(body: bytes, content_type: str, url: str, language: str) -> str:
    """An article's paragraphs out of a page, here and now, without a worker. `ParseError` when there are none."""
    from trafilatura import extract  # noqa: PLC0415  # an optional extra, 20 MB with what it needs: imported in the worker, and only when asked for

    try:
        found = extract(
            decode(body, content_type, language).text, url=url, include_comments=False, include_tables=False, favor_precision=True
        )
    except _VENDOR_FAULTS as error:
        raise ParseError(f"the page could not be read ({type(error).__name__})") from error
    text = plain(found or "", is_html=False)
    if not text:
        raise ParseError("no text of an article was found on its page")
    return text
