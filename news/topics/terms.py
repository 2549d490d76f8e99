"""A query's words in other languages: which there are to translate, and what a translation must look like to be looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from news.subscribers import TermTranslation, Topic
from news.topics.keys import readings
from news.topics.nodes import Both, Either, Node, Not, Phrase, Word
from news.topics.query import Query, parse_query
from news.words import fold, tokens, uncapitalised

LONGEST_TRANSLATION = 6
"""Words. An engine that makes a sentence of a word has lost itself."""


def terms_of(query: Query) -> tuple[str, ...]:
    """Its words and phrases, each once, in order. Those after a minus too: what is not wanted is not wanted in any language.

    A quoted single word asks for that form and a * for a spelling: neither has a translation.
    """
    return tuple(dict.fromkeys(_terms(query.root)))


def _terms(node: Node) -> Iterator[str]:
    match node:
        case Word(text=text) | Phrase(text=text):
            yield text
        case Not(node=inner):
            yield from _terms(inner)
        case Both(nodes=nodes) | Either(nodes=nodes):
            for part in nodes:
                yield from _terms(part)


def topic_terms(topic: Topic) -> tuple[str, ...]:
    """Of all queries of a topic of one's own; none of a preset. Raises `QueryError`."""
    if not topic.owner:
        return ()
    return tuple(dict.fromkeys(term for _, text in topic.queries for term in terms_of(parse_query(text))))


def language_of(term: str, preferred: str) -> str:
    """The language a term was most likely typed in: `preferred` (the subscriber's) when its words may be of it."""
    possible = [readings(token.stem) for token in tokens(term)]
    if any(preferred in languages for languages in possible):
        return preferred
    return next((languages[0] for languages in possible if languages and languages[0]), preferred)


def as_term(translated: str, term: str) -> str:
    """A translation as a query may ask for it; "" when it is none.

    Engines begin with a capital and end with a full stop, as in a headline; a capital would ask for a name.
    """
    words = tokens(translated)
    if not words or len(words) > LONGEST_TRANSLATION:
        return ""
    text = translated[words[0].start : words[-1].end]
    was_name = any(token.capitalised for token in tokens(term))
    return " ".join((text if was_name else uncapitalised(text[:1]) + text[1:]).replace('"', " ").split())


def missing(topic: Topic, languages: Iterable[str], preferred: str) -> list[tuple[str, str, str]]:
    """(term, its language, other language) of every translation the topic has not got."""
    known = {(each.term, each.language) for each in topic.translations}
    typed = [(term, language_of(term, preferred)) for term in topic_terms(topic)]
    return [
        (term, source, language) for language in languages for term, source in typed if language != source and (term, language) not in known
    ]


def struck_out(translations: Iterable[TermTranslation], language: str, text: str, *, struck: bool) -> tuple[TermTranslation, ...]:
    """The same with this one struck, or taken up again."""
    return tuple(
        TermTranslation(each.term, each.language, each.text, struck) if (each.language, fold(each.text)) == (language, fold(text)) else each
        for each in translations
    )


def living(translations: Iterable[TermTranslation]) -> tuple[TermTranslation, ...]:
    """Those that are looked for."""
    return tuple(each for each in translations if not each.struck)
