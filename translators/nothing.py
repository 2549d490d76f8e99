"""No engine at all: the street runs without a model, and says so on every article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from news.ports import Passage, Translation
from translators.engines import needs_translation, unavailable, unchanged


@dataclass(slots=True)
class NoTranslator:
    """Gives every foreign passage back in the original, UNAVAILABLE."""

    name: str = "none"
    note: str = "no translator is configured"

    def can(self, source: str, target: str) -> bool:
        return source == target

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        return [self._translated(passage, target) for passage in passages]

    def _translated(self, passage: Passage, target: str) -> Translation:
        return unavailable(passage, self.name, self.note) if needs_translation(passage, target) else unchanged(passage)
