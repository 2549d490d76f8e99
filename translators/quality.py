"""How good an installed model is: BLEU and chrF on the sentences that ship with the program, kept beside the packages."""

from __future__ import annotations

import json
import math
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from news.articles import TranslationMark
from news.ports import Passage, Translator

CHRF_ORDER, CHRF_BETA, BLEU_ORDER = 6, 2, 4
_USED = frozenset({TranslationMark.MACHINE, TranslationMark.RECORDED})
_TOKEN = re.compile(r"\w+|[^\w\s]")

GRADES: tuple[tuple[float, str], ...] = ((60, "good"), (45, "understandable"), (25, "poor"), (0, "useless"))
"""From this chrF on. On news the recorded Argos tr→en, whose headlines are often wrong, has 48, Firefox's small uk→en model 63, Google's 67."""


@dataclass(frozen=True, slots=True)
class Quality:
    """One measurement of one route."""

    engine: str
    """With version: another model is another measurement."""
    chrf: float
    """0..100."""
    bleu: float
    """0..100."""
    sentences: int
    refused: int
    """Of them doubted by the guards; readers would see the original."""
    per_second: float
    """Sentences, wall time, model loaded."""

    @property
    def grade(self) -> str:
        """A word for it."""
        return next(word for least, word in GRADES if self.chrf >= least)

    def __str__(self) -> str:
        refused = f", {self.refused} of {self.sentences} refused" if self.refused else ""
        return f"{self.grade} (chrF {self.chrf:.0f}, BLEU {self.bleu:.0f}{refused})"


def samples(source: str, target: str) -> list[tuple[str, str]]:
    """The shipped sentences in both languages; none when one of them is not among the samples."""
    text = (resources.files("translators") / "samples.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, str]] = YAML(typ="safe", pure=True).load(text)
    return [(row[source], row[target]) for row in rows if source in row and target in row]


def measure(
    translator: Translator, engine: str, source: str, target: str, clock: Callable[[], float] = time.perf_counter
) -> Quality | None:
    """Translate the samples; None when there are none for the pair."""
    pairs = samples(source, target)
    if not pairs:
        return None
    translator.translate([Passage(pairs[0][0], source)], target)  # loads the model
    begun = clock()
    translations = translator.translate([Passage(text, source) for text, _ in pairs], target)
    seconds = clock() - begun
    references = [reference for _, reference in pairs]
    outputs = [each.text for each in translations]
    refused = sum(each.mark not in _USED for each in translations)
    return Quality(
        engine, chrf(outputs, references), bleu(outputs, references), len(pairs), refused, round(len(pairs) / max(seconds, 1e-6), 1)
    )


@dataclass(frozen=True, slots=True)
class QualityNotes:
    """The measurements made on this machine, by engine and version; a file beside the packages."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / ".quality.json"

    def read(self) -> dict[str, Quality]:
        """What was measured; nothing where the file is missing or was made by another version."""
        try:
            rows: dict[str, dict[str, Any]] = json.loads(self.file.read_text(encoding="utf-8"))
            return {engine: Quality(**row) for engine, row in rows.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def note(self, quality: Quality) -> None:
        """Keep a measurement in place of the last one of that engine."""
        notes = self.read() | {quality.engine: quality}
        written = self.file.with_suffix(".new")
        written.write_text(json.dumps({engine: asdict(each) for engine, each in sorted(notes.items())}, indent=1), encoding="utf-8")
        written.replace(self.file)


def chrf(outputs: Sequence[str], references: Sequence[str]) -> float:
    """Corpus chrF (character n-grams up to 6 without spaces, beta 2; Popović 2015), 0..100."""
    rows = [_overlap(outputs, references, order, _letters) for order in range(1, CHRF_ORDER + 1)]
    precision = statistics.fmean(matched / max(1, made) for matched, made, _ in rows)
    recall = statistics.fmean(matched / max(1, asked) for matched, _, asked in rows)
    weight = CHRF_BETA**2
    return round(100 * (1 + weight) * precision * recall / max(1e-9, weight * precision + recall), 2)


def bleu(outputs: Sequence[str], references: Sequence[str]) -> float:
    """Corpus BLEU-4 over words and signs, small counts smoothed by one (Lin and Och 2004), 0..100."""
    rows = [_overlap(outputs, references, order, _words) for order in range(1, BLEU_ORDER + 1)]
    made, asked = rows[0][1], rows[0][2]
    if not rows[0][0]:
        return 0.0
    shares = [rows[0][0] / made, *((matched + 1) / (total + 1) for matched, total, _ in rows[1:])]
    brevity = min(0.0, 1 - asked / max(1, made))
    return round(100 * math.exp(brevity + statistics.fmean(map(math.log, shares))), 2)


def _overlap(outputs: Sequence[str], references: Sequence[str], order: int, cut: Callable[[str], Sequence[str]]) -> tuple[int, int, int]:
    """n-grams in both, in the outputs, in the references."""
    pairs = [(_grams(cut(output), order), _grams(cut(reference), order)) for output, reference in zip(outputs, references, strict=True)]
    return sum((out & ref).total() for out, ref in pairs), sum(out.total() for out, _ in pairs), sum(ref.total() for _, ref in pairs)


def _letters(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def _grams(parts: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(parts[at : at + order]) for at in range(len(parts) - order + 1))
