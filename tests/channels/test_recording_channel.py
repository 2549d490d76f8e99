"""The recording channel keeps what it was told, also across a kill."""

from __future__ import annotations

import json
import logging

import pytest

from channels.recording import RecordingChannel
from news.deliveries import Body, Receipt
from news.errors import AddressGone, Unknown

BODY = Body(text="Deprem oldu", html="<b>Deprem oldu</b>")


async def test_edits_keep_what_they_replaced():
    """The demo shows before and after."""
    channel = RecordingChannel()
    receipt = await channel.send("ayse", BODY)
    await channel.edit(receipt, Body(text="Deprem büyüdü"))
    (record,) = channel.to("ayse")
    assert (record.body.text, [body.text for body in record.earlier]) == ("Deprem büyüdü", ["Deprem oldu"])


async def test_a_lost_answer_leaves_the_words_behind():
    """Arrived, but nobody knows (fault 4)."""
    channel = RecordingChannel()
    channel.fail_next(Unknown("cut off"), arrived=True)
    with pytest.raises(Unknown):
        await channel.send("ayse", BODY)
    assert [record.body for record in channel.sent] == [BODY]


async def test_the_journal_has_a_line_per_call(tmp_path):
    """Counted after a kill."""
    channel = RecordingChannel(journal=tmp_path / "sent.jsonl")
    receipt = await channel.send("ayse", BODY)
    await channel.edit(receipt, Body(text="Deprem büyüdü"))
    lines = [json.loads(line) for line in (tmp_path / "sent.jsonl").read_text().splitlines()]
    assert [(line["verb"], line["body"]["text"]) for line in lines] == [("send", "Deprem oldu"), ("edit", "Deprem büyüdü")]


async def test_an_edit_after_a_restart_is_seen():
    """What an earlier run sent is edited by its receipt alone."""
    channel = RecordingChannel()
    await channel.edit(Receipt("recording", "ayse", "1-1"), BODY)
    assert channel.to("ayse")[0].body == BODY


async def test_the_receipt_of_another_channel_is_refused():
    """It cannot name anything here."""
    with pytest.raises(AddressGone):
        await RecordingChannel().edit(Receipt("telegram", "1", "7"), BODY)


async def test_a_run_without_a_token_says_what_it_would_have_sent(caplog):
    """One sentence per delivery in the log."""
    with caplog.at_level(logging.INFO):
        await RecordingChannel(log_each=True).send("ayse", BODY)
    assert "send to ayse: Deprem oldu" in caplog.text
