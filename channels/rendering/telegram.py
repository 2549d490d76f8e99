"""A view in Telegram's form: HTML of the Bot API, at most 4096 code points, inline buttons.

Too long a text is never cut: it is made again with fewer outlets, then without its summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from channels.rendering import phrases as say
from channels.rendering.html import TIED, clip, escape, isolate, link, plain, visible_length, web_link
from channels.rendering.outlets import LanguageGroup, each_outlet_once, figures, first_report, grouped, headline_report, label
from news.alerts import AlertReason
from news.deliveries import Body, Button
from news.stories.values import Disagreement
from news.views import AlertView, AnswerView, DigestSection, DigestView, Line, Report, StoryView, View

MOST_CODE_POINTS = 4096
"""Bot API, sendMessage: text of 1-4096 characters after entities parsing."""
MOST_BYTES = 30_000
"""TDLib's clean_input_string cuts what it is given at 35,000 bytes, in the middle of a tag if need be; we stay clear of it."""
MOST_ENTITIES = 100
"""Formatting beyond 100 entities is dropped silently: links would turn into bare words."""
MOST_ACTION_BYTES = 64
"""Bot API, InlineKeyboardButton.callback_data; a longer one refuses the whole call."""

HEADLINE = 256
SUMMARY = 280
"""About two lines on a telephone."""
TOPIC = 48
FIGURE = 60


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of a story is shown: the rungs of the ladder an overlong text climbs down."""

    outlets: int = 60
    summary: int = SUMMARY
    stories: int = 40


_ALERT_LADDER = (*(_Room(outlets=n) for n in (60, 40, 25, 15, 8, 4)), _Room(outlets=4, summary=0), _Room(outlets=0, summary=0))
_CATCH_UP_LADDER = tuple(_Room(stories=n, summary=words) for n in (30, 20, 15, 12, 10, 8, 6, 4, 3, 2, 1, 0) for words in (140, 0))
"""Stories before summaries: what a catch-up leaves out is told nowhere else."""
_DIGEST_LADDER = (
    *(_Room(stories=n, summary=140) for n in (20, 15, 12)),
    *(_Room(stories=n, summary=0) for n in (30, 20, 15, 12, 10, 8, 6, 4, 3, 2, 1, 0)),
)


def render_telegram(view: View) -> Body:
    """What the subscriber sees. Never longer than Telegram takes, whatever the view holds."""
    match view:
        case AlertView():
            return _body(_fitting(partial(_alert, view), _ALERT_LADDER), _alert_buttons(view.story))
        case DigestView():
            return _body(_fitting(partial(_digest, view), _CATCH_UP_LADDER if view.catch_up else _DIGEST_LADDER), ())
        case AnswerView():
            return replace(_body(view.html, view.buttons), file=view.file)


def _body(markup: str, buttons: tuple[tuple[Button, ...], ...]) -> Body:
    return Body(text=plain(markup), html=markup, buttons=buttons)


def _fitting(write: partial[str], ladder: tuple[_Room, ...]) -> str:
    """The fullest text that fits. The last rung always does: every part of it is clipped."""
    written = (write(room) for room in ladder[:-1])
    return next((markup for markup in written if _fits(markup)), None) or write(ladder[-1])


def _fits(markup: str) -> bool:
    return visible_length(markup) <= MOST_CODE_POINTS and len(markup.encode()) <= MOST_BYTES and markup.count("</") <= MOST_ENTITIES


# --- alerts ---------------------------------------------------------------------------------------------------------


def _alert(view: AlertView, room: _Room) -> str:
    story = view.story
    return _paragraphs(
        _spoken_again(view),
        _lines(_headline(story), _beside(story.headline, story.language)),
        "" if view.reason == AlertReason.MORE_OUTLETS else _summary(story, room),  # a reply stands under the alert that has it
        _lines(_tally(story), *_outlets(story, room)),
        _disagreements(story),
        _footer(view),
    )


def _spoken_again(view: AlertView) -> str:
    if view.reason != AlertReason.MORE_OUTLETS:
        return ""
    return f"📣 <b>{escape(say.NOW_TOLD_BY.say(view.story.houses, view.story.language))}</b>"


def _headline(story: StoryView) -> str:
    return f"<b>{escape(clip(story.headline.text, HEADLINE) or say.UNTITLED.say(story.language))}</b>"


def _beside(line: Line, reader: str) -> str:
    """Under a translated headline: that it is one, and the original's own words. Under a foreign one: why it stayed so."""
    note = say.translation_note(line.mark, line.original_language, reader)
    if line.is_translated:
        return f"<i>{escape(say.capitalised(note, say.spoken(reader)))}:</i> {isolate(escape(clip(line.original, HEADLINE)))}"
    return f"<i>{escape(note)}</i>" if note and line.original_language != reader else ""


def _summary(story: StoryView, room: _Room) -> str:
    line = story.summary
    words = clip(line.text, room.summary) if line else ""
    if line is None or not words:
        return ""
    note = "" if line.mark is story.headline.mark else say.translation_note(line.mark, line.original_language, story.language)
    return escape(words) + (f" <i>({escape(note)})</i>" if note else "")


def _tally(story: StoryView) -> str:
    """As in "5 outlets · 3 languages · first: Ukrinform 14:02"."""
    first = first_report(story)
    parts = [escape(figure) for figure in figures(story)]
    if first and len(each_outlet_once(story)) > 1:
        time = say.clock_time(first.published, story.language, story.zone)
        parts.append(say.FIRST.say(story.language, outlet=isolate(escape(label(first))), time=time))
    return " · ".join(parts)


