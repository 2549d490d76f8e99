"""The mail channel as the settings describe it."""

from __future__ import annotations

from email.utils import parseaddr

from bot.settings import Settings
from channels.email import EmailChannel
from channels.rendering.mail import render_mail
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


def email_channel(settings: Settings) -> EmailChannel | None:
    """None when no relay is named: mail is not sent then, and its subscribers wait."""
    if not settings.smtp_host:
        return None
    name, address = parseaddr(settings.smtp_from)
    return EmailChannel(relay_of(settings), render_mail, sender=address, sender_name=name or "Tellal", lines=settings.smtp_lines)
