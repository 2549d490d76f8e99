# ruff: noqa: E402  started as a script for its child below, from anywhere
"""Features and placing in a window of three days: CPU per article, the same after ten times the history, memory, rebuild. Four minutes."""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from news.articles import PIVOT_LANGUAGE, Article, Text
from news.stories.features import Features, features
from news.stories.placement import PlacementPolicy, StoryWindow
from news.stories.shelf import SHELF
from news.stories.values import PlacedFeatures

START = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY, DAYS = 10_000, 3
LIVE = A_DAY * DAYS
HISTORY = 10 * LIVE
MEASURED = 1_500
"""Placements timed, before and after the history."""
POOL = LIVE + 2 * MEASURED
"""Different reports; after these the same come again, when the window has let go of the first."""
SIBLINGS = 0.24
"""Share of a stream's articles that share a story with another (issue of story identity)."""
SHORT, WHOLE = 60, 500
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]


def run(runs: int = 3) -> dict[str, object]:
    """Synthetic reports (Zipf): title and summary of 72 words, or whole bodies of 500. Medians of the runs."""
    stream = _Stream()
    short, whole = stream.articles(MEASURED, SHORT), stream.articles(MEASURED // 3, WHOLE)
    pool = [features(one) for one in stream.articles(POOL, SHORT)]
    return {
        "load": os.getloadavg()[0],
        "dictionary_get_cpu_ns": _pace(),
        "features_cpu_ms": _features(short, runs),
        "features_cpu_ms_whole_bodies": _features(whole, runs),
        **_recorded(runs),
        "to_json_cpu_ms": _each(lambda: [one.to_json() for one in pool[:MEASURED]], MEASURED, runs),
        "place_whole_bodies_3000_live": _placing_whole(stream),
        "features_and_placing_30k_live": _whole_way(pool[-LIVE:], stream),
        **_placing(pool),
        "rebuild_rows_per_cpu_second": _rebuilt(pool[:10_000], runs),
        "memory_300k_live": json.loads(subprocess.run([sys.executable, __file__], capture_output=True, check=True, cwd=ROOT).stdout),
    }


class _Stream:
    """Reports of events: most alone, some with siblings that share names and a third of the words."""

    def __init__(self) -> None:
        self._draw = random.Random(0)
        self._words = ["".join(self._draw.choices(_SYLLABLES, k=self._draw.randint(2, 5))) for _ in range(30_000)]
        self._odds = list(accumulate(1 / (rank + 5) for rank in range(len(self._words))))
        self._events: list[tuple[list[str], list[str]]] = []
        self._count = 0

    def articles(self, count: int, words: int) -> list[Article]:
        return [self._article(words) for _ in range(count)]

    def _article(self, words: int) -> Article:
        draw, number = self._draw, self._count
        self._count += 1
        if not self._events or draw.random() > SIBLINGS:
            names = [word.capitalize() for word in draw.choices(self._words[2000:], k=3)]
            self._events = [*self._events[-500:], (names, draw.choices(self._words, cum_weights=self._odds, k=words // 3))]
            names, own = self._events[-1]
        else:
            names, own = draw.choice(self._events)
        text = [*own, *draw.choices(self._words, cum_weights=self._odds, k=words - len(own)), *names, *names]
        draw.shuffle(text)
        lines = [" ".join(text[9 + start : 9 + start + 20]).capitalize() + "." for start in range(0, len(text) - 9, 20)]
        at = START + timedelta(seconds=number * 86_400 / A_DAY)
        original = Text(" ".join(text[:9]), " ".join(lines[:3]), " ".join(lines[3:]), "en")
        return Article(f"a{number:07}", "f", f"outlet{number % 50}", "", at, at, original)


def _pace() -> float:
    """How fast this machine is at the moment: cores that others share take up to three times as long by their own clock."""
    known, times = {1: 1}, range(2_000_000)
    return round(1e6 * _spent(lambda: [known.get(1) for _ in times]) / len(times), 1)


def _features(articles: Sequence[Article], runs: int) -> float:
    return _each(lambda: [features(one) for one in articles], len(articles), runs)


def _recorded(runs: int) -> dict[str, object]:
    """Whole bodies of a few hundred words, when the evaluation data is at hand."""
    file = Path(os.environ.get("TELLAL_DATA", "")) / "stories" / "ntrex-dev.jsonl"
    if not os.environ.get("TELLAL_DATA") or not file.is_file():
        return {}
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    bare = [_row(row, pivot=False) for row in rows]
    translated = [_row(row, pivot=True) for row in rows if row["language"] != PIVOT_LANGUAGE]
    found = [features(one) for one in bare]
    return {
        "features_cpu_ms_ntrex": _features(bare, runs),
        "features_cpu_ms_ntrex_with_pivot": _features(translated, runs),
        "place_ntrex": _figures(_timed(StoryWindow(), found)[len(found) // 2 :]),
    }


def _row(row: dict, *, pivot: bool) -> Article:
    def text(of: dict, language: str) -> Text:
        return Text(of["title"], of["summary"], of.get("body") or "", language)

    at = datetime.fromisoformat(row["published"])
    recorded = text(row["pivot"], PIVOT_LANGUAGE) if pivot else None
    return Article(row["id"], row["feed"], row["outlet"], row["url"], at, at, text(row, row["language"]), recorded)


def _each(work: Callable[[], object], count: int, runs: int) -> float:
    """CPU milliseconds for each of `count`, median of the runs after one that warms the caches up."""
    work()
    return round(median(_spent(work) for _ in range(runs)) / count, 3)


def _spent(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def _placing(pool: list[Features]) -> dict[str, object]:
    """The same window young, and after ten times as many articles went through it."""
    stream = _endless(pool)
    window = StoryWindow()
    gc.freeze()  # the pool is the bench's own: nobody keeps millions of terms as objects
    _pass(window, stream, LIVE)
    young = _figures(_timed(window, [next(stream) for _ in range(MEASURED)]))
    _pass(window, stream, HISTORY)
    old = _figures(_timed(window, [next(stream) for _ in range(MEASURED)]))
    return {
        "live": len(window),
        "place_30k_live": young,
        "place_after_300k": old,
        "ratio_of_means": round(old["mean"] / young["mean"], 2),
    }


def _whole_way(pool: list[Features], stream: _Stream) -> dict[str, float]:
    """An article that has just come: features, placing, adding, one after another. Its words are fresh in the processor's memory then; in `_placing`
    features made minutes ago come out of the cold.
    """
    window = StoryWindow()
    _pass(window, iter(pool), LIVE)
    articles = stream.articles(MEASURED, SHORT)
    window.expire(articles[0].published)

    def live(article: Article) -> None:
        found = features(article)
        window.add(found, window.place(found).story_id)

    return _figures([_spent(lambda one=one: live(one)) for one in articles])


def _placing_whole(stream: _Stream) -> dict[str, float]:
    found = [features(one) for one in stream.articles(3_000 + MEASURED // 3, WHOLE)]
    window = StoryWindow()
    _pass(window, iter(found), 3_000)
    return _figures(_timed(window, found[3_000:]))


def _endless(pool: list[Features]) -> Iterator[Features]:
    number = 0
    while True:
        for one in pool:
            yield replace(one, article_id=f"a{number:07}", published=START + timedelta(seconds=number * 86_400 / A_DAY))
            number += 1


def _pass(window: StoryWindow, stream: Iterator[Features], count: int) -> None:
    """Let articles through without deciding anew: each stands alone, expiry every thousand."""
    for number in range(count):
        one = next(stream)
        window.add(one, f"s-{one.article_id}")
        if number % 1000 == 0:
            window.expire(one.published)
            window.looked()


def _timed(window: StoryWindow, found: Sequence[Features]) -> list[float]:
    """CPU milliseconds to place and add each."""
    return [_spent(lambda one=one: window.add(one, window.place(one).story_id)) for one in found]


def _figures(spent: list[float]) -> dict[str, float]:
    return {"mean": round(mean(spent), 3), "median": round(median(spent), 3), "p99": round(sorted(spent)[int(0.99 * len(spent))], 3)}


def _rebuilt(found: list[Features], runs: int) -> int:
    rows = [PlacedFeatures(one.article_id, f"s-{one.article_id}", one.published, one.to_json()) for one in found]
    return round(1000 / _each(lambda: StoryWindow().load(rows), len(rows), runs))


def _memory() -> dict[str, float]:
    """Growth of the process by 300,000 living articles of 72 words; each in a story of its own but for the siblings."""
    pool = [features(one) for one in _Stream().articles(SHELF + 1, SHORT)]  # none comes twice on a shelf
    terms = mean(len(one.terms) for one in pool)
    before = _resident()
    window, stream = StoryWindow(PlacementPolicy(window=timedelta(days=60))), _endless(pool)
    draw, story = random.Random(0), ""
    for number in range(HISTORY):
        one = next(stream)
        story = story if story and draw.random() < SIBLINGS / 2 else f"s-{one.article_id}"
        window.add(one, story)
        if number % 1000 == 0:
            window.looked()
    return {"live": len(window), "terms_per_article": round(terms, 1), "mb": round((_resident() - before) / 1e6, 1)}


def _resident() -> int:
    """Bytes (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    print(json.dumps(_memory()))
