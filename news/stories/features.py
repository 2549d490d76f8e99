"""What of an article is compared with others: computed once, stored with a version."""

from __future__ import annotations

import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from news.articles import PIVOT_LANGUAGE, Article, Text
from news.stories.boilerplate import cleaned
from news.stories.commonness import rate
from news.stories.concepts import concept
from news.stories.dates import dates, is_calendar_word
from news.stories.quantities import Quantity, quantities
from news.stories.spelling import skeleton
from news.stories.terms import Token, sentences, stem, tokens

VERSION = 3
HEAD_SENTENCES = 2
"""Sentences after the headline that tell what happened."""
SKETCH = 16
"""Smallest shingle hashes kept of a text."""
_SHINGLE = 5
_SHORTEST_COGNATE = 5
_IMPLIED = timedelta(days=3)
"""Days this near to publication are named by every report of that day: only a headline's say something."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"[-\d]")
_NO_LETTERS = re.compile(r"\W+")
_CODE = re.compile(r"\b[^\W\d_]{1,6}-?\d[\w.-]*[^\W_]\b|\b[^\W\d_]{1,6}-?\d\b")
"""Names that are partly figures: MS08-078, A320, F-16, COVID-19."""


class Channel(IntEnum):
    """The kinds of terms that are compared, each with its own kind."""

    WORD = 0
    """Stems in the pivot language."""
    OWN = 1
    """Stems in the original language, when it is another."""
    NAME = 2
    """Skeletons of capitalised words."""
    COGNATE = 3
    """Skeletons of other rare words: referendum, tsunami."""
    FIGURE = 4
    """A number, whatever it counts."""
    COUNT = 5
    """A number and what it counts."""
    COUNTED = 6
    """What is counted in the head, without the number: where it is shared and the COUNT is not, two reports may contradict each other."""
    ORDINAL = 7
    """12th + package."""
    RANKED = 8
    """What an ordinal in the head stands before."""
    CONCEPT = 9
    PLACE = 10
    """ISO codes of countries."""
    DAY = 11
    """Days named, ISO."""
    PAIR = 12
    """Two names side by side: first and last name, a club and its town."""


_CAPS = {
    Channel.WORD: 56,
    Channel.OWN: 40,
    Channel.NAME: 24,
    Channel.COGNATE: 20,
    Channel.FIGURE: 10,
    Channel.COUNT: 10,
    Channel.COUNTED: 6,
    Channel.ORDINAL: 4,
    Channel.RANKED: 4,
    Channel.CONCEPT: 24,
    Channel.PLACE: 8,
    Channel.DAY: 6,
    Channel.PAIR: 8,
}
"""Terms kept per channel: the heaviest."""
OWN_BESIDE_PIVOT = 20
"""Terms of the original kept when there is a translation: insurance for a sibling that has none."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to compare. `weight` is 1..15, growing with the logarithm of its count; `head`/`title` say where it stands."""

    channel: Channel
    text: str
    weight: int
    head: bool = False
    title: bool = False
    shown: str = ""
    """How it stood in the text, where `text` is no word a person would know (skeletons)."""

    @property
    def word(self) -> str:
        """For people."""
        return self.shown or self.text.rpartition(":")[2]

    @property
    def key(self) -> int:
        return term_key(self.channel, self.text)


def term_key(channel: Channel, text: str) -> int:
    """32 bits: four of the channel, 28 of the text's CRC."""
    return (int(channel) << 28) | (zlib.crc32(text.encode()) >> 4)


@dataclass(frozen=True, slots=True)
class Features:
    """An article as placement sees it. Independent of every other article, so it is stored and never computed twice."""

    article_id: str
    published: datetime
    dated: bool
    """False when the feed gave no date and `published` is the moment we first saw it."""
    outlet: str
    house: str
    languages: tuple[str, ...]
    """Of headline and lead of the original, then of the pivot when there is one."""
    terms: tuple[Term, ...]
    sketch: tuple[int, ...]
    """The smallest hashes of the original's 5-character shingles, ascending: wire copies share most of them."""
    length: int = 0
    """Words looked at."""

    def to_json(self) -> str:
        terms = [_line(term) for term in self.terms]
        return json.dumps(
            {
                "v": VERSION, "id": self.article_id, "at": self.published.timestamp(), "dated": self.dated, "outlet": self.outlet,
                "house": self.house, "languages": self.languages, "terms": terms, "sketch": self.sketch,
                "length": self.length,
            },
            ensure_ascii=False, separators=(",", ":"),
        )  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> Features:
        """Raise ValueError when it was written by another version: then the features are computed again."""
        raw = json.loads(text)
        if raw.get("v") != VERSION:
            raise ValueError(f"features of version {raw.get('v')}, ours is {VERSION}")
        return cls(
            article_id=raw["id"], published=datetime.fromtimestamp(raw["at"], UTC), dated=raw["dated"], outlet=raw["outlet"], house=raw["house"],
            languages=tuple(raw["languages"]), terms=tuple(_term(line) for line in raw["terms"]), sketch=tuple(raw["sketch"]),
            length=raw["length"],
        )  # fmt: skip


