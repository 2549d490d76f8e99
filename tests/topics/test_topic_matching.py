"""Asking an article which topics it meets."""

import gc
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import naive_topics
from support.naive_topics import article

from news.errors import QueryError
from news.subscribers import Topic, TopicMatch
from news.topics.matching import TopicIndex
from news.topics.query import parse_query


def topic(query, *, language="", name="t"):
    return Topic(name, name, ((language, query),))


def words(query, asked, *, language="", sources=1):
    """The words that met, or None when the query is not met."""
    found = TopicIndex([topic(query, language=language)]).match(asked, sources=sources)
    return found[0].words if found else None


WHY = [
    ("deprem", article("Ege'de depremler oldu", language="tr"), ("depremler",)),
    ("deprem OR yangın", article("Yangın ve deprem", language="tr"), ("deprem", "Yangın")),  # in the order of the query
    ("Ankara faiz", article("Ankara'da faiz kararı", language="tr"), ("Ankara'da", "faiz")),
    ('"merkez bankası"', article("Bugün", "Merkez Bankası'nın kararı", "tr"), ("Merkez Bankası'nın",)),
    ("F-16", article("Нові F-16 вже тут", language="uk"), ("F-16",)),
    ("地震", article("日本で地震が発生した", language="ja"), ("地震",)),
    ("earthquake -football", article("Earthquake hits town"), ("Earthquake",)),
    ("outlet:bbc", article("Anything", outlet="BBC News Türkçe"), ()),
    ("زلزال", article("زلزال قوي يضرب المدينة", language="ar"), ("زلزال",)),
    ("σεισμός", article("ΣΕΙΣΜΟΣ ΣΤΗΝ ΚΡΗΤΗ", language="el"), ("ΣΕΙΣΜΟΣ",)),
    ("quake", article("🔥🔥 quake 🔥"), ("quake",)),
    ("Ukraine", article("L'aide à l'Ukraine", language="fr"), ("l'Ukraine",)),
]


@pytest.mark.parametrize(("query", "asked", "found"), WHY)
def test_a_match_shows_the_words_as_they_stand_in_the_text(query, asked, found):
    assert words(query, asked) == found


def test_title_summary_and_body_are_all_asked():
    for part in ("title", "summary", "body"):
        assert words("quake", article(**{part: "A quake came"})) == ("quake",)


def test_words_of_one_query_may_stand_in_original_and_pivot():
    asked = article("Вибух у Києві", language="uk", pivot="Blast in Kyiv")
    assert words("blast Київ", asked) == ("Blast", "Києві")


def test_a_query_in_a_language_is_asked_of_texts_in_that_language_only():
    german = article("Das war ein Sieg", language="de")
    assert words("war", german, language="en") is None
    assert words("war", article("The war", language="en"), language="en") == ("war",)


def test_an_english_query_meets_the_pivot_of_a_turkish_article():
    asked = article("Ege'de deprem", language="tr", pivot="Earthquake in the Aegean")
    assert words("earthquake", asked, language="en") == ("Earthquake",)


def test_a_mixed_article_is_read_part_by_part():
    asked = article("Depremler sürüyor", "Earthquakes continue", "tr", summary_language="en")
    assert words("deprem", asked, language="tr") == ("Depremler",)
    assert words("earthquake", asked, language="en") == ("Earthquakes",)


def test_a_text_in_no_known_language_is_read_in_the_language_of_the_query():
    assert words("deprem", article("depremler", language="und"), language="tr") == ("depremler",)


def test_a_topic_matches_when_any_of_its_queries_does_and_names_all_words():
    asked = TopicIndex([Topic("quakes", "Quakes", (("en", "earthquake"), ("tr", "deprem"), ("uk", "землетрус")))])
    found = asked.match(article("Ege'de deprem", language="tr", pivot="Earthquake in the Aegean"))
    assert [(match.topic_id, set(match.words)) for match in found] == [("quakes", {"deprem", "Earthquake"})]


