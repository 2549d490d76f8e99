# ruff: noqa: E402  run as a script, from anywhere
"""Learn what each signal says for or against one event, and print the numbers of news/stories/weights.py."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from agglomerate import agglomerated, b_cubed
from rows import articles, folder

from news.articles import PIVOT_LANGUAGE
from news.stories.features import Channel, Features, features
from news.stories.likeness import Bags, Rarity, Signal, bag, compare
from news.stories.spelling import skeleton

FOLDS = 5
HARD_WEIGHT = 2.0
"""A pair of two like events counts twice as much as a pair of one event."""
SAGAS = 4000
"""Made-up pairs: the names and places of one event with the words of another. ECB+ has look-alike events, but none with the same people."""
SAGA_WEIGHT = 0.3

READ = (
    Signal.WORDS, Signal.HEAD_FOUND, Signal.TITLE, Signal.NAMES, Signal.COGNATES, Signal.FIGURES, Signal.COUNTS, Signal.DAYS, Signal.CONCEPTS,
    Signal.NAMES_MISSED, Signal.KINDS_APART, Signal.COUNTS_APART, Signal.RANKS_APART, Signal.PLACES_APART,
)  # fmt: skip
UNREAD = (
    Signal.NAMES, Signal.COGNATES, Signal.FIGURES, Signal.DAYS, Signal.CONCEPTS, Signal.NAMES_MISSED, Signal.KINDS_APART, Signal.PLACES_APART,
)  # fmt: skip


def logistic(x: np.ndarray, y: np.ndarray, weights: np.ndarray, *, ridge: float = 1.0) -> np.ndarray:
    """Coefficients and, last, the bias; iteratively reweighted least squares."""
    x = np.c_[x, np.ones(len(x))]
    beta, penalty = np.zeros(x.shape[1]), np.diag([*[ridge] * (x.shape[1] - 1), 1e-6])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        step = np.linalg.solve((x.T * (weights * p * (1 - p))) @ x + penalty, x.T @ (weights * (y - p)) - penalty @ beta)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def saga(actors: Features, event: Features) -> Features:
    """The event's words with the actors' names and places."""
    theirs = (Channel.NAME, Channel.PAIR, Channel.PLACE)
    named = {term.text for term in actors.terms if term.channel is Channel.NAME} | {
        term.text for term in event.terms if term.channel is Channel.NAME
    }
    kept = [term for term in event.terms if term.channel not in theirs and not _names(term, named)]
    taken = [term for term in actors.terms if term.channel in theirs or _names(term, named)]
    return replace(event, article_id=f"{actors.article_id}+{event.article_id}", terms=(*kept, *taken))


def _names(term, named: set[str]) -> bool:
    return term.channel is Channel.WORD and skeleton(term.text, PIVOT_LANGUAGE) in named


def run() -> dict:
    """Cross-validated figures on ECB+, and the weights."""
    rows = [json.loads(line) for line in (folder() / "ecbplus-dev.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [features(article) for article in articles(rows)]
    gold, topic = np.array([row["gold"] for row in rows]), np.array([row["topic"] for row in rows])
    bags, table = [bag(one) for one in found], Rarity()
    for one in bags:
        table.count(one.keys)
    n = len(bags)
    signals = np.zeros((n, n, len(Signal)))
    for i in range(n - 1):
        signals[i, i + 1 :] = signals[i + 1 :, i] = compare(bags[i], Bags.of(bags[i + 1 :]), table)
    sagas, saga_topics = _sagas(found, gold, topic, bags, table)
    return {
        "read": _fitted(READ, signals, gold, topic, sagas, saga_topics),
        "unread": _fitted(UNREAD, signals, gold, topic, sagas, saga_topics),
    }


def _sagas(found, gold, topic, bags, table) -> tuple[np.ndarray, np.ndarray]:
    draw = random.Random(0)
    rows, topics = [], []
    for _ in range(SAGAS):
        i = draw.randrange(len(found))
        siblings = [j for j in np.flatnonzero(gold == gold[i]) if j != i]
        j, k = draw.choice(siblings), draw.choice(np.flatnonzero(topic != topic[i]))
        rows.append(compare(bags[i], Bags.of([bag(saga(found[j], found[k]))]), table)[0])
        topics.append((topic[i], topic[k]))
    return np.array(rows), np.array(topics)


def _fitted(chosen, signals, gold, topic, sagas, saga_topics) -> dict:
    n = len(gold)
    i, j = np.triu_indices(n, 1)
    same, hard = gold[i] == gold[j], topic[i] == topic[j]
    draw = np.random.default_rng(0)
    used = same | hard | (draw.random(len(i)) < 0.1)
    weight = np.where(same, 1.0, np.where(hard, HARD_WEIGHT, 10.0))
    folds = {name: number % FOLDS for number, name in enumerate(draw.permutation(np.unique(topic)))}
    fold, saga_fold = np.array([folds[name] for name in topic]), np.vectorize(folds.get)(saga_topics)
    x, sx = signals[i, j][:, list(chosen)], sagas[:, list(chosen)]

    def fit(pairs, made):
        return logistic(
            np.r_[x[pairs], sx[made]],
            np.r_[same[pairs], np.zeros(made.sum())].astype(float),
            np.r_[weight[pairs], np.full(made.sum(), SAGA_WEIGHT)],
        )

    odds = np.zeros((n, n))
    for held in range(FOLDS):
        beta = fit(used & (fold[i] != held) & (fold[j] != held), (saga_fold != held).all(axis=1))
        out = (fold[i] == held) | (fold[j] == held)
        odds[i[out], j[out]] = x[out] @ beta[:-1] + beta[-1]
    odds += odds.T
    beta = fit(used, np.ones(len(sx), dtype=bool))
    partition = agglomerated(odds)
    merged = (partition[i] == partition[j])[hard & ~same].mean()
    return {
        "average_precision": round(_average_precision(same, odds[i, j]), 4),
        "b3_f1": round(b_cubed(partition, gold), 4),
        "hard_false_merge": round(float(merged), 4),
        "weights": {signal.name: round(float(value), 2) for signal, value in zip(chosen, beta, strict=False)},
        "bias": round(float(beta[-1]), 2),
    }


def _average_precision(same: np.ndarray, odds: np.ndarray) -> float:
    ranked = same[np.argsort(-odds)]
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean())


if __name__ == "__main__":
    print(json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **run()}, indent=1))
