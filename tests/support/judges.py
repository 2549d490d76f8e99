"""Is anything of a stranger's markup alive in what we wrote? Judged by a real HTML parser (html5lib's algorithm), not by looking for words.

A page written with harmless words in the same places says which elements, attributes and styles are ours; anything else is somebody's.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import tinyhtml5

from support.botapi_html import Malformed, parse_html

Shape = tuple[str, tuple[tuple[str, str], ...]]
"""An element and its attributes; of those that carry a stranger's words (`href`, `value`, `lang`) only the name."""
_WORDED = frozenset({"href", "value", "lang", "content"})
_TURNS = re.compile("[\u202a-\u202e\u200e\u200f\u061c]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def shapes(page: str) -> set[Shape]:
    """Every kind of element in a page, as a browser would build it."""
    return set(map(_shape, _elements(page)))


def _elements(page: str) -> Iterator[ET.Element]:
    for element in tinyhtml5.parse(io.StringIO(page), namespace_html_elements=False).iter():
        if isinstance(element.tag, str):
            yield element
        else:
            yield ET.Element("a comment")


def _shape(element: ET.Element) -> Shape:
    attributes = {name: "" if name in _WORDED else value for name, value in element.attrib.items()}
    told = {"its text": element.text or ""} if element.tag in {"style", "script"} else {}
    return element.tag, tuple(sorted((attributes | told).items()))


def alive_in_page(page: str, ours: set[Shape]) -> list[str]:
    """What is not ours in a page of mail or of the web, and links that lead elsewhere than to the web."""
    elements = list(_elements(page))
    found = [f"not ours: {shape}" for shape in set(map(_shape, elements)) - ours]
    return [*found, *_bad_links(element.attrib.get("href", "") for element in elements), *_unwelcome(page)]


def _bad_links(addresses: Iterable[str]) -> list[str]:
    return [f"a link to {address!r}" for address in addresses if address and not _is_web(address)]


def _is_web(address: str) -> bool:
    """As a browser reads it: without white space and control characters around and in it (WHATWG URL)."""
    read = re.sub(r"[\t\r\n]", "", address.strip("".join(map(chr, range(33)))))
    return read.lower().startswith(("http://", "https://")) and "@" not in urlsplit(read).netloc


def _unwelcome(text: str) -> list[str]:
    found = [f"{character!r} turns or hides" for character in {*_TURNS.findall(text), *_INVISIBLE.findall(text)}]
    opened = [
        line for line in text.splitlines() if line.count("\u2068") + line.count("\u2066") + line.count("\u2067") != line.count("\u2069")
    ]
    return [*found, *(f"an isolate is left open: {line!r}" for line in opened)]


def alive_in_telegram(markup: str, kinds: frozenset[str] = frozenset({"bold", "italic", "text_link"})) -> list[str]:
    """What Telegram would refuse, or show in another form than ours: bold, italic, links to the web."""
    try:
        text, entities = parse_html(markup)
    except Malformed as error:
        return [f"Telegram refuses it: {error}"]
    found = [f"an entity of kind {entity['type']}" for entity in entities if entity["type"] not in kinds]
    return [*found, *_bad_links(_Links.of(markup)), *_unwelcome(text)]


class _Links(HTMLParser):
    """Every address in a message, those included of which Telegram makes something else than a link (`tg://user` names a person)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "href"]

    @classmethod
    def of(cls, markup: str) -> list[str]:
        reader = cls()
        reader.feed(markup)
        return reader.found
