"""An admin's word to everybody who listens. It is written down as a whole, and spread from there (`bot.broadcasting`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.verbs.refused import Reason, Refused
from news.ports import Reading, Transaction
from news.subscribers import Subscriber

OPEN = "broadcasts"
"""The note that holds those which are not spread to everybody yet."""
LONGEST = 3500
"""Letters: with its head it fits into one message of any channel."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One word to all. `after`: the subscriber up to whom it is in the outbox, by id."""

    name: str
    words: str
    said_at: str
    after: str = ""


def hears_broadcasts(subscriber: Subscriber) -> bool:
    """Readers of mail have asked for a digest and for nothing else."""
    return subscriber.listens and subscriber.mail is None


async def audience(reading: Reading) -> int:
    """How many would hear it now. Raises `Refused` when that is nobody."""
    listening = sum(hears_broadcasts(each) for each in await reading.subscribers())
    if not listening:
        raise Refused(Reason.NOBODY_LISTENS)
    return listening


def checked_words(words: str) -> str:
    """The words with their lines, without what surrounds them."""
    said = words.strip()
    if len(said) > LONGEST:
        raise Refused(Reason.TOO_LONG, str(LONGEST))
    return said


async def broadcast(tx: Transaction, name: str, words: str, *, now: datetime) -> None:
    """Say it to everybody who listens at this moment. `name` tells it from others: said twice under one name it goes out once."""
    said = await open_broadcasts(tx)
    if name not in {each.name for each in said} and await tx.note(_done(name)) is None:
        await put_open(tx, [*said, Broadcast(name, checked_words(words), now.isoformat())])
        await tx.put_note(_done(name), now.isoformat())


def _done(name: str) -> str:
    return f"broadcast/{name}/said"


async def open_broadcasts(reading: Reading) -> list[Broadcast]:
    return [Broadcast(**each) for each in json.loads(await reading.note(OPEN) or "[]")]


async def put_open(tx: Transaction, broadcasts: Sequence[Broadcast]) -> None:
    await tx.put_note(OPEN, json.dumps([asdict(each) for each in broadcasts], ensure_ascii=False))
