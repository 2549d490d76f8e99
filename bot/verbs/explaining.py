"""Why an article stands in its story, and why not in another. Plain lines, the same on the command line and in chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial

from bot.evidence import own_words
from bot.verbs.refused import Reason, Refused
from news.articles import Article
from news.ports import Reading
from news.stories.features import features
from news.stories.placement import PlacementPolicy, StoryWindow
from news.stories.values import Evidence, Placement
from news.stories.why import AGAINST, FAR_APART, FOUNDS, JOINS, NOT_PLACED, Explanation, explain

_EVER = timedelta(days=366_000)
MOST_REPORTS = 24
"""Reports of a story listed and weighed against an article: its first and its newest."""


async def explain_article(reading: Reading, article_id: str, other: str | None = None, *, language: str = "en") -> str:
    """What was decided about the article and the evidence; with `other` (an article or story), what weighing the two gives today."""
    article = await reading.article(article_id)
    if article is None:
        raise Refused(Reason.UNKNOWN_ARTICLE, article_id)
    placement = await reading.placement(article_id)
    lines = [
        _headline(article),
        *(_told(placement, article, language, stands_in=article.story_id or "") if placement else [NOT_PLACED.said(language)]),
    ]
    if other:
        lines += ["", *_weighed(article, await _reports(reading, other), other, language)]
    return "\n".join(lines)


async def _reports(reading: Reading, name: str) -> Sequence[Article]:
    article = await reading.article(name)
    if article is not None:
        return [article]
    story = await reading.story(name)
    if story is None:
        raise Refused(Reason.UNKNOWN_STORY, name)
    reports = await reading.story_articles(story.story_id)
    half = MOST_REPORTS // 2
    return reports if len(reports) <= MOST_REPORTS else [*reports[:half], *reports[-half:]]


def _weighed(article: Article, others: Sequence[Article], name: str, language: str) -> Iterator[str]:
    """Only these are weighed, whatever lies between them: what joins or separates them shows undisturbed."""
    others = [each for each in others if each.article_id != article.article_id]
    yield AGAINST.said(language).format(name=name)
    yield from (_headline(each) for each in others)
    if others:
        gap = min(abs(each.published - article.published) for each in others)
        yield from _told(_against(article, others, name), article, language)
        if gap > PlacementPolicy().window:
            yield "  " + FAR_APART.said(language).format(days=round(gap / timedelta(days=1)), window=PlacementPolicy().window.days)


def _against(article: Article, others: Sequence[Article], name: str) -> Placement:
    window = StoryWindow(PlacementPolicy(window=_EVER))
    for each in others:
        window.add(features(each), name)
    found = features(article)
    placement = window.place(found)
    return placement if placement.evidence else window.explained(found, placement, within=name)


def _headline(article: Article) -> str:
    return f"{article.article_id} · {article.outlet} · {article.original.language} · {article.published:%Y-%m-%d %H:%M} · {article.original.title}"


def _told(placement: Placement, article: Article, language: str, *, stands_in: str = "") -> Iterator[str]:
    explanation = explain_in(placement, article, language)
    verb = (JOINS if placement.joined else FOUNDS).said(language).format(story=stands_in or placement.story_id)
    nearest = f", {placement.nearest}" if placement.nearest else ""
    yield f"{verb}: {placement.reason} ({placement.score:.2f}{nearest})"
    yield f"  {explanation.sentence}"
    yield from (f"  {signal}" for signal in explanation.signals)
    if explanation.change:
        yield f"  {explanation.change}"


def explain_in(placement: Placement, article: Article, language: str, *, most: int = 8) -> Explanation:
    """With words as the article spells them."""
    return explain(placement, language, words=partial(_spelled, article, most))


def _spelled(article: Article, most: int, evidence: Evidence) -> Sequence[str]:
    return own_words([evidence], article, most=most) or evidence.words[:most]
