"""Words that belong to the page, not to the report: by-lines, agency marks, stamps, lists of widgets."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_TEXT = 6000
"""Characters of a text that are looked at. News says what happened first; the rest is background, and costs."""

_STAMPS = re.compile(
    r"^\s*(?:date|published|updated|posted|дата|опубліковано|оновлено|опубликовано|обновлено|güncelleme|yayınlanma|giriş)\s*:?\s+"
    r"\d[\d.\-/: ]{5,20}",
    re.IGNORECASE | re.MULTILINE,
)
_BY_LINE = re.compile(r"^\s*by\s+[A-Z][\w.'’-]+(?:\s+(?:and\s+)?[A-Z][\w.'’-]+){0,5}\s*$", re.MULTILINE)
_CREDITS = re.compile(r"\((?:Additional )?(?:Reporting|Writing|Editing|Compiled|Written|Edited) by [^)]{1,200}\)", re.IGNORECASE)
_PLACE_LINE = re.compile(
    r"^[^\S\n]*(?:[A-ZÀ-ÖØ-ÞА-ЯЇІЄҐİŞĞÇ][^\n(]{0,60}?)?\((?:Reuters|AP|AFP|AA|DHA|İHA|IHA|UPI|CNN|dpa|EFE|ANSA|TASS|Xinhua|Interfax|UNN|Ukrinform|PAP|ANSA|Lusa|Укрінформ|УНН|ТАСС|РИА)[^)]{0,20}\)\s*[-–—]*\s*",
    re.MULTILINE,
)
_ADDRESSES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|[@#]\w+")
_SPEAKS = re.compile(r"[.!?…:;»”\"')]\s*$")
_WIDGET_WORDS = 9


def cleaned(text: str) -> str:
    """`text` without the words of the page around it, at most `LONGEST_TEXT` characters."""
    return _cleaned(text[:LONGEST_TEXT])


@lru_cache(maxsize=4)
def _cleaned(text: str) -> str:
    """Kept for a moment: terms and sketch of an article ask for the same text."""
    text = _ADDRESSES.sub(" ", text)
    text = _STAMPS.sub(" ", text)
    text = _PLACE_LINE.sub("", _CREDITS.sub(" ", _BY_LINE.sub(" ", text)))
    return _without_widgets(text)


def _without_widgets(text: str) -> str:
    """Cut trailing short lines that are no sentences: navigation, related links, tag lists."""
    lines = text.split("\n")
    end = len(lines)
    while end > 1 and _is_widget(lines[end - 1]):
        end -= 1
    return "\n".join(lines[:end]) if any(not _is_widget(line) for line in lines[:end]) else text


def _is_widget(line: str) -> bool:
    return not _SPEAKS.search(line) and len(line.split()) <= _WIDGET_WORDS
