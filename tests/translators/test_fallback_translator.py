"""Engines in order, with breakers and a budget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pytest
from support.odd_engines import CountingTranslator
from support.translator_stands import ENGLISH, KNOWN, BrokenTranslator, glossary

from news.articles import TranslationMark
from news.ports import Passage
from translators.fallback import Breaker, BreakerState, FallbackTranslator


@dataclass
class Ticking:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def texts(results):
    return [result.text for result in results]


def test_what_the_first_cannot_do_the_next_tries():
    """Passage by passage: the glossary knows one, the second engine gets only the other."""
    shouting = CountingTranslator()
    results = FallbackTranslator([glossary(), shouting]).translate([Passage(KNOWN, "tr"), Passage("deneme", "tr")], "en")
    assert texts(results) == [ENGLISH, "DENEME"]
    assert shouting.batches == [["deneme"]]


def test_a_partial_answer_stands_when_nothing_better_comes():
    """Better half a translation than none."""
    partial_one = CountingTranslator("half", TranslationMark.PARTIAL)
    (result,) = FallbackTranslator([partial_one, BrokenTranslator()]).translate([Passage("deneme", "tr")], "en")
    assert (result.text, result.mark) == ("DENEME", TranslationMark.PARTIAL)


def test_an_engine_that_keeps_breaking_rests_and_is_tried_again():
    """Closed, open after the limit, half-open after the rest; a second failure opens it again at once."""
    now = Ticking()
    broken = BrokenTranslator()
    fallback = FallbackTranslator([broken, glossary()], breaker=partial(Breaker, limit=2, rest=60.0, now=now), now=now)
    for _ in range(4):
        assert texts(fallback.translate([Passage(KNOWN, "tr")], "en")) == [ENGLISH]
    assert broken.asked == 2
    assert fallback.breakers() == {"broken": BreakerState.OPEN, "glossary": BreakerState.CLOSED}
    now.seconds = 61
    assert fallback.breakers()["broken"] is BreakerState.HALF_OPEN
    fallback.translate([Passage(KNOWN, "tr")], "en")
    fallback.translate([Passage(KNOWN, "tr")], "en")
    assert broken.asked == 3


def test_a_breaker_that_heals_closes():
    """One success forgets the failures; only one caller may try meanwhile."""
    now = Ticking()
    breaker = Breaker(limit=1, rest=10, now=now)
    breaker.broke()
    assert not breaker.admits()
    now.seconds = 10
    assert breaker.admits()
    assert not breaker.admits()
    breaker.worked()
    assert breaker.state is BreakerState.CLOSED


def test_no_engine_is_begun_after_the_budget():
    """The slow first engine used it up: its answer stands, the second is not asked."""
    now = Ticking()

    class Slow(BrokenTranslator):
        def translate(self, passages, target):
            now.seconds += 100
            return super().translate(passages, target)

    late = CountingTranslator()
    (result,) = FallbackTranslator([Slow(), late], budget=50, now=now).translate([Passage("deneme", "tr")], "en")
    assert (result.text, result.mark, late.batches) == ("deneme", TranslationMark.FAILED, [])


@pytest.mark.parametrize("engines", [[], [glossary()]])
def test_nobody_knows_the_pair(engines):
    """UNAVAILABLE, with a note."""
    (result,) = FallbackTranslator(engines).translate([Passage("Dzień dobry", "pl")], "fi")
    assert result.mark is TranslationMark.UNAVAILABLE
    assert "pl to fi" in result.note


def test_the_version_names_only_engines_that_know_the_pair():
    """The memory's key changes when another engine comes to serve a pair."""
    fallback = FallbackTranslator([glossary(), CountingTranslator()])
    assert fallback.version("tr", "en") == "glossary>shouting"
    assert fallback.version("pl", "en") == "shouting"
