"""Feeds from files instead of addresses: `poll --file`, the demo's rehearsal and tests go through the same street."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from news.errors import FetchError
from news.feed import Feed, FeedState, Fetched, NotModified

_KINDS = {".json": "application/feed+json", ".html": "text/html"}


@dataclass(slots=True)
class CannedFetcher:
    """A `Fetcher` that reads one file a feed. `files`: slug → path. Changing a path is publishing a new edition."""

    files: Mapping[str, Path]
    fetched: list[str] = field(default_factory=list)
    """Slugs in the order they were asked for."""

    async def fetch(self, feed: Feed, state: FeedState) -> Fetched | NotModified:
        """The file's bytes. The entity tag is size and time of change, so an untouched file is "not modified"."""
        self.fetched.append(feed.slug)
        path = self.files.get(feed.slug)
        if path is None:
            raise FetchError(f"no file is recorded for feed {feed.slug}")
        try:
            return await asyncio.to_thread(_read, path, feed, state)
        except OSError as error:
            raise FetchError(f"{path}: {error.strerror or error}") from error

    async def close(self) -> None:
        """Nothing is open."""


def _read(path: Path, feed: Feed, state: FeedState) -> Fetched | NotModified:
    facts = path.stat()
    etag = f'"{facts.st_size}-{facts.st_mtime_ns}"'
    if state.etag == etag:
        return NotModified(etag=etag)
    # No charset is claimed: the document's own declaration decides, as with a server that says nothing.
    return Fetched(url=feed.url, body=path.read_bytes(), content_type=_KINDS.get(path.suffix, ""), etag=etag)
