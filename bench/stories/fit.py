# ruff: noqa: E402  run as a script, from anywhere
"""Learn what each signal says for or against one event. `fit.py` prints the weights and what they reach on ECB+, cross-validated by topic;
`fit.py --write` writes them to news/stories/weights.py. The same sets give the same numbers.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from agglomerate import agglomerated, b_cubed
from rows import articles, folder

from news.stories.features import Channel, Features, features
from news.stories.likeness import Bag, Bags, Rarity, Signal, bag, compare

FOLDS = 5
FAR_SHARE = 0.1
"""Of the pairs of two topics, a tenth is drawn and counts tenfold: they are 97 % of all pairs and teach little."""
SAGAS = 4000
"""Made-up pairs: the names and places of one event with the words of another. ECB+ has look-alike events, but none with the same people."""


@dataclass(frozen=True, slots=True)
class Model:
    """What is fitted, and how much the pairs of no event weigh against a pair of one."""

    signals: tuple[Signal, ...]
    hard: float
    """A pair of two like events (inside a topic)."""
    saga: float


READ = Model(
    (
        Signal.WORDS, Signal.HEAD_FOUND, Signal.TITLE, Signal.NAMES, Signal.COGNATES, Signal.FIGURES, Signal.COUNTS, Signal.DAYS,
        Signal.CONCEPTS, Signal.NAMES_MISSED, Signal.KINDS_APART, Signal.FOCUS_APART, Signal.COUNTS_APART, Signal.RANKS_APART,
        Signal.PLACES_APART,
    ), hard=2.0, saga=0.3,
)  # fmt: skip
UNREAD = Model(
    (
        Signal.NAMES, Signal.NAME_HEADS, Signal.COGNATES, Signal.FIGURES, Signal.DAYS, Signal.CONCEPTS, Signal.NAMES_MISSED, Signal.KINDS_APART,
        Signal.PLACES_APART,
    ), hard=1.0, saga=1.0,
)  # fmt: skip
"""Without words there is less to contradict with, and every signal is weaker between two languages than between the English texts it is
fitted on: so look-alikes count once. Names are most of what is left: so sagas count wholly."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of ECB+ texts, and the made-up ones."""

    signals: np.ndarray
    """(n, n, SIGNALS)"""
    gold: np.ndarray
    topic: np.ndarray
    sagas: np.ndarray
    """(SAGAS, SIGNALS)"""
    saga_topics: np.ndarray
    """(SAGAS, 2)"""


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


def read_pairs() -> Pairs:
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
    return Pairs(signals, gold, topic, *_sagas(found, gold, topic, bags, table))


def saga(actors: Features, event: Features) -> Features:
    """The event's words with the actors' names and places."""

    def names(term) -> bool:
        return term.named or term.channel in {Channel.NAME, Channel.PAIR, Channel.PLACE}

    kept = [term for term in event.terms if not names(term)]
    known = {term.key for term in kept}
    taken = [term for term in actors.terms if names(term) and term.key not in known]
    return replace(event, article_id=f"{actors.article_id}+{event.article_id}", terms=(*kept, *taken))


def _sagas(found: list[Features], gold: np.ndarray, topic: np.ndarray, bags: list[Bag], table: Rarity) -> tuple[np.ndarray, np.ndarray]:
    draw = random.Random(0)
    rows, topics = [], []
    for _ in range(SAGAS):
        i = draw.randrange(len(found))
        siblings = [j for j in np.flatnonzero(gold == gold[i]) if j != i]
        j, k = draw.choice(siblings), draw.choice(np.flatnonzero(topic != topic[i]))
        rows.append(compare(bags[i], Bags.of([bag(saga(found[j], found[k]))]), table)[0])
        topics.append((topic[i], topic[k]))
    return np.array(rows), np.array(topics)


def fitted(model: Model, pairs: Pairs) -> dict:
    """The weights on all pairs; and what is reached when each topic is weighed by what the others taught."""
    gold, topic, n = pairs.gold, pairs.topic, len(pairs.gold)
    i, j = np.triu_indices(n, 1)
    same, hard = gold[i] == gold[j], topic[i] == topic[j]
    draw = np.random.default_rng(0)
    used = same | hard | (draw.random(len(i)) < FAR_SHARE)
    weight = np.where(same, 1.0, np.where(hard, model.hard, 1 / FAR_SHARE))
    folds = {name: number % FOLDS for number, name in enumerate(draw.permutation(np.unique(topic)))}
    fold, saga_fold = np.array([folds[name] for name in topic]), np.vectorize(folds.get)(pairs.saga_topics)
    chosen = list(model.signals)
    x, sagas = pairs.signals[i, j][:, chosen], pairs.sagas[:, chosen]

    def fit(taught: np.ndarray, made: np.ndarray) -> np.ndarray:
        return logistic(
            np.r_[x[taught], sagas[made]],
            np.r_[same[taught], np.zeros(made.sum())].astype(float),
            np.r_[weight[taught], np.full(made.sum(), model.saga)],
        )

    odds = np.zeros((n, n))
    for held in range(FOLDS):
        beta = fit(used & (fold[i] != held) & (fold[j] != held), (saga_fold != held).all(axis=1))
        out = (fold[i] == held) | (fold[j] == held)
        odds[i[out], j[out]] = x[out] @ beta[:-1] + beta[-1]
    odds += odds.T
    beta = fit(used, np.ones(len(sagas), dtype=bool))
    partition = agglomerated(odds, pairs.signals)
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


def run() -> dict:
    """Both models: cross-validated figures on ECB+, and the weights."""
    pairs = read_pairs()
    return {"read": fitted(READ, pairs), "unread": fitted(UNREAD, pairs)}


WEIGHTS = Path(__file__).parents[2] / "news" / "stories" / "weights.py"
_PAGE = '''"""The numbers that were learned: what each signal says for or against one event. Written by `bench/stories/fit.py --write`; not by hand.

Provenance: logistic regression (IRLS, L2 = 1) over the pairs of ECB+ development texts (CC BY 3.0) and {sagas} made-up "sagas": the names and
places of one event with the words of another, which ECB+ lacks. What reaches what: bench/stories/README.md. Units: log-odds per unit of signal.
"""

from __future__ import annotations

from news.stories.likeness import Signal

READ = {{
{read}
}}
READ_BIAS = {read_bias}
"""For two texts that have a language in common (both English, both translated, or the same original). Pairs of like events count {read_hard}
times a pair of one event, sagas {read_saga} times.
"""

UNREAD = {{
{unread}
}}
UNREAD_BIAS = {unread_bias}
"""For two texts without a common language: names, numbers, days, places and concepts must do. Fitted on English pairs as well, with the words
hidden; pairs of like events count {unread_hard} times, sagas {unread_saga} times.
"""
'''


def written(found: dict) -> str:
    """The text of news/stories/weights.py."""

    def lines(weights: dict[str, float]) -> str:
        return "\n".join(f"    Signal.{name}: {value}," for name, value in weights.items())

    return _PAGE.format(
        sagas=f"{SAGAS:,}",
        read=lines(found["read"]["weights"]), read_bias=found["read"]["bias"], read_hard=READ.hard, read_saga=READ.saga,
        unread=lines(found["unread"]["weights"]), unread_bias=found["unread"]["bias"], unread_hard=UNREAD.hard, unread_saga=UNREAD.saga,
    )  # fmt: skip


if __name__ == "__main__":
    result = run()
    print(json.dumps(result, indent=1))
    if "--write" in sys.argv[1:]:
        WEIGHTS.write_text(written(result), encoding="utf-8")
