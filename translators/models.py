"""Running a converted model folder. The only door to CTranslate2 and SentencePiece's processors."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

import ctranslate2
import sentencepiece

from news.errors import TranslationError

MEGABYTE = 1 << 20
BATCH_TOKENS = 160
"""Tokens of sentences of like length that go through the model together. Two pairs of published size stay below 500 MB with it;
2,048 took 2.3 GB and were no faster (bench/translate_memory.py)."""

LONG_ROOM = 256
"""Tokens an output may have at last. A model that loses itself repeats until it is stopped, and argostranslate stops it here (CTranslate2's own
default); in a batch that would take 1.2 GB and most of the time. So a batch is stopped at twice its longest sentence, and what was not at its end by then is
tried again alone, to here."""


class Tokenizer(Protocol):
    """Words to the model's pieces and back."""

    def encode(self, sentence: str) -> list[str]: ...

    def decode(self, tokens: list[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model searches. Beam and length penalty are what Argos Translate itself uses."""

    beam_size: int = 4
    length_penalty: float = 0.2
    threads: int = 0
    """0: one per core. Each sentence batch runs on one thread, batches run side by side: that costs the least CPU per sentence."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model folder with its tokenizer, not loaded."""

    name: str
    folder: Path
    tokenizer: Callable[[], Tokenizer]
    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes on disk; about what it takes in memory."""
        return sum(file.stat().st_size for file in self.folder.iterdir() if file.is_file())

    @property
    def edition(self) -> int:
        """Changes when the weights in the folder are replaced."""
        weights = self.folder / "model.bin"
        return weights.stat().st_mtime_ns if weights.exists() else 0


class LoadedModel:
    """A model in memory. Thread-safe."""

    def __init__(self, model: Model, decoding: Decoding) -> None:
        self._model = model
        self._decoding = decoding
        try:
            self._tokenizer = model.tokenizer()
            self._translator = ctranslate2.Translator(
                str(model.folder), compute_type="int8", inter_threads=decoding.threads or os.cpu_count() or 1, intra_threads=1
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise TranslationError(f"the model {model.name} cannot be loaded ({error}); remove and install it again") from error

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """One output per sentence, in order; "" where the model refuses one. Raises `TranslationError` when it refuses them all."""
        tokens = [self._encoded(sentence) for sentence in sentences]
        refusals: list[Exception] = []
        outputs = self._searched(batches([len(row) for row in tokens]), tokens, 0, refusals)
        if sentences and len(refusals) == len(sentences):
            raise TranslationError(f"the model {self._model.name} failed ({refusals[0]})") from refusals[0]
        unfinished = [[at] for at, (_, room) in outputs.items() if len(outputs[at][0]) >= room and room < LONG_ROOM]
        outputs |= {at: found for at, found in self._searched(unfinished, tokens, LONG_ROOM, []).items() if found[0]}
        return [self._decoded(outputs[at][0]) for at in range(len(sentences))]

    def _searched(
        self, groups: Sequence[Sequence[int]], tokens: Sequence[list[str]], least_room: int, refusals: list[Exception]
    ) -> dict[int, tuple[list[str], int]]:
        """Each output, with the room it had."""
        rooms = [max(least_room, 2 * max(len(tokens[at]) for at in group) + 10) for group in groups]
        pending = [(group, room, self._submitted([tokens[at] for at in group], room)) for group, room in zip(groups, rooms, strict=True)]
        return {at: found for group, room, results in pending for at, found in self._collected(group, room, results, tokens, refusals)}

    def _collected(
        self,
        group: Sequence[int],
        room: int,
        results: Sequence[ctranslate2.AsyncTranslationResult],
        tokens: Sequence[list[str]],
        refusals: list[Exception],
    ) -> list[tuple[int, tuple[list[str], int]]]:
        """What came of a batch. One sentence the model refuses (it, or its output, is longer than the table of positions) fails its batch: then each is tried alone."""
        try:
            return [(at, (result.result().hypotheses[0], room)) for at, result in zip(group, results, strict=True)]
        except (RuntimeError, ValueError) as error:
            if len(group) == 1:
                refusals.append(error)
                return [(group[0], ([], room))]
        alone = ((at, self._submitted([tokens[at]], room)) for at in group)
        return [row for at, again in alone for row in self._collected([at], room, again, tokens, refusals)]

    def _encoded(self, sentence: str) -> list[str]:
        return [*self._model.source_prefix, *self._tokenizer.encode(sentence), *self._model.source_suffix]

    def _submitted(self, tokens: list[list[str]], room: int) -> list[ctranslate2.AsyncTranslationResult]:
        prefix = [list(self._model.target_prefix)] * len(tokens) if self._model.target_prefix else None
        submitted: list[ctranslate2.AsyncTranslationResult] = self._translator.translate_batch(
            tokens,
            target_prefix=prefix,
            beam_size=self._decoding.beam_size,
            length_penalty=self._decoding.length_penalty,
            replace_unknowns=True,
            max_input_length=0,
            max_decoding_length=room,
            asynchronous=True,
        )
        return submitted

    def _decoded(self, tokens: list[str]) -> str:
        return self._tokenizer.decode(tokens[len(self._model.target_prefix) :]).strip()


class Shelf:
    """The models in memory: those used last, up to `limit` MB (one is always kept). Thread-safe."""

    def __init__(self, limit: int = 600, decoding: Decoding | None = None) -> None:
        self._limit = limit * MEGABYTE
        self._decoding = decoding or Decoding()
        self._loaded: OrderedDict[Path, _Shelved] = OrderedDict()
        self._lock = Lock()

    def loaded(self, model: Model) -> LoadedModel:
        """The model, loaded when it is not there yet. Raises `TranslationError` when it cannot be."""
        with self._lock:
            held = self._loaded.pop(model.folder, None)
            if held is None or held.edition != model.edition:
                self._make_room(model.size)
                held = _Shelved(LoadedModel(model, self._decoding), model.name, model.size, model.edition)
            self._loaded[model.folder] = held
            return held.loaded

    def names(self) -> list[str]:
        """The models in memory, least recently used first."""
        with self._lock:
            return [held.name for held in self._loaded.values()]

    def clear(self) -> None:
        """Forget every model; memory comes back when the last batch under way is done."""
        with self._lock:
            self._loaded.clear()

    def _make_room(self, needed: int) -> None:
        while self._loaded and needed + sum(held.size for held in self._loaded.values()) > self._limit:
            self._loaded.popitem(last=False)


@dataclass(frozen=True, slots=True)
class _Shelved:
    loaded: LoadedModel
    name: str
    size: int
    edition: int


class SentencePieceTokenizer:
    """SentencePiece models as Argos, NLLB and MADLAD bring them; source and target model may differ (OPUS-MT)."""

    def __init__(self, source: Path, target: Path | None = None) -> None:
        self._source = sentencepiece.SentencePieceProcessor(model_file=str(source))
        self._target = sentencepiece.SentencePieceProcessor(model_file=str(target)) if target else self._source

    def encode(self, sentence: str) -> list[str]:
        pieces: list[str] = self._source.encode(sentence, out_type=str)
        return pieces

    def decode(self, tokens: list[str]) -> str:
        """Underscores stay: the tokenizer argostranslate brings would turn "_" into a space."""
        text: str = self._target.decode_pieces(tokens)
        return text.replace("▁", " ")


def batches(lengths: Sequence[int], limit: int = BATCH_TOKENS) -> list[list[int]]:
    """Positions grouped by like length, longest first, each group at most `limit` tokens when padded (or one sentence)."""
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    groups: list[list[int]] = []
    for at in order:
        if groups and (len(groups[-1]) + 1) * lengths[groups[-1][0]] <= limit:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups
