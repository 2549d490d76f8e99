"""`tellal replay`: entries in, placements out. Deterministic: the same file gives the same lines on every machine.

Articles are placed in the order of the file while it is read, as they would arrive on the street; after the last one the second look
regroups them all, and the lines are printed with the stories as they stand then. Nothing expires: a file may be in any order, and
the window is a gate between dates, not a matter of arrival. An entry without a date is taken to be as new as the newest before it.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO

import click

from news.articles import PIVOT_LANGUAGE, UNDETERMINED, Article, Text, TranslationMark
from news.ports import Detector
from news.stories.features import Features, features
from news.stories.placement import PlacementPolicy, StoryWindow
from news.stories.values import Placement, PlacementReason

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""For a file without any dates: all entries are as new as one another."""
_PROGRESS_EVERY = 500


@click.command("replay")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option(
    "--shuffle",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Also place the file in N other orders and report how far the stories move.",
)
@click.option("--no-pivot", is_flag=True, help="Leave recorded translations aside.")
@click.option(
    "--window", "days", default=PlacementPolicy().window / timedelta(days=1), show_default=True, metavar="DAYS", help="The time gate."
)
def replay(file: TextIO, shuffle: int, days: float, *, no_pivot: bool) -> None:
    """Place the entries of FILE (JSON lines; "-" = stdin) and print one placement a line, in the same order."""
    from translators.detect import LangdetectDetector  # loads 55 language profiles: not for --help

    policy = PlacementPolicy(window=timedelta(days=days))
    started, say = time.process_time(), _Progress(watched=sys.stderr.isatty())
    entries, run = [], _Run(StoryWindow(policy))
    for article in _articles(file, LangdetectDetector(), pivot=not no_pivot):
        entries.append(_known(article))
        run.place(entries[-1].features)
        say.now_and_then(len(entries), "articles placed")
    say.now(f"second look at {len(entries)} articles …")
    run.regroup([entry.features for entry in entries])
    say.done()
    for entry in entries:
        click.echo(json.dumps(_line(entry, run), ensure_ascii=False))
    summary = _summary(entries, run, time.process_time() - started)
    if shuffle:
        summary["shuffled"] = _moved(entries, run, policy, shuffle, say)
    click.echo(json.dumps(summary), err=True)


@dataclass(frozen=True, slots=True)
class _Known:
    """What of an entry is kept while the file runs."""

    article_id: str
    language: str
    features: Features


def _known(article: Article) -> _Known:
    return _Known(article.article_id, article.original.language, features(article))


@dataclass(slots=True)
class _Progress:
    """Says on stderr how far we are, on one line, when somebody watches."""

    watched: bool

    def now(self, what: str) -> None:
        if self.watched:
            click.echo(f"\r\x1b[K{what}", nl=False, err=True)

    def now_and_then(self, number: int, of_what: str) -> None:
        if number % _PROGRESS_EVERY == 0:
            self.now(f"{number} {of_what}")

    def done(self) -> None:
        self.now("")


@dataclass(slots=True)
class _Run:
    """One pass over the file."""

    window: StoryWindow
    placements: dict[str, Placement] = field(default_factory=dict)
    stories: dict[str, str] = field(default_factory=dict)
    moved: dict[str, Placement] = field(default_factory=dict)
    """Article id → what the second look decided instead."""

    @classmethod
    def of(cls, found: Sequence[Features], policy: PlacementPolicy) -> _Run:
        run = cls(StoryWindow(policy))
        for one in found:
            run.place(one)
        run.regroup(found)
        return run

    def place(self, found: Features) -> None:
        self.placements[found.article_id] = placement = self.window.place(found)
        self.window.add(found, placement.story_id)

    def regroup(self, found: Sequence[Features]) -> None:
        """The second look's word, with the evidence for it."""
        for moved in self.window.regroup():
            self.window.transfer(moved.article_id, moved.placement.story_id)
            self.moved[moved.article_id] = moved.placement
        self.stories = {one.article_id: self.window.story_of(one.article_id) or "" for one in found}
        for one in found:
            if one.article_id in self.moved:
                placement = self.moved[one.article_id]
                within = placement.story_id if placement.joined else placement.nearest_story
                self.moved[one.article_id] = self.window.explained(one, placement, within=within)

    def decided(self, article_id: str) -> Placement:
        """What holds in the end: the second look's word, or the first."""
        return self.moved.get(article_id, self.placements[article_id])


