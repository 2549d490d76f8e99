"""What is written is what others read: subjects in every script, both parts, headers on one line."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.subjects import subjects

from channels.mime import header_words, mail_bytes, subject_words
from news.deliveries import Body

HOW_MANY = 3000


def written(subject: str) -> bytes:
    return mail_bytes([("From", "Tellal <digest@news.example>"), ("Subject", subject)], Body("x"))


def test_three_thousand_subjects_are_read_back_as_they_were():
    """By the standard library's new parser and by its old one."""
    wrong = []
    for subject in subjects(HOW_MANY):
        content = written(subject)
        new = message_from_bytes(content, policy=policy.default)["Subject"]
        old = str(make_header(decode_header(message_from_bytes(content)["Subject"])))
        if not new == old == subject:
            wrong.append((subject, str(new), old))
    assert wrong == []


def test_no_line_of_a_head_is_too_long():
    """76 characters where there are encoded words (RFC 2047, 2), all of it ASCII."""
    for subject in subjects(300):
        head = written(subject).partition(b"\r\n\r\n")[0]
        assert head.isascii()
        assert max(len(line) for line in head.split(b"\r\n") if b"=?" in line) <= 76 if b"=?" in head else True


@given(st.text(max_size=200))
def test_any_headline_makes_one_line(text):
    """Whatever a feed wrote."""
    subject = subject_words(text)
    assert "\n" not in header_words("Subject", subject).replace("\r\n ", "")
    assert message_from_bytes(written(subject), policy=policy.default)["From"] == "Tellal <digest@news.example>"


def test_a_value_that_would_break_out_of_its_line_is_refused():
    """It can only be a mistake of ours."""
    with pytest.raises(ValueError, match="Subject"):
        written("one\r\nBcc: eve@example.org")


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300),
)
def test_both_parts_come_back(text, html):
    """To the last character, as every reader of base64 has them."""
    message = message_from_bytes(mail_bytes([], Body(text, html)), policy=policy.default)
    plain, page = message.iter_parts()
    assert plain.get_payload(decode=True).decode() == text
    assert page.get_payload(decode=True).decode() == html
    assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")


def test_the_same_words_give_the_same_bytes():
    """A retry sends the very same mail."""
    assert mail_bytes([("Subject", "x")], Body("a", "<b>")) == mail_bytes([("Subject", "x")], Body("a", "<b>"))
