"""What was translated once is never translated again: the store's translations in front of any translator."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from news.articles import TranslationMark
from news.errors import TranslationError
from news.ports import Passage, Store, Translation, Translator
from translators.engines import originals, version_of

BatchRunner = Callable[[Translator, Sequence[Passage], str], Awaitable[list[Translation]]]
"""Runs `translator.translate` without blocking the event loop."""

KEPT_MARKS = frozenset({TranslationMark.MACHINE, TranslationMark.RECORDED, TranslationMark.PARTIAL})
"""A failure or a missing engine is a fact about today, not about the text: it is asked again next time."""


@dataclass(slots=True)
class Hits:
    """How often the memory knew the answer, for metrics. Counted in distinct passages."""

    known: int = 0
    translated: int = 0

    @property
    def rate(self) -> float:
        """Share of distinct passages that needed no engine, 0..1 (0.0 before the first)."""
        asked = self.known + self.translated
        return self.known / asked if asked else 0.0


async def off_loop(translator: Translator, passages: Sequence[Passage], target: str) -> list[Translation]:
    """The usual `BatchRunner`: a thread."""
    return await asyncio.to_thread(translator.translate, passages, target)


@dataclass(slots=True)
class TranslationMemory:
    """Translates through the store's memory.

    Identical passages of one batch are translated once; what was translated before (also before a restart) is not translated again
    while the engine keeps its name. FAILED, UNAVAILABLE and POSTPONED results are not remembered. A broken engine (`TranslationError`, or anything
    a `BatchRunner` turns into it) gives originals marked FAILED. Raises only `StorageError`.
    """

    store: Store
    translator: Translator
    run: BatchRunner = off_loop
    hits: Hits = field(default_factory=Hits)

    async def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        """One `Translation` per passage, in the same order."""
        keys = await asyncio.to_thread(self._keys, passages, target)
        found = await self._recalled(keys, target)
        return [found[passage] for passage in passages]

    def _keys(self, passages: Sequence[Passage], target: str) -> dict[Passage, str]:
        """Off the loop: an engine may have to look at a disk or ask a server which version it is."""
        versions = {source: version_of(self.translator, source, target) for source in {passage.language for passage in passages}}
        return {passage: translation_key(passage, target, versions[passage.language]) for passage in dict.fromkeys(passages)}

    async def _recalled(self, keys: Mapping[Passage, str], target: str) -> dict[Passage, Translation]:
        foreign = {passage: key for passage, key in keys.items() if passage.language != target}
        known = await self.store.translations(foreign.values()) if foreign else {}
        found = {passage: known[key] for passage, key in foreign.items() if key in known}
        fresh = await self._translated([passage for passage in foreign if passage not in found], target)
        self.hits.known += len(found)
        self.hits.translated += len(fresh)
        await self._remember({foreign[passage]: translation for passage, translation in fresh.items()})
        return {passage: Translation(passage.text, TranslationMark.ORIGINAL) for passage in keys} | found | fresh

    async def _translated(self, passages: list[Passage], target: str) -> dict[Passage, Translation]:
        if not passages:
            return {}
        try:
            return dict(zip(passages, await self.run(self.translator, passages, target), strict=True))
        except TranslationError as error:
            return dict(zip(passages, originals(passages, TranslationMark.FAILED, self.translator.name, str(error)), strict=True))

    async def _remember(self, fresh: Mapping[str, Translation]) -> None:
        lasting = {key: translation for key, translation in fresh.items() if translation.mark in KEPT_MARKS}
        if not lasting:
            return
        async with self.store.transaction() as writing:
            await writing.put_translations(lasting)


def translation_key(passage: Passage, target: str, engine: str) -> str:
    """The cache key: sha256 (hex) of the engine with its model version, the pair and the text."""
    told_apart = f"{engine}\x1f{passage.language}\x1f{target}\x1f{passage.text}"
    return hashlib.sha256(told_apart.encode("utf-8", "surrogatepass")).hexdigest()
