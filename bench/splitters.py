"""Splitters: how many sentence ends of real news each library finds, and how many it makes up; ours is sentencex with our repairs.

Three consecutive sentences of the evaluation data (TELLAL_DATA) make a text; initials, abbreviations and quoted speech are as they come. pysbd and minisbd are measured
where they are installed (they are no dependencies of ours: pip install pysbd minisbd); minisbd reads the models in the evaluation data.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sentencex

from translators.sentences import split

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("TELLAL_DATA", ROOT.parent / "shared" / "data"))
FILES = {"tr": "tr-en.wmt16.tr", "uk": "uk-en.flores-dev.uk", "ru": "ru-en.wmt22.src.ru", "en": "tr-en.wmt16.en"}
SENTENCES = 900

Splitter = Callable[[str], list[str]]


def texts(language: str) -> list[list[str]]:
    lines = [line.strip() for line in (DATA / "mt" / FILES[language]).read_text(encoding="utf-8").splitlines()]
    whole = [line for line in lines if line.endswith((".", "!", "?"))][:SENTENCES]
    return [whole[at : at + 3] for at in range(0, len(whole) - 2, 3)]


def splitters(language: str) -> Iterator[tuple[str, Splitter]]:
    yield "ours", lambda text: [sentence.text for sentence in split(text, language)]
    yield "sentencex", lambda text: list(sentencex.segment(language, text))
    try:
        import pysbd  # noqa: PLC0415  # only where it is installed

        if language in pysbd.languages.LANGUAGE_CODES:
            yield "pysbd", pysbd.Segmenter(language=language, clean=False).segment
    except ImportError:
        pass
    try:
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from minisbd import SBDetect  # noqa: PLC0415  # only where it is installed

        model = DATA / "models" / "minisbd-onnx" / f"{language}.onnx"
        if model.exists():
            yield "minisbd", SBDetect(str(model)).sentences
    except ImportError:
        pass


def ends(pieces: list[str]) -> set[int]:
    """Positions of sentence ends, counted in characters that are no white space: splitters disagree about the spaces."""
    lengths = [len("".join(piece.split())) for piece in pieces]
    return {sum(lengths[: at + 1]) for at in range(len(lengths) - 1)}


def score(cut: Splitter, rows: list[list[str]]) -> dict[str, float]:
    found = right = wanted = 0
    started = time.process_time()
    for row in rows:
        mine, true = ends([piece for piece in cut(" ".join(row)) if piece.strip()]), ends(row)
        found, right, wanted = found + len(mine), right + len(mine & true), wanted + len(true)
    seconds = time.process_time() - started
    return {
        "found %": round(100 * right / wanted, 2), "made up %": round(100 * (found - right) / max(1, found), 2), "texts per cpu s": round(len(rows) / seconds),
    }  # fmt: skip


def run() -> dict[str, object]:
    if not (DATA / "mt").is_dir():
        return {"skipped": f"no evaluation data in {DATA}"}
    return {language: {name: score(cut, texts(language)) for name, cut in splitters(language)} for language in FILES}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