def _line(term: Term) -> str:
    """Channel and weight in hexadecimal, where it stands, the text and how it is shown: one string a term keeps the JSON short."""
    place = "-HTB"[term.title + 2 * term.head]
    return f"{term.channel:x}{term.weight:x}{place}{term.text}" + (f"\t{term.shown}" if term.shown else "")


def _term(line: str) -> Term:
    text, _, shown = line[3:].partition("\t")
    return Term(Channel(int(line[0], 16)), text, int(line[1], 16), head=line[2] in "TB", title=line[2] in "HB", shown=shown)


def features(article: Article) -> Features:
    """What of this article is compared. Pure; cost bounded by `boilerplate.LONGEST_TEXT` characters."""
    published = None if article.date_guessed else article.published.date()
    gathered = _Gathering(published)
    gathered.read(article.original)
    if article.pivot:
        gathered.read(article.pivot)
    return Features(
        article_id=article.article_id,
        published=article.published,
        dated=not article.date_guessed,
        outlet=article.outlet,
        house=article.house,
        languages=_languages(article),
        terms=tuple(gathered.terms(with_pivot=article.pivot is not None)),
        sketch=sketch(f"{article.original.title} {cleaned(_all(article.original))}"),
        length=gathered.length,
    )


def _codes(sentence: str) -> set[str]:
    """Names on everybody's lips that are partly figures: neither COVID nor 19 says anything that COVID-19 does not say."""
    return {code for code in _CODE.findall(sentence) if rate(code.lower(), "name")} if _DIGIT.search(sentence) else set()


def _languages(article: Article) -> tuple[str, ...]:
    spoken = [article.original.language, article.original.lead_language]
    if article.pivot:
        spoken.append(PIVOT_LANGUAGE)
    return tuple(dict.fromkeys(spoken))


def _all(text: Text) -> str:
    """Summary and body; feeds often repeat the summary as the body's beginning."""
    start = text.summary[:60].strip()
    return text.body if start and text.body.lstrip().startswith(start) else f"{text.summary}\n{text.body}"


def sketch(text: str) -> tuple[int, ...]:
    """Bottom-k sketch (Broder 1997) of the text's shingles: the share of common values estimates the Jaccard index of two texts."""
    letters = np.frombuffer(_NO_LETTERS.sub("", text.lower()).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(letters) < 4 * _SHINGLE:
        return ()
    rolled = np.zeros(len(letters) - _SHINGLE + 1, dtype=np.uint64)
    for offset in range(_SHINGLE):
        rolled = rolled * np.uint64(1_000_003) + letters[offset : offset + len(rolled)]
    mixed = rolled * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    hashed = np.unique((mixed >> np.uint64(32)).astype(np.uint32))
    return tuple(int(value) for value in hashed[:SKETCH])


@dataclass(slots=True)
class _Tally:
    """Counts of one channel, and where its terms stand."""

    counts: Counter[str] = field(default_factory=Counter)
    head: set[str] = field(default_factory=set)
    title: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, place: _Place, shown: str = "") -> None:
        self.counts[text] += 1
        if shown:
            self.shown.setdefault(text, shown)
        if place.head:
            self.head.add(text)
        if place.title:
            self.title.add(text)


@dataclass(frozen=True, slots=True)
class _Place:
    head: bool
    title: bool


