"""`tellal demo`: the whole street in seconds, from recorded feeds."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

import click
from rich.console import Console

PIPE_WIDTH = 100
"""Columns when nobody says how many there are."""


@click.command("demo")
@click.option(
    "--out",
    "out_dir",
    default=Path("demo-out"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the digest page goes.",
)
def demo(out_dir: Path) -> None:
    """Recorded feeds in four languages through the whole street: no token, no network, no download."""
    progress = Console(stderr=True)
    with progress.status("opening the street …"):
        from bot.demo.run import demo as run_demo

    logging.getLogger().setLevel(logging.ERROR)  # the view says what happens
    asyncio.run(run_demo(out_dir, Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH), progress))
