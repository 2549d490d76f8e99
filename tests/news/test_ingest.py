"""Who hears of a story's growth, how, and why the others do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.clocks import NOON

from news.alerts import AlertPolicy, AlertReason, Growth
from news.articles import Article, Entry, Text, TranslationMark
from news.deliveries import Delivery, DeliveryKind, DeliveryState, Receipt, alert_key
from news.feed import Feed
from news.ingest import announce, article_of, edit_for, edited, needs_pivot, pivot_passages, rearmed, with_pivot
from news.ports import Translation
from news.stories.values import Story
from news.subscribers import Following, Pace, Subscriber, Topic, TopicMatch

POLICY = AlertPolicy()
QUAKES = Topic("quakes", "Earthquakes", (("", "deprem"),))
URGENT = Topic("urgent", "Urgent", (("", "deprem"),), hold=timedelta(0))
FEED = Feed("anka", "https://anka.example/rss", outlet="Anka Postası", language="tr", country="TR")


def article(**changes: object) -> Article:
    made = Article("a1", "anka", "Anka Postası", "https://anka.example/1", NOON, NOON, Text("Deprem", "Sallandı", language="tr"))
    return made.evolve(**changes)


def story(*houses: str, revision: int = 1, silent: bool = False) -> Story:
    return Story("s-a1", NOON, NOON, "a1", articles=len(houses), houses=houses, languages=("tr",), revision=revision, silent=silent)


def following(topic: Topic = QUAKES, *, pace: Pace = Pace.NOW, **changes: object) -> Following:
    return Following(Subscriber("reader", "recording", "reader").evolve(**changes), topic, pace)


def told(state: DeliveryState, **changes: object) -> dict[str, Delivery]:
    row = Delivery(
        "d", alert_key("s-a1", "reader"), DeliveryKind.ALERT, "reader", NOON, NOON, story_id="s-a1", topics=("quakes",), state=state
    )
    return {"reader": row.evolve(**changes)}


def announced(growth: Growth, *followings: Following, ledger: dict[str, Delivery] | None = None):
    matches = [TopicMatch("quakes", ("Deprem",)), TopicMatch("urgent", ("Deprem",))]
    return announce(growth, matches, followings, ledger or {}, now=NOON, policy=POLICY)


NEW = Growth(None, story("Anka Postası"), article())
GROWN = Growth(story("Anka Postası"), story("Anka Postası", "Dnipro", revision=2), article(article_id="a2"))


def test_a_new_story_is_an_alert_after_the_hold():
    (alert,) = announced(NEW, following()).deliveries
    assert (alert.kind, alert.key, alert.due_at) == (DeliveryKind.ALERT, "alert/s-a1/reader", NOON + POLICY.hold)
    assert alert.words == ("Deprem",)


def test_two_matching_topics_make_one_alert_with_the_shorter_hold():
    (alert,) = announced(NEW, following(), following(URGENT)).deliveries
    assert alert.due_at == NOON
    assert alert.topics == ("quakes", "urgent")


def test_pace_now_on_one_topic_wins_over_digest_on_another():
    outcome = announced(NEW, following(pace=Pace.DIGEST), following(URGENT))
    assert [delivery.kind for delivery in outcome.deliveries] == [DeliveryKind.ALERT]
    assert outcome.digest_entries == ()


@pytest.mark.parametrize("reader", [following(pace=Pace.DIGEST), following(paused=True)])
def test_who_wants_no_alert_now_finds_the_story_in_the_digest(reader):
    outcome = announced(NEW, reader)
    assert outcome.deliveries == ()
    assert [entry.story_id for entry in outcome.digest_entries] == ["s-a1"]


@pytest.mark.parametrize(
    ("growth", "reader", "ledger", "reason"),
    [
        (Growth(None, story("A", silent=True), article()), following(), {}, AlertReason.FIRST_POLL),
        (Growth(None, story("A"), article(published=NOON - timedelta(days=3))), following(), {}, AlertReason.TOO_OLD),
        (NEW, following(gone=True), {}, AlertReason.GONE),
        (GROWN, following(), told(DeliveryState.DUE), AlertReason.ALREADY_DUE),
        (GROWN, following(), told(DeliveryState.UNKNOWN), AlertReason.ALERT_FAILED),
        (GROWN, following(paused=True), told(DeliveryState.SENT), AlertReason.PAUSED),
        (Growth(story("A"), story("A"), article()), following(), told(DeliveryState.SENT), AlertReason.NOTHING_NEW),
    ],
)
def test_silence_has_a_name(growth, reader, ledger, reason):
    outcome = announced(growth, reader, ledger=ledger)
    assert outcome.deliveries == ()
    assert [verdict.reason for verdict in outcome.verdicts] == [reason]


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.SENDING])
def test_a_story_that_grows_edits_what_was_said(state):
    (edit,) = announced(GROWN, following(), ledger=told(state)).deliveries
    assert (edit.kind, edit.key) == (DeliveryKind.EDIT, "edit/s-a1/reader")


def test_it_speaks_again_when_the_number_of_outlets_crosses_a_step():
    growth = Growth(story("A", "B", "C", "D"), story("A", "B", "C", "D", "E", revision=5), article())
    (reply,) = announced(growth, following(), ledger=told(DeliveryState.SENT)).deliveries
    assert (reply.kind, reply.reason) == (DeliveryKind.FOLLOW_UP, AlertReason.MORE_OUTLETS)


def test_an_edit_that_still_waits_is_not_armed_again_and_one_that_had_its_say_is():
    sent = told(DeliveryState.SENT, receipt=Receipt("recording", "reader", "1"))["reader"]
    wanted = edit_for(sent, now=NOON, policy=POLICY)
    assert rearmed(wanted, wanted, policy=POLICY) is None
    again = rearmed(wanted.evolve(state=DeliveryState.SENT, sent_at=NOON), wanted, policy=POLICY)
    assert again is not None
    assert (again.state, again.due_at) == (DeliveryState.DUE, NOON + POLICY.edit_throttle)


def test_an_entry_without_a_date_is_dated_by_the_moment_we_first_saw_it():
    made = article_of(Entry("g", "https://anka.example/1", "Deprem", ""), "a1", FEED, now=NOON, silent=False)
    assert (made.published, made.date_guessed) == (NOON, True)


def test_an_edit_by_the_publisher_is_told_from_an_unchanged_entry():
    entry = Entry("g", "https://anka.example/1", "Deprem", "Sallandı")
    made = article_of(entry, "a1", FEED, now=NOON, silent=False)
    assert edited(made, entry) is None
    change = edited(made, Entry("g", "https://anka.example/1", "Deprem: 5 yaralı", "Sallandı"))
    assert change is not None
    assert change.original.title == "Deprem: 5 yaralı"


def test_english_needs_no_pivot_and_a_mixed_text_needs_it_for_its_headline_only():
    english = article(original=Text("Quake", "It shook", language="en"))
    mixed = article(original=Text("Deprem", "It shook", language="tr", summary_language="en"))
    assert not needs_pivot(english)
    assert [passage.language for passage in pivot_passages(mixed)] == ["tr", "en"]


@pytest.mark.parametrize(
    ("title", "summary", "mark"),
    [
        (TranslationMark.MACHINE, TranslationMark.MACHINE, TranslationMark.MACHINE),
        (TranslationMark.MACHINE, TranslationMark.FAILED, TranslationMark.PARTIAL),
        (TranslationMark.FAILED, TranslationMark.UNAVAILABLE, TranslationMark.FAILED),
        (TranslationMark.ORIGINAL, TranslationMark.ORIGINAL, TranslationMark.ORIGINAL),
        (TranslationMark.MACHINE, TranslationMark.ORIGINAL, TranslationMark.MACHINE),
    ],
)
def test_the_mark_of_an_article_says_what_became_of_headline_and_lead_together(title, summary, mark):
    made = with_pivot(article(), Translation("Quake", title), Translation("It shook", summary))
    assert made.translation is mark
    assert (made.pivot is not None) == mark.is_translated