@dataclass(slots=True)
class _Gathering:
    """Collects the terms of the texts of one article."""

    published: date | None
    tallies: dict[Channel, _Tally] = field(default_factory=lambda: {channel: _Tally() for channel in Channel})
    length: int = 0

    def read(self, text: Text) -> None:
        """The headline and the rest, each in its own language."""
        seen: list[tuple[str, list[Token], _Place, str]] = []
        for sentence, place, language in _sentences(text):
            seen.append((sentence, list(tokens(sentence)), place, language))
        plain = {token.word for _, words, _, _ in seen for token in words if not token.is_capitalised}
        middle = {
            token.word for _, words, place, _ in seen for token in words if token.is_capitalised and not token.opens and not place.title
        }
        for sentence, words, place, language in seen:
            self._words(words, place, language)
            codes = _codes(sentence)
            letters = {_FIGURES.split(code, maxsplit=1)[0] for code in codes}
            self._names([token for token in words if token.word not in letters], place, language, plain, middle)
            self._figures(sentence, codes, place, language)
        self.length = max(self.length, sum(len(words) for _, words, _, _ in seen))

    def _words(self, words: list[Token], place: _Place, language: str) -> None:
        stems, cognates, concepts = (self.tallies[channel] for channel in (_word_channel(language), Channel.COGNATE, Channel.CONCEPT))
        prefix = "" if language == PIVOT_LANGUAGE else f"{language}:"
        for token in words:
            word, known, cognate = _analysed(token.word, language)
            stems.add(prefix + word, place)
            if known:
                (self.tallies[Channel.PLACE] if known[0] == "@" else concepts).add(known, place)
            if cognate:
                cognates.add(cognate, place, token.word)

    def _names(self, words: list[Token], place: _Place, language: str, plain: set[str], middle: set[str]) -> None:
        tally = self.tallies[Channel.NAME]
        before: tuple[str, Token] | None = None
        shouting = place.title and _is_title_case(words)
        for token in words:
            if not _is_name(token, plain, middle, language, shouting=shouting):
                before = None
                continue
            name = skeleton(token.word, language)
            tally.add(name, place, token.word)
            if before:
                self.tallies[Channel.PAIR].add(f"{before[0]} {name}", place, f"{before[1].word} {token.word}")
            before = (name, token)

    def _figures(self, sentence: str, codes: set[str], place: _Place, language: str) -> None:
        if _DIGIT.search(sentence):
            self._written_in_digits(sentence, place, language)
        for code in codes:
            sentence = sentence.replace(code, " ")
        for quantity in quantities(sentence, language):
            self._figure(quantity, place, language)

    def _written_in_digits(self, sentence: str, place: _Place, language: str) -> None:
        for day in dates(sentence, language, self.published):
            if place.title or self.published is None or abs(day - self.published) > _IMPLIED:
                self.tallies[Channel.DAY].add(day.isoformat(), place)
        for code in _CODE.findall(sentence):
            self.tallies[Channel.NAME].add(code.lower(), place)
        for year in _YEAR.findall(sentence):
            if self.published is None or abs(int(year) - self.published.year) > 1:
                self.tallies[Channel.FIGURE].add(year, place)

    def _figure(self, quantity: Quantity, place: _Place, language: str) -> None:
        if quantity.is_telling:
            self.tallies[Channel.FIGURE].add(quantity.figure, place)
        if not quantity.noun:
            return
        noun = quantity.noun if language == PIVOT_LANGUAGE else f"{language}:{quantity.noun}"
        counted, value = (Channel.RANKED, Channel.ORDINAL) if quantity.ordinal else (Channel.COUNTED, Channel.COUNT)
        self.tallies[value].add(f"{quantity.figure} {noun}", place)
        if place.head:
            self.tallies[counted].add(noun, place)

    def terms(self, *, with_pivot: bool) -> Iterator[Term]:
        for channel, tally in self.tallies.items():
            if not tally.counts:
                continue
            cap = OWN_BESIDE_PIVOT if channel is Channel.OWN and with_pivot else _CAPS[channel]
            for text in _heaviest(channel, tally, cap):
                weight = min(15, round(4 * (1 + math.log(tally.counts[text]))))
                yield Term(channel, text, weight, head=text in tally.head, title=text in tally.title, shown=tally.shown.get(text, ""))


@lru_cache(maxsize=1 << 15)
def _analysed(word: str, language: str) -> tuple[str, str, str]:
    """Stem, concept ("" if none) and cognate skeleton ("" for names, short and common words)."""
    found = stem(word, language)
    rare = len(word) >= _SHORTEST_COGNATE and not word[0].isupper() and rate(found, language) == 0
    return found, concept(word, language), skeleton(word, language) if rare else ""


def _heaviest(channel: Channel, tally: _Tally, cap: int) -> Iterable[str]:
    def heft(text: str) -> tuple[float, str]:
        boost = 1.5 if text in tally.head else 1.0
        return -boost * (1 + math.log(tally.counts[text])) * rarity(channel, text), text

    return sorted(tally.counts, key=heft)[:cap]


def rarity(channel: Channel, text: str) -> float:
    """How much a term says before anything else was read: the negative logarithm of its share of texts."""
    if channel is Channel.WORD:
        return -math.log(max(rate(text, PIVOT_LANGUAGE), 0.001))
    if channel is Channel.OWN:
        language, _, word = text.partition(":")
        return -math.log(max(rate(word, language), 0.001))
    return 1.0


def _word_channel(language: str) -> Channel:
    return Channel.WORD if language == PIVOT_LANGUAGE else Channel.OWN


def _sentences(text: Text) -> Iterator[tuple[str, _Place, str]]:
    if text.title.strip():
        yield cleaned(text.title), _Place(head=True, title=True), text.language
    for number, sentence in enumerate(sentences(cleaned(_all(text)))):
        yield sentence, _Place(head=number < HEAD_SENTENCES, title=False), text.lead_language


def _is_title_case(words: list[Token]) -> bool:
    """Headlines Written Like This, where a capital says nothing."""
    long = [token for token in words if len(token.word) > 3]
    return len(long) >= 3 and sum(token.is_capitalised for token in long) > 0.75 * len(long)


def _is_name(token: Token, plain: set[str], middle: set[str], language: str, *, shouting: bool) -> bool:
    if not token.is_capitalised or len(token.word) < 2 or is_calendar_word(token.word, language):
        return False
    if token.opens or shouting:
        return token.word in middle or (token.word.lower() not in plain and rate(stem(token.word, language), language) == 0)
    return True


def key_array(terms: Iterable[Term]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Keys ascending, and beside each its marks: weight in the low four bits, 16 = in the head, 32 = in the headline."""
    terms = list(terms)
    keys = np.array([term_key(term.channel, term.text) for term in terms], dtype=np.uint32)
    marks = np.array([term.weight | 16 * term.head | 32 * term.title for term in terms], dtype=np.uint8)
    order = np.lexsort((marks, keys))
    return keys[order], marks[order]
