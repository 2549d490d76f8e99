"""`tellal config`: what the environment, `.env` and /run/secrets amount to."""

from __future__ import annotations

import click

from bot.cli.session import json_option, say_json, show
from bot.settings import Settings, load, variable


@click.command("config")
@json_option
def config(*, as_json: bool) -> None:
    """Show the effective configuration, secrets masked."""
    settings = load()
    if as_json:
        say_json(settings.shown())
        return
    meanings = {variable(name): field.description or "" for name, field in Settings.model_fields.items()}
    show(((name, value, meanings[name]) for name, value in settings.shown().items()), "variable", "value", "meaning")
