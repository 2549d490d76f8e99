"""Counts, sums, ordinals and scores in a text, in one notation: 1.234,5 · 1,234.5 · 12 bin · 1,2 млн · ninety-one · 12th."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from news.stories.terms import stem

_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz on",
    "uk": "нуль один два три чотири пять шість сім вісім девять десять одинадцять дванадцять тринадцять чотирнадцять пятнадцять шістнадцять сімнадцять вісімнадцять девятнадцять",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    "pl": "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście",
}
_TENS = {
    "en": "ten twenty thirty forty fifty sixty seventy eighty ninety",
    "tr": "on yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "uk": "десять двадцять тридцять сорок пятдесят шістдесят сімдесят вісімдесят девяносто",
    "ru": "десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "de": "zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "dix vingt trente quarante cinquante soixante",
    "es": "diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pl": "dziesięć dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
}
_HUNDREDS = {
    "hundred": 100,
    "yüz": 100,
    "сто": 100,
    "двісті": 200,
    "двести": 200,
    "триста": 300,
    "hundert": 100,
    "cent": 100,
    "cien": 100,
    "sto": 100,
}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "tr": "birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu",
}
_ORDINAL_STEMS = {
    "uk": "перш друг трет четверт пят шост сьом восьм девят десят одинадцят дванадцят тринадцят чотирнадцят пятнадцят шістнадцят сімнадцят вісімнадцят девятнадцят двадцят",
    "ru": "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат",
}
_ORDINAL_TAILS = (
    "ий",
    "ій",
    "а",
    "я",
    "е",
    "є",
    "ого",
    "ому",
    "им",
    "ої",
    "ою",
    "у",
    "ю",
    "ый",
    "ой",
    "ая",
    "ое",
    "ую",
    "ым",
    "ом",
    "ий",
    "ья",
    "ье",
    "ьего",
    "ього",
    "ьому",
)
_SCALES = (
    (1_000, "thousand thousands bin тисяча тисячі тисяч тис тыс тысяча тысячи тысяч tausend mille mil tys tysięcy tysiące"),
    (
        1_000_000,
        "million millions mln mn m milyon мільйон мільйона мільйони мільйонів млн миллион миллиона миллионов million millionen millones milionów milion milioni",
    ),
    (
        1_000_000_000,
        "billion billions bn milyar мільярд мільярда мільярди мільярдів млрд миллиард миллиарда миллиардов milliarde milliarden milliard milliards miliard miliardów miliardi",
    ),
    (1_000_000_000_000, "trillion trillions trilyon трильйон трильйони трильйонів трлн триллион триллиона триллионов billones"),
)
_SCALE = {word: factor for factor, words in _SCALES for word in words.split()}
_FIGURE = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"(?P<ordinal>(?:st|nd|rd|th|er|ère|e|º|ª|o|a)\b|-?(?:й|я|е|ий|ій|го|му|ша|ма|та|ий|ая|ой|ый)\b|['’]?(?:inci|ıncı|uncu|üncü|nci|ncı|ncu|ncü)\b|\.(?=\s+[a-zşçğüöı]))?"
    r"(?P<percent>\s?%)?"
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT_WORD = re.compile(r"[\s\u00a0\-]*(?:of\s+the\s+|of\s+|more\s+|other\s+|новых\s+|нових\s+)?([^\W\d_]+)(?:[\s-]+([^\W\d_]+))?")
_PHRASE = re.compile(r"[\s\u00a0\-]*([^\W\d_]+)(?:[\s-]+(?:of\s+(?:the\s+)?)?([^\W\d_]+))?")
_APOSTROPHE = re.compile(r"['’ʼ`]")
_WORDS = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)?")
_GROUP_BY_COMMA = frozenset({"en", "ja", "zh", "th", "he", "hi", "ko"})
MOST = 24
"""Quantities kept of one text."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure and what it counts: 91 + "state"; ordinals ("12th package") are marked, percentages have noun "%"."""

    value: float
    noun: str
    ordinal: bool = False

    @property
    def figure(self) -> str:
        return f"{self.value:.10g}"

    @property
    def is_telling(self) -> bool:
        """Whether two texts that share the bare figure share something: small and round numbers are everywhere."""
        return self.value > 12 or not self.value.is_integer()


def _words_for_numbers() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for language, units in _UNITS.items():
        names = {word: number for number, word in enumerate(units.split())}
        names.update({word: 10 * (i + 1) for i, word in enumerate(_TENS[language].split())})
        table[language] = names
    return table


_NAMES = _words_for_numbers()
_AMBIGUOUS = {
    "tr": {"on", "bir", "altı", "yedi", "elli", "kırk"},
    "fr": {"un", "neuf"},
    "es": {"uno", "once"},
    "en": {"one", "ten"},
    "de": {"acht"},
    "uk": {"один"},
    "ru": {"один"},
    "pl": {"jeden"},
}
"""Words that are numbers only beside another number."""


class Spelled(IntEnum):
    """What a written word says about a number."""

    NOTHING = 0
    BESIDE_ANOTHER = 1
    """A number when it stands beside another, else an article, an adverb …"""
    NUMBER = 2


def spelled(written: str, language: str) -> Spelled:
    """Whether a written word can be (part of) a number."""
    if language not in _NAMES or not _number_words(language).search(written):
        return Spelled.NOTHING
    return Spelled.BESIDE_ANOTHER if written.lower() in _AMBIGUOUS.get(language, ()) else Spelled.NUMBER


