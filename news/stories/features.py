"""What of an article is compared with others: computed once, stored with a version."""

from __future__ import annotations

import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from news.articles import PIVOT_LANGUAGE, Article, Text
from news.stories.boilerplate import cleaned
from news.stories.commonness import languages, rate, rates
from news.stories.copies import sketch
from news.stories.dates import dates
from news.stories.quantities import Quantity, quantities
from news.stories.reading import Numerals, Word, words
from news.stories.terms import sentences

VERSION = 5
HEAD_SENTENCES = 2
"""Sentences after the headline that tell what happened."""
_IMPLIED = timedelta(days=3)
"""Days this near to publication are named by every report of that day: only a headline's say something."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"[-\d]")
_CODE = re.compile(r"\b[^\W\d_]{1,6}-?\d[\w.-]*[^\W_]\b|\b[^\W\d_]{1,6}-?\d\b")
"""Names that are partly figures: MS08-078, A320, F-16, COVID-19. Those on everybody's lips stand whole: neither COVID nor 19 says anything then."""
_GLUED_FIGURE = re.compile(r"\d(?:(?<=[^\W\d_]\d)|(?<=[^\W\d_]-\d))")
"""What every such name holds, found in a tenth of the time."""


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


class Term(NamedTuple):
    """One thing to compare. `weight` is 1..15, growing with the logarithm of its count; `head`/`title` say where it stands.
    A tuple: an article has a hundred.
    """

    channel: Channel
    text: str
    weight: int
    head: bool = False
    title: bool = False
    shown: str = ""
    """How it stood in the text, where `text` is no word a person would know (skeletons)."""
    named: bool = False
    """A stem (WORD, OWN) that stands for a name: it says who, not what happened."""

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


_PLACES = "-HTB_htb"
"""1 = in the headline, 2 = in the text's head, 4 = a name."""


def _line(term: Term) -> str:
    """Channel and weight in hexadecimal, where it stands (small letters: a name), the text and how it is shown: one string a term keeps the
    JSON short.
    """
    place = _PLACES[term.title + 2 * term.head + 4 * term.named]
    return f"{term.channel:x}{term.weight:x}{place}{term.text}" + (f"\t{term.shown}" if term.shown else "")


def _term(line: str) -> Term:
    text, _, shown = line[3:].partition("\t")
    channel, weight, place = _described(line[:3])
    return Term(channel, text, weight, bool(place & 2), bool(place & 1), shown, named=place > 3)


@cache
def _described(mark: str) -> tuple[Channel, int, int]:
    """Channel, weight, place. There are few, and a window is rebuilt from millions of them."""
    return Channel(int(mark[0], 16)), int(mark[1], 16), _PLACES.index(mark[2])


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


def _languages(article: Article) -> tuple[str, ...]:
    spoken = [article.original.language, article.original.lead_language]
    if article.pivot:
        spoken.append(PIVOT_LANGUAGE)
    return tuple(dict.fromkeys(spoken))


def _all(text: Text) -> str:
    """Summary and body; feeds often repeat the summary as the body's beginning."""
    start = text.summary[:60].strip()
    return text.body if start and text.body.lstrip().startswith(start) else f"{text.summary}\n{text.body}"


@dataclass(slots=True)
class _Tally:
    """Counts of one channel, and where its terms stand."""

    counts: dict[str, int] = field(default_factory=dict)
    head: set[str] = field(default_factory=set)
    title: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def add(self, text: str, place: _Place, shown: str = "") -> None:
        self.count(text, 1)
        if shown:
            self.shown.setdefault(text, shown)
        if place.head:
            self.head.add(text)
        if place.title:
            self.title.add(text)

    def count(self, text: str, times: int) -> None:
        self.counts[text] = self.counts.get(text, 0) + times

    def stand(self, texts: Collection[str], place: _Place) -> None:
        """Texts that are counted already stand here."""
        self.head.update(texts)
        if place.title:
            self.title.update(texts)


@dataclass(frozen=True, slots=True)
class _Place:
    head: bool
    title: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    words: list[Word]
    place: _Place
    language: str


_CHANNELS = tuple(Channel)


