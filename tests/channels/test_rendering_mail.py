"""A digest as a mail: small enough, honest about itself, with a way out that one click takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.story_views import digest_view, story_view
from support.ukrainian_day import story_of, ukrainian_day

from channels.mime import mail_bytes
from channels.rendering.extents import Extent, fitting
from channels.rendering.mail import RETURN_PATH, Letterhead, MailRenderer
from news.deliveries import Button
from news.views import AlertView, AnswerView, DigestSection

LIMIT = 90_000
"""Bytes after transfer encoding; Gmail cuts a page at 102 KB."""


class Pages:
    def preferences(self, key):
        return f"https://news.example/preferences/{key}"

    def unsubscribe(self, key):
        return f"https://news.example/unsubscribe/{key}"


HEAD = Letterhead("news.example", "returns@news.example", Pages())
KEY = "k7q2m4xw"


def mail(view, head=HEAD):
    return MailRenderer(head)(view)


def headers(view, head=HEAD):
    return dict(mail(view, head).headers)


def size(body):
    return len(mail_bytes(body.headers, body))


@pytest.mark.parametrize("stories", [5, 20, 60, 150, 400])
def test_a_ukrainian_day_of_any_length_fits(stories):
    """Encoded, with its headers; two kilobytes are left for what is added on the way (signature, received)."""
    assert size(mail(ukrainian_day(stories, key=KEY))) <= LIMIT - 2000


def test_sixty_stories_all_stand_in_it():
    """As headlines with their links at least, in both parts; the first with what they are about."""
    body = mail(ukrainian_day(60, key=KEY))
    told = [story for section in ukrainian_day(60).sections for story in section.stories]
    assert [story.headline.text for story in told if story.headline.text not in body.text] == []
    assert [story.headline.text for story in told if story.headline.text not in body.html] == []
    assert "+" not in body.text.replace("+leave", "")
    assert told[0].summary.text[:100] in body.text


def test_what_does_not_fit_is_counted():
    """What was left out of each topic is said under it, and the figures on top still count everything."""
    body = mail(ukrainian_day(400, key=KEY))
    left_out = sum(int(line.split()[-1]) for line in body.text.splitlines() if line.startswith("+ще "))
    shown = sum(line.startswith("* ") for line in body.text.splitlines())
    assert shown + left_out == 400
    assert shown > 60
    assert "400 подій" in body.text


def test_what_was_held_is_told_before_anything_else_when_room_is_short():
    """It is told nowhere else."""
    held = tuple(replace(story_view(), story_id=f"h-{number}") for number in range(30))
    body = mail(replace(ukrainian_day(400, key=KEY), held=held))
    assert body.text.count("BM Genel Kurulu") >= 30


def test_what_was_held_is_listed_at_the_least():
    """Ninety headlines with their links before any of today's stories is told in full, and no mail that Gmail cuts."""
    held = tuple(story_of(number, "Україна") for number in range(1000, 1090))
    body = mail(replace(ukrainian_day(60, key=KEY), held=held))
    for part in (body.text, body.html):
        assert all(f"/{number}-podiia" in part for number in range(1000, 1090))
    assert size(body) <= LIMIT - 2000


sizes = st.lists(
    st.tuples(st.integers(1, 40), *[st.integers(0, 40)] * 3).map(lambda each: tuple(accumulate(each))),
)


@given(sizes, st.integers(-5, 400))
def test_extents_never_exceed_the_budget_and_never_favour_the_less_important(stories, budget):
    """And nothing is left out that would have fitted next."""
    extents = fitting(stories, budget)
    spent = sum(size[extent - 1] for size, extent in zip(stories, extents, strict=True) if extent)
    assert spent <= max(budget, 0)
    assert extents == sorted(extents, reverse=True)
    if Extent.LEFT_OUT in extents:
        assert spent + stories[extents.index(Extent.LEFT_OUT)][0] > budget


# --- headers ---------------------------------------------------------------------------------------------------------

TABLE = {
    "List-Id": "Tellal digest <digest.news.example>",  # RFC 2919
    "List-Unsubscribe": f"<https://news.example/unsubscribe/{KEY}>, <mailto:returns+leave-{KEY}@news.example?subject=unsubscribe>",  # RFC 2369
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    "Auto-Submitted": "auto-generated",  # RFC 3834
    "Precedence": "bulk",
    "X-Auto-Response-Suppress": "All",
    "Feedback-ID": "2025-12-03:tr:digest:tellal",
    "Content-Language": "tr",  # RFC 3282
    RETURN_PATH: f"returns+{KEY}@news.example",
}


@pytest.mark.parametrize("name", TABLE)
def test_every_header_of_a_digest(name):
    """As the specifications ask, one by one."""
    assert headers(replace(digest_view(), key=KEY))[name] == TABLE[name]


def test_the_message_id_is_the_readers_and_the_days():
    """Stable for both, another for another reader or day, and it does not give the key away."""
    view = replace(digest_view(), key=KEY)
    first = headers(view)["Message-ID"]
    assert first == headers(replace(view, sections=()))["Message-ID"]
    others = [replace(view, key="other"), replace(view, day=view.day + timedelta(days=1)), replace(view, catch_up=True)]
    assert len({first, *(headers(other)["Message-ID"] for other in others)}) == 4
    assert KEY not in first


def test_without_pages_the_mailbox_is_the_way_out():
    """And one click is only promised where there is https."""
    view = replace(digest_view(), key=KEY)
    assert headers(view, Letterhead("n.example", "r@n.example"))["List-Unsubscribe"].startswith("<mailto:r+leave-")
    assert "List-Unsubscribe-Post" not in headers(view, Letterhead("n.example", "r@n.example"))
    assert "List-Unsubscribe" not in headers(view, Letterhead("n.example"))


def test_the_foot_says_why_and_how_to_leave():
    """In both parts, in the reader's language."""
    body = mail(replace(digest_view(), key=KEY))
    for words in ("Bu e-postayı Tellal’dan istediğiniz için alıyorsunuz.", f"https://news.example/unsubscribe/{KEY}", "Abonelikten çık"):
        assert words in body.text
        assert words in body.html


def test_an_alert_is_a_page_with_its_story():
    """Its subject is the headline."""
    body = mail(AlertView(story_view(), "new_story"))
    assert body.subject == "BM Genel Kurulu çocukların iadesini istedi"
    assert "Sahil Postası" in body.html


def test_an_answer_is_plain_and_writes_its_links_out():
    """Buttons that talk to a bot are left out."""
    body = mail(AnswerView("<b>Onaylayın</b>\nBir tık.", ((Button("Evet", url="https://news.example/c/1"), Button("x", action="y")),)))
    assert body.text == "Onaylayın\nBir tık.\n\nEvet:\nhttps://news.example/c/1"
    assert (body.html, body.subject) == ("", "Onaylayın")


def test_a_section_nobody_filled_does_no_harm():
    """Rendering does not decide whether it is sent."""
    assert mail(digest_view(DigestSection("Çocuklar", ()))).subject.startswith("Tellal")
