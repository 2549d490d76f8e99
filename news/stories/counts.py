"""The figures of one sentence, each with how exactly it is meant, set apart from dates, times, scores and ordinals."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from babel import Locale, localedata
from babel.numbers import format_decimal, format_percent

from news.articles import PIVOT_LANGUAGE
from news.stories.dates import dates, is_calendar_word
from news.stories.quantities import parse

COUNT = "[\ue000-\ue7ff]"
"""A count stands in the read sentence as one letter of the private use area, so that the words around it can be matched."""
PERCENT = "[\ue800-\uefff]"
_ODD = "\uf8ff"
"""A figure that counts nothing comparable: a date, a time, a rank, "eleven others"."""
_NAMED = "\uf8fe"
"""Stands before a figure that follows a capitalised word or "of", as in Flight 370 and a mother of two."""
_FOREIGN = re.compile("[\ue000-\uf8ff]")
_QUOTES = re.compile("[\"“”„«»]|(?<!\\w)['‘’]|['’](?!\\w)")
_ROUNDING_FROM = 100
"""Counts below it are told exactly; above it trailing zeros may be rounding."""
_ABOUT = 0.2
_FAR = timedelta(days=5)
"""A sentence that names a day farther from publication tells of another event."""

_SPELLED = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz",
    "uk": "один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять",
    "ru": "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
}
_FORMS = {
    "uk": "одна:1 дві:2 двоє:2 двох:2 троє:3 трьох:3 четверо:4 чотирьох:4 п'ятеро:5 п'ятьох:5 шестеро:6 семеро:7 восьмеро:8 дев'ятеро:9 десятеро:10",
    "ru": "одна:1 две:2 двое:2 двух:2 трое:3 трёх:3 трех:3 четверо:4 четырёх:4 четырех:4 пятеро:5 шестеро:6 семеро:7 восьмеро:8 девятеро:9 десятеро:10",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "uk": "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
}
_SCALES = (
    (100, "hundred"),
    (1_000, "thousand bin тисяча тисячі тисяч тис тыс тысяча тысячи тысяч"),
    (1_000_000, "million milyon мільйон мільйони мільйонів млн миллион миллиона миллионов"),
)
_SCALE = {word: factor for factor, words in _SCALES for word in words.split()}


class Hedge(StrEnum):
    """How exactly an outlet means its figure."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