@dataclass(slots=True)
class _Gathering:
    """Collects the terms of the texts of one article. What does not depend on the sentence is counted once a text, by distinct word."""

    published: date | None
    tallies: dict[Channel, _Tally] = field(default_factory=lambda: {channel: _Tally() for channel in _CHANNELS})
    length: int = 0

    def read(self, text: Text) -> None:
        """The headline and the rest, each in its own language."""
        seen = [_Sentence(sentence, words(sentence, language), place, language) for sentence, place, language in _sentences(text)]
        counts = Counter(chain.from_iterable(sentence.words for sentence in seen))
        self._words(counts)
        for sentence in seen:
            if sentence.place.head:
                self._head(sentence)
        plain = {word.text for word in counts if not word.is_capitalised}
        middle = {word.text for sentence in seen if not sentence.place.title for word in sentence.words[1:] if word.is_capitalised}
        numerals = Numerals(counts)
        for sentence in seen:
            codes = _CODE.findall(sentence.text) if _GLUED_FIGURE.search(sentence.text) else []
            known = {code for code in codes if rate(code.lower(), "name")}
            self._names(sentence, {_FIGURES.split(code, maxsplit=1)[0] for code in known}, plain, middle)
            self._figures(sentence, codes, known, numerals)
        self.length = max(self.length, counts.total())

    def _words(self, counts: Counter[Word]) -> None:
        own, pivot, cognates, concepts, places = (
            self.tallies[channel] for channel in (Channel.OWN, Channel.WORD, Channel.COGNATE, Channel.CONCEPT, Channel.PLACE)
        )
        in_pivot, in_own, alike = pivot.counts, own.counts, cognates.counts
        for word, times in counts.items():
            stems, stem = in_pivot if word.language == PIVOT_LANGUAGE else in_own, word.stem
            stems[stem] = stems.get(stem, 0) + times
            if word.concept:
                (places if word.concept[0] == "@" else concepts).count(word.concept, times)
            if word.cognate:
                alike[word.cognate] = alike.get(word.cognate, 0) + times
                cognates.shown.setdefault(word.cognate, word.text)

    def _head(self, sentence: _Sentence) -> None:
        stems = self.tallies[_word_channel(sentence.language)]
        stems.stand([word.stem for word in sentence.words], sentence.place)
        known = [word.concept for word in sentence.words if word.concept]
        self.tallies[Channel.PLACE].stand([concept for concept in known if concept[0] == "@"], sentence.place)
        self.tallies[Channel.CONCEPT].stand([concept for concept in known if concept[0] != "@"], sentence.place)
        self.tallies[Channel.COGNATE].stand([word.cognate for word in sentence.words if word.cognate], sentence.place)

    def _names(self, sentence: _Sentence, letters: set[str], plain: set[str], middle: set[str]) -> None:
        """Capitalised words, and which of them stand side by side. `letters` of codes (COVID of COVID-19) are no names of their own."""
        tally, standing = self.tallies[Channel.NAME], sentence.words
        if letters:
            standing = [word for word in sentence.words if word.text not in letters]
        opens = standing[:1] == sentence.words[:1]
        shouting = sentence.place.title and _is_title_case(standing)
        stems = self.tallies[_word_channel(sentence.language)]
        before: tuple[int, str, str] = (-2, "", "")
        for position, word in [(position, word) for position, word in enumerate(standing) if word.may_be_name]:
            if (shouting or (opens and position == 0)) and not _is_surely_name(word, plain, middle):
                continue
            tally.add(word.name, sentence.place, word.text)
            stems.named.add(word.stem)
            if before[0] == position - 1:
                self.tallies[Channel.PAIR].add(f"{before[1]} {word.name}", sentence.place, f"{before[2]} {word.text}")
            before = (position, word.name, word.text)

    def _figures(self, sentence: _Sentence, codes: list[str], known: set[str], numerals: Numerals) -> None:
        digits = _DIGIT.search(sentence.text) is not None
        if digits:
            self._written_in_digits(sentence, codes, months=numerals.name_months(sentence.words))
        spelled = numerals.may_count(sentence.words)
        if not digits and not spelled:
            return
        text = sentence.text
        for code in known:
            text = text.replace(code, " ")
        for quantity in quantities(text, sentence.language, spelled=spelled):
            self._figure(quantity, sentence.place, sentence.language)

    def _written_in_digits(self, sentence: _Sentence, codes: list[str], *, months: bool) -> None:
        for day in dates(sentence.text, sentence.language, self.published, months=months):
            if sentence.place.title or self.published is None or abs(day - self.published) > _IMPLIED:
                self.tallies[Channel.DAY].add(day.isoformat(), sentence.place)
        for code in codes:
            self.tallies[Channel.NAME].add(code.lower(), sentence.place)
        for year in _YEAR.findall(sentence.text):
            if self.published is None or abs(int(year) - self.published.year) > 1:
                self.tallies[Channel.FIGURE].add(year, sentence.place)

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
            counts, head, title, shown, named = tally.counts, tally.head, tally.title, tally.shown, tally.named
            for text in _heaviest(channel, tally, cap):
                # what Term(...) does, without a call of its own: there are a hundred in an article
                yield _tuple(Term, (channel, text, _WEIGHTS[counts[text]], text in head, text in title, shown.get(text, ""), text in named))


