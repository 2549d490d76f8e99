"""Names of months as publishers write them, in any language CLDR knows and some spellings that it does not."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale

_AS_WRITTEN = {
    # Turkish
    "ocak": 1, "oca": 1, "şubat": 2, "şub": 2, "mart": 3, "nisan": 4, "nis": 4, "mayıs": 5, "haziran": 6, "haz": 6, "temmuz": 7, "tem": 7,
    "ağustos": 8, "ağu": 8, "eylül": 9, "eyl": 9, "ekim": 10, "eki": 10, "kasım": 11, "kas": 11, "aralık": 12, "ara": 12,
    # Ukrainian
    "січня": 1, "січ": 1, "лютого": 2, "лют": 2, "березня": 3, "бер": 3, "квітня": 4, "квіт": 4, "травня": 5, "трав": 5, "червня": 6, "черв": 6,
    "липня": 7, "лип": 7, "серпня": 8, "серп": 8, "вересня": 9, "вер": 9, "жовтня": 10, "жовт": 10, "листопада": 11, "лист": 11, "грудня": 12, "груд": 12,
    # Russian
    "января": 1, "янв": 1, "февраля": 2, "фев": 2, "февр": 2, "марта": 3, "мар": 3, "апреля": 4, "апр": 4, "мая": 5, "май": 5, "июня": 6, "июн": 6, "июля": 7,
    "июл": 7, "августа": 8, "авг": 8, "сентября": 9, "сен": 9, "сент": 9, "октября": 10, "окт": 10, "ноября": 11, "ноя": 11, "нояб": 11, "декабря": 12, "дек": 12,
    # German
    "januar": 1, "jänner": 1, "jän": 1, "februar": 2, "märz": 3, "mär": 3, "mrz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "okt": 10,
    "dezember": 12, "dez": 12,
    # French
    "janvier": 1, "janv": 1, "février": 2, "févr": 2, "fév": 2, "mars": 3, "avril": 4, "avr": 4, "juin": 6, "juillet": 7, "juil": 7, "août": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "déc": 12,
    # Polish
    "stycznia": 1, "sty": 1, "lutego": 2, "lut": 2, "marca": 3, "kwietnia": 4, "kwi": 4, "maja": 5, "maj": 5, "czerwca": 6, "cze": 6, "lipca": 7,
    "lip": 7, "sierpnia": 8, "sie": 8, "września": 9, "wrz": 9, "października": 10, "paź": 10, "listopada": 11, "lis": 11, "grudnia": 12, "gru": 12,
    # Spanish
    "enero": 1, "ene": 1, "febrero": 2, "marzo": 3, "abril": 4, "abr": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "ago": 8, "septiembre": 9,
    "octubre": 10, "noviembre": 11, "diciembre": 12, "dic": 12,
    # English, so that a number replaces them all alike
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8,
    "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
"""Turkish to English as outlets abbreviate them, and the case forms; the languages we were asked for do without CLDR."""
_OTHERS = (
    "pt", "it", "ro", "hu", "nl", "cs", "sk", "lt", "lv", "et", "el", "bg", "mk", "sr", "sl", "be", "az", "kk", "ky", "uz", "ka", "hy", "ar", "fa", "he",
    "sv", "da", "nb", "fi", "ca", "sq", "hr",
)  # fmt: skip
"""Of names that mean two months the first language's holds: "listopad" is November in Czech, October in Croatian."""


def month_called(name: str) -> int:
    """1 to 12; 0 for what is no month."""
    name = name.rstrip(".").replace("İ", "i").lower()
    return _AS_WRITTEN.get(name) or _of_cldr().get(_bare(name), 0)


@cache
def _of_cldr() -> dict[str, int]:
    """Read when the first unknown word stands in a date: half a second, once a worker."""
    months: dict[str, int] = {}
    for language in _OTHERS:
        for widths in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in widths[width].items():
                    if len(name.rstrip(".")) > 2:
                        months.setdefault(_bare(name.rstrip(".")), number)
    return months


def _bare(name: str) -> str:
    """Without accents: feeds write "Ιούν" and "Ιουν", "março" and "marco"."""
    apart = unicodedata.normalize("NFD", name.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
