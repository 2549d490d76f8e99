"""The verbs shared by chat and command line, on every store."""

from datetime import timedelta

import pytest
from support.clocks import NOON
from support.rows import an_article
from support.talks import _report

from bot import verbs
from bot.verbs import FeedCondition, Reason, Refused
from news.deliveries import Delivery, DeliveryKind, DigestEntry
from news.errors import QueryError
from news.feed import Feed, FeedState, Origin
from news.stories.values import Placement, PlacementReason, Story
from news.subscribers import Pace, Subscriber, Subscription, Topic

AYSE = Subscriber("telegram-7", "telegram", "7", language="tr")
QUAKES = Topic("earthquakes", "Earthquakes", (("", "deprem"),), titles=(("tr", "Depremler"),))


@pytest.fixture
async def store(any_store):
    async with any_store.transaction() as tx:
        await tx.put_subscriber(AYSE)
        await tx.put_topic(QUAKES)
    return any_store


async def did(store, verb, *words, **more):
    """Say a verb in a transaction of its own."""
    async with store.transaction() as tx:
        return await verb(tx, *words, **more)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.bbc.co.uk/news/rss.xml", "bbc"),
        ("https://feeds.bbci.co.uk/turkce/rss.xml", "bbci"),
        ("https://rss.dw.com/xml/rss-tr-all", "dw"),
        ("https://www.pravda.com.ua/rss/", "pravda"),
        ("http://127.0.0.1:8080/feed", "feed"),
        ("https://xn--80aaxitdbjk.xn--p1ai/rss", "xn--80aaxitdbjk"),
    ],
)
async def test_a_feed_gets_a_short_name_from_its_host(store, url, slug):
    """What people would call it."""
    assert (await did(store, verbs.add_feed, url)).slug == slug


async def test_a_second_feed_of_a_host_gets_a_number(store):
    """And the same address is not watched twice."""
    await did(store, verbs.add_feed, "https://dw.com/1")
    assert (await did(store, verbs.add_feed, "https://dw.com/2")).slug == "dw-2"
    with pytest.raises(Refused) as error:
        await did(store, verbs.add_feed, "https://dw.com/1")
    assert (error.value.reason, error.value.asked) == (Reason.FEED_KNOWN, "dw")


@pytest.mark.parametrize(
    "url",
    ["", "dw.com/rss", "ftp://dw.com/rss", "https://", "https://[::1", "https://dw.com:port/", "https://dw.com/a b", "file:///etc/passwd"],
)
async def test_what_is_no_address_is_refused(store, url):
    """Before anything is stored."""
    with pytest.raises(Refused) as error:
        await did(store, verbs.add_feed, url)
    assert error.value.reason is Reason.NOT_AN_ADDRESS
    assert await store.feeds() == []


async def test_conditions_of_feeds(store):
    """Those that need a look first."""
    async with store.transaction() as tx:
        for slug in ("fine", "paused", "never", "failing", "silent", "gone", "moved"):
            await tx.put_feed(Feed(slug, f"https://{slug}.example/", paused=slug == "paused"))
        polled = FeedState("x", last_polled_at=NOON, last_ok_at=NOON, last_entry_at=NOON)
        await tx.put_feed_state(polled.evolve(slug="fine"))
        await tx.put_feed_state(polled.evolve(slug="failing", failures=2, last_error="x"))
        await tx.put_feed_state(polled.evolve(slug="silent", last_entry_at=NOON.replace(day=1)))
        await tx.put_feed_state(polled.evolve(slug="gone", failures=1, due_reason="gone"))
        await tx.put_feed_state(polled.evolve(slug="moved", moved_to="https://new.example/", moves=3))
    listed = await verbs.feeds_health(store)
    assert [(each.watched.feed.slug, each.condition) for each in listed] == [
        ("gone", FeedCondition.GONE),
        ("failing", FeedCondition.FAILING),
        ("moved", FeedCondition.MOVED),
        ("silent", FeedCondition.SILENT),
        ("never", FeedCondition.NEVER_POLLED),
        ("fine", FeedCondition.FINE),
        ("paused", FeedCondition.PAUSED),
    ]
    health = await verbs.health(store, now=NOON)
    assert not health.is_well
    assert health.tally.feeds == 7


