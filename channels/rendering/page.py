"""A digest as a page fit for mail: table layout, styles inlined, nothing fetched from anywhere, and a plain part written from data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from channels.rendering import phrases as say
from channels.rendering.html import clean, clip, one_line, web_link
from channels.rendering.outlets import each_outlet_once, figures, grouped, headline_report, label
from news.deliveries import Body
from news.stories.values import Disagreement
from news.views import DigestSection, DigestView, Line, Report, StoryView

HEADLINE = 300
SUMMARY = 420
MOST_OUTLETS = 12
"""Per story; a mail is for reading, the story page lists them all."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A string and its language, for `lang` and `dir`."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _Outlet:
    name: str
    url: str
    flag: str
    time: str
    copy: str


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    outlets: tuple[_Outlet, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A story ready for the page: every string is plain text in the reader's words, the template only marks it up."""

    headline: _Words
    url: str
    mark: str
    original: _Words | None
    summary: _Words | None
    summary_mark: str
    figures: str
    groups: tuple[_Group, ...]
    more: str
    disagreements: tuple[str, ...]
    since: str


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    note: str
    stories: tuple[_Told, ...]
    more: str


@dataclass(frozen=True, slots=True)
class _Page:
    language: str
    title: str
    motto: str
    day: str
    figures: str
    preview: str
    sections: tuple[_Section, ...]
    note: str


def render_digest_page(view: DigestView) -> Body:
    """The digest as `html` (a whole page) and `text`, both written from the same data; `subject` names the day and the first story."""
    page = _page(view)
    return Body(text=_plain(page), html=_inliner().inline(_template().render(page=page)), subject=_subject(page))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("channels.rendering"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("digest.html")


@cache
def _inliner() -> css_inline.CSSInliner:
    """Mail readers drop style sheets; a style sheet marked `data-css-inline="keep"` (dark mode) stays for those that do not."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False, minify_css=True)


# --- from the view to the page --------------------------------------------------------------------------------------


def _page(view: DigestView) -> _Page:
    sections = tuple(_sections(view))
    stories = [story for section in (*view.sections, DigestSection("", view.held)) for story in section.stories]
    return _Page(
        language=say.spoken(view.language),
        title=say.digest_title(view.language, catch_up=view.catch_up),
        motto=say.MOTTO.say(view.language),
        day=say.long_day(view.day, view.language),
        figures=_day_in_figures(stories, view.language),
        preview=" · ".join(told.headline.text for section in sections for told in section.stories[:2])[:160],
        sections=sections,
        note=say.TRANSLATIONS_NOTE.say(view.language) if any(_is_translated(story) for story in stories) else "",
    )


def _is_translated(story: StoryView) -> bool:
    return story.headline.is_translated or bool(story.summary and story.summary.is_translated)


def _day_in_figures(stories: list[StoryView], language: str) -> str:
    reports = list(chain.from_iterable(story.reports for story in stories))
    outlets = len({report.outlet for report in reports})
    languages = len({report.language for report in reports})
    return " · ".join((say.STORIES.say(len(stories), language), say.OUTLETS.say(outlets, language), say.LANGUAGES.say(languages, language)))


def _sections(view: DigestView) -> Iterator[_Section]:
    for section in view.sections:
        yield _section(section, "", view.language)
    if view.held:
        held = DigestSection(say.HELD.say(view.language), view.held)
        yield _section(held, say.HELD_NOTE.say(view.language), view.language)


def _section(section: DigestSection, note: str, language: str) -> _Section:
    more = say.AND_MORE.say(language, n=section.more) if section.more else ""
    return _Section(one_line(section.title), note, tuple(_told(story) for story in section.stories), more)


def _told(story: StoryView) -> _Told:
    groups, left_out = grouped(story, most=MOST_OUTLETS)
    told_by = headline_report(story)
    summary = story.summary
    return _Told(
        headline=_words(story.headline, HEADLINE, say.UNTITLED.say(story.language)),
        url=web_link(told_by.url) if told_by else "",
        mark=_mark(story.headline, story.language),
        original=_Words(clip(story.headline.original, HEADLINE), story.headline.original_language)
        if story.headline.is_translated
        else None,
        summary=_words(summary, SUMMARY) if summary and one_line(summary.text) else None,
        summary_mark=_mark(summary, story.language) if summary and summary.mark is not story.headline.mark else "",
        figures=" · ".join(figures(story)) if len(each_outlet_once(story)) > 1 else "",
        groups=tuple(_Group(group.name, tuple(_outlet(report, story) for report in group.reports)) for group in groups),
        more=say.AND_MORE.say(story.language, n=left_out) if left_out else "",
        disagreements=tuple(_disagreement(found, story.language) for found in story.disagreements),
        since=_since(story),
    )


def _words(line: Line, limit: int, otherwise: str = "") -> _Words:
    return _Words(clip(line.text, limit) or otherwise, line.language)


def _mark(line: Line, reader: str) -> str:
    """How the line came to be as it is; "" for what the reader can take for the publisher's own words."""
    if line.original_language == reader:
        return ""
    return say.capitalised(say.translation_note(line.mark, line.original_language, reader), say.spoken(reader))


def _outlet(report: Report, story: StoryView) -> _Outlet:
    return _Outlet(
        name=label(report),
        url=web_link(report.url),
        flag=say.flag(report.country),
        time=say.clock_time(report.published, story.language, story.zone),
        copy=say.WIRE_COPY.say(story.language) if report.is_copy else "",
    )


def _disagreement(found: Disagreement, language: str) -> str:
    told = (f"{figure} ({', '.join(outlets)})" for figure, outlets in found.values)
    return clean(f"{say.COUNTS_DIFFER.say(language)} · {found.what}: {' / '.join(told)}")


def _since(story: StoryView) -> str:
    """Only a story that went on after its first report develops."""
    if story.last_at == story.first_at or len(story.reports) < 2:
        return ""
    return say.DEVELOPING_SINCE.say(story.language, when=say.day_and_time(story.first_at, story.language, story.zone))


# --- the plain part -------------------------------------------------------------------------------------------------


def _subject(page: _Page) -> str:
    first = next((told.headline.text for section in page.sections for told in section.stories), page.title)
    return f"Tellal · {page.day} · {clip(first, 90)}"


def _plain(page: _Page) -> str:
    return "\n".join(_plain_lines(page)).rstrip() + "\n"


def _plain_lines(page: _Page) -> Iterator[str]:
    yield from (f"TELLAL — {page.title}", page.day, page.figures, "")
    for section in page.sections:
        yield from (section.title, "=" * min(len(section.title), 72), *filter(None, [section.note]), "")
        for told in section.stories:
            yield from _plain_story(told)
        yield from filter(None, [section.more, section.more and "\n"])
    yield page.note


def _plain_story(told: _Told) -> Iterator[str]:
    yield f"* {told.headline.text}"
    if told.original:
        yield f"  [{told.mark}] {told.original.text}"
    if told.summary:
        yield f"  {told.summary.text}"
    yield from (f"  ! {line}" for line in told.disagreements)
    yield from (f"  {line}" for line in filter(None, [told.figures, told.since]))
    for group in told.groups:
        for outlet in group.outlets:
            yield f"  - {outlet.name} ({group.name}, {outlet.time}{', ' + outlet.copy if outlet.copy else ''}) {outlet.url}".rstrip()
    yield from (f"  {line}" for line in filter(None, [told.more]))
    yield ""
