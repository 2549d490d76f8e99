"""What verbs of the command line change, as another verb then shows it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.feedserver import Reply, feed_server

from bot.broadcasting import Broadcasting
from bot.cli import main
from bot.compose import system_clock
from news.access import FeedAccess
from news.alerts import AlertReason
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, DigestEntry
from news.feed import Feed, FeedState
from news.stories.values import Story
from news.subscribers import Subscriber, Topic
from news.websub import HubState, HubSubscription
from storage import open_store

OPML = """<opml version="2.0"><body><outline text="Ukraine"><outline type="rss" text="Dnipro" xmlUrl="https://dnipro.example/rss" language="uk"/>
</outline><outline type="rss" text="Anka" xmlUrl="https://anka.example/rss"/></body></opml>"""
PAGE = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>News</body></html>'
RSS = """<rss version="2.0"><channel><title>Ege Haber</title><item><title>Merkez bankası faizi beklenmedik biçimde indirdi</title>
<link>https://ege.example/1</link><guid>1</guid></item></channel></rss>""".encode()


@pytest.fixture(autouse=True)
def own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No TELLAL_ variable of whoever runs the tests, and a new store."""
    for name in [name for name in os.environ if name.startswith("TELLAL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TELLAL_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    monkeypatch.setenv("TELLAL_BACKUPS_DIR", str(tmp_path / "copies"))
    monkeypatch.setenv("TELLAL_ALLOW_PRIVATE", "127.0.0.1/32")


def call(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def rows(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in call(*arguments, "--json").stdout.splitlines()]


def feed(slug: str) -> dict[str, object]:
    (shown,) = rows("feeds", "show", slug)
    return shown["watched"]["feed"]  # type: ignore[index,no-any-return]  # what the verb prints


async def put(*things: object) -> None:
    store = await open_store(os.environ["TELLAL_DATABASE_URL"], clock=system_clock)
    async with store.transaction() as tx:
        for thing in things:
            match thing:
                case Feed():
                    await tx.put_feed(thing)
                case FeedState():
                    await tx.put_feed_state(thing)
                case HubSubscription():
                    await tx.put_hub_subscription(thing)
                case Topic():
                    await tx.put_topic(thing)
                case Subscriber():
                    await tx.put_subscriber(thing)
                case Story():
                    await tx.put_story(thing)
                case Delivery():
                    await tx.enqueue(thing)
                case DigestEntry():
                    await tx.add_digest_entry(thing)
    await store.close()


def test_the_life_of_a_feed() -> None:
    """Added, changed, paused, resumed, removed; each answer says what was done."""
    assert "as anka" in call("feeds", "add", "https://anka.example/rss", "--untested").output
    assert "language is now tr" in call("feeds", "edit", "anka", "language", "TR").output
    assert call("feeds", "pause", "anka").output == "anka is paused\n"
    assert (feed("anka")["language"], feed("anka")["paused"]) == ("tr", True)
    assert call("feeds", "resume", "anka").output == "anka is polled again\n"
    assert feed("anka")["paused"] is False
    assert call("feeds", "remove", "anka").output == "anka is removed\n"
    assert rows("feeds", "list") == []


def test_a_feed_of_the_file_is_paused_and_not_edited() -> None:
    """feeds.yaml speaks for its own; the answers say so."""
    asyncio.run(put(Feed("anka", "https://anka.example/rss")))
    assert "feeds.yaml" in call("feeds", "edit", "anka", "language", "tr").stderr
    assert "paused; take it out of the file" in call("feeds", "remove", "anka").output
    assert feed("anka")["paused"] is True


@pytest.mark.parametrize(("typed", "watched"), [("y\n", True), ("n\n", False)])
def test_a_web_page_is_enough_and_is_asked_about(typed: str, watched: bool) -> None:
    """What it would bring is shown first: the feed it names, its headlines, its language."""

    async def told() -> Result:
        async with feed_server({"/": Reply(PAGE, headers={"Content-Type": "text/html"}), "/rss": Reply(RSS)}) as web:
            return await asyncio.to_thread(call, "feeds", "add", web.url("/"), "--slug", "ege", typed=typed)

    output = asyncio.run(told()).output
    assert "Merkez bankası faizi beklenmedik biçimde indirdi" in output
    assert "1 entries, language tr, RSS 2.0" in output
    assert [row["watched"]["feed"]["slug"] for row in rows("feeds", "list")] == (["ege"] if watched else [])  # type: ignore[index]
    assert len(rows("audit")) == watched


def test_feeds_come_in_from_opml_once() -> None:
    """Out of folders too; those watched already are named and left alone."""
    path = Path(os.environ["TELLAL_BACKUPS_DIR"]).with_name("feeds.opml")
    path.write_text(OPML, encoding="utf-8")
    assert call("feeds", "import", str(path)).stdout == "2 feeds added, 0 left alone\n"
    again = call("feeds", "import", str(path))
    assert again.stdout == "0 feeds added, 2 left alone\n"
    assert "watched already" in again.stderr
    assert {row["watched"]["feed"]["url"] for row in rows("feeds", "list")} == {"https://dnipro.example/rss", "https://anka.example/rss"}  # type: ignore[index]


def test_copies_are_made_named_and_put_back() -> None:
    """Where the settings say, or where the words do; a restored store is what it was, and the other one is kept."""
    call("feeds", "add", "https://anka.example/rss", "--untested")
    named = call("db", "backup").output.removeprefix("copied to ").strip()
    assert Path(named).parent == Path(os.environ["TELLAL_BACKUPS_DIR"])
    call("feeds", "remove", "anka")
    restored = call("db", "restore", named)
    assert "kept as" in restored.output
    assert feed("anka")["url"] == "https://anka.example/rss"
    assert [deed["verb"] for deed in rows("audit")] == ["db restore", "feeds add"]


def test_old_things_are_forgotten_only_as_old_as_asked() -> None:
    """A sent delivery of a story that is gone."""
    now = system_clock()
    old = now.replace(year=now.year - 1)
    sent = Delivery("d-old", "d-old", DeliveryKind.NOTICE, "ada", old, old, state=DeliveryState.SENT, outcome=DeliveryOutcome.DELIVERED)
    asyncio.run(put(Subscriber("ada", "recording", "ada"), sent))
    call("db", "prune", "--days", "3000")
    assert len(rows("deliveries", "list")) == 1
    assert call("db", "prune", "--days", "30").output == "0 articles forgotten\n"
    assert rows("deliveries", "list") == []


def test_a_dead_delivery_is_due_again_only_when_it_was_meant() -> None:
    """It may be seen twice, so the verb asks."""
    now = system_clock()
    dead = Delivery("d-1", "d-1", DeliveryKind.ALERT, "ada", now, now, story_id="s", state=DeliveryState.UNKNOWN)
    asyncio.run(put(Subscriber("ada", "recording", "ada"), dead))
    call("deliveries", "retry", "d-1", typed="n\n")
    assert [row["state"] for row in rows("deliveries", "list")] == ["unknown"]
    assert call("deliveries", "retry", "d-1", typed="y\n").exit_code == 0
    assert [row["state"] for row in rows("deliveries", "list")] == ["due"]


def test_a_digest_is_opened_once_a_day() -> None:
    """The second time there is nothing, and that is said."""
    now = system_clock()
    story, waits = Story("s-1", now, now, founder="a"), DigestEntry("ada", "s-1", AlertReason.DIGEST_PACE, now)
    asyncio.run(put(Subscriber("ada", "recording", "ada", created_at=now), story, waits))
    assert "is due" in call("digest", "send", "ada").output
    assert "nothing waits" in call("digest", "send", "ada").output
    assert [row["kind"] for row in rows("deliveries", "list")] == ["digest"]


def test_a_broadcast_is_asked_about_and_said_once() -> None:
    """To everybody who listens; a running street spreads it."""
    now = system_clock()
    asyncio.run(put(*(Subscriber(name, "recording", name, created_at=now) for name in ("ada", "bob"))))
    asked = call("broadcast", "All is well", typed="n\n")
    assert "Send it to 2 subscribers?" in asked.output
    assert asyncio.run(spread()) == 0
    assert "on its way to 2 subscribers" in call("broadcast", "All is well", typed="y\n").output
    assert asyncio.run(spread()) == 2
    assert asyncio.run(spread()) == 0
    assert sorted(row["subscriber_id"] for row in rows("deliveries", "list")) == ["ada", "bob"]  # type: ignore[type-var]


async def spread() -> int:
    store = await open_store(os.environ["TELLAL_DATABASE_URL"], clock=system_clock)
    told = await Broadcasting(store, system_clock).tick()
    await store.close()
    return told


def test_nobody_can_be_told_where_nobody_listens() -> None:
    """And nothing is written down: nothing was asked for."""
    told = call("broadcast", "All is well", "--yes")
    assert told.exit_code == 1
    assert "nobody listens" in told.stderr


def test_a_subscriber_follows_from_the_start() -> None:
    """At the pace that was said."""
    asyncio.run(put(Topic("quakes", "Quakes", (("", "deprem"),))))
    call("subscribers", "add", "recording", "desk", "--follow", "quakes", "--pace", "digest")
    assert "quakes" in call("subscribers", "list").output


def test_a_feed_shows_how_it_is_asked_where_it_is_read_and_how_its_hub_stands() -> None:
    """Names of secrets, and never the secret that its hub signs with."""
    declared = Feed("liman", "https://liman.example/rss", access=FeedAccess(bearer="LIMAN_TOKEN"))
    moved = FeedState("liman", address="https://yeni.example/rss", moved_from=declared.url, due_reason="pushed")
    hub = HubSubscription(
        "random", "liman", "https://hub.example/", declared.url, "gizli-anahtar", HubState.DENIED, last_error="the hub says no: full"
    )
    asyncio.run(put(declared, moved, hub))
    shown, listed = call("feeds", "show", "liman"), call("feeds", "list")
    assert (shown.exit_code, listed.exit_code) == (0, 0)
    assert all(
        word in shown.stdout
        for word in ("LIMAN_TOKEN", "https://yeni.example/rss", "https://hub.example/", "denied, the hub says no: full")
    )
    assert all(word in listed.stdout for word in ("moved", "pushed", "read at https://yeni.example/rss"))
    assert "gizli-anahtar" not in shown.stdout + call("feeds", "show", "liman", "--json").stdout
