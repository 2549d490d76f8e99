"""`tellal topics`: what can be followed, and what a query would match."""

from __future__ import annotations

import click

from bot.cli import LazyGroup
from bot.cli.session import go, json_option, say_json, show, store_open


@click.group(cls=LazyGroup, verbs={"test": ("bot.cli.topics_test:test", "Which recorded entries a query matches, and by which words.")})
def topics() -> None:
    """Topics: list, test."""


@topics.command("list")
@json_option
def list_topics(*, as_json: bool) -> None:
    """Presets and subscribers' own topics, with their queries."""
    go(_list(as_json=as_json))


async def _list(*, as_json: bool) -> None:
    async with store_open() as store:
        found = await store.topics()
    if as_json:
        for topic in found:
            say_json(topic)
        return
    rows = [
        (topic.topic_id, topic.title, topic.owner or "preset", " · ".join(f"{code or 'any'}: {query}" for code, query in topic.queries))
        for topic in found
    ]
    show(rows, "topic", "title", "owner", "queries")
