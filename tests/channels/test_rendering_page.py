"""The digest page: fetches nothing, marks every language, survives hostile feeds, and has a plain part with the same facts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from support.story_views import digest_view, own_words, report, story_view

from channels.rendering.page import render_digest_page
from news.articles import TranslationMark
from news.views import DigestSection, Line

XSS = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


class Elements(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def names(self) -> set[str]:
        return {tag for tag, _ in self.seen}

    def having(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes in self.seen if name in attributes]


def page(*sections, **changes):
    return render_digest_page(digest_view(*sections, **changes))


def test_the_page_fetches_nothing():
    """No pictures, scripts, frames, fonts or style sheets from anywhere."""
    html = page().html
    elements = Elements(html)
    assert not {"img", "script", "link", "iframe", "object", "video", "form"} & elements.names()
    assert "url(" not in html
    assert "@import" not in html
    assert elements.having("src") == []


def test_styles_are_inlined_and_dark_mode_stays():
    """Mail readers drop style sheets; those that keep them get the dark one."""
    html = page().html
    assert re.search(r'<h2 [^>]*style="[^"]*font:normal 22px', html)
    assert html.count("<style") == 1
    assert "prefers-color-scheme:dark" in html


def test_every_text_says_its_language_and_finds_its_direction():
    """Screen readers and hyphenation need lang; a Hebrew headline needs dir."""
    html = page(DigestSection("Çocuklar", (story_view(headline=own_words("כותרת", "he")),))).html
    assert re.search(r'lang="he" [^>]*dir="auto"|dir="auto"[^>]* lang="he"', html)
    assert '<html lang="tr"' in html


def test_a_translated_headline_has_its_original_beneath():
    """Marked with the language it came from."""
    html = page().html
    assert "Ukraynacadan makine çevirisi" in html
    assert re.search(r'<bdi lang="uk">Генасамблея ООН вимагає повернути дітей</bdi>', html)


def test_markup_from_a_feed_is_only_words():
    """In the page no element of the feed's; in every field it can reach."""
    line = Line(XSS, "tr", XSS, XSS, TranslationMark.MACHINE)
    evil = story_view(headline=line, summary=line, reports=(report(XSS, XSS, url=f"javascript:{XSS}", country=XSS),))
    html = page(DigestSection(XSS, (evil,)), held=(evil,)).html
    elements = Elements(html)
    assert not {"script", "img"} & elements.names()
    assert not [name for _, attributes in elements.seen for name in attributes if name.startswith("on")]
    assert not [address for address in elements.having("href") if not (address or "").startswith("https://")]


def test_the_plain_part_tells_the_same():
    """Headline, original, summary, disagreement, outlets with addresses; no markup."""
    text = page().text
    wanted = [
        "Çocuklar",
        "* BM Genel Kurulu çocukların iadesini istedi",
        "[Ukraynacadan makine çevirisi] Генасамблея",
        "Karar 91 oyla",
        "lehte oy: 91 (Dnipro Visnyk) / 89 (Sahil Postası)",
        "- Dnipro Visnyk (Ukraynaca, 15:02) https://dnipro-visnyk.example.org/1",
    ]
    assert [words for words in wanted if words not in text] == []
    assert "<" not in text


def test_a_developing_story_says_since_when():
    """In the reader's zone; a story told once does not develop."""
    assert "gelişiyor, ilk haber: 3 Aralık, 15:02" in page().text
    alone = story_view(reports=(report(),), last_at=story_view().first_at)
    assert "gelişiyor" not in page(DigestSection("Çocuklar", (alone,))).text


def test_held_stories_say_why_they_stand_here():
    """Promise 2: nothing lost."""
    assert "Gözünüzden kaçmış olabilir" in page(held=(story_view(),)).text


def test_the_subject_names_the_day_and_the_first_story():
    """What people see before they open it."""
    assert page().subject == "Tellal · 3 Aralık 2025, Çarşamba · BM Genel Kurulu çocukların iadesini istedi"


@pytest.mark.parametrize("language", ["en", "tr", "uk", "ru", "de"])
def test_the_page_speaks_the_readers_language(language):
    """Every phrase of the page is there in each language; German readers get English."""
    body = page(language=language, held=(story_view(language=language),))
    assert body.html.startswith("<!DOCTYPE html>")
    assert "{" not in body.text


def test_an_empty_digest_still_is_a_page():
    """Whether it is sent at all is not for rendering to decide."""
    assert "Tellal" in page(DigestSection("Çocuklar", ())).html
