"""Place articles into a window of three days: CPU milliseconds an article, and memory."""

from __future__ import annotations

import random
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from statistics import median

from news.articles import Article, Text
from news.stories.features import Features, features
from news.stories.placement import StoryWindow

START = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY = 10_000
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]


def run(articles: int = 3_000, runs: int = 3) -> dict[str, object]:
    """Synthetic reports of 72 words (Zipf), each with names of its own: medians of the runs; memory in a pass of its own, for tracing is slow."""
    draw = random.Random(0)
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 5))) for _ in range(30_000)]
    odds = list(accumulate(1 / (rank + 5) for rank in range(len(words))))
    entries = [_article(number, draw, words, odds) for number in range(articles)]
    features_ms, passes = [], []
    for _ in range(runs):
        started = time.process_time()
        found = [features(entry) for entry in entries]
        features_ms.append(1000 * (time.process_time() - started) / articles)
        passes.append(_placed(found))
    return {
        "articles": articles,
        "runs": runs,
        "features_cpu_ms": round(median(features_ms), 3),
        "place_cpu_ms_median": round(median(median(spent) for spent in passes), 3),
        "place_cpu_ms_p99": round(median(sorted(spent)[int(0.99 * len(spent))] for spent in passes), 3),
        "window_bytes_per_article": _held(found[: articles // 2]),
    }


def _placed(found: list[Features]) -> list[float]:
    """CPU milliseconds of each placement in the second half of the stream, when the window has filled."""
    window, spent = StoryWindow(), []
    for one in found:
        started = time.process_time()
        window.add(one, window.place(one).story_id)
        spent.append(1000 * (time.process_time() - started))
    return spent[len(spent) // 2 :]


def _held(found: list[Features]) -> int:
    """Bytes an article that a window comes to, tables that grow with the language included."""
    tracemalloc.start()
    window = StoryWindow()
    for one in found:
        window.add(one, f"s-{one.article_id}")
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return round(held / len(found))


def _article(number: int, draw: random.Random, words: list[str], odds: list[float]) -> Article:
    topic = [word.capitalize() for word in draw.choices(words[2000:], k=3)]
    text = draw.choices(words, cum_weights=odds, k=60) + topic * 2
    draw.shuffle(text)
    at = START + timedelta(seconds=number * 86_400 / A_DAY)
    return Article(f"a{number}", "f", f"outlet{number % 50}", "", at, at, Text(" ".join(text[:9]), " ".join(text[9:]) + ".", "", "en"))
