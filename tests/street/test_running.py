"""`tellal run` as an operator starts it: a process, feeds over HTTP, Telegram over HTTP, a file for memory, and signals."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from support.botapi import BotApi
from support.feedserver import Reply, conditional, feed_server
from support.hub import Hub, free_port, served

ROOT = Path(__file__).parents[2]
PATIENCE = 120
"""Seconds a test waits for the street to do something before it calls it lost."""

FEEDS = """
feeds:
  - {{slug: anka, title: Anka Postası, url: "{anka}", language: tr, country: TR}}
  - {{slug: harbour, title: Harbour Times, url: "{harbour}", language: en, country: GB}}
  - {{slug: broken, title: Broken, url: "{broken}", language: en}}
topics:
  - {{slug: quakes, title: Earthquakes, hold: 0s, queries: {{en: earthquake, tr: deprem}}}}
"""


def rss(*entries: tuple[str, str, str]) -> bytes:
    now = datetime.now(UTC) - timedelta(minutes=3)
    rows = "".join(
        f"<item><guid>{guid}</guid><link>https://outlet.example/{guid}</link><title>{title}</title>"
        f"<description>{lead}</description><pubDate>{format_datetime(now)}</pubDate></item>"
        for guid, title, lead in entries
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed</title>{rows}</channel></rss>'.encode()


TURKISH = rss(
    (
        "tr1",
        "İzmir'de 5,8 büyüklüğünde deprem: 23 yaralı",
        "AFAD, Seferihisar açıklarında deprem kaydetti; Vali Selim Arkan 23 yaralı dedi.",
    )
)
ENGLISH = rss(
    ("en1", "Magnitude 5.8 earthquake off Izmir injures 23", "AFAD recorded it off Seferihisar; governor Selim Arkan spoke of 23 injured.")
)


class Running:
    """The process and what it wrote to its log."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log: list[str] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.log.append(line.decode(errors="replace"))

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        await self._reading
        return code


