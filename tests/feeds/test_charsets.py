"""Which charset a feed is in: what it says is one witness among others."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.charset import CharsetReason, decode

TURKISH = "Şişli'de yağmur: İğde ağaçları devrildi, çöken yol ulaşıma kapatıldı"
UKRAINIAN = "Уряд виділив кошти на ремонт мостів; їхнє відкриття очікують восени"
RUSSIAN = "Правительство выделило деньги на ремонт мостов, открытие ожидается осенью"
POLISH = "Rząd przeznaczył środki na remont mostów, otwarcie spodziewane jesienią; źródła i żółć"


def rss(text: str, declared: str = "") -> str:
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{prolog}<rss><channel><title>{text}</title><description>{text}. {text}.</description></channel></rss>"


@pytest.mark.parametrize(
    ("text", "wrote", "declared", "header", "language", "reason"),
    [
        # honest ones
        (TURKISH, "utf-8", "utf-8", "", "tr", CharsetReason.VALID_UTF8),
        (TURKISH, "windows-1254", "windows-1254", "", "tr", CharsetReason.PROLOG),
        (TURKISH, "iso-8859-9", "iso-8859-9", "", "", CharsetReason.PROLOG),
        (RUSSIAN, "windows-1251", "windows-1251", "", "", CharsetReason.PROLOG),
        (UKRAINIAN, "koi8-u", "koi8-u", "", "uk", CharsetReason.PROLOG),
        (POLISH, "iso-8859-2", "iso-8859-2", "", "pl", CharsetReason.PROLOG),
        (RUSSIAN, "windows-1251", "", "text/xml; charset=windows-1251", "", CharsetReason.HTTP),
        # liars
        (TURKISH, "utf-8", "windows-1254", "", "tr", CharsetReason.VALID_UTF8),
        (TURKISH, "utf-8", "iso-8859-9", "text/xml; charset=iso-8859-9", "tr", CharsetReason.VALID_UTF8),
        (UKRAINIAN, "utf-8", "", "text/xml", "uk", CharsetReason.VALID_UTF8),
        (UKRAINIAN, "utf-8", "windows-1251", "text/xml; charset=us-ascii", "uk", CharsetReason.VALID_UTF8),
        (TURKISH, "windows-1254", "utf-8", "", "tr", CharsetReason.LANGUAGE),
        (TURKISH, "windows-1254", "iso-8859-1", "", "tr", CharsetReason.LANGUAGE),
        (TURKISH, "windows-1254", "", "text/xml; charset=ISO-8859-1", "tr", CharsetReason.LANGUAGE),
        (TURKISH, "windows-1254", "", "", "tr", CharsetReason.LANGUAGE),
        (UKRAINIAN, "windows-1251", "utf-8", "text/xml; charset=utf-8", "uk", CharsetReason.LANGUAGE),
        (UKRAINIAN, "windows-1251", "", "", "uk", CharsetReason.LANGUAGE),
        (RUSSIAN, "koi8-r", "", "", "ru", CharsetReason.LANGUAGE),
        (RUSSIAN, "windows-1251", "windows-1252", "", "ru", CharsetReason.LANGUAGE),
        (RUSSIAN, "windows-1251", "no-such-charset", "", "ru", CharsetReason.LANGUAGE),
        (POLISH, "windows-1250", "", "", "pl", CharsetReason.LANGUAGE),
        (RUSSIAN, "windows-1251", "", "", "", CharsetReason.DETECTED),
        # marks
        (UKRAINIAN, "utf-8-sig", "windows-1251", "text/xml; charset=koi8-u", "uk", CharsetReason.BOM),
        (UKRAINIAN, "utf-16", "utf-16", "", "uk", CharsetReason.BOM),
        (UKRAINIAN, "utf-16-le", "utf-16", "", "uk", CharsetReason.BOM),
        (UKRAINIAN, "utf-16-be", "", "", "uk", CharsetReason.BOM),
        (UKRAINIAN, "utf-32", "utf-32", "", "uk", CharsetReason.BOM),
    ],
)  # fmt: skip
def test_the_text_comes_out_right(text: str, wrote: str, declared: str, header: str, language: str, reason: CharsetReason):
    """Byte order mark, valid UTF-8, prolog, header, the language's own tables, a guess: in that order."""
    decoded = decode(rss(text, declared).encode(wrote), header, language)
    assert (text in decoded.text, decoded.reason) == (True, reason)


def test_a_broken_character_costs_that_character_only():
    """UTF-8 cut in the middle of a letter stays UTF-8."""
    body = rss(UKRAINIAN * 20, "utf-8").encode().replace("мостів".encode(), "мост".encode() + b"\xd1", 1)
    decoded = decode(body, "", "uk")
    assert decoded.reason is CharsetReason.BROKEN_UTF8
    assert decoded.text.count("\ufffd") == 1
    assert "восени" in decoded.text


