"""Journeys of our bot against a Bot API that others wrote (npm telegram-test-api): what only our own fake would put up with, fails here."""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.quake import QUAKE, everywhere
from support.talks import NO_PACE
from support.towns import Town

from channels.pacing import Pace
from channels.telegram import telegram_bot
from news.subscribers import MuteKind

NODE = Path(__file__).parents[1] / "support" / "node"
TOKEN = "666000111:AAE-second_telegram_token_for_the_tests"
AYSE = 4_242


class SecondTelegram:
    """The server's process, and one person's chat in it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def line(self) -> str:
        async with asyncio.timeout(30):
            return (await self._process.stdout.readline()).decode().strip()

    async def order(self, **order: object) -> object:
        self._process.stdin.write(json.dumps({"chat": AYSE, "name": "Ayşe", "language": "tr", **order}).encode() + b"\n")
        return json.loads(await self.line())

    async def seen(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(**each) for each in await self.order(seen=AYSE)]

    async def texts(self) -> list[str]:
        return [each.text for each in await self.seen()]


@asynccontextmanager
async def second_telegram():
    node = shutil.which("node")
    if node is None or not (NODE / "node_modules" / "telegram-test-api").is_dir():
        pytest.skip("needs Node.js and `npm install` in tests/support/node (.ci/run does both)")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(node, str(NODE / "second_telegram.mjs"), TOKEN, stdin=pipe, stdout=pipe)
    try:
        second = SecondTelegram(process)
        yield second, await second.line()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


class Visit:
    """Ayşe, the bot, and three outlets."""

    def __init__(self, second: SecondTelegram, town: Town) -> None:
        self.second, self.town = second, town

    async def ask(self, words: str) -> SimpleNamespace:
        await self.second.order(say=words)
        await self.town.hear()
        return (await self.second.seen())[-1]

    async def press(self, seen: SimpleNamespace, verb: str) -> SimpleNamespace:
        action = next(button["callback_data"] for button in seen.buttons if button.get("callback_data", "").startswith(f"{verb}/"))
        await self.second.order(press=action, message=seen.id)
        await self.town.hear()
        return (await self.second.seen())[-1]

    async def alert(self) -> SimpleNamespace:
        (found,) = [each for each in await self.second.seen() if QUAKE["tr"].title in each.text]
        return found


@pytest.fixture
async def visit():
    async with second_telegram() as (second, url), telegram_bot(TOKEN, base_url=url) as bot:
        api = SimpleNamespace(world=SimpleNamespace(bot={"username": "TellalTestBot"}))
        town = Town(api, bot, pace=Pace(NO_PACE))
        await town.town.declare(["tr", "uk", "en"], {})
        yield Visit(second, town)


async def test_from_hello_over_a_topic_to_an_alert_that_grows(visit):
    """One message, rewritten as outlets join."""
    assert "/follow" in (await visit.ask("/start")).text
    assert "deprem" in (await visit.ask("/follow deprem")).text
    before = len(await visit.second.texts())
    await visit.town.reports(anka=[QUAKE["tr"]])
    assert "Дніпро Новини" not in (await visit.alert()).text
    await visit.town.reports(**everywhere())
    assert "Дніпро Новини" in (await visit.alert()).text
    assert len(await visit.second.texts()) == before + 1


async def test_why_is_answered_from_the_button(visit):
    """By the word that was met."""
    await visit.ask("/follow deprem")
    await visit.town.reports(anka=[QUAKE["tr"]])
    assert "deprem" in (await visit.press(await visit.alert(), "why")).text


async def test_a_muted_story_grows_no_more(visit):
    """What stands on the screen stays as it was."""
    await visit.ask("/follow deprem")
    await visit.town.reports(anka=[QUAKE["tr"]])
    alert = await visit.alert()
    await visit.press(alert, "mute")
    reader = await visit.town.town.store.subscriber_at("telegram", str(AYSE))
    assert [mute.kind for mute in reader.mutes] == [MuteKind.STORY]
    await visit.town.reports(**everywhere())
    (now,) = [each for each in await visit.second.seen() if each.id == alert.id]
    assert now.text == alert.text


async def test_the_listener_hears_answers_and_confirms(visit):
    """`run`'s own loop: who are we, the menu, long polls; nothing is answered twice."""
    stop = asyncio.Event()
    listening = asyncio.create_task(visit.town.conversation.run(stop))
    for number, words in enumerate(("/start", "/follow deprem", "/list"), 1):
        await visit.second.order(say=words)
        async with asyncio.timeout(30):
            while len(await visit.second.texts()) < number:
                await visit.town.street.deliver_all()
                await asyncio.sleep(0.01)
    stop.set()
    await listening
    await visit.town.street.deliver_all()
    assert len(await visit.second.texts()) == 3
    assert "deprem" in (await visit.second.texts())[-1]
