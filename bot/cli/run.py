"""`tellal run`: the whole street until it is told to stop."""

from __future__ import annotations

from contextlib import AsyncExitStack

import click

from bot.cli.session import go
from bot.logs import keep_secret, set_up_logging
from bot.settings import Settings, load


@click.command("run")
def run() -> None:
    """Poll on schedule, place, send; SIGTERM finishes what is in flight, SIGHUP reads feeds.yaml again."""
    settings = load()
    for secret in (settings.telegram_token, settings.libretranslate_key, settings.smtp_password, settings.returns_from, settings.proxy):
        if secret is not None:
            keep_secret(secret.get_secret_value())
    set_up_logging(settings.log_level)
    go(_run(settings))


async def _run(settings: Settings) -> None:
    from bot.serving import serve

    async with AsyncExitStack() as stack:
        await (await serve(settings, stack)).until_stopped()
