"""One escaping function, cuts on plain text only, links that are links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.rendering.html import clean, clip, escape, isolate, link, plain, visible_length, web_link


@given(st.text())
def test_escaped_text_reads_back_as_the_cleaned_words(text):
    """Escaping loses nothing but the characters that were cleaned away."""
    assert plain(escape(text)).replace("\r", "\n") == clean(text).replace("\r", "\n")


@given(st.text())
def test_escaped_text_holds_no_markup_and_no_open_attribute(text):
    """No character that could open a tag or close an attribute survives."""
    assert not set("<>\"'") & set(escape(text))


@given(st.text(), st.integers(0, 80))
def test_a_clipped_text_is_never_longer_than_asked(text, limit):
    """The ellipsis is part of the limit."""
    assert len(clip(text, limit)) <= limit


def test_a_text_is_clipped_between_words():
    """No half word stands before the ellipsis when there is a space to cut at."""
    assert clip("Генасамблея ООН вимагає повернути дітей", 27) == "Генасамблея ООН вимагає…"


def test_an_accent_is_not_cut_from_its_letter():
    """A decomposed й stays whole or goes whole."""
    assert clip("aaaaи\u0306aaaa", 6) in {"aaaa…", "aaaaи\u0306…"}


def test_direction_controls_of_a_feed_do_not_turn_our_text():
    """An override in a headline is taken out, and ours closes what it opens."""
    assert isolate(escape("abc\u202etxt.exe\u2069")) == "\u2068abctxt.exe\u2069"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://files.example.org/x",
        "http://localhost/x",
        "https://",
        "https://name:word@evil.example.org/",
        "https://example.org:99999999/",
        "https://example.org/a b",
        "https://[::1/x",
        "//example.org/x",
        "https://example.org/" + "x" * 3000,
        "",
    ],
)
def test_an_address_that_is_no_web_link_is_shown_as_text(url):
    """Only http(s) with a dotted host becomes a link."""
    assert web_link(url) == ""
    assert link(url, "<Outlet>") == "&lt;Outlet&gt;"


def test_a_link_keeps_its_query():
    """Ampersands are escaped in the attribute and read back unchanged."""
    assert link("https://example.org/?a=1&b=2", "A & B") == '<a href="https://example.org/?a=1&amp;b=2">A &amp; B</a>'


def test_length_counts_code_points_after_entities():
    """Tags do not count, an entity counts as the one letter it stands for, so does a flag's half."""
    assert visible_length("<b>&lt;a&gt;</b> 🇹🇷") == 6
