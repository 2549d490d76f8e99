"""Where outlets that tell one story give different counts for the same thing: 91 (Reuters) · 92 (UNN).

Precision before recall. A count is compared only when
* it stands in one of the turns of phrase of `news.stories.countables` (a closed table), in a sentence that tells of this event;
* its outlet gives one figure for the thing: two that exclude each other mean two things, and then that outlet says nothing here.
  A figure it calls outdated itself ("initially 91") does not count, anywhere in its text;
* read in a translation, the same figure stands in the original too: engines garble figures.

Figures that can both be true are no disagreement: "at least 14" and 17, 120,000 and 119,846, 10-15 and 12. Nor are figures so far
apart that they must count different things, or told of different places.

A toll grows. Of each house only the newest report counts; tolls are compared only when told within `FRESH` of the newest, and a
figure that any house has since revised is an old figure, not a dissenting one. Votes, magnitudes and rates do not grow: they are
compared whenever they were told.

Houses speak, not outlets: one owner is one voice, and so are outlets that print the same sentence (a wire's).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from news.articles import PIVOT_LANGUAGE, Article
from news.stories.countables import COUNTABLES, LANGUAGES, Countable, counted
from news.stories.counts import Count, figures, lowered, read
from news.stories.dates import is_calendar_word
from news.stories.spelling import latin
from news.stories.terms import sentences
from news.stories.values import Disagreement

MOST_MEMBERS = 40
"""Members that are read: the newest of each house first."""
FRESH = timedelta(hours=3)
"""Tolls told farther apart are an update."""
_LEAD = 700
"""Characters of the lead in which a toll is this event's; farther down stands background."""
_READ = 8_000
"""Characters of a text that are read at all."""
_PLACE = 4
"""Letters by which places are compared: endings differ by case and language."""
_IN = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[УуВв]|[Нн]а|[Пп]ід|[Пп]од|[Бб]іля|[Пп]облизу|[Вв]озле|[Бб]лиз)\s(?:the\s)?([^\W\d_a-zа-яёіїєґçğışöü][\w-]{2,})|\b([^\W\d_a-zа-яёіїєґçğışöü]\w{2,})['’][dt][ae]\b"
)
_LONG_SENTENCE = 8
"""Words from which two outlets that print the same sentence have it from one hand."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one article says of one thing."""

    countable: Countable
    count: Count
    sentence: str
    places: frozenset[str]
    article: Article

    @property
    def voice(self) -> str:
        return self.article.house

    @property
    def at(self) -> datetime:
        return self.article.published


def disagreements(members: Sequence[Article], language: str = PIVOT_LANGUAGE) -> tuple[Disagreement, ...]:
    """Counts on which the members of one story differ, labelled and written for a reader of `language`.

    Does not depend on the order of members. Values come with the most voices first, of a tie the first told; outlets in order of publication,
    one of each voice.
    """
    if len({member.house for member in members}) < 2:
        return ()
    claims = [claim for member in _chosen(members) for claim in _claims(member)]
    found = (_weighed([claim for claim in claims if claim.countable is each], each, language) for each in COUNTABLES)
    return tuple(disagreement for disagreement in found if disagreement)


def _chosen(members: Sequence[Article]) -> list[Article]:
    """At most `MOST_MEMBERS`, in order of publication: every house's newest before anyone's second newest."""
    seen: dict[str, int] = {}
    ranked = []
    for member in sorted(members, key=_when, reverse=True):
        seen[member.house] = seen.get(member.house, 0) + 1
        ranked.append((seen[member.house], member))
    ranked.sort(key=lambda pair: pair[0])
    return sorted((member for _, member in ranked[:MOST_MEMBERS]), key=_when)


def _when(article: Article) -> tuple[datetime, str]:
    return article.published, article.article_id


# --- what an article claims -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    countable: Countable
    count: Count
    sentence: str
    language: str


@dataclass(slots=True)
class _Reading:
    """What was read of an article: counts by thing, and the figures it calls outdated."""

    found: list[_Found] = field(default_factory=list)
    outdated: set[float] = field(default_factory=set)


@lru_cache(maxsize=1 << 9)
def _claims(article: Article) -> tuple[_Claim, ...]:
    """Remembered, because a story is shown again in each language and whenever it grows."""
    return tuple(_claimed(article))


