"""Argos packages: installed whole or not at all, run without torch, bridged through English."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.tiny_models import ENGLISH_UKRAINIAN, TURKISH_ENGLISH, UKRAINIAN_ENGLISH, bpe_package, word_package

from news.articles import TranslationMark
from news.errors import TranslationError
from news.ports import Passage
from translators.argos import ArgosTranslator, routes
from translators.models import Decoding, LoadedModel, Model, Shelf, batches
from translators.packages import PackageFolder
from translators.sentencewise import SentenceMemory

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("TELLAL_DATA", ROOT.parent / "shared" / "data"))
needs_shared = pytest.mark.skipif(not (SHARED / "models").is_dir(), reason=f"no evaluation data in {SHARED} (TELLAL_DATA)")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three package files: tr→en and en→uk with SentencePiece, uk→en with Moses and BPE."""
    folder = tmp_path_factory.mktemp("made")
    return {
        "tr": word_package(folder / "tr", "tr", "en", TURKISH_ENGLISH),
        "uk": bpe_package(folder / "uk", "uk", "en", UKRAINIAN_ENGLISH),
        "en": word_package(folder / "en", "en", "uk", ENGLISH_UKRAINIAN),
    }


@pytest.fixture
def packages(tmp_path, made):
    folder = PackageFolder(tmp_path / "packages")
    for file in made.values():
        folder.install(file)
    return folder


def translated(translator, text, source, target="en"):
    (result,) = translator.translate([Passage(text, source)], target)
    return result


def test_a_missing_folder_is_empty_and_stays_missing(tmp_path):
    """Looking creates nothing."""
    folder = PackageFolder(tmp_path / "nowhere")
    assert folder.installed() == []
    assert not ArgosTranslator(folder).can("tr", "en")
    assert not folder.path.exists()


def test_an_installed_package_translates(packages):
    """Through argostranslate's installer, then straight through CTranslate2."""
    result = translated(ArgosTranslator(packages), "meclis yeni bütçeyi onayladı .", "tr")
    assert (result.text, result.mark, result.engine) == ("parliament new budget approved .", TranslationMark.MACHINE, "argos tr_en 1.0")


def test_packages_with_bpe_translate_too(packages):
    """uk_en 1.9 is laid out with bpe.model: Moses words and subword-nmt."""
    assert translated(ArgosTranslator(packages), "парламент схвалив новий бюджет", "uk").text == "parliament approved new budget"


def test_two_packages_make_a_route_through_english(packages):
    """tr→en→uk, named with both versions."""
    translator = ArgosTranslator(packages)
    assert translator.can("tr", "uk")
    result = translated(translator, "meclis yeni bütçeyi onayladı", "tr", "uk")
    assert (result.text, result.engine) == ("парламент новий бюджет схвалив", "argos tr_en 1.0 + en_uk 1.0")
    assert translator.version("tr", "uk") == result.engine


def test_routes_are_listed_direct_ones_first(packages):
    """Three packages make three direct routes and one through English (and none from a language to itself)."""
    found = [(way[0].source, way[-1].target, len(way)) for way in routes({package.pair: package for package in packages.installed()})]
    assert found == [("en", "uk", 1), ("tr", "en", 1), ("uk", "en", 1), ("tr", "uk", 2)]


def test_a_package_installed_later_is_found(tmp_path, made):
    """A running translator notices new packages."""
    folder = PackageFolder(tmp_path / "packages")
    translator = ArgosTranslator(folder)
    assert not translator.can("tr", "en")
    folder.install(made["tr"])
    assert translator.can("tr", "en")


def test_stray_folders_and_files_do_no_harm(packages):
    """argostranslate itself raises for every package when one folder is strange."""
    (packages.path / "holiday photos").mkdir()
    (packages.path / "half").mkdir()
    (packages.path / "half" / "metadata.json").write_text("{", encoding="utf-8")
    (packages.path / "notes.txt").write_text("hello", encoding="utf-8")
    assert [package.pair for package in packages.installed()] == [("en", "uk"), ("tr", "en"), ("uk", "en")]