def quantities(text: str, language: str, *, spelled: bool = True) -> tuple[Quantity, ...]:
    """The figures of a text in order, at most `MOST`, each once. Not `spelled`: none is written in words, so there is no need to look."""
    found = [*_figures(text, language), *(_spelled(text, language) if spelled else ())]
    return tuple(dict.fromkeys(quantity for _, quantity in sorted(found, key=lambda pair: pair[0])))[:MOST]


def _figures(text: str, language: str) -> list[tuple[int, Quantity]]:
    found: list[tuple[int, Quantity]] = []
    if not _DIGIT.search(text):
        return found
    for match in _FIGURE.finditer(text):
        value = parse(match["number"], language)
        if value is None or _YEAR.fullmatch(match["number"]):
            continue
        if match["percent"]:
            found.append((match.start(), Quantity(value, "%")))
            continue
        if match["ordinal"]:
            ranked = _ranked(text, match.end(), language)
            found.extend((match.start(), Quantity(value, noun, ordinal=True)) for noun in ranked)
            continue
        factor, noun = _following(text, match.end(), language)
        found.append((match.start(), Quantity(value * factor, noun)))
    return found


def _ranked(text: str, at: int, language: str) -> list[str]:
    """What an ordinal stands before: the 12th sanctions package is the twelfth package of sanctions."""
    match = _PHRASE.match(text, at, at + 60)
    return list(dict.fromkeys(stem(word, language) for word in match.groups() if word)) if match else [""]


def _following(text: str, at: int, language: str) -> tuple[int, str]:
    match = _NEXT_WORD.match(text, at, at + 60)
    if not match:
        return 1, ""
    first, second = match[1], match[2] or ""
    factor = _SCALE.get(first.lower(), 1)
    if factor > 1 and (len(first) > 1 or first.isupper()):
        return factor, stem(second, language) if second else ""
    return 1, stem(first, language)


def parse(number: str, language: str) -> float | None:
    """The value of a figure as written in this language; None when it is no single number (a time, a version, an address)."""
    digits = re.sub(r"[ \u00a0\u202f'’]", "", number)
    marks = re.findall(r"[.,]", digits)
    if len(digits) > 15:
        return None
    if not marks:
        return float(digits)
    last = digits.rfind(marks[-1])
    tail = len(digits) - last - 1
    if len(set(marks)) == 2:
        return float(re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :])
    if len(marks) > 1:
        return float(re.sub(r"[.,]", "", digits)) if tail == 3 else None
    groups = tail == 3 and 1 <= last <= 3 and (marks[0] == ",") == (language in _GROUP_BY_COMMA)
    return float(re.sub(r"[.,]", "", digits)) if groups else float(digits.replace(",", "."))


def _spelled(text: str, language: str) -> list[tuple[int, Quantity]]:
    names = _NAMES.get(language)
    if names is None:
        return []
    found: list[tuple[int, Quantity]] = []
    matches = list(_WORDS.finditer(text))
    words = [_plain(match[0]) for match in matches]
    after = 0
    for i, word in enumerate(words):
        if i < after:
            continue
        if ordinal := _ordinal(word, language):
            found.append((matches[i].start(), Quantity(float(ordinal), _following(text, matches[i].end(), language)[1], ordinal=True)))
        elif word in names or word in _HUNDREDS:
            value, used = _spelled_value(words, i, names)
            if used and not (used == 1 and word in _AMBIGUOUS.get(language, ())):
                factor, noun = _following(text, matches[i + used - 1].end(), language)
                found.append((matches[i].start(), Quantity(float(value * factor), noun)))
            after = i + used
    return found


@lru_cache(maxsize=1 << 12)
def _plain(word: str) -> str:
    return word.lower() if word.isalpha() else _APOSTROPHE.sub("", word).lower()


@cache
def _number_words(language: str) -> re.Pattern[str]:
    """Most sentences hold no spelled number: this says so at once."""
    whole = [*_NAMES[language], *_HUNDREDS, *_ORDINALS.get(language, "").split()]
    loose = [re.sub("(?<=п)я", "['’ʼ`]?я", word) for word in whole]
    stems = "|".join(_ORDINAL_STEMS.get(language, "").split())
    return re.compile(rf"\b(?:(?:{'|'.join(loose)})\b" + (rf"|(?:{stems})" if stems else "") + ")", re.IGNORECASE)


def _spelled_value(words: list[str], i: int, names: dict[str, int]) -> tuple[int, int]:
    """ninety-one → 91 (2 words), üç yüz → 300 (2 words); (0, 0) when no number begins here."""
    total = used = 0
    while i + used < len(words) and used < 4:
        word = words[i + used]
        if word in _HUNDREDS and (used or word not in {"cent", "sto", "mil"}):
            total = max(1, total) * _HUNDREDS[word]
        elif word in names and (not used or names[word] < 10 <= total or total >= 100):
            total += names[word]
        else:
            break
        used += 1
    return total, used


@lru_cache(maxsize=1 << 14)
def _ordinal(word: str, language: str) -> int:
    ordinals = _ORDINALS.get(language, "").split()
    if word in ordinals:
        return ordinals.index(word) + 1 if word != "second" else 0
    for number, root in enumerate(_ORDINAL_STEMS.get(language, "").split(), 1):
        if word.startswith(root) and word[len(root) :] in _ORDINAL_TAILS:
            return number
    return 0