def _outlets(story: StoryView, room: _Room) -> Iterator[str]:
    groups, left_out = grouped(story, most=room.outlets)
    yield from (_group(group, story) for group in groups)
    yield _more(left_out, story.language)


def _more(left_out: int, language: str) -> str:
    return f"<i>{escape(say.AND_MORE.say(language, n=left_out))}</i>" if left_out else ""


def _group(group: LanguageGroup, story: StoryView) -> str:
    return f"{escape(group.name)}: " + ", ".join(_outlet(report, story) for report in group.reports)


def _outlet(report: Report, story: StoryView) -> str:
    flag = say.flag(report.country)
    copy = f" ({escape(say.WIRE_COPY.say(story.language))})" if report.is_copy else ""
    return (f"{flag}{TIED}" if flag else "") + isolate(link(report.url, label(report))) + copy


def _disagreements(story: StoryView) -> str:
    """As in "⚠️ Figures differ" and under it "states in favour: 91 (Reuters, BBC) / 89 (Ukrinform)"."""
    told = [_disagreement(found) for found in story.disagreements[:3]]
    return _lines(f"⚠️ {escape(say.COUNTS_DIFFER.say(story.language))}", *told) if told else ""


def _disagreement(found: Disagreement) -> str:
    told = (f"{clip(figure, FIGURE)} ({clip(', '.join(outlets), FIGURE)})" for figure, outlets in found.values[:4])
    return f"{escape(clip(found.what, FIGURE))}: {escape(' / '.join(told))}"


def _footer(view: AlertView) -> str:
    story = view.story
    when = say.day_and_time(story.first_at, story.language, story.zone)
    parts = [f"🔔 {clip(', '.join(story.topics), TOPIC * 2)}"] if story.topics else []
    parts.append(when)
    if view.reason == AlertReason.GREW:
        parts.append(say.UPDATED.say(story.language, time=say.clock_time(story.last_at, story.language, story.zone)))
    return escape(" · ".join(parts))


def _alert_buttons(story: StoryView) -> tuple[tuple[Button, ...], ...]:
    rows = (_offered(story), _silencing(story))
    return tuple(row for row in (tuple(button for button in offered if button) for offered in rows) if row)


def _offered(story: StoryView) -> Iterator[Button | None]:
    language = story.language
    told_by = headline_report(story)
    address = web_link(told_by.url) if told_by else ""
    original = say.ORIGINAL_BUTTON.say(language)
    yield Button(original, url=address) if address else _asks(original, "orig", story)
    yield _asks(say.OUTLETS_BUTTON.say(language), "src", story)
    yield _asks(say.WHY_BUTTON.say(language), "why", story)


def _silencing(story: StoryView) -> Iterator[Button | None]:
    yield _asks(say.MUTE_BUTTON.say(story.language), "mute", story, about="story ")
    yield _asks(say.LESS_BUTTON.say(story.language), "less", story)


def _asks(label_text: str, verb: str, story: StoryView, *, about: str = "") -> Button | None:
    """A button that asks the bot about the story, unless the story's id is too long to stand in it."""
    action = f"{verb}/{about}{story.story_id}"
    return Button(label_text, action=action) if len(action.encode()) <= MOST_ACTION_BYTES else None


# --- digests --------------------------------------------------------------------------------------------------------


def _digest(view: DigestView, room: _Room) -> str:
    masthead = f"<b>{escape(say.digest_title(view.language, catch_up=view.catch_up))}</b>\n{escape(say.long_day(view.day, view.language))}"
    held = (DigestSection(say.HELD.say(view.language), view.held),) if view.held else ()
    shared = tuple(_shared_out((*view.sections, *held), room.stories))
    silent = sum(section.more for section in shared if not section.stories)
    return _paragraphs(
        masthead,
        *(_section(section, view, room) for section in shared if section.stories),
        _more(silent, view.language),
    )


def _shared_out(sections: Iterable[DigestSection], room: int) -> Iterator[DigestSection]:
    """Sections share the room: each gets its part, or what the ones after it do not need."""
    waiting = list(sections)
    while waiting:
        section = waiting.pop(0)
        share = max(room // (len(waiting) + 1), room - sum(len(other.stories) for other in waiting))
        shown = section.stories[:share]
        room -= len(shown)
        yield replace(section, stories=shown, more=section.more + len(section.stories) - len(shown))


def _section(section: DigestSection, view: DigestView, room: _Room) -> str:
    title = f"<b>— {escape(clip(section.title, TOPIC))} —</b>"
    return _paragraphs(title, *(_digest_story(story, room) for story in section.stories), _more(section.more, view.language))


def _digest_story(story: StoryView, room: _Room) -> str:
    told_by = headline_report(story)
    headline = link(told_by.url if told_by else "", clip(story.headline.text, HEADLINE // 2) or say.UNTITLED.say(story.language))
    note = (
        say.translation_note(story.headline.mark, story.headline.original_language, story.language) if story.headline.is_translated else ""
    )
    names = ", ".join(label(report) for report in story.reports[:3])
    told = " · ".join(filter(None, (*figures(story), clip(names, FIGURE), note)))
    return _lines(f"• <b>{headline}</b>", _summary(story, room), f"<i>{escape(told)}</i>")


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
