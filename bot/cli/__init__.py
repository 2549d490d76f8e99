"""The command line: one file per verb, loaded only when the verb is called."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

import click

from bot.logs import redact
from bot.version import VERSION
from news.errors import ConfigError, NewsError

if TYPE_CHECKING:
    from collections.abc import Mapping

EXIT_CONFIG = 2
EXIT_FAILED = 1


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called: `languages detect` must not pay for Telegram."""

    def __init__(self, *args: object, verbs: Mapping[str, tuple[str, str]] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own keyword arguments, handed through
        self.verbs = dict(verbs or {})
        """Verb → ("module:attribute", one line of help)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.verbs, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.verbs:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self.verbs[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.list_commands(ctx) and (near := get_close_matches(name, self.list_commands(ctx), 1)):
            raise click.UsageError(f'no verb "{name}". Did you mean "{near[0]}"?', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table, without importing them."""
        rows = [(name, text) for name, (_, text) in self.verbs.items()]
        with formatter.section("Verbs"):
            formatter.write_dl(rows)


class SpokenErrors(LazyGroup):
    """Turns named errors into a sentence and an exit status: 2 when the operator must change something, else 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            click.echo(f"tellal: {redact(str(error))}", err=True)
            ctx.exit(EXIT_CONFIG)
        except NewsError as error:
            click.echo(f"tellal: {redact(str(error))}", err=True)
            ctx.exit(EXIT_FAILED)


VERBS = {
    "demo": ("bot.cli.demo:demo", "The whole street in 20 seconds: no token, no network, no download."),
    "run": ("bot.cli.run:run", "Poll, place and send until stopped."),
    "check": ("bot.cli.check:check", "Validate feeds.yaml and the environment."),
    "config": ("bot.cli.config:config", "Show the effective configuration, secrets masked."),
    "poll": ("bot.cli.poll:poll", "Poll feeds once, or read feed files, and show which stories they make."),
    "feeds": ("bot.cli.feeds:feeds", "List, show, add, edit, pause, resume, remove, test, parse, import, export feeds."),
    "topics": ("bot.cli.topics:topics", "List topics; test a query."),
    "stories": ("bot.cli.stories:stories", "List and show stories, and say why; merge."),
    "replay": ("bot.cli.replay:replay", "Entries in (JSON lines), placements out."),
    "digest": ("bot.cli.digest:digest", "Preview or send a digest."),
    "deliveries": ("bot.cli.deliveries:deliveries", "The outbox: list, retry, bury."),
    "subscribers": ("bot.cli.subscribers:subscribers", "List and add subscribers."),
    "broadcast": ("bot.cli.house:broadcast", "Say something to everybody who listens."),
    "stats": ("bot.cli.house:stats", "Numbers: who listens, what is followed, what came in."),
    "loglevel": ("bot.cli.house:loglevel", "How much the log of the running street says."),
    "audit": ("bot.cli.audit:audit", "What admins did, here and in chat."),
    "send-test": ("bot.cli.send_test:send_test", "Send a test message to a subscriber's channel."),
    "languages": ("bot.cli.languages:languages", "Translation packages and language detection."),
    "db": ("bot.cli.db:db", "Migrate, back up, restore, prune the store."),
    "health": ("bot.cli.health:health", "Is the street alive? Exit status 0 or 1."),
    "bench": ("bot.cli.bench:bench", "Measure a stage; prints JSON."),
    "test": ("bot.cli.code:test", "Run the test suite."),
    "check-code": ("bot.cli.code:check_code", "Lint, types, import contracts."),
    "setup": ("bot.cli.code:setup", "Install what the lock names, and say what is there."),
}


@click.group(cls=SpokenErrors, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(VERSION, prog_name="tellal")
def main() -> None:
    """Tellal reads the news of many languages and cries each story once."""
