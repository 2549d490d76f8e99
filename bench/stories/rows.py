# ruff: noqa: E402  run as a script, from anywhere
"""Reading the evaluation sets (local use only; see bench/stories/README.md)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from news.articles import PIVOT_LANGUAGE, Article, Text

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def folder() -> Path:
    """Where the sets lie: TELLAL_DATA, or beside the checkout."""
    root = Path(os.environ.get("TELLAL_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")
    if not (root / "stories").is_dir():
        raise SystemExit(f"no evaluation sets in {root}: set TELLAL_DATA")
    return root / "stories"


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (folder() / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def articles(entries: Iterable[dict], *, pivot: bool = True) -> list[Article]:
    return [article(row, pivot=pivot) for row in entries]


def article(row: dict, *, pivot: bool = True) -> Article:
    recorded = row.get("pivot") if pivot else None
    published = datetime.fromisoformat(row["published"]) if row.get("published") else UNDATED
    return Article(
        article_id=row["id"], feed=row["feed"], outlet=row["outlet"], url=row["url"], published=published, received=published,
        original=_text(row, row.get("language") or "en"), pivot=_text(recorded, PIVOT_LANGUAGE) if recorded else None,
        date_guessed=not row.get("published"),
    )  # fmt: skip


def _text(row: dict, language: str) -> Text:
    return Text(row["title"], row["summary"], row.get("body") or "", language)
