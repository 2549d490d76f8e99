"""Recorded phrases from a file."""

from __future__ import annotations

import pytest

from news.articles import TranslationMark
from news.errors import ConfigError
from news.ports import Passage
from translators.glossary import GlossaryTranslator

PHRASES = """
"tr>en":
  Meclis yeni bütçeyi kabul etti: Parliament adopts the new budget
  "Köprü açıldı: ilk gün 10.000 araç geçti": "Bridge opens: 10,000 cars cross on the first day"
"en>uk":
  Parliament adopts the new budget: Парламент ухвалив новий бюджет
"""


@pytest.fixture
def glossary(tmp_path):
    file = tmp_path / "phrases.yaml"
    file.write_text(PHRASES, encoding="utf-8")
    return GlossaryTranslator.from_file(file)


def test_recorded_passages_are_found_whatever_their_white_space(glossary):
    """And whatever way their letters are composed."""
    (result,) = glossary.translate([Passage("  Meclis yeni\n bütçeyi  kabul etti ", "tr")], "en")
    assert (result.text, result.mark, result.engine) == ("Parliament adopts the new budget", TranslationMark.RECORDED, "glossary")


def test_two_recorded_halves_make_a_route(glossary):
    """tr>en and en>uk bridge tr to uk."""
    (result,) = glossary.translate([Passage("Meclis yeni bütçeyi kabul etti", "tr")], "uk")
    assert glossary.can("tr", "uk")
    assert result.text == "Парламент ухвалив новий бюджет"


def test_what_is_not_recorded_is_unavailable(glossary):
    """The original, with a note; never a guess."""
    (result,) = glossary.translate([Passage("Meclis tatile girdi", "tr")], "en")
    assert (result.text, result.mark, result.note) == ("Meclis tatile girdi", TranslationMark.UNAVAILABLE, "not in the glossary")


def test_json_is_read_too(tmp_path):
    """JSON is YAML."""
    file = tmp_path / "phrases.json"
    file.write_text('{"uk>en": {"Міст відкрито": "The bridge is open"}}', encoding="utf-8")
    assert GlossaryTranslator.from_file(file).translate([Passage("Міст відкрито", "uk")], "en")[0].text == "The bridge is open"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("- a\n- b", "mapping"),
        ("tren: {a: b}", "tren"),
        ('"tr>en": [a]', "tr>en"),
        ('"tr>en": {a: 5}', "tr>en"),
        ("{", "neither YAML nor JSON"),
    ],
)
def test_a_file_that_is_no_glossary_names_the_place(tmp_path, content, named):
    """The file and the key."""
    file = tmp_path / "phrases.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=named) as refused:
        GlossaryTranslator.from_file(file)
    assert "phrases.yaml" in str(refused.value)


def test_a_missing_file_is_named(tmp_path):
    """So that the operator finds it."""
    with pytest.raises(ConfigError, match=r"none\.yaml"):
        GlossaryTranslator.from_file(tmp_path / "none.yaml")
