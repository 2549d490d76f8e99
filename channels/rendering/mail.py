"""Any view as a mail: the digest is a page, an alert is a page with one story, an answer is a few plain lines."""

from __future__ import annotations

from dataclasses import replace

from channels.rendering import phrases as say
from channels.rendering.html import one_line, plain
from channels.rendering.page import render_digest_page
from news.deliveries import Body
from news.views import AlertView, AnswerView, DigestSection, DigestView, StoryView, View

SUBJECT = 120


def render_mail(view: View) -> Body:
    """`text` and, for stories, `html` (a whole page) that says the same; both written from the view."""
    match view:
        case DigestView():
            return render_digest_page(view)
        case AlertView():
            return _alert(view.story)
        case AnswerView():
            return _answer(view)


def _alert(story: StoryView) -> Body:
    day = story.last_at.astimezone(say.zone_of(story.zone)).date()
    title = story.topics[0] if story.topics else ""
    page = render_digest_page(DigestView("", day, story.language, story.zone, (DigestSection(title, (story,)),)))
    return replace(page, subject=one_line(story.headline.text)[:SUBJECT])


def _answer(view: AnswerView) -> Body:
    """The subject is its first line. Buttons that open an address are written out; those that talk to a bot say nothing in a mail."""
    words = plain(view.html)
    links = (f"{button.label}:\n{button.url}" for row in view.buttons for button in row if button.url)
    return Body(text="\n\n".join((words, *links)), subject=one_line(words.partition("\n")[0])[:SUBJECT])
