"""Any view as a mail: the digest is a page, an alert is a page with one story, an answer is a few plain lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

from channels.rendering import phrases as say
from channels.rendering.html import one_line, plain
from channels.rendering.mail_phrases import LEAVE, PREFERENCES, WHY_THIS_MAIL
from channels.rendering.page import Foot, Link, render_digest_page
from news.deliveries import Body
from news.views import AlertView, AnswerView, DigestSection, DigestView, StoryView, View

SUBJECT: Final = 120
RETURN_PATH: Final = "Return-Path"
"""In a body's headers: where bounces of this mail go. The channel takes it for the envelope; the receiving server writes the header itself."""


class Links(Protocol):
    """Pages a reader may open without a login, by the subscriber's random key."""

    def preferences(self, key: str) -> str: ...

    def unsubscribe(self, key: str) -> str:
        """Never expires. A GET asks, a POST acts (RFC 8058)."""
        ...


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on every digest: whose it is, where it comes back to, how to leave."""

    domain: str = "localhost"
    returns: str = ""
    """A mailbox of ours: bounces of a reader's mail come back to `name+KEY@…`, and `name+leave-KEY@…` unsubscribes; "" = there is none."""
    links: Links | None = None

    def bounces_to(self, key: str) -> str:
        return self._extended(key)

    def leaves_by(self, key: str) -> str:
        return self._extended(f"leave-{key}")

    def _extended(self, extension: str) -> str:
        """Subaddress (RFC 5233)."""
        name, _, domain = self.returns.rpartition("@")
        return f"{name}+{extension}@{domain}" if name else ""


@dataclass(frozen=True, slots=True)
class MailRenderer:
    """Gives a body whose `text` and, for stories, `html` (a whole page) say the same, both written from the view."""

    letterhead: Letterhead = Letterhead()

    def __call__(self, view: View) -> Body:
        match view:
            case DigestView():
                leave = self.letterhead.links.unsubscribe(view.key) if view.key and self.letterhead.links else ""
                page = render_digest_page(view, self._foot(view, leave))
                return replace(page, headers=tuple(self._headers(view, page, leave)))
            case AlertView():
                return _alert(view.story)
            case AnswerView():
                return self._answer(view)

    def _answer(self, view: AnswerView) -> Body:
        """The subject is its first line. Buttons that open an address are written out; those that talk to a bot say nothing in a mail."""
        words = plain(view.html)
        links = (f"{button.label}:\n{button.url}" for row in view.buttons for button in row if button.url)
        back = [(RETURN_PATH, self.letterhead.bounces_to(view.key))] if view.key and self.letterhead.returns else []
        return Body(
            text="\n\n".join((words, *links)),
            subject=one_line(words.partition("\n")[0])[:SUBJECT],
            headers=(("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"), *back),
        )

    def _foot(self, view: DigestView, leave: str) -> Foot | None:
        links = self.letterhead.links
        if not view.key or links is None:
            return None
        ways = (
            Link(PREFERENCES.say(view.language), links.preferences(view.key)),
            Link(LEAVE.say(view.language), leave),
        )
        return Foot(WHY_THIS_MAIL.say(view.language), ways)

    def _headers(self, view: DigestView, page: Body, leave: str) -> Iterator[tuple[str, str]]:
        """Stable for a reader and a day, so that a digest sent again by an admin is the same mail."""
        domain = self.letterhead.domain
        kind = "catch-up" if view.catch_up else "digest"
        yield "Message-ID", f"<{kind}.{view.day}.{_fingerprint(view, page)}@{domain}>"
        yield "List-Id", f"Tellal digest <digest.{domain}>"
        yield from self._ways_out(view.key, leave)
        yield "Auto-Submitted", "auto-generated"  # RFC 3834
        yield "Precedence", "bulk"
        yield "X-Auto-Response-Suppress", "All"  # Exchange's way of saying it
        yield "Feedback-ID", f"{view.day}:{say.spoken(view.language)}:{kind}:tellal"
        yield "Content-Language", say.spoken(view.language)
        if view.key and self.letterhead.returns:
            yield RETURN_PATH, self.letterhead.bounces_to(view.key)

    def _ways_out(self, key: str, page: str) -> Iterator[tuple[str, str]]:
        """RFC 2369 and, over https, RFC 8058."""
        head = self.letterhead
        mailbox = f"mailto:{head.leaves_by(key)}?subject=unsubscribe" if key and head.returns else ""
        ways = [f"<{way}>" for way in (page, mailbox) if way]
        if ways:
            yield "List-Unsubscribe", ", ".join(ways)
        if page.startswith("https://"):
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


render_mail = MailRenderer()
"""Without a letterhead: no way back, no way out."""


def _fingerprint(view: DigestView, page: Body) -> str:
    """Tells nothing of the key. One digest a reader and day; catch-ups are told apart by what they say."""
    parts = (view.key or view.subscriber_id, view.day.isoformat(), page.text if view.catch_up else "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _alert(story: StoryView) -> Body:
    day = story.last_at.astimezone(say.zone_of(story.zone)).date()
    title = story.topics[0] if story.topics else ""
    page = render_digest_page(DigestView("", day, story.language, story.zone, (DigestSection(title, (story,)),)))
    return replace(page, subject=one_line(story.headline.text)[:SUBJECT])