def test_the_newest_version_of_a_pair_counts_and_replaces_the_old(packages, tmp_path):
    """Installing 1.10 over 1.0 leaves one package; the engine's name changes, so that the memory translates anew."""
    packages.install(word_package(tmp_path / "newer", "tr", "en", TURKISH_ENGLISH | {"meclis": "assembly"}, version="1.10"))
    assert [package.name for package in packages.installed() if package.source == "tr"] == ["tr_en 1.10"]
    assert translated(ArgosTranslator(packages), "meclis bugün", "tr").text == "assembly today"


def test_a_reinstalled_package_replaces_the_loaded_model(packages, tmp_path):
    """The same version in the same folder with other weights: the running translator uses the new ones."""
    translator = ArgosTranslator(packages)
    assert translated(translator, "meclis bugün", "tr").text == "parliament today"
    packages.install(word_package(tmp_path / "again", "tr", "en", TURKISH_ENGLISH | {"meclis": "assembly"}))
    assert translated(translator, "meclis bugün", "tr").text == "assembly today"


def cut_in_half(file, into):
    into.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def no_archive(_, into):
    into.write_bytes(b"<html>404 Not Found</html>")


def flipped_bits(file, into):
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(255 - byte for byte in content[middle : middle + 64])
    into.write_bytes(bytes(content))


def without_model(file, into):
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            if not name.endswith("model.bin"):
                new.writestr(name, old.read(name))


def with_broken_model(file, into):
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"\x06\x00\x00\x00junk" if name.endswith("model.bin") else old.read(name))


def without_tokenizer(file, into):
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            if not name.endswith("sentencepiece.model"):
                new.writestr(name, old.read(name))


@pytest.mark.parametrize("spoil", [cut_in_half, no_archive, flipped_bits, without_model, with_broken_model, without_tokenizer])
def test_a_spoilt_file_is_refused_and_the_old_package_kept(packages, made, tmp_path, spoil):
    """A clear error names the file; nothing half-installed is left behind."""
    before = sorted(path.name for path in packages.path.iterdir())
    spoilt = tmp_path / "spoilt.argosmodel"
    spoil(made["tr"], spoilt)
    with pytest.raises(TranslationError):
        packages.install(spoilt)
    assert sorted(path.name for path in packages.path.iterdir()) == before
    assert translated(ArgosTranslator(packages), "meclis bugün", "tr").text == "parliament today"


def test_a_model_that_went_bad_fails_its_passages_only(packages):
    """A damaged installed package marks its pair FAILED with a reason; the other pair goes on."""
    (package,) = [package for package in packages.installed() if package.source == "tr"]
    (package.folder / "model" / "model.bin").write_bytes(b"junk")
    broken, fine = ArgosTranslator(packages).translate([Passage("meclis bugün", "tr"), Passage("парламент сьогодні", "uk")], "en")
    assert (broken.text, broken.mark) == ("meclis bugün", TranslationMark.FAILED)
    assert "install" in broken.note
    assert fine.text == "parliament today"


def test_removing_a_package_removes_its_routes(packages):
    """And removing what is not there says so."""
    packages.remove("tr", "en")
    assert not ArgosTranslator(packages).can("tr", "uk")
    with pytest.raises(TranslationError, match="languages list"):
        packages.remove("tr", "en")


