"""Markup becomes plain text, and nothing in it stays alive."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.text import line, plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Birinci paragraf.</p><p>İkinci <b>paragraf</b>.</p>", "Birinci paragraf.\n\nİkinci paragraf."),
        ("satır bir<br>satır iki<br/>satır üç", "satır bir\nsatır iki\nsatır üç"),
        ("<ul><li>bir</li><li>iki</li></ul>", "bir\n\niki"),
        ("  çok \n\t boşluk  <span>var</span> ", "çok boşluk var"),
        ("Tom &amp; Jerry &mdash; &#8220;alıntı&#8221; &nbsp; son", "Tom & Jerry — “alıntı” son"),
        ("AT&T ve R&D", "AT&T ve R&D"),
        ("5 < 6 ve 7 > 3", "5 < 6 ve 7 > 3"),
        ("&lt;p&gt;İki kez&lt;/p&gt; kaçırılmış", "İki kez\n\nkaçırılmış"),
        ("&amp;quot;Ukrayna&amp;quot;", '"Ukrayna"'),
        ("önce<script>alert(1)</script>sonra<style>p{}</style>", "öncesonra"),
        ("önce <!-- gizli --> sonra", "önce sonra"),
        ("görünmez\u200b boş\u00adluk\ufeff", "görünmez boşluk"),
        ("sıfır\x00 \x08denetim\x1b[31m", "sıfır denetim[31m"),
        ("yalnız \ud800 yarım", "yalnız \ufffd yarım"),
        ("<p>açık <b>kalan <i>etiketler", "açık kalan etiketler"),
        ("", ""),
        ("<img src=x onerror=alert(1)>", ""),
    ],
)
def test_what_a_reader_would_see(markup: str, text: str):
    """Paragraphs apart, breaks kept, spaces collapsed, entities read."""
    found = plain(markup)
    assert re.sub(r"\n+", "\n", found) == re.sub(r"\n+", "\n", text)


def test_a_title_is_one_line():
    """Whatever breaks it had."""
    assert line("<p>Uzun</p>\n<p>başlık</p>") == "Uzun başlık"


def test_plain_text_keeps_its_angle_brackets():
    """Text that says it is text is not parsed for tags it does not have."""
    assert plain("x < y & y > z", is_html=False) == "x < y & y > z"


VECTORS = [
    "<script>alert(1)</script>", "<ScRiPt src=//x.example/a.js></sCrIpT>", "<script/x>alert(1)</script>", "<script\n>alert(1)</script\n>", "<<script>alert(1)//<</script>",
    "<script>alert(1)", "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "<img src=x:x onerror\x0b=alert(1)>", "<img src='javascript:alert(1)'>",
    "<img dynsrc=javascript:alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert(1)//", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>", "<svg><style><img src=x onerror=alert(1)></style></svg>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>", "<body onload=alert(1)>", "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>", "<applet code=x></applet>", "<a href=javascript:alert(1)>x</a>", "<a href='jav\tascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>", "<a href='vbscript:msgbox(1)'>x</a>", "<form action=javascript:alert(1)><input type=submit>",
    "<form><button formaction=javascript:alert(1)>x", "<input onfocus=alert(1) autofocus>", "<select onfocus=alert(1) autofocus>", "<textarea onfocus=alert(1) autofocus>", "<keygen onfocus=alert(1)>",
    "<video><source onerror=alert(1)>", "<audio src=x onerror=alert(1)>", "<details open ontoggle=alert(1)>", "<marquee onstart=alert(1)>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=javascript:alert(1)>", "<base href=javascript:alert(1)//>", "<style>@import 'javascript:alert(1)';</style>", "<style>body{background:url(javascript:alert(1))}</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>", "<div style='width:expression(alert(1))'>x</div>", "<table background=javascript:alert(1)>", "<td background=javascript:alert(1)>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->", "<!-- --!><script>alert(1)</script>", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=javascript:alert(1)?>", "<?php echo 1 ?><script>alert(1)</script>", "<!DOCTYPE x [<!ENTITY a '<script>'>]>&a;", "<xss onclick=alert(1)>x</xss>", "<x onmouseover=alert(1)>x",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<title><img src=x onerror=alert(1)></title>", "<textarea></textarea><script>alert(1)</script>", "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>", "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>", "<template><script>alert(1)</script></template>", "<noembed><img src=x onerror=alert(1)></noembed>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
    "\x00<script\x00>alert(1)</script>", "<scr\x00ipt>alert(1)</scr\x00ipt>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<\u200bscript>alert(1)</script>", "\ufeff<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞", "<img src=`x`onerror=alert(1)>", "<img src='x'onerror='alert(1)'>", "<a\nhref=javascript:alert(1)>x</a>", "<a href=javascript&colon;alert(1)>x</a>",
    '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS)
def test_no_markup_survives(vector: str):
    """As text it holds no tag a browser would know; escaped once for Telegram, mail or page it is inert."""
    for clean in (plain(vector), line(vector), plain(f"haber {vector} sonu")):
        assert not re.search(
            r"<\s*/?\s*(?:script|img|svg|iframe|object|embed|a|style|body|form|input|link|meta|base|video|math)\b", clean, re.IGNORECASE
        )
        assert "\x00" not in clean
    assert "<" not in html.escape(plain(vector, is_html=False))


@given(st.text(alphabet=st.sampled_from("<>/&;=\"' \n\tabpscriptonerror#x0!-[]?"), max_size=80))
def test_plain_text_never_raises_and_never_holds_a_script(markup: str):
    """Shreds of markup in any order."""
    assert "<script" not in plain(markup)


@given(st.text(max_size=200))
def test_what_comes_out_can_be_stored_and_sent(text: str):
    """Encodes as UTF-8, holds no control characters."""
    clean = plain(text)
    clean.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f]", clean)
