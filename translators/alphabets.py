"""What letters say about a language: scripts, alphabets and which languages are mistaken for one another.

Tables only, from the alphabets of the languages themselves (Unicode CLDR's exemplar sets, checked by hand).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

LATIN = "LATIN"
CYRILLIC = "CYRILLIC"
ARABIC = "ARABIC"

LANGUAGES_OF_SCRIPT: dict[str, frozenset[str]] = {
    CYRILLIC: frozenset({"uk", "ru", "be", "bg", "mk", "kk"}),
    ARABIC: frozenset({"ar", "fa", "ur"}),
    "DEVANAGARI": frozenset({"hi", "mr", "ne"}),
    "GEORGIAN": frozenset({"ka"}),
    "ARMENIAN": frozenset({"hy"}),
    "GREEK": frozenset({"el"}),
    "HEBREW": frozenset({"he"}),
    "BENGALI": frozenset({"bn"}),
    "GUJARATI": frozenset({"gu"}),
    "GURMUKHI": frozenset({"pa"}),
    "KANNADA": frozenset({"kn"}),
    "MALAYALAM": frozenset({"ml"}),
    "TAMIL": frozenset({"ta"}),
    "TELUGU": frozenset({"te"}),
    "THAI": frozenset({"th"}),
    "HANGUL": frozenset({"ko"}),
    "HIRAGANA": frozenset({"ja"}),
    "KATAKANA": frozenset({"ja"}),
    "CJK": frozenset({"zh"}),
}
"""Every other language here is written in Latin letters."""

NEIGHBOURS: tuple[frozenset[str], ...] = (
    frozenset({"tr", "az"}),
    frozenset({"uk", "ru", "be", "bg", "mk", "kk"}),
    frozenset({"pl", "cs", "sk"}),
    frozenset({"hr", "sl"}),
    frozenset({"da", "no", "sv"}),
    frozenset({"de", "nl"}),
    frozenset({"es", "pt", "ca", "it"}),
    frozenset({"fr", "ca", "it", "ro"}),
    frozenset({"et", "fi"}),
    frozenset({"lt", "lv"}),
    frozenset({"ar", "fa", "ur"}),
    frozenset({"hi", "mr", "ne"}),
)
"""Languages of one script that short texts of one another are taken for: whoever expects one must be able to recognise the others."""

RARE = frozenset({"af", "cy", "so", "sq", "sw", "tl"})
"""Only candidates when configured: short headlines full of names are easily taken for these, and few newsrooms read them."""

LETTERS: dict[str, str] = {
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "be": "абвгґдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئ",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئ",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےآأؤئ",
    "az": "çəğıöşü",
    "tr": "çğıöşüâîû",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "de": "äöüß",
    "nl": "éëïóöü",
    "en": "é",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíñóúü",
    "pt": "àáâãçéêíóôõú",
    "ca": "àçèéíïòóúü·",
    "it": "àèéìîòù",
    "ro": "ăâîșțşţ",
    "hu": "áéíóöőúüű",
    "sv": "åäöé",
    "da": "æøåé",
    "no": "æøåéòô",
    "fi": "äöå",
    "et": "äõöüšž",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "hr": "čćđšž",
    "sl": "čšž",
    "sq": "çë",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}
"""The letters each language uses; for Latin ones those beyond a–z. A word with another letter of the script is foreign to it."""

_TURKIC_LETTERS = frozenset("ğışĞİŞƏə")


def languages_of(script: str, known: Iterable[str]) -> frozenset[str]:
    """Of the known languages those written in `script`."""
    if script in LANGUAGES_OF_SCRIPT:
        return LANGUAGES_OF_SCRIPT[script]
    others = frozenset[str]().union(*LANGUAGES_OF_SCRIPT.values())
    return frozenset(known) - others if script == LATIN else frozenset()


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The script of a letter ("LATIN", "CYRILLIC"…: the first word of its Unicode name), "" for anything that is no letter."""
    return unicodedata.name(character, "").partition(" ")[0] if character.isalpha() else ""


def scripts_in(text: str) -> Counter[str]:
    """How many letters of each script a text holds."""
    counted = Counter(map(script_of, text))
    del counted[""]
    return counted


def fold_case(text: str) -> str:
    """Lower case, with I→ı when the text holds a letter only Turkish and Azerbaijani have; composed (NFC), so that letters are whole.

    langdetect leaves words in capitals out (they may be acronyms), and headlines are often written in capitals.
    """
    text = unicodedata.normalize("NFC", text)
    if not _TURKIC_LETTERS.isdisjoint(text):
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()
