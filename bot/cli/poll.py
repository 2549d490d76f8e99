"""`tellal poll`: one round through the whole street, from addresses or from files, and what came of it."""

from __future__ import annotations

import re
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from bot.cli.session import go, json_option, none_such, say_json
from bot.intake import PollReport
from bot.placing import Placed
from bot.settings import Settings, load
from bot.street import Street
from news.errors import ConfigError
from news.feed import Feed, WatchedFeed
from news.stories.values import Story
from news.translating import UNHURRIED


@click.command("poll")
@click.argument("feeds", nargs=-1)
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read this feed file instead; may be given several times.",
)
@click.option("--language", default="", help="Language hint for the files.")
@click.option("--keep", is_flag=True, help="With --file: use the real store instead of one in memory.")
@json_option
def poll(feeds: tuple[str, ...], files: tuple[Path, ...], language: str, *, keep: bool, as_json: bool) -> None:
    """Poll FEEDS (slugs; all when none is named) once, place what came, and show the stories."""
    settings = load()
    if files and feeds:
        raise ConfigError("poll takes slugs or --file, not both")
    go(_poll_files(settings, files, language, keep=keep, as_json=as_json) if files else _poll_feeds(settings, feeds, as_json=as_json))


async def _poll_feeds(settings: Settings, slugs: tuple[str, ...], *, as_json: bool) -> None:
    from bot.compose import opened, street_of
    from bot.feedsfile import read_feeds_file
    from channels.recording import RecordingChannel

    declared = read_feeds_file(settings.feeds_path)
    street = await street_of(settings, {"recording": RecordingChannel()}, translating=UNHURRIED)
    async with opened(street, alone=False):
        await street.declare(declared.feeds, declared.topics)
        watched = await street.store.feeds()
        known = {each.feed.slug: each for each in watched}
        for slug in slugs:
            if slug not in known:
                raise none_such("feed", slug, known)
        await _round(street, [known[slug] for slug in slugs] if slugs else watched, as_json=as_json)


async def _poll_files(settings: Settings, files: tuple[Path, ...], language: str, *, keep: bool, as_json: bool) -> None:
    from bot.compose import Doors, build_street, opened, policies_of, system_clock, translator_of
    from channels.recording import RecordingChannel
    from feeds.canned import CannedFetcher
    from feeds.parse import PooledParser
    from storage import open_store
    from translators.detect import LangdetectDetector

    slugs = slugs_of(files)
    store = await open_store(settings.database_url if keep else "memory:", clock=system_clock)
    doors = Doors(
        store,
        CannedFetcher(slugs),
        PooledParser(),
        LangdetectDetector(),
        translator_of(settings),
        {"recording": RecordingChannel()},
    )
    street = build_street(doors, policies=policies_of(settings, translating=UNHURRIED))
    async with opened(street, alone=False):
        feeds = [Feed(slug, f"https://{slug}.example/feed", slug, slug, language=language) for slug in slugs]
        await street.placing.learn_hints()
        async with store.transaction() as tx:
            for feed in feeds:
                await tx.put_feed(feed)
        watched = [each for each in await store.feeds() if each.feed.slug in slugs]
        await _round(street, watched, as_json=as_json)


def slugs_of(files: tuple[Path, ...]) -> dict[str, Path]:
    """A slug a file, from its name; numbered where two files share one."""
    slugs: dict[str, Path] = {}
    for path in files:
        base = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "file"
        slug, number = base, 2
        while slug in slugs:
            slug, number = f"{base}-{number}", number + 1
        slugs[slug] = path
    return slugs


async def _round(street: Street, watched: list[WatchedFeed], *, as_json: bool) -> None:
    console = Console(stderr=as_json)
    with console.status(f"polling {len(watched)} feeds …"):
        reports = await street.poll(watched)
    with console.status("reading, translating, placing …"):
        placed = await street.place_all()
        await street.placing.look_again()
    for report in reports:
        console.print(report_line(report))
    ids = dict.fromkeys([each.story.story_id for each in placed])
    stories = {story.story_id: story for each in ids if (story := await street.store.story(each))}
    await (_json_stories(street, list(stories.values())) if as_json else _show_stories(console, street, list(stories.values()), placed))


def report_line(report: PollReport) -> str:
    """One line on what a poll brought."""
    if report.error is not None:
        return f"[red]✗[/] {escape(report.slug)}: {escape(str(report.error))}"
    if report.not_modified:
        return f"[dim]=[/] {escape(report.slug)}: not modified"
    warnings = f" [yellow]{escape('; '.join(report.parsed.warnings[:2]))}[/]" if report.parsed and report.parsed.warnings else ""
    changed = f", {len(report.edited)} edited" if report.edited else ""
    return f"[green]✓[/] {escape(report.slug)}: {report.entries} entries, {len(report.new)} new{changed}{warnings}"


async def _show_stories(console: Console, street: Street, stories: list[Story], placed: list[Placed]) -> None:
    told = sorted((story for story in stories if len(story.houses) > 1), key=lambda story: (-len(story.houses), story.first_at))
    console.print(f"\n{len(placed)} articles placed in {len(stories)} stories; {len(told)} told by more than one outlet:")
    for story in told:
        console.print(f"\n[bold]{escape(story.story_id)}[/] {len(story.houses)} outlets, {' '.join(story.languages)}")
        for member in await street.store.story_articles(story.story_id):
            placement = await street.store.placement(member.article_id)
            why = f"{placement.reason} {placement.score:.2f}" if placement else ""
            console.print(f"  {member.published:%d.%m %H:%M} {escape(member.outlet)}: {escape(member.original.title)} [dim]{why}[/]")


async def _json_stories(street: Street, stories: list[Story]) -> None:
    for story in stories:
        members = await street.store.story_articles(story.story_id)
        say_json(
            {
                "story": story.story_id,
                "houses": story.houses,
                "languages": story.languages,
                "articles": [
                    {"id": each.article_id, "outlet": each.outlet, "title": each.original.title, "url": each.url} for each in members
                ],
            }
        )
