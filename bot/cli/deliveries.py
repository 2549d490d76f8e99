"""`tellal deliveries`: the outbox, row by row."""

from __future__ import annotations

import click

from bot.cli.deeds import do
from bot.cli.session import go, json_option, say_json, show, store_open
from news.deliveries import Delivery, DeliveryOutcome, DeliveryState
from news.errors import ConfigError
from news.ports import Transaction


@click.group()
def deliveries() -> None:
    """The outbox: list, retry, bury."""


@deliveries.command("list")
@click.option("--state", type=click.Choice([state.value for state in DeliveryState]))
@click.option("--subscriber", "subscriber_id")
@click.option("--story", "story_id")
@click.option("--limit", type=int, default=40, show_default=True)
@json_option
def list_deliveries(state: str | None, subscriber_id: str | None, story_id: str | None, limit: int, *, as_json: bool) -> None:
    """The newest deliveries and what became of them."""
    go(_list(DeliveryState(state) if state else None, subscriber_id, story_id, limit, as_json=as_json))


async def _list(state: DeliveryState | None, subscriber_id: str | None, story_id: str | None, limit: int, *, as_json: bool) -> None:
    async with store_open() as store:
        found = await store.deliveries(state=state, subscriber_id=subscriber_id, story_id=story_id, limit=limit)
    if as_json:
        for delivery in found:
            say_json(delivery)
        return
    rows = [
        (each.delivery_id, each.kind, each.subscriber_id, each.state, each.outcome, each.attempts, each.due_at, each.story_id, each.note)
        for each in found
    ]
    show(rows, "delivery", "kind", "subscriber", "state", "outcome", "tries", "due", "story", "note")


@deliveries.command("retry")
@click.argument("delivery_id")
@click.confirmation_option(prompt="It may have arrived already, and would then be seen twice. Send again?")
def retry(delivery_id: str) -> None:
    """Send a DEAD or UNKNOWN delivery again."""
    go(_change(delivery_id, {DeliveryState.DEAD, DeliveryState.UNKNOWN}, DeliveryState.DUE, DeliveryOutcome.WAITING))
    click.echo(f"{delivery_id} is due")


@deliveries.command("bury")
@click.argument("delivery_id")
def bury(delivery_id: str) -> None:
    """Do not send a delivery that waits."""
    go(_change(delivery_id, {DeliveryState.DUE}, DeliveryState.DEAD, DeliveryOutcome.BURIED))
    click.echo(f"{delivery_id} is buried")


async def _change(delivery_id: str, allowed: set[DeliveryState], state: DeliveryState, outcome: DeliveryOutcome) -> None:
    from bot.compose import system_clock

    async def work(tx: Transaction) -> None:
        delivery = await _delivery(tx, delivery_id)
        changed = delivery.evolve(state=state, outcome=outcome, due_at=system_clock(), expires_at=None, attempts=0)
        if delivery.state not in allowed or not await tx.put_delivery(changed, expected=delivery):
            raise ConfigError(f"{delivery_id} is {delivery.state}; this verb takes {' or '.join(sorted(allowed))}")

    async with store_open() as store:
        await do(store, work)


async def _delivery(tx: Transaction, delivery_id: str) -> Delivery:
    delivery = await tx.delivery(delivery_id)
    if delivery is None:
        raise ConfigError(f'no delivery "{delivery_id}"; `./tellal deliveries list` shows them')
    return delivery
