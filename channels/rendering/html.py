"""Plain words to markup and back. Every string a feed gave passes `escape` here, once, and nowhere else."""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urlsplit

LONGEST_LINK = 2000
"""Longer addresses are refused by some mail readers and by Telegram's buttons."""

ELLIPSIS = "…"
TIED = "\u00a0"
"""A space that does not break the line: a flag and its outlet, an outlet and its time."""
FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"

_UNWELCOME = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; tab and line feed stay
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"  # direction controls: a headline must not turn the words after it
    "\ufffe\uffff"
    "]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """The same words without characters that could disturb what stands around them."""
    return _UNWELCOME.sub("", text)


def one_line(text: str) -> str:
    return _SPACES.sub(" ", clean(text)).strip()


def escape(text: str) -> str:
    """Plain text as HTML text or attribute value, for Telegram and mail alike."""
    return html.escape(clean(text), quote=True)


def isolate(text: str) -> str:
    """Keep the direction of a foreign string to itself (Unicode TR9 isolates). Always around `escape`, never inside it."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}" if text else ""


def clip(text: str, limit: int) -> str:
    """At most `limit` code points of *plain* text on one line, cut between words where there is one to cut at.

    Always called before `escape`, so that nothing is ever cut inside a tag or an entity.
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    if limit < 1:
        return ""
    kept = _without_half_letter(line, limit - 1)
    space = kept.rfind(" ")
    whole_words = kept[:space] if space > len(kept) // 2 else kept
    return whole_words.rstrip(" ,;:–—-") + ELLIPSIS


def _without_half_letter(line: str, end: int) -> str:
    """Step back so that no accent is cut from its letter and no joined picture is cut in two."""
    while end > 0 and (unicodedata.combining(line[end]) or line[end] in "\u200d\ufe0f" or line[end - 1] == "\u200d"):
        end -= 1
    return line[:end]


def web_link(url: str) -> str:
    """The address if it may be shown as a link, else "".

    Only http(s), a host with a dot (Telegram shows others as text), no name or password before the host, no spaces.
    """
    if len(url) > LONGEST_LINK or url != clean(url) or any(letter.isspace() for letter in url):
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port  # an impossible port raises here and not in a reader's client
    except ValueError:
        return ""
    named = parts.scheme in {"http", "https"} and "." in host.strip(".") and "@" not in parts.netloc
    return url if named else ""


def link(url: str, text: str) -> str:
    """`text` (plain) as a link, or only as text when the address is none to show."""
    address = web_link(url)
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def plain(markup: str) -> str:
    """What a reader sees of our own markup: tags gone, entities read."""
    reader = _Plain()
    reader.feed(markup)
    reader.close()
    return "".join(reader.words)


def visible_length(markup: str) -> int:
    """Code points after entity parsing: what Telegram's limit of 4096 counts."""
    return len(plain(markup))
