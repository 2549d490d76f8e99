"""Match: CPU per article for 1,000 mixed-language articles against standing queries.

`run()` measures 1,000 subscriptions; `python -m bench.match` also 100,000, or as many as asked for. Words come from simplemma's dictionaries by
Zipf's law (a vocabulary of 6,000 forms a language), articles have a headline, a lead, a body and, for two in three, an English pivot. The first
200 articles warm the caches and are not counted. Two figures: articles that bring words the index never saw (looking up their dictionary forms
costs some 0.1 ms each, once), and the same articles again, which is what matching itself costs.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
from datetime import UTC, datetime
from itertools import accumulate

import psutil
from simplemma.strategies.dictionaries import StreamDictionaryFactory

from news.articles import Article, Text
from news.subscribers import Topic
from news.topics.matching import TopicIndex

LANGUAGES = ("tr", "uk", "en", "ru")
VOCABULARY = 6_000
ARTICLES, WARM_UP = 1_000, 200
WORDS = {"title": 9, "summary": 35, "body": 150}
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Speech:
    """Words of a language, frequent ones more often."""

    def __init__(self, language: str, chance: random.Random) -> None:
        forms = [word for word in StreamDictionaryFactory().get_dictionary(language) if word.isalpha() and len(word) > 2]
        self.words = chance.sample(forms, VOCABULARY)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(VOCABULARY)))
        self._chance = chance

    def text(self, length: int) -> str:
        return " ".join(self._chance.choices(self.words, cum_weights=self._weights, k=length)).capitalize()

    def asked(self) -> str:
        """A word people ask for: no function words, but often enough in the news."""
        return self.words[int(30 + (VOCABULARY - 30) * self._chance.random())]


def query(speech: Speech, chance: random.Random) -> str:
    one, two, three, four = (speech.asked() for _ in range(4))
    shapes = [
        one,
        f"{one} {two}",
        f"{one} OR {two}",
        f"({one} OR {two}) ({three} OR {four})",
        f"{one} -{two}",
        f'"{one} {two}"',
        f"{one[:5]}* {two}",
    ]
    return chance.choices(shapes, weights=[12, 40, 4, 20, 8, 12, 4])[0]


def topics(speeches: dict[str, Speech], number: int, chance: random.Random) -> list[Topic]:
    spoken = [chance.choice(LANGUAGES) for _ in range(number)]
    return [
        Topic(f"t{at}", "", ((chance.choice(["", language]), query(speeches[language], chance)),)) for at, language in enumerate(spoken)
    ]


def article(speeches: dict[str, Speech], at: int, chance: random.Random) -> Article:
    language = LANGUAGES[at % len(LANGUAGES)]
    original = Text(**{part: speeches[language].text(length) for part, length in WORDS.items()}, language=language)
    pivot = (
        Text(**{part: speeches["en"].text(length) for part, length in WORDS.items()}, language="en")
        if language != "en" and chance.random() < 0.9
        else None
    )
    return Article(f"a{at}", "wire", "Wire", "", MOMENT, MOMENT, original, pivot)


def measure(subscriptions: int) -> dict[str, object]:
    chance = random.Random(subscriptions)
    speeches = {language: Speech(language, chance) for language in LANGUAGES}
    asked = topics(speeches, subscriptions, chance)
    articles = [article(speeches, at, chance) for at in range(ARTICLES + WARM_UP)]
    gc.collect()
    before = psutil.Process().memory_info().rss
    started = time.process_time()
    index = TopicIndex(asked)
    index.match(articles[0])
    built = time.process_time() - started
    for each in articles[:WARM_UP]:
        index.match(each)
    first = [_timed(index, each) for each in articles[WARM_UP:]]
    again = [_timed(index, each) for each in articles[WARM_UP:]]
    memory = psutil.Process().memory_info().rss - before
    started = time.process_time()
    TopicIndex(asked).match(articles[0])
    rebuilt = time.process_time() - started
    return {
        "subscriptions": subscriptions,
        "articles": len(first),
        "words_an_article": round(statistics.mean(len(_words(each)) for each in articles)),
        "hits_an_article": round(statistics.mean(hits for _, hits in first), 1),
        "cpu_ms_with_new_words": _median_and_p99(first),
        "cpu_ms_with_known_words": _median_and_p99(again),
        "first_build_cpu_s": round(built, 2),
        "rebuild_cpu_s": round(rebuilt, 2),
        "memory_mb": round(memory / 1e6),
    }


def _timed(index: TopicIndex, each: Article) -> tuple[float, int]:
    """CPU milliseconds and hits."""
    started = time.thread_time_ns()
    found = index.match(each)
    return (time.thread_time_ns() - started) / 1e6, len(found)


def _median_and_p99(timed: list[tuple[float, int]]) -> dict[str, float]:
    milliseconds = [taken for taken, _ in timed]
    return {"median": round(statistics.median(milliseconds), 3), "p99": round(statistics.quantiles(milliseconds, n=100)[98], 3)}


def _words(each: Article) -> list[str]:
    return [word for text in (each.original, each.pivot) if text for word in f"{text.title} {text.summary} {text.body}".split()]


def run() -> dict[str, object]:
    return measure(1_000)


if __name__ == "__main__":
    print(json.dumps([measure(int(number)) for number in sys.argv[1:] or ["1000", "100000"]], indent=1))
