"""Every verb of the command line, in one table: a verb that is not in it fails here, and so does one that changes something unwritten."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from support.story_rows import article as report

from bot.cli import main
from bot.compose import system_clock
from news.alerts import AlertReason
from news.audit import DeedOutcome
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, DigestEntry
from news.feed import Feed, Origin
from news.ports import Transaction
from news.stories.features import features
from news.stories.values import Placement, PlacementReason, Story
from news.subscribers import Subscriber, Topic
from storage import open_store

MAIN = click.Context(main)
OPML = '<opml version="2.0"><body><outline type="rss" text="Dnipro" xmlUrl="https://dnipro.example/rss"/></body></opml>'
ENTRY = '{"id": "e1", "feed": "anka", "outlet": "Anka", "url": "https://anka.example/1", "title": "Sel oldu", "summary": ""}'


@dataclass(frozen=True)
class Changes:
    """`words` change the store below; `wrong` ones are refused with a sentence that says `says`."""

    words: str
    wrong: str = ""
    says: str = ""


@dataclass(frozen=True)
class Looks:
    """Leaves no trace. `words` answer; with --json where the verb has it."""

    words: str = ""
    wrong: str = ""
    says: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """Changes nothing an admin is asked about afterwards, or runs what has tests of its own."""

    why: str


VERBS: dict[str, Changes | Looks | Elsewhere] = {
    "demo": Elsewhere("its store is in memory: tests/demo"),
    "run": Elsewhere("the street itself: tests/street/test_running.py"),
    "check": Looks("--feeds {feeds}", "--feeds {folder}/none.yaml", "none.yaml"),
    "config": Looks(),
    "poll": Elsewhere("what `run` does, once"),
    "replay": Elsewhere("entries in, placements out: tests/house/test_replay_verb.py"),
    "feeds parse": Looks("{rss} --base-url https://anka.example/", "{folder}/none.xml", "none.xml"),
    "feeds add": Changes("https://news.example/rss --slug news --untested", "ftp://news.example/rss", "https://example.org/rss.xml"),
    "feeds show": Looks("anka", "ankaa", "anka"),
    "feeds edit": Changes("anka language tr", "anka colour red", "colour"),
    "feeds export": Looks("", "--format xml", "opml"),
    "feeds import": Changes("{opml}", "{folder}/none.opml", "none.opml"),
    "feeds list": Looks(),
    "feeds pause": Changes("anka", "ankaa", "anka"),
    "feeds resume": Changes("anka", "ankaa", "anka"),
    "feeds remove": Changes("anka", "ankaa", "anka"),
    "feeds test": Looks("", "ankaa", "anka"),
    "topics list": Looks(),
    "topics test": Looks("sel --file {entries}", "'sel AND('", "^"),
    "stories list": Looks(),
    "stories show": Looks("s-dam", "s-dan", "stories list"),
    "stories why": Looks("ferry", "nobody", "nobody"),
    "stories merge": Changes("s-ship s-dam", "s-dan s-dam", "s-dan"),
    "stories split": Changes("ferry", "nobody", "nobody"),
    "digest preview": Looks("ada", "bob", "subscribers list"),
    "digest send": Changes("ada", "bob", "subscribers list"),
    "deliveries list": Looks(),
    "deliveries bury": Changes("d-due", "d-dead", "is dead"),
    "deliveries retry": Changes("d-dead --yes", "d-due --yes", "is due"),
    "subscribers add": Changes("recording desk --follow quakes", "recording desk --follow quake", "quakes"),
    "subscribers list": Looks(),
    "audit": Looks(),
    "broadcast": Changes("'All is well' --yes", "{long} --yes", "3500"),
    "stats": Looks(),
    "loglevel": Changes("debug", "loud", "WARNING"),
    "send-test": Changes("ada", "bob", "subscribers list"),
    "languages detect": Elsewhere("changes packages, not the store: tests/translators/test_languages_cli.py"),
    "languages install": Elsewhere("as above"),
    "languages list": Looks(),
    "languages remove": Elsewhere("as above"),
    "languages test": Elsewhere("as above"),
    "db backup": Changes("{folder}/copy.sqlite", "{opml}", "name a new file"),
    "db migrate": Elsewhere("every start does it"),
    "db prune": Changes("--days 30", "--days many", "many"),
    "db restore": Changes("{backup}", "{folder}/none.sqlite", "none.sqlite"),
    "health": Elsewhere("exit status 1 where `run` has not run: tests/house/test_operator_verbs.py"),
    "bench": Elsewhere("a developer's: tests/house/test_developer_verbs.py"),
    "test": Elsewhere("as above"),
    "check-code": Elsewhere("as above"),
    "setup": Elsewhere("as above"),
}


def leaves(command: click.Command, *path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    for name in command.list_commands(MAIN):
        found = command.get_command(MAIN, name)
        assert found is not None
        yield from leaves(found, *path, name)


COMMANDS = dict(leaves(main))
CHANGING = {verb: row for verb, row in VERBS.items() if isinstance(row, Changes)}
LOOKING = {verb: row for verb, row in VERBS.items() if isinstance(row, Looks)}
REFUSING = {verb: row for verb, row in VERBS.items() if isinstance(row, Changes | Looks) and row.wrong}


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """A store with one of each thing, and the files that words of the table name."""
    for name in [name for name in os.environ if name.startswith("TELLAL_")]:
        monkeypatch.delenv(name)
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("TELLAL_DATABASE_URL", url)
    monkeypatch.setenv("TELLAL_PACKAGES_DIR", str(tmp_path / "packages"))
    files = {"opml": OPML, "entries": ENTRY, "feeds": "feeds: []\n", "rss": '<rss version="2.0"><channel><title>A</title></channel></rss>'}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    asyncio.run(_furnish(url, tmp_path / "backup"))
    return {name: str(tmp_path / name) for name in (*files, "backup")} | {"folder": str(tmp_path), "long": "a" * 3501}


async def _furnish(url: str, backup: Path) -> None:
    store = await open_store(url, clock=system_clock)
    now = system_clock()
    async with store.transaction() as tx:
        await tx.put_feed(Feed("anka", "https://anka.example/rss", origin=Origin.CHAT))
        await tx.put_topic(Topic("quakes", "Quakes", (("", "deprem"),)))
        await tx.put_subscriber(Subscriber("ada", "recording", "ada", created_at=now))
        await _stories(tx)
        await tx.add_digest_entry(DigestEntry("ada", "s-dam", AlertReason.DIGEST_PACE, now))
        for name, state in (("d-due", DeliveryState.DUE), ("d-dead", DeliveryState.DEAD)):
            outcome = DeliveryOutcome.WAITING if state is DeliveryState.DUE else DeliveryOutcome.GAVE_UP
            await tx.enqueue(Delivery(name, name, DeliveryKind.ALERT, "ada", now, now, story_id="s-dam", state=state, outcome=outcome))
    await store.backup(str(backup))
    await store.close()


async def _stories(tx: Transaction) -> None:
    now = system_clock()
    for story_id, names in {"s-dam": ("dam", "ferry"), "s-ship": ("ship",)}.items():
        await tx.put_story(Story(story_id, now, now, founder=names[0], articles=len(names), houses=names, languages=("en",)))
        for name in names:
            one = report(name, f"The {name} near Kestel", "Engineer Murat Belik said so.", published=now)
            await tx.add_article(one, [one.article_id])
            await tx.place_article(one, Placement(story_id, PlacementReason.NOTHING_NEAR, 0.7), features(one).to_json())


def call(verb: str, words: str, places: dict[str, str], *more: str) -> Result:
    return CliRunner().invoke(main, [*verb.split(), *shlex.split(words.format(**places)), *more])


def deeds() -> list[dict[str, str]]:
    told = CliRunner().invoke(main, ["audit", "--json"])
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_every_verb_stands_in_the_table() -> None:
    """Whoever adds a verb says here what it does."""
    assert sorted(COMMANDS) == sorted(VERBS)


@pytest.mark.parametrize("verb", COMMANDS)
def test_help_says_what_a_verb_does(verb: str) -> None:
    """A sentence, and every option with a name."""
    told = CliRunner().invoke(main, [*verb.split(), "--help"])
    assert told.exit_code == 0
    assert (COMMANDS[verb].help or "").split("\n")[0].strip().endswith((".", "!", "?"))
    assert all(parameter.opts[0] in told.output for parameter in COMMANDS[verb].params if isinstance(parameter, click.Option))


@pytest.mark.parametrize("verb", CHANGING)
def test_what_changes_something_is_written_down(verb: str, places: dict[str, str]) -> None:
    """One row: the command line, the verb, the words as they were typed."""
    told = call(verb, CHANGING[verb].words, places)
    assert told.exit_code == 0, told.output
    (deed,) = [deed for deed in deeds() if deed["verb"] == verb]
    assert (deed["who"], deed["outcome"]) == ("command line", DeedOutcome.DONE)
    first, *_ = shlex.split(CHANGING[verb].words.format(**places))
    assert first.split("=")[0] in deed["words"]


@pytest.mark.parametrize("verb", LOOKING)
def test_what_only_looks_leaves_no_trace_and_its_json_can_be_read(verb: str, places: dict[str, str]) -> None:
    """Listings print one object a line."""
    speaks_json = any("--json" in parameter.opts for parameter in COMMANDS[verb].params)
    if verb != "feeds test":  # it asks the network; what it prints is held in tests/feeds
        told = call(verb, LOOKING[verb].words, places, *(["--json"] if speaks_json else []))
        assert told.exit_code == 0, told.output
        if speaks_json:
            assert all(isinstance(json.loads(line), dict | str | list) for line in told.stdout.splitlines())
    assert deeds() == []


@pytest.mark.parametrize("verb", REFUSING)
def test_a_mistake_gets_a_sentence_with_the_next_step(verb: str, places: dict[str, str]) -> None:
    """On stderr, without a traceback; what a changing verb refused is a row too, with the reason."""
    told = call(verb, REFUSING[verb].wrong, places)
    assert told.exit_code in {1, 2}
    assert REFUSING[verb].says in told.stderr
    assert "Traceback" not in told.stderr
    assert not isinstance(told.exception, Exception) or isinstance(told.exception, SystemExit)
    assert {deed["outcome"] for deed in deeds()} <= {DeedOutcome.REFUSED}
