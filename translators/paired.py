"""An engine for some pairs only: who translates what, and which languages' texts may leave the machine, is the operator's to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from news.ports import Passage, Translation, Translator
from translators.engines import by_language, close, needs_translation, unavailable, unchanged, version_of

ANY = "*"
_PAIRS = re.compile(r"@((?:[a-z]{2,3}|\*)>(?:[a-z]{2,3}|\*)(?:\+(?:[a-z]{2,3}|\*)>(?:[a-z]{2,3}|\*))*)$")

Pairs = frozenset[tuple[str, str]]


def without_pairs(name: str) -> tuple[str, Pairs]:
    """Part "libretranslate@ka>en+hy>en" into the engine's name and the pairs it is for; none when it is for all. `*` is any language."""
    found = _PAIRS.search(name)
    if not found:
        return name, frozenset()
    pairs = (pair.split(">") for pair in found[1].split("+"))
    return name[: found.start()], frozenset((source, target) for source, target in pairs)


class PairedTranslator:
    """`news.ports.Translator` that knows nothing but its pairs; no other text reaches the engine behind it."""

    def __init__(self, engine: Translator, pairs: Iterable[tuple[str, str]]) -> None:
        self.name = engine.name
        self._engine = engine
        self._pairs = frozenset(pairs)

    def can(self, source: str, target: str) -> bool:
        return source == target or (self._serves(source, target) and self._engine.can(source, target))

    def version(self, source: str, target: str) -> str:
        """That of the engine."""
        return version_of(self._engine, source, target)

    def close(self) -> None:
        """Let the engine go."""
        close(self._engine)

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        return by_language(passages, lambda source, group: self._translated(source, group, target))

    def _translated(self, source: str, passages: list[Passage], target: str) -> list[Translation]:
        if self._serves(source, target):
            return self._engine.translate(passages, target)
        note = f"{self.name} is not to translate {source} to {target} here"
        return [unavailable(each, self.name, note) if needs_translation(each, target) else unchanged(each) for each in passages]

    def _serves(self, source: str, target: str) -> bool:
        return not self._pairs.isdisjoint({(source, target), (source, ANY), (ANY, target), (ANY, ANY)})
