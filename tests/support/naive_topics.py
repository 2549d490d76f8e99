"""A second way to answer "does this query meet this article?": every query, every word, no index."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from news.articles import Article, Text
from news.topics.keys import field_key, form_keys, name_keys, offered, prefix_keys, word_keys
from news.topics.nodes import Both, Either, Exact, Field, FieldName, Not, Phrase, Prefix, Sources, Word
from news.words import tokens

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONGEST_PREFIX = 12


def article(title="", summary="", language="en", *, body="", pivot=None, **facts) -> Article:
    """An article by its headline; `pivot` is a headline in English."""
    return Article(
        article_id="a1",
        feed=facts.pop("feed", "wire"),
        outlet=facts.pop("outlet", "Wire"),
        url="https://wire.example/1",
        published=MOMENT,
        received=MOMENT,
        original=Text(title, summary, body, language=language, summary_language=facts.pop("summary_language", "")),
        pivot=None if pivot is None else Text(pivot, "", language="en"),
        **facts,
    )


def is_met(node, article: Article, language: str = "", sources: int = 1) -> bool:
    """Straight from the words of the query language's documentation."""
    match node:
        case Not(node=inner):
            return not is_met(inner, article, language, sources)
        case Both(nodes=nodes):
            return all(is_met(part, article, language, sources) for part in nodes)
        case Either(nodes=nodes):
            return any(is_met(part, article, language, sources) for part in nodes)
        case Sources(at_least=number):
            return sources >= number
        case Field(name=FieldName.LANG, value=value):
            return value in {article.original.language, article.original.lead_language}
        case Field(name=FieldName.COUNTRY, value=value):
            return value == article.country
        case Field(name=FieldName.OUTLET):
            return field_key(node) in {*name_keys(FieldName.OUTLET, article.outlet), *name_keys(FieldName.OUTLET, article.feed)}
        case Field():
            return any(field_key(node) in name_keys(FieldName.CATEGORY, category) for category in article.categories)
    return any(_stands_in(_asked(node, language), text, spoken, language) for text, spoken in _heard(article, language))


def _asked(node, language):
    keys = {Word: word_keys, Phrase: word_keys, Exact: form_keys, Prefix: prefix_keys}[type(node)]
    return [keys(token, language) for token in tokens(node.text, language)]


def _heard(article, language):
    original, pivot = article.original, article.pivot
    parts = [(original.title, original.language), (original.summary, original.lead_language), (original.body, original.lead_language)]
    parts += [(pivot.title, "en"), (pivot.summary, "en")] if pivot else []
    return [(text, language if spoken == "und" else spoken) for text, spoken in parts if language in {"", spoken} or spoken == "und"]


def _stands_in(asked, text, spoken, language):
    words = [set(offered(token, spoken, range(3, LONGEST_PREFIX + 1))) for token in tokens(text, spoken)]
    return any(all(keys & words[start + step] for step, keys in enumerate(asked)) for start in range(len(words) - len(asked) + 1))


# --- queries and articles by chance -----------------------------------------------------------------------------------

VOCABULARY = [
    "deprem", "depremler", "İstanbul'da", "Ankara", "ışık", "sınır", "sinir", "Erdoğan", "Erdogan",
    "Київ", "Києві", "кий", "вибори", "виборів", "об’єднання", "война", "войны", "ёлка", "елка",
    "election", "elections", "Turkey", "turkey", "central", "bank", "banks", "F-16", "σεισμός", "ΣΕΙΣΜΟΣ", "זלזלה", "زلزال", "地震", "naïve",
]  # fmt: skip
LANGUAGES = ["tr", "uk", "ru", "en", "und", "el"]

words = st.sampled_from(VOCABULARY)
atoms = st.one_of(
    words.map(Word),
    st.sampled_from(["dep", "vib", "вибо", "elec", "Erdo", "ista"]).map(Prefix),
    st.sampled_from([word for word in VOCABULARY if "-" not in word and word != "地震"]).map(Exact),
    st.lists(words, min_size=2, max_size=3).map(" ".join).map(Phrase),
    st.sampled_from(
        [
            Field(FieldName.LANG, "uk"),
            Field(FieldName.COUNTRY, "TR"),
            Field(FieldName.OUTLET, "BBC News"),
            Field(FieldName.CATEGORY, "sport"),
        ]
    ),
    st.sampled_from([1, 2, 3]).map(Sources),
)


def _grown(nodes):
    groups = st.lists(nodes, min_size=2, max_size=4).map(tuple)
    both = groups.filter(lambda parts: not any(isinstance(part, Both) for part in parts)).map(Both)
    either = groups.filter(lambda parts: not any(isinstance(part, Either) for part in parts)).map(Either)
    return st.one_of(both, either, nodes.filter(lambda node: not isinstance(node, Not)).map(Not))


nodes = st.recursive(atoms, _grown, max_leaves=10)
texts = st.lists(words, max_size=8).map(" ".join)
languages = st.sampled_from(LANGUAGES)
articles = st.builds(
    article,
    texts,
    texts,
    languages,
    body=texts,
    pivot=st.none() | texts,
    summary_language=st.sampled_from(["", "en", "tr"]),
    outlet=st.sampled_from(["Wire", "BBC News Türkçe", "Suspilne"]),
    country=st.sampled_from(["", "TR"]),
    categories=st.sampled_from([(), ("Sport",), ("World news", "sport")]),
)
