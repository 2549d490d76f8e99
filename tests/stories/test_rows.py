"""Story identity as data: what must be one story and what must not, told in rows (tests/stories/rows/*.yaml).

A row passes when it comes out right in both orders of arrival, amid everyday articles of the same days, which must not be drawn
in. Each is read twice: with its recorded translations and in the original alone. Rows the code does not get right yet stand in
rows/open.yaml with the reason; one that has come right must leave that list. See the shares by kind with
`pytest -rP tests/stories/test_rows.py -k share`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from news.articles import PIVOT_LANGUAGE, Article, Text, TranslationMark
from news.stories.features import Features, features
from news.stories.placement import StoryWindow
from news.stories.values import Placement

ROWS = Path(__file__).parent / "rows"
NOT_KINDS = {"background", "open"}
EVERYDAY = 60
"""Background articles a row stands amid."""
EVERYDAY_ROW = "everyday-articles"
"""The background itself, as a row that may stand open."""
THINNEST_KIND = 8
"""Rows each kind has at least."""
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """Some articles and how they fall into stories."""

    kind: str
    name: str
    why: str
    articles: tuple[Article, ...]
    groups: frozenset[frozenset[str]]
    """Article ids that are one story each."""

    def read_as(self, reading: str) -> tuple[Article, ...]:
        return self.articles if reading == "translated" else tuple(_untranslated(article) for article in self.articles)

    @property
    def joins(self) -> bool:
        return len(self.groups) < len(self.articles)

    @property
    def readings(self) -> tuple[str, ...]:
        return ("translated", "original") if any(article.pivot for article in self.articles) else ("original",)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a row came out in one order of arrival."""

    groups: frozenset[frozenset[str]]
    drawn_in: frozenset[str]
    """Background articles that ended in one story with an article of the row."""
    placements: tuple[Placement, ...]

    def told(self) -> str:
        placed = [
            f"    {one.reason.value} {one.score} near {one.nearest or '-'}: "
            + ", ".join(f"{each.signal} {each.weight:+.1f} {'/'.join(each.words[:6])}" for each in one.evidence[:5])
            for one in self.placements
        ]
        return "\n".join([f"  {sorted(map(sorted, self.groups))} drawn in: {sorted(self.drawn_in) or 'none'}", *placed])


def _untranslated(article: Article) -> Article:
    return article.evolve(pivot=None, translation=TranslationMark.UNAVAILABLE)


def _text(raw: dict[str, Any], language: str) -> Text:
    return Text(raw["title"], raw.get("summary", ""), raw.get("body", ""), language)


def _article(raw: dict[str, Any], article_id: str) -> Article:
    pivot = _text(raw["pivot"], PIVOT_LANGUAGE) if raw.get("pivot") else None
    return Article(
        article_id=article_id,
        feed=raw["outlet"],
        outlet=raw["outlet"],
        url="",
        published=raw["published"],
        received=raw["published"],
        original=_text(raw, raw["language"]),
        pivot=pivot,
        translation=TranslationMark.RECORDED if pivot else TranslationMark.UNAVAILABLE,
    )


def _published(stated: str | datetime) -> datetime:
    moment = stated if isinstance(stated, datetime) else datetime.fromisoformat(stated)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _row(kind: str, raw: dict[str, Any]) -> Row:
    articles = tuple(
        _article(one | {"published": _published(one["published"])}, f"{raw['name']}/{number}") for number, one in enumerate(raw["articles"])
    )
    every = range(len(articles))
    groups = raw.get("groups") or ([list(every)] if raw["expect"] == "join" else [[number] for number in every])
    return Row(
        kind, raw["name"], raw["why"], articles, frozenset(frozenset(articles[number].article_id for number in group) for group in groups)
    )


def _rows() -> list[Row]:
    kinds = sorted(path for path in ROWS.glob("*.yaml") if path.stem not in NOT_KINDS)
    return [_row(path.stem, raw) for path in kinds for raw in YAML(typ="safe").load(path.read_text(encoding="utf-8"))]


@cache
def _background(reading: str) -> tuple[Features, ...]:
    """The everyday articles, dated later, when it is known amid which days they stand."""
    raw = YAML(typ="safe").load((ROWS / "background.yaml").read_text(encoding="utf-8"))
    outlets = [f"Everyday {number}" for number in range(17)]
    everyday = []
    for number, one in enumerate(raw):
        pivot = {"title": one["en"], "summary": ""} if "en" in one and reading == "translated" else None
        everyday.append(_article(one | {"published": FIRST_DAY, "outlet": outlets[number % 17], "pivot": pivot}, f"background/{number}"))
    return tuple(features(article) for article in everyday)


def _stream(row: Row, reading: str) -> list[Features]:
    """Background articles of the row's days, always the same for one row."""
    draw = random.Random(row.name)
    days = [article.published for article in row.articles]
    chosen = draw.sample(_background(reading), EVERYDAY)
    return [replace(one, published=draw.choice(days) + timedelta(hours=draw.uniform(-20, 20))) for one in chosen]


