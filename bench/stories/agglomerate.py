"""Average linkage over a full matrix of log-odds, as news/stories/merging.py does it over candidates; and B-Cubed F1."""

from __future__ import annotations

import numpy as np

from news.stories.merging import MergePolicy
from news.stories.rules import AGAINST, MAJORITY, contradictions


def agglomerated(odds: np.ndarray, signals: np.ndarray, policy: MergePolicy | None = None) -> np.ndarray:
    """A label per row. `odds` (n, n), `signals` (n, n, SIGNALS): rules that most pairs across hold keep two groups apart."""
    policy = policy or MergePolicy()
    n = len(odds)
    held = np.moveaxis((contradictions(signals.reshape(n * n, -1), odds.reshape(-1)) == AGAINST).reshape(n, n, -1), 2, 0).astype(np.float32)
    summed = np.clip(odds, policy.floor, policy.ceiling)
    table = np.where((held > 0).any(axis=0), policy.floor, summed)
    np.fill_diagonal(table, -np.inf)
    size, labels = np.ones(n), np.arange(n)
    while True:
        i, j = divmod(int(table.argmax()), n)
        if table[i, j] < policy.needed(1, n):
            return labels
        if table[i, j] < policy.needed(int(size[i]), int(size[j])):
            table[i, j] = table[j, i] = -np.inf
            continue
        summed[i] += summed[j]
        held[:, i] += held[:, j]
        summed[:, i], held[:, :, i] = summed[i], held[:, i]
        size[i] += size[j]
        size[j] = 0
        labels[labels == j] = i
        pairs = np.maximum(1, size[i] * size)
        average = np.where((held[:, i] / pairs > MAJORITY).any(axis=0), policy.floor, summed[i] / pairs)
        table[j] = table[:, j] = -np.inf
        table[i] = table[:, i] = np.where((size > 0) & (np.arange(n) != i), average, -np.inf)


def b_cubed(labels: np.ndarray, gold: np.ndarray) -> float:
    together, same = labels[:, None] == labels[None], gold[:, None] == gold[None]
    both = (together & same).sum(axis=1)
    precision, recall = (both / together.sum(axis=1)).mean(), (both / same.sum(axis=1)).mean()
    return float(2 * precision * recall / (precision + recall))