_tuple = tuple.__new__


class _Grown(dict[int, float]):
    """Logarithmic growth with a count: there are few counts in texts."""

    def __missing__(self, count: int) -> float:
        self[count] = grown = 1 + math.log(count)
        return grown


class _Weights(dict[int, int]):
    """Count → weight of a term."""

    def __missing__(self, count: int) -> int:
        self[count] = weight = min(15, round(4 * _GROWN[count]))
        return weight


_GROWN, _WEIGHTS = _Grown(), _Weights()
_STEMMED = frozenset({Channel.WORD, Channel.OWN})


def _heaviest(channel: Channel, tally: _Tally, cap: int) -> Collection[str]:
    """The `cap` texts that say most, or all of them as they came."""
    if len(tally.counts) <= cap:
        return tally.counts
    head = tally.head
    hefts = [(-(1.5 if text in head else 1.0) * _GROWN[count], text) for text, count in tally.counts.items()]
    if channel in _STEMMED:
        rarity = _RARITIES.get
        hefts = [(heft * rarity(text, _RAREST), text) for heft, text in hefts]
    hefts.sort()
    return [text for _, text in hefts[:cap]]


_LEAST_SHARE = 0.001
_RAREST = -math.log(_LEAST_SHARE)
_RARITIES = {
    stem if language == PIVOT_LANGUAGE else f"{language}:{stem}": -math.log(max(share, _LEAST_SHARE))
    for language in languages()
    for stem, share in rates(language).items()
}
"""How much a stem says before anything else was read: the negative logarithm of its share of texts."""


def _word_channel(language: str) -> Channel:
    return Channel.WORD if language == PIVOT_LANGUAGE else Channel.OWN


def _sentences(text: Text) -> Iterator[tuple[str, _Place, str]]:
    if text.title.strip():
        yield cleaned(text.title), _Place(head=True, title=True), text.language
    for number, sentence in enumerate(sentences(cleaned(_all(text)))):
        yield sentence, _Place(head=number < HEAD_SENTENCES, title=False), text.lead_language


def _is_title_case(standing: list[Word]) -> bool:
    """Headlines Written Like This, where a capital says nothing."""
    long = [word for word in standing if len(word.text) > 3]
    return len(long) >= 3 and sum(word.is_capitalised for word in long) > 0.75 * len(long)


def _is_surely_name(word: Word, plain: set[str], middle: set[str]) -> bool:
    """Where a capital is doubtful it counts when the word has one elsewhere, or is rare and nowhere written without."""
    return word.text in middle or (word.is_rare and word.text.lower() not in plain)


class Keyed(NamedTuple):
    """Terms as numbers."""

    keys: NDArray[np.uint32]
    """Ascending."""
    marks: NDArray[np.uint8]
    """Beside each key: weight in the low four bits, 16 = in the head, 32 = in the headline, 64 = a stem that is a name's."""
    in_order: NDArray[np.uint32]
    """The keys in the order of the terms."""


def keyed(terms: tuple[Term, ...]) -> Keyed:
    if not terms:
        return Keyed(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.uint32))
    # A column at a time: shifting a term's numbers together one by one takes twice as long.
    channels, texts, weights, heads, titles, _, named = zip(*terms, strict=True)
    hashed = np.fromiter(map(zlib.crc32, map(str.encode, texts)), np.uint32, len(texts))
    keys = _bytes(channels).astype(np.uint32) << np.uint32(28) | hashed >> np.uint32(4)
    marks = _bytes(weights) | _bytes(heads) << 4 | _bytes(titles) << 5 | _bytes(named) << 6
    ascending = np.sort(keys.astype(np.uint64) << _MARKS | marks)
    return Keyed((ascending >> _MARKS).astype(np.uint32), ascending.astype(np.uint8), keys)


def _bytes(column: Iterable[int]) -> NDArray[np.uint8]:
    return np.frombuffer(bytes(column), dtype=np.uint8)


_MARKS = np.uint64(8)
