"""Which topics does an article meet? Asked the other way round (percolation): the article's words call up the few queries that may match.

A query waits where the two things it cannot do without meet: at an atom (alternatives of keys) that few other queries ask for, and there
under a second one, when it has a second. An article's words give the atoms it holds; where two of them meet are the
queries to be asked at all: nearly all of them match, and asking is a few dictionary lookups.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from news.articles import UNDETERMINED, Article
from news.subscribers import TermTranslation, Topic, TopicMatch
from news.topics.conditions import All, Any, Condition, Has, Never, SideBySide, calling_places, whole_places
from news.topics.keys import ANY, field_key, form_keys, offered, prefix_keys, sources_key, word_keys
from news.topics.nodes import Atom, Both, Either, Exact, Field, Node, Not, Phrase, Prefix, Sources, Word
from news.topics.query import Query, parse_query
from news.topics.reading import Lexicon, Reading, facts, passages
from news.topics.terms import living
from news.topics.waiting import Waiting
from news.words import Token, tokens

_FACTS = "facts"
"""Scope of keys that are no words of a language."""

Terms = tuple[TermTranslation, ...]
"""Translations of a query's words that are looked for as well."""

_MATCH: Callable[[tuple[str, tuple[str, ...]]], TopicMatch] = partial(tuple.__new__, TopicMatch)
"""`TopicMatch._make` without its steps in Python: of hundreds of hits they were a third of a match."""

Asked = tuple[str, str, Terms]
"""The language of a query, its canonical text and the translations of its words: what two topics that ask the same have in common."""


_MOST_PLACES = 32
"""A query of two long alternatives waits at the atoms of one of them only: every pair of theirs would be hundreds of places."""


@dataclass(slots=True, eq=False)
class _Standing:
    """One query and every topic that asks it."""

    condition: Condition
    atoms: tuple[int, ...]
    """In the order of the query."""
    topics: dict[str, None] = field(default_factory=dict)
    waits_as: _Waiter | None = None
    """None until it is settled where it waits."""


_Waiter = _Standing | str
"""Who waits: a query, or a topic, where meeting the place is all that it asks for."""


class _Reader:
    """Turns one query into a condition, and notes the atoms it uses."""

    def __init__(self, atoms_of: Callable[[Atom, str], tuple[int, ...]], asked: Asked, used: dict[int, None]) -> None:
        self._atoms_of = atoms_of
        self._language, _, self._terms = asked
        self._used = used

    def condition(self, node: Node) -> Condition:
        match node:
            case Not(node=inner):
                return Never(self.condition(inner))
            case Both(nodes=nodes):
                return _all([self.condition(part) for part in nodes])
            case Either(nodes=nodes):
                return _any([self.condition(part) for part in nodes])
            case _:
                own = self._asked(node, self._language)
                others = [self._asked(_term(each.text), each.language) for each in self._translations(node)]
                return _any([own, *others]) if others else own

    def _translations(self, node: Atom) -> Terms:
        if not self._terms or not isinstance(node, Word | Phrase):
            return ()
        return tuple(each for each in self._terms if each.term == node.text)

    def _asked(self, node: Atom, language: str) -> Condition:
        atoms = self._atoms_of(node, language)
        self._used.update(dict.fromkeys(atoms))
        return Has(atoms[0]) if len(atoms) == 1 else SideBySide(atoms)


def _term(text: str) -> Word | Phrase:
    return Phrase(text) if " " in text else Word(text)


