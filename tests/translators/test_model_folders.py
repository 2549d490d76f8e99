"""Model folders as users bring them: each family's files and language signs."""

from __future__ import annotations

import pytest
from support.tiny_models import TURKISH_ENGLISH, model_folder

from news.ports import Passage
from translators.ctranslate2 import Family, FolderTranslator, ModelFolder

TR_EN = frozenset({("tr", "en")})


def renamed(folder, name):
    place = model_folder(folder, TURKISH_ENGLISH)
    (place / "sentencepiece.model").rename(place / name)
    return place


def test_nllb_is_told_both_languages(tmp_path):
    """FLORES codes before the source and before the target; the target's is not part of the translation."""
    folder = ModelFolder(renamed(tmp_path / "nllb", "sentencepiece.bpe.model"), Family.NLLB, TR_EN)
    model = folder.model("tr", "en")
    assert (model.source_prefix, model.source_suffix, model.target_prefix) == (("tur_Latn",), ("</s>",), ("eng_Latn",))
    (result,) = FolderTranslator([folder]).translate([Passage("meclis yeni bütçeyi onayladı", "tr")], "en")
    assert result.text == "parliament new budget approved"


def test_madlad_is_told_the_target(tmp_path):
    """The sign <2en> before the source, and nothing before the target."""
    folder = ModelFolder(renamed(tmp_path / "madlad", "spiece.model"), Family.MADLAD, TR_EN)
    model = folder.model("tr", "en")
    assert (model.source_prefix, model.source_suffix, model.target_prefix) == (("<2en>",), ("</s>",), ())
    (result,) = FolderTranslator([folder]).translate([Passage("meclis yeni bütçeyi onayladı", "tr")], "en")
    assert result.text.endswith("parliament new budget approved")


def test_opus_may_have_a_tokenizer_for_each_side(tmp_path):
    """source.spm and target.spm; no signs."""
    place = renamed(tmp_path / "opus", "source.spm")
    (place / "target.spm").write_bytes((place / "source.spm").read_bytes())
    folder = ModelFolder(place, Family.OPUS, TR_EN)
    assert (folder.model("tr", "en").source_prefix, folder.model("tr", "en").target_prefix) == ((), ())
    (result,) = FolderTranslator([folder]).translate([Passage("yeni köprü açıldı", "tr")], "en")
    assert result.text == "new bridge opened"


@pytest.mark.parametrize("family", Family)
def test_a_folder_without_a_tokenizer_fails_its_passages_only(tmp_path, family):
    """The note names what is missing."""
    place = model_folder(tmp_path / "bare", TURKISH_ENGLISH)
    (place / "sentencepiece.model").unlink()
    (result,) = FolderTranslator([ModelFolder(place, family, TR_EN)]).translate([Passage("meclis bugün", "tr")], "en")
    assert result.text == "meclis bugün"
    assert "source.spm" in result.note
