"""An article as the index reads it: which atoms its words meet, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from news.articles import PIVOT_LANGUAGE, Article, Text
from news.topics.keys import fact_key, name_keys
from news.topics.nodes import FieldName
from news.words import Token, tokens

_LONGEST_CHUNK = 60
"""Characters between two spaces; what is longer is an address or a script without spaces and not worth remembering."""
_CHUNKS_REMEMBERED = 100_000
"""Per language, some 15 MB; then forgotten and learnt again."""


@dataclass(frozen=True, slots=True)
class Passage:
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
"""Words nobody asks for, lone dashes, and the end of a text part phrases."""


class Lexicon(dict[str, tuple[tuple[int, str], ...]]):
    """What stands between two spaces → the atoms its words meet, each with the word, last word first. Learns as it is asked.

    Most of what stands between two spaces was there before, so that reading is one dictionary lookup a word.
    """

    def __init__(self, language: str, atoms_of: Callable[[Token, str], tuple[int, ...]]) -> None:
        super().__init__()
        self._language = language
        self._atoms_of = atoms_of
        self._spots: dict[str, tuple[Spot, ...]] = {}

    def __missing__(self, chunk: str) -> tuple[tuple[int, str], ...]:
        spots = tuple(self._each(chunk))
        learnt = tuple((atom, surface) for _, surface, atoms in reversed(spots) for atom in atoms)
        if len(chunk) <= _LONGEST_CHUNK and len(self) < _CHUNKS_REMEMBERED:
            self[chunk] = learnt
            if learnt:
                self._spots[chunk] = spots
        return learnt

    def spots(self, chunk: str) -> tuple[Spot, ...]:
        """The words of a chunk in order; () when no query asks for any of them."""
        if not self[chunk]:
            return ()
        return self._spots.get(chunk) or tuple(self._each(chunk))

    def _each(self, chunk: str) -> Iterator[Spot]:
        end = None
        for token in tokens(chunk, self._language):
            before = " " if end is None else chunk[end : token.start]
            yield before, token.surface, self._atoms_of(token, self._language)
            end = token.end

    @property
    def is_full(self) -> bool:
        return len(self) >= _CHUNKS_REMEMBERED


class Reading:
    """What one article was found to hold, as far as any query cares. A `news.topics.conditions.Seen`."""

    def __init__(self, texts: Iterable[tuple[str, Lexicon]], facts: Iterable[int]) -> None:
        """`facts`: atoms of what is true of the article and no word."""
        self._texts = [(text.split(), lexicon) for text, lexicon in texts]
        self.words: dict[int, str] = dict(self._last_to_first())
        self.words.update((atom, "") for atom in facts)
        self._surfaces: dict[int, tuple[str, str]] = {}
        self._places: dict[int, set[int]] | None = None

    def _last_to_first(self) -> Iterator[tuple[int, str]]:
        """Backwards, for of several words that meet an atom a dictionary keeps the last it is given, and readers are shown the first."""
        by_text = (map(lexicon.__getitem__, reversed(chunks)) for chunks, lexicon in reversed(self._texts))
        return chain.from_iterable(chain.from_iterable(by_text))

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        places = self._where()
        starts = (at for at in sorted(places[atoms[0]]) if all(at + step in places[atom] for step, atom in enumerate(atoms)))
        start = next(starts, None)
        if start is None:
            return ""
        return self._surfaces[start][1] + "".join("".join(self._surfaces[start + step]) for step in range(1, len(atoms)))

    def _where(self) -> dict[int, set[int]]:
        """Atom → its positions. Only phrases ask, so it is counted when the first one does."""
        if self._places is None:
            self._places = defaultdict(set)
            for position, (before, surface, atoms) in enumerate(self._spots()):
                if atoms:
                    self._surfaces[position] = before, surface
                for atom in atoms:
                    self._places[atom].add(position)
        return self._places

    def _spots(self) -> Iterator[Spot]:
        for chunks, lexicon in self._texts:
            for chunk in chunks:
                yield from lexicon.spots(chunk) or _GAP
            yield from _GAP