async def test_poll_now_leaves_paused_feeds_alone_unless_named(store):
    """All, or those named."""
    async with store.transaction() as tx:
        await tx.put_feed(Feed("a", "https://a.example/"))
        await tx.put_feed(Feed("b", "https://b.example/", paused=True))
    assert await did(store, verbs.poll_now, [], now=NOON) == ("a",)
    assert await did(store, verbs.poll_now, ["B"], now=NOON) == ("b",)
    assert (await store.feed("b")).state.next_poll_at == NOON


async def test_removing(store):
    """Chat's feeds go, the file's are paused."""
    async with store.transaction() as tx:
        await tx.put_feed(Feed("a", "https://a.example/", origin=Origin.CHAT))
        await tx.put_feed(Feed("b", "https://b.example/"))
    assert not (await did(store, verbs.remove_feed, "a")).paused
    assert (await did(store, verbs.remove_feed, "b")).paused
    assert [(each.feed.slug, each.feed.paused) for each in await store.feeds()] == [("b", True)]


@pytest.mark.parametrize("words", ["earthquakes", "EARTHQUAKES", "Depremler", " earthquakes "])
async def test_a_preset_is_followed_by_any_of_its_names(store, words):
    """Slug or title in any language."""
    done = await did(store, verbs.follow, AYSE, words)
    assert (done.topic.topic_id, done.created) == ("earthquakes", False)
    assert (await did(store, verbs.follow, AYSE, words, pace=Pace.DIGEST)).already
    assert await store.subscriptions(AYSE.subscriber_id) == [Subscription(AYSE.subscriber_id, "earthquakes", Pace.DIGEST)]


async def test_own_topics(store):
    """Slugs in their own script, no two alike; the same words are the same topic; forgotten when dropped."""
    first = await did(store, verbs.follow, AYSE, "землетрус  Ізмір")
    second = await did(store, verbs.follow, AYSE, '"землетрус Ізмір"')
    assert [first.topic.slug, second.topic.slug] == ["землетрус-ізмір", "землетрус-ізмір-2"]
    again = await did(store, verbs.follow, AYSE, "Землетрус Ізмір")
    assert again.topic == first.topic
    assert (await did(store, verbs.unfollow, AYSE, first.topic.slug)).forgotten
    assert first.topic.topic_id not in {topic.topic_id for topic in await store.topics()}


async def test_own_topics_have_a_limit(store, monkeypatch):
    """A person, not a harvester."""
    monkeypatch.setattr("bot.verbs.topics.MOST_OWN_TOPICS", 2)
    await did(store, verbs.follow, AYSE, "bir")
    await did(store, verbs.follow, AYSE, "iki")
    with pytest.raises(Refused) as error:
        await did(store, verbs.follow, AYSE, "üç")
    assert error.value.reason is Reason.TOO_MANY_TOPICS


@pytest.mark.parametrize("words", ["-futbol", "(deprem", "bilinmeyen:alan x"])
async def test_a_query_that_cannot_be_read_changes_nothing(store, words):
    """`QueryError` from the parser goes through."""
    with pytest.raises(QueryError):
        await did(store, verbs.follow, AYSE, words)
    assert await store.topics(owner=AYSE.subscriber_id) == []


async def test_unfollow_by_number_counts_as_the_list_does(store):
    """Presets first, then one's own."""
    await did(store, verbs.follow, AYSE, "aaa")
    await did(store, verbs.follow, AYSE, "earthquakes")
    listed = [topic.slug for topic, _ in (await verbs.followings(store, AYSE)).topics]
    assert listed == ["earthquakes", "aaa"]
    assert (await did(store, verbs.unfollow, AYSE, "1")).topic == QUAKES
    with pytest.raises(Refused):
        await did(store, verbs.unfollow, AYSE, "7")


async def test_known_topic_suggests(store):
    """For the command line."""
    assert await verbs.known_topic(store, "earthquakes") == QUAKES
    with pytest.raises(Refused, match="did you mean earthquakes"):
        await verbs.known_topic(store, "earthquake")


async def test_enrolling_brings_back_who_was_gone(store):
    """With everything they had."""
    async with store.transaction() as tx:
        await tx.put_subscriber(AYSE.evolve(gone=True, zone="Europe/Istanbul"))
        back = await verbs.enrol(tx, verbs.newcomer("telegram", "7", now=NOON))
    assert (back.gone, back.zone, back.language) == (False, "Europe/Istanbul", "tr")
    assert await store.subscriber("telegram-7") == back


