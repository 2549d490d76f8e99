"""Counts on which outlets differ: found where they are, never invented."""

from __future__ import annotations

import json
import os
import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.articles import Article, Text, TranslationMark
from news.stories.countables import COUNTABLES, LANGUAGES
from news.stories.counts import Count, Hedge, read
from news.stories.disagreements import MOST_MEMBERS, disagreements

NOON = datetime(2025, 12, 4, 12, 0, tzinfo=UTC)
ROWS = yaml.safe_load(Path(__file__).with_name("disagreements.yaml").read_text(encoding="utf-8"))
TELLER = re.compile(r"(?P<outlet>\w+)(?:/(?P<owner>\w+))? (?P<language>\w\w)(?: \+(?P<minutes>\d+))?(?: = (?P<english>.+))?")


def an_article(teller: str, text: str, number: int = 0) -> Article:
    told = TELLER.fullmatch(teller)
    assert told, teller
    title, _, lead = text.rpartition(" || ")
    at = NOON + timedelta(minutes=int(told["minutes"] or 0))
    english = Text("", told["english"], language="en") if told["english"] else None
    return Article(
        article_id=f"{number:04}",
        feed=told["outlet"].lower(),
        outlet=told["outlet"],
        url=f"https://{told['outlet'].lower()}.example.org/{number}",
        published=at,
        received=at,
        original=Text(title, lead, language=told["language"]),
        pivot=english,
        translation=TranslationMark.MACHINE if english else TranslationMark.UNAVAILABLE,
        owner=told["owner"] or "",
    )


def members(row: dict) -> list[Article]:
    return [an_article(teller, text, number) for number, (teller, text) in enumerate(row["reports"].items())]


def as_told(found) -> dict[str, dict[str, list[str]]]:
    return {each.what: {figure: list(outlets) for figure, outlets in each.values} for each in found}


