"""`tellal send-test`: does a subscriber's channel work?"""

from __future__ import annotations

import secrets

import click

from bot.answers import notice
from bot.cli.deeds import do
from bot.cli.session import go, known_subscriber, store_open
from bot.settings import load
from news.addresses import mail_address
from news.errors import ConfigError
from news.ports import Transaction
from news.views import AnswerView

WORDS = "Tellal test: if you can read this, alerts will reach you here."


@click.command("send-test")
@click.argument("subscriber_id")
@click.argument("address", required=False)
def send_test(subscriber_id: str, address: str | None) -> None:
    """Put a test message into the outbox; a running `./tellal run` sends it, `deliveries list` shows how it went.

    `send-test email ADDRESS` asks the mail relay now, past the outbox, and says what it answered.
    """
    if address is None:
        click.echo(f"{go(_enqueue(subscriber_id))} is due")
    elif subscriber_id == "email":
        click.echo(go(_mail(address)))
    else:
        raise click.UsageError("an address is only for the mail relay: `send-test email ADDRESS`; else name a subscriber")


async def _mail(asked: str) -> str:
    from bot.mailing import email_channel

    settings, address = load(), mail_address(asked)
    channel = email_channel(settings)
    if channel is None:
        raise ConfigError("TELLAL_SMTP_HOST is not set: name the relay that takes our mail (docs/how-to/mail.md)")
    if address is None:
        raise ConfigError(f"{asked} is no mail address; write it like ayse@example.org")
    try:
        receipt = await channel.send(address, channel.render(AnswerView(WORDS)))
    finally:
        await channel.close()
    return f"{settings.smtp_host} has taken the mail to {address}, Message-ID {receipt.reference}"


async def _enqueue(subscriber_id: str) -> str:
    from bot.compose import system_clock

    async def work(tx: Transaction) -> str:
        await known_subscriber(tx, subscriber_id)
        delivery = notice(subscriber_id, f"test-{secrets.token_hex(4)}", AnswerView(WORDS), reason="test", now=system_clock())
        await tx.enqueue(delivery)
        return delivery.delivery_id

    async with store_open() as store:
        return await do(store, work)
