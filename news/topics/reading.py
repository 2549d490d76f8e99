"""An article as the index reads it: which atoms its words meet, and where."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

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


Learnt = tuple[bytes, tuple[str, ...]]
"""The atoms that the words of a chunk meet, as C ints end to end, and for each of them the word.

Bytes, because those of a whole article are joined and read in one go: at 100,000 queries a list of pairs took three times as long.
"""


class Lexicon(dict[str, Learnt | None]):
    """What stands between two spaces → what is learnt of it; None when no query asks for any of its words. Learns as it is asked.

    Most of what stands between two spaces was there before, so that reading is one dictionary lookup a word.
    """

    def __init__(self, language: str, atoms_of: Callable[[Token, str], tuple[int, ...]]) -> None:
        super().__init__()
        self._language = language
        self._atoms_of = atoms_of
        self._spots: dict[str, tuple[Spot, ...]] = {}

    def __missing__(self, chunk: str) -> Learnt | None:
        met = [(atom, surface) for _, surface, atoms in self._each(chunk) for atom in atoms]
        learnt = (array("i", [atom for atom, _ in met]).tobytes(), tuple(surface for _, surface in met)) if met else None
        if len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = learnt
        return learnt

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

    @property
    def is_full(self) -> bool:
        return len(self) >= _CHUNKS_REMEMBERED


class Reading:
    """What one article was found to hold, as far as any query cares. A `news.topics.conditions.Seen`."""

    def __init__(self, texts: Iterable[tuple[str, Lexicon]], facts: Iterable[int]) -> None:
        """`facts`: atoms of what is true of the article and no word."""
        self._texts = [(text.split(), lexicon) for text, lexicon in texts if text]
        self._learnt: list[Learnt | None] = []
        for chunks, lexicon in self._texts:
            self._learnt += map(lexicon.__getitem__, chunks)
            self._learnt.append(None)  # a phrase does not reach into the next text
        met = list(filter(None, self._learnt))
        atoms = array("i", b"".join([atoms for atoms, _ in met])).tolist()
        words = list(chain.from_iterable([words for _, words in met]))
        # Backwards, for of several words that meet an atom a dictionary keeps the last it is given, and readers are shown the first.
        self.words: dict[int, str] = dict(zip(reversed(atoms), reversed(words), strict=True))
        self.words.update((atom, "") for atom in facts)

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        first, second, *_ = map(self._places.__getitem__, atoms)
        starts = [at for at in first if at in second or at + 1 in second]
        return next(filter(None, (self._from(at, atoms) for at in starts)), "")

    @cached_property
    def _places(self) -> _Places:
        return _Places(self._learnt)

    def _from(self, at: int, atoms: tuple[int, ...]) -> str:
        """The passage that begins in this chunk. As many chunks as atoms will do: each brings a word or a gap."""
        chunks, lexicon, at = self._found(at)
        spots = [spot for chunk in chunks[at : at + len(atoms)] for spot in lexicon.spots(chunk) or _GAP]
        for start in range(len(lexicon.spots(chunks[at]))):
            asked = spots[start : start + len(atoms)]
            if len(asked) == len(atoms) and all(atom in met for atom, (_, _, met) in zip(atoms, asked, strict=True)):
                return asked[0][1] + "".join(before + surface for before, surface, _ in asked[1:])
        return ""

    def _found(self, at: int) -> tuple[list[str], Lexicon, int]:
        """The text that a place lies in, and the place in it."""
        for chunks, lexicon in self._texts:
            if at < len(chunks):
                return chunks, lexicon, at
            at -= len(chunks) + 1
        raise IndexError(at)


class _Places(dict[int, dict[int, None]]):
    """Atom → the chunks that hold it, counted over all texts of an article, in order. Found when a phrase asks."""

    def __init__(self, learnt: list[Learnt | None]) -> None:
        super().__init__()
        at, met = zip(*[pair for pair in enumerate(learnt) if pair[1]], strict=True)
        self._atoms = np.frombuffer(b"".join([atoms for atoms, _ in met]), dtype=np.intc)
        self._at = np.repeat(at, [len(words) for _, words in met])

    def __missing__(self, atom: int) -> dict[int, None]:
        found = self[atom] = dict.fromkeys(self._at[self._atoms == atom].tolist())
        return found
