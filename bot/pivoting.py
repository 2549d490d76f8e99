"""Articles into the pivot language: headlines before leads as far as the budget goes, the rest when the street is quiet."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.health import TranslationHealth
from bot.translating import TranslationDesk
from news.articles import PIVOT_LANGUAGE, Article, ArticleState, TranslationMark
from news.ingest import MAX_TRANSLATION_ATTEMPTS, pivot_passages, with_pivot
from news.ports import Reading, Store, Translation, Translator
from news.translating import CatchUpDue, Urgency, catch_up_due
from translators.engines import close
from translators.memory import Hits, TranslationMemory

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

    async def close(self) -> None:
        """Let the engine go, also one that hangs: it would keep the process from ending."""
        await asyncio.to_thread(close, self.translator)

    @property
    def owed(self) -> int:
        """Articles whose translation is postponed."""
        return len(self._owed)

    def health(self) -> TranslationHealth:
        """How it goes, for whoever looks after the house."""
        engine = self.desk.engine()
        return TranslationHealth(self.hits.known, self.hits.translated, self.hits.rate, self.owed, engine.pace, engine.silent_for)

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
        """The newest articles owed a translation, now with it, or given up after as many attempts as any article gets (fault 18)."""
        begun = await self._begun()
        hopeful = [article for article in begun if article.attempts <= MAX_TRANSLATION_ATTEMPTS]
        given_up = [article.evolve(translation=TranslationMark.FAILED) for article in begun if article not in hopeful]
        titles, leads = await self._titles(hopeful, Urgency.LATER), await self._leads(hopeful, Urgency.LATER)
        done = [self._noted(with_pivot(*row)) for row in zip(hopeful, titles, leads, strict=True)]
        return [article for article in (*done, *map(self._noted, given_up)) if article.translation is not TranslationMark.POSTPONED]

    async def _begun(self) -> list[Article]:
        """The newest that are owed, their attempt on record. Those that are gone, or are read anew anyway, are owed nothing."""
        newest = sorted(self._owed, key=lambda article_id: self._owed[article_id], reverse=True)[:AT_A_TIME]
        async with self.store.transaction() as tx:
            begun = [each.evolve(attempts=each.attempts + 1) for each in await tx.articles(newest) if _is_owed(each)]
            for article in begun:
                await tx.put_article(article)
        for article_id in set(newest) - {article.article_id for article in begun}:
            del self._owed[article_id]
        return begun


def _is_owed(article: Article) -> bool:
    return article.state is ArticleState.PLACED and article.translation is TranslationMark.POSTPONED
