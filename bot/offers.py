"""What an admin was offered with a button and has not pressed yet. Each kind is one small note: the newest few, for some days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from news.ports import Reading, Transaction

MOST_OPEN = 12
"""Of a kind; whoever is offered more has forgotten the oldest."""
OPEN_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Offer:
    """`token` is what a button has room for in place of the `wish`."""

    token: str
    made_at: str
    wish: Mapping[str, str]


async def open_offers(reading: Reading, kind: str, *, now: datetime) -> list[Offer]:
    """Newest first."""
    made = [Offer(**each) for each in json.loads(await reading.note(_note(kind)) or "[]")]
    return [offer for offer in made if now - datetime.fromisoformat(offer.made_at) < OPEN_FOR]


async def make_offer(tx: Transaction, kind: str, token: str, wish: Mapping[str, str], *, now: datetime) -> None:
    """Made again it counts from now. What is too old or too much is forgotten here, so nothing piles up."""
    others = await _others(tx, kind, token, now)
    await _put(tx, kind, [Offer(token, now.isoformat(), dict(wish)), *others][:MOST_OPEN])


async def take_offer(tx: Transaction, kind: str, token: str, *, now: datetime) -> Offer | None:
    """It is taken up, and no offer any more; None when there is none of that name (a second tap, or too late)."""
    taken = next((offer for offer in await open_offers(tx, kind, now=now) if offer.token == token), None)
    if taken is not None:
        await _put(tx, kind, await _others(tx, kind, token, now))
    return taken


async def _others(tx: Transaction, kind: str, token: str, now: datetime) -> list[Offer]:
    return [offer for offer in await open_offers(tx, kind, now=now) if offer.token != token]


async def _put(tx: Transaction, kind: str, offers: Iterable[Offer]) -> None:
    await tx.put_note(_note(kind), json.dumps([asdict(offer) for offer in offers], ensure_ascii=False))


def _note(kind: str) -> str:
    return f"offers/{kind}"
