"""From markup to plain text. nh3 is the one sanitiser; what leaves here holds no tags, no control characters, no lone surrogates."""

from __future__ import annotations

import html
import re

import nh3

_BREAKING = {
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
}
_PARAGRAPHS = "|".join(sorted(_BREAKING - {"br", "li", "tr"}, key=len, reverse=True))
_PARAGRAPH = re.compile(rf"</?(?:{_PARAGRAPHS})>")
_LINE = re.compile(r"</?(?:br|li|tr)>")
_HIDDEN = {"script", "style"}
"""Dropped with what is inside. Others are not: an `object` nobody closed would swallow the article."""
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>|<!--")
_ESCAPED_TAG = re.compile(r"&lt;/?[a-zA-Z]")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\u00ad\u2060]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*\n\s*")


def plain(markup: str, *, is_html: bool = True) -> str:
    """What a reader would see of it: tags gone, entities read, paragraphs kept apart by an empty line, spaces collapsed.

    With `is_html=False` angle brackets are only taken for tags when they look like some. Twice escaped markup (common in RSS) is unwrapped once more.
    """
    text = _clean(markup)
    if not ("<" in text or "&" in text):
        return _tidy(text)
    if is_html or _TAG.search(text):
        text = _strip(text)
    if _TAG.search(html.unescape(text)) and _ESCAPED_TAG.search(text):
        text = _strip(html.unescape(text))
    return _tidy(_clean(html.unescape(text)))


def line(markup: str, *, is_html: bool = True) -> str:
    """`plain` on one line: for titles, names and categories."""
    return " ".join(plain(markup, is_html=is_html).split())


def _strip(markup: str) -> str:
    """Markup without tags, still escaped. nh3 parses as browsers do; what it leaves of the breaking tags has no attributes and no oddities."""
    kept = nh3.clean(markup, tags=_BREAKING, attributes={}, clean_content_tags=_HIDDEN, link_rel=None)
    return _LINE.sub("\n", _PARAGRAPH.sub("\n\n", kept.replace("\n", " ")))


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _UNWANTED.sub("", text))


def _tidy(text: str) -> str:
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return re.sub(r" ?\n ?", "\n", _BREAKS.sub("\n\n", text)).strip()
