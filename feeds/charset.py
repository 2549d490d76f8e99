"""Which charset a feed is in, and why we think so.

The order is what feeds do, not what RFC 3023 says: a byte order mark, then UTF-8 when the bytes are valid UTF-8 (hardly anything else is by
chance), then the XML prolog, then the HTTP header, then a guess among the legacy charsets of the feed's language.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum

from charset_normalizer import from_bytes


class CharsetReason(StrEnum):
    """What settled it."""

    BOM = "bom"
    VALID_UTF8 = "valid_utf8"
    PROLOG = "prolog"
    HTTP = "http"
    LANGUAGE = "language"
    """The legacy charset of the feed's language."""
    DETECTED = "detected"
    BROKEN_UTF8 = "broken_utf8"
    """UTF-8 with a few bad bytes, which become U+FFFD."""
    LAST_RESORT = "last_resort"

    @property
    def is_guess(self) -> bool:
        return self in {CharsetReason.LANGUAGE, CharsetReason.DETECTED, CharsetReason.BROKEN_UTF8, CharsetReason.LAST_RESORT}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The document as text, without byte order mark. `declared` is what it said of itself ("" = nothing)."""

    text: str
    charset: str
    reason: CharsetReason
    declared: str = ""
    is_override: bool = False
    """The document claimed something else, and read that way it would be another text."""


_BOMS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
_FIRST_BYTES = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
"""XML 1.0 appendix F: how "<?xm" looks without a byte order mark."""
_PROLOG = re.compile(rb"^\s*<\?xml[^>]{0,300}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{1,40})\s*[\"']")
_LANGUAGE = re.compile(rb"<language>\s*([A-Za-z]{2,3})\b|<(?:rss|feed|rdf:RDF)\b[^>]{0,900}?\bxml:lang\s*=\s*[\"']([A-Za-z]{2,3})\b")
_CONTENT_TYPE_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "tis-620": "cp874", "iso8859-11": "cp874", "big5": "big5hkscs",
}  # fmt: skip
"""WHATWG Encoding Standard: who declares the left means the right."""
_LEGACY = {
    "tr": ("cp1254",), "az": ("cp1254",),
    "uk": ("cp1251", "koi8-u", "cp866"), "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5"), "be": ("cp1251",), "bg": ("cp1251",), "mk": ("cp1251",),
    "sr": ("cp1251", "cp1250"), "kk": ("cp1251", "ptcp154"), "tg": ("cp1251", "koi8-t"),
    "pl": ("cp1250", "iso8859-2"), "cs": ("cp1250", "iso8859-2"), "sk": ("cp1250", "iso8859-2"), "hu": ("cp1250", "iso8859-2"), "hr": ("cp1250",),
    "sl": ("cp1250",), "ro": ("cp1250", "iso8859-2"),
    "el": ("cp1253", "iso8859-7"), "he": ("cp1255",), "ar": ("cp1256",), "fa": ("cp1256",), "lt": ("cp1257",), "lv": ("cp1257",), "et": ("cp1257",),
    "ja": ("cp932", "euc_jp", "iso2022_jp"), "ko": ("cp949",), "zh": ("gb18030", "big5hkscs"), "th": ("cp874",), "vi": ("cp1258",),
}  # fmt: skip
_WESTERN = frozenset({"cp1252", "iso8859-15"})
"""What editors and servers declare when nobody thought about it."""
_STATEFUL = {"iso2022_jp": b"\x1b", "iso2022_jp_2": b"\x1b", "iso2022_kr": b"\x1b", "hz": b"~{", "utf-7": b"+"}
"""Charsets whose bytes are all ASCII, and what gives them away."""
_TOO_CLOSE = 0.02
"""Of coherence: the detector itself calls less than this no difference, and then takes the first it tried."""
_USUAL = ("cp1252", "cp1251", "cp1254", "cp1250")
_MOST_BAD_BYTES = 0.002
_SAMPLE = 60_000


def decode(body: bytes, content_type: str = "", language: str = "") -> Decoded:
    """The text of a document. Never raises: the last resort replaces what cannot be read."""
    declared = _declared(body) or _of_header(content_type)
    language = language or _language(body)
    for attempt in (_by_mark, _by_utf8, _by_prolog, _by_header, _by_language, _by_detector, _by_force):
        decoded = attempt(_Case(body, declared, content_type, _primary(language)))
        if decoded is not None:
            return decoded
    raise AssertionError("the last attempt takes anything")


@dataclass(frozen=True, slots=True)
class _Case:
    body: bytes
    declared: str
    content_type: str
    language: str

    def as_(self, charset: str, reason: CharsetReason, *, errors: str = "strict", skip: int = 0) -> Decoded | None:
        """Read as this charset; None when it is unknown or the bytes are not."""
        try:
            text = self.body[skip:].decode(charset, errors)
        except (UnicodeError, LookupError, ValueError):
            return None
        return Decoded(text, _label(charset, self.declared), reason, self.declared, self._is_override(text, charset, skip))

    def _is_override(self, text: str, charset: str, skip: int) -> bool:
        if not self.declared or _codec(self.declared) == _codec(charset):
            return False
        try:
            return self.body[skip:].decode(_superset(self.declared)) != text
        except (UnicodeError, LookupError, ValueError):
            return True

    def hides_in_ascii(self) -> bool:
        sign = _STATEFUL.get(_codec(self.declared))
        return sign is not None and sign in self.body

    def legacy(self) -> tuple[str, ...]:
        return _LEGACY.get(self.language, ())


def _by_mark(case: _Case) -> Decoded | None:
    for mark, charset in _BOMS:
        if case.body.startswith(mark):
            return case.as_(charset, CharsetReason.BOM, errors="replace", skip=len(mark))
    for first, charset in _FIRST_BYTES:
        if case.body.startswith(first):
            return case.as_(charset, CharsetReason.BOM, errors="replace")
    return None


def _by_utf8(case: _Case) -> Decoded | None:
    """Bytes that are all ASCII may still be a declared stateful charset in disguise."""
    return None if case.hides_in_ascii() else case.as_("utf-8", CharsetReason.VALID_UTF8)


def _by_prolog(case: _Case) -> Decoded | None:
    return _as_declared(case, _declared(case.body), CharsetReason.PROLOG)


def _by_header(case: _Case) -> Decoded | None:
    return _as_declared(case, _of_header(case.content_type), CharsetReason.HTTP)


def _as_declared(case: _Case, label: str, reason: CharsetReason) -> Decoded | None:
    """What the label says, read as its superset. A Western default on a feed in a language it cannot spell gives way to that language's own."""
    charset = _superset(label)
    if not charset or charset == "utf-8":
        return None
    if charset in _WESTERN and case.legacy():
        return _by_language(case)
    return case.as_(charset, reason)


