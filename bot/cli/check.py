"""`tellal check`: would `run` start, and what will it not be able to do?"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from bot.cli import EXIT_CONFIG
from bot.cli.session import go, json_option, say_json, store_open
from bot.compose import translator_of
from bot.feedsfile import FeedsFile, read_feeds_file
from bot.mailing import signer_of
from bot.ours import ROOT
from bot.problems import Problem, Problems
from bot.settings import Settings, load, variable
from channels.return_boxes import return_box
from news.articles import PIVOT_LANGUAGE
from news.errors import ConfigError, StorageError
from news.feed import WatchedFeed
from news.moves import address_of
from news.ports import Translator
from news.subscribers import Subscriber
from translators.registry import build_detector


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything `check` found. Problems keep `run` from starting; notes do not."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    feeds: int = 0
    topics: int = 0
    languages: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


@click.command("check")
@click.option("--feeds", "path", type=click.Path(path_type=Path), help="Another feeds.yaml than the configured one.")
@json_option
def check(*, path: Path | None, as_json: bool) -> None:
    """Validate feeds.yaml and the environment; exit status 2 when something must be mended first."""
    finding = examine(path)
    if as_json:
        say_json(_plain(finding))
    else:
        _say(finding)
    sys.exit(0 if finding.ok else EXIT_CONFIG)


def examine(path: Path | None) -> Finding:
    """Look at everything, whatever is wrong with the rest."""
    settings, wrong_settings = _settings()
    declared, wrong_feeds = _feeds(path or (settings.feeds_path if settings else ROOT / "feeds.yaml"))
    problems = [*wrong_settings, *wrong_feeds]
    notes: list[str] = []
    if settings:
        problems += _store(settings)
        problems += _translators(settings)
        problems += _detector(settings)
        problems += _mail(settings)
        notes += _telegram(settings)
        notes += _ways_out(settings)
        notes += _contact(settings)
    if settings and not problems:
        readers, unread = _readers(settings)
        problems += unread
        notes += _routes(translator_of(settings), declared, readers)
    if settings and not problems:
        notes += elsewhere(go(_watched(settings)), declared)
    return Finding(tuple(problems), tuple(notes), len(declared.feeds), len(declared.topics), declared.languages)


def _settings() -> tuple[Settings | None, tuple[Problem, ...]]:
    try:
        return load(), ()
    except Problems as found:
        return None, found.problems


def _feeds(path: Path) -> tuple[FeedsFile, tuple[Problem, ...]]:
    try:
        return read_feeds_file(path), ()
    except Problems as found:
        return FeedsFile(), found.problems


def _store(settings: Settings) -> Iterator[Problem]:
    """The store's folder can be written, or made."""
    if settings.sqlite_path is None:
        return
    folder = next(parent for parent in settings.sqlite_path.parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        text = f"the store cannot be written in {folder}: give it to whoever runs Tellal, or name another place"
        yield Problem("environment", text, key=variable("database_url"))


def _translators(settings: Settings) -> Iterator[Problem]:
    """The engines named are engines we have."""
    try:
        translator_of(settings)
    except ConfigError as error:
        yield Problem("environment", str(error), key=variable("translators"))


def _detector(settings: Settings) -> Iterator[Problem]:
    """The detector named is installed."""
    try:
        build_detector(settings.detector)
    except ConfigError as error:
        yield Problem("environment", str(error), key=variable("detector"))


def _telegram(settings: Settings) -> Iterator[str]:
    if settings.telegram_token is None:
        yield "TELLAL_TELEGRAM_TOKEN is not set: alerts go to the log (docs/how-to/telegram.md)"
    elif not settings.admin_ids:
        yield "TELLAL_ADMIN_IDS is not set: nobody may use the admin commands in chat (docs/how-to/telegram.md)"


def _mail(settings: Settings) -> Iterator[Problem]:
    """The key that signs can be read, and the address of returned mail is one."""
    try:
        signer_of(settings)
    except ConfigError as error:
        yield Problem("environment", str(error).partition(": ")[2], key=variable("dkim_key_file"))
    try:
        return_box(settings.returns_from.get_secret_value() if settings.returns_from else ".")
    except ConfigError as error:
        yield Problem("environment", str(error).partition(": ")[2], key=variable("returns_from"))


def _ways_out(settings: Settings) -> Iterator[str]:
    if settings.smtp_host and not settings.public_url:
        yield "TELLAL_PUBLIC_URL is not set: readers of mail have no page to confirm, to choose or to leave (docs/how-to/mail.md)"
    if settings.smtp_host and not settings.returns_from:
        yield "TELLAL_RETURNS_FROM is not set: mail that comes back is not read, and addresses that are gone are mailed on (docs/how-to/mail.md)"


def _contact(settings: Settings) -> Iterator[str]:
    if not settings.contact:
        yield "TELLAL_CONTACT is not set: an outlet that wonders who asks for its feed cannot reach you (docs/reference/environment.md)"


def _routes(translator: Translator, declared: FeedsFile, readers: Mapping[str, str]) -> Iterator[str]:
    """Languages that cannot be translated yet: their articles go on in their own words, their readers get the originals."""
    inward = [language for language in declared.languages if language != PIVOT_LANGUAGE and not translator.can(language, PIVOT_LANGUAGE)]
    if inward:
        install = f"./tellal languages install {' '.join(inward)}"
        yield f"no translator for {', '.join(inward)} → {PIVOT_LANGUAGE}: these articles go on in their own language ({install})"
    for language, who in readers.items():
        if language != PIVOT_LANGUAGE and not translator.can(PIVOT_LANGUAGE, language):
            install = f"./tellal languages install {language} --from-english"
            yield f"no translator for {PIVOT_LANGUAGE} → {language}, {who}: they read the originals ({install})"


def _readers(settings: Settings) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Every language somebody is to be spoken to in, and who that is; what is wrong with a store that cannot tell."""
    new = {settings.language: "the language of new subscribers"}
    try:
        known = go(_subscribers(settings))
    except StorageError as error:
        return new, (Problem("environment", str(error), key=variable("database_url")),)
    reading = Counter(subscriber.reading_language for subscriber in known if not subscriber.gone)
    return new | {language: f"the language of {_counted(count)}" for language, count in sorted(reading.items())}, ()


def elsewhere(watched: list[WatchedFeed], declared: FeedsFile) -> Iterator[str]:
    """Feeds that are read where they have moved to."""
    said = {feed.slug: feed.url for feed in declared.feeds}
    for each in watched:
        address = address_of(each.feed, each.state)
        if address != each.feed.url and said.get(each.feed.slug) == each.feed.url:
            yield f"{each.feed.slug} has moved for good and is read at {address}: put that into feeds.yaml instead of {each.feed.url}"


async def _watched(settings: Settings) -> list[WatchedFeed]:
    """None, when the store is not there yet."""
    if settings.sqlite_path is not None and not settings.sqlite_path.exists():
        return []
    async with store_open(settings) as store:
        return await store.feeds()


async def _subscribers(settings: Settings) -> list[Subscriber]:
    """Nobody, when the store is not there yet: looking makes none."""
    if settings.sqlite_path is not None and not settings.sqlite_path.exists():
        return []
    async with store_open(settings) as store:
        return await store.subscribers()


def _counted(subscribers: int) -> str:
    return "one subscriber" if subscribers == 1 else f"{subscribers} subscribers"


def _plain(finding: Finding) -> dict[str, object]:
    return {"ok": finding.ok, **asdict(finding)}


def _say(finding: Finding) -> None:
    for problem in finding.problems:
        click.secho(str(problem), fg="red", err=True)
    for note in finding.notes:
        click.secho(f"note: {note}", fg="yellow")
    if finding.ok:
        click.echo(
            f"good: {finding.feeds} feeds in {len(finding.languages)} languages ({', '.join(finding.languages)}), {finding.topics} topics"
        )
    else:
        count = len(finding.problems)
        click.echo(f"{count} {'problem' if count == 1 else 'problems'}; `run` would not start", err=True)
