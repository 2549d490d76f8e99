"""What a site's robots.txt lets us read (RFC 9309). Asked through our own fetcher: guarded, capped, at the host's pace, under our own name."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from news.errors import FeedError, FeedGone, FetchError, HostResting
from news.feed import Feed, FeedState, Fetched
from news.ports import Clock, Fetcher

KEPT_FOR = timedelta(hours=24)
"""RFC 9309 §2.4: not longer."""
SHUT_FOR = timedelta(minutes=30)
"""How long a site whose robots.txt cannot be had is left alone before it is asked again."""
LONGEST = 500 * 1024
"""RFC 9309 §2.5: so many bytes of it are read, at least."""
MOST_SITES = 1_000


@dataclass(frozen=True, slots=True)
class _Rules:
    parser: RobotFileParser
    until: datetime


@dataclass(slots=True)
class Robots:
    """Remembers each site's rules for a day. The standard library's parser takes the first rule that fits, not the longest."""

    fetcher: Fetcher
    name: str
    """What we are called there: the first word of our User-Agent."""
    clock: Clock
    _sites: OrderedDict[str, _Rules] = field(default_factory=OrderedDict)

    async def allow(self, url: str) -> bool:
        """Whether we may read this page. Never raises: of a site that does not answer nothing is read (§2.3.1.4)."""
        parts = urlsplit(url)
        rules = await self._rules(f"{parts.scheme}://{parts.netloc}")
        return rules.can_fetch(self.name, url)

    async def _rules(self, site: str) -> RobotFileParser:
        known = self._sites.get(site)
        if known is None or known.until <= self.clock():
            known = self._sites[site] = await self._asked(site)
            self._sites.move_to_end(site)
            if len(self._sites) > MOST_SITES:
                self._sites.popitem(last=False)
        return known.parser

    async def _asked(self, site: str) -> _Rules:
        try:
            answer = await self.fetcher.fetch(Feed("robots", f"{site}/robots.txt"), FeedState("robots"))
        except FeedError as error:
            return self._without_answer(error)
        return self._read(answer.body if isinstance(answer, Fetched) else b"")

    def _without_answer(self, error: FeedError) -> _Rules:
        """A site that says it has none allows all (§2.3.1.3); one that is busy, broken or away allows nothing for now."""
        has_none = isinstance(error, FeedGone) or _is_absent(error)
        return self._read(b"") if has_none else self._read(b"User-agent: *\nDisallow: /", keep=SHUT_FOR)

    def _read(self, body: bytes, keep: timedelta = KEPT_FOR) -> _Rules:
        parser = RobotFileParser()
        parser.parse(body[:LONGEST].decode("utf-8-sig", "replace").splitlines())
        return _Rules(parser, self.clock() + keep)


def _is_absent(error: FeedError) -> bool:
    if not isinstance(error, FetchError) or isinstance(error, HostResting) or error.status is None:
        return False
    return 400 <= error.status < 500 and error.status != 429
