"""An engine in a process of its own: faults 18 and 19."""

from __future__ import annotations

import pytest
from support.odd_engines import PoisonedTranslator

from news.articles import TranslationMark
from news.ports import Passage
from translators.guarded import GuardedTranslator


@pytest.fixture
def guarded():
    translator = GuardedTranslator(PoisonedTranslator, seconds=3)
    yield translator
    translator.close()


def translated(translator, *texts):
    return translator.translate([Passage(text, "tr") for text in texts], "en")


@pytest.mark.parametrize(("poison", "why"), [("hang", "took more than 3 s"), ("die", "died"), ("eat", "out of memory")])
def test_only_the_poisoned_batch_fails(guarded, poison, why):
    """Originals come back FAILED with the reason; the next batch is translated by a new worker."""
    results = translated(guarded, "merhaba", poison)
    assert [result.text for result in results] == ["merhaba", poison]
    assert {result.mark for result in results} == {TranslationMark.FAILED}
    assert why in results[0].note
    assert translated(guarded, "merhaba")[0].text == "MERHABA"


def test_a_closed_one_starts_again(guarded):
    """Closing stops the worker; asking again starts another."""
    translated(guarded, "bir")
    guarded.close()
    assert translated(guarded, "iki")[0].text == "IKI"
