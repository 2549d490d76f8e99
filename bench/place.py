"""Place articles into a window of three days: CPU milliseconds an article, and memory."""

from __future__ import annotations

import random
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from statistics import median

from news.articles import Article, Text
from news.stories.features import features
from news.stories.placement import StoryWindow

START = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY = 10_000
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]


def run(articles: int = 6_000) -> dict[str, object]:
    """Synthetic reports (Zipf words, one in four a rewrite of a recent one)."""
    draw = random.Random(0)
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 5))) for _ in range(30_000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    entries = [_article(number, draw, words, weights) for number in range(articles)]
    started = time.process_time()
    found = [features(entry) for entry in entries]
    featured = time.process_time() - started
    window, spent = StoryWindow(), []
    tracemalloc.start()
    for one in found:
        started = time.process_time()
        window.add(one, window.place(one).story_id)
        spent.append(1000 * (time.process_time() - started))
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    tail = sorted(spent[len(spent) // 2 :])
    return {
        "articles": articles,
        "features_cpu_ms": round(1000 * featured / articles, 3),
        "place_cpu_ms_median": round(median(tail), 3),
        "place_cpu_ms_p99": round(tail[int(0.99 * len(tail))], 3),
        "window_bytes_per_article": round(held / articles),
        "note": "memory tracing is on while placing: times are about doubled",
    }


def _article(number: int, draw: random.Random, words: list[str], weights: list[float]) -> Article:
    topic = [word.capitalize() for word in draw.choices(words[2000:], k=3)]
    text = draw.choices(words, weights, k=60) + topic * 2
    draw.shuffle(text)
    at = START + timedelta(seconds=number * 86_400 / A_DAY)
    return Article(f"a{number}", "f", f"outlet{number % 50}", "", at, at, Text(" ".join(text[:9]), " ".join(text[9:]) + ".", "", "en"))
