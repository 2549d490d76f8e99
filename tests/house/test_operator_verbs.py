"""`subscribers`, `send-test`, `deliveries`, `digest`, `stories`: called as the command line calls them, over a store of their own."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.story_rows import article as report

from bot.cli import main
from bot.compose import system_clock
from bot.logs import MASK, keep_secret
from news.stories.features import features
from news.stories.values import Placement, PlacementReason, Story
from storage import open_store


@pytest.fixture(autouse=True)
def own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No TELLAL_ variable of whoever runs the tests, and a new store."""
    for name in [name for name in os.environ if name.startswith("TELLAL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TELLAL_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def rows(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in call(*arguments, "--json").stdout.splitlines()]


def test_a_subscriber_added_twice_is_one_and_keeps_what_is_not_said_again() -> None:
    """The id holds no slash, even for a forum topic: in a topic's id it would divide the owner from the slug."""
    first = call("subscribers", "add", "--language", "tr", "--zone", "Europe/Istanbul", "--", "telegram", "-100/7")
    assert first.output == "telegram--100.7\n"
    assert call("subscribers", "add", "--", "telegram", "-100/7").output == first.output
    (known,) = rows("subscribers", "list")
    assert (known["address"], known["language"], known["zone"]) == ("-100/7", "tr", "Europe/Istanbul")
    assert known["next_digest_at"]


def test_a_test_message_waits_in_the_outbox_and_can_be_buried() -> None:
    """Due until somebody sends it or says not to; a second burial is refused with the state it is in."""
    call("subscribers", "add", "recording", "desk")
    delivery_id = call("send-test", "recording-desk").output.split()[0]
    (waiting,) = rows("deliveries", "list")
    assert (waiting["delivery_id"], waiting["kind"], waiting["state"]) == (delivery_id, "notice", "due")
    assert call("deliveries", "bury", delivery_id).exit_code == 0
    refused = call("deliveries", "bury", delivery_id)
    assert refused.exit_code == 2
    assert "is dead" in refused.stderr


@pytest.mark.parametrize(
    "words", [("send-test", "nobody"), ("digest", "preview", "nobody"), ("stories", "show", "nobody"), ("deliveries", "bury", "nobody")]
)
def test_what_is_not_there_is_named(words: tuple[str, ...]) -> None:
    """A sentence on stderr, no traceback."""
    told = call(*words)
    assert told.exit_code == 2
    assert "nobody" in told.stderr


async def _one_story_of_two(url: str) -> None:
    store = await open_store(url, clock=system_clock)
    now = system_clock()
    reports = [
        report("dam", "Dam gate fails above Kestel", "Engineer Murat Belik said the gate of the Kestel dam failed.", published=now),
        report("ferry", "Ferry runs aground near Paros", "The coast guard pulled the ferry Aster free.", published=now),
    ]
    async with store.transaction() as tx:
        await tx.put_story(
            Story("s-dam", now, now, founder="dam", articles=2, houses=("outlet of dam", "outlet of ferry"), languages=("en",))
        )
        for number, one in enumerate(reports):
            await tx.add_article(one, [one.article_id])
            reason = PlacementReason.SAME_EVENT if number else PlacementReason.NOTHING_NEAR
            await tx.place_article(one, Placement("s-dam", reason, 0.7), features(one).to_json())
    await store.close()


def test_stories_are_split_merged_and_explained() -> None:
    """What is said is done at once; what cannot be is a sentence; `why` tells of the admin's word."""
    asyncio.run(_one_story_of_two(os.environ["TELLAL_DATABASE_URL"]))
    assert "s-ferry begins with ferry; s-dam keeps the rest" in call("stories", "split", "ferry").output
    assert [row["story_id"] for row in rows("stories", "list")] == ["s-dam", "s-ferry"]
    assert "an admin took it out" in call("stories", "why", "ferry", "dam").output
    refused = call("stories", "split", "ferry")
    assert refused.exit_code == 1
    assert "nothing would be left of it" in refused.stderr
    assert "s-ferry now belongs to s-dam" in call("stories", "merge", "s-ferry", "s-dam").output
    assert [row["story_id"] for row in rows("stories", "list")] == ["s-dam"]
    assert "an admin joined them" in call("stories", "why", "ferry").output
    assert "is that story already" in call("stories", "merge", "s-ferry", "s-dam").stderr


def test_a_secret_in_an_error_is_masked() -> None:
    """Errors of verbs pass the same filter as the log (I9)."""
    keep_secret("birSırDeğeri")
    told = call("stories", "show", "birSırDeğeri")
    assert MASK in told.stderr
    assert "birSırDeğeri" not in told.stderr
