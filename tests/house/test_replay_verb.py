"""`tellal replay`: entries in, placements out, the same on every machine and in whatever order they stand."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.story_rows import rows

from bot.cli.replay import _Progress, replay

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = [
    {
        "id": f"{number}-{one.article_id}",
        "outlet": one.outlet,
        "title": one.original.title,
        "summary": one.original.summary,
        "language": one.original.language,
        "published": one.published.isoformat(),
    }
    for number, row in enumerate(rows("must_*.yaml"))
    for one in row.articles
]


def lines_of(entries) -> str:
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)


def replayed(entries, *options):
    return CliRunner().invoke(replay, [*options, "-"], input=lines_of(entries))


def placed(result) -> dict[str, str]:
    assert result.exit_code == 0, result.stderr
    return {row["id"]: row["story"] for row in map(json.loads, result.stdout.splitlines())}


def partition(stories: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(one for one in stories if stories[one] == story) for story in stories.values()}


def test_one_line_an_entry_in_the_order_of_the_file_and_a_summary_beside_it() -> None:
    """The interchange that evaluation depends on."""
    result = replayed(ENTRIES)
    out = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in out] == [entry["id"] for entry in ENTRIES]
    assert all(set(row) == {"id", "story", "reason", "score", "language", "evidence"} for row in out)
    summary = json.loads(result.stderr)
    assert (summary["articles"], summary["stories"]) == (len(ENTRIES), len({row["story"] for row in out}))
    assert sum(summary["reasons"].values()) == len(ENTRIES)


def test_two_processes_print_the_same_bytes() -> None:
    """Nothing hangs on the seed of Python's hashes."""
    printed = [
        subprocess.run(
            [sys.executable, "-m", "bot", "replay", "-"],
            input=lines_of(ENTRIES).encode(),
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] != b""


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_file_does_not_matter(seed: int) -> None:
    """Newest first, shuffled, whatever: the same stories."""
    entries = list(ENTRIES)
    random.Random(seed).shuffle(entries)
    assert partition(placed(replayed(entries))) == partition(placed(replayed(ENTRIES)))


def test_shuffle_says_how_far_the_stories_move() -> None:
    """Nothing moves where the second look finds the same; the share of pairs is told as mean and worst."""
    summary = json.loads(replayed(ENTRIES, "--shuffle", "2").stderr)
    assert summary["shuffled"] == {"orders": 2, "pairs_moved_mean": 0.0, "pairs_moved_worst": 0.0}


def test_shuffle_notices_when_they_do_move(monkeypatch) -> None:
    """Without a second look the first report decides, so the order shows."""
    monkeypatch.setattr("news.stories.placement.StoryWindow.regroup", lambda _: [])
    chain = [
        {
            "id": "a",
            "outlet": "A",
            "title": "Ferry runs aground near Paros with 60 aboard",
            "summary": "The coast guard pulled the ferry Aster free.",
        },
        {
            "id": "b",
            "outlet": "B",
            "title": "Coast guard frees ferry Aster, 60 aboard",
            "summary": "Captain Nikos Leras steered towards Paros.",
        },
        {
            "id": "c",
            "outlet": "C",
            "title": "Captain Nikos Leras charged in Piraeus",
            "summary": "He had steered the ferry Aster near Paros.",
        },
        {
            "id": "d",
            "outlet": "D",
            "title": "Captain Leras faces court in Piraeus",
            "summary": "Prosecutors charged Nikos Leras on Tuesday.",
        },
    ]
    summary = json.loads(replayed([{**entry, "language": "en"} for entry in chain], "--shuffle", "20").stderr)
    assert 0 < summary["shuffled"]["pairs_moved_mean"] <= summary["shuffled"]["pairs_moved_worst"] <= 1


def test_entries_are_placed_while_the_file_is_read() -> None:
    """A stream that breaks off has been worked on to that point: nothing waits for the end but the second look."""
    seen: list[str] = []

    class Window:
        def __init__(self, _policy) -> None: ...

        def place(self, found):
            seen.append(found.article_id)
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.cli.replay.StoryWindow", Window)
        replayed(ENTRIES)
    assert seen == [ENTRIES[0]["id"]]


def test_progress_is_shown_to_people_only(monkeypatch) -> None:
    """On one line that is wiped at the end; a pipe gets the summary alone."""
    monkeypatch.setattr("bot.cli.replay._PROGRESS_EVERY", 10)
    assert replayed(ENTRIES).stderr.count("\n") == 1
    monkeypatch.setattr("bot.cli.replay._Progress", lambda watched: _Progress(watched=not watched))
    shown = replayed(ENTRIES, "--shuffle", "1").stderr
    assert "10 articles placed" in shown
    assert "order 1 of 1" in shown
    assert json.loads(shown.rpartition("\r")[2])["articles"] == len(ENTRIES)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "<stdin>:2: not JSON"),
        ("[]", '<stdin>:2: an entry is an object with a text "id"'),
        ('{"id": "0-a0"}', '<stdin>:2: the id "0-a0" stands on an earlier line already'),
        ('{"id": "x", "published": "yesterday"}', "<stdin>:2: \"published\" is no ISO 8601 date: 'yesterday'"),
    ],
)
def test_a_bad_line_is_named(line: str, said: str) -> None:
    """File, line, and what is wrong with it."""
    result = CliRunner().invoke(replay, ["-"], input=lines_of(ENTRIES[:1]) + line + "\n")
    assert result.exit_code == 1
    assert said in result.stderr


def test_an_entry_without_a_date_is_as_new_as_the_newest_before_it() -> None:
    """Never "now": an anniversary without a date does not become today's news, and a file without any dates is one moment."""
    old = {**ENTRIES[0], "published": "2019-03-01T12:00:00Z"}
    undated = {key: value for key, value in {**ENTRIES[0], "id": "undated", "outlet": "Other"}.items() if key != "published"}
    stories = placed(replayed([old, undated]))
    assert stories["undated"] == stories[old["id"]]
