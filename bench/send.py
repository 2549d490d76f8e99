"""The pace kept with Telegram: the running outbox against the fake Bot API with Telegram's windows, as a share of what is allowed."""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.botapi import BotApi, Limits

from bot.compose import Doors, build_street
from bot.running import Running
from channels.pacing import PaceRules
from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from feeds.canned import CannedFetcher
from feeds.parse import PooledParser
from news.deliveries import Delivery, DeliveryKind, DeliveryState, delivery_id
from news.subscribers import Subscriber
from storage.sqlite import open_file
from translators.detect import LangdetectDetector
from translators.nothing import NoTranslator

ROUND_TRIP = 0.05
"""Seconds the fake takes for an answer: a European server's distance from Telegram's."""
RULES = PaceRules()


@dataclass(frozen=True)
class Load:
    """How many words wait for each of how many chats."""

    private: tuple[tuple[int, int], ...] = ()
    """(chats, words each)"""
    groups: tuple[tuple[int, int], ...] = ()

    @property
    def words(self):
        return sum(chats * words for chats, words in (*self.private, *self.groups))

    @property
    def ideal(self):
        """Seconds from the first word to the last when every window is used to its brim."""
        overall = (self.words - 1) / RULES.overall.calls * RULES.overall.seconds
        private = max((words - 1 for _, words in self.private), default=0) * RULES.private.seconds
        group = max(((words - 1) // RULES.group.calls for _, words in self.groups), default=0) * RULES.group.seconds
        return max(overall, private, group)


LOADS = {
    "560 private chats, a word each": Load(private=((560, 1),)),
    "one private chat, 20 words": Load(private=((1, 20),)),
    "one group, 55 words": Load(groups=((1, 55),)),
}


def telegram(pipe, load):
    """The fake in a process of its own: says where it is, and at the end when it accepted what."""
    with BotApi(limits=Limits(), delay=ROUND_TRIP) as api:
        chats = [(api.world.private().id, words) for number, words in load.private for _ in range(number)]
        chats += [(api.world.group().id, words) for number, words in load.groups for _ in range(number)]
        pipe.send((api.base_url, api.token, chats))
        pipe.recv()
        pipe.send((sorted(api.accepted), api.floods))


async def deliver(base_url, token, chats, folder):
    """Everything that waits, by a running street; wall and CPU seconds."""

    def now():
        return datetime.now(UTC)

    store = await open_file(Path(folder) / "tellal.sqlite", clock=now)
    async with telegram_bot(token, base_url=base_url) as bot:
        channel = TelegramChannel(bot, render_telegram)
        doors = Doors(store, CannedFetcher({}), PooledParser(), LangdetectDetector(), NoTranslator(), {"telegram": channel})
        street = build_street(doors)
        await owe(store, chats, now())
        running = Running(street, keep=timedelta(days=7))
        cpu = time.process_time()
        going = asyncio.create_task(running.until_stopped())
        wanted = sum(words for _, words in chats)
        while not going.done() and (await store.tally()).deliveries.get(DeliveryState.SENT, 0) < wanted:  # noqa: ASYNC110  the store rings no bell
            await asyncio.sleep(0.5)
        running.stop.set()
        await going
        spent = time.process_time() - cpu
        await street.close()
    return spent


async def owe(store, chats, now):
    """Notices, all due at once: who goes first is left to chance."""
    due = now - timedelta(hours=1)
    async with store.transaction() as tx:
        for chat, _ in chats:
            await tx.put_subscriber(Subscriber(f"s{chat}", "telegram", str(chat)))
        for turn in range(max(words for _, words in chats)):
            for chat, words in chats:
                if turn < words:
                    key = f"notice/{chat}/{turn}"
                    payload = f'{{"html": "<b>{turn}</b>", "buttons": []}}'
                    await tx.enqueue(Delivery(delivery_id(key), key, DeliveryKind.NOTICE, f"s{chat}", due, due, payload=payload))


def measure(load):
    """One load, in real time."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    fake = multiprocessing.get_context("spawn").Process(target=telegram, args=(theirs, load))
    fake.start()
    base_url, token, chats = ours.recv()
    with tempfile.TemporaryDirectory() as folder:
        cpu = asyncio.run(deliver(base_url, token, chats, folder))
    ours.send("enough")
    accepted, floods = ours.recv()
    fake.join()
    took = accepted[-1] - accepted[0]
    return {
        "words": load.words,
        "seconds": round(took, 2),
        "words_a_second": round((load.words - 1) / took, 2),
        "share_of_our_windows": round(load.ideal / took, 3),
        "floods": floods,
        "cpu_ms_a_word": round(1000 * cpu / load.words, 2),
    }


def run():
    """Each load once: they take five minutes."""
    return {name: measure(load) for name, load in LOADS.items()}


if __name__ == "__main__":
    for name in [each for each in LOADS if sys.argv[1:] == [] or sys.argv[1] in each]:
        print(name, measure(LOADS[name]))
