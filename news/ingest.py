"""The way of one article: fetch | parse | skip known | detect | translate | place | announce, then lease | render | send | settle.

The decisions in the middle, as plain functions; `bot.street` does the I/O around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from news.alerts import KINDS, AlertPolicy, AlertReason, Growth, Speech, alert_due, reason_to_alert, speech
from news.articles import PIVOT_LANGUAGE, Article, Entry, Text, TranslationMark
from news.deliveries import (
    Delivery,
    DeliveryKind,
    DeliveryOutcome,
    DeliveryState,
    DigestEntry,
    alert_key,
    delivery_id,
    edit_key,
    follow_up_key,
)
from news.feed import Feed
from news.identity import content_hash
from news.ports import Passage, Translation
from news.subscribers import Following, TopicMatch

MAX_TRANSLATION_ATTEMPTS = 3
BODY_LIMIT = 20_000
"""Characters of body kept: enough for any report's evidence; a 200 kB live blog must not slow the street."""


def article_of(entry: Entry, article_id: str, feed: Feed, *, now: datetime, silent: bool) -> Article:
    """An entry becomes an article. A missing date is the moment we first saw it, marked as guessed, and never moves again."""
    return Article(
        article_id=article_id,
        feed=feed.slug,
        outlet=feed.outlet or feed.title or feed.slug,
        url=entry.url,
        published=entry.published or entry.updated or now,
        received=now,
        original=Text(entry.title, entry.summary, entry.body[:BODY_LIMIT]),
        owner=feed.owner,
        country=feed.country,
        categories=entry.categories,
        media=entry.media,
        date_guessed=entry.published is None and entry.updated is None,
        silent=silent,
        content_hash=content_hash(entry),
    )


def with_full_text(article: Article, text: str) -> Article:
    """The article with its page's text for a body, when that says more than the feed did. Headline and lead stay the feed's."""
    if len(text) <= len(article.original.body or article.original.summary):
        return article
    return article.evolve(original=replace(article.original, body=text[:BODY_LIMIT]))


def edited(article: Article, entry: Entry) -> Article | None:
    """The article with the publisher's new words, to be read again but not moved; None when nothing changed."""
    if content_hash(entry) == article.content_hash:
        return None
    text = Text(entry.title, entry.summary, entry.body[:BODY_LIMIT])
    return article.evolve(original=text, pivot=None, content_hash=content_hash(entry), attempts=0)


# --- translate ------------------------------------------------------------------------------------------------------


def pivot_passages(article: Article) -> tuple[Passage, ...]:
    """What must be translated for placing: headline and lead, each out of its own language. English passages come back as they are."""
    text = article.original
    return Passage(text.title, text.language), Passage(text.summary, text.lead_language)


def needs_pivot(article: Article) -> bool:
    return any(passage.text and passage.language != PIVOT_LANGUAGE for passage in pivot_passages(article))


def with_pivot(article: Article, title: Translation, summary: Translation) -> Article:
    """The article with what translation gave. Without any translated passage there is no pivot, only the mark that says why."""
    parts = tuple(part for part, words in ((title, article.original.title), (summary, article.original.summary)) if words)
    mark = _joint_mark(parts)
    engine = title.engine or summary.engine
    if not any(part.mark.is_translated for part in parts):
        return article.evolve(pivot=None, translation=mark, translator=engine)
    pivot = Text(title.text, summary.text, language=PIVOT_LANGUAGE)
    return article.evolve(pivot=pivot, translation=mark, translator=engine)


def _joint_mark(parts: Sequence[Translation]) -> TranslationMark:
    """One mark for headline and lead together: the same one, POSTPONED while either is, or PARTIAL when only some of it was translated."""
    marks = {part.mark for part in parts if part.mark is not TranslationMark.ORIGINAL}
    if not marks:
        return TranslationMark.ORIGINAL
    if TranslationMark.POSTPONED in marks:
        return TranslationMark.POSTPONED
    if len(marks) == 1:
        return marks.pop()
    return TranslationMark.PARTIAL if any(mark.is_translated for mark in marks) else TranslationMark.FAILED


