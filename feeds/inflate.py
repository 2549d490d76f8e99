"""Decompression that stops at a limit: a kilobyte of brotli can unfold to gigabytes, so the bound must sit inside the decoder."""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # ships no stubs; this file is its one door

ACCEPTED = "gzip, deflate, br"


class TooLarge(ValueError):
    """More than the limit came out."""


class BadEncoding(ValueError):
    """What came is not what Content-Encoding says."""


class _Decoder(Protocol):
    def feed(self, chunk: bytes, room: int) -> bytes:
        """At most `room` + 1 bytes or so more; the caller counts."""
        ...

    def is_complete(self) -> bool: ...


class _Plain:
    def feed(self, chunk: bytes, room: int) -> bytes:
        del room
        return chunk

    def is_complete(self) -> bool:
        return True


class _Zlib:
    """gzip and deflate, the latter with or without its zlib header (servers disagree on RFC 9110 §8.4.1.2)."""

    def __init__(self, *, is_gzip: bool) -> None:
        self._is_gzip = is_gzip
        self._decoder = zlib.decompressobj(zlib.MAX_WBITS | (16 if is_gzip else 0))
        self._begun = is_gzip

    def feed(self, chunk: bytes, room: int) -> bytes:
        out = bytearray()
        while chunk and len(out) <= room:
            out += self._some(chunk, room + 1 - len(out))
            if self._decoder.eof and self._decoder.unused_data:
                chunk, self._decoder = self._next_member()
            else:
                chunk = self._decoder.unconsumed_tail
        return bytes(out)

    def _some(self, chunk: bytes, room: int) -> bytes:
        try:
            some = self._decoder.decompress(chunk, room)
        except zlib.error as error:
            if self._begun:
                raise BadEncoding(f"the compressed answer is broken ({error})") from error
            self._begun = True
            self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._some(chunk, room)
        self._begun = True
        return some

    def _next_member(self) -> tuple[bytes, zlib._Decompress]:
        """Gzip may go on with another member (RFC 1952 §2.2); anything else after the end is padding."""
        rest = self._decoder.unused_data
        if self._is_gzip and rest.startswith(b"\x1f\x8b"):
            return rest, zlib.decompressobj(zlib.MAX_WBITS | 16)
        return b"", self._decoder

    def is_complete(self) -> bool:
        return self._decoder.eof


class _Brotli:
    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()

    def feed(self, chunk: bytes, room: int) -> bytes:
        out = bytearray()
        try:
            out += self._decoder.process(chunk, output_buffer_limit=room + 1)
            while len(out) <= room and not self._decoder.can_accept_more_data() and not self._decoder.is_finished():
                out += self._decoder.process(b"", output_buffer_limit=room + 1 - len(out))
        except brotli.error as error:
            raise BadEncoding(f"the compressed answer is broken ({error})") from error
        return bytes(out)

    def is_complete(self) -> bool:
        return bool(self._decoder.is_finished())


class Inflater:
    """Collects a body of at most `limit` bytes after decompression. Raises `TooLarge`, `BadEncoding`."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        self._decoder = _decoder(content_encoding)
        self._limit = limit
        self._body = bytearray()

    def feed(self, chunk: bytes) -> None:
        self._body += self._decoder.feed(chunk, self._limit - len(self._body))
        if len(self._body) > self._limit:
            raise TooLarge(f"the answer is larger than {self._limit / 1_000_000:.0f} MB")

    def body(self) -> bytes:
        """All of it; `BadEncoding` when the compressed stream stopped half-way."""
        if self._body and not self._decoder.is_complete():
            raise BadEncoding("the compressed answer stops half-way")
        return bytes(self._body)


def _decoder(content_encoding: str) -> _Decoder:
    name = content_encoding.strip().lower()
    match name:
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip":
            return _Zlib(is_gzip=True)
        case "deflate":
            return _Zlib(is_gzip=False)
        case "br":
            return _Brotli()
        case _:
            raise BadEncoding(f'the server sent Content-Encoding "{content_encoding}", which we did not ask for')