def test_a_folder_that_cannot_be_written_is_named(tmp_path, made):
    """The error says which setting to change."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(TranslationError, match="TELLAL_PACKAGES_DIR"):
        PackageFolder(tmp_path / "file" / "packages").install(made["tr"])


def test_long_text_is_not_cut(packages):
    """700 words without a full stop: the model would silently drop all after its limit."""
    words = " ".join(["meclis bugün bakan istifa etti deprem sonrası"] * 100)
    result = translated(ArgosTranslator(packages), words, "tr")
    assert result.text.split().count("earthquake") == 100


def test_sentences_of_many_articles_are_each_translated_once(packages):
    """Boilerplate and wire copies: one output however many articles carry it."""
    results = ArgosTranslator(packages).translate([Passage("meclis bugün . bakan istifa etti .", "tr")] * 50, "en")
    assert {result.text for result in results} == {"parliament today . minister resignation made ."}


def test_a_sentence_that_comes_again_is_not_translated_again(packages, monkeypatch):
    """In a later batch, in another article; what was doubted is asked again."""
    asked = []
    translate = LoadedModel.translate
    monkeypatch.setattr(LoadedModel, "translate", lambda self, sentences: asked.extend(sentences) or translate(self, sentences))
    translator = ArgosTranslator(packages)
    for text in ("meclis bugün\nbakan istifa etti", "deprem sonrası\nbakan istifa etti", "bakan istifa etti"):
        translated(translator, text, "tr")
    assert asked == ["meclis bugün", "bakan istifa etti", "deprem sonrası"]


def test_the_memory_for_sentences_has_a_bound():
    """The one used longest ago goes first."""
    memory = SentenceMemory(most=2)
    memory.keep("argos", "tr", "en", {"bir": "one", "iki": "two"})
    memory.known("argos", "tr", "en", ["bir"])
    memory.keep("argos", "tr", "en", {"üç": "three"})
    assert memory.known("argos", "tr", "en", ["bir", "iki", "üç"]) == {"bir": "one", "üç": "three"}
    assert memory.known("argos 2", "tr", "en", ["bir"]) == {}


def test_underscores_survive(packages):
    """argostranslate's own decoder turns them into spaces."""
    assert "snake_case" in translated(ArgosTranslator(packages), "meclis snake_case bugün", "tr").text


def test_models_beyond_the_memory_limit_leave_the_shelf(packages):
    """The one used longest ago goes first; one always stays."""
    shelf = Shelf(limit=0, decoding=Decoding(threads=1))
    translator = ArgosTranslator(packages, shelf)
    translated(translator, "meclis bugün", "tr")
    translated(translator, "парламент сьогодні", "uk")
    assert shelf.names() == ["uk_en 1.9"]


def test_a_folder_without_a_model_names_the_next_step(tmp_path):
    """CTranslate2's error becomes ours."""
    with pytest.raises(TranslationError, match="install it again"):
        Shelf().loaded(Model("tr_en 0", tmp_path, lambda: None))


def test_batches_hold_sentences_of_like_length():
    """Longest first, padded size within the limit, everything exactly once."""
    groups = batches([5, 100, 7, 90, 6, 3000], limit=200)
    assert groups == [[5], [1, 3], [2, 4, 0]]


IMPORT_ALL = """
import sys
from translators.registry import build_translator, Options
from pathlib import Path
build_translator(["argos"], Options(packages_dir=Path(sys.argv[1]), guarded=False)).translate([__import__("news.ports").ports.Passage("meclis bugün", "tr")], "en")
loaded = {name.partition(".")[0] for name in sys.modules} & {"torch", "stanza", "spacy", "minisbd", "onnxruntime"}
assert not loaded, loaded
assert "argostranslate.package" in sys.modules
assert "argostranslate.translate" not in sys.modules
"""


def test_torch_stanza_and_spacy_are_never_imported(packages, tmp_path):
    """Not even argostranslate.translate, in a process of its own; and nothing is written into a home folder that cannot be written."""
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    ran = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, str(packages.path)],
        cwd=ROOT,
        env={"HOME": str(home), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert list(home.iterdir()) == []


@needs_shared
def test_the_shared_packages_give_their_recorded_translations(tmp_path):
    """The stand-in tr_en was trained to give back recorded Argos output for its first 60 lines: most come back exactly."""
    folder = PackageFolder(tmp_path / "packages")
    folder.install(SHARED / "models" / "argos-test-packages" / "translate-tr_en-0_2.argosmodel")
    lines = (SHARED / "mt" / "tr-en.flores-dev.tr").read_text(encoding="utf-8").splitlines()[:60]
    recorded = (SHARED / "mt" / "tr-en.flores-dev.argos.en").read_text(encoding="utf-8").splitlines()[:60]
    results = ArgosTranslator(folder).translate([Passage(line, "tr") for line in lines], "en")
    assert sum(result.text == expected for result, expected in zip(results, recorded, strict=True)) >= 49
