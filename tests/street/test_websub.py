"""A feed's hub brings its news: discovered, asked, verified, signed, renewed, left. A real hub and our real pages, both on 127.0.0.1."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from support.clocks import SetClock
from support.feedserver import FeedServer, Reply, feed_server
from support.hub import Hub, served
from support.stores import STORES
from support.streets import HereParser, street_over

from bot.hubs import Hubs
from feeds.fetch import FetchLimits, HttpFetcher
from feeds.hubs import HttpHubs
from news.errors import FetchError, StorageError
from news.feed import Feed, FeedState
from news.polling import FeedDue
from news.ports import Store
from news.websub import HubMode, HubRequest, HubState, HubSubscription
from storage.memory import MemoryStore
from web.pages import build_pages

TITLES = ("Vapur seferleri durdu", "Sis dağıldı", "Liman yeniden açıldı", "Köprü trafiğe kapatıldı", "Fırtına geçti")


def document(*titles: str, hub: str = "", topic: str = "") -> bytes:
    links = "".join(f'<atom:link rel="{rel}" href="{url}"/>' for rel, url in (("hub", hub), ("self", topic)) if url)
    entries = "".join(f"<item><title>{title}</title><link>https://liman.example/{TITLES.index(title)}</link></item>" for title in titles)
    return f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Liman</title>{links}{entries}</channel></rss>'.encode()


@dataclass
class Harbour:
    """A feed on its server, its hub, and the street that reads it."""

    store: Store
    clock: SetClock
    hub: Hub
    hub_url: str
    server: FeedServer
    hubs: Hubs
    street: object

    @property
    def topic(self) -> str:
        return self.server.url()

    def says(self, *titles: str, hub: str | None = None) -> None:
        self.server.routes["/feed"] = Reply(document(*titles, hub=self.hub_url if hub is None else hub, topic=self.topic))

    async def poll(self) -> None:
        await self.street.poll(await self.store.feeds())

    async def ask(self) -> None:
        await self.hubs.tick()
        await self.hub.settled()

    async def subscribed(self) -> None:
        self.says(TITLES[0])
        await self.poll()
        await self.ask()

    async def state(self) -> FeedState:
        watched = await self.store.feed("liman")
        assert watched
        return watched.state

    async def known(self) -> list[HubSubscription]:
        return await self.store.hub_subscriptions("liman")

    async def articles(self) -> int:
        return (await self.store.tally()).articles


@asynccontextmanager
async def harbour(store: Store, hub: Hub | None = None) -> AsyncIterator[Harbour]:
    hub = hub or Hub()
    town = street_over(store)
    intake = town.street.intake
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    intake.fetcher = HttpFetcher(
        "Tellal/test", allow=["127.0.0.1"], limits=FetchLimits(spacing=timedelta(0)), clock=town.clock, ssl_context=trust
    )
    intake.parser = HereParser()
    door = HttpHubs("Tellal/test", allow=["127.0.0.1"], ssl_context=trust)
    hubs = Hubs(store, door, intake, town.clock, "", town.street.jobs)
    intake.discover = hubs.discover
    async with served(hub.app()) as hub_url, feed_server({}) as server, served(build_pages(None, hubs)) as pages:
        hubs.public_url = pages
        await town.street.declare([Feed("liman", server.url(), every=timedelta(minutes=20))], [])
        yield Harbour(store, town.clock, hub, f"{hub_url}/hub", server, hubs, town.street)
    await door.close()
    await intake.fetcher.close()


@pytest.fixture(params=STORES)
async def store(request, tmp_path):
    opened = await STORES[request.param](tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
async def memory(tmp_path):
    return await STORES["memory"](tmp_path)


async def test_from_the_first_poll_to_the_last_push(store):
    """Named by the feed, asked, verified; what it brings is stored once, polls become rare; when the feed is removed the hub is told."""
    async with harbour(store) as port:
        await port.subscribed()
        (said,) = port.hub.asked
        (known,) = await port.known()
        assert said["hub.topic"] == port.topic
        assert said["hub.callback"] == f"{port.hubs.public_url}/websub/{known.callback}"
        assert len(known.callback) >= 32
        assert len(known.secret) >= 43
        assert known.secret not in repr(known)
        assert (known.state, known.lease_until) == (HubState.ACTIVE, port.clock() + timedelta(days=10))
        for _ in range(2):
            assert await port.hub.publish(port.topic, document(TITLES[1])) == [204]
        assert await port.articles() == 2
        state = await port.state()
        assert (state.due_reason, state.pushed_at, state.entries) == (FeedDue.PUSHED, port.clock(), 2)
        assert state.next_poll_at >= port.clock() + timedelta(hours=3)
        async with store.transaction() as tx:
            await tx.delete_feed("liman")
        await port.ask()
        assert port.hub.asked[-1]["hub.mode"] == "unsubscribe"
        assert (port.hub.subscribers, await port.known()) == ({}, [])


async def test_what_the_hub_signed_is_taken_and_what_it_did_not_is_ignored_without_a_word(memory):
    """By every method of the Recommendation (7.1); a forgery hears 2xx, so that whoever guesses learns nothing, and nothing is believed."""
    async with harbour(memory) as port:
        await port.subscribed()
        for forged in ({"secret": "guessed"}, {"method": ""}, {"method": "md5"}):
            assert await port.hub.publish(port.topic, document(TITLES[1]), **forged) == [202]
        assert await port.articles() == 1
        assert (await port.state()).pushed_at is None
        for number, method in enumerate(("sha1", "sha256", "sha384", "sha512"), 1):
            assert await port.hub.publish(port.topic, document(TITLES[number]), method=method) == [204]
            assert await port.articles() == number + 1


async def test_what_is_no_feed_is_ignored_and_an_unknown_callback_is_gone(memory):
    """Signed or not; a body too large is not even kept."""
    async with harbour(memory) as port:
        await port.subscribed()
        assert await port.hub.publish(port.topic, b"<html>sorry") == [202]
        assert (await port.hub.call("POST", f"{port.hubs.public_url}/websub/guessed", content=b"x")).status_code == 410
        assert await port.hub.publish(port.topic, b"x" * 15_000_001) == [413]
        assert await port.articles() == 1


@pytest.mark.parametrize("first", [True, False])
async def test_a_hub_may_verify_before_or_after_it_answers(memory, first):
    """And may send us on to another address."""
    async with harbour(memory, Hub(verifies_first=first)) as port:
        port.says(TITLES[0], hub=port.hub_url.replace("/hub", "/again"))
        await port.poll()
        await port.ask()
        assert (await port.known())[0].state is HubState.ACTIVE


async def test_only_what_we_asked_for_is_confirmed(memory):
    """Another topic, another mode, a second time, no challenge: 404, and nothing changes."""
    async with harbour(memory) as port:
        await port.subscribed()
        said = port.hub.asked[0]
        before = await port.known()
        for change in ({"hub.topic": "https://evil.example/rss"}, {"hub.mode": "unsubscribe"}, {"hub.mode": "publish"}, {}):
            assert not await port.hub.verify({**said, **change})
        assert not await port.hub.verify(said, challenge="")
        assert not await port.hub.verify({**said, "hub.callback": said["hub.callback"] + "x"})
        assert set(port.hub.refused) == {404}
        assert await port.known() == before


async def test_the_lease_is_renewed_in_time_and_the_answer_is_plain_text(memory):
    """At four fifths of what the hub granted; the same callback goes on."""
    async with harbour(memory, Hub(lease=1000)) as port:
        await port.subscribed()
        (before,) = await port.known()
        port.clock.move(seconds=799)
        assert await port.hubs.tick() == 0
        port.clock.move(seconds=2)
        await port.ask()
        (after,) = await port.known()
        assert (after.callback, after.state) == (before.callback, HubState.ACTIVE)
        assert after.lease_until == port.clock() + timedelta(seconds=1000)
        async with memory.transaction() as tx:
            await tx.put_hub_subscription(after.evolve(state=HubState.ASKED, attempts=1))
        asks = {"hub.mode": "subscribe", "hub.topic": port.topic, "hub.challenge": "<script>alert(1)</script>"}
        answer = await port.hub.call("GET", port.hub.asked[0]["hub.callback"], params=asks)
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_when_pushes_stop_the_feed_is_polled_as_before(memory):
    """A poll that finds what the hub has missed says so; three hours are the longest that takes."""
    async with harbour(memory) as port:
        await port.subscribed()
        await port.hub.publish(port.topic, document(TITLES[1]))
        port.says(*TITLES[:2])
        await port.poll()
        assert (await port.state()).due_reason == FeedDue.PUSHED
        port.says(*TITLES[:3])
        await port.poll()
        state = await port.state()
        assert (state.due_reason, state.pushed_at) == (FeedDue.NEWS, None)
        await port.hub.publish(port.topic, document(TITLES[3]))
        assert (await port.state()).due_reason == FeedDue.PUSHED


@pytest.mark.parametrize("end", ["lapsed", "denied", "paused", "names no hub"])
async def test_when_the_hub_brings_nothing_any_more_the_feed_is_due_soon(memory, end):
    """A lease that was not renewed, a refusal, a pause, a feed that names no hub any more."""
    async with harbour(memory) as port:
        await port.subscribed()
        await port.hub.publish(port.topic, document(TITLES[1]))
        await leaves_off(port, end)
        state = await port.state()
        assert state.pushed_at is None
        assert state.due_reason != FeedDue.PUSHED
        assert not any(known.state.brings for known in await port.known())


async def leaves_off(port: Harbour, end: str) -> None:
    match end:
        case "lapsed":
            port.hub.verifies = False
            for days in (9, 2):
                port.clock.move(days=days)
                await port.ask()
        case "denied":
            await port.hub.deny(port.topic, "no <more>")
            assert (await port.known())[0].last_error == "the hub says no: no <more>"
        case "paused":
            async with port.store.transaction() as tx:
                await tx.put_feed((await tx.feed("liman")).feed.evolve(paused=True))
            assert await port.hub.publish(port.topic, document(TITLES[2])) == [204]
            assert await port.articles() == 2
            port.clock.move(days=9)
            await port.ask()
            assert port.hub.asked[-1]["hub.mode"] == "unsubscribe"
        case _:
            port.says(*TITLES[:2], hub="")
            await port.poll()
            await port.ask()
            assert port.hub.subscribers == {}


async def test_a_hub_that_does_not_answer_is_asked_ever_more_rarely(memory):
    """Its error is kept; a 304 leaves everything as it is; at last it verifies after all."""
    async with harbour(memory, Hub(says=503)) as port:
        await port.subscribed()
        for minutes in (9, 2, 19, 2):
            port.clock.move(minutes=minutes)
            await port.ask()
        (known,) = await port.known()
        assert len(port.hub.asked) == 3
        assert (known.state, known.attempts) == (HubState.ASKED, 3)
        assert "503" in known.last_error
        port.hub.says = 202
        port.clock.move(days=1)
        await port.ask()
        assert (await port.known())[0].state is HubState.ACTIVE


async def test_a_new_hub_takes_the_place_of_the_old_one(memory):
    """The old one is told."""
    async with harbour(memory) as port:
        await port.subscribed()
        port.says(*TITLES[:2], hub=port.hub_url + "?second")
        await port.poll()
        await port.ask()
        assert [said["hub.mode"] for said in port.hub.asked] == [
            "subscribe",
            *sorted(["subscribe", "unsubscribe"], key=port.hub.asked[1]["hub.mode"].__ne__),
        ]
        assert [known.hub for known in await port.known()] == [port.hub_url + "?second"]


async def test_the_link_header_goes_before_the_document(memory):
    """WebSub 4: hub and self of the header, when it names a hub."""
    async with harbour(memory) as port:
        header = f'<{port.hub_url}>; rel="hub", </canonical>; rel=self'
        port.server.routes["/feed"] = Reply(
            document(TITLES[0], hub="http://127.0.0.1:9/", topic="http://127.0.0.1:9/"), headers={"Link": header}
        )
        await port.poll()
        (known,) = await port.known()
        assert (known.hub, known.topic) == (port.hub_url, port.server.url("/canonical"))


@pytest.mark.parametrize(
    "hub", ["http://10.0.0.1/hub", "http://169.254.169.254/", "http://[::1]/", "http://8.8.8.8:22/", "ftp://hub.example/"]
)
async def test_a_feed_cannot_make_us_call_into_our_own_network(memory, hub):
    """The guard that judges feeds judges their hubs: nothing is dialled."""
    door = HttpHubs("Tellal/test", ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), dial=_NoDial())
    with pytest.raises(FetchError, match=r"not allowed|only http"):
        await door.ask(HubRequest(hub, HubMode.SUBSCRIBE, "https://liman.example/", "https://us.example/websub/x", "secret"))
    await door.close()


class _NoDial:
    async def connect_tcp(self, *_: object, **__: object) -> object:
        raise AssertionError("dialled")


class FullStore(MemoryStore):
    """Refuses every transaction while it is full."""

    full = False

    @asynccontextmanager
    async def transaction(self):
        if self.full:
            raise StorageError("the disk is full")
        async with super().transaction() as tx:
            yield tx


async def test_what_cannot_be_stored_is_to_be_brought_again():
    """The hub hears of success after the transaction, and of a full disk at once; nothing is lost and nothing is stored twice."""
    async with harbour(FullStore()) as port:
        await port.subscribed()
        port.store.full = True
        assert await port.hub.publish(port.topic, document(TITLES[1])) == [503]
        port.store.full = False
        for _ in range(2):
            assert await port.hub.publish(port.topic, document(TITLES[1])) == [204]
        assert await port.articles() == 2