def _line(entry: _Known, run: _Run) -> dict[str, Any]:
    decided = run.decided(entry.article_id)
    return {
        "id": entry.article_id,
        "story": run.stories[entry.article_id],
        "reason": decided.reason.value,
        "score": decided.score,
        "language": entry.language,
        "evidence": [{"signal": one.signal, "weight": one.weight, "words": list(one.words)} for one in decided.evidence],
    }


def _summary(entries: Sequence[_Known], run: _Run, seconds: float) -> dict[str, Any]:
    reasons = Counter(run.decided(entry.article_id).reason for entry in entries)
    sizes = Counter(run.stories.values())
    return {
        "articles": len(entries),
        "stories": len(sizes),
        "largest": max(sizes.values(), default=0),
        "languages": dict(Counter(entry.language for entry in entries).most_common()),
        "reasons": {reason.value: reasons[reason] for reason in PlacementReason if reasons[reason]},
        "cpu_ms_per_article": round(1000 * seconds / max(1, len(entries)), 3),
    }


def _moved(entries: Sequence[_Known], run: _Run, policy: PlacementPolicy, times: int, say: _Progress) -> dict[str, Any]:
    """How much the partition depends on the order of arrival: of the pairs joined in either order, the share joined in only one."""
    shares = []
    for seed in range(times):
        say.now(f"order {seed + 1} of {times} …")
        found = [entry.features for entry in entries]
        random.Random(seed).shuffle(found)  # noqa: S311  an order of arrival, not a secret
        shares.append(_difference(run.stories, _Run.of(found, policy).stories))
    say.done()
    return {"orders": times, "pairs_moved_mean": round(sum(shares) / times, 4), "pairs_moved_worst": round(max(shares), 4)}


def _difference(one: dict[str, str], other: dict[str, str]) -> float:
    def pairs(sizes: Iterable[int]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes)

    both = pairs(Counter((one[article_id], other[article_id]) for article_id in one).values())
    either = pairs(Counter(one.values()).values()) + pairs(Counter(other.values()).values()) - both
    return 1 - both / either if either else 0.0


def _articles(rows: TextIO, detector: Detector, *, pivot: bool) -> Iterator[Article]:
    """The entries of a file. A line that is none is a `click.ClickException` naming file and line."""
    newest = _UNDATED
    seen: set[str] = set()
    for number, line in enumerate(rows, 1):
        if not line.strip():
            continue
        where = f"{rows.name}:{number}"
        row = _row(line, where)
        published = _published(row, where)
        article = _article(row, published or newest, detector, pivot=pivot, dated=published is not None)
        if article.article_id in seen:
            raise click.ClickException(f'{where}: the id "{article.article_id}" stands on an earlier line already')
        seen.add(article.article_id)
        newest = max(newest, published) if published and newest > _UNDATED else published or newest
        yield article


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise click.ClickException(f"{where}: not JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise click.ClickException(f'{where}: an entry is an object with a text "id"')
    return row


def _published(row: dict[str, Any], where: str) -> datetime | None:
    stated = row.get("published")
    if not stated:
        return None
    try:
        parsed = datetime.fromisoformat(stated)
    except (TypeError, ValueError) as error:
        raise click.ClickException(f'{where}: "published" is no ISO 8601 date: {stated!r}') from error
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _article(row: dict[str, Any], published: datetime, detector: Detector, *, pivot: bool, dated: bool) -> Article:
    recorded = row.get("pivot") if pivot else None
    return Article(
        article_id=row["id"],
        feed=str(row.get("feed") or ""),
        outlet=str(row.get("outlet") or row.get("feed") or ""),
        url=str(row.get("url") or ""),
        published=published,
        received=published,
        original=_original(row, detector),
        pivot=_text(recorded, PIVOT_LANGUAGE) if recorded else None,
        translation=TranslationMark.RECORDED if recorded else TranslationMark.UNAVAILABLE,
        owner=str(row.get("owner") or ""),
        date_guessed=not dated,
    )


def _original(row: dict[str, Any], detector: Detector) -> Text:
    stated = str(row.get("language") or "")
    text = _text(row, stated or UNDETERMINED)
    return text if stated else detector.label(text)


def _text(row: dict[str, Any], language: str) -> Text:
    return Text(str(row.get("title") or ""), str(row.get("summary") or ""), str(row.get("body") or ""), language)
