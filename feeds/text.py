"""From markup to plain text. nh3 is the one sanitiser; what leaves here holds no tags, no control characters, no lone surrogates."""

from __future__ import annotations

import html
import re

import nh3

_BREAKING = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "figure",
        "section",
        "article",
        "hr",
    ]
)
_PARAGRAPHS = "|".join(sorted(_BREAKING - {"br", "li", "tr"}, key=len, reverse=True))
_PARAGRAPH = re.compile(rf"</?(?:{_PARAGRAPHS})>")
_LINE = re.compile(r"</?(?:br|li|tr)>")
_HIDDEN = {"script", "style"}
"""Dropped with what is inside. Others are not: an `object` nobody closed would swallow the article."""
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>|<!--")
_ENTITY = re.compile(r"&(?:#\d{1,9}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")
"""Only with its semicolon: without one, "AT&notify" would become "AT¬ify"."""
_MOST_ESCAPED = 3
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff]")
"""Control characters, and what is invisible and no letter (a zero-width joiner is one in Persian and in emoji)."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_TO_CLEAN = re.compile(f"{_UNWANTED.pattern}|{_SURROGATE.pattern}")
_ODD_SPACES = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")
"""All that is not one plain space: of those there are hundreds in a text, and nothing to do about them."""
_BREAKS = re.compile(r"\s*\n\s*\n\s*")
_AROUND_A_BREAK = re.compile(r" ?\n ?")


def plain(markup: str, *, is_html: bool = True) -> str:
    """What a reader would see of it: tags gone, entities read, paragraphs kept apart by an empty line, spaces collapsed.

    With `is_html=False` angle brackets are only taken for tags when they look like some. Markup escaped twice or more (common in RSS) is
    unwrapped until nothing changes, at most three times.
    """
    if not markup:
        return ""
    text = _clean(markup)
    for _ in range(_MOST_ESCAPED):
        if not is_html and not _has_tags(text) and not _has_entities(text):
            break
        text = _read(text, is_html=is_html)
        is_html = False
    return _tidy(text)


def line(markup: str, *, is_html: bool = True) -> str:
    """`plain` on one line: for titles, names and categories."""
    return " ".join(plain(markup, is_html=is_html).split())


_LONG = 1_000
_LEAD = 600


def lead_and_body(text: str) -> tuple[str, str]:
    """A text that came without a lead: short ones are all lead; of long ones the first paragraphs are, and the body is the whole.

    The lead is what is translated and shown, so it must not be ten pages.
    """
    if len(text) <= _LONG:
        return text, ""
    end = text.rfind("\n\n", 0, _LEAD)
    if end < _LEAD // 4:
        end = text.rfind(". ", 0, _LEAD) + 1
    return text[: end if end > 0 else _LEAD].strip(), text


def _has_tags(text: str) -> bool:
    return "<" in text and _TAG.search(text) is not None


def _has_entities(text: str) -> bool:
    return "&" in text and _ENTITY.search(text) is not None


def _read(text: str, *, is_html: bool) -> str:
    """One layer of markup and escaping less."""
    if (is_html and ("<" in text or "&" in text)) or _has_tags(text):
        text = _strip(text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return _clean(text)


def _strip(markup: str) -> str:
    """Markup without tags, still escaped. nh3 parses as browsers do; what it leaves of the breaking tags has no attributes and no oddities."""
    kept = nh3.clean(markup, tags=set(_BREAKING), attributes={}, clean_content_tags=_HIDDEN, link_rel=None)
    return _LINE.sub("\n", _PARAGRAPH.sub("\n\n", kept.replace("\n", " ")))


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _UNWANTED.sub("", text)) if _TO_CLEAN.search(text) else text


def _tidy(text: str) -> str:
    text = _ODD_SPACES.sub(" ", text)
    if "\n" in text:
        text = _AROUND_A_BREAK.sub("\n", _BREAKS.sub("\n\n", text))
    return text.strip()
