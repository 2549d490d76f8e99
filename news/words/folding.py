"""One spelling for words that differ only in how they were typed.

`fold` keeps what distinguishes words (ç/c, ı/i, ґ/г, й/и); `plain` gives up diacritics too, so that the Istanbul and Erdogan of an
English keyboard meet İstanbul and Erdoğan.
"""

from __future__ import annotations

import unicodedata

DOTTED_I_LANGUAGES = frozenset({"tr", "az", "crh", "tt"})
"""Languages with two letters I: dotted İ/i and dotless I/ı (Unicode SpecialCasing.txt names tr and az; crh and tt share the alphabet)."""

_APOSTROPHES = "'’ʼ‘‛`´ʹʻʽ′＇"
_IGNORED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
"""Soft hyphen, zero-width and direction marks, the Arabic tatweel: typing, not spelling."""

_STRESS_AND_POINTS = [*range(0x0300, 0x0370), *range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, *range(0x064B, 0x0660), 0x0670]
"""Marks that are still apart after composition: stress in Cyrillic, Hebrew points, Arabic short vowels. Readers' aids, left out elsewhere."""

_SPELLING = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_IGNORED)
    | dict.fromkeys(map(chr, _STRESS_AND_POINTS))
    | {"ё": "е", "ѐ": "е", "ѝ": "и"}
)
_DOTTED = str.maketrans({"İ": "i", "I": "ı"})
_UNDOTTED = str.maketrans({"İ": "i"})

_LETTERS_OF_THEIR_OWN = frozenset("йїўќѓ")
"""They decompose in Unicode, but їх/іх and мій/мии are different words."""

_COMPOSED = [*range(0x00C0, 0x0530), *range(0x0622, 0x06D4), *range(0x1E00, 0x2000)]
"""Latin, Greek, Cyrillic and Arabic letters with marks. In Indic scripts marks are vowels and stay."""


def _base(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


_BARE = str.maketrans(
    {letter: _base(letter) for letter in map(chr, _COMPOSED) if letter not in _LETTERS_OF_THEIR_OWN and _base(letter) != letter}
    | {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ħ": "h", "ə": "e", "ŋ": "n"}
    | {"ґ": "г", "ς": "σ"}
)
"""Also letters without a canonical decomposition, and ґ, which many keyboards and feeds write as г."""


def fold(text: str, language: str = "") -> str:
    """Lower-cased by the rules of `language` (ISO 639-1, "" = any), NFKC, one apostrophe, ё as е, without readers' aids.

    Greek loses its accents: capitals are written without them, and no two news words differ by one.
    """
    if text.isascii() and language not in DOTTED_I_LANGUAGES:
        return text.lower().replace("`", "'")
    folded = _lower(unicodedata.normalize("NFKC", text), language).translate(_SPELLING)
    return plain(folded) if language == "el" else folded


def plain(folded: str) -> str:
    """A folded text without diacritics: erdoğan → erdogan, ışık → isik. Cyrillic й and ї stay: they are letters."""
    return folded if folded.isascii() else folded.translate(_BARE)


_ONLY_TURKISH = frozenset("ığşİĞŞ")


def uncapitalised(word: str) -> str:
    """In lower case as a reader would write it, whatever the language: Işık is ışık (its other letters are Turkish), Iran is iran."""
    return _lower(word, "tr" if _ONLY_TURKISH & set(word) else "")


def _lower(text: str, language: str) -> str:
    # 'İ'.lower() is two characters and 'I'.lower() is never ı: Python knows no locale.
    return text.translate(_DOTTED if language in DOTTED_I_LANGUAGES else _UNDOTTED).lower()
