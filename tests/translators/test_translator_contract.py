"""What every translator promises (`news.ports.Translator`), whatever engine is behind it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from support.translator_stands import ENGLISH, KNOWN, STANDS, standing

from news.articles import TranslationMark
from news.ports import Passage, Translator
from translators.nothing import NoTranslator


@pytest.fixture(scope="module", params=STANDS)
def translator(request, tmp_path_factory):
    with standing(request.param, tmp_path_factory.mktemp(request.param)) as ready:
        yield ready


def test_it_is_a_translator(translator):
    """It has the shape the street asks for."""
    assert isinstance(translator, Translator)
    assert isinstance(NoTranslator(), Translator)


def test_known_pairs_are_translated(translator):
    """A passage of a known pair comes back in the target language, marked, with the engine's name."""
    (result,) = translator.translate([Passage(KNOWN, "tr")], "en")
    assert result.text == ENGLISH
    assert result.mark in {TranslationMark.MACHINE, TranslationMark.RECORDED}
    assert result.engine


def test_one_translation_per_passage_in_order(translator):
    """Mixed languages, repeats and blanks keep their places."""
    passages = [
        Passage(KNOWN, "tr"),
        Passage("Already English.", "en"),
        Passage("", "tr"),
        Passage(KNOWN, "tr"),
        Passage("Dzień dobry", "pl"),
    ]
    results = translator.translate(passages, "en")
    assert [result.text for result in results] == [ENGLISH, "Already English.", "", ENGLISH, "Dzień dobry"]


def test_text_in_the_target_language_is_left_alone(translator):
    """It comes back unchanged, marked ORIGINAL."""
    (result,) = translator.translate([Passage("  The budget passed.\n", "en")], "en")
    assert (result.text, result.mark) == ("  The budget passed.\n", TranslationMark.ORIGINAL)


@pytest.mark.parametrize("text", ["", "   ", "\n", "2026", "🙂 1:0", "\u200f"])
def test_text_without_letters_is_left_alone(translator, text):
    """There is nothing to translate."""
    (result,) = translator.translate([Passage(text, "tr")], "en")
    assert (result.text, result.mark) == (text, TranslationMark.ORIGINAL)


def test_a_pair_nobody_has_gives_the_original_with_a_reason(translator):
    """The article goes on in its own words and says why."""
    (result,) = translator.translate([Passage("Dzień dobry państwu", "pl")], "fi")
    assert result.text == "Dzień dobry państwu"
    assert result.mark in {TranslationMark.UNAVAILABLE, TranslationMark.FAILED}
    assert result.note


def test_it_says_what_it_can(translator):
    """`can` is true for a known pair and for a language to itself."""
    assert translator.can("tr", "en")
    assert translator.can("pl", "pl")


def test_no_passages_give_no_translations(translator):
    """An empty batch is not an error."""
    assert translator.translate([], "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "meclis " * 5000,
        "x" * 100_000,
        "meclis bugün " * 8_000,
        "أقر البرلمان الميزانية meclis ועידה",
        "Merhaba \x00\x07 dünya \u202e",
        "<b>meclis</b> &amp; <script>",
        "Привіт meclis 你好 🙂",
        "\ud800 meclis",
    ],
    ids=[
        "one word 5,000 times",
        "100 kB without a space",
        "100 kB without a full stop",
        "right to left",
        "controls and bidi",
        "markup",
        "mixed scripts",
        "half a surrogate",
    ],
)
def test_strange_text_comes_back_as_something(translator, text):
    """One bad passage never raises and never takes its neighbour along."""
    strange, good = translator.translate([Passage(text, "tr"), Passage(KNOWN, "tr")], "en")
    assert strange.text
    assert good.text == ENGLISH


def test_threads_may_share_it(translator):
    """The same answers when asked from several threads at once."""
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: translator.translate([Passage(KNOWN, "tr")], "en")[0].text, range(8)))
    assert answers == [ENGLISH] * 8


def test_without_an_engine_everything_is_unavailable():
    """No translator configured: originals, marked, with a note."""
    foreign, english = NoTranslator().translate([Passage(KNOWN, "tr"), Passage("Hello", "en")], "en")
    assert (foreign.text, foreign.mark) == (KNOWN, TranslationMark.UNAVAILABLE)
    assert foreign.note
    assert english.mark is TranslationMark.ORIGINAL