FACTS = [
    ("news lang:tr", {"language": "tr"}, True),
    ("news lang:uk", {"language": "tr"}, False),
    ("news -lang:tr", {"language": "tr"}, False),
    ("news country:TR", {"country": "TR"}, True),
    ("news country:UA", {"country": "TR"}, False),
    ('outlet:"bbc news"', {"outlet": "BBC News Türkçe"}, True),
    ("outlet:turkce", {"outlet": "BBC News Türkçe"}, True),
    ("outlet:news.bbc", {"outlet": "BBC News Türkçe"}, False),
    ("outlet:pravda-world", {"feed": "pravda-world"}, True),
    ("outlet:reuters", {"outlet": "BBC News"}, False),
    ("category:sport", {"categories": ("World", "Winter Sport")}, True),
    ("news -category:sport", {"categories": ("Sport",)}, False),
]


@pytest.mark.parametrize(("query", "facts", "is_met"), FACTS)
def test_fields_ask_for_facts_about_the_article(query, facts, is_met):
    assert (words(query, article("news", **facts)) is not None) is is_met


@pytest.mark.parametrize(("sources", "is_met"), [(1, False), (2, False), (3, True), (40, True)])
def test_sources_asks_how_many_independent_ones_tell_the_story(sources, is_met):
    assert (words("quake sources>=3", article("quake"), sources=sources) is not None) is is_met


def test_a_phrase_does_not_reach_across_title_and_summary_or_other_words():
    assert words('"central bank"', article("News from the central", "Bank says no")) is None
    assert words('"central bank"', article("central – bank")) is None
    assert words('"central bank"', article("bank central")) is None
    assert words('"central bank"', article("The central, the Central Bank")) == ("Central Bank",)


def test_a_query_that_cannot_be_read_changes_nothing():
    index = TopicIndex([topic("quake")])
    with pytest.raises(QueryError):
        index.add(Topic("t", "t", (("", "flood"), ("", "(fire"))))
    assert index.match(article("quake and flood")) == [TopicMatch("t", ("quake",))]


def test_a_query_that_cannot_be_read_leaves_the_collector_as_it_was():
    was_on = gc.isenabled()
    with pytest.raises(QueryError):
        TopicIndex([topic("(fire")])
    assert gc.isenabled() is was_on


def test_adding_a_topic_again_replaces_it_and_removing_forgets_it():
    index = TopicIndex([topic("quake"), topic("quake", name="other")])
    index.add(topic("flood"))
    assert [match.topic_id for match in index.match(article("quake"))] == ["other"]
    assert [match.topic_id for match in index.match(article("flood"))] == ["t"]
    index.remove("t")
    index.remove("never there")
    assert index.match(article("flood")) == []
    assert len(index) == 1
    assert "other" in index


def test_a_topic_added_later_meets_words_already_read():
    index = TopicIndex([topic("quake")])
    index.match(article("quake and flood"))
    index.add(topic("flood*", name="later"))
    assert [match.topic_id for match in index.match(article("quake and flood"))] == ["later", "t"]


def test_answers_do_not_depend_on_the_order_topics_came_in():
    queries = ["quake", "quake OR flood", "flood -quake", '"big flood"', "flo*", "town quake"]
    topics = [topic(query, name=str(number)) for number, query in enumerate(queries)]
    expected = TopicIndex(topics).match(article("A big flood and a quake in town"))
    for seed in range(5):
        shuffled = random.Random(seed).sample(topics, len(topics))
        assert TopicIndex(shuffled).match(article("A big flood and a quake in town")) == expected


def readable(node):
    try:
        parse_query(str(node))
    except QueryError:
        return False
    return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(
    st.lists(st.tuples(naive_topics.nodes.filter(readable), st.sampled_from(["", "en", "tr", "uk"])), min_size=1, max_size=8),
    st.lists(naive_topics.articles, min_size=1, max_size=4),
    st.sampled_from([1, 2, 3]),
    st.data(),
)
def test_the_index_answers_as_a_loop_over_all_queries_would(asked, articles, sources, data):
    index = TopicIndex(topic(str(node), language=language, name=str(number)) for number, (node, language) in enumerate(asked))
    gone = data.draw(st.sets(st.sampled_from(range(len(asked)))))
    for number in gone:
        index.remove(str(number))
    for each in articles:
        expected = {
            str(number)
            for number, (node, language) in enumerate(asked)
            if number not in gone and naive_topics.is_met(node, each, language, sources)
        }
        assert {match.topic_id for match in index.match(each, sources=sources)} == expected
