"""Passages through a sentence model: split, every sentence once, one batch, doubted, joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

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


def translate_passages(passages: Sequence[Passage], source: str, target: str, engine: str, steps: Sequence[Step]) -> list[Translation]:
    """All passages of one pair through the models of its route, in one batch per model.

    `engine` names the models in each `Translation`. A doubted sentence stays in the original: the passage is then PARTIAL, or FAILED when no
    sentence of it could be used. A `TranslationError` of a model marks every passage FAILED with its text.
    """
    parted = [split(passage.text, source) if needs_translation(passage, target) else [] for passage in passages]
    try:
        outcomes = _outcomes((sentence.text for sentences in parted for sentence in sentences if sentence.has_words), source, target, steps)
    except TranslationError as error:
        return [
            failed(passage, engine, str(error)) if sentences else unchanged(passage)
            for passage, sentences in zip(passages, parted, strict=True)
        ]
    return [
        _joined(passage, sentences, outcomes, engine) if sentences else unchanged(passage)
        for passage, sentences in zip(passages, parted, strict=True)
    ]


def _outcomes(sentences: Iterable[str], source: str, target: str, steps: Sequence[Step]) -> dict[str, Outcome]:
    """Wire copies and boilerplate stand in many articles: each different sentence goes through the models once."""
    originals = list(dict.fromkeys(sentences))
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
