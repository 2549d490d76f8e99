"""py3langid, the optional detector: the same contract, no prior."""

from __future__ import annotations

import builtins

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from news.articles import UNDETERMINED, Text
from news.errors import ConfigError
from translators import langid
from translators.detect import LangdetectDetector
from translators.langid import LangidDetector
from translators.registry import build_detector

pytest.importorskip("py3langid", reason="the optional py3langid is not installed")


@pytest.fixture(params=[LangdetectDetector, LangidDetector], ids=["langdetect", "py3langid"])
def detector(request):
    return request.param()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Merkez Bankası politika faizini bir kez daha değiştirmedi", "tr"),
        ("Верховна Рада ухвалила новий бюджет на наступний рік", "uk"),
        ("Госдума приняла новый бюджет на следующий год", "ru"),
        ("PARLIAMENT HAS APPROVED NEXT YEAR'S BUDGET AFTER A LONG DEBATE", "en"),
    ],
)
def test_a_sentence_is_recognised(detector, text, language):
    """By either, with a confidence that is a share."""
    detected = detector.detect(text)
    assert detected.language == language
    assert 0.5 < detected.confidence <= 1.0


@pytest.mark.parametrize("text", ["", "2026", "🙂", "\ud800"])
def test_without_letters_there_is_no_language(detector, text):
    """By either."""
    assert (detector.detect(text).language, detector.detect(text).confidence) == (UNDETERMINED, 0.0)


@pytest.mark.parametrize(
    ("title", "summary", "languages"),
    [
        ("Son dakika", "Meclis yeni bütçeyi bugün oy çokluğuyla kabul etti.", ("tr", "tr")),
        ("Genel Kurul ateşkes kararını oyladı", "The General Assembly adopted a resolution on Tuesday.", ("tr", "en")),
        ("2026", "Meclis yeni bütçeyi bugün oy çokluğuyla kabul etti.", ("tr", "tr")),
        ("", "", (UNDETERMINED, "")),
    ],
)
def test_title_and_lead_are_judged_each_for_itself(detector, title, summary, languages):
    """A few words follow their lead."""
    text = detector.label(Text(title, summary))
    assert (text.language, text.summary_language) == languages


@given(st.text(max_size=300), st.sampled_from(["", "tr", "xx"]))
def test_any_text_has_the_same_answer_whatever_the_feed_is_said_to_be_in(text, hint):
    """It takes no prior; nothing raises; twice the same."""
    found = LangidDetector().detect(text, hint=hint)
    assert found == LangidDetector().detect(text)
    assert found.language
    assert 0.0 <= found.confidence <= 1.0


def test_most_headlines_are_recognised(request):
    """Fewer than by the default, which knows what the feed says; hence the default."""
    rows = YAML(typ="safe", pure=True).load((request.path.parent / "headlines.yaml").read_text(encoding="utf-8"))
    labelled = [(language, text) for language, texts in rows.items() for text in texts]
    detector = LangidDetector()
    assert sum(detector.detect(text).language == language for language, text in labelled) >= 0.96 * len(labelled)


def test_a_detector_nobody_has_is_named():
    """With those there are."""
    with pytest.raises(ConfigError, match="langdetect, py3langid"):
        build_detector("crystal ball")


def test_a_missing_package_names_the_next_step(monkeypatch):
    """The operator asked for it and did not install it."""
    original = builtins.__import__

    def without(name, *rest):
        if name.startswith("py3langid"):
            raise ImportError(name)
        return original(name, *rest)

    langid._identifier.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match="pip install py3langid"):
        build_detector("py3langid")
    monkeypatch.undo()
    langid._identifier.cache_clear()
