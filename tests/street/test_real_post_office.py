"""Digests through Debian's Postfix into maildirs, bounces back, and all of it read over Dovecot's IMAP. Skips where they are not installed."""

from __future__ import annotations

import shutil
from email import message_from_bytes, policy

import httpx
import pytest
from support.mail_town import PUBLIC, MailTown
from support.postfix import PASSWORD, post_office, reading_room, why_not
from support.quake import QUAKE
from support.streets import street_over

from bot import verbs
from bot.confirmations import signed_links
from bot.jobs import JobRunner
from bot.mail_desk import MailDesk
from bot.returning import Returning
from channels.email import EmailChannel
from channels.rendering.mail import Letterhead, MailRenderer
from channels.return_boxes import ImapBox, MaildirBox
from channels.smtp import Relay, Security
from news.deliveries import DeliveryState
from news.mailboxes import Reach
from web.pages import build_pages

pytestmark = [pytest.mark.postfix, pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")]
RETURNS = "returns@news.example"
HERE, GONE = "ayse@example.org", "nobody.here@example.org"


@pytest.fixture(scope="module")
def office():
    with post_office(HERE, RETURNS) as office:
        yield office


@pytest.fixture
async def town(office):
    town = street_over()
    await town.declare(["tr", "uk", "en"], {"quakes": "deprem OR earthquake OR землетрус"})
    links = await signed_links(town.store, PUBLIC)
    relay = Relay("127.0.0.1", office.port, Security.NONE, local_name="test.invalid")
    channel = EmailChannel(relay, MailRenderer(Letterhead("news.example", RETURNS, links)), sender="digest@news.example", clock=town.clock)
    town.street.add_channel(channel)
    desk = MailDesk(town.store, links, town.clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(build_pages(desk)), base_url=PUBLIC) as browser:
        yield MailTown(town, None, desk, browser)
    await channel.close()


async def reader(town, address):
    now = town.town.clock()
    async with town.store.transaction() as tx:
        fresh = verbs.new_mail_subscriber(address, now=now, language="tr", zone="Europe/Istanbul", digest_at="08:00")
        asked = await verbs.ask_for_mail(tx, fresh, ["quakes"], now=now)
        await verbs.confirm_mail(tx, asked.subscriber, asked.subscriber.mail.confirming, now=now)
    return asked.subscriber


async def sent(town):
    town.town.feeds.says = {"anka": [QUAKE["tr"]], "dnipro": [QUAKE["uk"]], "harbour": [QUAKE["en"]]}
    await town.town.poll()
    await town.next_hour()


async def test_a_digest_arrives_in_a_maildir_and_is_read_over_imap(town, office):
    """As it was written: subject, both parts, the headers of a list, the return address of its reader."""
    if not shutil.which("dovecot"):
        pytest.skip("Dovecot is not installed")
    subscriber = await reader(town, HERE)
    await sent(town)
    office.settle()
    found = []
    with reading_room(office) as port:
        ImapBox("127.0.0.1", port, HERE, PASSWORD, ssl=False).take(found.append)
        again = ImapBox("127.0.0.1", port, HERE, PASSWORD, ssl=False).take(found.append)
    assert again == 0, "what was taken is marked"
    message = message_from_bytes(found[-1], policy=policy.default)
    (row,) = await town.store.deliveries(subscriber_id=subscriber.subscriber_id)
    assert row.state is DeliveryState.SENT
    assert message["Message-ID"] == row.receipt.reference
    assert message["Subject"] == row.body.subject
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == row.body.text
    assert message.get_body(("html",)).get_content().replace("\r\n", "\n").rstrip() == row.body.html.rstrip()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Return-Path"].startswith("<returns+")


@pytest.mark.parametrize("over_imap", [False, True], ids=["maildir", "imap"])
async def test_what_postfix_bounces_ends_it(town, office, over_imap):
    """Its real report, to the reader's own return address, read from the maildir or over IMAP."""
    if over_imap and not shutil.which("dovecot"):
        pytest.skip("Dovecot is not installed")
    subscriber = await reader(town, GONE)
    await sent(town)
    office.settle()
    jobs = JobRunner()
    if over_imap:
        with reading_room(office) as port:
            box = ImapBox("127.0.0.1", port, RETURNS, PASSWORD, ssl=False)
            await Returning(town.store, box, RETURNS, town.town.clock, jobs).take()
    else:
        await Returning(town.store, MaildirBox(office.maildir(RETURNS)), RETURNS, town.town.clock, jobs).take()
    after = await town.store.subscriber(subscriber.subscriber_id)
    assert after.mail.reach(town.town.clock()) is Reach.HARD_BOUNCE
    assert after.mail.bounces[0].code == "5.1.1"
