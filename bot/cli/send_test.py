"""`tellal send-test`: does a subscriber's channel work?"""

from __future__ import annotations

import secrets

import click

from bot.answers import answer_payload
from bot.cli.session import go, store_open
from news.deliveries import Delivery, DeliveryKind, delivery_id
from news.errors import ConfigError
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
        if await tx.subscriber(subscriber_id) is None:
            raise ConfigError(f'no subscriber "{subscriber_id}"; `./tellal subscribers list` shows them')
        key = f"notice/{subscriber_id}/test-{secrets.token_hex(4)}"
        now = system_clock()
        delivery = Delivery(
            delivery_id(key), key, DeliveryKind.NOTICE, subscriber_id, now, now, reason="test", payload=answer_payload(AnswerView(WORDS))
        )
        await tx.enqueue(delivery)
    return delivery.delivery_id
