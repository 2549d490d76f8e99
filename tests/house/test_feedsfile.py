"""feeds.yaml: read into feeds, topics and outlets, or every mistake by line and key."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.durations import format_duration, parse_duration
from bot.feedsfile import FeedsFile, read_feeds_file, read_feeds_text, write_feeds_text
from bot.problems import Problems
from news.feed import Feed, Origin
from news.subscribers import Topic

ROOT = Path(__file__).resolve().parents[2]


def problems_of(text: str) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_feeds_text(dedent(text))
    return [str(problem) for problem in caught.value.problems]


def test_a_feed_takes_from_its_outlet_what_it_leaves_out() -> None:
    """Name, owner, country, zone; its own words win."""
    found = read_feeds_text(
        dedent("""
        outlets:
          kanal: {name: Kanal Bir, owner: Birlik, country: TR, language: tr, zone: Europe/Istanbul}
        feeds:
          - slug: kanal
            outlet: kanal
            url: https://kanal.example/rss
          - slug: kanal-en
            outlet: kanal
            url: https://kanal.example/en
            title: Kanal Bir in English
            language: en
            every: 1h30m
            paused: true
        """)
    )
    assert found.feeds == (
        Feed("kanal", "https://kanal.example/rss", "Kanal Bir", "Kanal Bir", "tr", "Birlik", "TR", "", "Europe/Istanbul"),
        Feed(
            "kanal-en", "https://kanal.example/en", "Kanal Bir in English", "Kanal Bir", "en", "Birlik", "TR", "", "Europe/Istanbul",
            timedelta(minutes=90), Origin.FILE, paused=True,
        ),
    )  # fmt: skip
    assert found.languages == ("en", "tr")


def test_a_topic_has_titles_and_queries_per_language_or_one_for_all() -> None:
    """The English title stands for languages that have none."""
    found = read_feeds_text(
        dedent("""
        topics:
          - slug: sel
            title: {tr: Seller, en: Floods, uk: Повені}
            hold: 0s
            queries: {tr: 'sel OR "su baskını"', uk: повінь}
          - slug: vote
            title: Votes
            queries: vote OR oylama
        """)
    )
    flood, vote = found.topics
    assert (flood.title, flood.title_in("uk"), flood.title_in("de")) == ("Floods", "Повені", "Floods")
    assert flood.hold == timedelta(0)
    assert vote == Topic("vote", "Votes", (("", "vote OR oylama"),))


def test_every_mistake_is_told_with_line_and_key() -> None:
    """Forty feeds are not mended one start at a time."""
    assert problems_of("""
        outlets:
          kanal: {name: Kanal, ownr: x, country: TUR}
        feed: []
        feeds:
          - slug: bir
            langauge: tr
            url: htp://bir.example
            every: 15
            zone: Europe/Istambul
            paused: maybe
          - url: https://iki.example/rss
            slug: İki
            outlet: kanl
            language: ua
          - slug: uc
            outlet: kanl
            url: https://iki.example/rss
          - slug: uc
          - just words
        topics:
          - slug: t
            title: {en: T}
            queries: {en: flood, tr: ""}
            hold: 2h
          - slug: t
            title: {en: U}
            queries: {en: flood}
        """) == [
        'feeds.yaml:3: outlets.kanal.country: "TUR" is no country code (two capitals, like TR, UA, GB), did you mean "TR"?',
        'feeds.yaml:3: outlets.kanal.ownr: unknown key, did you mean "owner"?',
        'feeds.yaml:4: feed: unknown key, did you mean "feeds"?',
        'feeds.yaml:7: feeds[0].langauge: unknown key, did you mean "language"?',
        'feeds.yaml:8: feeds[0].url: "htp://bir.example" is no address of a feed; it must begin with http:// or https:// and name a host',
        'feeds.yaml:9: feeds[0].every: "15" is no duration; write it like 90s, 15m, 2h or 1h30m',
        'feeds.yaml:10: feeds[0].zone: "Europe/Istambul" is no time zone (a name like Europe/Istanbul), did you mean "Europe/Istanbul"?',
        "feeds.yaml:11: feeds[0].paused: must be true or false",
        'feeds.yaml:13: feeds[1].slug: "İki" is no slug; use small Latin letters, digits and hyphens',
        'feeds.yaml:15: feeds[1].language: "ua" is no language code (two letters, like tr, uk, en), did you mean "uk"?',
        'feeds.yaml:17: feeds[2].outlet: "kanl" does not stand under outlets, did you mean "kanal"?',
        'feeds.yaml:18: feeds[2].url: "https://iki.example/rss" stands already in line 12',
        "feeds.yaml:19: feeds[3].url: is missing",
        'feeds.yaml:19: feeds[3].slug: "uc" stands already in line 16',
        "feeds.yaml:20: feeds[4]: must be a mapping of keys and values",
        "feeds.yaml:24: topics[0].queries.tr: must not be empty",
        "feeds.yaml:25: topics[0].hold: must be between 0s and 1h",
        'feeds.yaml:26: topics[1].slug: "t" stands already in line 22',
    ]


def test_a_query_that_cannot_be_read_names_its_character() -> None:
    """The position inside the query, and the words around it."""
    (said,) = problems_of("""
        topics:
          - slug: t
            title: T
            queries:
              en: 'flood OR'
        """)
    assert said.startswith("feeds.yaml:6: topics[0].queries.en: ")
    assert "at character 7" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("feeds: [", "feeds.yaml:1: is not YAML"),
        ("feeds:\n  - slug: a\n    slug: b\n", "feeds.yaml:3: is not YAML"),
        ("feeds:\n\t- slug: a\n", "feeds.yaml:2: is not YAML"),
        ("- a\n", "feeds.yaml:1: must have the sections outlets, feeds, topics"),
        ("feeds: {a: 1}\n", "feeds.yaml:1: feeds: must be a list"),
        ("outlets: [a]\n", "feeds.yaml:1: outlets: must be a mapping"),
        ("feeds: !!python/object/apply:os.system [ls]\n", "feeds.yaml:1: feeds[0]: must be a mapping"),
    ],
)
def test_what_is_no_feeds_file_is_said_in_one_line(text: str, said: str) -> None:
    """Broken YAML, a doubled key, a tab, another shape, a tag that would run something elsewhere."""
    assert any(line.startswith(said) and "\n" not in line for line in problems_of(text))


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    """The next step stands in the sentence."""
    with pytest.raises(Problems, match="TELLAL_FEEDS_FILE"):
        read_feeds_file(tmp_path / "feeds.yaml")


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    """Saved by an old editor in windows-1254."""
    (tmp_path / "feeds.yaml").write_bytes("outlets: {a: {name: Şafak}}".encode("cp1254"))
    with pytest.raises(Problems, match="cannot be read"):
        read_feeds_file(tmp_path / "feeds.yaml")


def test_an_empty_file_watches_nothing() -> None:
    """No feeds is a choice."""
    assert read_feeds_text("") == FeedsFile()


def test_norway_is_a_country_and_no_is_a_language() -> None:
    """YAML 1.1 would read `no` as false."""
    found = read_feeds_text("feeds: [{slug: nrk, url: 'https://nrk.example/rss', language: no, country: NO}]")
    assert (found.feeds[0].language, found.feeds[0].country) == ("no", "NO")


def test_the_file_we_ship_is_good_and_wide() -> None:
    """More than forty feeds in seven languages, six presets with a query in each of four."""
    found = read_feeds_file(ROOT / "feeds.yaml")
    assert len(found.feeds) >= 40
    assert {"tr", "uk", "en", "ru", "pl", "de", "fr"} <= set(found.languages)
    assert len(found.topics) == 6
    assert all({language for language, _ in topic.queries} == {"en", "tr", "uk", "ru"} for topic in found.topics)
    assert all(feed.outlet and feed.country and feed.category and feed.title for feed in found.feeds)


def test_what_we_ship_survives_export_and_reading() -> None:
    """`feeds export` writes what `feeds.yaml` may hold."""
    found = read_feeds_file(ROOT / "feeds.yaml")
    again = read_feeds_text(write_feeds_text(found.feeds, found.topics))
    assert (again.feeds, again.topics) == (found.feeds, found.topics)


words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20).map(str.strip).filter(bool)


@given(title=words, outlet=words, owner=words, category=words, minutes=st.integers(1, 9000), paused=st.booleans())
def test_any_feed_survives_export_and_reading(title: str, outlet: str, owner: str, category: str, minutes: int, paused: bool) -> None:
    """Colons, hashes, quotes, "null", "1e3" and emoji are only text."""
    feed = Feed(
        "a-1",
        "https://a.example/?a=1&b=#c",
        title,
        outlet,
        "uk",
        owner,
        "UA",
        category,
        "Europe/Kyiv",
        timedelta(minutes=minutes),
        paused=paused,
    )
    assert read_feeds_text(write_feeds_text([feed])).feeds == (feed,)


@given(st.integers(0, 10_000_000))
def test_durations_are_written_as_they_are_read(seconds: int) -> None:
    """Any whole number of seconds."""
    span = timedelta(seconds=seconds)
    assert parse_duration(format_duration(span)) == span


@pytest.mark.parametrize("text", ["", "15", "m", "-5m", "1.5h", "5 m", "10m1h", "soon", "9999999999d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """With an example of how to write it."""
    with pytest.raises(ValueError, match="write it like"):
        parse_duration(text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    """It is read, or it has problems; nothing else."""
    with suppress(Problems):
        assert isinstance(read_feeds_text(text), FeedsFile)


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.dates()
names = st.sampled_from(["slug", "url", "outlet", "title", "queries", "hold", "every", "name", "owner", "zone", "language", "en", "tr"])
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | st.integers(), inner, max_size=4), max_leaves=12
)


@example({"outlets": [], "feeds": [{"slug": []}]})
@given(st.dictionaries(st.sampled_from(["outlets", "feeds", "topics", "feed"]), anything | st.lists(anything, max_size=3), max_size=3))
def test_no_shape_breaks_the_reader(content: object) -> None:
    """Any nesting of lists, mappings and scalars under the right names: read, or problems with a line each."""
    out = StringIO()
    YAML(typ="safe").dump(content, out)
    with suppress(Problems):
        assert isinstance(read_feeds_text(out.getvalue()), FeedsFile)
