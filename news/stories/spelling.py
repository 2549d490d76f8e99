"""One spelling for a name in every script: Latin letters first, then the consonants that survive transliteration.

Зеленський, Zelenskyy, Zelenski and Зеленского all become `slnsk`; Washington, Вашингтон and Vaşington become `vxngtn`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z", "и": "i", "і": "i",
    "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ў": "u",
    "ђ": "dj", "ј": "y", "љ": "l", "њ": "n", "ћ": "ch", "џ": "dzh", "ѓ": "g", "ќ": "k", "ѕ": "dz",
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n",
    "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "i", "φ": "f", "χ": "kh", "ψ": "ps", "ω": "o",
}  # fmt: skip
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k g k sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e e t zh i l kh ts k h dz g ch m y n sh o ch p j r s v t r ts v p k o f ev".split(),
        strict=True,
    )
)
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r",
    "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ک": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "v", "ي": "y", "ی": "y", "ى": "a", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g",
    "ئ": "", "ء": "", "ؤ": "",
}  # fmt: skip
_HEBREW = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "a v g d h v z kh t y k k l m m n n s a p p ts ts k r sh t".split(), strict=True))
_LATIN = {"ı": "i", "ß": "ss", "ł": "l", "đ": "d", "ø": "o", "æ": "e", "œ": "e", "þ": "th", "ð": "d", "ə": "a", "ŋ": "n", "ħ": "h"}
_LETTERS = str.maketrans({**_CYRILLIC, **_GREEK, **_GEORGIAN, **_ARMENIAN, **_ARABIC, **_HEBREW, **_LATIN})

_OWN_SOUNDS: dict[str, tuple[tuple[str, str], ...]] = {
    "tr": (("c", "j"), ("ç", "ch"), ("ş", "sh"), ("ğ", "g")),
    "az": (("c", "j"), ("ç", "ch"), ("ş", "sh"), ("ğ", "g"), ("x", "kh"), ("q", "g")),
    "pl": (("szcz", "sch"), ("cz", "ch"), ("sz", "sh"), ("rz", "zh"), ("ż", "zh"), ("dż", "dzh"), ("c", "ts"), ("j", "y")),
    "cs": (("č", "ch"), ("š", "sh"), ("ž", "zh"), ("ch", "kh"), ("c", "ts"), ("j", "y")),
    "sk": (("č", "ch"), ("š", "sh"), ("ž", "zh"), ("ch", "kh"), ("c", "ts"), ("j", "y")),
    "hr": (("č", "ch"), ("ć", "ch"), ("š", "sh"), ("ž", "zh"), ("c", "ts"), ("j", "y")),
    "lt": (("č", "ch"), ("š", "sh"), ("ž", "zh"), ("j", "y")),
    "de": (("tsch", "ch"), ("dsch", "j"), ("sch", "sh"), ("ä", "a"), ("j", "y")),
    "ro": (("ș", "sh"), ("ş", "sh"), ("ț", "ts"), ("ţ", "ts")),
    "hu": (("cs", "ch"), ("sz", "ss"), ("gy", "dj"), ("zs", "zh")),
    "fr": (("tch", "ch"), ("ch", "sh"), ("ou", "u"), ("dj", "j")),
}
"""Letters that sound unlike English in these languages; names borrowed unchanged stay recognisable because vowels are dropped."""

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"x", "ks"),
        (r"sch|shch|sh", "x"),
        (r"tch|ch", "c\x01"),
        (r"dzh|dj|zh|j", "j"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!\x01)", "k"),
        (r"\x01", ""),
        (r"w", "v"),
        (r"ts|z", "s"),
        (r"(?<=[aeiouy])h|h(?=[^aeiouy]|$)", ""),
        (r"^h", "g"),
        (r"h", "g"),
        (r"y", "i"),
    )
)
_VOWELS = re.compile(r"[aeiou]+")
_TWINS = re.compile(r"(.)\1+")
_CASE_ENDINGS = re.compile(r"(?:ovi|evi|ami|yami|yam|yakh|akh|ogo|oho|omu|emu|oyu|eyu|iyu|om|em|im|ikh|iv|ov|ev|am)$|[aeiouy]+$")
_INFLECTED = frozenset({"uk", "ru", "be", "bg", "sr", "mk"})
LONGEST = 7
"""Consonants kept: enough to tell names apart, few enough to lose most endings."""


@lru_cache(maxsize=1 << 15)
def latin(word: str, language: str = "") -> str:
    """`word` in lower-case Latin letters without marks; letters of scripts we cannot read stay as they are."""
    if word.isascii() and language not in _OWN_SOUNDS:
        return word.lower()
    lowered = word.replace("İ", "i").lower() if language not in {"tr", "az"} else word.replace("İ", "i").replace("I", "ı").lower()
    for letters, sound in _OWN_SOUNDS.get(language, ()):
        lowered = lowered.replace(letters, sound)
    sounded = lowered.replace("й", "y").replace("ї", "yi").translate(_LETTERS)
    if sounded.isascii():
        return sounded
    decomposed = unicodedata.normalize("NFKD", sounded)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS)


@lru_cache(maxsize=1 << 15)
def skeleton(word: str, language: str = "") -> str:
    """What is left of a name in every script. Words with fewer than three consonants keep their vowels, or all would look alike."""
    plain = latin(word, language)
    if language in _INFLECTED and len(plain) > 5:
        plain = _CASE_ENDINGS.sub("", plain, count=1) or plain
    sounded = plain
    for pattern, sound in _SOUNDS:
        sounded = pattern.sub(sound, sounded)
    sounded = _TWINS.sub(r"\1", sounded)
    bare = sounded[:1] + _VOWELS.sub("", sounded[1:]) if sounded[:1] not in "aeiou" else "a" + _VOWELS.sub("", sounded)
    bare = _TWINS.sub(r"\1", bare)
    return bare[:LONGEST] if len(bare) >= 3 else sounded.rstrip("aeiou") or sounded
