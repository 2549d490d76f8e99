"""An alert, a follow-up, a digest in Telegram's form: complete, marked, never too long, never markup from a feed."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.story_views import digest_view, own_words, report, story_view

from channels.rendering.html import visible_length
from channels.rendering.telegram import MOST_BYTES, MOST_CODE_POINTS, MOST_ENTITIES, render_telegram
from news.alerts import AlertReason
from news.articles import TranslationMark
from news.deliveries import Button
from news.views import AlertView, AnswerView, DigestSection, Line

ALLOWED = {"b", "i", "a"}


class Tags(HTMLParser):
    """Reads markup as strictly as Telegram: known tags, closed in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= {"href"}
        self.open.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def alert(reason=AlertReason.NEW_STORY, **changes):
    return render_telegram(AlertView(story_view(**changes), reason))


def test_an_alert_shows_all_a_reader_needs():
    """Headline, mark, original, summary, tally, outlets by language with flags and links, disagreement, topic, time in the zone."""
    lines = alert().html.splitlines()
    assert lines == [
        "<b>BM Genel Kurulu çocukların iadesini istedi</b>",
        "<i>Ukraynacadan makine çevirisi:</i> \u2068Генасамблея ООН вимагає повернути дітей\u2069",
        "",
        "Karar 91 oyla kabul edildi.",
        "",
        "3 yayın · 3 dil · ilk: \u2068Dnipro Visnyk\u2069\u00a015:02",
        'Ukraynaca: 🇺🇦\u00a0\u2068<a href="https://dnipro-visnyk.example.org/1">Dnipro Visnyk</a>\u2069',
        'Türkçe: 🇹🇷\u00a0\u2068<a href="https://sahil-postası.example.org/1">Sahil Postası</a>\u2069',
        'İngilizce: 🇬🇧\u00a0\u2068<a href="https://the-harbour-times.example.org/1">The Harbour Times</a>\u2069',
        "",
        "⚠️ Rakamlar farklı",
        "lehte oy: 91 (Dnipro Visnyk) / 89 (Sahil Postası)",
        "",
        "🔔 Çocuklar · 3 Aralık, 15:02",
    ]


def test_the_plain_text_says_the_same_without_markup():
    """What is sent when Telegram refuses our markup."""
    body = alert()
    assert "<" not in body.text
    assert visible_length(body.html) == len(body.text)


def test_the_buttons_carry_the_story():
    """Original opens the report whose headline is shown; the others ask the bot."""
    assert alert().buttons == (
        (
            Button("Özgün metin", url="https://dnipro-visnyk.example.org/1"),
            Button("Kaynaklar", action="src/s-un-vote"),
            Button("Neden?", action="why/s-un-vote"),
        ),
        (
            Button("🔕 Bu haberi sustur", action="mute/story s-un-vote"),
            Button("Böylesi daha az", action="less/s-un-vote"),
        ),
    )


def test_without_a_web_address_the_original_is_asked_of_the_bot():
    """A report from a file or a bad link still has its original one tap away."""
    bare = alert(reports=(report(url="file:///etc/passwd"),))
    assert bare.buttons[0][0] == Button("Özgün metin", action="orig/s-un-vote")


@given(st.text(min_size=1, max_size=200))
def test_a_button_never_says_more_than_telegram_takes(story_id):
    """callback_data is at most 64 bytes; a story with a longer id has no such button."""
    assert all(len(button.action.encode()) <= 64 for row in alert(story_id=story_id).buttons for button in row)


def test_an_edit_says_when_it_was_updated():
    """The first alert does not."""
    assert "güncellendi: 15:23" in alert(AlertReason.GREW).text
    assert "güncellendi" not in alert().text


def test_a_follow_up_begins_with_its_reason():
    """It is a reply, so the reader must see why the story speaks again."""
    assert alert(AlertReason.MORE_OUTLETS, houses=5).text.startswith("📣 Artık 5 bağımsız yayın duyuruyor\n")


def test_the_publishers_own_words_stand_without_a_mark():
    """Nothing was translated, so nothing says so and nothing is shown twice."""
    body = alert(headline=own_words("BM'den çağrı", "tr"), summary=None)
    assert "çeviri" not in body.text
    assert body.text.count("BM'den çağrı") == 1


@pytest.mark.parametrize(
    ("mark", "said"), [(TranslationMark.FAILED, "Ukraynaca; çevrilemedi"), (TranslationMark.UNAVAILABLE, "Ukraynaca; çevirisi yok")]
)
def test_a_headline_that_could_not_be_translated_says_so(mark, said):
    """The original stands in its place, marked."""
    body = alert(headline=Line("Генасамблея ООН", "uk", "Генасамблея ООН", "uk", mark))
    assert said in body.text


