"""Passages cut into sentences and put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translators.sentences import LONGEST, join, sentence_case, split

ROWS = [
    ("tr", "Prof. Dr. Ahmet Yılmaz geldi. T.C. Merkez Bankası faizi yüzde 2.5 artırdı!", ["Prof. Dr. Ahmet Yılmaz geldi.", "T.C. Merkez Bankası faizi yüzde 2.5 artırdı!"]),
    ("uk", "Про це повідомив А. Мельник. Збитки сягають 5 млн. грн. за рік.", ["Про це повідомив А. Мельник.", "Збитки сягають 5 млн. грн. за рік."]),
    ("uk", "«Мосту не буде!» — сказав мер. Люди розійшлися.", ["«Мосту не буде!» — сказав мер.", "Люди розійшлися."]),
    ("ru", "В г. Казани открыли мост. Строили его, по словам А. С. Иванова, три года.", ["В г. Казани открыли мост.", "Строили его, по словам А. С. Иванова, три года."]),
    ("en", "Mr. Hill met the U.S. envoy on Jan. 5. They agreed.", ["Mr. Hill met the U.S. envoy on Jan. 5.", "They agreed."]),
    ("tr", "Köprü açıldı\n\nTrafik rahatladı", ["Köprü açıldı", "", "Trafik rahatladı"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_abbreviations_and_speech_do_not_end_sentences(language, text, expected):
    """In each of our languages."""
    assert [sentence.text for sentence in split(text, language)] == expected


@given(st.text(max_size=3000), st.sampled_from(["tr", "uk", "ru", "en", "und", "zz"]))
def test_joining_gives_the_text_back(text, language):
    """Every character, for any text in any language; no sentence is longer than a model can hold."""
    sentences = split(text, language)
    assert join(sentences, (sentence.text for sentence in sentences)) == text.encode("utf-8", "replace").decode()
    assert all(len(sentence.text) <= LONGEST for sentence in sentences)


@pytest.mark.parametrize(
    "text", ["söz " * 25_000, "x" * 100_000, "a, " * 30_000, "А. " * 20_000], ids=["words", "letters", "clauses", "initials"]
)
def test_text_without_a_full_stop_is_cut_at_the_best_place(text):
    """100 kB of anything: short pieces, nothing lost."""
    sentences = split(text, "tr")
    assert max(len(sentence.text) for sentence in sentences) <= LONGEST
    assert "".join(sentence.text + sentence.gap for sentence in sentences) == text


@pytest.mark.parametrize(
    ("capitals", "expected"),
    [
        ("MECLİS YENİ BÜTÇEYİ ONAYLADI", "Meclis yeni bütçeyi onayladı"),
        ("ПАРЛАМЕНТ УХВАЛИВ БЮДЖЕТ", "Парламент ухвалив бюджет"),
        ("«ISLAK ZEMİN» UYARISI", "«Islak zemin» uyarısı"),
        ("NATO", "NATO"),
        ("NATO toplandı", "NATO toplandı"),
        ("100 000", "100 000"),
    ],
)
def test_capitals_are_written_as_models_know_them(capitals, expected):
    """Turkish I and İ included; acronyms alone stay."""
    assert sentence_case(capitals) == expected
