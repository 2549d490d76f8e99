"""An article as the index reads it: which atoms its words meet, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import filterfalse
from typing import NamedTuple

from news.articles import PIVOT_LANGUAGE, Article, Text
from news.topics.keys import fact_key, name_keys
from news.topics.nodes import FieldName
from news.words import Token, tokens

_LONGEST_CHUNK = 60
"""Characters between two spaces; what is longer is an address or a script without spaces and not worth remembering."""
_CHUNKS_REMEMBERED = 100_000
"""Per language, some 15 MB; then forgotten and learnt again."""


class Passage(NamedTuple):
    text: str
    language: str


def passages(article: Article) -> Iterator[Passage]:
    """Headline, lead and body, in the publisher's words and in the pivot language, each in the language it is in."""
    yield from _parts(article.original)
    if article.pivot is not None:
        yield from _parts(article.pivot, PIVOT_LANGUAGE)


def _parts(text: Text, language: str = "") -> Iterator[Passage]:
    yield Passage(text.title, language or text.language)
    yield Passage(text.summary, language or text.lead_language)
    yield Passage(text.body, language or text.lead_language)


def facts(article: Article) -> Iterator[str]:
    """Keys of what is true of the article whatever its words."""
    yield from name_keys(FieldName.OUTLET, article.outlet)
    yield from name_keys(FieldName.OUTLET, article.feed)
    for category in article.categories:
        yield from name_keys(FieldName.CATEGORY, category)
    yield fact_key(FieldName.COUNTRY, article.country.upper())
    yield fact_key(FieldName.LANG, article.original.language)
    yield fact_key(FieldName.LANG, article.original.lead_language)


Spot = tuple[str, str, tuple[int, ...]]
"""What stands before a word (between it and the last), the word as it stands in the text, and the atoms it meets."""

_GAP: tuple[Spot, ...] = (("", "", ()),)
"""Words nobody asks for and lone dashes part phrases."""


Learnt = dict[int, str]
"""The atoms that the words of a chunk meet, and for each of them the first word that does.

Dictionaries, because those of a whole article are put together by one `update` each, without making a number or a word anew.
"""


class Lexicon(dict[str, Learnt]):
    """What stands between two spaces → what is learnt of it. Learns as it is asked.

    Most of what stands between two spaces was there before, and nine in ten of them hold no word that any query asks for: those stand apart, in
    a set, so that reading is one lookup a word in as little memory as can be.
    """

    def __init__(self, language: str, atoms_of: Callable[[Token, str], tuple[int, ...]]) -> None:
        super().__init__()
        self._language = language
        self._atoms_of = atoms_of
        self._unasked: set[str] = set()
        self._spots: dict[str, tuple[Spot, ...]] = {}

    def asked(self, chunks: list[str]) -> list[str]:
        """Those of which something is learnt, or which are new."""
        return list(filterfalse(self._unasked.__contains__, chunks))

    def __missing__(self, chunk: str) -> Learnt:
        learnt: Learnt = {}
        if chunk in self._unasked:
            return learnt
        for _, surface, atoms in self._each(chunk):
            for atom in atoms:
                learnt.setdefault(atom, surface)
        if len(chunk) <= _LONGEST_CHUNK:
            self._remember(chunk, learnt)
        return learnt

    def _remember(self, chunk: str, learnt: Learnt) -> None:
        if len(self) + len(self._unasked) >= _CHUNKS_REMEMBERED:
            self._forget()
        if learnt:
            self[chunk] = learnt
        else:
            self._unasked.add(chunk)

    def _forget(self) -> None:
        self.clear()
        self._unasked.clear()
        self._spots.clear()

    def spots(self, chunk: str) -> tuple[Spot, ...]:
        """The words of a chunk in order; () when no query asks for any of them."""
        if not self[chunk]:
            return ()
        spots = self._spots.get(chunk)
        if spots is None:
            spots = tuple(self._each(chunk))
            if len(chunk) <= _LONGEST_CHUNK:
                self._spots[chunk] = spots
        return spots

    def _each(self, chunk: str) -> Iterator[Spot]:
        end = None
        for token in tokens(chunk, self._language):
            before = " " if end is None else chunk[end : token.start]
            yield before, token.surface, self._atoms_of(token, self._language)
            end = token.end


class Reading:
    """What one article was found to hold, as far as any query cares. A `news.topics.conditions.Seen`."""

    def __init__(self, texts: Iterable[tuple[str, Lexicon]], facts: Iterable[int]) -> None:
        """`facts`: atoms of what is true of the article and no word."""
        self._texts = [_Asked(text, lexicon) for text, lexicon in texts]
        self.words: dict[int, str] = {}
        for text in reversed(self._texts):  # backwards: readers are shown the first word that meets an atom
            for learnt in reversed(text.learnt):
                self.words.update(learnt)
        self.words.update((atom, "") for atom in facts)

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        return next(filter(None, (text.side_by_side(atoms) for text in self._texts)), "")


class _Asked:
    """One text: what stands between its spaces, and what is learnt of those that matter. A phrase does not reach into the next text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._chunks = text.split()
        self._asked = lexicon.asked(self._chunks)
        self.learnt = list(map(lexicon.__getitem__, self._asked))

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        first, second, *_ = atoms
        starts = [at for at, learnt in self._places if first in learnt and (second in learnt or second in self._learnt_at(at + 1))]
        return next(filter(None, (self._from(at, atoms) for at in starts)), "")

    @cached_property
    def _places(self) -> list[tuple[int, Learnt]]:
        """Where the chunks stand that matter. Found when a phrase asks."""
        places, at = [], -1
        for chunk, learnt in zip(self._asked, self.learnt, strict=True):
            at = self._chunks.index(chunk, at + 1)
            places.append((at, learnt))
        return places

    def _learnt_at(self, at: int) -> Learnt:
        return self._lexicon[self._chunks[at]] if at < len(self._chunks) else {}

    def _from(self, at: int, atoms: tuple[int, ...]) -> str:
        """The passage that begins in this chunk. As many chunks as atoms will do: each brings a word or a gap."""
        spots = [spot for chunk in self._chunks[at : at + len(atoms)] for spot in self._lexicon.spots(chunk) or _GAP]
        for start in range(len(self._lexicon.spots(self._chunks[at]))):
            asked = spots[start : start + len(atoms)]
            if len(asked) == len(atoms) and all(atom in met for atom, (_, _, met) in zip(atoms, asked, strict=True)):
                return asked[0][1] + "".join(before + surface for before, surface, _ in asked[1:])
        return ""