def _by_language(case: _Case) -> Decoded | None:
    if _is_nearly_utf8(case.body):
        return None
    candidates = case.legacy()
    if len(candidates) == 1:
        return case.as_(candidates[0], CharsetReason.LANGUAGE)
    return _likeliest(case, candidates, CharsetReason.LANGUAGE) if candidates else None


def _by_detector(case: _Case) -> Decoded | None:
    if _is_nearly_utf8(case.body):
        return case.as_("utf-8", CharsetReason.BROKEN_UTF8, errors="replace")
    return _likeliest(case, (), CharsetReason.DETECTED)


def _by_force(case: _Case) -> Decoded | None:
    return case.as_("cp1252", CharsetReason.LAST_RESORT, errors="replace")


def _likeliest(case: _Case, among: tuple[str, ...], reason: CharsetReason) -> Decoded | None:
    found = from_bytes(_telling(case.body), cp_isolation=list(among) or None, preemptive_behaviour=False, enable_fallback=False)
    best = found.best()
    if best is None:
        return case.as_(among[0], reason) if among else None
    as_good = {each.encoding for each in found if each.chaos <= best.chaos and each.coherence > best.coherence - _TOO_CLOSE}
    return case.as_(next((charset for charset in _USUAL if charset in as_good), best.encoding), reason)


def _telling(body: bytes) -> bytes:
    """A sample with the markup thinned out: tags are ASCII and say nothing."""
    return re.sub(rb"<[^>]{0,300}>", b" ", body[: _SAMPLE * 4])[:_SAMPLE]


def _is_nearly_utf8(body: bytes) -> bool:
    """UTF-8 in which a truncated headline or a pasted byte broke a character or two."""
    text = body.decode("utf-8", "replace")
    foreign = sum(1 for character in text if character > "\x7f")
    bad = text.count("\ufffd")
    return foreign - bad > bad * 3 and bad <= max(3, len(text) * _MOST_BAD_BYTES)


def _language(body: bytes) -> str:
    """What the document says it is in, which is asked only when nobody else told us."""
    found = _LANGUAGE.search(body[:4_000])
    return (found[1] or found[2]).decode("ascii") if found else ""


def _declared(body: bytes) -> str:
    prolog = _PROLOG.match(body[:400])
    return prolog[1].decode("ascii") if prolog else ""


def _of_header(content_type: str) -> str:
    found = _CONTENT_TYPE_CHARSET.search(content_type)
    return found[1] if found else ""


def _superset(label: str) -> str:
    codec = _codec(label)
    return _SUPERSETS.get(codec, codec)


_NAMES = {
    "csmacintosh": "mac_roman", "mac": "mac_roman", "ms-ee": "cp1250", "ms-cyrl": "cp1251", "ms-ansi": "cp1252", "ms-greek": "cp1253", "ms-turk": "cp1254",
    "ms-hebr": "cp1255", "ms-arab": "cp1256", "winbaltrim": "cp1257",
    "win-1251": "cp1251", "win1251": "cp1251", "windows1251": "cp1251", "cp-1251": "cp1251", "win-1254": "cp1254", "windows1254": "cp1254",
}  # fmt: skip
"""Names that iconv or a tired author knows and Python does not."""


def _codec(label: str) -> str:
    """Python's name of a charset, "" when it has none (or it is no charset of text)."""
    try:
        found = codecs.lookup(_NAMES.get(label.lower(), label))
    except (LookupError, ValueError):
        return ""
    return found.name if found._is_text_encoding else ""  # noqa: SLF001  # the only way to tell "hex" from a charset


_LABELS = {
    "cp1250": "windows-1250", "cp1251": "windows-1251", "cp1252": "windows-1252", "cp1253": "windows-1253", "cp1254": "windows-1254",
    "cp1255": "windows-1255", "cp1256": "windows-1256", "cp1257": "windows-1257", "cp1258": "windows-1258", "cp932": "shift_jis", "cp949": "euc-kr",
    "cp874": "windows-874", "big5hkscs": "big5", "utf-16-be": "utf-16be", "utf-16-le": "utf-16le", "utf-32-be": "utf-32be", "utf-32-le": "utf-32le",
    "iso8859-2": "iso-8859-2", "iso8859-5": "iso-8859-5", "iso8859-7": "iso-8859-7",
}  # fmt: skip


def _label(charset: str, declared: str) -> str:
    """The document's own name for the charset when it is right, else the name the web uses."""
    if declared and _codec(declared) == _codec(charset):
        return declared.lower()
    return _LABELS.get(charset, charset)


def _primary(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]
