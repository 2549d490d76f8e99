"""Reading queries: what they mean, what is refused and where."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import naive_topics

from news.errors import QueryError
from news.topics.faults import Fault
from news.topics.grammar import read_by_grammar
from news.topics.query import MAX_ATOMS, Both, Either, Exact, Field, FieldName, Not, Phrase, Prefix, Sources, Word, parse_query
from news.topics.quick import read_quickly


def root(text):
    return parse_query(text).root


READ = {
    "deprem": Word("deprem"),
    "deprem İzmir": Both((Word("deprem"), Word("İzmir"))),
    "deprem AND İzmir": Both((Word("deprem"), Word("İzmir"))),
    "deprem OR yangın": Either((Word("deprem"), Word("yangın"))),
    "a b OR c": Either((Both((Word("a"), Word("b"))), Word("c"))),
    "a (b OR c)": Both((Word("a"), Either((Word("b"), Word("c"))))),
    "a -b": Both((Word("a"), Not(Word("b")))),
    "a -(b OR c)": Both((Word("a"), Not(Either((Word("b"), Word("c")))))),
    "a -(-b)": Both((Word("a"), Word("b"))),
    "((a))": Word("a"),
    "(a OR b) OR c": Either((Word("a"), Word("b"), Word("c"))),
    '"central bank"': Phrase("central bank"),
    '"elections"': Exact("elections"),
    "seism*": Prefix("seism"),
    "F-16": Word("F-16"),
    "Ивано-Франковск": Word("Ивано-Франковск"),
    "об’єднання": Word("об’єднання"),
    "or ve та и": Both((Word("or"), Word("ve"), Word("та"), Word("и"))),
    "ORAN": Word("ORAN"),
    "a lang:UK": Both((Word("a"), Field(FieldName.LANG, "uk"))),
    "a Country:tr": Both((Word("a"), Field(FieldName.COUNTRY, "TR"))),
    "a country:uk": Both((Word("a"), Field(FieldName.COUNTRY, "GB"))),
    'outlet:"BBC News" -category:sport': Both((Field(FieldName.OUTLET, "BBC News"), Not(Field(FieldName.CATEGORY, "sport")))),
    "a sources>=3": Both((Word("a"), Sources(3))),
    "“merkez bankası” –futbol": Both((Phrase("merkez bankası"), Not(Word("futbol")))),
    "«права людини»": Phrase("права людини"),
    "12:30": Word("12:30"),
    "σεισμός OR 地震 OR زلزال": Either((Word("σεισμός"), Word("地震"), Word("زلزال"))),
}


@pytest.mark.parametrize(("text", "meant"), READ.items())
def test_a_query_is_read_as_documented(text, meant):
    assert root(text) == meant


REFUSED = [
    ("", 0, "empty", None),
    ("   ", 0, "empty", None),
    ("a OR", 2, "needs something behind it", None),
    ("OR a", 0, "between two alternatives", None),
    ("a OR OR b", 5, "between two alternatives", None),
    ("a AND", 2, "needs something behind it", None),
    ("(a OR b", 0, "never closed", None),
    ("a)", 1, "nothing was opened", None),
    ("()", 1, "nothing", None),
    ('deprem "büyük', 7, "never closed", None),
    ("de*", 2, "at least 3 letters", None),
    ("*quake", 0, "end of a word", "quake*"),
    ("earth*quake", 5, "end of a word", "earthquake*"),
    ("a - b", 2, "no letters", None),
    ("a --b", 3, "one minus", None),
    ("🔥", 0, "no letters", None),
    ('""', 0, "no letters", None),
    ('"merkez ban*"', 11, "inside quotes", None),
    ("languag:uk x", 0, "no field languag", "lang"),
    ("source:reuters", 0, "no field source", "outlet"),
    ("мова:uk x", 0, "no field мова", "lang"),
    ("x https://a.example", 2, "no field https", None),
    ("x lang:ua", 7, "language code", "uk"),
    ("x lang:Turkish", 7, "language code", "tr"),
    ("x lang:", 2, "needs a value", None),
    ("x lang: uk", 2, "needs a value", None),
    ("x country:Türkiye", 10, "country code", "TR"),
    ("x outlet=reuters", 8, "takes a colon", "outlet:reuters"),
    ("x sources>3", 9, "takes >=", "sources>=3"),
    ("x sources:3", 9, "takes >=", "sources>=3"),
    ("x sources>=0", 2, "from 1 to 99", "sources>=3"),
    ("x sources>=many", 2, "from 1 to 99", "sources>=3"),
    ("a VEYA b", 2, "not an operator", "OR"),
    ("а АБО б", 2, "not an operator", "OR"),
    ("a NOT b", 2, "not an operator", "-"),
    ("-sport", 0, "nearly everything", None),
    ("lang:uk", 0, "nearly everything", None),
    ("sources>=3", 0, "nearly everything", None),
    ("country:TR lang:tr", 0, "nearly everything", None),
    ("a OR -b", 5, "every alternative", None),
    ("(" * 11 + "a" + ")" * 11, 10, "10 deep", None),
    ("kelime " * 80, 500, "500 characters", None),
    ("x " * 41, 80, "40 words", None),
]


@pytest.mark.parametrize(("text", "position", "reason", "suggestion"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_place_and_a_way_out(text, position, reason, suggestion):
    with pytest.raises(QueryError, match=reason) as refused:
        parse_query(text)
    assert (refused.value.position, refused.value.suggestion) == (position, suggestion)
    assert (refused.value.query, refused.value.fault in set(Fault)) == (text, True)


def test_the_limits_themselves_are_allowed():
    assert parse_query("(" * 10 + "a" + ")" * 10).root == Word("a")
    assert len(parse_query("xy " * MAX_ATOMS).root.nodes) == MAX_ATOMS
    assert parse_query("a" * 500)


def outcome(text):
    """The query, or the error it is refused with."""
    try:
        return parse_query(text)
    except QueryError as refused:
        return refused


@given(naive_topics.nodes)
def test_a_query_prints_as_text_that_reads_back_as_the_same_query(node):
    read = outcome(str(node))
    assume("40 words" not in str(read))
    if isinstance(read, QueryError):
        assert "nearly everything" in str(read)
    else:
        assert read.root == node


@given(naive_topics.nodes.map(str) | st.deferred(lambda: ANY_TEXT))
def test_what_is_read_quickly_is_what_the_grammar_reads(text):
    quick = read_quickly(text)
    assert quick is None or (quick, quick.position) == ((read := read_by_grammar(text)), read.position)


@given(naive_topics.nodes.map(str))
def test_a_query_with_nothing_wrong_is_read_quickly(text):
    assert read_quickly(text) is not None or isinstance(outcome(text), QueryError)


TYPED = st.text(alphabet=st.sampled_from('ab*()"- OR:>=3çқї’«”—\n🔥') | st.characters(), max_size=60)


ANY_TEXT = st.one_of(
    TYPED,
    st.text(max_size=600),
    st.lists(st.sampled_from(["(", ")", "-", "OR", "AND", '"', "a", "lang:", "lang:uk", "x*"]), max_size=30).map(" ".join),
)


@given(ANY_TEXT)
def test_any_text_is_read_or_refused_at_a_place_within_it(text):
    read = outcome(text)
    if isinstance(read, QueryError):
        assert read.position is not None
        assert 0 <= read.position < max(len(text), 1)
    else:
        assert parse_query(str(read)) == read
