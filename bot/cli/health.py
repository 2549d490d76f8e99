"""`tellal health`: for people and for a container's health check."""

from __future__ import annotations

import sys

import click

from bot.cli.session import go, json_option, say_json, store_open
from bot.health import HealthReport, TranslationHealth, examine
from bot.verbs import FeedCondition
from news.alarms import AlarmKind

_ALARMS = {
    AlarmKind.TOKEN_REFUSED: "Telegram refuses the bot token, nothing is sent or heard: mend TELLAL_TELEGRAM_TOKEN and start `run` again",
    AlarmKind.ANOTHER_INSTANCE: "another instance listens with this bot's token, commands may go unheard: stop one of the two",
}
SILENCE = 30.0
"""Seconds at one slice that are worth a word."""


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
    from bot.compose import system_clock

    async with store_open() as store:
        return await examine(store, system_clock())


def _say(report: HealthReport) -> None:
    tally, failing = report.house.tally, report.house.in_condition(FeedCondition.FAILING, FeedCondition.GONE)
    beat = f"last heartbeat {report.heartbeat:%Y-%m-%d %H:%M:%S}Z" if report.heartbeat else "`./tellal run` has not run on this store yet"
    click.echo(f"{report.pulse}: {beat}")
    click.echo(
        f"{tally.feeds} feeds ({len(failing)} failing), {tally.articles} articles ({tally.unplaced} waiting), "
        f"{tally.stories} stories, {tally.subscribers} subscribers"
    )
    click.echo("deliveries: " + (", ".join(f"{count} {state}" for state, count in sorted(tally.deliveries.items()) if count) or "none yet"))
    if report.translating:
        click.echo(_translations(report.translating))
    for alarm in report.house.alarms:
        click.echo(f"  since {alarm.since:%Y-%m-%d %H:%M:%S}Z: {_ALARMS[alarm.kind]}")
    for each in failing:
        click.echo(f"  {each.watched.feed.slug}: {each.watched.state.last_error}")


def _translations(found: TranslationHealth) -> str:
    asked = found.known + found.translated
    memory = f"{found.known} of {asked} passages from memory ({found.hit_rate:.0%})" if asked else "none asked for yet"
    owed = f", {found.owed} articles wait for theirs" if found.owed else ""
    silent = f", the engine has been silent for {found.silent_for:.0f} s" if found.silent_for > SILENCE else ""
    return f"translations since `run` started: {memory}{owed}{silent}"
