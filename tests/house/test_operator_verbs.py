"""`subscribers`, `send-test`, `deliveries`, `digest`, `stories`: called as the command line calls them, over a store of their own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.logs import MASK, keep_secret


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


def test_a_secret_in_an_error_is_masked() -> None:
    """Errors of verbs pass the same filter as the log (I9)."""
    keep_secret("birSırDeğeri")
    told = call("stories", "show", "birSırDeğeri")
    assert MASK in told.stderr
    assert "birSırDeğeri" not in told.stderr