class TopicIndex:
    """Standing queries, ready to be asked of articles. Not thread-safe: one caller at a time.

    The words of a query in a language are looked for in the article's texts in that language (the pivot is one) and in texts whose language
    nobody could tell; the words of a query without a language in every text. A topic matches when any of its queries does.
    """

    def __init__(self, topics: Iterable[Topic] = ()) -> None:
        self._asked: dict[str, tuple[Asked, ...]] = {}
        self._standing: dict[Asked, _Standing] = {}
        self._unsettled: dict[Asked, _Standing] = {}
        self._waiting = Waiting[_Waiter]()
        self._usage: Counter[int] = Counter()
        self._atoms: dict[tuple[str, frozenset[str]], int] = {}
        self._written: dict[tuple[str, Atom], tuple[int, ...]] = {}
        self._scopes: dict[str, dict[str, tuple[int, ...]]] = {}
        self._prefix_lengths: set[int] = set()
        self._thresholds: set[int] = set()
        self._facts: set[int] = set()
        self._lexicons: dict[str, Lexicon] = {}
        with many_coming():
            for topic in topics:
                self.add(topic)

    def __len__(self) -> int:
        return len(self._asked)

    def __contains__(self, topic_id: object) -> bool:
        return topic_id in self._asked

    # --- putting topics in and taking them out ------------------------------------------------------------------------

    def add(self, topic: Topic) -> None:
        """Put a topic in, or in the place of the one with its id. Raises `QueryError` (and nothing is changed) when a query cannot be read.

        Atoms of removed topics stay known until the index is built again: a few hundred bytes each.
        """
        terms = living(topic.translations)
        read = {(language, str(query), terms): query for language, query in ((each, parse_query(text)) for each, text in topic.queries)}
        self.remove(topic.topic_id)
        for asked, query in read.items():
            self._stand(asked, query).topics[topic.topic_id] = None
        self._asked[topic.topic_id] = tuple(read)

    def remove(self, topic_id: str) -> None:
        """Take a topic out; an unknown id is no error."""
        for asked in self._asked.pop(topic_id, ()):
            standing = self._standing[asked]
            del standing.topics[topic_id]
            if not standing.topics:
                self._forget(asked, standing)

    def _forget(self, asked: Asked, standing: _Standing) -> None:
        del self._standing[asked]
        self._unsettled.pop(asked, None)
        self._usage.subtract(standing.atoms)
        self._leave(standing)

    def _leave(self, standing: _Standing) -> None:
        if standing.waits_as is not None:
            self._waiting.forget(standing.waits_as)
            standing.waits_as = None

    def _stand(self, asked: Asked, query: Query) -> _Standing:
        standing = self._standing.get(asked)
        if standing is None:
            used: dict[int, None] = {}
            condition = _Reader(self._atoms_of, asked, used).condition(query.root)
            for atom in used:
                self._usage[atom] += 1
            standing = self._standing[asked] = self._unsettled[asked] = _Standing(condition, tuple(used))
        elif standing.waits_as is not standing:  # it waited as its only topic
            self._leave(standing)
            self._unsettled[asked] = standing
        return standing

    def _settle(self) -> None:
        """Late, so that of many queries put in together each waits where the fewest others do."""
        for standing in self._unsettled.values():
            whole = whole_places(standing.condition, _MOST_PLACES)
            standing.waits_as = self._only_topic(standing) or standing if whole else standing
            for place in whole or calling_places(standing.condition, self._usage.__getitem__, _MOST_PLACES):
                self._waiting.put(standing.waits_as, place)
        self._unsettled.clear()

    def _only_topic(self, standing: _Standing) -> str:
        """The topic whose words are just those of the place where it is called; "" when there is more to put together."""
        topic_id, *others = standing.topics
        is_alone = not others and len(self._asked[topic_id]) == 1
        return topic_id if is_alone and self._facts.isdisjoint(standing.atoms) else ""

    # --- from a query to a condition ----------------------------------------------------------------------------------

    def _atoms_of(self, node: Atom, language: str) -> tuple[int, ...]:
        written = language, node
        atoms = self._written.get(written)
        if atoms is None:  # many queries ask for the same few words
            atoms = self._written[written] = self._atoms_of_node(node, language)
        return atoms

    def _atoms_of_node(self, node: Atom, language: str) -> tuple[int, ...]:
        match node:
            case Field():
                return (self._atom(_FACTS, frozenset({field_key(node)})),)
            case Sources(at_least=number):
                self._thresholds.add(number)
                return (self._atom(_FACTS, frozenset({sources_key(number)})),)
            case _:
                return tuple(self._atom(language, keys) for keys in self._keys(node, language))

    def _keys(self, node: Word | Phrase | Prefix | Exact, language: str) -> Iterator[frozenset[str]]:
        """The keys of each of its words."""
        asked = {Word: word_keys, Phrase: word_keys, Exact: form_keys, Prefix: prefix_keys}[type(node)]
        for token in tokens(node.text, language):
            keys = asked(token, language)
            if isinstance(node, Prefix):
                self._prefix_lengths.update(len(key.strip("^*")) for key in keys)
            yield keys

    def _atom(self, scope: str, keys: frozenset[str]) -> int:
        number = self._atoms.get((scope, keys))
        if number is None:
            number = self._atoms[scope, keys] = len(self._atoms)
            if scope == _FACTS:
                self._facts.add(number)
            known = self._scopes.setdefault(scope, {})
            for key in keys:
                known[key] = (*known.get(key, ()), number)
            self._lexicons.clear()  # what they learnt does not know the new atom
        return number

    # --- asking -------------------------------------------------------------------------------------------------------

    def match(self, article: Article, *, sources: int = 1) -> list[TopicMatch]:
        """The topics this article meets, by id, each with the words of the text that met it. `sources`: independent ones its story has."""
        self._settle()
        reading = self._read(article, sources)
        words = reading.words
        found: dict[str, tuple[str, ...]] = {}
        for waiter, first, second, is_only in self._waiting.called(words.keys()):
            if is_only and isinstance(waiter, str):
                one, two = words[first], words[second]
                found[waiter] = (one,) if one == two else (one, two)
            else:
                self._ask(waiter, reading, found)
        topics = sorted(found)
        return list(map(_MATCH, zip(topics, map(found.__getitem__, topics), strict=True)))

    def _ask(self, waiter: _Waiter, reading: Reading, found: dict[str, tuple[str, ...]]) -> None:
        """Whether one who was called is met after all, by which words; noted for each of its topics."""
        standing = self._standing[self._asked[waiter][0]] if isinstance(waiter, str) else waiter
        if (met := standing.condition.met_by(reading)) is not None:
            distinct = _distinct(met)
            for topic_id in standing.topics:
                found[topic_id] = _distinct(found[topic_id] + distinct) if topic_id in found else distinct

    def _read(self, article: Article, sources: int) -> Reading:
        texts = [(text, self._lexicon(language)) for text, language in passages(article) if text]
        return Reading(texts, self._facts_held(article, sources) if self._facts else ())

    def _facts_held(self, article: Article, sources: int) -> list[int]:
        known = self._scopes[_FACTS]
        held = [*facts(article), *(sources_key(number) for number in self._thresholds if number <= sources)]
        return [atom for key in held for atom in known.get(key, ())]

    def _lexicon(self, language: str) -> Lexicon:
        lexicon = self._lexicons.get(language)
        if lexicon is None:
            lexicon = self._lexicons[language] = Lexicon(language, self._atoms_met)
        return lexicon

    def _atoms_met(self, token: Token, language: str) -> tuple[int, ...]:
        atoms: dict[int, None] = {}
        for read_as, scopes in self._read_as(language):
            keys = offered(token, read_as, self._prefix_lengths)
            for known in scopes:
                atoms.update((atom, None) for key in keys if key in known for atom in known[key])
        return tuple(atoms)

    def _read_as(self, language: str) -> Iterator[tuple[str, list[dict[str, tuple[int, ...]]]]]:
        """The languages a text is read in, with the keys that queries ask for in each: a text in no known language is read in every one asked."""
        words = {scope: known for scope, known in self._scopes.items() if scope != _FACTS}
        if language in {UNDETERMINED, ANY}:
            yield from ((scope, [known]) for scope, known in words.items())
        else:
            yield language, [words[scope] for scope in (ANY, language) if scope in words]


@contextmanager
def many_coming() -> Iterator[None]:
    """While topics are put in: 100,000 queries are a million objects which all stay, and looking through them for rubbish again and again is a
    quarter of a build.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    return words if len(words) == 1 and words[0] else tuple(dict.fromkeys(filter(None, words)))


def _all(conditions: list[Condition]) -> All:
    return All(*_parted(conditions))


def _any(conditions: list[Condition]) -> Any:
    return Any(*_parted(conditions))


def _parted(conditions: list[Condition]) -> tuple[tuple[int, ...], tuple[Condition, ...]]:
    """Single atoms apart from the rest."""
    atoms = tuple(condition.atom for condition in conditions if isinstance(condition, Has))
    return atoms, tuple(condition for condition in conditions if not isinstance(condition, Has))
