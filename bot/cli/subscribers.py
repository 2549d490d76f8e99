"""`tellal subscribers`: who listens."""

from __future__ import annotations

from datetime import datetime

import click

from bot.cli.deeds import do
from bot.cli.session import go, json_option, say_json, show, store_open
from bot.settings import load
from bot.verbs.mail import CHANNEL
from news.digests import next_digest
from news.ports import Transaction
from news.subscribers import Pace, Subscriber, Subscription


@click.group()
def subscribers() -> None:
    """Subscribers: list, add."""


@subscribers.command("list")
@json_option
def list_subscribers(*, as_json: bool) -> None:
    """Everyone, with language, zone and what they follow."""
    go(_list(as_json=as_json))


async def _list(*, as_json: bool) -> None:
    from bot.compose import system_clock

    now = system_clock()
    async with store_open() as store:
        found = await store.subscribers()
        follows = {each.subscriber_id: await store.subscriptions(each.subscriber_id) for each in found}
    if as_json:
        for each in found:
            say_json(each)
        return
    rows = [
        (
            each.subscriber_id,
            each.channel,
            each.address,
            each.language,
            each.zone,
            _state(each, now),
            ", ".join(s.topic_id for s in follows[each.subscriber_id]),
        )
        for each in found
    ]
    show(rows, "subscriber", "channel", "address", "language", "zone", "state", "follows")


def _state(subscriber: Subscriber, now: datetime) -> str:
    if subscriber.gone:
        return subscriber.mail.reach(now).value if subscriber.mail else "gone"
    return "paused" if subscriber.paused else "listening"


@subscribers.command("add")
@click.argument("channel")
@click.argument("address")
@click.option("--language", default=None)
@click.option("--zone", default=None)
@click.option("--follow", "topics", multiple=True, help="Topic id; may be given several times.")
@click.option("--confirmed", is_flag=True, help="Only for mail: the reader has agreed already, send no confirmation.")
@click.option("--pace", type=click.Choice([pace.value for pace in Pace]), default=Pace.NOW.value, show_default=True)
def add(channel: str, address: str, language: str | None, zone: str | None, topics: tuple[str, ...], pace: str, *, confirmed: bool) -> None:
    """Add a subscriber by channel and address: `-- telegram -1001234` for a group, whose number begins with a minus.

    `add email ADDRESS` sends a confirmation first; `--confirmed` says that you have their word already.
    """
    if channel == CHANNEL:
        from bot.cli.mail_readers import add_mail_reader

        click.echo(go(add_mail_reader(load(), address, language=language, zone=zone, topics=topics, confirmed=confirmed)))
    else:
        click.echo(go(_add(channel, address, language, zone, topics, Pace(pace))))


async def _add(channel: str, address: str, language: str | None, zone: str | None, topics: tuple[str, ...], pace: Pace) -> str:
    from bot.compose import system_clock
    from bot.verbs import enrol, known_topic, newcomer

    settings, now = load(), system_clock()
    fresh = newcomer(
        channel, address, now=now, language=language or settings.language, zone=zone or settings.zone, digest_at=settings.digest_at
    )

    async def work(tx: Transaction) -> str:
        known = await enrol(tx, fresh)
        subscriber = known.evolve(language=language or known.language, zone=zone or known.zone)
        await tx.put_subscriber(subscriber.evolve(next_digest_at=next_digest(subscriber, after=now)))
        for topic in topics:
            await tx.subscribe(Subscription(subscriber.subscriber_id, (await known_topic(tx, topic)).topic_id, pace))
        return subscriber.subscriber_id

    async with store_open(settings) as store:
        return await do(store, work)
