"""The glossary translator: recorded phrases instead of a model.

The demo and the tests translate with it, so that they need no download and give the same words every time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from news.articles import PIVOT_LANGUAGE, TranslationMark
from news.errors import ConfigError
from news.ports import Passage, Translation
from translators.engines import needs_translation, unavailable, unchanged

Pair = tuple[str, str]
Phrases = Mapping[str, str]

_ARROW = ">"


@dataclass(slots=True)
class GlossaryTranslator:
    """Gives back recorded translations of whole passages; anything else comes back in the original, UNAVAILABLE.

    `phrases` maps (from, to) to original → translation. Passages are found whatever their white space. A pair without phrases
    of its own is bridged through English when both halves are recorded (tr>en, then en>uk).
    """

    phrases: Mapping[Pair, Phrases]
    name: str = "glossary"

    @classmethod
    def from_phrases(cls, phrases: Mapping[Pair, Phrases]) -> GlossaryTranslator:
        """From originals as people write them; white space is evened out here."""
        return cls({pair: {_folded(text): translation for text, translation in rows.items()} for pair, rows in phrases.items()})

    @classmethod
    def from_file(cls, path: str | Path) -> GlossaryTranslator:
        """Read a YAML or JSON file whose top-level keys are "tr>en", "en>uk"…, each a mapping original → translation.

        Raises `ConfigError` naming the file and the key that cannot be read.
        """
        return cls.from_phrases(read_phrases(Path(path)))

    def can(self, source: str, target: str) -> bool:
        return source == target or (source, target) in self.phrases or self._bridged(source, target)

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        return [self._translated(passage, target) for passage in passages]

    def _bridged(self, source: str, target: str) -> bool:
        return (source, PIVOT_LANGUAGE) in self.phrases and (PIVOT_LANGUAGE, target) in self.phrases

    def _translated(self, passage: Passage, target: str) -> Translation:
        if not needs_translation(passage, target):
            return unchanged(passage)
        recorded = self._recorded(passage, target)
        if recorded is None:
            return unavailable(passage, self.name, "not in the glossary")
        return Translation(recorded, TranslationMark.RECORDED, self.name)

    def _recorded(self, passage: Passage, target: str) -> str | None:
        direct = self._looked_up(passage.text, (passage.language, target))
        if direct is not None:
            return direct
        pivot = self._looked_up(passage.text, (passage.language, PIVOT_LANGUAGE))
        return None if pivot is None else self._looked_up(pivot, (PIVOT_LANGUAGE, target))

    def _looked_up(self, text: str, pair: Pair) -> str | None:
        return self.phrases.get(pair, {}).get(_folded(text))


def read_phrases(path: Path) -> dict[Pair, dict[str, str]]:
    """The phrases of a glossary file, by pair."""
    content = _read(path)
    if not isinstance(content, dict):
        raise ConfigError(f'{path}: a glossary is a mapping of pairs ("tr>en") to phrases')
    return {_pair(path, key): _rows(path, key, rows) for key, rows in content.items()}


def _read(path: Path) -> object:
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: the glossary cannot be read ({error})") from error
    except YAMLError as error:
        raise ConfigError(f"{path}: the glossary is neither YAML nor JSON ({error})") from error


def _pair(path: Path, key: object) -> Pair:
    source, arrow, target = str(key).partition(_ARROW)
    if not (arrow and source.strip() and target.strip()):
        raise ConfigError(f'{path}: "{key}" is no pair of languages; write it like "tr>en"')
    return source.strip(), target.strip()


def _rows(path: Path, key: object, rows: object) -> dict[str, str]:
    if not isinstance(rows, dict) or not all(isinstance(text, str) for row in rows.items() for text in row):
        raise ConfigError(f'{path}: "{key}" must map originals to translations, both as text')
    return dict(rows)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
