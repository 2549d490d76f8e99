"""Feedparser's own test files: an XML comment says what must hold of its result. Read here as questions to our door.

Three things differ on purpose, so the result is dressed before the question is put:
* markup is compared by what a reader sees of it (our sanitiser is nh3, and the door keeps plain text);
* a charset is the expected one when it reads the document to the same text (RFC 3023's "us-ascii" for text/xml is history);
* `bozo` is what the door warns of; validators are those the fetcher keeps.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin

import feedparser

from feeds.charset import Decoded, decode
from feeds.links import absolute
from feeds.parse import document_warnings, feedparser_result
from feeds.text import plain

_EXPECT = re.compile(r"Description:\s*(.*?)\s*Expect:\s*(.*)\s*-->")
_HEADER = re.compile(r"^Header:\s+([^:]+):(.*)$", re.MULTILINE)
_SERVED_FROM = "http://127.0.0.1:8097/tests/"
"""Never asked: only the base of relative links in files that want to be served."""


@dataclass(frozen=True)
class Expectation:
    """One file: its bytes, the headers it wants to be served with, the address it stands at, and an expression over feedparser's result."""

    path: Path
    body: bytes
    headers: Mapping[str, str]
    url: str
    expression: str

    def is_met(self) -> bool:
        try:
            return self.holds_for(self._answer())
        except Exception:  # noqa: BLE001  # an expectation on something missing is simply not met
            return False

    def holds_for(self, answer: Mapping[str, Any]) -> bool:
        return bool(eval(self.expression, {"datetime": dt, "feedparser": feedparser}, answer))

    def _answer(self) -> dict[str, Any]:
        decoded = decode(self.body, self.headers.get("content-type", ""))
        found = feedparser_result(decoded, self._base(), self.headers.get("content-language", ""))
        found["bozo"] = bool(document_warnings(found, decoded, self.headers.get("content-type", "")))
        found["encoding"] = _Charset(decoded, self.body)
        found["headers"] = dict(self.headers)
        found.update(self._validators())
        return _Dressed(found)

    def _validators(self) -> dict[str, str]:
        told = {
            "etag": self.headers.get("etag"),
            "modified": self.headers.get("last-modified"),
            "modified_parsed": self.headers.get("last-modified"),
        }
        return {name: value for name, value in told.items() if value}

    def _base(self) -> str:
        return absolute(self.headers.get("content-location", ""), self.url) or self.url


class _Seen(str):  # noqa: SLOT000  # short-lived
    """Equal to what looks the same to a reader."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and (str.__eq__(self, other) or plain(str(self)) == plain(str(other)))

    def __ne__(self, other: object) -> bool:
        return not self == other


class _Charset(str):  # noqa: SLOT000  # short-lived
    """Equal to every charset that reads the document to the same text."""

    __hash__ = str.__hash__

    def __new__(cls, decoded: Decoded, body: bytes) -> Self:
        charset = super().__new__(cls, decoded.charset)
        charset.text, charset.body = decoded.text, body
        return charset

    text: str
    body: bytes

    def __eq__(self, other: object) -> bool:
        try:
            return self.body.decode(str(other)).lstrip("\ufeff") == self.text
        except (UnicodeError, LookupError):
            return False


class _Dressed(feedparser.FeedParserDict):
    """Feedparser's dictionary, its texts dressed on the way out."""

    def __getitem__(self, key: Any) -> Any:
        return _dressed(super().__getitem__(key))


def _dressed(value: Any) -> Any:
    if isinstance(value, (_Charset, _Seen, _Dressed)):
        return value
    if isinstance(value, str):
        return _Seen(value)
    if isinstance(value, feedparser.FeedParserDict):
        return _Dressed(value)
    if isinstance(value, list):
        return [_dressed(one) for one in value]
    return value


def expectation(path: Path, root: Path) -> Expectation | None:
    """None for files that carry none; those that expect "0" want a server, and an answer to something else."""
    body = path.read_bytes()
    text = _as_text(body)
    found = _EXPECT.search(text)
    if not found or found[2].strip() == "0":
        return None
    headers = {name.strip().lower(): value.strip() for name, value in _HEADER.findall(text)}
    is_served = "http" in str(path.relative_to(root))
    if is_served:
        headers.setdefault("content-type", "text/xml")
    url = urljoin(_SERVED_FROM, str(path.relative_to(root))) if is_served else ""
    return Expectation(path, body, headers, url, found[2].strip())


_MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32be"), (b"\xff\xfe\x00\x00", "utf-32le"), (b"\x00\x00\x00\x3c", "utf-32be"), (b"\x3c\x00\x00\x00", "utf-32le"),
    (b"\x00\x3c\x00\x3f", "utf-16be"), (b"\x3c\x00\x3f\x00", "utf-16le"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"),
)  # fmt: skip


def _as_text(body: bytes) -> str:
    charset = next((charset for mark, charset in _MARKS if body.startswith(mark)), "utf-8")
    return body.decode(charset, "ignore")
