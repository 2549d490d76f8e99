"""`tellal send-test`: does a subscriber's channel work?"""

from __future__ import annotations

import secrets

import click

from bot.answers import notice
from bot.cli.session import go, known_subscriber, store_open
from news.views import AnswerView

WORDS = "Tellal test: if you can read this, alerts will reach you here."


@click.command("send-test")
@click.argument("subscriber_id")
def send_test(subscriber_id: str) -> None:
    """Put a test message into the outbox; a running `./tellal run` sends it, `deliveries list` shows how it went."""
    click.echo(f"{go(_enqueue(subscriber_id))} is due")


async def _enqueue(subscriber_id: str) -> str:
    from bot.compose import system_clock

    async with store_open() as store, store.transaction() as tx:
        await known_subscriber(tx, subscriber_id)
        delivery = notice(subscriber_id, f"test-{secrets.token_hex(4)}", AnswerView(WORDS), reason="test", now=system_clock())
        await tx.enqueue(delivery)
    return delivery.delivery_id
