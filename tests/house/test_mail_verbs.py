"""Mail from the command line: readers added and confirmed, a relay asked, a house opened with its pages."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import AsyncExitStack

import pytest
from click.testing import CliRunner
from support.smtpd import MailServer
from support.streets import street_over

from bot.cli import main
from bot.mail_serving import open_mail
from bot.settings import load


@pytest.fixture(autouse=True)
def own_house(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("TELLAL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TELLAL_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")


def call(*arguments):
    return CliRunner().invoke(main, arguments)


def rows(*arguments):
    return [json.loads(line) for line in call(*arguments, "--json").stdout.splitlines()]


def set_up(monkeypatch, port, **more):
    wanted = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_SECURITY": "none",
        "SMTP_FROM": "Tellal <digest@news.example>",
        **more,
    }
    for name, value in wanted.items():
        monkeypatch.setenv(f"TELLAL_{name}", value)


def test_nobody_is_added_who_could_not_confirm():
    """Without an address for pages; with the operator's word they can be."""
    refused = call("subscribers", "add", "email", "ayse@example.org")
    assert (refused.exit_code, "TELLAL_PUBLIC_URL" in refused.stderr) == (2, True)
    added = call("subscribers", "add", "email", "Ayse@EXAMPLE.org", "--confirmed", "--language", "tr")
    assert added.exit_code == 0, added.output
    (reader,) = rows("subscribers", "list")
    assert (reader["address"], reader["language"], reader["gone"]) == ("Ayse@example.org", "tr", False)
    assert "listening" in call("subscribers", "list").output


def test_a_reader_is_asked_by_a_letter_that_waits_in_the_outbox(monkeypatch):
    """Once an hour, and the state says that they have not confirmed."""
    monkeypatch.setenv("TELLAL_PUBLIC_URL", "https://news.example")
    assert "is due" in call("subscribers", "add", "email", "ayse@example.org").output
    assert "less than an hour ago" in call("subscribers", "add", "email", "ayse@example.org").output
    (letter,) = rows("deliveries", "list")
    assert (letter["kind"], letter["reason"], letter["state"]) == ("notice", "confirm", "due")
    assert "https://news.example/confirm/" in letter["payload"]
    assert "waiting" in call("subscribers", "list").output


def test_what_is_no_address_is_refused():
    told = call("subscribers", "add", "email", "ayse", "--confirmed")
    assert told.exit_code == 1
    assert "no mail address" in told.stderr


def test_the_relay_is_asked_now(monkeypatch):
    """And its answer is shown; without a relay a sentence says what to set."""
    assert "TELLAL_SMTP_HOST" in call("send-test", "email", "ayse@example.org").stderr
    with MailServer() as server:
        set_up(monkeypatch, server.port)
        assert "has taken the mail" in call("send-test", "email", "ayse@example.org").output
        server.refuse("RCPT", "550 5.1.1 unknown user")
        refused = call("send-test", "email", "ayse@example.org")
        assert (refused.exit_code, "unknown user" in refused.stderr) == (1, True)
        assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("name", "value", "say"),
    [("DKIM_KEY_FILE", "no-such-file.pem", "cannot be read"), ("RETURNS_FROM", "imap://u:p@mail.example.org/INBOX", "imaps://")],
)
def test_check_names_what_is_wrong_with_the_mail(monkeypatch, name, value, say):
    set_up(monkeypatch, 25, MAIL_RETURNS="returns@news.example", **{name: value})
    told = call("check")
    assert told.exit_code == 2
    assert f"TELLAL_{name}" in told.stderr
    assert say in told.stderr


@pytest.mark.parametrize(("public", "signup"), [("", "false"), ("https://news.example", "false"), ("https://news.example", "true")])
def test_the_house_opens_what_the_settings_name(monkeypatch, public, signup):
    """The channel with a relay, the pages with an address, the form only when it is wished."""

    async def opened():
        async with AsyncExitStack() as stack:
            town = street_over()
            stack.push_async_callback(town.street.close)
            house = await open_mail(load(), town.street)
            return town.street.channels, house.desk

    set_up(monkeypatch, 25, PUBLIC_URL=public, WEB_SIGNUP=signup)
    channels, desk = asyncio.run(opened())
    assert "email" in channels
    assert (desk is not None) == bool(public)
    assert desk is None or desk.open_to_all == (signup == "true")
