"""A story ready for a page of mail: every string is plain text in the reader's words; templates only mark it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from channels.rendering import phrases as say
from channels.rendering.html import clean, clip, one_line, web_link
from channels.rendering.outlets import each_outlet_once, figures, grouped, headline_report, label
from news.stories.values import Disagreement
from news.views import Line, Report, StoryView

HEADLINE = 300
SUMMARY = 420
SENTENCE = 150
"""What is left of a summary in a story told shortly."""
LISTED = 64
"""Of a headline in a list."""
MOST_OUTLETS = 12
"""Per story; a mail is for reading, the story page lists them all."""


@dataclass(frozen=True, slots=True)
class Words:
    """A string and its language, for `lang` and `dir`."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Outlet:
    name: str
    url: str
    flag: str
    time: str
    copy: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    outlets: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One story. `by` told it first; `more` says how many outlets are not listed."""

    headline: Words
    listed: str
    """As much of the headline as a list has room for."""
    url: str
    mark: str
    original: Words | None
    summary: Words | None
    sentence: Words | None
    summary_mark: str
    figures: str
    by: Outlet | None
    groups: tuple[Group, ...]
    more: str
    disagreements: tuple[str, ...]
    since: str


def told(story: StoryView) -> Told:
    groups, left_out = grouped(story, most=MOST_OUTLETS)
    told_by = headline_report(story)
    summary = story.summary if story.summary and one_line(story.summary.text) else None
    return Told(
        headline=_words(story.headline, HEADLINE, say.UNTITLED.say(story.language)),
        listed=clip(story.headline.text, LISTED) or say.UNTITLED.say(story.language),
        url=web_link(told_by.url) if told_by else "",
        mark=_mark(story.headline, story.language),
        original=_original(story.headline),
        summary=_words(summary, SUMMARY) if summary else None,
        sentence=_words(summary, SENTENCE) if summary else None,
        summary_mark=_mark(summary, story.language) if summary and summary.mark is not story.headline.mark else "",
        figures=" · ".join(figures(story)) if len(each_outlet_once(story)) > 1 else "",
        by=_outlet(told_by, story) if told_by else None,
        groups=tuple(Group(group.name, tuple(_outlet(report, story) for report in group.reports)) for group in groups),
        more=say.AND_MORE.say(story.language, n=left_out) if left_out else "",
        disagreements=tuple(_disagreement(found, story.language) for found in story.disagreements),
        since=_since(story),
    )


def _words(line: Line, limit: int, otherwise: str = "") -> Words:
    return Words(clip(line.text, limit) or otherwise, line.language)


def _original(line: Line) -> Words | None:
    return Words(clip(line.original, HEADLINE), line.original_language) if line.is_translated else None


def _mark(line: Line, reader: str) -> str:
    """How the line came to be as it is; "" for what the reader can take for the publisher's own words."""
    if line.original_language == reader:
        return ""
    return say.capitalised(say.translation_note(line.mark, line.original_language, reader), say.spoken(reader))


def _outlet(report: Report, story: StoryView) -> Outlet:
    return Outlet(
        name=label(report),
        url=web_link(report.url),
        flag=say.flag(report.country),
        time=say.clock_time(report.published, story.language, story.zone),
        copy=say.WIRE_COPY.say(story.language) if report.is_copy else "",
    )


def _disagreement(found: Disagreement, language: str) -> str:
    told_figures = (f"{figure} ({', '.join(outlets)})" for figure, outlets in found.values)
    return clean(f"{say.COUNTS_DIFFER.say(language)} · {found.what}: {' / '.join(told_figures)}")


def _since(story: StoryView) -> str:
    """Only a story that went on after its first report develops."""
    if story.last_at == story.first_at or len(story.reports) < 2:
        return ""
    return say.DEVELOPING_SINCE.say(story.language, when=say.day_and_time(story.first_at, story.language, story.zone))


# --- the plain part -------------------------------------------------------------------------------------------------


def plain_listed(story: Told) -> Iterator[str]:
    yield f"* {story.listed}"
    if story.url:
        yield f"  {story.url}"


def plain_brief(story: Told) -> Iterator[str]:
    yield f"* {story.headline.text}"
    by = f"{story.by.name}, {story.by.time} " if story.by else ""
    if story.url or by:
        yield f"  {by}{story.url}".rstrip()
    yield ""


def plain_short(story: Told) -> Iterator[str]:
    headline, *rest = plain_brief(story)
    yield headline
    if story.original:
        yield f"  [{story.mark}] {story.original.text}"
    if story.sentence:
        yield f"  {story.sentence.text}"
    yield from (f"  {line}" for line in filter(None, [story.figures]))
    yield from rest


def plain_full(story: Told) -> Iterator[str]:
    yield f"* {story.headline.text}"
    if story.original:
        yield f"  [{story.mark}] {story.original.text}"
    if story.summary:
        yield f"  {story.summary.text}"
    yield from (f"  ! {line}" for line in story.disagreements)
    yield from (f"  {line}" for line in filter(None, [story.figures, story.since]))
    for group in story.groups:
        for outlet in group.outlets:
            yield f"  - {outlet.name} ({group.name}, {outlet.time}{', ' + outlet.copy if outlet.copy else ''}) {outlet.url}".rstrip()
    yield from (f"  {line}" for line in filter(None, [story.more]))
    yield ""
