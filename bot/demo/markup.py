"""Telegram's HTML in a terminal: bold, italic and links as rich styles; what terminals disagree about is left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from rich.style import Style
from rich.text import Text

_STYLES = {"b": Style(bold=True), "i": Style(italic=True, dim=True)}
_REGIONAL = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])")
_UNSEEN = re.compile("[\u2068\u2069\ufe0f]")
"""Direction isolates and picture selectors: terminals differ in how wide they draw them."""


def terminal_text(markup: str) -> Text:
    """The message as a terminal shows it."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text


def plainer(words: str) -> str:
    """Flags as their two letters, invisible characters gone: one cell a letter in every terminal."""
    return _REGIONAL.sub(lambda pair: "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in pair.groups()), _UNSEEN.sub("", words))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = Text()
        self._open: list[Style] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        link = dict(attrs).get("href")
        self._open.append(Style(underline=True, link=link) if link else _STYLES.get(tag, Style()))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # our markup closes in order
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(plainer(data), Style.combine([Style(), *self._open]))
