"""An article as the index reads it: which atoms its words meet, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
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
"""Words nobody asks for and lone dashes part phrases."""
_NONE: frozenset[str] = frozenset()


class Lexicon(dict[str, tuple[tuple[int, str], ...]]):
    """What stands between two spaces → the atoms its words meet, each with the word, last word first. Learns as it is asked.

    Most of what stands between two spaces was there before, so that reading is one dictionary lookup a word.
    """

    def __init__(self, language: str, atoms_of: Callable[[Token, str], tuple[int, ...]]) -> None:
        super().__init__()
        self._language = language
        self._atoms_of = atoms_of
        self._spots: dict[str, tuple[Spot, ...]] = {}
        self._meeting: dict[int, set[str]] = {}

    def __missing__(self, chunk: str) -> tuple[tuple[int, str], ...]:
        spots = tuple(self._each(chunk))
        learnt = tuple((atom, surface) for _, surface, atoms in reversed(spots) for atom in atoms)
        if len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = learnt
            if learnt:
                self._spots[chunk] = spots
            for atom, _ in learnt:
                self._meeting.setdefault(atom, set()).add(chunk)
        return learnt

    def meeting(self, atom: int) -> AbstractSet[str]:
        """Every remembered chunk with a word that meets the atom."""
        return self._meeting.get(atom, _NONE)

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


@dataclass(frozen=True, slots=True)
class _Heard:
    """One text, chunk by chunk, and the lexicon of its language."""

    chunks: list[str]
    lexicon: Lexicon

    def backwards(self) -> Iterator[tuple[tuple[int, str], ...]]:
        return map(self.lexicon.__getitem__, reversed(self.chunks))

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        first, *others = map(self.lexicon.meeting, atoms)
        has_long = max(map(len, self.chunks), default=0) > _LONGEST_CHUNK
        if not has_long and any(chunks.isdisjoint(self.chunks) for chunks in (first, *others)):
            return ""
        starts = (at for at, chunk in enumerate(self.chunks) if chunk in first or len(chunk) > _LONGEST_CHUNK)
        return next(filter(None, (self._from(at, atoms) for at in starts)), "")

    def _from(self, at: int, atoms: tuple[int, ...]) -> str:
        """The passage that begins in this chunk. As many chunks as atoms will do: each brings a word or a gap."""
        spots = [spot for chunk in self.chunks[at : at + len(atoms)] for spot in self.lexicon.spots(chunk) or _GAP]
        for start in range(len(self.lexicon.spots(self.chunks[at]))):
            asked = spots[start : start + len(atoms)]
            if len(asked) == len(atoms) and all(atom in met for atom, (_, _, met) in zip(atoms, asked, strict=True)):
                return asked[0][1] + "".join(before + surface for before, surface, _ in asked[1:])
        return ""


class Reading:
    """What one article was found to hold, as far as any query cares. A `news.topics.conditions.Seen`."""

    def __init__(self, texts: Iterable[tuple[str, Lexicon]], facts: Iterable[int]) -> None:
        """`facts`: atoms of what is true of the article and no word."""
        self._texts = [_Heard(text.split(), lexicon) for text, lexicon in texts if text]
        # Backwards, for of several words that meet an atom a dictionary keeps the last it is given, and readers are shown the first.
        self.words: dict[int, str] = dict(chain.from_iterable(chain.from_iterable(text.backwards() for text in reversed(self._texts))))
        self.words.update((atom, "") for atom in facts)

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        return next(filter(None, (text.side_by_side(atoms) for text in self._texts)), "")
