"""The list of who may come in, heeded at the start: whoever was taken off it hears nothing more."""

from __future__ import annotations

from collections.abc import Collection

from bot.access import Door
from news.ports import Store
from news.subscribers import Subscriber

_CHANNEL = "telegram"


async def heed_list(store: Store, door: Door, admins: Collection[int]) -> int:
    """How many private chats were let in or shut out anew. What they follow stays theirs, for the day they are listed again.

    Groups and channels are left as they are: somebody who was on the list may have brought the bot there, and who that was is not kept.
    """
    if door.mode != "list":
        return 0
    welcome = {*door.allowed, *admins}
    async with store.transaction() as tx:
        others = [each for each in await tx.subscribers() if _is_person(each) and each.admitted != (int(each.address) in welcome)]
        for subscriber in others:
            await tx.put_subscriber(subscriber.evolve(admitted=not subscriber.admitted))
    return len(others)


def _is_person(subscriber: Subscriber) -> bool:
    """Ids of groups and channels are negative; a forum topic has a stroke in it."""
    return subscriber.channel == _CHANNEL and subscriber.address.isdecimal()
