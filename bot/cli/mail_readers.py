"""`tellal subscribers add email ADDRESS`: somebody who reads the digest as a mail."""

from __future__ import annotations

from bot import verbs
from bot.cli.deeds import do
from bot.cli.session import store_open
from bot.compose import system_clock
from bot.confirmations import signed_links
from bot.mail_desk import MailDesk
from bot.settings import Settings
from news.errors import ConfigError
from news.ports import Transaction
from news.subscribers import Subscriber

WHAT_CAME = {
    verbs.Asking.ASKED: "{id}: a confirmation to {address} is due",
    verbs.Asking.TOO_SOON: "{id}: a confirmation was sent to {address} less than an hour ago; look there",
    verbs.Asking.READS_ALREADY: "{id}: {address} gets the digest already",
}


async def add_mail_reader(
    settings: Settings, address: str, *, language: str | None, zone: str | None, topics: tuple[str, ...], confirmed: bool
) -> str:
    """A sentence. `confirmed`: the operator has the reader's word, so no letter is sent."""
    if not settings.public_url and not confirmed:
        raise ConfigError(
            "TELLAL_PUBLIC_URL is not set, so nobody could confirm: set it (docs/how-to/mail.md), or say --confirmed if they have"
        )
    fresh = verbs.new_mail_subscriber(
        verbs.checked_address(address),
        now=system_clock(),
        language=language or settings.language,
        zone=zone or settings.zone,
        digest_at=settings.digest_at,
    )
    async with store_open(settings) as store:
        desk = MailDesk(store, await signed_links(store, settings.public_url), system_clock)

        async def work(tx: Transaction) -> str:
            wanted = [(await verbs.known_topic(tx, topic)).topic_id for topic in topics]
            return await (_vouch(tx, fresh, wanted) if confirmed else _ask(desk, tx, fresh, wanted))

        return await do(store, work)


async def _ask(desk: MailDesk, tx: Transaction, fresh: Subscriber, topics: list[str]) -> str:
    asked = await desk.send_confirmation(tx, fresh, topics)
    return WHAT_CAME[asked.what].format(id=asked.subscriber.subscriber_id, address=asked.subscriber.address)


async def _vouch(tx: Transaction, fresh: Subscriber, topics: list[str]) -> str:
    asked = await verbs.ask_for_mail(tx, fresh, topics, now=system_clock())
    word = asked.subscriber.mail.confirming if asked.subscriber.mail else ""
    await verbs.confirm_mail(tx, asked.subscriber, word, now=system_clock())
    return asked.subscriber.subscriber_id
