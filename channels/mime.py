"""From a body to the bytes of a mail: headers that every reader understands, a plain part, an HTML part.

Written out here and not by `email.message`: that drops spaces between scripts in a subject (cpython issue 144156) and takes ten times as long
for a page in base64. Read back by it, and by others, in the tests.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_base64
from collections.abc import Iterable
from email import charset as charsets
from email.header import Header
from typing import Final

from channels.rendering.html import one_line
from news.deliveries import Body

_UTF8: Final = charsets.Charset("utf-8")
_UTF8.header_encoding = charsets.BASE64  # one form for all scripts; the shortest one would mix two in one subject
_BASE64_LINE: Final = 76
"""RFC 2045, 6.8."""
_LINE: Final = 75
"""RFC 2047 caps a line with encoded words there (2: "76 characters")."""


def mail_bytes(headers: Iterable[tuple[str, str]], body: Body) -> bytes:
    """A multipart/alternative message (text/plain alone when there is no HTML), base64 for every script, lines ending in CRLF.

    Header values are plain words; what does not fit into ASCII is encoded. Raises ValueError for one that would break out of its line.
    """
    head = "".join(f"{name}: {header_words(name, value)}\r\n" for name, value in headers).encode("utf-8") + b"MIME-Version: 1.0\r\n"
    plain = _part("plain", body.text)
    if not body.html:
        return head + plain
    boundary = _boundary(body)
    between = f"\r\n--{boundary}".encode()
    parts = (plain, _part("html", body.html))
    kind = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n'.encode()
    return head + kind + b"".join(between + b"\r\n" + part for part in parts) + between + b"--\r\n"


def header_words(name: str, value: str) -> str:
    """A header's value for the wire."""
    if "\n" in value or "\r" in value:
        raise ValueError(f"the header {name} would hold more than one line")
    if value.isascii() and "=?" not in value and len(value) < 900:  # a line ends at 998 (RFC 5322, 2.1.1)
        return value
    return Header(value, _UTF8, maxlinelen=_LINE, header_name=name).encode(splitchars="", linesep="\r\n")


def subject_words(text: str) -> str:
    """A subject as people see it: one line, no control characters."""
    return one_line(text)


def _part(kind: str, text: str) -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
    encoded = b2a_base64(text.encode("utf-8", "replace"), newline=False)
    return head + b"".join(encoded[start : start + _BASE64_LINE] + b"\r\n" for start in range(0, len(encoded), _BASE64_LINE))


def _boundary(body: Body) -> str:
    """The same words give the same bytes, also at a retry. No line of base64 has an underscore."""
    return "=_" + hashlib.sha256(body.text.encode(errors="replace") + body.html.encode(errors="replace")).hexdigest()[:24]
