"""The recorded feeds are what the demo says they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.demo_feeds import NOON, demo_feeds, documents, parsed

from bot.demo.moments import with_moments
from bot.demo.world import GLOSSARY, READERS, watched
from translators.glossary import read_phrases

ROUND_ONE = parsed(1)
ROUND_TWO = parsed(2)
GLOSSARY_PHRASES = read_phrases(GLOSSARY)
LANGUAGES = {feed.slug: feed.language for feed in demo_feeds()}


def test_there_is_enough_to_look_at():
    """At least six outlets in four languages and forty entries."""
    assert len(ROUND_ONE) >= 6
    assert set(LANGUAGES.values()) == {"tr", "uk", "en", "ru"}
    assert sum(len(feed.entries) for feed in ROUND_ONE.values()) >= 40


def test_every_format_is_there():
    """RSS 2.0, Atom, RDF and JSON Feed."""
    heads = {slug: document[:400] for slug, document in documents(1).items()}
    for sign in (b"<rss ", b"<feed ", b"<rdf:RDF ", b'"version": "https://jsonfeed.org'):
        assert any(sign in head for head in heads.values()), sign


@pytest.mark.parametrize(
    ("slug", "charset", "word"), [("dnipro-visnyk", "windows-1251", "резолюцію"), ("sahil-postasi", "windows-1254", "büyüklüğünde")]
)
def test_old_charsets_are_in_the_bytes_and_not_only_in_the_prolog(slug, charset, word):
    """The file is no UTF-8, and the parser reads its letters all the same."""
    document = documents(1)[slug]
    assert charset.encode() in document[:80]
    with pytest.raises(UnicodeDecodeError):
        document.decode("utf-8")
    assert any(word in entry.title + entry.summary for entry in ROUND_ONE[slug].entries)


@pytest.mark.parametrize("number", [1, 2])
def test_no_placeholder_is_left_and_no_date_lies_ahead(number):
    """Whatever the parser believes is before the demo's start."""
    assert not [slug for slug, document in documents(number).items() if b"{{" in document]
    dates = [entry.published for feed in parsed(number).values() for entry in feed.entries if entry.published]
    assert max(dates) < NOON


def test_junk_dates_are_not_believed():
    """In words, missing, or of the year 2099: no date rather than a wrong one."""
    undated = {entry.title for feed in ROUND_ONE.values() for entry in feed.entries if entry.published is None}
    assert undated == {
        "Ayvalık'ta zeytin hasadında rekor bekleniyor",
        "Ankara metrosunda yeni hat için ilk kazma",
        "İzmir'de fırtına vapur seferlerini durdurdu",
    }


def test_hostile_markup_is_gone():
    """Script, handlers and the javascript link are not in what the parser gives."""
    (entry,) = [entry for entry in ROUND_ONE["bosphorus-herald"].entries if "Museum card" in entry.title]
    assert entry.url == ""
    assert not [sign for sign in ("<", "alert(", "evil") if sign in entry.title + entry.summary]


def test_an_entry_without_guid_is_there():
    """Identity by link (fault 7)."""
    assert [entry.title for feed in ROUND_ONE.values() for entry in feed.entries if not entry.guid and feed is ROUND_ONE["kuzey-yildizi"]]


def test_the_second_round_grows_and_edits():
    """New entries in several feeds, one edited headline, an archive entry of last winter, and two feeds without news."""
    before = {entry.url: entry.title for feed in ROUND_ONE.values() for entry in feed.entries}
    after = {entry.url: entry for feed in ROUND_TWO.values() for entry in feed.entries}
    assert len(after) >= len(before) + 6
    assert [url for url, title in before.items() if after[url].title != title] == ["https://sahil-postasi.example.org/bogaz-gemi"]
    assert [entry.title for entry in after.values() if entry.published and entry.published < NOON - timedelta(days=270)] == [
        "Генасамблея ООН ухвалила резолюцію України про справедливий мир"
    ]
    assert [slug for slug, document in documents(2).items() if document == documents(1)[slug]] == ["bosphorus-herald", "dnipro-visnyk"]


def entries_in(language: str):
    return [entry for slug, feed in (*ROUND_ONE.items(), *ROUND_TWO.items()) if LANGUAGES[slug] == language for entry in feed.entries]


@pytest.mark.parametrize("language", ["tr", "uk", "ru"])
def test_every_title_and_lead_has_its_recorded_english(language):
    """To the letter, as the parser yields it; a lead already in English needs none."""
    recorded = {" ".join(text.split()) for text in GLOSSARY_PHRASES[language, "en"]}
    missing = [text for entry in entries_in(language) for text in (entry.title, entry.summary) if " ".join(text.split()) not in recorded]
    assert [text for text in missing if not text.startswith("The UN General Assembly")] == []


def test_the_demo_reads_its_feeds_yaml_like_everybody():
    """The same reader, and every reader's topic is declared."""
    declared = watched("http://127.0.0.1:8000")
    topics = {topic.topic_id for topic in declared.topics}
    assert {topic for reader in READERS for topic, _ in reader.follows()} <= topics
    assert len(declared.feeds) == len({feed.outlet for feed in declared.feeds})


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (b"{{rfc822 -45m Europe/Istanbul}}", b"Tue, 20 Jan 2026 14:15:00 +0300"),
        (b"{{rfc3339 -2h Europe/Kyiv}}", b"2026-01-20T12:00:00+02:00"),
        (b"{{rfc3339 -302d Asia/Almaty}}", b"2025-03-24T17:00:00+05:00"),
        (b"{{rfc822 45m Europe/Istanbul}} {{x}}", b"{{rfc822 45m Europe/Istanbul}} {{x}}"),
    ],
)
def test_distances_become_dates_in_the_outlets_zone(template, told):
    """Summer time included; what is no placeholder stays."""
    assert with_moments(template, NOON) == told
