"""Detect: texts a second and share of right answers, with and without the feed's language as a prior.

Headlines come from tests/translators/headlines.yaml, those no weight was chosen on from headlines_held_out.yaml; sentences cut at 40 and 60 characters from the evaluation lines (TELLAL_DATA, left out when absent).
`stock` is `langdetect.detect` on the same texts.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from langdetect import DetectorFactory
from langdetect import detect as stock_detect
from langdetect.lang_detect_exception import LangDetectException
from ruamel.yaml import YAML

from translators.detect import LangdetectDetector

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("TELLAL_DATA", ROOT.parent / "shared" / "data"))
FILES = {"tr": "tr-en.wmt17.tr", "en": "tr-en.wmt17.en", "uk": "uk-en.flores-dev.uk", "ru": "ru-en.wmt22.src.ru"}
ELSEWHERE = {"tr": "en", "en": "tr", "uk": "ru", "ru": "uk"}
HELD_OUT = {
    "tr": ("tr-en.wmt16.tr", "tr-en.flores-dev.tr"), "en": ("tr-en.wmt16.en", "uk-en.wmt22.ref.en"), "uk": ("uk-en.wmt22.src.uk",), "ru": ("ru-en.wmt22.src.ru",),
}  # fmt: skip
"""Files no weight was chosen on; of the Russian one the lines after the first 700."""
LINES, RUNS = 700, 3

Labelled = list[tuple[str, str]]


def headlines(file: str = "headlines.yaml") -> Labelled:
    table = YAML(typ="safe", pure=True).load((ROOT / "tests/translators" / file).read_text(encoding="utf-8"))
    return [(language, headline) for language, rows in table.items() for headline in rows]


def lines(letters: int) -> Labelled:
    if not (DATA / "mt").is_dir():
        return []
    return [
        (language, text)
        for language, name in FILES.items()
        for text in (line.strip()[:letters] for line in (DATA / "mt" / name).read_text(encoding="utf-8").splitlines()[:LINES])
        if len(text) >= letters * 3 // 4
    ]


def held_out(letters: int) -> Labelled:
    if not (DATA / "mt").is_dir():
        return []
    return [
        (language, text)
        for language, names in HELD_OUT.items()
        for name in names
        for text in (
            line.strip()[:letters] for line in _after_the_chosen(language, (DATA / "mt" / name).read_text(encoding="utf-8").splitlines())
        )
        if len(text) >= letters * 3 // 4
    ]


def _after_the_chosen(language: str, lines: list[str]) -> list[str]:
    return lines[LINES:] if language == "ru" else lines


def capitals(language: str, text: str) -> str:
    return (text.replace("i", "İ") if language in {"tr", "az"} else text).upper()


def share(labelled: Labelled, answer: Callable[[str, str], str]) -> float:
    return round(100 * statistics.fmean(answer(text, language) == language for language, text in labelled), 2) if labelled else 0.0


def stock(text: str, _language: str) -> str:
    try:
        return stock_detect(text)
    except LangDetectException:
        return "und"


def speed(labelled: Labelled) -> float:
    """Texts per CPU second of a detector that has seen none of them, profiles loaded."""
    figures = []
    for _ in range(RUNS):
        detector = LangdetectDetector()
        detector.detect("bir iki"), detector.detect("раз два")
        started = time.process_time()
        for language, text in labelled:
            detector.detect(text, hint=language)
        figures.append(len(labelled) / (time.process_time() - started))
    return round(statistics.median(figures))


def run() -> dict[str, object]:
    DetectorFactory.seed = 0
    ours = LangdetectDetector()
    titles, forty, sixty = headlines(), lines(40), lines(60)
    shouted = [(language, capitals(language, title)) for language, title in titles]
    unseen, fresh = headlines("headlines_held_out.yaml"), held_out(40)
    unseen_shouted = [(language, capitals(language, title)) for language, title in unseen]
    hinted = lambda text, language: ours.detect(text, hint=language).language  # noqa: E731  # three views of one detector
    alone = lambda text, _: ours.detect(text).language  # noqa: E731
    astray = lambda text, language: ours.detect(text, hint=ELSEWHERE[language]).language  # noqa: E731
    return {
        "headlines": {
            "texts": len(titles),
            "hinted %": share(titles, hinted),
            "alone %": share(titles, alone),
            "stock %": share(titles, stock),
        },
        "capitals": {"hinted %": share(shouted, hinted), "alone %": share(shouted, alone), "stock %": share(shouted, stock)},
        "40 characters": {
            "texts": len(forty),
            "hinted %": share(forty, hinted),
            "alone %": share(forty, alone),
            "stock %": share(forty[::4], stock),
        },
        "held out": {
            "headlines": {"texts": len(unseen), "hinted %": share(unseen, hinted), "alone %": share(unseen, alone)},
            "headlines in capitals": {"hinted %": share(unseen_shouted, hinted), "alone %": share(unseen_shouted, alone)},
            "40 characters": {"texts": len(fresh), "hinted %": share(fresh, hinted), "alone %": share(fresh, alone)},
            "60 characters, wrong hint": {"found %": share(held_out(60), astray)},
        },
        "60 characters, wrong hint": {"texts": len(sixty), "found %": share(sixty, astray)},
        "texts per CPU second": {"headlines": speed(titles), "40 characters": speed(forty) if forty else 0},
    }


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