def test_wire_copies_are_listed_but_not_counted_as_independent():
    """Four outlets, one of them with the agency's words."""
    body = alert(reports=(*story_view().reports, report("Ege Haber", "tr", is_copy=True)))
    assert "4 yayın (3 bağımsız)" in body.text
    assert "Ege Haber\u2069 (ajans metni)" in body.text


def test_an_outlet_that_wrote_twice_is_listed_once():
    """Its first report stands for it."""
    assert alert(reports=(report(), report(minutes=30))).text.count("Dnipro Visnyk\u2069") == 1


XSS = '<script>alert(1)</script>"><img src=x onerror=alert(1)>&lt;b&gt;</b></a>'


def test_markup_from_a_feed_is_only_words():
    """In every field a feed can reach."""
    line = Line(XSS, "tr", XSS, "uk", TranslationMark.MACHINE)
    story = story_view(
        headline=line, summary=line, topics=(XSS,), reports=(report(XSS, XSS, title=XSS, country=XSS, url=f"https://a.example.org/{XSS}"),)
    )
    for view in (AlertView(story, AlertReason.MORE_OUTLETS), digest_view(DigestSection(XSS, (story,)))):
        body = render_telegram(view)
        Tags(body.html)
        assert XSS[:60] in body.text or XSS[:30] in body.text


@settings(max_examples=60, deadline=None)
@given(
    headline=st.text(max_size=2000),
    outlets=st.lists(st.text(max_size=300), max_size=150),
    path=st.text(alphabet="aß%ğ&", max_size=1500),
    reason=st.sampled_from([AlertReason.NEW_STORY, AlertReason.GREW, AlertReason.MORE_OUTLETS]),
)
def test_no_alert_is_longer_than_telegram_takes(headline, outlets, path, reason):
    """Whatever feeds say, the text keeps within code points, bytes and entities, and its tags close."""
    reports = tuple(report(outlet, "en", url=f"https://{n}.example.org/{path}") for n, outlet in enumerate(outlets))
    line = Line(headline, "tr", headline * 2, "uk", TranslationMark.MACHINE)
    body = alert(reason, headline=line, summary=line, reports=reports, topics=(headline,) * 9, houses=len(outlets))
    Tags(body.html)
    assert visible_length(body.html) <= MOST_CODE_POINTS
    assert len(body.html.encode()) <= MOST_BYTES
    assert body.html.count("</") <= MOST_ENTITIES


def test_many_outlets_are_dropped_before_the_summary():
    """The reader is told how many more there are."""
    reports = tuple(report(f"Outlet of the long name number {n:03}", "en", url=f"https://o{n}.example.org/") for n in range(130))
    body = alert(reports=reports, houses=130)
    assert "Karar 91 oyla kabul edildi." in body.text
    shown = body.text.count("of the long name") - 1  # the first one is named in the tally, too
    assert f"+{130 - shown} tane daha" in body.text


def test_a_digest_tells_each_topic_and_what_was_held():
    """Sections in order, linked headlines, the held ones at the end."""
    body = render_telegram(
        digest_view(DigestSection("Çocuklar", (story_view(),), more=2), held=(story_view(headline=own_words("Deprem", "tr")),))
    )
    Tags(body.html)
    order = [
        body.text.index(words) for words in ("3 Aralık 2025, Çarşamba", "— Çocuklar —", "BM Genel", "+2 tane daha", "Gözünüzden", "Deprem")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(("sections", "stories"), [(1, 400), (60, 3), (300, 1), (3, 0), (0, 0)])
def test_a_long_digest_keeps_within_the_limit_and_counts_the_rest(sections, stories):
    """Every story is told or counted."""
    long = story_view(headline=own_words("Çok uzun bir başlık " * 12, "tr"), summary=own_words("Uzun özet " * 60, "tr"))
    view = (
        digest_view(*(DigestSection(f"Konu {n}", (long,) * stories) for n in range(sections)))
        if sections
        else replace(digest_view(), sections=())
    )
    body = render_telegram(view)
    Tags(body.html)
    assert len(body.text) <= MOST_CODE_POINTS
    told = body.text.count("• ")
    counted = sum(int(number) for number in re.findall(r"\+(\d+) tane daha", body.text))
    assert told + counted == sections * stories


def test_an_answer_passes_through():
    """The conversation wrote it with the same escaping function."""
    body = render_telegram(AnswerView("<b>Merhaba</b> &amp; hoş geldin", ((Button("Liste", action="list"),),)))
    assert (body.html, body.text, body.buttons) == (
        "<b>Merhaba</b> &amp; hoş geldin",
        "Merhaba & hoş geldin",
        ((Button("Liste", action="list"),),),
    )
