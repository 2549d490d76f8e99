"""Subscribers' own topics in the languages of the feeds: translated while nobody waits, kept with the topic, asked by the matcher as its own words."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from news.articles import PIVOT_LANGUAGE
from news.errors import QueryError
from news.ports import Clock, Passage, Reading, Store
from news.subscribers import TermTranslation, Topic
from news.topics.terms import as_term, missing
from translators.memory import TranslationMemory

log = logging.getLogger(__name__)

TRIED_AGAIN = timedelta(hours=1)
"""A translation that could not be had is asked for again: an engine may be installed, or awake, by then."""
TOPICS_AT_ONCE = 50
LOOKED_AT_ONCE = 2_000
"""Reading so many queries takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Translated:
    """What a topic's words are in other languages, and the languages for which not every word has a translation."""

    translations: tuple[TermTranslation, ...]
    lacking: tuple[str, ...] = ()


@dataclass(slots=True)
class Terms:
    """`wanted` translates for whoever looks at a topic; `catch_up` for all that have been followed and wait for their translations."""

    store: Store
    memory: TranslationMemory
    """For somebody who waits for an answer."""
    unhurried: TranslationMemory
    clock: Clock
    _not_before: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """(term, language) that failed → when it is asked for again."""
    _complete: dict[str, tuple[Topic, Sequence[str]]] = field(default_factory=dict)
    """Topics that lack nothing in these languages, so that their queries are not read at every tick."""

    async def wanted(self, topic: Topic, preferred: str) -> Translated:
        """The topic's translations; those it lacks are asked for now and kept, if it is followed. Raises `QueryError`."""
        asked = missing(topic, await spoken(self.store), preferred)
        found = await self._translated(asked, self.memory)
        translations = await self._kept(topic, found)
        got = {(each.term, each.language) for each in translations}
        return Translated(translations, tuple(dict.fromkeys(language for term, _, language in asked if (term, language) not in got)))

    async def catch_up(self) -> int:
        """Give topics the translations they lack; how many topics got some. The matcher learns of it when it next reads the topics."""
        languages = await spoken(self.store)
        own = {topic.topic_id: topic for topic in await self.store.topics() if topic.owner}
        self._complete = {topic_id: known for topic_id, known in self._complete.items() if topic_id in own}
        doubtful = [topic for topic_id, topic in own.items() if self._complete.get(topic_id) != (topic, languages)]
        due = [each for topic in doubtful[:LOOKED_AT_ONCE] if (each := await self._due(topic, languages))]
        return sum([await self._complete_one(topic, asked) for topic, asked in due[:TOPICS_AT_ONCE]])

    async def _due(self, topic: Topic, languages: Sequence[str]) -> tuple[Topic, list[tuple[str, str, str]]] | None:
        now = self.clock()
        try:
            lacking = missing(topic, languages, "")
        except QueryError:  # written by an older version: the index has said so
            lacking = []
        if not lacking:
            self._complete[topic.topic_id] = topic, languages
            return None
        subscriber = await self.store.subscriber(topic.owner)
        asked = missing(topic, languages, subscriber.language if subscriber else "")
        asked = [each for each in asked if self._not_before.get((each[0], each[2]), now) <= now]
        return (topic, asked) if asked else None

    async def _complete_one(self, topic: Topic, asked: list[tuple[str, str, str]]) -> bool:
        found = await self._translated(asked, self.unhurried)
        self._put_off(asked, found)
        return bool(found) and bool(await self._kept(topic, found))

    async def _kept(self, topic: Topic, found: Sequence[TermTranslation]) -> tuple[TermTranslation, ...]:
        """What the topic now has. Meanwhile its subscriber may have struck something, or have it forgotten."""
        async with self.store.transaction() as tx:
            standing = await tx.topic(topic.topic_id)
            known = standing.translations if standing else topic.translations
            pairs = {(each.term, each.language) for each in known}
            fresh = tuple(each for each in found if (each.term, each.language) not in pairs)
            if standing and fresh:
                await tx.put_topic(replace(standing, translations=(*known, *fresh)))
        return (*known, *fresh)

    def _put_off(self, asked: list[tuple[str, str, str]], found: Iterable[TermTranslation]) -> None:
        got = {(each.term, each.language) for each in found}
        failed = [(term, language) for term, _, language in asked if (term, language) not in got]
        until = self.clock() + TRIED_AGAIN
        self._not_before = {key: moment for key, moment in self._not_before.items() if moment > self.clock()} | dict.fromkeys(failed, until)
        if failed:
            log.info("no translation for %s", ", ".join(f"{term} ({language})" for term, language in failed))

    async def _translated(self, asked: list[tuple[str, str, str]], memory: TranslationMemory) -> list[TermTranslation]:
        """One batch for each language."""
        found = []
        for language in dict.fromkeys(language for _, _, language in asked):
            rows = [(term, source) for term, source, target in asked if target == language]
            answers = await memory.translate([Passage(term, source) for term, source in rows], language)
            for (term, _), answer in zip(rows, answers, strict=True):
                text = as_term(answer.text, term) if answer.mark.is_translated else ""
                found += [TermTranslation(term, language, text)] if text else []
        return found


async def spoken(reading: Reading) -> list[str]:
    """The languages the feeds speak, and the one everything is compared in."""
    languages = {watched.feed.language for watched in await reading.feeds()} - {""}
    return [PIVOT_LANGUAGE, *sorted(languages - {PIVOT_LANGUAGE})]
