"""fastfeedparser beside our door: CPU, and what it reads otherwise. Install it by hand: it is no dependency (ADR 0004).

    uv pip install fastfeedparser && python -m bench.beside_fastfeedparser

Reads the recorded feeds and conformance suites of the evaluation data (TELLAL_DATA), each in the charset that our door decides on.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from feeds.charset import decode
from feeds.dates import read_date
from feeds.parse import feedparser_result, parse_document
from feeds.text import line, plain
from news.articles import Entry
from news.errors import ParseError
from news.feed import Feed

DATA = Path(os.environ.get("TELLAL_DATA", Path(__file__).parents[2] / "shared" / "data")) / "feeds"
FEED = Feed("x", "https://x.example/rss", zone="Europe/Kyiv")
SPELLINGS = (
    "Tue, 29 Sep 2020 15:00:00 +0300", "Tue, 29 Sep 2020 12:00:00 GMT", "2020-09-29T15:00:00+03:00", "Tue, 29 Sep 2020 15:00:00 EEST", "Tue, 29 Sep 2020 15:00:00 MSK", "Tue, 29 Sep 2020 15:00:00 TRT",
    "29 Eylül 2020 Salı 15:00", "вівторок, 29 вересня 2020, 15:00", "29 сентября 2020 г., 15:00", "Dienstag, 29. September 2020, 15:00 Uhr", "mardi 29 septembre 2020 à 15:00", "29 września 2020, 15:00",
    "29.09.2020 15:00", "29/09/2020 15:00:00", "2020-09-29 15:00:00", "9/29/2020 3:00:00 PM", "1601380800",
)  # fmt: skip
NOON = datetime(2020, 9, 29, 12, 0, tzinfo=UTC)


def run() -> dict[str, object]:
    try:
        import fastfeedparser  # noqa: PLC0415  # no dependency
    except ImportError:
        return {"not measured": "fastfeedparser is not installed"}
    suites = {
        "recorded": DATA / "real",
        "feedparser, well-formed": DATA / "conformance/feedparser/wellformed",
        "gofeed": DATA / "conformance/gofeed",
    }
    found = {name: _differences(sorted(folder.rglob("*.xml")), fastfeedparser.parse) for name, folder in suites.items()}
    return {"cpu_ms_per_entry": _speed(fastfeedparser.parse), "read_otherwise": found, "one_moment": _dates(fastfeedparser.parse)}


def _speed(parse: Callable[[str], Any]) -> dict[str, float]:
    bodies = [path.read_bytes() for path in sorted((DATA / "real").rglob("*.xml"))]
    decoded = [decode(body) for body in bodies]
    entries = sum(len(parse_document(body, FEED.url, "", FEED).entries) for body in bodies)
    ways: dict[str, Callable[[], object]] = {
        "our door": lambda: [parse_document(body, FEED.url, "", FEED) for body in bodies],
        "feedparser behind it": lambda: [feedparser_result(each, FEED.url) for each in decoded],
        "fastfeedparser": lambda: [parse(each.text) for each in decoded],
    }
    return {name: round(min(_cpu(way) for _ in range(3)) / entries * 1000, 3) for name, way in ways.items()}


def _cpu(way: Callable[[], object]) -> float:
    began = time.process_time()
    way()
    return time.process_time() - began


def _differences(files: Sequence[Path], parse: Callable[[str], Any]) -> dict[str, int]:
    """Entries whose field is another, feeds with another number of entries, feeds it refuses."""
    tally: Counter[str] = Counter()
    for file in files:
        body = file.read_bytes()
        try:
            ours = parse_document(body, FEED.url, "", FEED).entries
        except ParseError:
            continue
        tally["feeds"] += 1
        tally["entries"] += len(ours)
        try:
            theirs = parse(decode(body).text).entries
        except Exception:  # noqa: BLE001  # it raises ValueError and what lxml raises
            tally["refused"] += 1
            continue
        tally["another number of entries"] += len(theirs) != len(ours)
        for one, other in zip(theirs, ours, strict=False):
            tally.update(_fields(one, other))
    return dict(tally)


def _fields(one: Any, other: Entry) -> list[str]:
    told = {
        "title": (line(one.get("title") or ""), other.title),
        "link": (one.get("link") or "", other.url),
        "guid": (one.get("id") or "", other.guid),
        "lead": (plain(one.get("description") or "").split()[:20], other.summary.split()[:20]),
        "date": ((one.get("published") or "")[:19], other.published.isoformat()[:19] if other.published else ""),
    }
    return [name for name, (theirs, ours) in told.items() if theirs != ours]


def _dates(parse: Callable[[str], Any]) -> dict[str, int]:
    tally: Counter[str] = Counter()
    for written in SPELLINGS:
        assert read_date(written, zone=FEED.zone) == NOON, written
        item = f"<item><title>x</title><link>https://x.example/1</link><pubDate>{written}</pubDate></item>"
        told = (
            parse(f"<rss version='2.0'><channel><title>x</title><link>https://x.example/</link>{item}</channel></rss>")
            .entries[0]
            .get("published")
        )
        moment = datetime.fromisoformat(told) if told else None
        tally["not read" if moment is None else "right" if abs(moment - NOON) < timedelta(seconds=2) else "wrong"] += 1
    return {"spellings": len(SPELLINGS), **tally}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
