"""Values to store, each with every field filled, so that a column that is forgotten shows."""

from __future__ import annotations

from datetime import timedelta

from news.access import FeedAccess, SentHeader
from news.articles import Article, ArticleState, Media, Text, TranslationMark
from news.deliveries import Body, Button, Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, DigestEntry, Receipt, alert_key
from news.feed import Feed, FeedState, Origin
from news.skips import Skips
from news.stories.values import Evidence, Placement, PlacementReason, Story
from news.subscribers import Mute, MuteKind, Pace, Subscriber, Subscription, TermTranslation, Topic
from news.websub import HubState, HubSubscription
from support.stores import NOW


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def a_feed(slug: str = "anka", **changes: object) -> Feed:
    feed = Feed(
        slug,
        f"https://{slug}.example/rss",
        title="Anka Postası – Güncel",
        outlet="Anka Postası",
        language="tr",
        owner="Anka Medya",
        country="TR",
        category="gündem",
        zone="Europe/Istanbul",
        every=timedelta(minutes=7, microseconds=3),
        origin=Origin.CHAT,
        access=FeedAccess(
            (SentHeader("Accept-Language", "tr"), SentHeader("X-Key", secret="ANKA_KEY")), "ayşe", "ANKA_PASSWORD", proxy="direct"
        ),
        full_text=True,
    )
    return feed.evolve(**changes)


def a_feed_state(slug: str = "anka", **changes: object) -> FeedState:
    state = FeedState(
        slug,
        etag='W/"3f80f-1b6-3e1cb03b"',
        last_modified="Sat, 14 Mar 2026 09:00:00 GMT",
        next_poll_at=NOW + minutes(7),
        due_reason="adaptive",
        last_polled_at=NOW,
        last_ok_at=NOW - minutes(7),
        last_entry_at=NOW - minutes(20),
        failures=2,
        last_error="zaman aşımı",
        error_reported=True,
        interval=timedelta(minutes=9, microseconds=1),
        polls=41,
        entries=97,
        longest_quiet=timedelta(hours=7, microseconds=5),
        moved_to="https://yeni.example/rss",
        moves=3,
        move_reported="https://yeni.example/rss",
        silence_reported=True,
        address="https://yeni.example/rss",
        moved_from="https://anka.example/rss",
        ttl=timedelta(minutes=50, microseconds=2),
        skips=Skips((0, 1, 23), (5, 6)),
        pushed_at=NOW - minutes(3),
        read_hash="7d" * 16,
        first_ok_at=NOW - minutes(90),
    )
    return state.evolve(**changes)


def a_hub_subscription(callback: str = "kZ3-a_9", **changes: object) -> HubSubscription:
    subscription = HubSubscription(
        callback,
        feed="anka",
        hub="https://hub.example/?k=1",
        topic="https://anka.example/rss",
        secret="gizli-anahtar",
        state=HubState.RENEWING,
        due_at=NOW + minutes(11),
        lease_until=NOW + minutes(90.5),
        attempts=2,
        last_error="hub meşgul (503)",
    )
    return subscription.evolve(**changes)


def an_article(article_id: str = "a1", **changes: object) -> Article:
    article = Article(
        article_id,
        feed="anka",
        outlet="Anka Postası",
        url=f"https://anka.example/{article_id}",
        published=NOW - minutes(30),
        received=NOW,
        original=Text("İzmir'de şiddetli deprem", "Körfezde 5,9 büyüklüğünde sarsıntı.", "Işıklar söndü. 'Ğğ' \u2028 𝄞", "tr", "tr"),
        pivot=Text("Strong earthquake in İzmir", "A 5.9 tremor in the gulf.", "", "en", "en"),
        translation=TranslationMark.MACHINE,
        translator="argos tr_en 1.5",
        owner="Anka Medya",
        country="TR",
        categories=("deprem", "gündem"),
        media=(Media("https://anka.example/1.jpg", "image/jpeg"), Media("https://anka.example/2.mp3")),
        date_guessed=True,
        silent=True,
        content_hash="5f4dcc3b",
        attempts=2,
    )
    return article.evolve(**changes)


