"""A story in its publisher's words or in the pivot language, for a house that gave the conversation no better teller."""

from __future__ import annotations

from bot.telegram.asking import Teller
from news.articles import PIVOT_LANGUAGE, Article, TranslationMark
from news.ports import Reading
from news.stories.values import Story
from news.subscribers import Subscriber
from news.views import Line, Report, StoryView


def tell_plainly(reading: Reading) -> Teller:
    async def tell(story: Story, subscriber: Subscriber) -> StoryView | None:
        articles = await reading.story_articles(story.story_id)
        if not articles:
            return None
        own = [article for article in articles if article.original.language == subscriber.reading_language]
        founder = [article for article in articles if article.article_id == story.founder]
        return StoryView(
            story_id=story.story_id,
            headline=_headline((own or founder or articles)[0], subscriber.reading_language),
            summary=None,
            reports=tuple(_report(article) for article in articles),
            houses=len(story.houses),
            topics=(),
            words=(),
            language=subscriber.language,
            zone=subscriber.zone,
            first_at=story.first_at,
            last_at=story.last_at,
        )

    return tell


def _headline(article: Article, language: str) -> Line:
    original = article.original
    if article.pivot and language == PIVOT_LANGUAGE != original.language:
        return Line(article.pivot.title, PIVOT_LANGUAGE, original.title, original.language, article.translation)
    return Line(original.title, original.language, original.title, original.language, TranslationMark.ORIGINAL)


def _report(article: Article) -> Report:
    return Report(article.outlet, article.url, article.original.title, article.original.language, article.published, article.country)
