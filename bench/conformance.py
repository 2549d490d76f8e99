"""Conformance: feedparser's own embedded expectations through our door and through feedparser alone, JSON Feed samples, every file at hand.

feedparser's source archive is downloaded with pip at the moment (or taken from TELLAL_FEEDPARSER, an unpacked one); the rest is read from the
evaluation data (TELLAL_DATA) where that is. Nothing of either is kept here. `not_met` names the files whose expectation does not hold.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import feedparser
from support.expectations import Expectation, expectation

from feeds.parse import parse_document
from news.errors import ParseError
from news.feed import Feed
from news.identity import identify

DATA = Path(os.environ.get("TELLAL_DATA", Path(__file__).parents[2] / "shared" / "data")) / "feeds"
FEED = Feed("x", "https://x.example/rss")


def run() -> dict[str, object]:
    with feedparsers_tests() as folder:
        figures: dict[str, object] = {"feedparser_archive": _expectations(folder) if folder else "not to be had: no pip or no network"}
    if DATA.is_dir():
        figures |= {
            "feedparser_snapshot": _expectations(DATA / "conformance" / "feedparser"),
            "json_feed": _json_feeds(sorted(DATA.rglob("*.json"))),
            "every_file": _every_file(sorted(path for path in DATA.rglob("*") if path.is_file())),
        }
    return figures


@contextmanager
def feedparsers_tests() -> Iterator[Path | None]:
    """The tests in the source archive of the feedparser that is installed."""
    if unpacked := os.environ.get("TELLAL_FEEDPARSER"):
        yield Path(unpacked) / "tests"
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield folder / f"feedparser-{version('feedparser')}" / "tests" if _downloaded(folder) else None


def _downloaded(folder: Path) -> bool:
    """The environment of uv has no pip of its own; any pip will do."""
    pips = [[sys.executable, "-m", "pip"], [shutil.which("pip3") or "pip3"], [shutil.which("uv") or "uv", "tool", "run", "pip"]]
    wanted = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(folder), f"feedparser=={version('feedparser')}"]
    for pip in pips:
        try:
            subprocess.run([*pip, *wanted], check=True, capture_output=True, timeout=300)
        except (OSError, subprocess.SubprocessError):
            continue
        with tarfile.open(next(folder.glob("feedparser-*.tar.gz"))) as archive:
            archive.extractall(folder, filter="data")
        return True
    return False


def _expectations(root: Path) -> dict[str, object]:
    asked = [found for found in (expectation(path, root) for path in sorted(root.rglob("*.xml"))) if found]
    missed = [each for each in asked if not each.is_met()]
    alone = sum(_is_met_alone(each) for each in asked)
    met = len(asked) - len(missed)
    return {
        "asked": len(asked),
        "met": met,
        "share": round(met / len(asked), 4),
        "met_by_feedparser_alone": alone,
        "not_met": [str(each.path.relative_to(root)) for each in missed],
    }


def _is_met_alone(asked: Expectation) -> bool:
    """As feedparser comes, with its own sanitising, charsets and resolving."""
    headers = {"content-type": "application/xml", "content-location": asked.url, **asked.headers}
    try:
        return asked.holds_for(feedparser.parse(io.BytesIO(asked.body), response_headers=headers))
    except Exception:  # noqa: BLE001  # an expectation on something missing is simply not met
        return False


def _json_feeds(files: Sequence[Path]) -> dict[str, object]:
    """Samples are told from the expected results beside them by what they say of themselves; each names its entries by id, title and address."""
    tally: Counter[str] = Counter()
    differing: list[str] = []
    for file in files:
        document = _json(file)
        if "jsonfeed.org/version" not in str(document.get("version")) or "items" not in document:
            continue
        tally["samples"] += 1
        try:
            entries = parse_document(file.read_bytes(), FEED.url, "", FEED).entries
        except ParseError as error:
            differing.append(f"{file.relative_to(DATA)}: {error}")
            continue
        told = [str(each.get("id", "")).strip() for each in document["items"] if isinstance(each, dict)]
        tally["entries"] += len(entries)
        if [entry.guid for entry in entries] != told:
            differing.append(f"{file.relative_to(DATA)}: other ids")
    return {**tally, "differing": differing}


def _json(file: Path) -> dict[str, object]:
    try:
        document = json.loads(file.read_bytes())
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _every_file(files: Sequence[Path]) -> dict[str, object]:
    """Feeds, lists, expected results, programs: each is read, or refused by name."""
    ends: Counter[str] = Counter()
    entries = 0
    for file in files:
        try:
            feed = parse_document(file.read_bytes(), FEED.url, "", FEED)
        except ParseError as error:
            ends[str(error).partition(":")[0].partition("(")[0].strip()[:60]] += 1
        except Exception as error:  # noqa: BLE001  # what this bench is to find
            ends[f"UNHANDLED {type(error).__name__} {file.relative_to(DATA)}"] += 1
        else:
            ends["read"] += 1
            entries += len(identify(feed.entries, FEED.slug))
    return {"files": len(files), "entries": entries, "ends": dict(ends.most_common())}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
