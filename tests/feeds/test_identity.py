"""Which entries are one article (fault rows 6 and 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.articles import Entry
from news.identity import article_id, canonical_link, content_hash, identify, identity_keys
from news.links import is_home

AT = datetime(2026, 11, 22, 8, 15, tzinfo=UTC)
ENTRY = Entry(
    guid="liman-4711",
    url="https://liman.example/2026/vapur-sis",
    title="Boğaz'da vapur seferleri sis yüzünden durdu",
    summary="Sabah saatlerinde görüş 50 metreye kadar düştü.",
    published=AT,
)


def ids(*entries: Entry, feed: str = "liman") -> list[str]:
    return [identified.article_id for identified in identify(entries, feed)]


def are_one(one: Entry, other: Entry, feed: str = "liman", other_feed: str = "liman") -> bool:
    """As the store sees it: polled one after the other, any key in common."""
    return bool(set(identity_keys(one, feed)) & set(identity_keys(other, other_feed)))


@pytest.mark.parametrize(
    "changed",
    [
        {"url": "https://liman.example/2026/vapur-sis-2"},
        {"guid": "liman-4711-b"},
        {"guid": ""},
        {"title": "Vapur seferleri yeniden başladı"},
        {"summary": "Güncelleme: seferler öğleden sonra başlayacak."},
        {"published": AT + timedelta(hours=2)},
        {"published": None},
        {"url": "http://m.liman.example/2026/vapur-sis/?utm_source=rss#yorumlar", "guid": "new"},
        {"guid": "new", "url": "https://liman.example/2026/baska-slug"},
        {"guid": "", "url": "https://liman.example/x?token=8431"},
    ],
)
def test_an_entry_that_changed_in_part_is_the_same_article(changed: dict[str, object]):
    """Another link, guid, title, text or date; even another guid and slug when title and time agree."""
    assert are_one(ENTRY, replace(ENTRY, **changed))


def test_two_feeds_carrying_one_address_are_one_article():
    """The link is the one name that holds across feeds."""
    assert are_one(ENTRY, replace(ENTRY, guid="other", title="Başka başlık"), other_feed="liman-istanbul")


def test_one_guid_in_two_feeds_means_nothing():
    """ "1" is an article in every CMS."""
    one, other = replace(ENTRY, guid="1"), Entry("1", "https://other.example/a", "Лікарні отримали генератори від партнерів", "")
    assert not are_one(one, other, other_feed="other")


def test_a_wire_copy_in_another_feed_is_an_article_of_its_own():
    """Same words, another outlet: stories join them, identity does not."""
    assert not are_one(ENTRY, replace(ENTRY, guid="x9", url="https://other.example/vapur"), other_feed="other")


def test_same_title_with_another_body_at_another_time_is_another_article():
    """Release notes, daily round-ups."""
    monday = Entry("", "", "Günün öne çıkan haberleri burada", "Meclis bütçeyi oyladı.", published=AT)
    tuesday = replace(monday, summary="Deprem tatbikatı yapıldı.", published=AT + timedelta(days=1))
    assert not are_one(monday, tuesday)


def test_a_round_up_with_the_same_words_every_day_is_new_every_day():
    """Same title and summary, another guid, link and day."""
    monday = Entry("r1", "https://liman.example/r1", "Günün öne çıkan haberleri burada", "Bugün ne oldu?", published=AT)
    tuesday = replace(monday, guid="r2", url="https://liman.example/r2", published=AT + timedelta(days=1))
    assert not are_one(monday, tuesday)


def test_short_titles_name_nothing():
    """Two "Video" entries at the same minute are two."""
    one = Entry("v1", "https://liman.example/v1", "Video", "", published=AT)
    assert not are_one(one, replace(one, guid="v2", url="https://liman.example/v2"))


def test_a_home_page_for_a_link_merges_nothing():
    """Every entry links to the front page: told apart by guid, else by words."""
    first = Entry("", "https://liman.example/", "Köprü bakım için bir gece kapanacak", "Saat 23.00'ten sonra.")
    second = replace(first, title="Metro hattı üç istasyon daha uzadı", summary="Açılış pazar günü.")
    assert len(set(ids(first, second))) == 2
    assert not are_one(first, second)


def test_a_link_shared_by_different_entries_merges_nothing():
    """/canli stands for whatever is on: within one poll it shows that it names nothing."""
    entries = [
        replace(ENTRY, guid=f"g{n}", url="https://liman.example/canli", title=f"Canlı yayında {n}. gelişme", published=None)
        for n in range(3)
    ]
    assert len(set(ids(*entries))) == 3
    assert not set.intersection(*({*identified.keys} for identified in identify(entries, "liman")))


def test_anchors_on_one_page_are_several_articles():
    """A live page whose updates are told apart by the fragment."""
    page = "https://liman.example/canli"
    entries = [Entry("", f"{page}#g{n}", f"Depremde {n}. saat: son durum", "Ekipler bölgede.") for n in range(3)]
    assert len(set(ids(*entries))) == 3


def test_one_guid_on_different_entries_is_read_with_the_link():
    """A template that gives every entry the same guid."""
    entries = [
        replace(ENTRY, guid="0", url=f"https://liman.example/{n}", title=f"{n} numaralı iskelede bakım çalışması", published=None)
        for n in range(3)
    ]
    assert len(set(ids(*entries))) == 3


def test_the_same_article_in_two_sections_of_one_feed_is_one():
    """Listed twice with different guids and one link, or different links and one title and time."""
    assert len(set(ids(ENTRY, replace(ENTRY, guid="liman-4711-spor")))) == 2  # two strongest names…
    assert are_one(ENTRY, replace(ENTRY, guid="liman-4711-spor"))  # …but one article to the store, by the link


def test_an_edited_article_listed_twice_keeps_its_link():
    """Same guid, same link, two titles: an edit, not a shared link."""
    old, new = identify([ENTRY, replace(ENTRY, title="Vapurlar yeniden sefere çıktı, sis dağıldı")], "liman")
    assert old.article_id == new.article_id
    assert any(key.startswith("link:") for key in old.keys)


def test_an_entry_with_nothing_is_an_article_all_the_same():
    """No id, link, title or date: a key is found, the same at every poll."""
    assert identity_keys(Entry("", "", "", ""), "liman") == identity_keys(Entry("", "", "", ""), "liman")
    assert len(ids(Entry("", "", "Kısa", ""), Entry("", "", "", "Sadece özet"))) == len(
        {*ids(Entry("", "", "Kısa", ""), Entry("", "", "", "Sadece özet"))}
    )


def test_ids_are_short_stable_and_the_same_on_every_machine():
    """Twelve lower-case base32 characters; a change here would announce everything again."""
    assert article_id(ENTRY, "liman") == "wvqwxi3f4sge"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://www.Example.com/news/42/?utm_source=rss&utm_medium=x#top", "https://example.com/news/42"),
        ("https://m.example.com/news/42", "https://example.com/news/42"),
        ("https://mobile.example.com/news/42/amp/", "https://example.com/news/42"),
        ("https://amp.example.com/news/42.amp.html", "https://example.com/news/42"),
        ("https://www.google.com/amp/s/www.example.com/news/42", "https://example.com/news/42"),
        ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/42?usqp=abc", "https://example.com/news/42"),
        ("https://example.com:443/news/42?fbclid=IwAR0&id=7", "https://example.com/news/42?id=7"),
        ("https://example.com:8443/news/42", "https://example.com:8443/news/42"),
        ("https://example.com/?b=2&a=1", "https://example.com?a=1&b=2"),
        ("https://example.com/index.php", "https://example.com"),
        ("https://example.com/новини/війна", "https://example.com/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%D0%B2%D1%96%D0%B9%D0%BD%D0%B0"),
        ("https://example.com/%d0%bd%d0%be", "https://example.com/%D0%BD%D0%BE"),
        ("//example.com//a///b", "https://example.com/a/b"),
        ("https://example.com/#!/story/9", "https://example.com#!/story/9"),
        ("https://example.com/haber?from=rss", "https://example.com/haber"),
        ("m.com", ""),
        ("mailto:desk@example.com", ""),
        ("javascript:alert(1)", ""),
        ("http://[::1", ""),
        ("http://example.com:99999/", ""),
        ("", ""),
    ],
)
def test_spellings_of_one_address_have_one_form(url: str, canonical: str):
    """Tracking, hosts for devices, AMP, scheme, default port, slashes and encodings are not part of an address."""
    assert canonical_link(url) == canonical


@given(st.from_regex(r"\Ahttps?://[a-z0-9.-]{1,20}(:\d{1,5})?(/[\w%.~!$&'()*+,;=:@/-]{0,40})?(\?[\w=&%+-]{0,30})?(#\w{0,9})?\Z"))
def test_a_canonical_link_is_its_own_canonical_link(url: str):
    """Whatever comes in, a second pass changes nothing."""
    once = canonical_link(url)
    assert canonical_link(once) == once


@given(st.text(max_size=200))
def test_any_text_may_stand_for_a_link_or_guid(text: str):
    """No string a publisher may write raises."""
    entry = Entry(text, text, text, text)
    assert len(article_id(entry, "x")) == 12
    is_home(canonical_link(text))


@given(
    st.permutations(
        [
            replace(ENTRY, guid=f"g{n}", url=f"https://liman.example/{n % 4}", title=f"Başlık {n % 3} için yeterince uzun metin")
            for n in range(6)
        ]
    )
)
def test_identity_does_not_depend_on_the_order_in_the_feed(entries: list[Entry]):
    """Each entry has the same keys wherever it stands."""
    assert {found.entry: found.keys for found in identify(entries, "liman")} == {
        found.entry: found.keys for found in identify(sorted(entries, key=lambda entry: entry.guid), "liman")
    }


def test_the_content_hash_sees_edits_and_not_spacing():
    """lastBuildDate, dates and white space are no edit."""
    assert content_hash(ENTRY) == content_hash(replace(ENTRY, summary=ENTRY.summary.replace(" ", "\n  "), published=None, guid="x"))
    assert content_hash(ENTRY) != content_hash(replace(ENTRY, summary=ENTRY.summary + " Seferler durdu."))
