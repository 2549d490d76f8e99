"""OPML in and out, and the feeds a web page names."""

from __future__ import annotations

import pytest

from feeds.discover import FoundFeed, find_feeds, looks_like_html
from feeds.opml import Outline, read_opml, write_opml
from news.errors import ParseError
from news.feed import Feed

NESTED = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Мої стрічки</title></head><body>
<outline text="Новини"><outline title="Київ"><outline type="rss" text="Порт" title="Порт" xmlUrl="https://port.example/rss?a=1&b=2" htmlUrl="https://port.example/"/></outline>
<outline text="Bozuk" xmlUrl="javascript:alert(1)"/></outline>
<OUTLINE TEXT="Liman" XMLURL="https://liman.example/rss" category="/Türkiye"/>
<outline text="Порт ще раз" xmlUrl="https://port.example/rss?a=1&amp;b=2"/>
</body></opml>"""


def test_a_nested_list_is_read_flat():
    """Groups become categories, addresses count once, names come in any case, bare ampersands are forgiven."""
    assert read_opml(NESTED.encode()) == [
        Outline("https://port.example/rss?a=1&b=2", "Порт", "https://port.example/", "Новини/Київ"),
        Outline("https://liman.example/rss", "Liman", "", "Türkiye"),
    ]


def test_a_long_list_is_cut():
    """Five hundred feeds are enough for one import."""
    outlines = "".join(f'<outline xmlUrl="https://f{n}.example/"/>' for n in range(700))
    assert len(read_opml(f"<opml><body>{outlines}</body></opml>".encode())) == 500


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "not well-formed"),
        (b"<opml><body></body></opml>", "no feeds"),
        (b"<opml><body><outline", "not well-formed"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "entities"),
        (b'<!DOCTYPE opml [<!ENTITY % a SYSTEM "file:///etc/hostname">%a;]><opml><body/></opml>', "entities"),
        (b"<opml><body>" + b"<outline>" * 500, "nested"),
        (b"x" * 5_000_001, "larger"),
    ],
)
def test_lists_that_cannot_be_read_say_why(body: bytes, word: str):
    """Entities are refused, not resolved; depth and size have ends."""
    with pytest.raises(ParseError, match=word):
        read_opml(body)


def test_what_is_written_is_read_back():
    """Titles with markup in them, categories, languages."""
    feeds = [
        Feed("port", "https://port.example/rss?a=1&b=2", title='Порт "&" <миттєво>', language="uk", category="Київ"),
        Feed("liman", "https://liman.example/rss", outlet="Liman", language="tr"),
    ]
    assert read_opml(write_opml(feeds).encode()) == [
        Outline("https://port.example/rss?a=1&b=2", 'Порт "&" <миттєво>', "", "Київ", "uk"),
        Outline("https://liman.example/rss", "Liman", "", "", "tr"),
    ]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (
            '<head><link rel="alternate" type="application/rss+xml" title="Ana  akış" href="/rss"><link href="atom.xml" type="application/atom+xml" rel="home alternate"></head>',
            [FoundFeed("https://liman.example/rss", "Ana akış"), FoundFeed("https://liman.example/spor/atom.xml")],
        ),
        ('<base href="https://cdn.example/x/"><link rel=alternate type="application/feed+json; charset=utf-8" href=f.json>', [FoundFeed("https://cdn.example/x/f.json")]),
        ('<link rel=alternate type="text/html" hreflang=en href="/en"><a href="/rss/gundem.xml">RSS</a><a href="/pressfeeds">x</a>', [FoundFeed("https://liman.example/rss/gundem.xml")]),
        ('<link rel=alternate type="application/rss+xml" href="/rss"><link rel=alternate type="application/rss+xml" href="/rss">', [FoundFeed("https://liman.example/rss")]),
        ('<link rel=alternate type="application/rss+xml" href="javascript:alert(1)">', []),
        ("<p>hiçbir şey", []),
    ],
)  # fmt: skip
def test_feeds_a_page_names(page: str, found: list[FoundFeed]):
    """Declared ones first; else links that look like feeds."""
    assert find_feeds(page, "https://liman.example/spor/") == found


def test_a_page_is_told_from_a_feed():
    """By its first tags."""
    assert looks_like_html("<!DOCTYPE html><html>")
    assert not looks_like_html("<rss><channel><description>&lt;html&gt;")