def test_a_stateful_charset_is_not_taken_for_ascii():
    """ISO-2022-JP is all ASCII bytes; its escapes give it away."""
    decoded = decode(rss("日本の選挙", "iso-2022-jp").encode("iso-2022-jp"), "", "ja")
    assert "日本の選挙" in decoded.text


@pytest.mark.parametrize(
    ("head", "text", "wrote", "reason"),
    [
        ("<rss><channel><language>tr-TR</language>", TURKISH, "windows-1254", CharsetReason.LANGUAGE),
        ("<rss><channel><language>ru</language>", RUSSIAN, "koi8-r", CharsetReason.LANGUAGE),
        ("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='uk'>", UKRAINIAN, "windows-1251", CharsetReason.LANGUAGE),
        ("<rss><channel>", "Promotoria abre inquérito: simulações de 2º turno não são válidas, diz comissão", "windows-1252", CharsetReason.DETECTED),
    ],
)  # fmt: skip
def test_a_document_that_says_only_its_language(head: str, text: str, wrote: str, reason: CharsetReason):
    """It chooses the table when nobody else told us the language; without one the web's usual charset wins a tie."""
    decoded = decode(f"{head}<title>{text}. {text}.</title>".encode(wrote))
    assert (text in decoded.text, decoded.reason) == (True, reason)


@pytest.mark.parametrize("name", ["ms-cyrl", "win-1251", "Windows1251"])
def test_a_charset_by_another_name(name: str):
    """What iconv calls it, or a tired author."""
    decoded = decode(rss(RUSSIAN, name).encode("windows-1251"))
    assert (RUSSIAN in decoded.text, decoded.reason) == (True, CharsetReason.PROLOG)


@pytest.mark.parametrize(
    ("declared", "wrote", "override"),
    [
        ("utf-8", "utf-8", False),
        ("us-ascii", "utf-8", True),
        ("windows-1251", "utf-8", True),
        ("windows-1251", "windows-1251", False),
        ("", "utf-8", False),
    ],
)
def test_a_lie_is_noted_only_when_it_changes_the_text(declared: str, wrote: str, override: bool):
    """The admin can then write to the publisher."""
    assert decode(rss(UKRAINIAN, declared).encode(wrote)).is_override is override
    assert decode(rss("plain words", "us-ascii").encode()).is_override is False


@pytest.mark.parametrize(
    "declared", ["hex", "rot13", "base64", "zlib", "idna", "unicode_escape", "utf-7", "undefined", "mbcs", "..", "utf-8\0"]
)
def test_codecs_that_are_no_charsets_are_not_run(declared: str):
    """Python's codec registry holds more than charsets."""
    assert "<rss>" in decode(rss("ağaç", declared).encode("windows-1254", "replace"), "", "tr").text


@given(st.binary(max_size=300), st.sampled_from(["", "tr", "uk", "ru", "pl", "ja", "xx", "EN-gb"]), st.text(max_size=30))
def test_any_bytes_become_text(body: bytes, language: str, header: str):
    """Never an exception, whatever stands in the body and the header."""
    assert isinstance(decode(body, f"text/xml; charset={header}", language).text, str)


_LETTERS = {"tr": "abcçdefgğhıijklmnoöprsştuüvyzİŞĞÇÖÜ", "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя", "bg": "абвгдежзийклмнопрстуфхцчшщъьюя"}
_CHARSETS = {"tr": "cp1254", "be": "cp1251", "bg": "cp1251"}


@given(
    st.sampled_from(sorted(_LETTERS)).flatmap(lambda tag: st.tuples(st.just(tag), st.text(_LETTERS[tag] + " ", min_size=40, max_size=200)))
)
def test_the_languages_own_table_reads_back_what_it_wrote(drawn: tuple[str, str]):
    """Whatever the words, when nothing but the feed's language says what they are in; bytes that happen to be UTF-8 aside."""
    tag, text = drawn
    body = rss(text).encode(_CHARSETS[tag])
    decoded = decode(body, "text/xml", tag)
    is_utf8_by_chance = decoded.reason in {CharsetReason.VALID_UTF8, CharsetReason.BROKEN_UTF8}
    assert is_utf8_by_chance or text in decoded.text


def test_every_table_names_real_charsets():
    """A typo in a table would only show on the day it is needed."""
    from feeds import charset  # noqa: PLC0415

    for table in charset._LEGACY.values():
        for name in table:
            codecs.lookup(name)