def _place(articles: tuple[Article, ...], stream: list[Features]) -> Verdict:
    window, placements = StoryWindow(), []
    for everyday in stream:
        window.add(everyday, f"s-{everyday.article_id}")
    for article in articles:
        found = features(article)
        placements.append(window.place(found))
        window.add(found, placements[-1].story_id)
    _look_again(window, max(article.published for article in articles))
    stories: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        stories[window.story_of(article.article_id) or ""].add(article.article_id)
    drawn_in = {member for story in stories for member in window.members(story) if member.startswith("background/")}
    return Verdict(frozenset(map(frozenset, stories.values())), frozenset(drawn_in), tuple(placements))


def _look_again(window: StoryWindow, now: datetime) -> None:
    """As the street does it, once: the second look unites until nothing more may be united."""
    for merge in window.second_look():
        window.move(merge.story_id, merge.into)


def verdicts(row: Row, reading: str) -> dict[str, Verdict]:
    """By order of arrival."""
    stream, articles = _stream(row, reading), row.read_as(reading)
    return {"forward": _place(articles, stream), "backward": _place(articles[::-1], stream)}


def is_right(row: Row, verdict: Verdict) -> bool:
    """The stories are those of the row, and nothing else was drawn in."""
    return verdict.groups == row.groups and not verdict.drawn_in


@cache
def _open() -> frozenset[tuple[str, str]]:
    """Rows the code does not get right yet, each in one reading or both."""
    raw = YAML(typ="safe").load((ROWS / "open.yaml").read_text(encoding="utf-8")) or []
    return frozenset((one["name"], reading) for one in raw for reading in one["readings"])


ALL = _rows()
CASES = [(row, reading) for row in ALL for reading in row.readings]
_VERDICTS: dict[tuple[str, str], dict[str, Verdict]] = {}
"""A row's verdicts in one reading, found once for all tests."""


def _verdicts(row: Row, reading: str) -> dict[str, Verdict]:
    if (row.name, reading) not in _VERDICTS:
        _VERDICTS[row.name, reading] = verdicts(row, reading)
    return _VERDICTS[row.name, reading]


def _is_right(row: Row, reading: str) -> bool:
    return all(is_right(row, verdict) for verdict in _verdicts(row, reading).values())


@pytest.mark.parametrize(("row", "reading"), CASES, ids=[f"{row.kind}-{row.name}-{reading}" for row, reading in CASES])
def test_a_row_falls_into_its_stories(row: Row, reading: str) -> None:
    """Each row comes out as it says, in both orders of arrival; a row listed as open does not, yet."""
    right = _is_right(row, reading)
    if (row.name, reading) in _open():
        assert not right, f"{row.name} ({reading}) has come right: take it from rows/open.yaml"
    else:
        told = "\n".join(f"{order}:\n{verdict.told()}" for order, verdict in _verdicts(row, reading).items())
        assert right, f"{row.name} ({reading}): {row.why}\nexpected {sorted(map(sorted, row.groups))}\n{told}"


def test_share_of_rows_right_by_kind() -> None:
    """Prints what each kind has reached; no kind may be thin."""
    shares: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row in ALL:
        for reading in ("translated", "original"):
            right = _is_right(row, reading if reading in row.readings else "original")
            for kind in (row.kind, "must join" if row.joins else "must stay apart", "all"):
                shares[kind][reading].append(right)
    for kind, by in shares.items():
        print(f"{kind:20}", *(f"{reading} {sum(right)}/{len(right)}" for reading, right in by.items()), sep="  ")  # noqa: T201  the report is what the test is for
    assert min(len(by["original"]) for by in shares.values()) >= THINNEST_KIND


@pytest.mark.parametrize("reading", ["translated", "original"])
def test_everyday_articles_stay_apart(reading: str) -> None:
    """Articles that share a home country, its capital and its president are as many stories as articles."""
    window = StoryWindow()
    for number, everyday in enumerate(_background(reading)):
        found = replace(everyday, published=FIRST_DAY + timedelta(minutes=17 * number))
        window.add(found, window.place(found).story_id)
    _look_again(window, FIRST_DAY + timedelta(days=1))
    stories = defaultdict(list)
    for everyday in _background(reading):
        stories[window.story_of(everyday.article_id)].append(everyday.article_id)
    glued = [members for members in stories.values() if len(members) > 1]
    if (EVERYDAY_ROW, reading) in _open():
        assert glued, f"everyday articles stay apart now ({reading}): take {EVERYDAY_ROW} from rows/open.yaml"
    else:
        assert glued == []


def test_the_list_of_open_rows_names_rows_that_exist() -> None:
    """A renamed row leaves no ghost behind, and names are given once."""
    assert {reading for _, reading in _open()} <= {"translated", "original"}
    assert _open() <= {(row.name, reading) for row, reading in CASES} | {(EVERYDAY_ROW, "translated"), (EVERYDAY_ROW, "original")}
    assert len({row.name for row in ALL}) == len(ALL)
