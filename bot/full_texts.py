"""The whole texts of a poll's new articles, from their own pages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from news.errors import FeedError
from news.feed import Feed
from news.identity import Identified
from news.ports import FullTexts, Reading

log = logging.getLogger(__name__)

PAGES_A_POLL = 20
"""A feed's first poll brings a hundred entries at times; the rest keep the feed's own words."""
PATIENCE = timedelta(minutes=2)
"""For all pages of a poll: its entries are stored after that, with what has come."""


@dataclass(slots=True)
class PageReading:
    """Asks for the pages of entries that are new, one after the other. What goes wrong leaves the feed's own words."""

    store: Reading
    pages: FullTexts
    patience: timedelta = PATIENCE

    async def completed(self, feed: Feed, identified: Sequence[Identified]) -> list[Identified]:
        """The same entries in the same order; new ones with the text of their page."""
        known = await self.store.known_keys(key for each in identified for key in each.keys)
        new = [each for each in identified if each.entry.url and known.keys().isdisjoint(each.keys)][:PAGES_A_POLL]
        texts: dict[str, str] = {}
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                for each in new:
                    texts[each.article_id] = await self._text(feed, each)
        except TimeoutError:
            log.warning("feed %s: %d of %d pages came in time; the other articles keep the feed's words", feed.slug, len(texts), len(new))
        return [replace(each, full_text=texts.get(each.article_id, "")) for each in identified]

    async def _text(self, feed: Feed, each: Identified) -> str:
        try:
            return await self.pages.text_of(each.entry.url, feed)
        except FeedError as error:
            log.info("feed %s: the page %s was not read: %s", feed.slug, each.entry.url[:200], error)
            return ""
