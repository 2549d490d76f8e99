"""Documents made to hurt a feed reader, by name. Small on the wire; feedparser needs seconds to minutes for some."""

from __future__ import annotations

import gzip
import json

_HEAD = '<rss version="2.0"><channel><title>x</title>'
_TAIL = "</channel></rss>"


def _rss(inside: str) -> bytes:
    return f"{_HEAD}{inside}{_TAIL}".encode("utf-8", "surrogatepass")


def _item(inside: str) -> bytes:
    return _rss(f"<item>{inside}</item>")


HOSTILE: dict[str, bytes] = {
    # quadratic in feedparser or sgmllib
    "200,000 attributes": _item("<title " + " ".join(f'a{n}="1"' for n in range(200_000)) + ">x</title>"),
    "attributes in broken markup": _item("<b " + "a=1 " * 200_000 + "<"),
    "unclosed comments": _rss("<!-- " * 100_000),
    "unclosed cdata": _item("<title>" + "<![CDATA[" * 60_000),
    "declarations": _rss("<!" * 200_000),
    "processing instructions": _rss("<?" * 200_000),
    "half tags": _rss("<a" * 200_000),
    "ampersands": _item("<title>" + "&" * 400_000 + "</title>"),
    "entities": _item("<title>" + "&amp;" * 200_000 + "&</title>"),
    "doctypes": b"<!DOCTYPE x [" + b"<!ENTITY a 'b'>" * 50_000 + b"]>" + _item("<title>&a;</title>"),
    "doctype never closed": b"<!DOCTYPE " + b"[" * 300_000,
    "authors": _item("<author>" + "(" * 300_000 + "</author>"),
    "author with at signs": _item("<author>" + "a@" * 200_000 + "</author>"),
    "many authors": _item("<author>a</author>" * 30_000),
    "many categories": _item("<category>a</category>" * 60_000),
    "many links": _item('<link href="a"/>' * 60_000),
    "many contents": _item("<content:encoded>a</content:encoded>" * 30_000 + "<"),
    "many namespaces": (
        "<rss " + " ".join(f'xmlns:n{n}="http://n{n}.example/"' for n in range(20_000)) + ">" + "<channel/></rss>"
    ).encode(),
    # deep, wide, long
    "nested 100,000 deep": _item("<a>" * 100_000),
    "nested and closed": _item("<a>" * 50_000 + "</a>" * 50_000),
    "nested divs in html": _item("<description>" + "&lt;div&gt;" * 100_000 + "</description>"),
    "nested tables in html": _item("<description>" + "&lt;table&gt;&lt;td&gt;" * 50_000 + "</description>"),
    "nested formatting in html": _item("<description>" + "&lt;b&gt;&lt;i&gt;&lt;p&gt;" * 20_000 + "</description>"),
    "one long title": _item("<title>" + "a" * 5_000_000 + "</title>"),
    "one long tag name": _item("<" + "a" * 1_000_000 + "/>"),
    "one long link": _item("<link>https://x.example/" + "a/" * 500_000 + "</link>"),
    "100,000 items": _rss("<item/>" * 100_000),
    "a million items": _rss("<item/>" * 1_000_000),
    "a million entries of atom": b'<feed xmlns="http://www.w3.org/2005/Atom">' + b"<entry><id>a</id></entry>" * 500_000 + b"</feed>",
    "many small items": _rss("<item><title>a</title><link>https://x.example/1</link></item>" * 20_000),
    # entities
    "billion laughs": (
        "<!DOCTYPE x ["
        + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
        + "]><rss><channel><title>&l11;</title></channel></rss>"
    ).encode(),
    "quadratic blow-up": (
        '<!DOCTYPE x [<!ENTITY a "' + "a" * 50_000 + '">]><rss><channel><title>' + "&a;" * 50_000 + "</title></channel></rss>"
    ).encode(),
    "external entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///dev/zero">]><rss><channel><title>&a;</title></channel></rss>',
    "parameter entity": b'<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///dev/zero">%a;]><rss><channel><title>x</title></channel></rss>',
    # bytes
    "nul bytes": b"\0" * 1_000_000,
    "nul between": b"\0".join(bytes([byte]) for byte in _item("<title>x</title>")),
    "lone surrogates": _item("<title>\ud800\udfff</title>"),
    "character references": _item("<title>" + "&#xD800;&#0;&#x110000;&#99999999999999999999;" * 10_000 + "</title>"),
    "random high bytes": bytes(range(128, 256)) * 20_000,
    "utf-16 cut in half": _item("<title>x</title>").decode().encode("utf-16")[:-1],
    "utf-7": b'<?xml version="1.0" encoding="utf-7"?>' + b"+ADw-" * 100_000,
    "declared as hex": b'<?xml version="1.0" encoding="hex"?>' + b"3c" * 100_000 + b"\xff",
    "long prolog": b'<?xml version="1.0" ' + b" " * 1_000_000 + b'encoding="utf-8"?>' + _item(""),
    # dates, json, html
    "long date": _item("<pubDate>" + "1" * 200_000 + "</pubDate>"),
    "date of many words": _item("<pubDate>" + "Jan 1 " * 50_000 + "</pubDate>"),
    "base64 content": b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="a/b">'
    + b"QQ" * 1_000_000
    + b"</content></entry></feed>",
    "json nested": b"[" * 200_000,
    "json feed nested": b'{"items":' + b"[" * 200_000,
    "json of many items": b'{"items":[' + b"{}," * 200_000 + b"{}]}",
    "json of a million items": b'{"items":[' + b'{"id":1},' * 1_000_000 + b"{}]}",
    "json huge number": b'{"items":[{"id":' + b"9" * 100_000 + b"}]}",
    "json surrogates": json.dumps({"items": [{"id": "\ud800", "title": "\udfff\ud800"}]}).encode(),
    "json of one long title": b'{"items":[{"title":"' + b"a" * 5_000_000 + b'"}]}',
    "gzip nobody asked for": gzip.compress(_item("<title>x</title>") * 10_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4_000,
    "a list of feeds": b'<opml version="2.0"><body>' + b'<outline xmlUrl="https://a.example/rss"/>' * 20_000 + b"</body></opml>",
    "entities in attributes": b"<!DOCTYPE x [<!ENTITY a '"
    + b"a" * 60_000
    + b"'>]><rss><channel><item><enclosure url='"
    + b"&a;" * 20_000
    + b"'/></item></channel></rss>",
    "a web page": b"<!doctype html><html><head><title>hello</title></head><body>" + b"<p>hello</p>" * 50_000,
    "a page that asks for cookies": b"<html><body>Please enable cookies.<noscript>enable JavaScript</noscript><script>document.cookie</script>",
    "html of many links": b"<html>" + b'<a href="/rss">' * 100_000,
    "html of many pictures": _item("<description>" + "&lt;img src=" * 100_000 + "</description>"),
}
