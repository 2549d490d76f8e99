"""`tellal health`: for people and for a container's health check."""

from __future__ import annotations

import sys

import click

from bot.cli.session import go, json_option, say_json, store_open
from bot.health import HealthReport, examine


@click.command("health")
@json_option
def health(*, as_json: bool) -> None:
    """Exit status 0 when `run` is alive on this store, else 1."""
    report = go(_examine())
    if as_json:
        say_json(report)
    else:
        _say(report)
    sys.exit(0 if report.ok else 1)


async def _examine() -> HealthReport:
    from bot.compose import system_clock  # noqa: PLC0415  heavy; only this verb needs a clock

    async with store_open() as store:
        return await examine(store, system_clock())


def _say(report: HealthReport) -> None:
    beat = f"last heartbeat {report.heartbeat:%Y-%m-%d %H:%M:%S}Z" if report.heartbeat else "`tellal run` has not run on this store yet"
    click.echo(f"{report.health}: {beat}")
    click.echo(
        f"{report.feeds} feeds ({len(report.failing)} failing), {report.articles} articles ({report.unplaced} waiting), "
        f"{report.stories} stories, {report.subscribers} subscribers"
    )
    click.echo(
        "deliveries: " + (", ".join(f"{count} {state}" for state, count in sorted(report.deliveries.items()) if count) or "none yet")
    )
    for slug, error in report.failing:
        click.echo(f"  {slug}: {error}")
