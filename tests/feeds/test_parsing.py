"""From documents to entries, read here and now."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.feedserver import RSS

from feeds.parse import parse_document
from news.articles import Entry, Media
from news.errors import ParseError
from news.feed import Feed, ParsedFeed

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FEED = Feed("liman", "https://liman.example/rss", language="tr", zone="Europe/Istanbul")


def parsed(document: str | bytes, *, feed: Feed = FEED, content_type: str = "application/xml", **options: object) -> ParsedFeed:
    body = document.encode() if isinstance(document, str) else document
    return parse_document(body, feed.url, content_type, feed, now=NOW, **options)


def rss(item: str, channel: str = "", attributes: str = "") -> str:
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    )
    return f'<rss version="2.0" {spaces} {attributes}><channel><title>Liman</title><link>https://liman.example/</link>{channel}<item>{item}</item></channel></rss>'


def entry(item: str, **options: object) -> Entry:
    [only] = parsed(rss(item), **options).entries
    return only


def test_an_rss_feed():
    """Title, language, and an entry with all its parts."""
    assert parsed(RSS) == ParsedFeed(
        "Liman Haber",
        "tr",
        (
            Entry(
                "liman-4711",
                "https://liman.example/2026/vapur-sis",
                "Boğaz'da vapur seferleri sis yüzünden durdu",
                "Sabah saatlerinde görüş 50 metreye kadar düştü.",
                published=datetime(2026, 11, 22, 5, 15, tzinfo=UTC),
                language="tr",
            ),
        ),
        format="RSS 2.0",
        charset="utf-8",
        charset_reason="valid_utf8",
        parser="feedparser",
    )


def test_an_atom_feed():
    """Ids, alternate links, both dates, several authors, xml:base and xml:lang."""
    document = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk" xml:base="https://port.example/news/">
    <title>Порт</title><link rel="self" href="/atom.xml"/><link rel="hub" href="https://hub.example/"/>
    <entry><id>tag:port.example,2026:17</id><title type="html">Міст &amp;quot;Північний&amp;quot; відкрито</title>
    <link rel="enclosure" type="image/jpeg" href="foto.jpg"/><link rel="alternate" href="17.html"/>
    <published>2026-11-21T10:00:00+02:00</published><updated>2026-11-21T12:00:00+02:00</updated>
    <author><name>Олена Коваль</name></author><author><name>Ігор Бойко</name></author>
    <category term="місто" label="Місто"/><category term="транспорт"/>
    <summary>Рух відновлено.</summary><content type="html">&lt;p&gt;Рух відновлено.&lt;/p&gt;&lt;p&gt;Ремонт тривав рік.&lt;/p&gt;</content></entry></feed>"""
    feed = parsed(document)
    assert (feed.title, feed.language, feed.format, feed.hub, feed.self_url) == (
        "Порт",
        "uk",
        "Atom 1.0",
        "https://hub.example/",
        "https://port.example/atom.xml",
    )
    assert feed.entries == (
        Entry(
            "tag:port.example,2026:17",
            "https://port.example/news/17.html",
            'Міст "Північний" відкрито',
            "Рух відновлено.",
            "Рух відновлено.\n\nРемонт тривав рік.",
            datetime(2026, 11, 21, 8, tzinfo=UTC),
            datetime(2026, 11, 21, 10, tzinfo=UTC),
            ("Олена Коваль", "Ігор Бойко"),
            ("Місто", "транспорт"),
            (Media("https://port.example/news/foto.jpg", "image/jpeg"),),
            "uk",
        ),
    )