async def until(happened, what: str, run: Running) -> None:
    """Wait for something to happen in another process; its log says why it did not."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not happened():
                await asyncio.sleep(0.05)
    except TimeoutError:
        pytest.fail(f"never came: {what}\n{''.join(run.log)}")


@pytest.fixture
def api():
    with BotApi() as api:
        yield api


@asynccontextmanager
async def town(tmp_path: Path, api: BotApi, *, admin: int = 1):
    """Feeds, a feeds.yaml, and a way to start `tellal run` on them."""
    async with feed_server(
        {"/anka": conditional(TURKISH, etag='"1"'), "/harbour": Reply(rss()), "/broken": Reply(b"no feed at all")}
    ) as web:
        feeds = tmp_path / "feeds.yaml"
        feeds.write_text(FEEDS.format(anka=web.url("/anka"), harbour=web.url("/harbour"), broken=web.url("/broken")), encoding="utf-8")
        env = {
            **os.environ,
            "TELLAL_FEEDS_FILE": str(feeds),
            "TELLAL_DATABASE_URL": f"sqlite:///{tmp_path}/tellal.sqlite",
            "TELLAL_TELEGRAM_TOKEN": api.token,
            "TELLAL_TELEGRAM_API_URL": api.base_url,
            "TELLAL_ALLOW_PRIVATE": "127.0.0.1/32",
            "TELLAL_ANNOUNCE_FIRST_POLL": "true",
            "TELLAL_ADMIN_IDS": str(admin),
            "TELLAL_HOLD_SECONDS": "0",
            "TELLAL_TRANSLATORS": "none",
            "TELLAL_LOG_LEVEL": "DEBUG",
        }

        started: list[Running] = []

        async def tellal(*verb: str, **more: str) -> Running:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                *verb,
                cwd=ROOT,
                env=env | more,
                stderr=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
            )
            started.append(Running(process))
            return started[-1]

        try:
            yield tellal, web
        finally:
            for run in started:  # a test that failed half-way leaves nobody running
                if run.process.returncode is None:
                    run.process.terminate()
                    await run.process.wait()


async def test_a_subscriber_follows_is_told_once_and_the_message_grows_over_a_restart(tmp_path, api):
    chat = api.world.private("Ayşe", language="tr")

    def texts() -> list[str]:
        return [seen.text for seen in chat.messages]

    async with town(tmp_path, api, admin=chat.person.id) as (tellal, web):
        web.routes["/anka"] = Reply(rss())
        first = await tellal("run")
        for number, words in enumerate(("/start", "/follow quakes", "/pollnow"), 1):
            if words == "/pollnow":  # news only now: a poll of its own that came before the topic was followed would alert nobody
                web.routes["/anka"] = conditional(TURKISH, etag='"1"')
            chat.say(words)
            await until(lambda expected=number: len(chat.messages) >= expected, f"an answer to {words}", first)
        await until(lambda: any("AFAD" in text for text in texts()), "the alert", first)
        assert await first.stop() == 0

        web.routes["/harbour"] = Reply(ENGLISH)
        second = await tellal("run")
        chat.say("/pollnow")
        await until(lambda: any("Harbour Times" in text for text in texts()), "the edit", second)
        assert await second.stop() == 0

        (alert,) = [text for text in texts() if "Seferihisar" in text]
        assert "Anka Postası" in alert
        log = "".join(first.log + second.log)
        assert api.token.partition(":")[2] not in log
        assert "broken" in log


async def test_a_second_run_on_the_same_file_refuses_with_a_sentence(tmp_path, api):
    async with town(tmp_path, api) as (tellal, _):
        first = await tellal("run")
        await until(lambda: any("watching 3 feeds" in line for line in first.log), "the first run", first)
        second = await tellal("run")
        assert await asyncio.wait_for(second.process.wait(), PATIENCE) == 2
        assert "tellal.sqlite" in "".join(second.log)
        assert await first.stop() == 0


async def test_a_hub_brings_news_to_the_running_house(tmp_path, api):
    """Where the operator gave a public address; what it brings is told like what was polled."""
    hub, chat = Hub(), api.world.private("Ayşe", language="tr")
    async with town(tmp_path, api, admin=chat.person.id) as (tellal, web), served(hub.app()) as hub_url:
        topic = web.url("/anka")
        web.routes["/anka"] = Reply(rss(), headers={"Link": f'<{hub_url}/hub>; rel="hub", <{topic}>; rel="self"'})
        port = free_port()
        run = await tellal("run", TELLAL_PUBLIC_URL=f"http://127.0.0.1:{port}", TELLAL_WEB_LISTEN=f"127.0.0.1:{port}")
        chat.say("/start")
        chat.say("/follow quakes")
        await until(lambda: len(chat.messages) >= 2 and hub.subscribers, "the subscription", run)
        assert await hub.publish(topic, TURKISH) == [204]
        await until(lambda: any("AFAD" in seen.text for seen in chat.messages), "the alert", run)
        assert await run.stop() == 0
        assert next(iter(hub.subscribers.values())).secret not in "".join(run.log)


async def test_health_is_green_while_it_runs(tmp_path, api):
    async with town(tmp_path, api) as (tellal, _):
        before = await tellal("health")
        assert await asyncio.wait_for(before.process.wait(), PATIENCE) == 1
        run = await tellal("run")
        await until(lambda: any("watching 3 feeds" in line for line in run.log), "the run", run)
        for _attempt in range(20):
            health = await tellal("health")
            if await asyncio.wait_for(health.process.wait(), PATIENCE) == 0:
                break
        assert health.process.returncode == 0
        assert await run.stop() == 0


PAGE = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/sahil"></head><body>News</body></html>'


async def test_an_admin_adds_a_feed_from_a_web_page_and_speaks_to_everybody_while_it_runs(tmp_path, api):
    """Over HTTP, through the guard, in the workers that read feeds; the running street takes up what was said."""
    chat = api.world.private("Ayşe", language="en")
    async with town(tmp_path, api, admin=chat.person.id) as (tellal, web):
        web.routes |= {"/": Reply(PAGE, headers={"Content-Type": "text/html"}), "/sahil": Reply(ENGLISH)}
        run = await tellal("run")
        chat.say(f"/addfeed {web.url('/')} sahil")
        await until(lambda: chat.messages, "what the feed would bring", run)
        asked = chat.last
        assert "Magnitude 5.8 earthquake off Izmir injures 23" in asked.text
        chat.press(asked, "✅ Watch it")
        await until(lambda: "sahil" in chat.last.text and chat.last is not asked, "the answer", run)
        await until(lambda: sum(request.path == "/sahil" for request in web.asked) > 1, "its first poll", run)
        chat.say("/broadcast All is <well>")
        await until(lambda: chat.last.text.startswith("📣"), "the preview", run)
        chat.press(chat.last, "📣 Send to all")
        await until(lambda: "📣 All is <well>" in chat.texts, "the broadcast", run)
        chat.say("/loglevel error")
        await until(lambda: any("an admin wished so" in line for line in run.log), "the log", run)
        assert await run.stop() == 0
        audit = await tellal("audit")
        assert await asyncio.wait_for(audit.process.wait(), PATIENCE) == 0
