"""Passages through a sentence model: split, every sentence once, one batch, doubted, joined."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from news.articles import TranslationMark
from news.errors import TranslationError
from news.ports import Passage, Translation
from translators.engines import failed, needs_translation, unchanged
from translators.guards import Doubt, doubt
from translators.sentences import Sentence, join, sentence_case, split

Step = Callable[[Sequence[str]], list[str]]
"""Sentences in one language to sentences in another, one model."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sentence: the words to show, and why they are the original ones if they are."""

    text: str
    doubt: Doubt | None = None


@dataclass(slots=True)
class SentenceMemory:
    """Sentences that come again (boilerplate, quotations, half a wire copy) and what became of them, the last `most`. Thread-safe.

    Whole passages are remembered in the store, over restarts (`translators.memory`); this saves the work between two of them that share sentences.
    """

    most: int = 20_000
    _held: OrderedDict[tuple[str, str, str, str], str] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def known(self, engine: str, source: str, target: str, sentences: Iterable[str]) -> dict[str, str]:
        """Those it has an output for."""
        with self._lock:
            found = {each: self._held[key] for each in sentences if (key := (engine, source, target, each)) in self._held}
            for each in found:
                self._held.move_to_end((engine, source, target, each))
            return found

    def keep(self, engine: str, source: str, target: str, outputs: Mapping[str, str]) -> None:
        with self._lock:
            self._held.update({(engine, source, target, original): output for original, output in outputs.items()})
            while len(self._held) > self.most:
                self._held.popitem(last=False)

    def clear(self) -> None:
        """Forget everything: the weights behind an engine's name have changed."""
        with self._lock:
            self._held.clear()


def translate_passages(
    passages: Sequence[Passage], source: str, target: str, engine: str, steps: Sequence[Step], memory: SentenceMemory | None = None
) -> list[Translation]:
    """All passages of one pair through the models of its route, in one batch per model; sentences the `memory` knows are not asked again.

    `engine` names the models in each `Translation`. A doubted sentence stays in the original: the passage is then PARTIAL, or FAILED when no
    sentence of it could be used. A `TranslationError` of a model marks every passage FAILED with its text.
    """
    parted = [split(passage.text, source) if needs_translation(passage, target) else [] for passage in passages]
    try:
        originals = list(dict.fromkeys(sentence.text for sentences in parted for sentence in sentences if sentence.has_words))
        known = memory.known(engine, source, target, originals) if memory else {}
        outcomes = _outcomes([original for original in originals if original not in known], source, target, steps)
    except TranslationError as error:
        return [
            failed(passage, engine, str(error)) if sentences else unchanged(passage)
            for passage, sentences in zip(passages, parted, strict=True)
        ]
    if memory:
        memory.keep(engine, source, target, {original: each.text for original, each in outcomes.items() if not each.doubt})
    outcomes |= {original: Outcome(output) for original, output in known.items()}
    return [
        _joined(passage, sentences, outcomes, engine) if sentences else unchanged(passage)
        for passage, sentences in zip(passages, parted, strict=True)
    ]


def _outcomes(originals: Sequence[str], source: str, target: str, steps: Sequence[Step]) -> dict[str, Outcome]:
    """Wire copies and boilerplate stand in many articles: each different sentence goes through the models once."""
    outputs = [sentence_case(original) for original in originals]
    for step in steps:
        outputs = step(outputs) if outputs else []
    return {original: _outcome(original, output, source, target) for original, output in zip(originals, outputs, strict=True)}


def _outcome(original: str, output: str, source: str, target: str) -> Outcome:
    reason = doubt(original, output, source, target)
    return Outcome(original if reason else output, reason)


def _joined(passage: Passage, sentences: Sequence[Sentence], outcomes: Mapping[str, Outcome], engine: str) -> Translation:
    results = [outcomes.get(sentence.text) or Outcome(sentence.text) for sentence in sentences]
    doubts = list(dict.fromkeys(result.doubt for result in results if result.doubt))
    if not doubts:
        return Translation(join(sentences, (result.text for result in results)), TranslationMark.MACHINE, engine)
    note = "; ".join(doubts)
    if all(result.doubt for result, sentence in zip(results, sentences, strict=True) if sentence.has_words):
        return failed(passage, engine, note)
    return Translation(join(sentences, (result.text for result in results)), TranslationMark.PARTIAL, engine, note)