async def put_story(store, story_id, *reports):
    async with store.transaction() as tx:
        await tx.put_story(Story(story_id, NOON, NOON, reports[0].article_id, articles=len(reports)))
        for report in reports:
            await tx.add_article(report, [report.article_id])
            reason = PlacementReason.NOTHING_NEAR if report == reports[0] else PlacementReason.SAME_EVENT
            await tx.place_article(report, Placement(story_id, reason, 0.7, nearest=reports[0].article_id), "{}")


async def test_latest_are_theirs_or_the_newest_of_all(store):
    """Told or waiting for the digest; else whatever there is."""
    await put_story(store, "s1", _report("a1", "Anka", "tr", "Deprem", NOON))
    await put_story(store, "s2", _report("a2", "Dnipro", "uk", "Вибори", NOON))
    everything = await verbs.latest(store, AYSE)
    assert (everything.theirs, len(everything.stories)) == (False, 2)
    async with store.transaction() as tx:
        await tx.add_digest_entry(DigestEntry(AYSE.subscriber_id, "s1", "digest_pace", NOON))
    theirs = await verbs.latest(store, AYSE)
    assert (theirs.theirs, [story.story_id for story in theirs.stories]) == (True, ["s1"])


async def test_why_of_nothing_is_refused(store):
    """No story of that name, nothing told yet."""
    with pytest.raises(Refused) as error:
        await verbs.why(store, AYSE)
    assert error.value.reason is Reason.NOTHING_TOLD
    with pytest.raises(Refused) as error:
        await verbs.why(store, AYSE, "s99")
    assert error.value.reason is Reason.UNKNOWN_STORY


async def test_why_shows_reports_topics_and_words(store):
    """Everything the reader of `/why` is shown."""
    await put_story(store, "s1", _report("a1", "Anka", "tr", "Deprem", NOON), _report("a2", "Dnipro", "uk", "Землетрус", NOON))
    alert = Delivery(
        "d1",
        "alert/s1/telegram-7",
        DeliveryKind.ALERT,
        "telegram-7",
        NOON,
        NOON,
        story_id="s1",
        topics=("earthquakes", "old"),
        words=("deprem",),
    )
    async with store.transaction() as tx:
        await tx.enqueue(alert)
    explained = await verbs.why(store, AYSE)
    assert explained.alert == alert
    assert explained.topics == (QUAKES,)
    assert [report.placement.reason for report in explained.reports] == [PlacementReason.NOTHING_NEAR, PlacementReason.SAME_EVENT]
    assert explained.founder.article_id == "a1"


async def test_explaining_an_article_in_plain_text(store):
    """What was decided; and against another, what weighing the two gives."""
    first = an_article("a1", story_id=None)
    await put_story(store, "s1", first, an_article("a2", outlet="Dnipro", url="https://d.example/2"))
    text = await verbs.explain_article(store, "a2", "s1")
    assert "joins s1: same_event (0.70, a1)" in text
    assert "text, names and numbers agree" in text
    assert "against s1 alone:" in text
    with pytest.raises(Refused):
        await verbs.explain_article(store, "nothing")


async def test_two_articles_are_weighed_against_each_other_whatever_lies_between_them(store):
    """A year apart, in two stories, and with no rare word in common: the signals show all the same."""
    first = an_article("a1", story_id=None)
    await put_story(store, "s1", first)
    await put_story(store, "s2", an_article("a2", url="https://d.example/2", published=first.published - timedelta(days=365)))
    text = await verbs.explain_article(store, "a1", "a2")
    assert "against a2 alone:" in text
    assert "365 days apart: outside the window of 3" in text
    assert "wire_copy" in text
    await put_story(store, "s3", _report("a3", "Dnipro", "uk", "Вибори мера у Полтаві пройшли без скарг", first.published))
    assert "founds" in await verbs.explain_article(store, "a1", "a3")
    with pytest.raises(Refused):
        await verbs.explain_article(store, "a1", "nowhere")


async def test_nothing_is_explained_that_is_not_there(store):
    """Neither the one nor the other."""
    await put_story(store, "s1", an_article("a1", story_id=None))
    with pytest.raises(Refused):
        await verbs.explain_article(store, "a1", "nothing")
