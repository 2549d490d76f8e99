"""Average linkage over a full matrix of log-odds, as news/stories/merging.py does it over candidates; and B-Cubed F1."""

from __future__ import annotations

import numpy as np

from news.stories.merging import MergePolicy


def agglomerated(odds: np.ndarray, policy: MergePolicy | None = None) -> np.ndarray:
    """A label per row."""
    policy = policy or MergePolicy()
    n = len(odds)
    table = np.clip(odds, policy.floor, policy.ceiling)
    np.fill_diagonal(table, -np.inf)
    raw, members = table.copy(), {i: [i] for i in range(n)}
    while True:
        i, j = divmod(int(table.argmax()), n)
        if table[i, j] < policy.join:
            break
        if table[i, j] < policy.needed(len(members[i]), len(members[j])):
            table[i, j] = table[j, i] = -np.inf
            continue
        members[i] += members.pop(j)
        table[j] = table[:, j] = -np.inf
        for k in members:
            table[i, k] = table[k, i] = -np.inf if k == i else raw[np.ix_(members[i], members[k])].mean()
    labels = np.arange(n)
    for label, which in members.items():
        labels[which] = label
    return labels


def b_cubed(labels: np.ndarray, gold: np.ndarray) -> float:
    together, same = labels[:, None] == labels[None], gold[:, None] == gold[None]
    both = (together & same).sum(axis=1)
    precision, recall = (both / together.sum(axis=1)).mean(), (both / same.sum(axis=1)).mean()
    return float(2 * precision * recall / (precision + recall))
