"""A street in a process of its own that mails digests, to be killed at any moment of the talk with the mail server."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from bot import verbs
from channels.email import EmailChannel
from channels.rendering.mail import Letterhead, MailRenderer
from channels.smtp import Relay, Security
from storage.sqlite import open_file
from support.clocks import SetClock
from support.crashing_street import NOW as POLICIES
from support.crashing_street import entries
from support.mail_stand import SENDER
from support.streets import street_over

EVENTS = 3
READERS = 200
BORN = datetime.fromisoformat("2026-03-10T12:00:00+00:00")


def address(number: int) -> str:
    return f"reader{number}@example.org"


async def prepare(folder: Path) -> None:
    """Readers who have confirmed, and stories that wait for their digest."""
    clock = SetClock(BORN)
    town = street_over(await open_file(folder / "tellal.sqlite", clock=clock), policies=POLICIES, clock=clock)
    await town.declare(["en"], {"floods": "flood"})
    async with town.store.transaction() as tx:
        for number in range(READERS):
            fresh = verbs.new_mail_subscriber(address(number), now=clock(), language="en", zone="UTC", digest_at="08:00")
            asked = await verbs.ask_for_mail(tx, fresh, ["floods"], now=clock())
            await verbs.confirm_mail(tx, asked.subscriber, asked.subscriber.mail.confirming, now=clock())
    town.feeds.says["harbour"] = entries(EVENTS, "harbour", BORN - timedelta(hours=1))
    await town.poll()
    await town.street.close()


def live(folder: Path, port: int, moment: datetime) -> None:
    """Send what is due at this moment, and end; or be killed before."""
    asyncio.run(_live(folder, port, moment))


async def _live(folder: Path, port: int, moment: datetime) -> None:
    clock = SetClock(moment)
    store = await open_file(folder / "tellal.sqlite", clock=clock)
    town = street_over(store, policies=POLICIES, clock=clock)
    relay = Relay("127.0.0.1", port, Security.NONE, local_name="test.invalid", patience=10, patience_after_data=10)
    town.street.add_channel(EmailChannel(relay, MailRenderer(Letterhead("news.example")), sender=SENDER, clock=clock, lines=3))
    await town.street.open(alone=True)
    await town.street.digesting.tick()
    while await town.street.outbox.deliver_due(limit=10):
        pass
    await town.street.close()
