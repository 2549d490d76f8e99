"""An engine in a process of its own: faults 18 and 19."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.odd_engines import PoisonedTranslator

from news.articles import TranslationMark
from news.errors import TranslationError
from news.ports import Passage
from translators.guarded import GuardedTranslator


@pytest.fixture
def guarded():
    translator = GuardedTranslator(PoisonedTranslator, seconds=3)
    yield translator
    translator.close()


def translated(translator, *texts):
    return translator.translate([Passage(text, "tr") for text in texts], "en")


@pytest.mark.parametrize(("poison", "why"), [("hang", "and was stopped"), ("die", "died"), ("eat", "out of memory")])
def test_only_the_poisoned_passage_fails(guarded, poison, why):
    """Its companions are translated by new workers; it comes back FAILED with the reason."""
    results = translated(guarded, "merhaba", "dünya", poison)
    assert [result.text for result in results] == ["MERHABA", "DÜNYA", poison]
    assert [result.mark is TranslationMark.FAILED for result in results] == [False, False, True]
    assert why in results[2].note


def test_a_worker_has_no_more_memory_than_it_is_given():
    """What the machine would have had, the cap refuses; only that passage fails."""
    capped = GuardedTranslator(PoisonedTranslator, seconds=60, memory=2048)
    results = translated(capped, "merhaba", "eat 4 GB")
    capped.close()
    assert [result.text for result in results] == ["MERHABA", "eat 4 GB"]
    assert "out of memory" in results[1].note


def test_an_engine_that_always_dies_is_said_to_be_broken():
    """A batch of many costs a bounded number of workers; then the breaker in front of it may count."""
    translator = GuardedTranslator(PoisonedTranslator, seconds=3)
    with pytest.raises(TranslationError, match="died"):
        translated(translator, *["die"] * 64)
    translator.close()


def test_closing_frees_whoever_waits_for_a_hanging_engine():
    """At once, with an error, and no further worker is begun for the halves."""
    translator = GuardedTranslator(PoisonedTranslator, seconds=3600)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(translated, translator, "hang", "dünya")
        while not translator._pending:
            threading.Event().wait(0.01)
        translator.close()
        with pytest.raises(TranslationError, match="was stopped"):
            waiting.result()
    assert translator._pool is None


def test_a_closed_one_starts_again(guarded):
    """Closing stops the worker; asking again starts another."""
    translated(guarded, "bir")
    guarded.close()
    assert translated(guarded, "iki")[0].text == "IKI"
