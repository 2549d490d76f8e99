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
_ADDRESS_MARKS = ("@", "#", "http", "www.")
_SPEAKS = frozenset(".!?…:;»”\"')")
_WIDGET_WORDS = 9


def cleaned(text: str) -> str:
    """`text` without the words of the page around it, at most `LONGEST_TEXT` characters."""
    return _cleaned(text[:LONGEST_TEXT])


@lru_cache(maxsize=4)
def _cleaned(text: str) -> str:
    """Kept for a moment: terms and sketch of an article ask for the same text."""
    if any(mark in text for mark in _ADDRESS_MARKS):
        text = _ADDRESSES.sub(" ", text)
    text = _replaced(_BY_LINE, " ", _replaced(_STAMPS, " ", text))
    if "(" in text:
        text = _replaced(_PLACE_LINE, "", _CREDITS.sub(" ", text))
    return _without_widgets(text)


def _replaced(pattern: re.Pattern[str], instead: str, text: str) -> str:
    """`pattern.sub(instead, text)` for a pattern that begins with a line: asked at the beginning of each line, not at each letter."""
    kept, end, start = [], 0, 0
    while start >= 0:
        match = pattern.match(text, start) if start >= end else None
        if match:
            kept.append(text[end : match.start()])
            end = match.end()
        start = text.find("\n", start) + 1 or -1
    return instead.join([*kept, text[end:]]) if kept else text


def _without_widgets(text: str) -> str:
    """Cut trailing short lines that are no sentences: navigation, related links, tag lists."""
    lines = text.split("\n")
    end = len(lines)
    while end > 1 and _is_widget(lines[end - 1]):
        end -= 1
    return "\n".join(lines[:end]) if any(not _is_widget(line) for line in lines[:end]) else text


def _is_widget(line: str) -> bool:
    return line.rstrip()[-1:] not in _SPEAKS and len(line.split()) <= _WIDGET_WORDS
