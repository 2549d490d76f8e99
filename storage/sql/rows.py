"""From a value to a row and back. Column types do the small things; only nested texts and joined tables need a hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from news.articles import Article, Text
from news.feed import Feed, FeedState, WatchedFeed
from news.subscribers import Following, Subscriber, Topic
from storage.sql.tables import FEEDS, SUBSCRIBERS, TOPICS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Columns = dict[str, Any]

_TEXT = ("title", "summary", "body", "language", "summary_language")
_BEFORE_TEXTS = 6  # article_id … received
_AFTER_TEXTS = _BEFORE_TEXTS + 2 * len(_TEXT)
_FEED, _SUBSCRIBER, _TOPIC = len(FEEDS.c), len(SUBSCRIBERS.c), len(TOPICS.c)


def columns_of(value: DataclassInstance) -> Columns:
    """Field by field; for values whose fields are columns."""
    return {name: getattr(value, name) for name in _field_names(type(value))}


@cache
def _field_names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def columns_of_article(article: Article) -> Columns:
    columns = columns_of(article)
    original, pivot = columns.pop("original"), columns.pop("pivot")
    columns |= {name: getattr(original, name) for name in _TEXT}
    return columns | {f"pivot_{name}": pivot and getattr(pivot, name) for name in _TEXT}


def article(row: Sequence[Any]) -> Article:
    original, pivot = row[_BEFORE_TEXTS : _BEFORE_TEXTS + len(_TEXT)], row[_BEFORE_TEXTS + len(_TEXT) : _AFTER_TEXTS]
    fields_in_order = [*row[:_BEFORE_TEXTS], Text(*original), None if pivot[0] is None else Text(*pivot), *row[_AFTER_TEXTS:]]
    return Article(*fields_in_order)


def watched(row: Sequence[Any]) -> WatchedFeed:
    """A feed's columns, then those of its state, which are all NULL when there is none."""
    feed, state = Feed(*row[:_FEED]), row[_FEED:]
    return WatchedFeed(feed, FeedState(feed.slug) if state[0] is None else FeedState(*state))


def following(row: Sequence[Any]) -> Following:
    """A subscriber's columns, then a topic's, then the pace."""
    subscriber, topic = row[:_SUBSCRIBER], row[_SUBSCRIBER : _SUBSCRIBER + _TOPIC]
    return Following(Subscriber(*subscriber), Topic(*topic), row[-1])
