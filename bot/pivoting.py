"""Articles into the pivot language: headlines before leads as far as the budget goes, the rest when the street is quiet."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.translating import TranslationDesk
from news.articles import PIVOT_LANGUAGE, Article, ArticleState, TranslationMark
from news.ingest import pivot_passages, with_pivot
from news.ports import Reading, Store, Translation, Translator
from news.translating import CatchUpDue, Urgency, catch_up_due
from translators.memory import Hits, TranslationMemory

log = logging.getLogger(__name__)

AT_A_TIME = 50
"""Articles whose postponed translation is begun together."""
READ_AT_A_TIME = 500


@dataclass(slots=True)
class Pivoting:
    """Translates articles for placing, and remembers which of them are still owed their translation.

    Nothing else needs to be kept: an article that was placed without says so in the store (POSTPONED), so `recall` finds it after a restart.
    """

    store: Store
    translator: Translator
    desk: TranslationDesk = field(default_factory=TranslationDesk)
    hits: Hits = field(default_factory=Hits)
    _owed: dict[str, datetime] = field(default_factory=dict)
    """Article id → when it was published."""

    def memory(self, urgency: Urgency) -> TranslationMemory:
        """The store's translations, and the desk for what is not there."""
        return TranslationMemory(self.store, self.translator, self.desk.at(urgency), self.hits)

    @property
    def owed(self) -> int:
        """Articles whose translation is postponed."""
        return len(self._owed)

    async def pivoted(self, articles: Sequence[Article]) -> list[Article]:
        """The articles with what can be translated in time. What cannot is POSTPONED, and no attempt at it is counted."""
        titles, leads = await asyncio.gather(self._titles(articles, Urgency.TITLE), self._leads(articles, Urgency.LEAD))
        return [self._noted(with_pivot(*row)) for row in zip(articles, titles, leads, strict=True)]

    async def _titles(self, articles: Iterable[Article], urgency: Urgency) -> list[Translation]:
        return await self.memory(urgency).translate([pivot_passages(article)[0] for article in articles], PIVOT_LANGUAGE)

    async def _leads(self, articles: Iterable[Article], urgency: Urgency) -> list[Translation]:
        return await self.memory(urgency).translate([pivot_passages(article)[1] for article in articles], PIVOT_LANGUAGE)

    def _noted(self, article: Article) -> Article:
        if article.translation is not TranslationMark.POSTPONED:
            self._owed.pop(article.article_id, None)
            return article
        self._owed[article.article_id] = article.published
        return article.evolve(attempts=max(0, article.attempts - 1))

    # --- catching up

    async def recall(self, reading: Reading, article_ids: Sequence[str]) -> None:
        """Find among these articles those an earlier process left without their translation."""
        for start in range(0, len(article_ids), READ_AT_A_TIME):
            for article in await reading.articles(article_ids[start : start + READ_AT_A_TIME]):
                if article.translation is TranslationMark.POSTPONED:
                    self._owed[article.article_id] = article.published

    def due(self, *, unplaced: int) -> CatchUpDue:
        return catch_up_due(owed=self.owed, unplaced=unplaced, engine=self.desk.engine(), budget=self.desk.budget)

    async def caught_up(self) -> list[Article]:
        """The newest articles owed a translation, now with it. Those that are gone, or are read anew anyway, are owed nothing."""
        newest = sorted(self._owed, key=lambda article_id: self._owed[article_id], reverse=True)[:AT_A_TIME]
        found = await self.store.articles(newest)
        waiting = [each for each in found if each.translation is TranslationMark.POSTPONED and each.state is ArticleState.PLACED]
        for article_id in set(newest) - {each.article_id for each in waiting}:
            self._owed.pop(article_id, None)
        titles, leads = await self._titles(waiting, Urgency.LATER), await self._leads(waiting, Urgency.LATER)
        done = [self._noted(with_pivot(*row)) for row in zip(waiting, titles, leads, strict=True)]
        return [article for article in done if article.translation is not TranslationMark.POSTPONED]
