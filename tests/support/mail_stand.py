"""The mail channel in front of a real SMTP talk, set up for the contract test."""

from __future__ import annotations

from contextlib import asynccontextmanager

from channels.email import EmailChannel
from channels.rendering.mail import render_mail
from channels.smtp import Relay, Security
from news.errors import AddressGone, DeliveryError, RetryLater
from support.smtpd import CUT_OFF, MailServer

SENDER = "digest@news.example"


def channel_to(server: MailServer, **changes: object) -> EmailChannel:
    relay = Relay("127.0.0.1", server.port, Security.NONE, local_name="test.invalid", patience=5.0, patience_after_data=5.0)
    return EmailChannel(relay, render_mail, sender=SENDER, **changes)


class MailStand:
    address = "ayse@example.org"
    edits = False

    def __init__(self, server: MailServer) -> None:
        self.server, self.channel = server, channel_to(server)

    def arrived(self) -> list[str]:
        return [mail.text for mail in self.server.to(self.address)]

    def fail_next(self, error: DeliveryError) -> None:
        match error:
            case RetryLater():
                self.server.refuse("RCPT", "451 4.7.1 Greylisted, try again in a while")
            case AddressGone():
                self.server.refuse("RCPT", "550 5.1.1 No such mailbox")
            case _:
                self.server.refuse("DATA", CUT_OFF)


@asynccontextmanager
async def mail_stand(_folder):
    with MailServer() as server:
        yield MailStand(server)