def in_order(told: dict[str, dict[str, list[str]]]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [(what, list(values.items())) for what, values in told.items()]


def named(row: dict) -> str:
    return row["why"]


@pytest.mark.parametrize("row", ROWS["must_disagree"], ids=named)
def test_outlets_that_differ_are_told_apart(row):
    """Label, figures and outlets, the most supported first."""
    assert in_order(as_told(disagreements(members(row)))) == in_order(row["expect"])


@pytest.mark.parametrize("row", ROWS["must_not"], ids=named)
def test_no_disagreement_is_invented(row):
    """Figures that can both be true, count different things, or were told of another time."""
    assert disagreements(members(row)) == ()


def test_the_table_of_examples_is_large_enough():
    """Sixty rows and more, in four languages."""
    told = [TELLER.fullmatch(teller) for rows in ROWS.values() for row in rows for teller in row["reports"]]
    assert sum(map(len, ROWS.values())) >= 60
    assert set(LANGUAGES) <= {each["language"] for each in told if each}


@given(st.sampled_from(ROWS["must_disagree"]), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_members_does_not_matter(row: dict, chance: random.Random):
    """Any order gives the same disagreements in the same order."""
    shuffled = members(row)
    chance.shuffle(shuffled)
    assert disagreements(shuffled) == disagreements(members(row))


@given(
    st.lists(
        st.tuples(st.text(max_size=80), st.sampled_from([*LANGUAGES, "de", "und", "zz"]), st.integers(-500, 500)), min_size=2, max_size=4
    )
)
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_odd(told: list[tuple[str, str, int]]):
    """Whatever the letters, an answer comes."""
    articles = [
        replace(
            an_article(f"O{number} en", text, number),
            original=Text(text, f"17 injured {text}", text * 3, language),
            published=NOON + timedelta(minutes=minutes),
        )
        for number, (text, language, minutes) in enumerate(told)
    ]
    disagreements(articles)


@pytest.mark.parametrize(
    "text", ["17 " * 5_000, "\ue000 killed \uf8ff", "9" * 400 + " killed", "killed " * 9_000, "²³ killed", "١٧ killed", ""]
)
def test_hostile_figures_are_only_text(text: str):
    """Endless digits, letters of the private use area, other numerals."""
    assert disagreements([an_article("A en", text), an_article("B en", "The blast killed 6 people.", 1)]) == ()


def test_readers_see_labels_and_figures_in_their_language():
    """Turkish, Ukrainian and Russian labels and decimal marks; English for everyone else."""
    told = [an_article("A en", "A magnitude 5.6 quake hit."), an_article("B en", "A magnitude 5.8 quake hit.", 1)]
    found = {language: disagreements(told, language)[0] for language in (*LANGUAGES, "de")}
    assert [(found[language].what, found[language].values[0][0]) for language in found] == [
        ("magnitude", "5.6"),
        ("büyüklük", "5,6"),
        ("магнітуда", "5,6"),
        ("магнитуда", "5,6"),
        ("magnitude", "5,6"),
    ]


def test_every_countable_has_a_label_in_every_language():
    """And no two of them share one."""
    for column in range(len(LANGUAGES)):
        assert len({each.labels[column] for each in COUNTABLES} - {""}) == len(COUNTABLES)


def test_a_live_blog_of_thousands_of_members_is_read_in_part():
    """The newest of each house come first, so that the dissenting voice is heard beside a talkative one."""
    blog = [an_article(f"Blog en +{minute}", "17 people were injured.", minute) for minute in range(5_000)]
    quiet = an_article("Quiet en +4990", "14 people were injured.", 9_999)
    assert len(blog) > MOST_MEMBERS
    assert as_told(disagreements([*blog, quiet])) == {"injured": {"17": ["Blog"], "14": ["Quiet"]}}


def test_tolls_deep_in_a_text_are_background():
    """A body tells of other disasters, a lead of this one."""
    body = "The road is closed. " * 5 + "A crash nearby injured 15 people."
    deep = replace(an_article("A en", ""), original=Text("Crash on the pass", "A bus overturned.", body, "en"))
    assert disagreements([deep, an_article("B en", "17 people were injured.", 1)]) == ()


def test_votes_deep_in_a_text_are_this_vote():
    """Tallies stand at the end of reports."""
    body = "The debate was long. " * 80 + "In the end 92 countries voted for the resolution."
    deep = replace(an_article("A en", ""), original=Text("Assembly votes", "", body, "en"))
    assert as_told(disagreements([deep, an_article("B en", "91 countries voted for the resolution.", 1)])) == {
        "votes in favour": {"92": ["A"], "91": ["B"]}
    }


def test_a_count_allows_what_can_be_true_beside_it():
    """Hedges and rounding, both ways round."""
    exact, rounded, least = Count(119_846, 119_846), Count(120_000, 120_000), Count(14, 14, Hedge.AT_LEAST)
    assert exact.allows(rounded)
    assert rounded.allows(exact)
    assert least.allows(Count(17, 17))
    assert not least.allows(Count(13, 13))
    assert not Count(1_200, 1_200).allows(Count(1_300, 1_300))


@pytest.mark.parametrize(
    ("sentence", "language", "values"),
    [
        ("Doğu'da 1.234 kişi, on yedi ev", "tr", [1234, 17]),
        ("1,2 млн людей і дев'ятеро дітей", "uk", [1_200_000, 9]),
        ("двадцать одна страна", "ru", [21]),
        ("ninety-one states and 12,500 people", "en", [12_500, 91]),
        ("the 12th package, 17-year-old, 10:30, Article 5.3, 3 December", "en", [5.3]),
    ],
)
def test_figures_are_read_as_the_language_writes_them(sentence: str, language: str, values: list[float]):
    """Digits first, spelled ones after them."""
    assert [count.low for count in read(sentence, language, NOON.date()).counts] == values


def _evaluation(name: str) -> list[dict]:
    path = Path(os.environ.get("TELLAL_DATA", "../shared/data")) / "stories" / name
    if not path.exists():
        pytest.skip(f"no evaluation data at {path}")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _recorded(row: dict) -> Article:
    at = datetime.fromisoformat(row.get("published") or "2018-09-30T00:00:00+00:00")
    pivot = row.get("pivot")
    return Article(
        article_id=row["id"],
        feed=row["feed"],
        outlet=row["outlet"],
        url=row["url"],
        published=at,
        received=at,
        original=Text(row["title"], row["summary"], row.get("body", ""), row.get("language") or "en"),
        pivot=Text(pivot["title"], pivot["summary"], pivot.get("body", ""), "en") if pivot else None,
        translation=TranslationMark.RECORDED if pivot else TranslationMark.UNAVAILABLE,
    )


def test_the_vote_the_product_was_asked_for():
    """Two outlets say 91 (one of them "joined 90 others"), the third 92 and that it was 91 at first."""
    rows = _evaluation("un-votes.jsonl")
    told = disagreements([_recorded(row) for row in rows if row["gold"] == rows[0]["gold"]])
    assert [(each.what, [(figure, len(outlets)) for figure, outlets in each.values]) for each in told] == [
        ("votes in favour", [("91", 2), ("92", 1)])
    ]
