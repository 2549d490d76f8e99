"""Other projects' feed collections, where they are at hand (TELLAL_DATA). Nothing of them is kept here."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from support.expectations import expectation

from feeds.parse import parse_document
from news.errors import ParseError
from news.feed import Feed
from news.identity import identify

DATA = Path(os.environ.get("TELLAL_DATA", Path(__file__).parents[3] / "shared" / "data")) / "feeds"
FEED = Feed("x", "https://x.example/rss")
here = pytest.mark.skipif(not DATA.is_dir(), reason="no evaluation data: set TELLAL_DATA to its folder")


@here
def test_every_file_is_a_feed_or_a_named_error():
    """Thousands of odd documents; whatever comes out can be identified and encoded."""
    for file in sorted(path for path in DATA.rglob("*") if path.is_file()):
        with contextlib.suppress(ParseError):
            feed = parse_document(file.read_bytes(), FEED.url, "", FEED)
            assert len(identify(feed.entries, "x")) == len(feed.entries)
            repr(feed).encode("utf-8")


@here
def test_feedparsers_own_expectations_hold_through_our_door():
    """Its files say what must come of them: 98.9 % and more do, charsets decided by us and markup seen as a reader would."""
    root = DATA / "conformance" / "feedparser"
    asked = [found for found in (expectation(path, root) for path in sorted(root.rglob("*.xml"))) if found]
    met = sum(found.is_met() for found in asked)
    assert met >= len(asked) * 0.989, f"{met} of {len(asked)}"


@here
def test_real_outlets_are_read_whole():
    """Recordings of 2016–2026: every entry has a title, an address and an identity of its own."""
    for file in sorted((DATA / "real").rglob("*.xml")):
        feed = parse_document(file.read_bytes(), FEED.url, "", FEED)
        assert feed.entries, file
        assert all(entry.title and entry.url for entry in feed.entries), file
        assert not any("\ufffd" in entry.title for entry in feed.entries), file
