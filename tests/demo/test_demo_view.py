"""The terminal view: from values, readable at 100 columns and without colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.demo import view
from bot.demo.markup import plainer, terminal_text
from bot.demo.report import Apart, DemoReport, DigestWritten, FetchedFeed, Member, Round, Shown, ToldStory
from bot.evidence import in_words
from news.articles import Article, Text
from news.deliveries import Body, Button, DeliveryKind
from news.stories.values import Evidence

NOON = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
FEED = FetchedFeed("Sahil Postası", "TR", "RSS 2.0", "windows-1254", ("tr", "en"), 5, 5, 0, notes=("1 date not believed",))
MEMBER = Member(
    NOON, "Sahil Postası", "TR", "tr", "Elazığ'da 5,6 büyüklüğünde deprem", "same_event", 0.93, "names Elazığ · figures 5.6", is_new=True
)
STORY = ToldStory(
    "Magnitude 5.6 earthquake in Elazığ", 2, ("tr", "uk"), (replace(MEMBER, reason="first"), replace(MEMBER, title="Землетрус " * 20))
)
APART = Apart(
    "A vote of last winter", "Київський ранок", NOON - timedelta(days=302), "A vote", NOON, "outside_window", 0.97, "names Ukraine"
)
BODY = Body(
    "Deprem\n\n2 yayın",
    '<b>Deprem</b>\n\n🇹🇷 \u2068<a href="https://a.example.org/">Sahil</a>\u2069',
    buttons=((Button("Kaynaklar", action="src/1"),),),
)
ALERT = Shown("Ayşe", "tr", DeliveryKind.ALERT, "new_story", BODY)
EDIT = replace(ALERT, kind=DeliveryKind.EDIT, reason="grew", body=replace(BODY, text="Deprem\n\n3 yayın"), before=BODY)
REPLY = replace(ALERT, kind=DeliveryKind.FOLLOW_UP, reason="more_outlets")
FIRST = Round(1, (FEED,), 5, 4, (STORY,) * 5, (APART,), (ALERT, replace(ALERT, reader="Emma"), ALERT))
SECOND = Round(2, (FEED, replace(FEED, outlet="Ege Haber", not_modified=True)), 2, 1, (STORY,), (APART,), (EDIT, REPLY, ALERT))


def screen(*steps, colour: bool = False) -> str:
    console = Console(file=StringIO(), width=100, force_terminal=colour, no_color=not colour, highlight=False)
    for step in steps:
        step(console)
    return console.file.getvalue()


def whole(**options) -> str:
    report = DemoReport((FIRST, SECOND), DigestWritten("Emma", Path("demo-out/digest.html"), "Tellal", 12), 7.5)
    return screen(
        lambda console: view.say_hello(console, ()),
        lambda console: view.say_round(console, FIRST),
        lambda console: view.say_round(console, SECOND),
        lambda console: view.say_goodbye(console, report),
        **options,
    )


def test_nothing_is_wider_than_a_hundred_columns():
    """Long headlines are shortened, tables keep their width."""
    assert max(cell_len(line.rstrip()) for line in whole().splitlines()) <= 100


def test_without_colour_there_is_no_escape_sequence():
    """For pipes, logs and NO_COLOR."""
    assert "\x1b" not in whole()


@pytest.mark.parametrize(
    "words",
    [
        "windows-1254", "1 date not believed",  # what was fetched
        "5 articles became 4 stories", "same event 0.93: names Elazığ · figures 5.6",  # and why
        "outside the time window, 302 days apart; likeness 0.97",  # what stayed apart
        "[ Kaynaklar ]", "TR Sahil",  # the alert
        "Ege Haber answered 304",
        "edited, not sent again", "- 2 yayın", "+ 3 yayın",  # before and after
        "reply to Ayşe",
        "demo-out/digest.html", "./tellal run", "2 sent twice",  # counted: here one alert stands three times
    ],
)  # fmt: skip
def test_the_view_tells(words):
    """Each part of the demo has its line."""
    assert words in whole()


def test_telegram_markup_becomes_styles():
    """Bold stays bold, a link is one, entities are read, nothing of the markup shows."""
    text = terminal_text('<b>A &lt;b&gt;</b> <i>from Turkish:</i> <a href="https://a.example.org/">B</a>')
    assert text.plain == "A <b> from Turkish: B"
    assert [span.style.link for span in text.spans if span.style.link] == ["https://a.example.org/"]


def test_flags_and_isolates_are_spelled_out():
    """Terminals disagree about their width."""
    assert plainer("🇹🇷 \u2068Sahil\u2069 ⚠️") == "TR Sahil ⚠"


def test_evidence_is_told_in_the_articles_own_words():
    """Not in folded keys; small words prove nothing."""
    article = Article(
        "a-1", "x", "Київський ранок", "", NOON, NOON,
        Text("Генасамблея ООН про дітей України", "", language="uk"),
        Text("UN General Assembly on the children of Ukraine", "", language="en"),
    )  # fmt: skip
    evidence = (
        Evidence("names", 5.0, ("akrn", "asmbl")),
        Evidence("figures", 4.0, ("96", "61")),
        Evidence("words", 3.0, ("the", "on")),
        Evidence("unheard_of", 9.0, ("x",)),
    )
    assert in_words(evidence, article) == "names Ukraine, Assembly · figures 96, 61"
