"""A topic as a word that a link has room for, and back."""

from __future__ import annotations

import hashlib
import re

from bot.verbs.refused import Reason, Refused
from news.ports import Reading, Transaction
from news.subscribers import Topic

_FITS = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What Telegram passes on from t.me/BOT?start=… (core.telegram.org/bots/features#deep-linking)."""
_SHARED = "s_"


async def shared(tx: Transaction, topic: Topic) -> str:
    """The word for a topic: a preset's own name where it fits; else one under which its query is kept, so that it outlives the topic."""
    if not topic.owner and _FITS.fullmatch(topic.slug) and not topic.slug.startswith(_SHARED):
        return topic.slug
    words = topic.queries[0][1] if topic.owner else topic.slug
    token = hashlib.sha256(words.encode()).hexdigest()[:16]
    await tx.put_note(_note(token), words)
    return _SHARED + token


async def words_shared(reading: Reading, word: str) -> str | None:
    """What `/follow` would be told for this word; None when it is no word of `shared`. Raises `Refused` when its words are not known here."""
    if not word.startswith(_SHARED) or not _FITS.fullmatch(word):
        return None
    words = await reading.note(_note(word.removeprefix(_SHARED)))
    if words is None:
        raise Refused(Reason.UNKNOWN_TOPIC, word)
    return words


def _note(token: str) -> str:
    return f"shared/{token}"
