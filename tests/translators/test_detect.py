"""Which language a text is in, measured on headlines of our own and on the evaluation lines."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from news.articles import UNDETERMINED, Text
from translators.detect import LangdetectDetector, normal_code

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("TELLAL_DATA", ROOT.parent / "shared" / "data"))
HEADLINES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("headlines.yaml").read_text(encoding="utf-8"))
HELD_OUT = YAML(typ="safe", pure=True).load(Path(__file__).with_name("headlines_held_out.yaml").read_text(encoding="utf-8"))
LABELLED = [(language, headline) for language, headlines in HEADLINES.items() for headline in headlines]
LINES = {"tr": "tr-en.wmt17.tr", "en": "tr-en.wmt17.en", "uk": "uk-en.flores-dev.uk", "ru": "ru-en.wmt22.src.ru"}
ELSEWHERE = {"tr": "en", "en": "tr", "uk": "ru", "ru": "uk"}


@pytest.fixture(scope="module")
def detector():
    return LangdetectDetector()


def share_right(detector, labelled, hint=lambda language: language):
    wrong = [(language, text) for language, text in labelled if detector.detect(text, hint=hint(language)).language != language]
    return 1 - len(wrong) / len(labelled), wrong


def in_capitals(language, text):
    return (text.replace("i", "İ") if language in {"tr", "az"} else text).upper()


def test_forty_headlines_per_language_are_labelled():
    """In nine languages; the figures below mean something."""
    assert {"tr", "uk", "ru", "az", "be", "bg", "pl", "en", "de"} <= HEADLINES.keys()
    assert min(map(len, HEADLINES.values())) >= 40


@pytest.mark.parametrize(
    ("least", "shaped", "hinted"),
    [
        (0.98, lambda _, text: text, True),
        (0.97, in_capitals, True),
        (0.98, lambda _, text: text, False),
        (0.98, lambda _, text: text.lower(), True),
    ],
    ids=["as written", "in capitals", "without a hint", "in small letters"],
)
def test_headlines_are_recognised(detector, least, shaped, hinted):
    """With the feed's language as a prior, and nearly as well without."""
    labelled = [(language, shaped(language, text)) for language, text in LABELLED]
    right, wrong = share_right(detector, labelled, (lambda language: language) if hinted else (lambda _: ""))
    assert right >= least, wrong


@pytest.mark.parametrize("hinted", [True, False], ids=["with a hint", "without a hint"])
@pytest.mark.parametrize(("least", "shaped"), [(0.98, lambda _, text: text), (0.97, in_capitals)], ids=["as written", "in capitals"])
def test_headlines_nobody_tuned_on_are_recognised(detector, least, shaped, hinted):
    """Which ones fail is not shown: whoever reads them tunes on them."""
    labelled = [(language, shaped(language, text)) for language, texts in HELD_OUT.items() for text in texts]
    right, _ = share_right(detector, labelled, (lambda language: language) if hinted else (lambda _: ""))
    assert right >= least


def test_no_headline_is_both_tuned_and_measured_on():
    """Forty a language and more in both sets, none in both."""
    assert not {text for _, text in LABELLED} & {text for texts in HELD_OUT.values() for text in texts}
    assert HELD_OUT.keys() == HEADLINES.keys()
    assert min(map(len, HELD_OUT.values())) >= 40


def lines(letters):
    for language, name in LINES.items():
        texts = [line.strip()[:letters] for line in (SHARED / "mt" / name).read_text(encoding="utf-8").splitlines()[:700]]
        yield from ((language, text) for text in texts if len(text) >= letters * 3 // 4)


needs_shared = pytest.mark.skipif(not (SHARED / "mt").is_dir(), reason=f"no evaluation data in {SHARED} (TELLAL_DATA)")


@needs_shared
@pytest.mark.parametrize("hinted", [True, False], ids=["with a hint", "without a hint"])
def test_forty_characters_are_enough(detector, hinted):
    """Of real sentences."""
    right, wrong = share_right(detector, list(lines(40)), (lambda language: language) if hinted else (lambda _: ""))
    assert right >= 0.98, wrong


def test_dictionaries_settle_what_letters_leave_open(detector):
    """Three words whose letters many languages share: Bulgarian n-grams fit the Russian ones as well."""
    assert detector.detect("Президент полетит в Пекин").language == "ru"
    assert detector.detect("River levels keep falling").language == "en"
    assert detector.detect("Bauern melden Rekordernte").language == "de"


@needs_shared
def test_a_stranger_in_a_feed_is_found(detector):
    """Russian text in a Ukrainian feed, English in a Turkish one: the hint is a prior, not the answer."""
    right, wrong = share_right(detector, list(lines(60)), ELSEWHERE.get)
    assert right >= 0.95, wrong


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Əhali artır", "az"),
        ("Її дім", "uk"),
        ("Ґанок", "uk"),
        ("Ўсё добра", "be"),
        ("Қазақстан жаңалықтары", "kk"),
        ("საქართველოს პარლამენტი", "ka"),
        ("Հայաստանի խորհրդարան", "hy"),
        ("Η Βουλή ψήφισε", "el"),
        ("הכנסת אישרה", "he"),
        ("البرلمان يقر الميزانية", "ar"),
        ("مجلس بودجه را تصویب کرد", "fa"),
        ("국회 예산안 통과", "ko"),
        ("国会が予算を可決", "ja"),
        ("议会通过预算", "zh"),
        ("Straße gesperrt", "de"),
    ],
)
def test_letters_give_languages_away(detector, text, language):
    """Whatever the feed claims: a script or a letter of its own is evidence."""
    assert detector.detect(text).language == language
    assert detector.detect(text, hint="en").language == language