def test_an_rdf_feed():
    """RSS 1.0: items beside the channel, Dublin Core dates."""
    document = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://liman.example/"><title>Liman</title><link>https://liman.example/</link></channel>
    <item rdf:about="https://liman.example/9"><title>Fener onarıldı</title><link>https://liman.example/9</link><dc:date>2026-11-20T09:00:00+03:00</dc:date>
    <dc:creator>Deniz Aksoy</dc:creator></item></rdf:RDF>"""
    feed = parsed(document)
    [only] = feed.entries
    assert feed.format == "RSS 1.0 (RDF)"
    assert (only.guid, only.published, only.authors) == ("https://liman.example/9", datetime(2026, 11, 20, 6, tzinfo=UTC), ("Deniz Aksoy",))


def test_an_entry_without_anything_is_an_entry():
    """The domain decides what to do with it."""
    assert entry("<x/>") == Entry("", "", "", "")


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>/haber/7</link>", "https://liman.example/haber/7"),
        ("<link> https://liman.example/haber/\n 7 </link>", "https://liman.example/haber/7"),
        ("<link>//liman.example/7</link>", "https://liman.example/7"),
        ("<guid>https://liman.example/g</guid>", "https://liman.example/g"),
        ('<guid isPermaLink="false">https://liman.example/g</guid>', "https://liman.example/g"),
        ('<guid isPermaLink="false">7</guid>', ""),
        (
            "<link>https://c.moreover.example/x?1</link><feedburner:origLink>https://liman.example/o</feedburner:origLink>",
            "https://liman.example/o",
        ),
        ('<atom:link rel="self" href="https://liman.example/self"/><link>https://liman.example/7</link>', "https://liman.example/7"),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>data:text/html,x</link>", ""),
        ("<link>http://[::1</link>", ""),
        ("<link>mailto:desk@liman.example</link>", ""),
        ("<link>https://liman.example/" + "a" * 3000 + "</link>", ""),
    ],
)
def test_the_link_of_an_entry(item: str, url: str):
    """Made whole, the publisher's own before a counting proxy's, never anything but the web."""
    assert entry(item).url == url


@pytest.mark.parametrize(
    ("item", "published"),
    [
        ("<pubDate>22.11.2026 08:30</pubDate>", datetime(2026, 11, 22, 5, 30, tzinfo=UTC)),
        ("<pubDate>Sun, 22 Nov 2026 08:30:00 TRT</pubDate>", datetime(2026, 11, 22, 5, 30, tzinfo=UTC)),
        ("<pubDate>22 Kasım 2026 Pazar 08:30</pubDate>", datetime(2026, 11, 22, 5, 30, tzinfo=UTC)),
        ("<pubDate>1795325400</pubDate>", datetime(2026, 11, 22, 5, 30, tzinfo=UTC)),
        ("<pubDate>bugün</pubDate><dc:date>2026-11-22T05:30:00Z</dc:date>", datetime(2026, 11, 22, 5, 30, tzinfo=UTC)),
        ("<pubDate>Sun, 22 Nov 2037 08:30:00 GMT</pubDate>", None),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
        ("<pubDate/>", None),
    ],
)
def test_the_date_of_an_entry(item: str, published: datetime | None):
    """In the feed's zone when it names none; None when it cannot be believed."""
    assert entry(item).published == published


@pytest.mark.parametrize(
    ("item", "guid", "url"),
    [
        ("<guid>t3_42tizy</guid><link>https://liman.example/7</link>", "t3_42tizy", "https://liman.example/7"),
        ("<guid>t3_42tizy</guid>", "t3_42tizy", ""),
        ("<guid>/haber/7</guid>", "/haber/7", "https://liman.example/haber/7"),
        ("<guid>https://liman.example/7</guid>", "https://liman.example/7", "https://liman.example/7"),
        ("<guid>tag:liman.example,2026:7</guid>", "tag:liman.example,2026:7", ""),
        ("<guid>a&amp;b</guid>", "a&b", ""),
    ],
)
def test_a_guid_is_kept_as_it_was_written(item: str, guid: str, url: str):
    """It names the entry wherever the feed moves; made an address, it would be new with every new address of the feed."""
    found = entry(item)
    assert (found.guid, found.url) == (guid, url)


def test_lead_and_body_are_told_once():
    """A body without a lead is the summary; both are kept when they differ."""
    both = entry("<description>Kısa.</description><content:encoded><![CDATA[<p>Uzun ve ayrıntılı.</p>]]></content:encoded>")
    assert (both.summary, both.body) == ("Kısa.", "Uzun ve ayrıntılı.")
    alone = entry("<content:encoded><![CDATA[<p>Uzun.</p><p>Ayrıntılı.</p>]]></content:encoded>")
    assert (alone.summary, alone.body) == ("Uzun.\n\nAyrıntılı.", "")


