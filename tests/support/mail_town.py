"""The street with a mail server at its end and the readers' pages at its door."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx

from bot import verbs
from bot.confirmations import signed_links
from bot.mail_desk import MailDesk
from channels.email import EmailChannel
from channels.rendering.mail import Letterhead, MailRenderer
from channels.smtp import Relay, Security
from news.subscribers import Subscriber
from support.mail_stand import SENDER
from support.quake import QUAKE
from support.smtpd import MailServer
from support.streets import street_over
from web.pages import build_pages

PUBLIC = "https://news.example"


class MailTown:
    """`browser` opens the pages; what was mailed lies in `server`."""

    def __init__(self, town, server, desk, browser):
        self.town, self.server, self.desk, self.browser = town, server, desk, browser

    @property
    def store(self):
        return self.town.store

    async def ask(self, address="ayse@example.org", **form):
        filled = {
            "address": address,
            "language": "tr",
            "zone": "Europe/Istanbul",
            "hour": "08:00",
            "weekday": "",
            "topic": ["quakes"],
            **form,
        }
        return await self.browser.post("/subscribe", data=filled, headers={"accept-language": "tr"})

    async def deliver(self):
        await self.town.street.deliver_all()

    def link(self, kind, address="ayse@example.org"):
        """The newest link of that kind in a reader's mailbox, as a path."""
        texts = "\n".join(mail.text for mail in reversed(self.server.to(address)))
        return re.search(rf"{PUBLIC}(/{kind}/\S+)", texts)[1]

    async def reader(self, address="ayse@example.org") -> Subscriber:
        return await self.store.subscriber_at(verbs.mail.CHANNEL, address)

    async def confirmed(self, address="ayse@example.org", **form):
        """A reader from the first form to the click."""
        await self.ask(address, **form)
        await self.deliver()
        await self.browser.post(self.link("confirm", address))
        return await self.reader(address)

    async def a_day(self):
        """News comes, the next digest's hour too."""
        self.town.feeds.says = {"anka": [QUAKE["tr"]], "dnipro": [QUAKE["uk"]], "harbour": [QUAKE["en"]]}
        await self.town.poll()
        await self.next_hour()

    async def next_hour(self):
        due = [each.next_digest_at for each in await self.store.subscribers() if each.next_digest_at and each.listens]
        later = min(due) - self.town.clock() if due else timedelta(days=1)
        self.town.clock.move(seconds=later.total_seconds() + 30)
        await self.town.street.digesting.tick()
        await self.deliver()

    def digests(self, address="ayse@example.org"):
        return [mail for mail in self.server.to(address) if mail.message["List-Id"]]


@asynccontextmanager
async def mail_town(store=None, **options):
    with MailServer() as server:
        town = street_over(store)
        await town.declare(["tr", "uk", "en"], {"quakes": "deprem OR earthquake OR землетрус", "floods": "sel OR flood"})
        links = await signed_links(town.store, PUBLIC)
        relay = Relay("127.0.0.1", server.port, Security.NONE, local_name="test.invalid", patience=5, patience_after_data=5)
        renderer = MailRenderer(Letterhead("news.example", "returns@news.example", links))
        channel = EmailChannel(relay, renderer, sender=SENDER, clock=town.clock)
        town.street.add_channel(channel)
        desk = MailDesk(town.store, links, town.clock, **options)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(build_pages(desk)), base_url=PUBLIC) as browser:
            yield MailTown(town, server, desk, browser)
        await channel.close()
