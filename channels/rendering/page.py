"""A digest as a page fit for mail, and its plain part, both from the same data; nothing is fetched from anywhere.

Gmail cuts a mail at 102 KB, and base64, the only encoding every relay leaves alone and that is not longer still for Cyrillic, makes four bytes of
three. So a mail has a budget of bytes: all its stories are told briefly first, the most important ones then more and more fully.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from channels.rendering import phrases as say
from channels.rendering.extents import Extent, fitting
from channels.rendering.html import clip, one_line
from channels.rendering.told import Told, plain_brief, plain_full, plain_listed, plain_short, told
from news.deliveries import Body
from news.views import DigestView, StoryView

BUDGET: Final = 63_000
"""Bytes of both parts before transfer encoding: × 78/57 for base64 with its line ends, and 2 to 4 KB of headers and signature, make < 90,000."""
_BREAKS: Final = re.compile(r"[ \n]+")
_STORY_FRAME: Final = 90
"""Bytes of the row around a story."""
_SECTION_FRAME: Final = 600


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Foot:
    """Why the reader gets this, and the way out."""

    why: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class _Form:
    """A story at one extent, as markup and as plain text."""

    html: str
    text: str

    @cached_property
    def size(self) -> int:
        return len(self.html.encode()) + len(self.text.encode()) + _STORY_FRAME


@dataclass(frozen=True)
class _Forms:
    """A story at every extent."""

    told: Told
    by_extent: tuple[_Form, _Form, _Form, _Form]

    def at(self, extent: Extent) -> _Form:
        return self.by_extent[extent - 1]

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        return tuple(form.size for form in self.by_extent)


@dataclass(frozen=True, slots=True)
class _Part:
    """A section before it is known how much of it there is room for."""

    title: str
    note: str
    stories: tuple[_Forms, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    note: str
    stories: tuple[Markup, ...]
    texts: tuple[str, ...]
    more: str


@dataclass(frozen=True, slots=True)
class _Page:
    language: str
    title: str
    motto: str
    day: str
    figures: str
    preview: str
    note: str
    foot: Foot | None
    sections: tuple[_Section, ...] = ()


def render_digest_page(view: DigestView, foot: Foot | None = None, *, budget: int = BUDGET) -> Body:
    """The digest as `html` (a whole page) and `text`; `subject` names the day and the first story. Together below `budget` bytes."""
    parts = tuple(_parts(view))
    page = _page(view, parts, foot)
    frame = _size(page) + sum(_SECTION_FRAME + 4 * len(part.title.encode()) for part in parts)
    sections = _fitted(parts, budget - frame, view.language)
    whole = replace(page, sections=sections)
    return Body(text=_plain(whole), html=_html(whole), subject=_subject(whole, parts))


# --- stories --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _forms(story: StoryView, *, held: bool = False) -> _Forms:
    """Remembered: many readers of one language and zone are told the same story. What was held is told nowhere else, and listed at the least."""
    words = told(story)
    macros = _macros()
    marked = [_squeezed(getattr(macros, name)(words)) for name in ("listed", "brief", "short", "full")]
    plain = ["\n".join(lines(words)) for lines in (plain_listed, plain_brief, plain_short, plain_full)]
    listed, brief, short, full = (_Form(html, text) for html, text in zip(marked, plain, strict=True))
    return _Forms(words, (listed if held else brief, brief, short, full))


def _squeezed(markup: str) -> str:
    """Without the line ends that make the template readable; other spaces, and those that tie words, stay."""
    return _BREAKS.sub(" ", str(markup)).strip().replace("> <", "><")


def _fitted(parts: Sequence[_Part], budget: int, language: str) -> tuple[_Section, ...]:
    """Every section with as much of its stories as there is room for."""
    order = sorted(((rank, number) for number, part in enumerate(parts) for rank in range(len(part.stories))), key=_importance(parts))
    sizes = [parts[number].stories[rank].sizes for rank, number in order]
    extents = dict(zip(order, fitting(sizes, budget), strict=True))
    return tuple(
        _section(part, [extents[rank, number] for rank in range(len(part.stories))], language) for number, part in enumerate(parts)
    )


def _importance(parts: Sequence[_Part]) -> Any:
    """What was held comes first, because it is told nowhere else; then the first story of every topic, then every second."""
    held = {number for number, part in enumerate(parts) if part.note}
    return lambda place: (place[1] not in held, *place)


def _section(part: _Part, extents: Sequence[Extent], language: str) -> _Section:
    shown = [forms.at(extent) for forms, extent in zip(part.stories, extents, strict=True) if extent is not Extent.LEFT_OUT]
    more = part.more + len(part.stories) - len(shown)
    return _Section(
        part.title,
        part.note,
        tuple(Markup(form.html) for form in shown),  # noqa: S704  escaped by the macro that made it
        tuple(form.text for form in shown),
        say.AND_MORE.say(language, n=more) if more else "",
    )


# --- from the view to the page --------------------------------------------------------------------------------------


def _parts(view: DigestView) -> Iterator[_Part]:
    for section in view.sections:
        yield _Part(one_line(section.title), "", tuple(map(_forms, section.stories)), section.more)
    if view.held:
        yield _Part(
            say.HELD.say(view.language), say.HELD_NOTE.say(view.language), tuple(_forms(story, held=True) for story in view.held), 0
        )


def _page(view: DigestView, parts: Sequence[_Part], foot: Foot | None) -> _Page:
    stories = [*chain.from_iterable(section.stories for section in view.sections), *view.held]
    return _Page(
        language=say.spoken(view.language),
        title=say.digest_title(view.language, catch_up=view.catch_up),
        motto=say.MOTTO.say(view.language),
        day=say.long_day(view.day, view.language),
        figures=_day_in_figures(stories, view.language),
        preview=" · ".join(forms.told.headline.text for part in parts for forms in part.stories[:2])[:160],
        note=say.TRANSLATIONS_NOTE.say(view.language) if any(_is_translated(story) for story in stories) else "",
        foot=foot,
    )


def _is_translated(story: StoryView) -> bool:
    return story.headline.is_translated or bool(story.summary and story.summary.is_translated)


def _day_in_figures(stories: Sequence[StoryView], language: str) -> str:
    reports = list(chain.from_iterable(story.reports for story in stories))
    outlets = len({report.outlet for report in reports})
    languages = len({report.language for report in reports})
    return " · ".join((say.STORIES.say(len(stories), language), say.OUTLETS.say(outlets, language), say.LANGUAGES.say(languages, language)))


def _subject(page: _Page, parts: Iterable[_Part]) -> str:
    first = next((forms.told.headline.text for part in parts for forms in part.stories), page.title)
    return f"Tellal · {page.day} · {clip(first, 90)}"


# --- the two parts of a mail ----------------------------------------------------------------------------------------


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("channels.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a template changes with a release; asking the disk each time took a tenth of a page
    )


@cache
def _macros() -> Any:
    return _environment().get_template("story.html").module


def _html(page: _Page) -> str:
    return _environment().get_template("digest.html").render(page=page)


def _plain(page: _Page) -> str:
    return "\n".join(_plain_lines(page)).rstrip() + "\n"


def _plain_lines(page: _Page) -> Iterator[str]:
    yield from (f"TELLAL — {page.title}", page.day, page.figures, "")
    for section in page.sections:
        yield from (section.title, "=" * min(len(section.title), 72), *filter(None, [section.note]), "")
        yield from section.texts
        yield from filter(None, [section.more, section.more and "\n"])
    yield page.note
    if page.foot:
        yield from ("", page.foot.why, *(f"{link.label}: {link.url}" for link in page.foot.links))


def _size(page: _Page) -> int:
    return len(_html(page).encode()) + len(_plain(page).encode())