# --- announce -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about one subscriber, and why."""

    subscriber_id: str
    reason: AlertReason
    topics: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """What enters the outbox in the transaction that places the article."""

    deliveries: tuple[Delivery, ...] = ()
    digest_entries: tuple[DigestEntry, ...] = ()
    closed: tuple[Delivery, ...] = ()
    """First words that are not said, kept so that `why` can tell the reason."""
    verdicts: tuple[Verdict, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Listener:
    """One subscriber with every matching topic they follow."""

    followings: tuple[Following, ...]

    @property
    def subscriber_id(self) -> str:
        return self.followings[0].subscriber.subscriber_id

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(following.topic.topic_id for following in self.followings)


def announce(
    growth: Growth,
    matches: Iterable[TopicMatch],
    followings: Iterable[Following],
    told: Mapping[str, Delivery],
    *,
    now: datetime,
    policy: AlertPolicy,
) -> Announcement:
    """Who hears of this growth, how, and why the others do not.

    `followings`: of the topics matched, and of the topics for which `told` subscribers were told; `told`: the story's ledger.
    """
    words = {match.topic_id: match.words for match in matches}
    deliveries: list[Delivery] = []
    entries: list[DigestEntry] = []
    closed: list[Delivery] = []
    verdicts: list[Verdict] = []
    for listener in _listeners(followings):
        alert = told.get(listener.subscriber_id)
        reason, following = _decide(growth, listener, alert, words, now=now, policy=policy)
        found = tuple(dict.fromkeys(word for topic in listener.topics for word in words.get(topic, ())))
        verdicts.append(Verdict(listener.subscriber_id, reason, listener.topics, found))
        match speech(reason):
            case Speech.DIGEST:
                entries.append(DigestEntry(listener.subscriber_id, growth.after.story_id, reason, now, listener.topics))
            case Speech.SILENCE if reason is AlertReason.MUTED and alert is None:
                closed.append(_closed(_delivery(Speech.ALERT, reason, growth, listener, following, found, now=now, policy=policy)))
            case Speech.SILENCE:
                continue
            case said:
                deliveries.append(_delivery(said, reason, growth, listener, following, found, now=now, policy=policy))
    return Announcement(tuple(deliveries), tuple(entries), tuple(closed), tuple(verdicts))


def _listeners(followings: Iterable[Following]) -> list[_Listener]:
    unique = {(each.subscriber.subscriber_id, each.topic.topic_id): each for each in followings}
    ordered = [unique[key] for key in sorted(unique)]
    return [_Listener(tuple(group)) for _, group in groupby(ordered, key=lambda each: each.subscriber.subscriber_id)]


_EAGERNESS = (AlertReason.NEW_STORY, AlertReason.MORE_OUTLETS, AlertReason.GREW, AlertReason.ALREADY_DUE, AlertReason.DIGEST_PACE)


def _decide(
    growth: Growth, listener: _Listener, told: Delivery | None, words: Mapping[str, tuple[str, ...]], *, now: datetime, policy: AlertPolicy
) -> tuple[AlertReason, Following]:
    """The most eager reason among the subscriber's matching topics: a topic at pace "now" wins over one for the digest, a short hold over a long."""
    reasons = [
        (reason_to_alert(growth, each, told, now=now, policy=policy, words=words.get(each.topic.topic_id, ())), each)
        for each in listener.followings
    ]

    def eagerness(pair: tuple[AlertReason, Following]) -> tuple[int, datetime]:
        reason, following = pair
        place = _EAGERNESS.index(reason) if reason in _EAGERNESS else len(_EAGERNESS)
        return place, alert_due(following, now=now, policy=policy)

    return min(reasons, key=eagerness)


def _delivery(
    said: Speech,
    reason: AlertReason,
    growth: Growth,
    listener: _Listener,
    following: Following,
    words: tuple[str, ...],
    *,
    now: datetime,
    policy: AlertPolicy,
) -> Delivery:
    kind = KINDS[said]
    story_id = growth.after.story_id
    key = _key(kind, story_id, listener.subscriber_id, growth, policy)
    due_at = alert_due(following, now=now, policy=policy) if kind is DeliveryKind.ALERT else now + policy.edit_settle
    return Delivery(
        delivery_id=delivery_id(key),
        key=key,
        kind=kind,
        subscriber_id=listener.subscriber_id,
        due_at=due_at,
        created_at=now,
        expires_at=due_at + policy.time_to_live,
        story_id=story_id,
        topics=listener.topics,
        words=words,
        reason=reason,
    )


def _closed(alert: Delivery) -> Delivery:
    return alert.evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.MUTED)


def _key(kind: DeliveryKind, story_id: str, subscriber_id: str, growth: Growth, policy: AlertPolicy) -> str:
    match kind:
        case DeliveryKind.ALERT:
            return alert_key(story_id, subscriber_id)
        case DeliveryKind.EDIT:
            return edit_key(story_id, subscriber_id)
        case _:
            return follow_up_key(story_id, subscriber_id, f"{AlertReason.MORE_OUTLETS}-{growth.crossed(policy.outlet_steps)}")


def edit_for(alert: Delivery, *, now: datetime, policy: AlertPolicy) -> Delivery:
    """The edit owed when an alert went out showing less than the story has come to."""
    key = edit_key(alert.story_id, alert.subscriber_id)
    return alert.evolve(
        delivery_id=delivery_id(key),
        key=key,
        kind=DeliveryKind.EDIT,
        reason=AlertReason.GREW,
        state=DeliveryState.DUE,
        outcome=DeliveryOutcome.WAITING,
        due_at=now + policy.edit_settle,
        created_at=now,
        expires_at=now + policy.time_to_live,
        attempts=0,
        body=None,
        receipt=None,
        sent_at=None,
        lease="",
        leased_until=None,
        note="",
    )


def rearmed(edit: Delivery, wanted: Delivery, *, policy: AlertPolicy) -> Delivery | None:
    """An edit row that had its say and is owed another; None while it still waits (it is rendered late and will show everything)."""
    if edit.state in {DeliveryState.DUE, DeliveryState.LEASED, DeliveryState.SENDING}:
        return None
    due = max(wanted.due_at, edit.sent_at + policy.edit_throttle) if edit.sent_at else wanted.due_at
    return wanted.evolve(delivery_id=edit.delivery_id, created_at=edit.created_at, receipt=edit.receipt, due_at=due)
