"""Any model folder converted for CTranslate2 (OPUS-MT, NLLB, MADLAD), by configuration per pair."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from news.errors import ConfigError
from news.ports import Passage, Translation
from translators.engines import by_language, needs_translation, unavailable, unchanged
from translators.models import Model, SentencePieceTokenizer, Shelf, Tokenizer
from translators.sentencewise import translate_passages


class Family(StrEnum):
    """How a model is told which languages it is to work between."""

    OPUS = "opus"
    """One pair a model; source.spm and target.spm, or one sentencepiece.model."""
    NLLB = "nllb"
    """Codes of FLORES-200 around the source and before the target."""
    MADLAD = "madlad"
    """The sign <2en> before the source."""


FLORES_CODES = {
    "ar": "arb_Arab", "az": "azj_Latn", "be": "bel_Cyrl", "bg": "bul_Cyrl", "cs": "ces_Latn", "da": "dan_Latn", "de": "deu_Latn",
    "el": "ell_Grek", "en": "eng_Latn", "es": "spa_Latn", "et": "est_Latn", "fa": "pes_Arab", "fi": "fin_Latn", "fr": "fra_Latn",
    "he": "heb_Hebr", "hi": "hin_Deva", "hu": "hun_Latn", "hy": "hye_Armn", "it": "ita_Latn", "ja": "jpn_Jpan", "ka": "kat_Geor",
    "kk": "kaz_Cyrl", "ko": "kor_Hang", "lt": "lit_Latn", "lv": "lvs_Latn", "mk": "mkd_Cyrl", "nl": "nld_Latn", "no": "nob_Latn",
    "pl": "pol_Latn", "pt": "por_Latn", "ro": "ron_Latn", "ru": "rus_Cyrl", "sk": "slk_Latn", "sl": "slv_Latn", "sv": "swe_Latn",
    "tr": "tur_Latn", "uk": "ukr_Cyrl", "ur": "urd_Arab", "vi": "vie_Latn", "zh": "zho_Hans",
}  # fmt: skip
"""NLLB's names of languages (FLORES-200)."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """One entry of the configuration: a folder and the pairs it serves."""

    folder: Path
    family: Family
    pairs: frozenset[tuple[str, str]]
    version: str = ""

    @property
    def name(self) -> str:
        return f"{self.folder.name} {self.version}".strip()

    @property
    def size(self) -> int:
        """Bytes on disk; nothing while the folder is missing."""
        return sum(file.stat().st_size for file in self.folder.glob("*") if file.is_file())

    def model(self, source: str, target: str) -> Model:
        """The folder prepared for one pair."""
        before, start = _SIGNS[self.family](source, target)
        return Model(self.name, self.folder, lambda: _tokenizer(self.folder), before, _ending(self.folder), start)


class FolderTranslator:
    """`news.ports.Translator` over converted model folders. The first folder that serves a pair is used."""

    name = "ctranslate2"

    def __init__(self, folders: Sequence[ModelFolder], shelf: Shelf | None = None) -> None:
        self._folders = tuple(folders)
        self._shelf = shelf or Shelf()

    @classmethod
    def from_file(cls, path: str | Path) -> FolderTranslator:
        """Read a YAML list of {folder, family, pairs: ["tr>en", …], version}; folders are relative to the file. Raises `ConfigError`."""
        return cls(read_folders(Path(path)))

    def can(self, source: str, target: str) -> bool:
        return source == target or self._serving(source, target) is not None

    def version(self, source: str, target: str) -> str:
        """Engine, folder and version of what serves the pair."""
        folder = self._serving(source, target)
        return f"{self.name} {folder.name}" if folder else self.name

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        return by_language(passages, lambda source, group: self._translated(source, group, target))

    def _serving(self, source: str, target: str) -> ModelFolder | None:
        return next((folder for folder in self._folders if (source, target) in folder.pairs), None)

    def _translated(self, source: str, passages: Sequence[Passage], target: str) -> list[Translation]:
        folder = self._serving(source, target)
        if folder is None:
            note = f"no model folder serves {source} to {target}"
            return [
                unavailable(passage, self.name, note) if needs_translation(passage, target) else unchanged(passage) for passage in passages
            ]
        model = folder.model(source, target)
        return translate_passages(
            passages, source, target, self.version(source, target), [lambda texts: self._shelf.loaded(model).translate(texts)]
        )


_Signs = tuple[tuple[str, ...], tuple[str, ...]]


def _opus(_source: str, _target: str) -> _Signs:
    return (), ()


def _nllb(source: str, target: str) -> _Signs:
    return (FLORES_CODES[source],), (FLORES_CODES[target],)


def _madlad(_source: str, target: str) -> _Signs:
    return (f"<2{target}>",), ()


def _ending(folder: Path) -> tuple[str, ...]:
    """The end sign these families were trained with, unless the converted model adds it by itself."""
    try:
        adds_it = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("add_source_eos", False)
    except (OSError, ValueError):
        adds_it = False
    return () if adds_it else ("</s>",)


_SIGNS: dict[Family, Callable[[str, str], _Signs]] = {Family.OPUS: _opus, Family.NLLB: _nllb, Family.MADLAD: _madlad}
"""Before the source, before the target."""

_TOKENIZER_FILES = (("source.spm", "target.spm"), ("sentencepiece.model", ""), ("sentencepiece.bpe.model", ""), ("spiece.model", ""))


def _tokenizer(folder: Path) -> Tokenizer:
    for source, target in _TOKENIZER_FILES:
        if (folder / source).is_file():
            return SentencePieceTokenizer(folder / source, folder / target if target else None)
    raise OSError(f"{folder} has none of {', '.join(names[0] for names in _TOKENIZER_FILES)}")


def read_folders(path: Path) -> list[ModelFolder]:
    """The entries of a configuration file. Raises `ConfigError` naming file and entry."""
    try:
        rows = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise ConfigError(f"{path}: the list of model folders cannot be read ({error})") from error
    if not isinstance(rows, list):
        raise ConfigError(f"{path}: write a list of entries with folder, family and pairs")
    return [_folder(path, at, row) for at, row in enumerate(rows, start=1)]


def _folder(path: Path, at: int, row: object) -> ModelFolder:
    if not isinstance(row, dict) or not {"folder", "pairs"} <= row.keys() <= {"folder", "pairs", "family", "version"}:
        raise ConfigError(f"{path}: entry {at} must have folder and pairs, and may have family and version")
    family = str(row.get("family", Family.OPUS))
    if family not in set(Family):
        raise ConfigError(f"{path}: entry {at}: family {family!r} is none of {', '.join(Family)}")
    pairs = frozenset(_pair(path, at, pair, Family(family)) for pair in _listed(row["pairs"]))
    return ModelFolder(path.parent / str(row["folder"]), Family(family), pairs, str(row.get("version", "")))


def _listed(pairs: object) -> Iterable[object]:
    return pairs if isinstance(pairs, list) else [pairs]


def _pair(path: Path, at: int, pair: object, family: Family) -> tuple[str, str]:
    source, arrow, target = (part.strip() for part in str(pair).partition(">"))
    if not (arrow and source and target):
        raise ConfigError(f'{path}: entry {at}: "{pair}" is no pair; write it like "tr>en"')
    if family is Family.NLLB and not {source, target} <= FLORES_CODES.keys():
        raise ConfigError(f'{path}: entry {at}: NLLB\'s name of one language of "{pair}" is not known here')
    return source, target
