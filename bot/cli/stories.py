"""`tellal stories`: what the street believes to be one event, and why."""

from __future__ import annotations

from datetime import timedelta

import click

from bot import verbs
from bot.cli.deeds import do
from bot.cli.session import go, json_option, say_json, show, store_open, street_open
from bot.verbs import RuledMerge, RuledSplit
from news.errors import ConfigError
from news.ports import Reading
from news.stories.values import Story


@click.group()
def stories() -> None:
    """Stories: list, show, why, merge, split."""


@stories.command("list")
@click.option("--days", type=float, default=3, show_default=True)
@click.option("--outlets", type=int, default=1, show_default=True, help="Only stories with at least so many independent outlets.")
@click.option("--limit", type=int, default=40, show_default=True)
@json_option
def list_stories(days: float, outlets: int, limit: int, *, as_json: bool) -> None:
    """The newest stories, with their tallies."""
    go(_list(days, outlets, limit, as_json=as_json))


async def _list(days: float, outlets: int, limit: int, *, as_json: bool) -> None:
    from bot.compose import system_clock

    async with store_open() as store:
        found = await store.stories(since=system_clock() - timedelta(days=days), limit=10_000)
        chosen = [story for story in found if len(story.houses) >= outlets][:limit]
        if as_json:
            for story in chosen:
                say_json(story)
            return
        rows = [
            (story.story_id, len(story.houses), " ".join(story.languages), story.last_at, await _headline(store, story)) for story in chosen
        ]
        show(rows, "story", "outlets", "languages", "newest", "headline")


async def _headline(store: Reading, story: Story) -> str:
    founder = await store.article(story.founder)
    return founder.original.title if founder else ""


@stories.command("show")
@click.argument("story_id")
@json_option
def show_story(story_id: str, *, as_json: bool) -> None:
    """One story: its articles, and why each is in it."""
    go(_show(story_id, as_json=as_json))


async def _show(story_id: str, *, as_json: bool) -> None:
    async with store_open() as store:
        story = await _story(store, story_id)
        members = await store.story_articles(story.story_id)
        if as_json:
            say_json({"story": story.story_id, "articles": [member.article_id for member in members], "houses": story.houses})
            return
        rows = []
        decided = await store.placements([member.article_id for member in members])
        for member in members:
            placement = decided.get(member.article_id)
            reason = f"{placement.reason} {placement.score:.2f}" if placement else ""
            rows.append((member.article_id, member.published, member.outlet, member.original.language, member.original.title, reason))
        show(rows, "article", "published", "outlet", "language", "headline", "why", title=f"{story.story_id} · revision {story.revision}")


async def _story(store: Reading, story_id: str) -> Story:
    story = await store.story(story_id)
    if story is None:
        raise ConfigError(f'no story "{story_id}"; `./tellal stories list` shows those there are')
    return story


@stories.command("why")
@click.argument("article_id")
@click.argument("other", required=False)
def why(article_id: str, other: str | None) -> None:
    """Why an article is in its story, and (OTHER: an article or story) why not with another."""
    click.echo(go(_why(article_id, other)))


async def _why(article_id: str, other: str | None) -> str:
    async with store_open() as store:
        return await verbs.explain_article(store, article_id, other)


@stories.command("merge")
@click.argument("story_id")
@click.argument("into")
def merge(story_id: str, into: str) -> None:
    """Make two stories one, for good: STORY_ID's articles join INTO."""
    done = go(_merge(story_id, into))
    click.echo(f"{done.gone.story_id} now belongs to {done.stays.story_id}")


async def _merge(story_id: str, into: str) -> RuledMerge:
    async with street_open() as street:
        done = await do(street.store, lambda tx: verbs.merge(tx, story_id, into, now=street.clock()))
        await street.placing.heed()
        return done


@stories.command("split")
@click.argument("article_ids", nargs=-1, required=True, metavar="ARTICLE...")
def split(article_ids: tuple[str, ...]) -> None:
    """Take articles out of their story, for good: together they are one of their own.

    The article that founded the story keeps its name: when it is among them, the others go.
    """
    done = go(_split(article_ids))
    click.echo(
        f"{done.into} begins with {', '.join(article.article_id for article in done.articles)}; {done.story.story_id} keeps the rest"
    )


async def _split(article_ids: tuple[str, ...]) -> RuledSplit:
    async with street_open() as street:
        done = await do(street.store, lambda tx: verbs.split(tx, article_ids, now=street.clock()))
        await street.placing.heed()
        return done
