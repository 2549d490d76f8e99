"""`tellal feeds parse`: the stable form others read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.feedserver import RSS

from bot.cli.feeds_parse import parse


def told(*arguments: str, typed: bytes = b"") -> Result:
    return CliRunner().invoke(parse, arguments, input=typed)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    good, bad = tmp_path / "good.xml", tmp_path / "bad.html"
    good.write_bytes(RSS)
    bad.write_text("<html><link rel=alternate type='application/rss+xml' href='/rss'>")
    return str(good), str(bad)


def test_one_object_a_file(files: tuple[str, str]):
    """The keys and forms that DESIGN §10 promises."""
    good, _ = files
    result = told(good, good, "--base-url", "https://liman.example/rss", "--content-type", "application/rss+xml", "--json")
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0
    assert first == second
    assert first == {
        "title": "Liman Haber",
        "language": "tr",
        "entries": [
            {
                "id": "liman-4711",
                "url": "https://liman.example/2026/vapur-sis",
                "title": "Boğaz'da vapur seferleri sis yüzünden durdu",
                "summary": "Sabah saatlerinde görüş 50 metreye kadar düştü.",
                "published": "2026-11-22T05:15:00Z",
                "updated": None,
                "authors": [],
                "categories": [],
                "media": [],
            }
        ],
        "warnings": [],
    }


def test_one_bad_file_does_not_stop_the_others(files: tuple[str, str]):
    """It gets a line of its own with the error; the exit status says that something failed."""
    good, bad = files
    result = told(bad, "no-such-file.xml", good, "--base-url", "https://liman.example/", "--json")
    page, missing, feed = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert (page["file"], "https://liman.example/rss" in page["error"]) == (bad, True)
    assert "no-such-file.xml" in missing["error"]
    assert feed["title"] == "Liman Haber"


def test_standard_input_and_the_listing():
    """ "-" reads a pipe; without --json it is for people."""
    result = told("-", typed=RSS)
    assert result.exit_code == 0
    assert "Liman Haber · RSS 2.0 · utf-8 · 1 entries" in result.stdout
    assert "2026-11-22T05:15:00Z  Boğaz'da vapur" in result.stdout


def test_language_and_zone_reach_the_reader():
    """They choose the legacy charset and the zone of bare dates."""
    document = "<rss><channel><title>Çağ</title><item><title>Şişli</title><pubDate>22.11.2026 12:00</pubDate></item></channel></rss>"
    result = told("-", "--language", "tr", "--zone", "Europe/Istanbul", "--json", typed=document.encode("windows-1254"))
    [line] = result.stdout.splitlines()
    assert json.loads(line)["entries"][0] | {"title": "Şişli", "published": "2026-11-22T09:00:00Z"} == json.loads(line)["entries"][0]
