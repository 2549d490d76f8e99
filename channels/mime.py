"""From a body to the bytes of a mail: headers that every reader understands, a plain part, an HTML part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from email import charset as charsets
from email import policy
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Final

from channels.rendering.html import one_line
from news.deliveries import Body

_WIRE: Final = policy.compat32.clone(linesep="\r\n", max_line_length=None)
_UTF8: Final = charsets.Charset("utf-8")
_UTF8.header_encoding = charsets.BASE64  # one form for all scripts; "shortest" mixes two in one subject
_LINE: Final = 75
"""RFC 2047 caps an encoded word there."""


def mail_bytes(headers: Iterable[tuple[str, str]], body: Body) -> bytes:
    """A multipart/alternative message (text/plain alone when there is no HTML), base64 for every script, lines ending in CRLF.

    Header values are plain words; what does not fit into ASCII is encoded. Raises ValueError for one that would break out of its line.
    """
    plain = MIMEText(body.text, "plain", "utf-8")
    if body.html:
        message: MIMEMultipart | MIMEText = MIMEMultipart("alternative", boundary=_boundary(body))
        message.attach(plain)
        message.attach(MIMEText(body.html, "html", "utf-8"))
    else:
        message = plain
    for part in message.walk():
        if part is not message:
            del part["MIME-Version"]  # belongs to the whole; 17 bytes a part
    for name, value in headers:
        message[name] = header_words(name, value)
    return message.as_bytes(policy=_WIRE)


def header_words(name: str, value: str) -> str:
    """A header's value for the wire.

    Written with `email.header.Header`, not with EmailMessage: that one drops spaces between scripts (cpython issue 144156).
    """
    if "\n" in value or "\r" in value:
        raise ValueError(f"the header {name} would hold more than one line")
    if value.isascii() and "=?" not in value:
        return value
    return Header(value, _UTF8, maxlinelen=_LINE, header_name=name).encode(splitchars="", linesep="\r\n")


def subject_words(text: str) -> str:
    """A subject as people see it: one line, no control characters."""
    return one_line(text)


def _boundary(body: Body) -> str:
    """The same words give the same bytes, also at a retry; 96 bits that no text can guess."""
    return "=_" + hashlib.sha256(body.text.encode(errors="replace") + body.html.encode(errors="replace")).hexdigest()[:24]
