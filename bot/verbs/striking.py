"""A topic's words in other languages: strike one that means something else, or take it up again."""

from __future__ import annotations

from dataclasses import replace

from bot.verbs.refused import Reason, Refused
from bot.verbs.topics import followed_topic
from news.ports import Transaction
from news.subscribers import Subscriber, TermTranslation, Topic


async def strike(tx: Transaction, subscriber: Subscriber, words: str, number: int, *, struck: bool = True) -> tuple[Topic, TermTranslation]:
    """Strike the translation with this number (from 1, as listed) of a followed topic of one's own. It stays struck until it is taken up again."""
    topic = await followed_topic(tx, subscriber, words)
    if topic.owner != subscriber.subscriber_id or not 1 <= number <= len(topic.translations):
        raise Refused(Reason.NO_TRANSLATION, str(number))
    changed = replace(topic.translations[number - 1], struck=struck)
    rest = list(topic.translations)
    rest[number - 1] = changed
    topic = replace(topic, translations=tuple(rest))
    await tx.put_topic(topic)
    return topic, changed
