"""What every channel keeps (see `news.ports.Channel`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.channel_stands import STANDS
from support.story_views import digest_view, story_view

from news.alerts import AlertReason
from news.errors import AddressGone, RetryLater, Unknown
from news.views import AlertView, AnswerView

VIEWS = {
    "alert": AlertView(story_view(), AlertReason.NEW_STORY),
    "edit": AlertView(story_view(), AlertReason.GREW),
    "follow_up": AlertView(story_view(), AlertReason.MORE_OUTLETS),
    "digest": digest_view(),
    "answer": AnswerView("<b>Merhaba</b>"),
}


@pytest.fixture(params=STANDS)
async def stand(request, tmp_path):
    async with STANDS[request.param](tmp_path) as stand:
        yield stand
        await stand.channel.close()


@pytest.mark.parametrize("kind", VIEWS)
async def test_every_view_is_rendered_and_arrives(stand, kind):
    """A body has words, and these words are what the reader sees."""
    body = stand.channel.render(VIEWS[kind])
    receipt = await stand.channel.send(stand.address, body)
    assert body.text.strip()
    assert stand.arrived() == [body.text]
    assert (receipt.channel, receipt.address) == (stand.channel.name, stand.address)
    assert receipt.reference


async def test_rendering_is_pure(stand):
    """The same view gives the same body, so that an edit without news can be seen as such."""
    assert stand.channel.render(VIEWS["alert"]) == stand.channel.render(VIEWS["alert"])


async def test_two_deliveries_have_two_receipts(stand):
    """Each can be found again by itself."""
    body = stand.channel.render(VIEWS["answer"])
    first, second = await stand.channel.send(stand.address, body), await stand.channel.send(stand.address, body)
    assert first != second


async def test_an_edit_replaces_what_was_sent(stand):
    """The reader still sees one delivery, with the new words; what lies in a mailbox stays as it was."""
    receipt = await stand.channel.send(stand.address, stand.channel.render(AnswerView("before")))
    edited = await stand.channel.edit(receipt, stand.channel.render(AnswerView("after")))
    assert stand.arrived() == (["after"] if stand.edits else ["before"])
    assert (edited.channel, edited.address) == (receipt.channel, receipt.address)


async def test_an_edit_that_changes_nothing_succeeds(stand):
    """What Telegram calls "not modified" is success."""
    body = stand.channel.render(VIEWS["alert"])
    receipt = await stand.channel.send(stand.address, body)
    await stand.channel.edit(receipt, body)
    assert stand.arrived() == [body.text]


async def test_a_reply_arrives_as_its_own_delivery(stand):
    """The first one stays."""
    first = await stand.channel.send(stand.address, stand.channel.render(AnswerView("first")))
    await stand.channel.send(stand.address, stand.channel.render(AnswerView("reply")), reply_to=first)
    assert stand.arrived() == ["first", "reply"]


@pytest.mark.parametrize(
    "error", [RetryLater("away", timedelta(seconds=7)), AddressGone("blocked")], ids=lambda error: type(error).__name__
)
async def test_a_refusal_raises_its_kind_and_nothing_arrives(stand, error):
    """The next call works again: a channel never retries and never sulks."""
    body = stand.channel.render(VIEWS["answer"])
    stand.fail_next(error)
    with pytest.raises(type(error)):
        await stand.channel.send(stand.address, body)
    assert stand.arrived() == []
    await stand.channel.send(stand.address, body)
    assert stand.arrived() == [body.text]


async def test_a_call_cut_off_is_unknown(stand):
    """Neither success nor failure is claimed."""
    stand.fail_next(Unknown("no answer"))
    with pytest.raises(Unknown):
        await stand.channel.send(stand.address, stand.channel.render(VIEWS["answer"]))


async def test_a_long_story_is_sent_whole(stand):
    """Limits of the channel are kept by rendering, not by cutting."""
    reports = tuple(replace(story_view().reports[0], outlet=f"Outlet {n}") for n in range(300))
    await stand.channel.send(stand.address, stand.channel.render(AlertView(story_view(reports=reports), AlertReason.NEW_STORY)))
    assert len(stand.arrived()) == 1
