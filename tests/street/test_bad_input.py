"""What publishers really send: each is placed, none stops or slows the others."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from support.clocks import NOON
from support.quake import QUAKE, RECORDED
from support.streets import TestStreet, entry, minutes_before, street_over

from feeds.dates import OLDEST
from feeds.dates import parse_date as parsed
from news.articles import Entry
from news.ingest import BODY_LIMIT
from news.stories.values import PlacementReason
from storage.memory import MemoryStore
from translators.glossary import GlossaryTranslator

SENTENCE = "Rescuers in Seferihisar searched the harbour for boats that the wave had torn loose. "
ODD = {
    "an empty title": entry("", SENTENCE, guid="empty", at=minutes_before(NOON, 3)),
    "nothing at all": Entry(guid="void", url="https://news.example/void", title="", summary="", published=minutes_before(NOON, 3)),
    "a body of 200 kB": Entry(
        guid="long", url="https://news.example/long", title="Harbour", summary="", body=SENTENCE * 2_400, published=minutes_before(NOON, 3)
    ),
    "a text of emoji": entry("🔥🔥🔥", "😀👩‍👩‍👧‍👦🇹🇷 " * 200, guid="emoji", at=minutes_before(NOON, 3)),
    "a date in 1602": entry("VOC founded in Amsterdam", SENTENCE, at=datetime(1602, 3, 20, tzinfo=UTC)),
    "a date in 2099": entry("Harbour of Seferihisar turns a hundred", SENTENCE, at=datetime(2099, 1, 1, tzinfo=UTC)),
    "no date": entry("Harbour of Seferihisar is searched", SENTENCE),
    "a language nobody knows": entry(
        "Qo'noSDaq Seferihisar bIQ'a' tlhol", "Heghlu'meH QaQ jajvam. " * 20, guid="tlh", at=minutes_before(NOON, 3)
    ),
    "one word a thousand times": entry("word", "word " * 1_000, guid="word", at=minutes_before(NOON, 3)),
    "control characters": entry("\x00\ufffe\u202e", "\x00" * 500, guid="nul", at=minutes_before(NOON, 3)),
}


@pytest.fixture
async def town() -> TestStreet:
    town = street_over(translator=GlossaryTranslator.from_phrases(RECORDED))
    await town.declare(["tr", "uk", "en"], {"quakes": "deprem OR earthquake OR землетрус"})
    await town.subscribe("ada", "quakes")
    return town


@pytest.mark.parametrize("what", ODD)
async def test_what_is_odd_is_placed_and_the_others_are_told_as_ever(town, what):
    """Three reports of an earthquake around it: one story, one alert; nothing failed on the way; a second look and a restart live with it."""
    town.feeds.says = {"anka": [QUAKE["tr"], ODD[what]], "dnipro": [QUAKE["uk"]], "harbour": [ODD[what], QUAKE["en"]]}
    await town.poll()
    await town.street.placing.look_again()
    await town.pass_hold()
    assert await town.store.unplaced(10) == []
    assert sum(town.street.jobs.failures.values()) == 0
    (story,) = [story for story in await town.store.stories() if len(story.languages) == 3]
    assert story.articles == 3
    assert len(town.seen_by("ada")) == 1
    again = street_over(town.store, clock=town.clock)
    await again.street.open(alone=True)
    assert len(await town.store.window(datetime(1500, 1, 1, tzinfo=UTC))) == 4


async def test_a_body_of_200_kb_is_kept_and_read_no_further_than_any_report(town):
    """What it costs to read, place and store follows from the limit."""
    town.feeds.says = {"harbour": [ODD["a body of 200 kB"]]}
    await town.poll()
    (row,) = await town.store.window(NOON - timedelta(days=1))
    article = await town.store.article(row.article_id)
    assert len(ODD["a body of 200 kB"].body) > 200_000
    assert len(article.original.body) == BODY_LIMIT
    assert len(row.features) < BODY_LIMIT


@pytest.mark.parametrize(
    "stated", ["next Tuesday", "1602-03-20T00:00:00Z", "2099-01-01T00:00:00Z", "0000-00-00", "Thu, 99 Foo 2026 25:61:00"]
)
def test_a_date_that_cannot_be_believed_is_none_and_not_now(stated):
    """The article then counts from the moment it was first seen, and stays there."""
    assert parsed(stated, now=NOON) is None
    assert OLDEST.year > 1602


async def test_an_article_without_a_date_does_not_grow_younger_with_every_poll(town):
    """An anniversary whose date nobody could read is told of the day it came, however often the feed shows it."""
    town.feeds.says = {"harbour": [entry("On this day: the earthquake of 1939", "Thousands died in Erzincan.", guid="day")]}
    await town.poll()
    (first,) = await town.store.window(NOON - timedelta(days=1))
    town.clock.move(hours=30)
    town.feeds.says["harbour"] = [entry("On this day: the Erzincan earthquake of 1939", "Thousands died in Erzincan.", guid="day")]
    await town.poll()
    (again,) = await town.store.window(NOON - timedelta(days=1))
    assert again.published == first.published == (await town.store.article(first.article_id)).received


async def test_an_anniversary_is_no_news_of_the_old_event(town):
    """The story of the event itself is long over: the look back is a story of its own."""
    town.feeds.says = {"harbour": [QUAKE["en"]]}
    await town.poll()
    town.clock.move(days=365)
    look_back = entry(f"On this day: {QUAKE['en'].title}", QUAKE["en"].summary, at=town.clock())
    town.feeds.says = {"harbour": [look_back]}
    await town.poll()
    newest = (await town.store.stories())[0]
    assert newest.articles == 1
    assert len(await town.store.stories()) == 2


async def test_release_notes_of_two_products_are_two_stories(town):
    """One title, two bodies, one outlet."""
    town.feeds.says = {
        "harbour": [
            entry(
                "Release notes",
                "Borealis 4.2 adds a dark theme and fixes the calendar export.",
                guid="a",
                url="https://a.example/1",
                at=NOON,
            ),
            entry(
                "Release notes", "Petrel 1.9 brings offline maps for Norway and a compass.", guid="b", url="https://a.example/2", at=NOON
            ),
        ]
    }
    await town.poll()
    assert [story.articles for story in await town.store.stories()] == [1, 1]


@pytest.mark.parametrize("stamp", ["", "Seen at {hour} h."])
async def test_an_outlet_that_republishes_every_hour_tells_one_story_and_alerts_once(town, stamp):
    """Thirty times under new addresses. The very same words are known to intake; with a stamp they are wire copies: no new source, no word."""
    for hour in range(30):
        words = f"{QUAKE['en'].summary} {stamp.format(hour=hour)}"
        same = entry(QUAKE["en"].title, words, guid=f"again{hour}", url=f"https://a.example/{hour}", at=town.clock())
        town.feeds.says = {"harbour": [same]}
        await town.poll()
        await town.pass_hold()
        town.clock.move(hours=1)
    (story,) = await town.store.stories()
    assert story.houses == ("Harbour Times",)
    assert story.articles == (30 if stamp else 2)  # a day later the same words are taken for a new report
    assert len(town.seen_by("ada")) == 1
    decided = await town.store.placements([article.article_id for article in await town.store.story_articles(story.story_id)])
    assert Counter(one.reason for one in decided.values()) == {
        PlacementReason.NOTHING_NEAR: 1,
        PlacementReason.WIRE_COPY: story.articles - 1,
    }


async def test_showing_a_live_blog_asks_the_store_no_oftener_than_showing_a_pair(town, monkeypatch):
    """Questions are counted: one for the members, one for what was decided about them."""
    asked: Counter[str] = Counter()
    for name in ("placement", "placements", "story_articles", "article"):
        monkeypatch.setattr(MemoryStore, name, _counted(getattr(MemoryStore, name), asked))
    reader = await town.store.subscriber("ada")
    costs = {}
    for size in (2, 60):
        town.feeds.says = {
            "harbour": [
                entry(QUAKE["en"].title, f"{QUAKE['en'].summary} Update {n}.", guid=f"live{n}", url=f"https://a.example/{n}", at=NOON)
                for n in range(size)
            ]
        }
        await town.poll()
        (story,) = await town.store.stories()
        asked.clear()
        assert len((await town.street.viewing.story(story, reader)).reports) == story.articles == size
        costs[size] = asked.total()
    assert costs[2] == costs[60]


def _counted(method, asked):
    async def counting(self, *args, **kwargs):
        asked[method.__name__] += 1
        return await method(self, *args, **kwargs)

    return counting
