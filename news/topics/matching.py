"""Which topics does an article meet? Asked the other way round (percolation): the article's words call up the few queries that may match.

Each query waits at its anchors, the atoms (alternatives of keys) it cannot do without that the fewest other queries wait at. An article's
words give the atoms it holds; only the queries anchored there are asked at all, and asking is a few dictionary lookups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from news.articles import PIVOT_LANGUAGE, UNDETERMINED, Article, Text
from news.subscribers import Topic, TopicMatch
from news.topics.conditions import All, Any, Condition, Has, Never, SideBySide
from news.topics.keys import ANY, fact_key, field_key, form_keys, name_keys, offered, prefix_keys, sources_key, word_keys
from news.topics.nodes import Both, Either, Exact, Field, FieldName, Node, Not, Phrase, Prefix, Sources, Word
from news.topics.query import Query, parse_query
from news.words import Token, tokens

_LONGEST_CHUNK = 60
"""Characters between two spaces; what is longer is an address or a script without spaces and not worth remembering."""
_CHUNKS_REMEMBERED = 200_000
"""Per language, about 20 MB; then forgotten and learnt again."""


@dataclass(frozen=True, slots=True)
class Passage:
    text: str
    language: str


class TopicIndex:
    """Standing queries, ready to be asked of articles. Not thread-safe: one caller at a time.

    A query in a language is asked of the article's texts in that language (the pivot is one) and of texts whose language nobody could tell;
    a query without a language of every text. A topic matches when any of its queries does.
    """

    def __init__(self, topics: Iterable[Topic] = ()) -> None:
        self._languages: dict[str, _LanguageIndex] = {}
        self._queries: dict[str, tuple[tuple[str, str], ...]] = {}
        for topic in topics:
            self.add(topic)

    def __len__(self) -> int:
        return len(self._queries)

    def __contains__(self, topic_id: object) -> bool:
        return topic_id in self._queries

    def add(self, topic: Topic) -> None:
        """Put a topic in, or in the place of the one with its id. Raises `QueryError` (and nothing is changed) when a query cannot be read."""
        read = [(language, parse_query(query)) for language, query in topic.queries]
        self.remove(topic.topic_id)
        for language, query in read:
            self._languages.setdefault(language, _LanguageIndex(language)).add(topic.topic_id, query)
        self._queries[topic.topic_id] = tuple((language, str(query)) for language, query in read)

    def remove(self, topic_id: str) -> None:
        """Take a topic out; an unknown id is no error."""
        for language, query in self._queries.pop(topic_id, ()):
            self._languages[language].remove(topic_id, query)

    def match(self, article: Article, *, sources: int = 1) -> list[TopicMatch]:
        """The topics this article meets, by id, each with the words of the text that met it. `sources`: independent ones its story has."""
        passages = list(_passages(article))
        facts = list(_facts(article))
        words: dict[str, dict[str, None]] = {}
        for index in self._languages.values():
            for topic_id, found in index.match(passages, facts, sources):
                words.setdefault(topic_id, {}).update(dict.fromkeys(found))
        return [TopicMatch(topic_id, tuple(words[topic_id])) for topic_id in sorted(words)]


def _passages(article: Article) -> Iterator[Passage]:
    yield from _parts(article.original)
    if article.pivot is not None:
        yield from _parts(article.pivot, PIVOT_LANGUAGE)


def _parts(text: Text, language: str = "") -> Iterator[Passage]:
    yield Passage(text.title, language or text.language)
    yield Passage(text.summary, language or text.lead_language)
    yield Passage(text.body, language or text.lead_language)


def _facts(article: Article) -> Iterator[str]:
    yield from name_keys(FieldName.OUTLET, article.outlet)
    yield from name_keys(FieldName.OUTLET, article.feed)
    for category in article.categories:
        yield from name_keys(FieldName.CATEGORY, category)
    yield fact_key(FieldName.COUNTRY, article.country.upper())
    yield fact_key(FieldName.LANG, article.original.language)
    yield fact_key(FieldName.LANG, article.original.lead_language)


Spot = tuple[str, str, tuple[int, ...]]
"""What stands before a word (between it and the last), the word as it stands in the text, and the atoms it meets."""


@dataclass(slots=True)
class _Reading:
    """What one article was found to hold, as far as the queries of one language care."""

    words: dict[int, str] = field(default_factory=dict)
    texts: list[tuple[list[str], _Lexicon]] = field(default_factory=list)
    _places: dict[int, set[int]] | None = None
    _surfaces: dict[int, tuple[str, str]] = field(default_factory=dict)

    def read(self, text: str, lexicon: _Lexicon) -> None:
        chunks = text.split()
        self.texts.append((chunks, lexicon))
        for spots in filter(None, map(lexicon.__getitem__, dict.fromkeys(chunks))):
            for _, surface, atoms in spots:
                for atom in atoms:
                    self.words.setdefault(atom, surface)

    def side_by_side(self, atoms: tuple[int, ...]) -> str:
        places = self._where()
        starts = (at for at in sorted(places[atoms[0]]) if all(at + step in places[atom] for step, atom in enumerate(atoms)))
        start = next(starts, None)
        return (
            ""
            if start is None
            else self._surfaces[start][1] + "".join("".join(self._surfaces[start + step]) for step in range(1, len(atoms)))
        )

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
        for chunks, lexicon in self.texts:
            for chunk in chunks:
                yield from lexicon[chunk] or _GAP
            yield from _GAP


_GAP: tuple[Spot, ...] = (("", "", ()),)
"""Words nobody asks for, lone dashes, and the end of a text part phrases."""


class _Lexicon(dict[str, tuple[Spot, ...]]):
    """What stands between two spaces → its words and the atoms they meet; () when no query asks for any of them. Learns as it is asked."""

    def __init__(self, index: _LanguageIndex, language: str) -> None:
        super().__init__()
        self._index = index
        self._language = language

    def __missing__(self, chunk: str) -> tuple[Spot, ...]:
        spots = tuple(self._spots(chunk))
        learnt = spots if any(atoms for _, _, atoms in spots) else ()
        if len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = learnt
        return learnt

    def _spots(self, chunk: str) -> Iterator[Spot]:
        end = None
        for token in tokens(chunk, self._language):
            before = " " if end is None else chunk[end : token.start]
            yield before, token.surface, self._index.atoms_of(token, self._language)
            end = token.end


@dataclass(slots=True)
class _Standing:
    """One query and everyone who asked it."""

    condition: Condition
    atoms: tuple[int, ...]
    anchors: tuple[int, ...] = ()
    topics: dict[str, None] = field(default_factory=dict)


class _LanguageIndex:
    """The queries of one language (or of `ANY`)."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._standing: dict[str, _Standing] = {}
        self._unanchored: dict[str, _Standing] = {}
        self._waiting: dict[int, dict[str, _Standing]] = {}
        self._usage: Counter[int] = Counter()
        self._atoms: dict[frozenset[str], int] = {}
        self._by_key: dict[str, tuple[int, ...]] = {}
        self._prefix_lengths: set[int] = set()
        self._thresholds: set[int] = set()
        self._lexicons: dict[str, _Lexicon] = {}

    # --- putting queries in and taking them out -----------------------------------------------------------------------

    def add(self, topic_id: str, query: Query) -> None:
        text = str(query)
        standing = self._standing.get(text)
        if standing is None:
            standing = self._standing[text] = self._unanchored[text] = self._stand(query)
        standing.topics[topic_id] = None

    def remove(self, topic_id: str, text: str) -> None:
        standing = self._standing.get(text)
        if standing is None:
            return  # a topic may ask the same query twice
        standing.topics.pop(topic_id, None)
        if not standing.topics:
            del self._standing[text]
            self._unanchored.pop(text, None)
            self._usage.subtract(standing.atoms)
            for atom in standing.anchors:
                self._waiting[atom].pop(text, None)

    def _stand(self, query: Query) -> _Standing:
        used: dict[int, None] = {}
        condition = self._condition(query.root, used)
        self._usage.update(tuple(used))
        return _Standing(condition, tuple(used))

    def _anchor(self) -> None:
        """Late, so that of many queries put in together each waits where the fewest others do."""
        for text, standing in self._unanchored.items():
            standing.anchors = standing.condition.anchors(self._usage.__getitem__).atoms
            for atom in standing.anchors:
                self._waiting.setdefault(atom, {})[text] = standing
        self._unanchored.clear()

    # --- from a query to a condition ----------------------------------------------------------------------------------

    def _condition(self, node: Node, used: dict[int, None]) -> Condition:
        match node:
            case Not(node=inner):
                return Never(self._condition(inner, used))
            case Both(nodes=nodes):
                return _all([self._condition(part, used) for part in nodes])
            case Either(nodes=nodes):
                return _any([self._condition(part, used) for part in nodes])
            case _:
                return self._atom_condition(node, used)

    def _atom_condition(self, node: Word | Phrase | Prefix | Exact | Field | Sources, used: dict[int, None]) -> Condition:
        atoms = tuple(self._atom(keys) for keys in self._alternatives(node))
        used.update(dict.fromkeys(atoms))
        return Has(atoms[0]) if len(atoms) == 1 else SideBySide(atoms)

    def _alternatives(self, node: Word | Phrase | Prefix | Exact | Field | Sources) -> list[frozenset[str]]:
        """The keys of each word of an atom."""
        match node:
            case Field():
                return [frozenset({field_key(node)})]
            case Sources(at_least=number):
                self._thresholds.add(number)
                return [frozenset({sources_key(number)})]
            case Prefix(text=text):
                return [self._prefix(*tokens(text, self._language))]
            case Exact(text=text):
                return [form_keys(token, self._language) for token in tokens(text, self._language)]
            case Word(text=text) | Phrase(text=text):
                return [word_keys(token, self._language) for token in tokens(text, self._language)]

    def _prefix(self, token: Token) -> frozenset[str]:
        keys = prefix_keys(token, self._language)
        self._prefix_lengths.update(len(key.strip("^*")) for key in keys)
        return keys

    def _atom(self, keys: frozenset[str]) -> int:
        number = self._atoms.get(keys)
        if number is None:
            number = self._atoms[keys] = len(self._atoms)
            for key in keys:
                self._by_key[key] = (*self._by_key.get(key, ()), number)
            self._lexicons.clear()  # chunks learnt so far do not know the new atom
        return number

    # --- asking -------------------------------------------------------------------------------------------------------

    def match(self, passages: list[Passage], facts: list[str], sources: int) -> Iterator[tuple[str, list[str]]]:
        """(topic id, words) of every query met."""
        self._anchor()
        heard = [passage for passage in passages if self._understands(passage.language)]
        if not heard:
            return
        reading = self._read(heard, facts, sources)
        for standing in self._called(reading):
            if standing.condition.is_met(reading):
                words = [word for word in standing.condition.words(reading) if word]
                yield from ((topic_id, words) for topic_id in standing.topics)

    def atoms_of(self, token: Token, language: str) -> tuple[int, ...]:
        met = (atom for key in offered(token, language, self._prefix_lengths) for atom in self._by_key.get(key, ()))
        return tuple(dict.fromkeys(met))

    def _understands(self, language: str) -> bool:
        return self._language == ANY or language in {self._language, UNDETERMINED, ""}

    def _read(self, passages: list[Passage], facts: list[str], sources: int) -> _Reading:
        reading = _Reading()
        for passage in passages:
            reading.read(passage.text, self._lexicon(passage.language))
        held = [*facts, *(sources_key(number) for number in self._thresholds if number <= sources)]
        reading.words.update((atom, "") for key in held for atom in self._by_key.get(key, ()))
        return reading

    def _lexicon(self, language: str) -> _Lexicon:
        """A text whose language nobody could tell is read as if it were in the query's."""
        read_as = self._language if language in {UNDETERMINED, ""} else language
        lexicon = self._lexicons.get(read_as)
        if lexicon is None or len(lexicon) > _CHUNKS_REMEMBERED:
            lexicon = self._lexicons[read_as] = _Lexicon(self, read_as)
        return lexicon

    def _called(self, reading: _Reading) -> Iterable[_Standing]:
        waiting = [self._waiting[atom] for atom in reading.words if atom in self._waiting]
        called: dict[str, _Standing] = {}
        for queue in waiting:
            called.update(queue)
        return called.values()


def _all(conditions: list[Condition]) -> All:
    atoms = tuple(condition.atom for condition in conditions if isinstance(condition, Has))
    return All(atoms, tuple(condition for condition in conditions if not isinstance(condition, Has)))


def _any(conditions: list[Condition]) -> Any:
    atoms = tuple(condition.atom for condition in conditions if isinstance(condition, Has))
    return Any(atoms, tuple(condition for condition in conditions if not isinstance(condition, Has)))
