"""Measuring a model: BLEU and chrF, the shipped sentences, the notes beside the packages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.odd_engines import CountingTranslator

from translators.detect import LangdetectDetector
from translators.quality import Quality, QualityNotes, bleu, chrf, measure, samples

REFERENCE = "Parliament approved next year's budget after a debate that lasted all night."
LANGUAGES = ("en", "tr", "uk", "ru", "pl", "de", "pt")


def test_a_perfect_translation_has_a_hundred():
    """Both measures."""
    assert chrf([REFERENCE], [REFERENCE]) == bleu([REFERENCE], [REFERENCE]) == 100


@pytest.mark.parametrize("output", ["", "Вода"])
def test_nothing_in_common_is_nothing(output):
    """Neither raises on an empty output."""
    assert chrf([output], [REFERENCE]) == bleu([output], [REFERENCE]) == 0


def test_the_nearer_of_two_has_more():
    """A wrong word costs, half a sentence costs more."""
    outputs = [REFERENCE.replace("budget", "purse"), REFERENCE[:40]]
    assert 100 > chrf([outputs[0]], [REFERENCE]) > chrf([outputs[1]], [REFERENCE]) > 0
    assert 100 > bleu([outputs[0]], [REFERENCE]) > bleu([outputs[1]], [REFERENCE]) > 0


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5), st.data())
def test_any_output_has_a_measure(references, data):
    """Between nothing and a hundred, whatever comes out of a model."""
    outputs = [data.draw(st.text(max_size=40)) for _ in references]
    assert 0 <= chrf(outputs, references) <= 100.001
    assert 0 <= bleu(outputs, references) <= 100.001


def test_every_pair_of_the_sample_languages_can_be_measured():
    """Sixteen sentences, numbers the same in all, and none for a language we have no sentences of."""
    assert {len(samples(source, target)) for source in LANGUAGES for target in LANGUAGES} == {16}
    assert samples("tr", "ka") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_samples_are_in_the_languages_they_say(language):
    """By our own detector, without a hint."""
    found = {LangdetectDetector().detect(text).language for text, _ in samples(language, "en")}
    assert found == {language}


def test_a_measurement_counts_what_readers_would_not_see():
    """Refused sentences, and a speed by the clock that is handed in."""
    seconds = iter([10.0, 18.0])
    quality = measure(CountingTranslator(), "shouting 1", "tr", "en", lambda: next(seconds))
    assert (quality.engine, quality.sentences, quality.refused, quality.per_second) == ("shouting 1", 16, 0, 2.0)
    assert quality.grade == "useless"
    assert measure(CountingTranslator(), "shouting 1", "tr", "ka") is None


def test_notes_are_kept_by_engine_and_version(tmp_path):
    """A second measurement replaces the first; a spoilt file is no notes."""
    notes = QualityNotes(tmp_path)
    assert notes.read() == {}
    for chrf_ in (40.0, 62.0):
        notes.note(Quality("tr_en 1.5", chrf_, 20.0, 16, 1, 9.0))
    notes.note(Quality("uk_en 1.9", 30.0, 9.0, 16, 0, 9.0))
    assert {engine: quality.grade for engine, quality in notes.read().items()} == {"tr_en 1.5": "good", "uk_en 1.9": "poor"}
    assert str(notes.read()["tr_en 1.5"]) == "good (chrF 62, BLEU 20, 1 of 16 refused)"
    notes.file.write_text('{"tr_en 1.5": 7}', encoding="utf-8")
    assert notes.read() == {}
