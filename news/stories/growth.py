"""How a story grows by an article: its tallies, and whether a reader would see a difference."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from news.articles import Article
from news.stories.values import Placement, PlacementReason, Story


def grown(story: Story | None, article: Article, placement: Placement) -> Story:
    """The story after this article joined it; a new one when there was none.

    A wire copy counts as an article, but is no independent source; outlets of one owner are one. The revision goes up when the
    number of independent sources or the languages change: a reader would see it.
    """
    if story is None:
        return _founded(article, placement)
    houses = story.houses if placement.reason is PlacementReason.WIRE_COPY else _with(story.houses, article.house)
    languages = _with(story.languages, article.original.language)
    visible = houses != story.houses or languages != story.languages
    return story.evolve(
        first_at=min(story.first_at, article.published),
        last_at=max(story.last_at, article.published),
        articles=story.articles + 1,
        houses=houses,
        languages=languages,
        revision=story.revision + visible,
        silent=story.silent and article.silent,
    )


def _founded(article: Article, placement: Placement) -> Story:
    return Story(
        story_id=placement.story_id,
        first_at=article.published,
        last_at=article.published,
        founder=article.article_id,
        houses=(article.house,),
        languages=(article.original.language,),
        silent=article.silent,
    )


def united(story: Story, other: Story) -> Story:
    """One story out of two; the first keeps its id and its headline."""
    houses, languages = story.houses, story.languages
    for house in other.houses:
        houses = _with(houses, house)
    for language in other.languages:
        languages = _with(languages, language)
    return story.evolve(
        first_at=min(story.first_at, other.first_at),
        last_at=max(story.last_at, other.last_at),
        articles=story.articles + other.articles,
        houses=houses,
        languages=languages,
        revision=story.revision + (houses != story.houses or languages != story.languages),
        silent=story.silent and other.silent,
    )


def retold(story: Story, members: Sequence[Article], copies: AbstractSet[str]) -> Story:
    """The story as these members make it, by publication; `copies` are the article ids of wire copies. Its name, its founder (while it is
    among them) and the order of its outlets stay.
    """
    houses = {member.house: None for member in members if member.article_id not in copies} or {members[0].house: None}
    languages = {member.original.language: None for member in members}
    founders = {member.article_id for member in members}
    return story.evolve(
        first_at=min(member.published for member in members),
        last_at=max(member.published for member in members),
        founder=story.founder if story.founder in founders else members[0].article_id,
        articles=len(members),
        houses=_in_order(story.houses, houses),
        languages=_in_order(story.languages, languages),
        silent=all(member.silent for member in members),
    )


def _in_order(known: tuple[str, ...], standing: dict[str, None]) -> tuple[str, ...]:
    return (*(one for one in known if one in standing), *(one for one in standing if one not in known))


def _with(known: tuple[str, ...], new: str) -> tuple[str, ...]:
    return known if new in known else (*known, new)
