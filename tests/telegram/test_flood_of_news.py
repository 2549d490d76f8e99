"""Two hundred stories break at once: nobody is rung two hundred times, nothing is told twice, and nothing goes without a word."""

from __future__ import annotations

from collections import Counter

import pytest
from support.flood_of_news import flood
from support.one_time import paced_town

from bot.digesting import Digesting

STORIES = 200
ALERTS_AN_HOUR = 20


@pytest.mark.parametrize("readers", [1, 20])
async def test_two_hundred_stories_at_once_are_each_told_once(readers):
    """Twenty ring, and catch-ups tell twenty more an hour; Telegram never says "too many requests"."""
    async with paced_town() as town:
        chats = [town.api.world.private(f"p{number}") for number in range(readers)]
        for chat in chats:
            await town.ask(chat, "/follow outlet:harbour")
            town.town.clock.move(seconds=2)
        before = {chat.id: len(chat.texts) for chat in chats}
        entries = flood(STORIES, town.town.clock())
        await town.reports(harbour=entries)
        assert len(await town.town.store.stories(limit=1000)) == STORIES
        for chat in chats:
            assert len(chat.texts) - before[chat.id] <= ALERTS_AN_HOUR
        for _hour in range(60):
            town.town.clock.move(hours=1)
            await Digesting(town.town.store, town.town.clock).tick()
            await town.street.deliver_all()
        for chat in chats:
            texts = chat.texts[before[chat.id] :]
            told = Counter(each.title for each in entries for text in texts if each.title in text)
            assert max(told.values()) == 1, "told twice"
            assert len(told) == STORIES, "lost"
        assert town.api.floods == 0
