"""An admin's word about stories: final, and on record. It is carried out by `Placing.heed` with the next batch, in whichever process places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.reshaping import free_name, rule_together
from bot.verbs.refused import Reason, Refused
from bot.verbs.stories import story_of
from news.articles import Article
from news.ports import Reading, Transaction
from news.stories.values import Ruling, Story


@dataclass(frozen=True, slots=True)
class RuledMerge:
    """`gone` becomes part of `stays`."""

    gone: Story
    stays: Story


@dataclass(frozen=True, slots=True)
class RuledSplit:
    """These articles leave the story and are one of their own, called `into`."""

    story: Story
    into: str
    articles: tuple[Article, ...]


async def merge(tx: Transaction, story_id: str, into: str, *, now: datetime) -> RuledMerge:
    """All articles of the first story belong to the second, whatever the evidence says, and no look of ours takes them apart again."""
    ruled = await planned_merge(tx, story_id, into)
    await rule_together(tx, ruled.gone, ruled.stays, now=now)
    return ruled


async def planned_merge(reading: Reading, story_id: str, into: str) -> RuledMerge:
    """What `merge` would make one; nothing is said yet."""
    gone, stays = await story_of(reading, story_id), await story_of(reading, into)
    if gone.story_id == stays.story_id:
        raise Refused(Reason.ONE_STORY, story_id)
    return RuledMerge(gone, stays)


async def split(tx: Transaction, article_ids: Sequence[str], *, now: datetime) -> RuledSplit:
    """These articles do not belong to the story they stand in, and no look of ours brings them back. The founder gives a story its name:
    when it is among them, the others are the ones that go.
    """
    ruled = await planned_split(tx, article_ids)
    for article in ruled.articles:
        names = (ruled.story.story_id, ruled.into)
        apart, together = (Ruling(article.article_id, name, belongs=name == ruled.into, at=now) for name in names)
        await tx.rule([apart, together])
    return ruled


async def planned_split(reading: Reading, article_ids: Sequence[str]) -> RuledSplit:
    """What `split` would take out of which story; nothing is said yet."""
    named = [await _article(reading, article_id) for article_id in dict.fromkeys(article_ids)]
    story = await story_of(reading, named[0].story_id or "")
    stranger = next((article for article in named if article.story_id != story.story_id), None)
    if stranger is not None:
        raise Refused(Reason.OTHER_STORY, stranger.article_id)
    going = _going(await reading.story_articles(story.story_id), named, story)
    return RuledSplit(story, await free_name(reading, going[0].article_id), tuple(going))


def _going(members: Sequence[Article], named: Sequence[Article], story: Story) -> list[Article]:
    ids = {article.article_id for article in named}
    others = [member for member in members if member.article_id not in ids]
    if not others:
        raise Refused(Reason.WHOLE_STORY, story.story_id)
    return others if story.founder in ids else [member for member in members if member.article_id in ids]


async def _article(reading: Reading, article_id: str) -> Article:
    article = await reading.article(article_id)
    if article is None or not article.story_id:
        raise Refused(Reason.UNKNOWN_ARTICLE, article_id)
    return article
