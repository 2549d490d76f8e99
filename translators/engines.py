"""What every engine here shares: how it names its model, and how a passage goes on in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, runtime_checkable

from news.articles import TranslationMark
from news.ports import Passage, Translation, Translator


@runtime_checkable
class Versioned(Protocol):
    """A translator whose model for a pair can change under one name; the translation memory asks it."""

    def version(self, source: str, target: str) -> str:
        """Engine and model version for a pair ("argos tr_en 1.5"): a new one means translating again."""
        ...


@runtime_checkable
class Closable(Protocol):
    """A translator that holds something open: a worker, a connection."""

    def close(self) -> None:
        """Let it go; whoever waits for a translation gets a `TranslationError`."""
        ...


def close(translator: Translator) -> None:
    """Let go what a translator holds open; nothing for one that holds nothing."""
    if isinstance(translator, Closable):
        translator.close()


def version_of(translator: Translator, source: str, target: str) -> str:
    """The engine and model version behind a pair; the bare name of a translator that has only one."""
    return translator.version(source, target) if isinstance(translator, Versioned) else translator.name


def unchanged(passage: Passage) -> Translation:
    """The publisher's own words: nothing to translate."""
    return Translation(passage.text, TranslationMark.ORIGINAL)


def unavailable(passage: Passage, engine: str, note: str) -> Translation:
    """The original, because no engine knows the pair."""
    return Translation(passage.text, TranslationMark.UNAVAILABLE, engine, note)


def failed(passage: Passage, engine: str, note: str) -> Translation:
    """The original, because the engine raised, hung or made something unusable."""
    return Translation(passage.text, TranslationMark.FAILED, engine, note)


def originals(passages: Iterable[Passage], mark: TranslationMark, engine: str, note: str) -> list[Translation]:
    """Every passage in its own words, with the reason why."""
    return [Translation(passage.text, mark, engine, note) for passage in passages]


def needs_translation(passage: Passage, target: str) -> bool:
    """Not in the target language already, and with something to translate."""
    return passage.language != target and any(character.isalpha() for character in passage.text)


def by_language(passages: Sequence[Passage], translate: Callable[[str, list[Passage]], list[Translation]]) -> list[Translation]:
    """Let `translate` work on the passages of one language at a time; results in the order of the passages."""
    places: dict[str, list[int]] = {}
    for at, passage in enumerate(passages):
        places.setdefault(passage.language, []).append(at)
    found: dict[int, Translation] = {}
    for language, positions in places.items():
        found.update(zip(positions, translate(language, [passages[at] for at in positions]), strict=True))
    return [found[at] for at in range(len(passages))]
