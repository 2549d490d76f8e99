"""`tellal topics test`: a query over recorded entries."""

import json

import pytest
from click.testing import CliRunner

from bot.cli.topics_test import EXIT_QUERY, explained
from bot.cli.topics_test import test as verb
from news.errors import QueryError
from news.topics.query import parse_query

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
