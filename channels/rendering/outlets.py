"""Who tells a story, put the way every channel shows it: first to last, by language, counted."""

from __future__ import annotations

from dataclasses import dataclass

from channels.rendering import phrases as say
from channels.rendering.html import clip
from news.views import Report, StoryView

OUTLET = 40


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The reports of one language. `name` is written in the reader's language."""

    language: str
    name: str
    reports: tuple[Report, ...]


def label(report: Report) -> str:
    return clip(report.outlet or report.url, OUTLET)


def first_report(story: StoryView) -> Report | None:
    return story.reports[0] if story.reports else None


def headline_report(story: StoryView) -> Report | None:
    """The report whose headline stands for the story; the first one when none has these words any more."""
    return next((report for report in story.reports if report.title == story.headline.original), first_report(story))


def each_outlet_once(story: StoryView) -> tuple[Report, ...]:
    """An outlet that wrote twice is listed with its first report."""
    firsts: dict[str, Report] = {}
    for report in story.reports:
        firsts.setdefault(report.outlet or report.url, report)
    return tuple(firsts.values())


def grouped(story: StoryView, *, most: int) -> tuple[tuple[LanguageGroup, ...], int]:
    """Outlets by language, the language that told it first on top; and how many outlets were left out."""
    reports = each_outlet_once(story)
    by_language: dict[str, list[Report]] = {}
    for report in reports[:most]:
        by_language.setdefault(report.language, []).append(report)
    groups = tuple(
        LanguageGroup(code, say.capitalised(say.language_name(code, story.language), say.spoken(story.language)), tuple(members))
        for code, members in by_language.items()
    )
    return groups, max(0, len(reports) - most)


def figures(story: StoryView) -> tuple[str, ...]:
    """What stands behind a story, in the reader's words: "5 outlets (4 independent)", "3 languages"."""
    outlets = len(each_outlet_once(story))
    told = say.OUTLETS.say(outlets, story.language)
    if 0 < story.houses < outlets:
        told += f" ({say.INDEPENDENT.say(story.houses, story.language)})"
    languages = len(story.languages)
    return (told, say.LANGUAGES.say(languages, story.language)) if languages > 1 else (told,)