@pytest.mark.parametrize("text", ["", "   ", "2026", "🙂🙂", "12:30 — 14:00", "\ud800", "\x00\x1f", "…"])
def test_text_without_letters_is_undetermined(detector, text):
    """With no confidence at all."""
    detected = detector.detect(text, hint="tr")
    assert (detected.language, detected.confidence) == (UNDETERMINED, 0.0)


def test_brand_names_do_not_make_a_ukrainian_headline_english(detector):
    """Most letters are Latin; enough are not."""
    assert detector.detect("iPhone Pro Max: великий огляд", hint="uk").language == "uk"
    assert detector.detect("President Erdoğan visits Kyiv", hint="en").language == "en"


def test_headline_and_body_are_judged_each_for_itself(detector):
    """A Turkish headline over an English body is both."""
    text = detector.label(
        Text(
            "BM Genel Kurulu ateşkes kararını kabul etti",
            "The General Assembly adopted a resolution on Tuesday.",
            "It calls for a ceasefire.",
        ),
        hint="tr",
    )
    assert (text.language, text.lead_language, text.is_mixed) == ("tr", "en", True)


@pytest.mark.parametrize(
    ("title", "summary", "languages"),
    [
        ("Son dakika", "Meclis yeni bütçeyi kabul etti.", ("tr", "tr")),
        ("Breaking: the latest", "Парламент ухвалив новий бюджет.", ("en", "uk")),
        ("Україна сьогодні", "", ("uk", "")),
        ("", "Парламент ухвалив новий бюджет.", ("uk", "uk")),
        ("2026", "Meclis yeni bütçeyi kabul etti.", ("tr", "tr")),
        ("", "", (UNDETERMINED, "")),
    ],
)
def test_a_few_words_follow_their_lead(detector, title, summary, languages):
    """If the scripts agree; a missing lead follows its title."""
    text = detector.label(Text(title, summary))
    assert (text.language, text.summary_language) == languages


def test_only_expected_languages_and_their_neighbours_are_answers():
    """Who reads Turkish and English is not told about Indonesian; Azerbaijani is a neighbour."""
    narrow = LangdetectDetector(["tr", "en"])
    answers = {narrow.detect(headline).language for language, headline in LABELLED if language in {"pl", "de", "en", "tr", "az"}}
    assert answers <= {"tr", "az", "en"}


def test_scripts_nobody_expected_are_still_told_apart():
    """A Ukrainian article in a house that reads Turkish is not called Turkish."""
    assert LangdetectDetector(["tr"]).detect("Верховна Рада ухвалила новий бюджет на рік").language == "uk"


def test_the_answer_never_changes(detector):
    """Stock langdetect draws at random; ours gives one answer, in every thread and every instance."""
    texts = [headline for _, headline in LABELLED[::5]]
    expected = [detector.detect(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(LangdetectDetector().detect, texts)) == expected


@given(st.text(max_size=300), st.sampled_from(["", "tr", "uk", "xx", "en-GB"]))
def test_any_text_has_an_answer(detector, text, hint):
    """Nothing raises; confidence is a share."""
    detected = detector.detect(text, hint=hint)
    assert detected.language
    assert 0.0 <= detected.confidence <= 1.0


@pytest.mark.parametrize(("written", "code"), [("tr-TR", "tr"), ("TR", "tr"), ("iw", "he"), ("nb_NO", "no"), (" uk ", "uk"), ("", "")])
def test_codes_are_read_as_feeds_write_them(written, code):
    """ISO 639-1, whatever the region and the year."""
    assert normal_code(written) == code