def a_placement(story_id: str = "s1") -> Placement:
    evidence = (Evidence("numbers", 0.1 + 0.2, ("5,9", "İzmir")), Evidence("dates", -0.25))
    return Placement(story_id, PlacementReason.SAME_EVENT, 0.8130000000000001, evidence, nearest="a0", nearest_story="s0")


def a_story(story_id: str = "s1", **changes: object) -> Story:
    story = Story(
        story_id,
        first_at=NOW - minutes(60),
        last_at=NOW - minutes(30),
        founder="a1",
        articles=3,
        houses=("Anka Medya", "Дніпро Новини"),
        languages=("tr", "uk"),
        revision=4,
        silent=True,
    )
    return story.evolve(**changes)


def a_subscriber(subscriber_id: str = "telegram:7", **changes: object) -> Subscriber:
    subscriber = Subscriber(
        subscriber_id,
        channel="telegram",
        address=subscriber_id.removeprefix("telegram:"),
        language="uk",
        zone="Europe/Kyiv",
        created_at=NOW - minutes(600),
        digest_at="07:30",
        next_digest_at=NOW + minutes(60),
        quiet="23:00-07:00",
        mutes=(Mute(MuteKind.STORY, "s1"), Mute(MuteKind.OUTLET, "Дніпро 'Новини'", NOW + minutes(90))),
        reads="tr",
        admitted=True,
    )
    return subscriber.evolve(**changes)


def a_topic(topic_id: str = "quakes", *, owner: str = "", hold: timedelta | None = timedelta(0)) -> Topic:
    queries = ("tr", 'deprem OR "yer sarsıntısı"'), ("", "earthquake")
    titles = ("tr", "Depremler"), ("uk", "Землетруси")
    translations = TermTranslation("deprem", "uk", "землетрус"), TermTranslation("yer sarsıntısı", "en", "tremor 'x'", struck=True)
    return Topic(topic_id, "Earthquakes", queries, owner=owner, hold=hold, titles=titles, translations=translations)


def a_subscription(subscriber_id: str = "telegram:7", topic_id: str = "quakes", pace: Pace = Pace.NOW) -> Subscription:
    return Subscription(subscriber_id, topic_id, pace)


def a_delivery(delivery_id: str = "d1", **changes: object) -> Delivery:
    """An alert that is due, not yet leased. Its key follows from its id."""
    delivery = Delivery(
        delivery_id,
        key=f"alert/{delivery_id}",
        kind=DeliveryKind.ALERT,
        subscriber_id="telegram:7",
        due_at=NOW + minutes(1.5),
        created_at=NOW,
        expires_at=NOW + minutes(720),
        story_id="s1",
        topics=("quakes",),
        words=("deprem", "землетрус"),
        reason="new_story",
        payload='{"day": "2026-03-14"}',
    )
    return delivery.evolve(**changes)


def a_sent_delivery(delivery_id: str = "d1", **changes: object) -> Delivery:
    body = Body("Deprem", "<b>Deprem</b>", "Konu", ((Button("Orijinal", url="https://anka.example/1"),),), (("X-Story", "s1"),))
    sent = a_delivery(delivery_id).evolve(
        state=DeliveryState.SENT,
        outcome=DeliveryOutcome.DELIVERED,
        attempts=2,
        body=body,
        revision=4,
        receipt=Receipt("telegram", "7", "7/1001"),
        sent_at=NOW + minutes(2),
        note="429, bekledik",
    )
    return sent.evolve(**changes)


def an_alert(story_id: str, subscriber_id: str = "telegram:7", **changes: object) -> Delivery:
    key = alert_key(story_id, subscriber_id)
    return a_delivery(key, key=key, story_id=story_id, subscriber_id=subscriber_id).evolve(**changes)


def a_digest_entry(story_id: str = "s1", subscriber_id: str = "telegram:7", *, added: float = 0, digest: str = "") -> DigestEntry:
    return DigestEntry(subscriber_id, story_id, "digest_pace", NOW + minutes(added), ("quakes",), digest)


PLACED = ArticleState.PLACED
