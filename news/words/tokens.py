"""Where words begin and end, and which part of an apostrophe word is the word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from news.words.folding import fold


@dataclass(frozen=True, slots=True)
class Token:
    """A word in a text: `text[start:end] == surface`; `folded` is the word without a suffix or article held by an apostrophe."""

    surface: str
    folded: str
    capitalised: bool
    """The word begins with a capital (of "l'Ukraine", the U counts)."""
    sentence_initial: bool
    """A capital here may mean nothing. Judged by punctuation."""
    start: int
    end: int
    apostrophe: bool = False
    """A suffix was cut off after an apostrophe: Turkish writes names so, whatever their case."""
    stem: str = ""
    """The word in its own case, as `folded` was made from it."""


_MARKS = "".join(chr(code) for code in range(0x0300, 0x2000) if unicodedata.category(chr(code)).startswith("M"))
"""Combining marks belong to the letter before them (decomposed й, Indic vowels); Python's \\w does not think so."""

_LETTER = rf"[^\W_{_MARKS}]|[{_MARKS}\u00ad\u200c\u200d\u2060\u0640]"
_UNSPACED = (
    "\u0e01-\u0e30\u0e32-\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u1000-\u102a\u1780-\u17b3\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Thai, Lao, Burmese, Khmer, kana and Han write no spaces: there a token is one character, and a word a phrase of them."""

_WORD = re.compile(
    rf"[{_UNSPACED}][{_MARKS}]*"
    rf"|(?:(?![{_UNSPACED}])(?:{_LETTER}))+(?:['’‘‛`´′＇](?:(?![{_UNSPACED}])(?:{_LETTER}))+)*"
)
_SENTENCE_END = re.compile(r"[.!?…。！？\n:;—]|[–-]\s")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ‘‛`´′＇](?=\w)")

_SUFFIX_LANGUAGES = frozenset({"tr", "az", "crh", "tt", "tk", "pl"})
"""Case endings follow a name after an apostrophe: Ankara'da, Blaire'a."""
_ELISION_LANGUAGES = frozenset({"fr", "it", "ca", "oc", "lb"})
"""An article or pronoun loses its vowel before an apostrophe: l'Ukraine, dell'Ucraina."""
_WHOLE_WORDS = frozenset({"kur'an", "aujourd'hui", "san'at", "prud'homme", "presqu'île"})
"""Apostrophes that are part of the word, in languages where they usually cut."""
_ELIDED = frozenset({"l", "d", "j", "m", "t", "s", "c", "n", "qu", "all", "dell", "nell", "sull", "dall", "un", "quest"})
_CONTRACTED = frozenset({"t", "re", "ve", "ll", "d", "m"})
"""don't, we'll: nothing to cut."""


def tokens(text: str, language: str = "") -> list[Token]:
    """The words of `text` in order. Hyphens part words, apostrophes inside Cyrillic words do not. Linear in the length of `text`."""
    return [_word_alone(text, language)] if _ALONE.fullmatch(text) else list(_each(text, language))


_ALONE = re.compile("[A-Za-zÀ-ÖØ-öø-\u0148\u014a-ɏЀ-ҁҊ-ӿ]+")
"""One Latin or Cyrillic word with nothing about it: most of what stands between two spaces, and of what queries ask for. ŉ holds an apostrophe."""


def _word_alone(text: str, language: str) -> Token:
    """What `_each` makes of it, in a third of the time."""
    return Token(text, fold(text, language), _begins_large(text), sentence_initial=True, start=0, end=len(text), stem=text)


def _begins_large(stem: str) -> bool:
    return stem[:1].isupper() or stem[:1].istitle()


def _each(text: str, language: str) -> Iterator[Token]:
    previous = None
    for found in _WORD.finditer(text):
        token = _token(found, language, sentence_initial=_starts_sentence(text, previous, found))
        if token.folded:
            yield token
            previous = found


def _token(found: re.Match[str], language: str, *, sentence_initial: bool) -> Token:
    surface = found.group()
    stem = stem_of(surface, language)
    return Token(
        surface=surface,
        folded=fold(stem, language).strip("'"),
        capitalised=_begins_large(stem),
        sentence_initial=sentence_initial,
        start=found.start(),
        end=found.end(),
        apostrophe=surface.startswith(stem) and len(stem) < len(surface),
        stem=stem,
    )


def _starts_sentence(text: str, previous: re.Match[str] | None, found: re.Match[str]) -> bool:
    if previous is None:
        return True
    between = text[previous.end() : found.start()]
    if not _SENTENCE_END.search(between):
        return False
    # "Dr. Yılmaz", "U.S. President": a full stop after one or two letters is seldom the end of a sentence.
    return not (between.strip() == "." and len(previous.group()) <= 2 and previous.group()[:1].isupper())


def stem_of(surface: str, language: str = "") -> str:
    """The word without what an apostrophe holds: Ankara'da → Ankara (tr), l'Ukraine → Ukraine (fr), Kyiv's → Kyiv; п'ять stays."""
    if not _INNER_APOSTROPHE.search(surface):
        return surface
    if _CYRILLIC.search(surface) or fold(surface, language) in _WHOLE_WORDS:
        return surface
    head, tail = _halves(surface)
    if language in _ELISION_LANGUAGES:
        return tail if len(fold(head, language)) <= 6 else surface
    if _is_suffix(head, tail, language):
        return head
    if language in {"", "und"} and fold(head) in _ELIDED:
        return tail
    return surface


def _halves(surface: str) -> tuple[str, str]:
    *_, last = _INNER_APOSTROPHE.finditer(surface)
    return surface[: last.start()], surface[last.end() :]


def _is_suffix(head: str, tail: str, language: str) -> bool:
    small = tail.lower()
    if small == "s":
        return True
    same_case = tail.islower() or (head.isupper() and tail.isupper()) or head[-1:].isdigit()
    if language in _SUFFIX_LANGUAGES:
        return same_case and len(head) >= 2
    # A Turkish name in a text taken for another language: still a name and its ending.
    return small not in _CONTRACTED and same_case and tail.islower() and len(head) >= 3 and head[:1].isupper()
