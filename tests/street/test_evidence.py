"""Evidence as people read it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.evidence import SIGNALS, in_words, own_words
from news.articles import Article, Text
from news.stories.likeness import Signal
from news.stories.values import Evidence

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
REPORT = Article(
    "a",
    "f",
    "Outlet",
    "https://example.org/a",
    NOON,
    NOON,
    Text("Quake shakes Malatya", "Rescuers searched collapsed buildings in Elazığ.", language="en"),
)


def test_every_signal_shown_is_one_that_placement_measures() -> None:
    """A signal renamed there must not silently vanish here."""
    assert set(SIGNALS) <= {signal.name.lower() for signal in Signal}


def test_stems_are_told_as_the_words_they_came_from() -> None:
    """Names stand as they are, stems as the article spells them, what speaks against joining without words."""
    evidence = [Evidence("names", 3.0, ("Elazığ",)), Evidence("words", 2.0, ("collaps",)), Evidence("kinds_apart", -1.0)]
    assert own_words(evidence, REPORT) == ["Elazığ", "collapsed"]
    assert in_words(evidence, REPORT, most=3) == "names Elazığ · words collapsed · another kind of event"
