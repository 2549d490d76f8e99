"""A reader whose mail comes back, who complains, or who writes to the unsubscribe address."""

from __future__ import annotations

import mailbox
from datetime import timedelta
from pathlib import Path

import pytest
from support import returned_mail as samples
from support.clocks import NOON
from support.mail_town import mail_town
from support.stores import STORES

from bot.jobs import JobRunner
from bot.returning import Returning
from channels.return_boxes import ImapBox, MaildirBox, return_box
from news.errors import ConfigError, FetchError
from news.mailboxes import Bounce, BounceKind, Mailbox, Reach, mail_key


@pytest.fixture(params=STORES)
async def town(request, tmp_path):
    store = await STORES[request.param](tmp_path)
    async with mail_town(store) as town:
        yield town
    await store.close()


@pytest.fixture
def box(tmp_path):
    return mailbox.Maildir(tmp_path / "returned")


def returning(town, box):
    return Returning(town.store, MaildirBox(Path(box._path)), samples.RETURNS, town.town.clock, JobRunner())


def about(content, reader):
    return content.replace(samples.KEY, mail_key(reader.subscriber_id)).encode()


def _breaks(_: bytes) -> None:
    raise RuntimeError


async def reach_of(town):
    return (await town.reader()).mail.reach(town.town.clock())


RETURNED = {"hard": (samples.postfix, Reach.HARD_BOUNCE), "complaint": (samples.complaint, Reach.COMPLAINT)}


@pytest.mark.parametrize("kind", RETURNED)
async def test_nothing_more_is_sent_after_it(town, box, kind):
    """Until the reader confirms anew, which proves that mail arrives."""
    make, reach = RETURNED[kind]
    reader = await town.confirmed()
    box.add(about(make(), reader))
    assert await returning(town, box).take() == 1
    assert await reach_of(town) is reach
    await town.a_day()
    assert town.digests() == []
    town.town.clock.move(seconds=3700)
    again = await town.confirmed()
    assert again.subscriber_id == reader.subscriber_id
    assert await reach_of(town) is Reach.READS


async def test_a_confirmation_that_comes_back_is_known_to(town, box):
    """It went out under the reader's own return address too."""
    await town.ask()
    await town.deliver()
    reader = await town.reader()
    assert town.server.mails[0].sender == f"returns+{mail_key(reader.subscriber_id)}@news.example"
    box.add(about(samples.postfix(), reader))
    await returning(town, box).take()
    assert await reach_of(town) is Reach.HARD_BOUNCE


async def test_a_full_mailbox_is_given_up_on_the_fifth_day(town, box):
    """Several bounces of one day are one."""
    reader = await town.confirmed()
    for day in range(5):
        assert await reach_of(town) is Reach.READS, day
        for number in range(2):
            box.add(about(samples.postfix(status="5.2.2", diagnostic=f"smtp; 552 5.2.2 full {number}"), reader))
        await returning(town, box).take()
        town.town.clock.move(seconds=24 * 3600)
    assert await reach_of(town) is Reach.SOFT_BOUNCES
    assert (await town.reader()).gone


async def test_a_mail_to_the_unsubscribe_address_unsubscribes(town, box):
    """The mailto of the header."""
    reader = await town.confirmed()
    box.add(about(samples.simple(f"returns+leave-{samples.KEY}@news.example"), reader))
    await returning(town, box).take()
    assert await reach_of(town) is Reach.LEFT


async def test_each_is_acted_on_once_and_kept(town, box):
    """Seen, not deleted; what breaks the act stays for the next time."""
    reader = await town.confirmed()
    box.add(about(samples.postfix(status="5.2.2"), reader))
    box.add(b"")
    assert [await returning(town, box).take() for _ in range(2)] == [2, 0]
    assert len(box) == 2
    box.add(b"x")
    with pytest.raises(RuntimeError):
        MaildirBox(Path(box._path)).take(_breaks)
    assert await returning(town, box).take() == 1


def test_soft_bounces_long_ago_are_forgotten():
    """A holiday in spring and another in autumn are not one trouble."""
    bounces = tuple(Bounce(BounceKind.SOFT, "4.2.2", NOON - timedelta(days=20 * number)) for number in range(6))
    assert Mailbox(confirmed_at=NOON, bounces=bounces).reach(NOON) is Reach.READS


@pytest.mark.parametrize("where", ["imap://u:p@mail.example.org/INBOX", "imaps://mail.example.org", "pop://u:p@mail.example.org"])
def test_an_address_of_no_use_is_named_without_its_password(where):
    with pytest.raises(ConfigError, match="TELLAL_RETURNS_FROM") as told:
        return_box(where)
    assert ":p@" not in str(told.value)


def test_an_address_is_read():
    expected = ImapBox("mail.example.org", 993, "returns@x.org", "p:w", "Returned mail")
    assert return_box("imaps://returns%40x.org:p%3Aw@mail.example.org/Returned%20mail") == expected


def test_a_box_that_is_not_there_is_an_error_of_ours(tmp_path):
    for box in (MaildirBox(tmp_path / "none"), ImapBox("127.0.0.1", 9, "u", "p", ssl=False)):
        with pytest.raises(FetchError):
            box.take(lambda _: None)
