"""Markup becomes plain text, and nothing in it stays alive."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.xss import VECTORS

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


@pytest.mark.parametrize("vector", VECTORS)
def test_no_markup_survives(vector: str):
    """As text it holds no tag a browser would know; escaped once for Telegram, mail or page it is inert."""
    for clean in (plain(vector), line(vector), plain(f"haber {vector} sonu")):
        assert not re.search(
            r"<\s*/?\s*(?:script|img|svg|iframe|object|embed|a|style|body|form|input|link|meta|base|video|math)\b",
            clean,
            re.IGNORECASE | re.ASCII,
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
