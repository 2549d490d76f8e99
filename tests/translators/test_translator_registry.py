"""From names to translators."""

from __future__ import annotations

import pytest
from support.odd_engines import CountingTranslator
from support.tiny_models import TURKISH_ENGLISH, model_folder, word_package

from news.articles import TranslationMark
from news.errors import ConfigError
from news.ports import Passage
from translators.packages import PackageFolder
from translators.paired import PairedTranslator, without_pairs
from translators.registry import Options, build_translator


def test_no_names_mean_no_translator():
    """And so does "none"."""
    assert build_translator([]).name == build_translator(["none"]).name == "none"


def test_several_names_are_tried_in_order(tmp_path):
    """The fallback is named after its engines."""
    (tmp_path / "phrases.yaml").write_text('"tr>en": {evet: yes-word}', encoding="utf-8")
    translator = build_translator([f"glossary:{tmp_path / 'phrases.yaml'}", "libretranslate"], libretranslate_url="http://127.0.0.1:9")
    assert translator.name == "glossary>libretranslate"


def test_argos_runs_in_a_worker_of_its_own(tmp_path):
    """Guarded as the operator gets it."""
    PackageFolder(tmp_path / "packages").install(word_package(tmp_path / "made", "tr", "en", TURKISH_ENGLISH))
    translator = build_translator(["argos"], packages_dir=tmp_path / "packages")
    try:
        assert translator.version("tr", "en") == "argos tr_en 1.0"
        assert translator.translate([Passage("yeni köprü", "tr")], "en")[0].text == "new bridge"
    finally:
        translator.close()


def test_model_folders_are_listed_in_a_file(tmp_path):
    """Folders are relative to the file that lists them."""
    model_folder(tmp_path / "opus", TURKISH_ENGLISH)
    (tmp_path / "models.yaml").write_text('- {folder: opus, family: opus, pairs: ["tr>en"], version: 2020}', encoding="utf-8")
    translator = build_translator([f"ctranslate2:{tmp_path / 'models.yaml'}"], Options(guarded=False))
    (result,) = translator.translate([Passage("yeni köprü", "tr")], "en")
    assert (result.text, result.engine) == ("new bridge", "ctranslate2 opus 2020")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["argo"], 'did you mean "argos"'),
        (["deepl"], "known are argos"),
        (["glossary"], "glossary:PHRASES.yaml"),
        (["ctranslate2"], "ctranslate2:MODELS.yaml"),
        (["libretranslate"], "TELLAL_LIBRETRANSLATE_URL"),
        (["no.such.module:build"], "cannot be built"),
        (["news.articles:Media"], "cannot be built"),
        (["collections:OrderedDict"], "is no translator"),
    ],
)
def test_what_cannot_be_built_is_named(names, said):
    """With the next step, before anything starts."""
    with pytest.raises(ConfigError, match=said):
        build_translator(names)


def test_a_dotted_path_builds_somebody_elses_translator():
    """The advertised plug-in point."""
    assert build_translator(["support.odd_engines:PoisonedTranslator"]).name == "poisoned"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{folder: x}", "entry 1"),
        ("{folder: x, pairs: [tren]}", "tren"),
        ("{folder: x, pairs: [tr>en], family: gpt}", "gpt"),
        ("{folder: x, pairs: [tlh>en], family: nllb}", "tlh"),
        ("{folder: x, pairs: [tr>en], colour: red}", "entry 1"),
    ],
)
def test_an_entry_that_cannot_be_read_is_named(tmp_path, entry, said):
    """File and entry."""
    file = tmp_path / "models.yaml"
    file.write_text(f"- {entry}", encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        build_translator([f"ctranslate2:{file}"], Options(guarded=False))


def test_the_key_is_not_in_the_representation():
    """Options end up in logs."""
    assert "hidden" not in repr(Options(libretranslate_key="hidden"))


@pytest.mark.parametrize(
    ("written", "served", "refused"),
    [
        ("glossary:{file}@tr>en", {("tr", "en")}, {("uk", "en")}),
        ("glossary:{file}@tr>en+uk>en", {("tr", "en"), ("uk", "en")}, set()),
        ("glossary:{file}@*>en", {("tr", "en"), ("uk", "en")}, set()),
        ("glossary:{file}@uk>*", {("uk", "en")}, {("tr", "en")}),
    ],
)
def test_an_engine_can_be_for_some_pairs_only(tmp_path, written, served, refused):
    """By name, in the setting; every language is `*`."""
    file = tmp_path / "phrases.yaml"
    file.write_text('"tr>en": {merhaba: hello}\n"uk>en": {привіт: hello}\n', encoding="utf-8")
    translator = build_translator([written.format(file=file)])
    assert all(translator.can(*pair) for pair in served)
    assert not any(translator.can(*pair) for pair in refused)


def test_no_text_of_another_pair_reaches_an_engine():
    """What is not to leave the machine does not: the engine is not even asked."""
    engine = CountingTranslator()
    results = PairedTranslator(engine, {("ka", "en")}).translate([Passage("merhaba dünya", "tr"), Passage("გამარჯობა", "ka")], "en")
    assert engine.batches == [["გამარჯობა"]]
    assert (results[0].text, results[0].mark) == ("merhaba dünya", TranslationMark.UNAVAILABLE)
    assert "tr to en" in results[0].note


@pytest.mark.parametrize("name", ["libretranslate:http://me@there.example", "glossary:odd@name.yaml"])
def test_an_at_sign_elsewhere_is_no_pair(name):
    """Addresses and file names may have one."""
    assert without_pairs(name) == (name, frozenset())
