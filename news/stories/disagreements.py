"""Where outlets that tell one story give different counts for the same thing: 91 (Reuters) · 92 (UNN).

Precision before recall. A count is compared only when
* it stands in one of the turns of phrase of `news.stories.countables` (a closed table), in a sentence that tells of this event;
* its outlet gives one figure for the thing: two that exclude each other mean two things, and then that outlet says nothing here.
  A figure it calls outdated itself ("initially 91") does not count, anywhere in its text;
* read in a translation, the same figure stands in the original too: engines garble figures.

Figures that can both be true are no disagreement: "at least 14" and 17, 120,000 and 119,846, 10-15 and 12. Nor are figures so far
apart that they must count different things.

A toll grows. Of each house only the newest report counts; tolls are compared only when told within `FRESH` of the newest, and a
figure that any house has since revised is an old figure, not a dissenting one. Votes, magnitudes and rates do not grow: they are
compared whenever they were told.

Houses speak, not outlets: one owner is one voice, and so are outlets that print the same sentence (a wire's).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from news.articles import PIVOT_LANGUAGE, Article
from news.stories.countables import COUNTABLES, LANGUAGES, Countable, counted
from news.stories.counts import Count, figures, lowered, read
from news.stories.terms import sentences
from news.stories.values import Disagreement

MOST_MEMBERS = 48
"""Members that are read: the newest of each house first."""
FRESH = timedelta(hours=3)
"""Tolls told farther apart are an update."""
_LEAD = 700
"""Characters of the lead in which a toll is this event's; farther down stands background."""
_READ = 8_000
"""Characters of a text that are read at all."""
_LONG_SENTENCE = 8
"""Words from which two outlets that print the same sentence have it from one hand."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one article says of one thing."""

    countable: Countable
    count: Count
    sentence: str
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


@dataclass(slots=True)
class _Reading:
    """What was read of an article: counts by thing, and the figures it calls outdated."""

    found: list[tuple[Countable, Count, str]]
    outdated: set[float]


def _claims(article: Article) -> Iterator[_Claim]:
    reading = _Reading([], set())
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
        counts = [(count, sentence) for each, count, sentence in reading.found if each is countable and count.low not in reading.outdated]
        if counts and all(count.allows(other) for count, _ in counts for other, _ in counts):
            count, sentence = min(counts, key=lambda pair: (pair[0].width, pair[0].low))
            yield _Claim(countable, count, sentence, article)


def _read(text: str, language: str, article: Article, reading: _Reading, *, is_lead: bool) -> None:
    if language not in LANGUAGES:
        return
    at = 0
    for sentence in sentences(text[:_READ]):
        told = read(sentence, language, article.published.date())
        reading.outdated |= told.outdated
        for countable, count in counted(told, language):
            if not countable.grows or (is_lead and at < _LEAD):
                reading.found.append((countable, count, lowered(sentence, language)))
        at += len(sentence) + 1


def _read_pivot(article: Article, reading: _Reading) -> None:
    assert article.pivot  # the caller's condition
    english = _Reading([], set())
    for text, leads in ((article.pivot.title, True), (article.pivot.summary, True), (article.pivot.body, False)):
        _read(text, PIVOT_LANGUAGE, article, english, is_lead=leads)
    original = article.original
    told = figures(original.title, original.language) | figures(
        f"{original.summary[:_READ]}\n{original.body[:_READ]}", original.lead_language
    )
    reading.found += [entry for entry in english.found if {entry[1].low, entry[1].high} <= told]
    reading.outdated |= english.outdated


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
    if one.voice == other.voice or one.count.allows(other.count):
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
