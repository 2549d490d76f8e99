"""A topic's words in other languages: which are translated, what is looked for, and that it is the same as asking for it by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import naive_topics
from support.naive_topics import article

from news.errors import QueryError
from news.subscribers import TermTranslation, Topic
from news.topics.matching import TopicIndex
from news.topics.nodes import Both, Either, Not, Phrase, Word
from news.topics.query import Query, parse_query
from news.topics.terms import as_term, language_of, missing, terms_of


def topic(query, *translations, owner="telegram:1"):
    return Topic(f"{owner}/t", "t", (("", query),), owner=owner, translations=translations)


def words_met(topic, article):
    return [match.words for match in TopicIndex([topic]).match(article)]


QUAKE = TermTranslation("deprem", "uk", "землетрус")


def test_a_turkish_term_finds_the_ukrainian_story_in_any_inflection():
    assert words_met(
        topic("deprem İzmir", QUAKE, TermTranslation("İzmir", "uk", "Ізмір")), article("Землетруси в Ізмірі", language="uk")
    ) == [("Землетруси", "Ізмірі")]


def test_a_translation_is_looked_for_in_its_language_only():
    assert words_met(topic("seçim", TermTranslation("seçim", "en", "on")), article("on deprem", language="tr")) == []


def test_a_translation_into_english_meets_the_pivot():
    quake = TermTranslation("deprem", "en", "earthquake")
    assert words_met(topic("deprem", quake), article("Զանգված", language="hy", pivot="Earthquakes in the north")) == [("Earthquakes",)]


def test_a_struck_translation_is_not_looked_for():
    struck = TermTranslation("deprem", "uk", "землетрус", struck=True)
    assert words_met(topic("deprem", struck), article("Землетрус", language="uk")) == []


def test_what_is_not_wanted_is_not_wanted_in_translation():
    football = TermTranslation("futbol", "uk", "футбол")
    assert words_met(topic("deprem -futbol", QUAKE, football), article("Землетрус і футбол", language="uk")) == []


def test_striking_takes_effect_when_the_topic_is_put_in_again():
    index = TopicIndex([topic("deprem", QUAKE)])
    index.add(topic("deprem", TermTranslation("deprem", "uk", "землетрус", struck=True)))
    assert index.match(article("Землетрус", language="uk")) == []


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ('deprem OR "yer sarsıntısı" -futbol', ("deprem", "yer sarsıntısı", "futbol")),
        ('sism* "seçimler" lang:uk outlet:bbc deprem deprem', ("deprem",)),
    ],
)
def test_words_and_phrases_are_translated_and_spellings_and_fields_are_not(query, terms):
    assert terms_of(parse_query(query)) == terms


@pytest.mark.parametrize(
    ("term", "reader", "language"),
    [("deprem", "en", "tr"), ("earthquake", "tr", "en"), ("землетрус", "en", "uk"), ("наводнение", "uk", "ru"), ("Ankara", "tr", "tr")],
)
def test_the_language_of_a_term_is_told_by_its_words_then_by_who_typed_it(term, reader, language):
    assert language_of(term, reader) == language


@pytest.mark.parametrize(
    ("translated", "term", "text"),
    [
        ("Землетрус.", "deprem", "землетрус"),
        ("Стамбул", "İstanbul", "Стамбул"),
        ("Central bank", "merkez bankası", "central bank"),
        ("…", "deprem", ""),
        ("The earthquake has been an earthquake of the earth", "deprem", ""),
    ],
)
def test_a_translation_becomes_what_a_query_may_ask_for(translated, term, text):
    assert as_term(translated, term) == text


def test_every_word_is_missing_in_every_language_but_its_own_and_those_it_has():
    asked = topic("deprem OR earthquake", QUAKE)
    assert missing(asked, ["en", "tr", "uk"], "tr") == [("deprem", "tr", "en"), ("earthquake", "en", "tr"), ("earthquake", "en", "uk")]
    assert missing(Topic("quakes", "Quakes", (("tr", "deprem"),)), ["uk"], "tr") == []


TRANSLATED = ["выборы", "землетрус", "Ankara", "central bank", "bank", "война"]
translations = st.builds(
    TermTranslation, st.sampled_from(naive_topics.VOCABULARY), st.sampled_from(["uk", "ru", "en", "tr"]), st.sampled_from(TRANSLATED)
)


def met_by_hand(node, article, given, sources):
    """A word is met when it, or a translation of it in that language, is."""
    match node:
        case Not(node=inner):
            return not met_by_hand(inner, article, given, sources)
        case Both(nodes=nodes):
            return all(met_by_hand(part, article, given, sources) for part in nodes)
        case Either(nodes=nodes):
            return any(met_by_hand(part, article, given, sources) for part in nodes)
    others = [each for each in given if isinstance(node, Word | Phrase) and each.term == node.text and not each.struck]
    return naive_topics.is_met(node, article, "", sources) or any(
        naive_topics.is_met(Phrase(each.text) if " " in each.text else Word(each.text), article, each.language, sources) for each in others
    )


def is_readable(node):
    try:
        return parse_query(str(node)).root == node
    except QueryError:
        return False


@settings(deadline=None)
@given(
    st.lists(st.tuples(naive_topics.nodes, st.lists(translations, max_size=4).map(tuple)), max_size=6),
    naive_topics.articles,
    st.integers(1, 3),
)
def test_the_index_answers_as_asking_for_each_translation_by_hand_would(asked, article, sources):
    index, expected = TopicIndex(), []
    for number, (node, given_) in enumerate(asked):
        if is_readable(node):
            index.add(Topic(f"t{number}", "", (("", str(Query(node))),), owner="x", translations=given_))
            expected += [f"t{number}"] if met_by_hand(node, article, given_, sources) else []
    assert [match.topic_id for match in index.match(article, sources=sources)] == expected