_BEFORE = (
    (
        Hedge.AT_LEAST,
        "at least|no fewer than|no less than|more than|over|upwards of|en az|en azından|щонайменше|як мінімум|не менше|не менш як|принаймні|хоча б|понад|більше|більш ніж|більш як|не менее|по меньшей мере|минимум|хотя бы|более|больше|более чем|свыше",
    ),
    (
        Hedge.AT_MOST,
        "up to|as many as|at most|fewer than|less than|under|below|en fazla|не більше|менше|менш ніж|менш як|не более|менее|меньше",
    ),
    (
        Hedge.ABOUT,
        "about|around|some|nearly|almost|roughly|approximately|an estimated|estimated|close to|yaklaşık|neredeyse|tahminen|близько|приблизно|майже|орієнтовно|около|примерно|почти|порядка",
    ),
)
_BEFORE_IT = 120
"""Characters before a figure that can say how it is meant."""
_HEDGES = tuple((hedge, re.compile(rf"(?:^|[\s(,—–-])(?:{words}) ?$")) for hedge, words in _BEFORE)
_AFTER = (
    (Hedge.AT_LEAST, re.compile(r"\+|(?:['’]\w{2,5})? (?:fazla|çok|aşkın)\b| or more\b")),
    (Hedge.ABOUT, re.compile(r" (?:kadar|civarında|dolayında)\b|-odd\b")),
)
_HEDGE_WORDS = re.compile(rf"(?<![\w])(?:{'|'.join(words for _, words in _BEFORE)}) (?=\uf8fe?[\ue000-\uefff])")
_PAST = re.compile(
    r"(?:^|[\s(,—–-])(?:initially|at first|originally|earlier|previously|from|önce|ilk olarak|başlangıçta|daha önce|спочатку|раніше|попередньо|сначала|изначально|ранее|первоначально)(?: said| reported)? ?$"
)
"""Before a figure the outlet itself calls outdated."""
_BESIDES = re.compile(
    r"(?:^|[\s(,—–-])(?:another|a further|further|other|additional|additionally|ще|інші|інших|ещё|еще|других|diğer|başka|ayrıca) ?$"
)
"""Before a figure that comes on top of one not told here."""
_AGES = re.compile(r"\bage[sd]?(?: of)?(?: between)? (?:\d+,? (?:and |or |to )?)*$")
_COMPANY = re.compile(
    r"[A-ZÀ-ÞİĞŞА-ЯЁЇІЄҐ][\w.'’-]*,?\s(?:and|along with|together with|plus|joined by|joined|ve|ile|та|і|й|разом з|и|вместе с)\s(?:the\s)?$"
)
"""As in "Russia and": whoever is named there counts too."""
_ONE_AND = re.compile(r"(?:^|[–—-]\s)(?:The\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}\s(?:and|joined)\s$")
_OTHERS = re.compile(r"\sother(?=\s)")
"""As in "Russia and 11 other countries": one name, so they are twelve. A list of names is not counted on."""
_NUMBER = re.compile(r"(?<![\w.,:/№#$€£₺₴₽])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?!\w)")
_NO_COUNT = re.compile(
    r"[:/]\d|[:.]\d|-(?!magnitude)[^\W\d]|\.(?=\s[a-zçğışöü])|['’](?:[ıiuü]?nc[ıiuü])|°|\s?(?:a\.m|p\.m|am|pm)\b|\s(?:kat|times|раз[иа]?)\w*"
)
_TURKISH_ENDING = re.compile(r"['’](\w{1,5})")
_OUT_OF = re.compile(r"[td][ae]n")
_PERCENT_AFTER = re.compile(r"\s?(?:%|percent\b|per cent\b|відсотк\w*|процент\w*)")
_PERCENT_BEFORE = re.compile(r"(?:%|yüzde\s)$", re.IGNORECASE)
_RANGE = re.compile("([\ue000-\ue7ff]) ?(?:[-–—]|to|до) ?([\ue000-\ue7ff])")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+)[.,]?\s$")
_FIRST_WORD = re.compile(r"\s([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Count:
    """A figure, or the two ends of a range, and how it was meant."""

    low: float
    high: float
    hedge: Hedge = Hedge.EXACT
    is_percent: bool = False

    def allows(self, other: Count, *, is_tally: bool = False) -> bool:
        """Whether both can be true: ranges that meet, "at least" beside a greater figure, and, but for tallies, a rounded one beside an exact one."""
        return self._takes(other, is_tally=is_tally) or other._takes(self, is_tally=is_tally)

    def _takes(self, other: Count, *, is_tally: bool) -> bool:
        low, high = (self.low, self.high) if is_tally and self.hedge is Hedge.EXACT else self._reach()
        return low <= other.high and other.low <= high

    def _reach(self) -> tuple[float, float]:
        match self.hedge:
            case Hedge.AT_LEAST:
                return self.low, math.inf
            case Hedge.AT_MOST:
                return 0, self.high
            case Hedge.ABOUT:
                return self.low * (1 - _ABOUT), self.high * (1 + _ABOUT)
            case _:
                return self.low - _rounding(self.low), self.high + _rounding(self.high)

    @property
    def width(self) -> float:
        low, high = self._reach()
        return high - low

    def figure(self, language: str) -> str:
        """As a reader of the language writes it: 119,846 · 5,6 · %38 · 17+ · ~120 · 10–15."""
        ends = "–".join(_written(end, language, is_percent=self.is_percent) for end in dict.fromkeys((self.low, self.high)))
        return _MARKED[self.hedge].format(ends)


_MARKED = {Hedge.EXACT: "{}", Hedge.AT_LEAST: "{}+", Hedge.AT_MOST: "≤{}", Hedge.ABOUT: "~{}"}


def _rounding(value: float) -> float:
    """How far the true count may lie from a figure with trailing zeros: 5,000 for 120,000, 0 for 17."""
    if value < _ROUNDING_FROM or value % 1:
        return 0
    digits = f"{value:.0f}"
    return 10 ** (len(digits) - len(digits.rstrip("0"))) / 2 if digits.endswith("0") else 0


def _written(value: float, language: str, *, is_percent: bool) -> str:
    locale = Locale.parse(language if language in localedata.locale_identifiers() else PIVOT_LANGUAGE)
    if is_percent:
        return str(format_percent(value / 100, locale=locale, decimal_quantization=False))
    return str(format_decimal(value, locale=locale, decimal_quantization=False))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Lower-case words with each figure as one letter (see `COUNT`), and what the letters stand for."""

    words: str
    counts: tuple[Count, ...]
    outdated: frozenset[float]
    """Figures the outlet itself says were told earlier."""
    is_elsewhen: bool
    """It names another year or a day far from publication: background."""

    def count(self, letter: str) -> Count:
        return self.counts[(ord(letter) - 0xE000) % 0x800]


def read(sentence: str, language: str, published: date) -> Sentence:
    """Set the figures of a sentence apart. Languages without a table of spelled numbers are read by their digits."""
    return _Reader(language, published).read(sentence)


def lowered(text: str, language: str) -> str:
    """Lower case as the language has it."""
    return (text.replace("İ", "i").replace("I", "ı") if language == "tr" else text).lower()


class _Reader:
    def __init__(self, language: str, published: date) -> None:
        self.language = language
        self.published = published
        self.counts: list[Count] = []
        self.outdated: set[float] = set()
        self.is_elsewhen = False

    def read(self, sentence: str) -> Sentence:
        text = plain = _FOREIGN.sub(" ", sentence)
        text = _QUOTES.sub("", text)
        for pattern, value in ((_NUMBER, self._digits), (_numbers(self.language), self._spelled)):
            text = self._replaced(text, pattern, value) if pattern else text
        if not self.counts:
            return Sentence("", (), frozenset(self.outdated), self.is_elsewhen)
        words = _HEDGE_WORDS.sub("", _RANGE.sub(self._range, lowered(" ".join(text.split()), self.language)))
        return Sentence(words, tuple(self.counts), frozenset(self.outdated), self.is_elsewhen or self._names_another_day(plain))

    def _names_another_day(self, text: str) -> bool:
        far = any(abs(day - self.published) > _FAR for day in dates(text, self.language, self.published))
        return far or self._names_another_month(text)

    def _names_another_month(self, text: str) -> bool:
        around = {(self.published + timedelta(days=days)).month for days in (-3, 0, 3)}
        for match in _WORD.finditer(text):
            word = match.group()
            if is_calendar_word(word, self.language):
                named = dates(f"1 {word}", self.language, self.published)
                if named and named[0].month not in around:
                    return True
        return False

    def _replaced(self, text: str, pattern: re.Pattern[str], value: Callable[[str], float | None]) -> str:
        parts: list[str] = []
        at = 0
        for match in pattern.finditer(text):
            if match.start() < at:
                continue
            before = text[: match.start()][-_BEFORE_IT:]
            letter, end = self._letter(value(match.group()), before, text, match)
            parts += [text[at : match.start()], letter]
            at = end
        return "".join([*parts, text[at:]])

    def _digits(self, figure: str) -> float | None:
        return parse(figure, self.language)

    def _spelled(self, figure: str) -> float | None:
        return _spelled_value(lowered(figure, self.language), self.language)

    def _letter(self, value: float | None, before: str, text: str, match: re.Match[str]) -> tuple[str, int]:
        """What stands for the figure, and where the text goes on behind it."""
        end = match.end()
        if value is None or len(self.counts) >= 0x7FF:
            return _ODD, end
        if re.fullmatch(r"(?:19|20)\d\d", match.group()):
            self.is_elsewhen |= match.group() != str(self.published.year)
            return _ODD, end
        factor, end = _scaled(text, end)
        value *= factor
        is_percent = bool(_PERCENT_BEFORE.search(before))
        if found := _PERCENT_AFTER.match(text, end):
            is_percent, end = True, found.end()
        if (others := _OTHERS.match(text, end)) and match.start() < _BEFORE_IT and _ONE_AND.search(before):
            return self._kept(Count(value + 1, value + 1)), others.end()
        hedge, end = _hedge(lowered(before, self.language), text, end)
        ending = _TURKISH_ENDING.match(text, end) if self.language == "tr" else None
        if self._is_outdated(before, ending.group(1) if ending else "", hedge):
            self.outdated.add(value)
            return _ODD, ending.end() if ending else end
        if self._counts_nothing(before, text, end):
            return _ODD, end
        letter = self._kept(Count(value, value, hedge, is_percent))
        return _NAMED * _follows_name(before) + letter, ending.end() if ending else end

    def _kept(self, count: Count) -> str:
        self.counts.append(count)
        return chr((0xE800 if count.is_percent else 0xE000) + len(self.counts) - 1)

    def _is_outdated(self, before: str, ending: str, hedge: Hedge) -> bool:
        return bool(_PAST.search(lowered(before, self.language)) or (hedge is Hedge.EXACT and _OUT_OF.fullmatch(ending)))

    def _counts_nothing(self, before: str, text: str, end: int) -> bool:
        told_before = lowered(before, self.language)
        if _NO_COUNT.match(text, end) or _BESIDES.search(told_before) or _COMPANY.search(before) or _AGES.search(told_before):
            return True
        beside = (_LAST_WORD.search(before), _FIRST_WORD.match(text, end))
        return any(found and is_calendar_word(found[1], self.language) for found in beside)

    def _range(self, match: re.Match[str]) -> str:
        """10–15 is one figure; 96–9 is two, and so stays as it is."""
        first, last = (self.counts[ord(letter) - 0xE000] for letter in match.groups())
        if first.high >= last.low:
            return match.group()
        return self._kept(Count(first.low, last.high, first.hedge))


def _scaled(text: str, end: int) -> tuple[int, int]:
    match = re.compile(r"\s([^\W\d_]+)\.?").match(text, end)
    factor = _SCALE.get(match[1].lower(), 1) if match else 1
    return (factor, match.end()) if match and factor > 1 else (1, end)


def _hedge(before: str, text: str, end: int) -> tuple[Hedge, int]:
    for hedge, pattern in _AFTER:
        if match := pattern.match(text, end):
            return hedge, match.end()
    return next((hedge for hedge, pattern in _HEDGES if pattern.search(before)), Hedge.EXACT), end


def _follows_name(before: str) -> bool:
    match = re.search(r"([^\W\d_][\w'’-]*)\s$", before)
    return bool(match and (match[1][0].isupper() or match[1] == "of"))


@cache
def _table(language: str) -> dict[str, int]:
    table = {word: number for number, word in enumerate(_SPELLED.get(language, "").split(), 1)}
    table.update({word: 10 * number for number, word in enumerate(_TENS.get(language, "").split(), 2)})
    table.update({word: int(number) for word, number in (form.split(":") for form in _FORMS.get(language, "").split())})
    return table | ({"on": 10, "yüz": 100} if language == "tr" else {})


@cache
def _numbers(language: str) -> re.Pattern[str] | None:
    words = "|".join(sorted((re.escape(word).replace("'", "['’ʼ]") for word in _table(language)), key=len, reverse=True))
    return re.compile(rf"(?<![\w'’-])(?:{words})(?:[ -](?:{words}))*(?![\w])(?!['’ʼ-]\w)", re.IGNORECASE) if words else None


def _spelled_value(figure: str, language: str) -> float | None:
    """ninety-one → 91; None for words that are no single number ("two three") or for a lone "ten" of Turkish, which is also "front"."""
    total, room = 0, math.inf
    for word in re.split(r"[ -]", re.sub("[’ʼ]", "'", figure)):
        value = _table(language).get(word, 0)
        if not 0 < value < room:
            return None
        total += value
        room = 10 if value >= 20 or (language == "tr" and value == 10) else 1
    return float(total)


def figures(text: str, language: str) -> frozenset[float]:
    """All figures of a text, whatever they count: what a translation may contain."""
    found = [_with_scale(parse(match.group(), language), text, match.end()) for match in _NUMBER.finditer(text)]
    if pattern := _numbers(language):
        found += [
            _with_scale(_spelled_value(lowered(match.group(), language), language), text, match.end()) for match in pattern.finditer(text)
        ]
    return frozenset(value for value in found if value is not None)


def _with_scale(value: float | None, text: str, end: int) -> float | None:
    return None if value is None else value * _scaled(text, end)[0]