def test_a_long_body_without_a_lead_is_given_one():
    """Its first paragraphs: the lead is what is translated and shown."""
    paragraphs = "".join(
        f"<p>{n}. paragraf: liman bölgesinde çalışmalar bugün de sürdü ve ekipler gece boyunca nöbet tuttu.</p>" for n in range(40)
    )
    long = entry(f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded>")
    assert long.body.startswith(long.summary)
    assert 200 < len(long.summary) <= 600
    assert long.body.count("paragraf") == 40


def test_the_whole_text_for_aggregators_is_the_body():
    """yandex:full-text and its kin, escaped twice as outlets do."""
    found = entry(
        "<description>Kısa.</description><yandex:full-text xmlns:yandex='http://news.yandex.ru'><![CDATA[&lt;p&gt;Uzun.&lt;/p&gt;]]></yandex:full-text>"
    )
    assert (found.summary, found.body) == ("Kısa.", "Uzun.")


def test_the_caption_of_a_picture_is_no_summary():
    """Unless there is nothing else."""
    caption = '<media:content url="/a.jpg"><media:description>Foto altı.</media:description></media:content>'
    assert entry(f"{caption}<description>Özet.</description>").summary == "Özet."
    assert entry(caption).summary == "Foto altı."


def test_media_are_kept():
    """Enclosures, Media RSS and the pictures of a description, each once, only web addresses."""
    found = entry(
        '<enclosure url="/a.mp3" type="audio/mpeg"/><media:content url="https://liman.example/b.jpg" type="image/jpeg"/>'
        '<media:thumbnail url="https://liman.example/b.jpg"/><enclosure url="file:///etc/passwd"/>'
        "<description>&lt;img src='/c.png'&gt; metin</description>"
    )
    assert [media.url for media in found.media] == [
        "https://liman.example/a.mp3",
        "https://liman.example/b.jpg",
        "https://liman.example/c.png",
    ]


@pytest.mark.parametrize(
    ("channel", "period"),
    [
        ("<ttl>30</ttl>", timedelta(minutes=30)),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", timedelta(minutes=30)),
        ("<sy:updatePeriod> daily </sy:updatePeriod>", timedelta(days=1)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", timedelta(days=1)),
        ("<ttl>90</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(minutes=90)),
        ("", None),
    ],
)
def test_the_publishers_own_pace(channel: str, period: timedelta | None):
    """ttl in minutes, sy:updatePeriod over its frequency; the longer of the two."""
    assert parsed(rss("<title>x</title>", channel)).ttl == period


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("merhaba", "no feed"),
        ("<html><head><title>Liman</title></head><body>haber</body></html>", "names no feed"),
        ('<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss.xml"><p>x', "https://liman.example/rss.xml"),
        ('<html><body><a href="/feed/">RSS</a></body></html>', "https://liman.example/feed/"),
        ('<opml version="2.0"><body><outline xmlUrl="https://a.example/rss"/></body></opml>', "OPML"),
        ('{"a": 1}', "no list of items"),
        ('{"items": [', "broken JSON"),
        ('{"items": 3}', "no list of items"),
        ("{" * 100_000, "broken JSON"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no feed"),
        ("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "no feed"),
    ],
)
def test_what_is_no_feed_is_named(document: str | bytes, word: str):
    """A web page says which feeds it names: the admin can add one of those."""
    with pytest.raises(ParseError, match=word):
        parsed(document)


@pytest.mark.parametrize(
    ("document", "titles"),
    [
        ("<rss><channel><item><title>bir</title><item><title>iki</title></channel>", ["bir", "iki"]),
        ("<rss><channel><item><title>bir & iki</title></item><item><title>üç</title></item></channel></rss>", ["bir & iki", "üç"]),
        ("<rss><channel><item><title>sıfır\x00bayt \x0b</title></item></channel></rss>", ["sıfırbayt"]),
        ("<rss><channel><item><title>&#0;&#xD800;&#99999999;x</title></item></channel></rss>", ["\ufffd\ufffd\ufffdx"]),
        ("\n\n<?xml version='1.0'?><rss><channel><item><title>geç başlayan</title></item></channel></rss>", ["geç başlayan"]),
        ("<rss><channel><item><title><![CDATA[kapanmayan</title></item></channel></rss>", None),
        ("<rss><channel><item><title>yarım", None),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item><title>x &a; y</title></item></channel></rss>", None),
        ("<rss version=2.0><rss:channel><rss:item><rss:title>bir</rss:title></rss:item></rss:channel></rss>", ["bir"]),
        ("<rss><channel><item><title>&uuml;&ouml;&nbsp;&bogus;</title></item></channel></rss>", ["üö &bogus;"]),
    ],
)
def test_malformed_feeds_give_what_they_have(document: str, titles: list[str] | None):
    """Open tags, bare ampersands, control characters, late prologs, half documents."""
    found = [entry.title for entry in parsed(document).entries]
    assert found == titles if titles is not None else found is not None


def test_entities_do_not_explode_or_open_files(tmp_path: Path):
    """A billion laughs and an external entity come to nothing."""
    secret = tmp_path / "secret"
    secret.write_text("GİZLİ")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    for declaration, use in ((laughs, "&l8;"), (f'<!ENTITY f SYSTEM "{secret.as_uri()}">', "&f;")):
        feed = parsed(f"<!DOCTYPE rss [{declaration}]><rss><channel><item><title>x{use}</title></item></channel></rss>")
        assert len(feed.entries[0].title) < 100
        assert "GİZLİ" not in feed.entries[0].title


def test_a_document_that_looks_like_a_path_or_address_is_neither(tmp_path: Path):
    """Feedparser would open the one and fetch the other if it were given them as they are."""
    file = tmp_path / "feed.xml"
    file.write_bytes(RSS)
    for document in (str(file), "http://127.0.0.1:9/feed", file.as_uri()):
        with pytest.raises(ParseError, match="no feed"):
            parsed(document)


def test_the_newest_entries_are_read():
    """Beyond the cap the oldest are left out, and the admin is told."""
    items = "".join(f"<item><title>{n}</title><pubDate>Sun, {n:02} Nov 2026 08:00:00 GMT</pubDate></item>" for n in range(1, 21))
    feed = parsed(f"<rss version='2.0'><channel>{items}</channel></rss>", most=5)
    assert [entry.title for entry in feed.entries] == ["16", "17", "18", "19", "20"]
    assert "20 entries" in feed.warnings[0]


@pytest.mark.parametrize(
    ("body", "content_type", "word"),
    [
        (rss("<title>Çağ</title>").encode("windows-1254"), "text/xml; charset=utf-8", "it says it is utf-8, but it is windows-1254"),
        (rss("<title>Çağ</title>").encode("windows-1254"), "text/xml", "guess"),
        (RSS, "text/html", "served as text/html"),
        (RSS.replace(b"</channel>", b""), "text/xml", "not well-formed"),
    ],
)
def test_what_an_admin_might_write_to_the_publisher(body: bytes, content_type: str, word: str):
    """Charset lies, wrong types, broken markup: read all the same, and said."""
    feed = parsed(body, content_type=content_type)
    assert len(feed.entries) == 1
    assert any(word in warning for warning in feed.warnings)


JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Порт <b>новини</b>", "language": "uk-UA", "feed_url": "/feed.json", "hubs": [{"type": "x", "url": "https://hub.example/"}],
"items": [{"id": 17, "url": "/17", "title": "Міст відкрито", "content_html": "<p>Рух &amp; ремонт.</p>", "summary": "Рух", "date_published": "2026-11-21T10:00:00+02:00",
"date_modified": "2026-11-21T12:00:00+02:00", "authors": [{"name": "Олена Коваль"}], "tags": ["місто", "місто", 3], "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg"}], "image": "/i.png"},
{"id": "https://port.example/18", "content_text": "Без <заголовка>", "author": {"name": "Старий Автор"}}, "сміття", {}]}"""


def test_a_json_feed():
    """1.1 with 1.0's single author; a number for an id; rubbish between the items."""
    feed = parsed(JSON, feed=Feed("port", "https://port.example/feed.json"), content_type="application/feed+json")
    first, second, third = feed.entries
    assert (feed.title, feed.language, feed.format, feed.hub, feed.self_url) == (
        "Порт новини",
        "uk-UA",
        "JSON Feed 1.1",
        "https://hub.example/",
        "https://port.example/feed.json",
    )
    assert first == Entry(
        "17",
        "https://port.example/17",
        "Міст відкрито",
        "Рух",
        "Рух & ремонт.",
        datetime(2026, 11, 21, 8, tzinfo=UTC),
        datetime(2026, 11, 21, 10, tzinfo=UTC),
        ("Олена Коваль",),
        ("місто",),
        (Media("https://port.example/a.mp3", "audio/mpeg"), Media("https://port.example/i.png", "image/*")),
        "uk",
    )
    assert (second.url, second.summary, second.authors) == ("https://port.example/18", "Без <заголовка>", ("Старий Автор",))
    assert third == Entry("", "", "", "", language="uk")


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["items", "id", "url", "title", "authors", "author", "tags", "date_published", "attachments", "hubs", "image", "language"]), inner, max_size=5), max_leaves=12))  # fmt: skip
def test_any_json_is_a_feed_or_an_error(value: object):
    """Wrong types anywhere are read around."""
    document = json.dumps({"items": value if isinstance(value, list) else [value], "title": value})
    with contextlib.suppress(ParseError):
        parsed(document, content_type="application/json")


@given(
    st.binary(max_size=400)
    | st.text(alphabet=st.sampled_from("<>/=\"'&;![]-CDATArsitemlnk:? \n#x0"), max_size=200).map(
        lambda text: f"<rss><channel>{text}".encode()
    )
)
def test_any_bytes_are_a_feed_or_an_error(body: bytes):
    """Whatever feedparser lets slip is a ParseError by then."""
    with contextlib.suppress(ParseError):
        parsed(body)
