"""Why an article stands in its story, and why not in another: for the command line, in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evidence import own_words
from bot.verbs.refused import Reason, Refused
from news.articles import Article
from news.ports import Reading
from news.stories.features import features
from news.stories.placement import StoryWindow
from news.stories.values import Placement


async def explain_article(reading: Reading, article_id: str, other: str | None = None) -> str:
    """What was decided about the article and the evidence; with `other` (an article or story), what weighing the two gives today."""
    article = await reading.article(article_id)
    if article is None:
        raise Refused(Reason.UNKNOWN_ARTICLE, article_id)
    placement = await reading.placement(article_id)
    lines = [_headline(article), *(_told(placement, article) if placement else ["not placed yet"])]
    if other:
        lines += ["", *_weighed(article, await _reports(reading, other), other)]
    return "\n".join(lines)


async def _reports(reading: Reading, name: str) -> Sequence[Article]:
    article = await reading.article(name)
    if article is not None:
        return [article]
    story = await reading.story(name)
    if story is None:
        raise Refused(Reason.UNKNOWN_STORY, name)
    return await reading.story_articles(story.story_id)


def _weighed(article: Article, others: Sequence[Article], name: str) -> Iterator[str]:
    """Only these two are weighed, with nothing else in the window: what joined or separated them shows undisturbed."""
    window = StoryWindow()
    for each in others:
        if each.article_id != article.article_id:
            window.add(features(each), name)
    placement = window.place(features(article))
    yield f"against {name} alone:"
    yield from (_headline(each) for each in others)
    yield from _told(placement, article)


def _headline(article: Article) -> str:
    return f"{article.article_id} · {article.outlet} · {article.original.language} · {article.published:%Y-%m-%d %H:%M} · {article.original.title}"


def _told(placement: Placement, article: Article) -> Iterator[str]:
    verb = "joins" if placement.joined else "founds"
    nearest = f", nearest {placement.nearest}" if placement.nearest else ""
    yield f"{verb} {placement.story_id}: {placement.reason} ({placement.score:.2f}{nearest})"
    for evidence in sorted(placement.evidence, key=lambda each: -abs(each.weight)):
        words = own_words([evidence], article, most=8) or evidence.words
        yield f"  {evidence.weight:+.2f}  {evidence.signal}  {', '.join(words)}".rstrip()
