"""Telegram's reading of HTML, written after the rules of the official server (td, MessageEntity.cpp, parse_html).

Works on bytes, because the server's complaints count bytes.
"""

import html
import re

TAGS = frozenset("a b strong i em s strike del u ins tg-spoiler tg-emoji span pre code blockquote".split())
KINDS = {
    "a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
SPACE = b" \t\r\n\0\x0b"
ENTITY = re.compile(rb"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));?")


class Malformed(Exception):
    """The server's sentence about bad markup."""


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse_html(markup: str) -> tuple[str, list[dict]]:
    """Plain text and entities (offsets in UTF-16 code units), or `Malformed` with the server's words."""
    return _Reader(markup.encode()).read()


class _Reader:
    def __init__(self, raw: bytes):
        self.raw = raw + b"\0"
        self.end = len(raw)
        self.at = 0
        self.text = bytearray()
        self.open: list[tuple[str, str, int, int]] = []
        self.entities: list[dict] = []

    def read(self):
        while self.at < self.end:
            self._step()
        if self.open:
            raise Malformed(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        plain = self.text.decode()
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return plain, self.entities

    def _step(self):
        byte = self.raw[self.at : self.at + 1]
        if byte == b"&" and (found := ENTITY.match(self.raw, self.at)):
            name, decimal, hexadecimal = found.groups()
            number = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
            if name or 0 < number <= 0x10FFFF:
                self.text += html.unescape(f"&{name.decode()};" if name else chr(number)).encode()
                self.at = found.end()
                return
        if byte != b"<":
            self.text += byte
            self.at += 1
            return
        begin = self.at
        self.at += 1
        if self.raw[self.at : self.at + 1] == b"/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _skip_space(self):
        while self.at < self.end and self.raw[self.at] in SPACE:
            self.at += 1

    def _until(self, stops: bytes):
        start = self.at
        while self.at < self.end and self.raw[self.at] not in stops:
            self.at += 1
        return self.raw[start : self.at]

    def _start_tag(self, begin):
        tag = self._until(SPACE + b">").decode("utf-8", "replace").lower()
        if self.at >= self.end:
            raise Malformed(f"Unclosed start tag at byte offset {begin}")
        if tag not in TAGS:
            raise Malformed(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while True:
            self._skip_space()
            if self.at >= self.end:
                raise Malformed(f'Unclosed start tag "{tag}" at byte offset {begin}')
            if self.raw[self.at : self.at + 1] == b">":
                break
            argument = self._attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise Malformed(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append((tag, argument, utf16(self.text.decode()), begin))

    def _attribute(self, tag, begin):
        name = self._until(SPACE + b"=>").decode("utf-8", "replace").lower()
        if not name:
            raise Malformed(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        if self.raw[self.at : self.at + 1] != b"=":
            raise Malformed(f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {begin}')
        self.at += 1
        self._skip_space()
        quote = self.raw[self.at : self.at + 1]
        if quote in {b'"', b"'"}:
            self.at += 1
            value = self._until(quote)
            if self.at >= self.end:
                raise Malformed(f"Unclosed start tag at byte offset {begin}")
            self.at += 1
        else:
            start = self.at
            value = re.compile(rb"[A-Za-z0-9.-]*").match(self.raw, start).group()
            self.at += len(value)
            if self.raw[self.at] not in SPACE + b">":
                raise Malformed(f"Unexpected end of name token at byte offset {start}")
        value = html.unescape(value.decode("utf-8", "replace"))
        if (tag, name) == ("a", "href"):
            return value
        if (tag, name, value) == ("span", "class", "tg-spoiler"):
            return "spoiler"
        return ""

    def _end_tag(self, begin):
        if not self.open:
            raise Malformed(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        name = self._until(SPACE + b">").decode("utf-8", "replace").lower()
        self._skip_space()
        if self.raw[self.at : self.at + 1] != b">":
            raise Malformed(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag, argument, offset, _ = self.open.pop()
        if name and name != tag:
            raise Malformed(f'Unmatched end tag at byte offset {begin}, expected "</{tag}>", found "</{name}>"')
        length = utf16(self.text.decode()) - offset
        if length and not (tag == "a" and "." not in argument.partition("://")[2].partition("/")[0]):
            entity = {"type": KINDS[tag], "offset": offset, "length": length}
            self.entities.append(entity | ({"url": argument} if tag == "a" else {}))
