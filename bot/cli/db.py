"""`tellal db`: the store's own verbs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from bot.cli.deeds import change, deed_called, write_down
from bot.cli.session import go, store_open
from bot.settings import load
from news.errors import ConfigError


@click.group()
def db() -> None:
    """The store: migrate, backup, restore, prune."""


@db.command("migrate")
def migrate() -> None:
    """Bring the schema up to date (every start does this too)."""

    async def work() -> None:
        async with store_open():
            click.echo("the schema is up to date")

    go(work())


@db.command("backup")
@click.argument("target", type=click.Path(path_type=Path), required=False)
def backup(target: Path | None) -> None:
    """A consistent copy into a new file (default: one named after this moment, in TELLAL_BACKUPS_DIR), also while `run` goes on."""
    click.echo(f"copied to {go(_backup(target))}")


async def _backup(target: Path | None) -> Path:
    from bot.compose import system_clock
    from bot.verbs import back_up

    async with store_open() as store:
        if target is None:
            target = (await back_up(store, load().backups_path, now=system_clock())).path
        else:
            await store.backup(str(target))
        await write_down(store, deed_called())
    return target


@db.command("restore")
@click.argument("backup_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(backup_file: Path) -> None:
    """Put a backup in the store's place. `run` must be stopped; the present file is kept beside it."""
    from storage.sqlite import restore as restore_file

    path = load().sqlite_path
    if path is None:
        raise ConfigError("TELLAL_DATABASE_URL names no file to restore into")
    kept = restore_file(backup_file, path)

    async def work() -> None:
        async with store_open() as store:
            await write_down(store, deed_called())

    go(work())
    click.echo(f"restored into {path}" + (f"; what was there before is kept as {kept}" if kept else ""))


@db.command("prune")
@click.option("--days", type=int, help="Keep so many days (default: TELLAL_KEEP_DAYS).")
def prune(days: int | None) -> None:
    """Forget old articles and settled deliveries. Identity keys stay, so nothing old is announced again."""
    from bot.compose import system_clock

    click.echo(f"{change(lambda tx: tx.prune(system_clock() - timedelta(days=days or load().keep_days)))} articles forgotten")
