"""The mail channel as the settings describe it."""

from __future__ import annotations

from email.utils import parseaddr

from bot.ours import ROOT
from bot.settings import Settings
from channels.email import EmailChannel
from channels.rendering.mail import Letterhead, Links, MailRenderer
from channels.signing import DkimSigner
from channels.smtp import Relay


def relay_of(settings: Settings) -> Relay:
    password = settings.smtp_password
    return Relay(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else "",
    )


def letterhead_of(settings: Settings, links: Links | None = None) -> Letterhead:
    return Letterhead(_domain(settings) or "localhost", settings.mail_returns, links)


def email_channel(settings: Settings, links: Links | None = None) -> EmailChannel | None:
    """None when no relay is named: mail is not sent then, and its subscribers wait. Raises `ConfigError` for a key that is none."""
    if not settings.smtp_host:
        return None
    name, address = parseaddr(settings.smtp_from)
    return EmailChannel(
        relay_of(settings),
        MailRenderer(letterhead_of(settings, links)),
        sender=address,
        sender_name=name or "Tellal",
        sign=signer_of(settings),
        lines=settings.smtp_lines,
    )


def signer_of(settings: Settings) -> DkimSigner | None:
    if settings.dkim_key_file is None:
        return None
    return DkimSigner.from_file(ROOT / settings.dkim_key_file, domain=_domain(settings), selector=settings.dkim_selector)


def _domain(settings: Settings) -> str:
    return parseaddr(settings.smtp_from)[1].rpartition("@")[2]
