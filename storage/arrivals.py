"""Which of several articles can be stored together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from news.articles import Article


def newcomers(arrivals: Iterable[tuple[Article, Sequence[str]]], keys: Iterable[str], ids: Iterable[str]) -> list[bool]:
    """For each, in turn: whether its id and all its keys are free, given those taken before and those of the newcomers ahead of it."""
    taken_keys, taken_ids = set(keys), set(ids)
    added = []
    for article, claimed in arrivals:
        is_new = article.article_id not in taken_ids and taken_keys.isdisjoint(claimed)
        if is_new:
            taken_ids.add(article.article_id)
            taken_keys.update(claimed)
        added.append(is_new)
    return added