def _claimed(article: Article) -> Iterator[_Claim]:
    reading = _Reading()
    original = article.original
    for text, language, leads in (
        (original.title, original.language, True),
        (original.summary, original.lead_language, True),
        (original.body, original.lead_language, False),
    ):
        _read(text, language, article, reading, is_lead=leads)
    if article.pivot and article.translation.is_translated:
        _read_pivot(article, reading)
    for countable in COUNTABLES:
        found = [each for each in reading.found if each.countable is countable and each.count.low not in reading.outdated]
        if found and all(each.count.allows(other.count) for each in found for other in found):
            told = min(found, key=lambda each: (each.count.width, each.count.low))
            yield _Claim(countable, told.count, lowered(told.sentence, told.language), _places(told.sentence, told.language), article)


def _read(text: str, language: str, article: Article, reading: _Reading, *, is_lead: bool) -> None:
    if language not in LANGUAGES:
        return
    at = 0
    for sentence in sentences(text[:_READ]):
        told = read(sentence, language, article.published.date())
        reading.outdated |= told.outdated
        for countable, count in counted(told, language):
            if not countable.grows or (is_lead and at < _LEAD):
                reading.found.append(_Found(countable, count, sentence, language))
        at += len(sentence) + 1


def _read_pivot(article: Article, reading: _Reading) -> None:
    assert article.pivot  # the caller's condition
    english = _Reading()
    for text, leads in ((article.pivot.title, True), (article.pivot.summary, True), (article.pivot.body, False)):
        _read(text, PIVOT_LANGUAGE, article, english, is_lead=leads)
    original = article.original
    told = figures(original.title, original.language) | figures(
        f"{original.summary[:_READ]}\n{original.body[:_READ]}", original.lead_language
    )
    reading.found += [each for each in english.found if {each.count.low, each.count.high} <= told]
    reading.outdated |= english.outdated


def _places(sentence: str, language: str) -> frozenset[str]:
    """First letters of the names after "in" and the like: enough to see that two sentences tell of two towns."""
    names = [name for match in _IN.finditer(sentence) for name in match.groups() if name]
    return frozenset(latin(name, language)[:_PLACE] for name in names if not is_calendar_word(name, language))


# --- who differs ----------------------------------------------------------------------------------------------------


def _weighed(claims: list[_Claim], countable: Countable, language: str) -> Disagreement | None:
    latest = list({claim.voice: claim for claim in claims}.values())
    if countable.grows:
        latest = _fresh(latest, claims)
    differing = [claim for claim in latest if any(_differ(claim, other) for other in latest)]
    if not differing:
        return None
    told: dict[str, list[_Claim]] = {}
    for claim in sorted(differing, key=lambda claim: _when(claim.article)):
        told.setdefault(claim.count.figure(language), []).append(claim)
    voices = sorted(((figure, _voices(each)) for figure, each in told.items()), key=lambda pair: -len(pair[1]))
    return Disagreement(countable.label(language), tuple(voices))


def _fresh(latest: list[_Claim], claims: list[_Claim]) -> list[_Claim]:
    newest = max((claim.at for claim in latest), default=None)
    return [claim for claim in latest if newest and newest - claim.at <= FRESH and not _was_revised(claim, claims)]


def _was_revised(claim: _Claim, claims: list[_Claim]) -> bool:
    """Whether a house that told the same figure has told another one since, later than this report."""
    moved = {earlier.voice for earlier in claims if earlier.count == claim.count}
    return any(later.voice in moved and later.at > claim.at and not later.count.allows(claim.count) for later in claims)


def _differ(one: _Claim, other: _Claim) -> bool:
    if one.voice == other.voice or one.count.allows(other.count, is_tally=not one.countable.grows):
        return False
    if one.countable.grows and one.places and other.places and one.places.isdisjoint(other.places):
        return False
    low, high = sorted((one.count.low, other.count.low))
    return high <= low * one.countable.ratio


def _voices(claims: list[_Claim]) -> tuple[str, ...]:
    """One outlet of each voice: whoever prints a long sentence word for word has it from the same hand."""
    heard: set[str] = set()
    outlets: dict[str, None] = {}
    for claim in claims:
        if claim.sentence in heard:
            continue
        if len(claim.sentence.split()) >= _LONG_SENTENCE:
            heard.add(claim.sentence)
        outlets[claim.article.outlet] = None
    return tuple(outlets)
