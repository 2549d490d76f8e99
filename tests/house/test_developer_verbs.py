"""`check`, `config`, `bench`, `setup` and the guard of our package names, called as the command line calls them."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.cli.bench import benches
from bot.feedsfile import read_feeds_text
from bot.ours import STREET, assert_ours
from bot.settings import load
from news.subscribers import Subscriber
from storage import open_store
from translators import langid

TOKEN = "987654321:AAHsecretsecretsecret"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No TELLAL_ variable and no .env of whoever runs the tests."""
    nowhere = tmp_path_factory.mktemp("nowhere")
    for verb in ("check", "config"):
        monkeypatch.setattr(f"bot.cli.{verb}.load", partial(load, root=nowhere, secrets=nowhere / "secrets"))
    for name in [name for name in os.environ if name.startswith("TELLAL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TELLAL_DATABASE_URL", "memory:")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_feeds_and_settings_we_ship_pass_the_check() -> None:
    """Exit status 0; what is missing for translation and Telegram is noted, not an error."""
    told = call("check")
    assert told.exit_code == 0, told.output
    assert "good: 53 feeds in 7 languages (de, en, fr, pl, ru, tr, uk), 6 topics" in told.stdout
    assert "note: TELLAL_TELEGRAM_TOKEN is not set" in told.stdout
    assert "note: TELLAL_CONTACT is not set" in told.stdout


def test_check_tells_the_mistakes_of_file_and_environment_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, each in its place; exit status 2."""
    (tmp_path / "mine.yaml").write_text("feeds:\n  - slug: a\n    langauge: tr\n    url: https://a.example\n")
    monkeypatch.setenv("TELLAL_ZONE", "Mars")
    monkeypatch.setenv("TELLAL_TELEGRAM_TOKEN", TOKEN)
    told = call("check", "--feeds", str(tmp_path / "mine.yaml"))
    assert told.exit_code == 2
    assert 'mine.yaml:3: feeds[0].langauge: unknown key, did you mean "language"?' in told.stderr
    assert 'environment: TELLAL_ZONE: "Mars" is no time zone' in told.stderr
    assert "2 problems" in told.stderr
    assert "secretsecret" not in told.output


def test_check_speaks_json(tmp_path: Path) -> None:
    """For a deployment that wants to point at the line."""
    (tmp_path / "mine.yaml").write_text("feeds: 5\n")
    told = call("check", "--json", "--feeds", str(tmp_path / "mine.yaml"))
    found = json.loads(told.stdout)
    assert told.exit_code == 2
    assert found["ok"] is False
    assert [(problem["where"], problem["line"], problem["key"]) for problem in found["problems"]] == [("mine.yaml", 1, "feeds")]


def test_check_finds_a_store_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TELLAL_DATABASE_URL", f"sqlite:///{tmp_path}/file/tellal.sqlite")
    told = call("check")
    assert told.exit_code == 2
    assert "TELLAL_DATABASE_URL: the store cannot be written" in told.stderr


def test_check_finds_a_translator_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Named in the environment, with what was meant."""
    monkeypatch.setenv("TELLAL_TRANSLATORS", "argoss")
    told = call("check")
    assert told.exit_code == 2
    assert 'environment: TELLAL_TRANSLATORS: there is no translator "argoss"; did you mean "argos"?' in told.stderr


def test_check_names_the_languages_of_readers_it_cannot_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the subscribers in the store, each with how many; who reads the pivot, or has left, is no reason to worry."""
    monkeypatch.setenv("TELLAL_DATABASE_URL", f"sqlite:///{tmp_path}/tellal.sqlite")
    monkeypatch.setenv("TELLAL_PACKAGES_DIR", str(tmp_path / "packages"))
    before = call("check")
    assert "→ tr" not in before.stdout
    assert not (tmp_path / "tellal.sqlite").exists()
    asyncio.run(_subscribed(f"sqlite:///{tmp_path}/tellal.sqlite", "tr", "tr", "uk", "en", ka=True))
    told = call("check")
    assert told.exit_code == 0, told.output
    assert "en → tr, the language of 2 subscribers: they read the originals (./tellal languages install tr --from-english)" in told.stdout
    assert "en → uk, the language of one subscriber" in told.stdout
    assert "→ ka" not in told.stdout


async def _subscribed(url: str, *languages: str, ka: bool) -> None:
    store = await open_store(url, clock=lambda: datetime(2026, 11, 1, tzinfo=UTC))
    async with store.transaction() as tx:
        for number, language in enumerate(languages):
            await tx.put_subscriber(Subscriber(f"reader-{number}", "recording", str(number), language=language))
        if ka:
            await tx.put_subscriber(Subscriber("gone", "recording", "gone", language="ka", gone=True))
    await store.close()


def test_check_finds_a_store_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's file in its place is a problem with a sentence, not a traceback."""
    (tmp_path / "tellal.sqlite").write_text("These are not the rows you are looking for. " * 100)
    monkeypatch.setenv("TELLAL_DATABASE_URL", f"sqlite:///{tmp_path}/tellal.sqlite")
    told = call("check")
    assert told.exit_code == 2
    assert "TELLAL_DATABASE_URL" in told.stderr


def test_check_finds_a_detector_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next step is named."""
    monkeypatch.setenv("TELLAL_DETECTOR", "py3langid")
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    langid._identifier.cache_clear()
    told = call("check")
    assert told.exit_code == 2
    assert "TELLAL_DETECTOR: py3langid is not installed; install it" in told.stderr


def test_config_shows_every_setting_and_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Masked in the table and in JSON."""
    monkeypatch.setenv("TELLAL_TELEGRAM_TOKEN", TOKEN)
    table, plain = call("config"), call("config", "--json")
    assert table.exit_code == plain.exit_code == 0
    assert "TELLAL_HOLD_SECONDS" in table.stdout
    assert json.loads(plain.stdout)["TELLAL_TELEGRAM_TOKEN"] == "********"
    assert "secretsecret" not in table.output + plain.output


def test_a_bad_setting_stops_a_verb_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback; exit status 2."""
    monkeypatch.setenv("TELLAL_HOLD_SECONDS", "soon")
    told = call("config")
    assert told.exit_code == 2
    assert "TELLAL_HOLD_SECONDS: must be a whole number" in told.stderr


def test_exporting_nothing_is_still_a_feeds_file() -> None:
    """A new store: an empty list that `check` would take."""
    told = call("feeds", "export")
    assert told.exit_code == 0, told.output
    assert read_feeds_text(told.stdout).feeds == ()


def test_benches_are_files_with_a_run(tmp_path: Path) -> None:
    """Listed with the first line of their docstring; helpers are not."""
    (tmp_path / "parse.py").write_text('"""Read feeds.\n\nMore.\n"""\n\ndef run() -> dict:\n    return {}\n')
    (tmp_path / "_shared.py").write_text('"""No bench."""\n')
    (tmp_path / "notes.py").write_text('"""No run."""\n')
    assert benches(tmp_path) == {"parse": "Read feeds."}


def test_an_unknown_bench_is_refused() -> None:
    """With exit status 2 and the name."""
    told = call("bench", "prase")
    assert told.exit_code == 2
    assert 'no bench "prase"' in told.stderr


def test_setup_says_what_is_there() -> None:
    """And what to do next."""
    told = call("setup")
    assert told.exit_code == 0
    assert "Next: ./tellal demo" in told.stdout


def test_the_packages_imported_here_are_ours() -> None:
    """The check every start makes."""
    assert_ours()


def test_a_foreign_package_in_the_way_is_named(tmp_path: Path) -> None:
    """As if PyPI's `channels` had been imported: the sentence says which and what to do."""
    with pytest.raises(SystemExit, match=r"import json.* would bring .*PYTHONPATH"):
        assert_ours(("json",), root=tmp_path)


def test_an_incomplete_checkout_is_said() -> None:
    """A folder of the street is missing."""
    with pytest.raises(SystemExit, match="chimneys/ is missing"):
        assert_ours((*STREET, "chimneys"))
