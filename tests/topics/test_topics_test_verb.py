"""`tellal topics test`: a query over recorded entries, and over the store."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from support.naive_topics import article

from bot.cli.topics_test import EXIT_QUERY, explained
from bot.cli.topics_test import test as verb
from news.articles import ArticleState
from news.errors import QueryError
from news.feed import Feed
from news.stories.values import Placement, PlacementReason, Story
from news.topics.query import parse_query
from storage import open_store

ENTRIES = [
    {"id": "a", "outlet": "Ege Postası", "title": "İzmir'de deprem oldu", "summary": "Depremler gece sürdü.", "language": "tr"},
    {
        "id": "b",
        "outlet": "Suspilne",
        "title": "Землетрус у Туреччині",
        "summary": "",
        "language": "uk",
        "pivot": {"title": "Earthquake in Turkey", "summary": ""},
    },
    {
        "id": "c",
        "outlet": "Wire",
        "title": "Council plants trees along the river bank",
        "summary": "Volunteers came early.",
        "categories": ["Local"],
    },
]


@pytest.fixture
def run(tmp_path):
    def run(*arguments, entries=ENTRIES, lines=None):
        path = tmp_path / "entries.jsonl"
        path.write_text(lines or "\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries), encoding="utf-8")
        return CliRunner().invoke(verb, [*arguments, "--file", str(path)])

    return run


def printed(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_it_prints_the_ids_that_match_and_the_words_that_did(run):
    result = run("deprem OR землетрус OR earthquake", "--json")
    assert result.exit_code == 0
    assert printed(result) == [{"id": "a", "words": ["deprem"]}, {"id": "b", "words": ["Землетрус", "Earthquake"]}]
    assert "2 of 3" in result.stderr


def test_a_listing_shows_the_headline_beside_the_words(run):
    assert run("deprem").stdout == "a  İzmir'de deprem oldu  [deprem]\n"


def test_the_language_of_the_query_narrows_what_is_asked(run):
    assert [row["id"] for row in printed(run("earthquake", "--language", "en", "--json"))] == ["b"]
    assert printed(run("earthquake", "--language", "tr", "--json")) == []


def test_a_missing_language_is_detected(run):
    assert [row["id"] for row in printed(run("tree lang:en", "--json"))] == ["c"]


def test_fields_and_sources_can_be_tried(run):
    assert [row["id"] for row in printed(run("category:local", "--json"))] == ["c"]
    assert printed(run("tree sources>=3", "--json")) == []
    assert [row["id"] for row in printed(run("tree sources>=3", "--sources", "3", "--json"))] == ["c"]


def test_a_wrong_query_is_shown_with_a_caret_under_the_place(run):
    result = run("deprem languag:tr", "--json")
    assert result.exit_code == EXIT_QUERY
    assert result.stdout == ""
    assert result.stderr.splitlines()[:2] == ["deprem languag:tr", "       ^"]
    assert "Did you mean lang ?" in result.stderr


def test_the_caret_stands_right_after_wide_characters():
    with pytest.raises(QueryError) as refused:
        parse_query("地震 x*")
    assert explained("地震 x*", refused.value).splitlines()[1] == "      ^"


def test_a_line_that_is_no_entry_is_named(run):
    result = run("deprem", lines='{"id": "a"}\n{"id": ')
    assert result.exit_code == 1
    assert "entries.jsonl:2" in result.stderr
    assert '"id"' in run("deprem", lines="[]").stderr


def test_no_entries_are_no_error(run):
    result = run("deprem", "--json", lines="\n")
    assert (result.exit_code, result.stdout) == (0, "")


async def put(store, *told):
    """Stories of one article each, told so many days ago."""
    async with store.transaction() as tx:
        for number, (title, age) in enumerate(told):
            at = datetime.now(UTC) - timedelta(days=age)
            placed = replace(
                article(title, language="tr"), article_id=f"a{number}", url=f"https://wire.example/{number}", published=at, received=at
            ).evolve(state=ArticleState.PLACED, story_id=f"s{number}")
            await tx.put_story(Story(f"s{number}", at, at, placed.article_id, houses=("Wire",)))
            await tx.add_article(placed, [f"key{number}"])
            await tx.place_article(placed, Placement(f"s{number}", PlacementReason.NOTHING_NEAR), "{}")


@pytest.fixture
def stored(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'tellal.db'}"
    monkeypatch.setenv("TELLAL_DATABASE_URL", url)

    def stored(*arguments, told=(("Ege'de deprem", 2), ("Van'da deprem", 12), ("Faiz kararı", 1))):
        async def fill():
            store = await open_store(url, clock=lambda: datetime.now(UTC))
            await put(store, *told)
            await store.close()

        asyncio.run(fill())
        return CliRunner().invoke(verb, [*arguments])

    return stored


def test_without_a_file_the_stories_of_the_last_week_are_asked(stored):
    result = stored("deprem", "--json")
    assert printed(result) == [{"id": "a0", "words": ["deprem"]}]
    assert "1 of 2 match" in result.stderr


def test_days_reach_as_far_back_as_asked(stored):
    result = stored("deprem", "--json", "--days", "30")
    assert [row["id"] for row in printed(result)] == ["a0", "a1"]


@pytest.fixture
def glossary(tmp_path, monkeypatch):
    """An engine that knows one word, in a house whose feeds speak Turkish and Ukrainian."""
    phrases = tmp_path / "phrases.yaml"
    phrases.write_text("en>tr:\n  earthquake: deprem\n", encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'tellal.db'}"
    monkeypatch.setenv("TELLAL_DATABASE_URL", url)
    monkeypatch.setenv("TELLAL_TRANSLATORS", f"glossary:{phrases}")

    async def fill():
        store = await open_store(url, clock=lambda: datetime.now(UTC))
        async with store.transaction() as tx:
            for language in ("tr", "uk"):
                await tx.put_feed(Feed(language, f"http://127.0.0.1/{language}", language=language))
        await store.close()

    asyncio.run(fill())


def test_the_store_is_asked_in_the_languages_of_the_feeds(glossary, stored):
    """And what no engine could say is told."""
    result = stored("earthquake", "--json")
    assert printed(result) == [{"id": "a0", "words": ["deprem"]}]
    assert "looked for in tr too: deprem" in result.stderr
    assert "not translated to uk" in result.stderr
    assert printed(stored("earthquake", "--json", "--no-translate", told=())) == []


def test_a_file_is_asked_in_other_languages_when_told_so(glossary, run):
    assert [row["id"] for row in printed(run("earthquake", "--json"))] == ["b"]
    assert [row["id"] for row in printed(run("earthquake", "--json", "--translate"))] == ["a", "b"]


def test_a_file_and_days_together_are_refused(run):
    assert "--days" in run("deprem", "--days", "7").stderr


def test_a_capitalised_word_is_said_to_be_a_name_and_the_word_is_offered(run):
    result = run("Deprem OR Quinnipiac")
    assert "Deprem asks for a name" in result.stderr
    assert "for the word itself: deprem OR Quinnipiac" in result.stderr
    assert "name" not in run("deprem OR Quinnipiac").stderr
