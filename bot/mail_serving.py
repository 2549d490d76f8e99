"""What `run` opens for readers of mail: the channel, their pages, the desk behind them."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.confirmations import signed_links
from bot.mail_desk import MailDesk
from bot.mailing import email_channel
from bot.returning import Returning
from bot.running import Running
from bot.settings import Settings
from bot.street import Street
from channels.return_boxes import return_box
from web.pages import build_pages
from web.pushes import PushDesk
from web.serving import serve_pages

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MailHouse:
    """`desk` is None while there are no pages: then nobody can confirm an address."""

    desk: MailDesk | None = None


async def open_mail(settings: Settings, street: Street) -> MailHouse:
    """The channel and the desk, as far as the settings name a relay and an address for pages."""
    links = await signed_links(street.store, settings.public_url) if settings.public_url else None
    channel = email_channel(settings, links)
    if channel is not None:
        street.add_channel(channel)
    if channel is not None and links is None and not settings.mail_returns:
        log.warning("neither TELLAL_PUBLIC_URL nor TELLAL_MAIL_RETURNS is set: readers of mail have no way to leave (docs/how-to/mail.md)")
    if links is None:
        return MailHouse()
    desk = MailDesk(
        street.store, links, street.clock, open_to_all=settings.web_signup and channel is not None, own_topics=settings.own_topics
    )
    return MailHouse(desk)


def open_pages(house: MailHouse, settings: Settings, running: Running, pushes: PushDesk | None = None) -> None:
    """Beside the rest, as long as it runs; and whoever reads the mail that comes back."""
    if settings.returns_from is not None:
        box = return_box(settings.returns_from.get_secret_value())
        street = running.street
        running.beside["returned mail"] = Returning(street.store, box, settings.mail_returns, street.clock, street.jobs).run
    if house.desk is None:
        return
    house.desk.wake = running.wake
    house.desk.topics_changed = running.street.placing.reload_topics
    app = build_pages(house.desk, pushes)
    running.beside["pages"] = lambda stop: serve_pages(app, settings.web_listen, stop)
    log.info("pages for readers of mail: %s, listening on %s", settings.public_url, settings.web_listen)
