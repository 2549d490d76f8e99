"""Rows of tests/stories/*.yaml as articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ruamel.yaml import YAML

from news.articles import Article, Text
from news.stories.features import features
from news.stories.placement import PlacementPolicy, StoryWindow

FOLDER = Path(__file__).parents[1] / "stories"
PUBLISHED = datetime(2025, 12, 3, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    articles: tuple[Article, ...]


def rows(file: str) -> list[Row]:
    return [
        Row(row["name"], tuple(_article(number, *fields) for number, fields in enumerate(row["articles"])))
        for path in sorted(FOLDER.glob(file))
        for row in YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    ]


def _article(number: int, language: str, title: str, summary: str, published: str = "", outlet: str = "") -> Article:
    at = datetime.fromisoformat(published) if published else PUBLISHED
    return article(f"a{number}", title, summary, language=language, published=at, outlet=outlet or f"outlet-{number}")


def article(
    article_id: str, title: str, summary: str, *, language: str = "en", published: datetime = PUBLISHED, outlet: str = "", **more: object
) -> Article:
    return Article(
        article_id=article_id,
        feed=outlet or article_id,
        outlet=outlet or f"outlet of {article_id}",
        url=f"https://example.org/{article_id}",
        published=published,
        received=published,
        original=Text(title, summary, "", language),
    ).evolve(**more)


def partition(articles: Sequence[Article], policy: PlacementPolicy | None = None) -> dict[str, str]:
    """Article id → story id, after placing them in this order and a second look."""
    window = StoryWindow(policy)
    for one in articles:
        found = features(one)
        window.add(found, window.place(found).story_id)
    for moved in window.regroup():
        window.transfer(moved.article_id, moved.placement.story_id)
    return {one.article_id: window.story_of(one.article_id) or "" for one in articles}
