"""A host that asks us to wait is left alone by all its feeds; a slow one keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import ssl
from datetime import timedelta

from support.feedserver import RSS, Reply, feed_server
from support.quake import QUAKE
from support.streets import HereParser, TestStreet, street_over

from feeds.fetch import FetchLimits, HttpFetcher
from news.errors import FetchError, HostResting
from news.feed import Feed, FeedState
from news.polling import FeedDue

HOST = "liman.example"


async def town(*feeds: Feed) -> TestStreet:
    town = street_over()
    await town.street.declare(feeds, [])
    town.feeds.says = {feed.slug: [QUAKE["tr"]] for feed in feeds}
    return town


def feeds_of(host: str, number: int) -> list[Feed]:
    return [Feed(f"{host.partition('.')[0]}-{n:02}", f"https://{host}/{n}") for n in range(number)]


async def state(town: TestStreet, slug: str) -> FeedState:
    watched = await town.store.feed(slug)
    assert watched
    return watched.state


async def test_retry_after_holds_back_every_feed_of_the_host() -> None:
    """Not before the time it named, and not all together then; a feed of another host keeps its own."""
    first, *siblings, other = [*feeds_of(HOST, 4), *feeds_of("anka.example", 1)]
    town_of_five = await town(first, *siblings, other)
    await town_of_five.poll()
    before = await state(town_of_five, other.slug)
    town_of_five.feeds.says[first.slug] = FetchError("busy", status=429, retry_after=timedelta(hours=2), host=HOST)
    watched = await town_of_five.store.feed(first.slug)
    await town_of_five.street.poll([watched])
    until = town_of_five.clock() + timedelta(hours=2)
    held = [await state(town_of_five, feed.slug) for feed in siblings]
    assert {each.due_reason for each in held} == {FeedDue.HOST_BUSY}
    assert all(until <= each.next_poll_at <= until + timedelta(minutes=2) for each in held)
    assert len({each.next_poll_at for each in held}) == 3
    assert (await state(town_of_five, first.slug)).due_reason == FeedDue.RETRY_AFTER
    assert await state(town_of_five, other.slug) == before


async def test_not_being_asked_is_no_failure() -> None:
    """A feed whose host rests is as well as before."""
    (feed,) = feeds_of(HOST, 1)
    street = await town(feed)
    await street.poll()
    street.feeds.says[feed.slug] = HostResting("asked us to wait", retry_after=timedelta(minutes=40), host=HOST)
    for _ in range(5):
        await street.poll()
    after = await state(street, feed.slug)
    assert (after.failures, after.polls, after.due_reason) == (0, 1, FeedDue.HOST_BUSY)
    assert after.next_poll_at >= street.clock() + timedelta(minutes=40)


class Gated:
    """Fetcher whose server is silent until the gate opens."""

    def __init__(self, inner, slow: str) -> None:
        self.inner, self.slow, self.gate = inner, slow, asyncio.Event()
        self.under_way = list[str]()

    async def fetch(self, feed, state):
        self.under_way.append(feed.slug)
        if feed.slug.startswith(self.slow):
            await self.gate.wait()
        return await self.inner.fetch(feed, state)

    async def close(self) -> None: ...


async def test_a_silent_server_keeps_nobody_else_waiting() -> None:
    """Its feeds take their share of the places; the others' news is stored, and theirs comes when it comes."""
    street = await town(*feeds_of("aaa.example", 100), *feeds_of("liman.example", 3))
    gated = street.street.intake.fetcher = Gated(street.feeds, "aaa")
    reports = await street.street.poll_due(patience=timedelta(0.0))
    while len(reports) < 3:
        await asyncio.sleep(0)
        reports += await street.street.poll_due(patience=timedelta(0))
    assert {report.slug for report in reports} == {feed.slug for feed in feeds_of("liman.example", 3)}
    assert sum(slug.startswith("aaa") for slug in gated.under_way) == 8
    gated.gate.set()
    (report, *_) = await street.street.poll_due(patience=timedelta(seconds=60))
    assert report.slug.startswith("aaa")
    assert report.error is None


async def test_closing_the_street_ends_what_is_under_way() -> None:
    """What was not stored is fetched again after the restart."""
    street = await town(*feeds_of("aaa.example", 1))
    street.street.intake.fetcher = Gated(street.feeds, "aaa")
    assert await street.street.poll_due(patience=timedelta(0)) == []
    await street.street.close()
    assert (await state(street, "aaa-00")).polls == 0


async def test_a_feed_that_moved_is_asked_at_its_new_address_until_that_dies() -> None:
    """Real redirects: three answers through them, then none; when the new place is dead the one in the file is asked again."""
    async with feed_server({}) as old, feed_server({"/new": Reply(RSS, headers={"ETag": '"1"'})}) as new:
        old.routes["/feed"] = Reply(status=301, headers={"Location": new.url("/new")})
        street = await town(Feed("liman", old.url()))
        intake = street.street.intake
        limits = FetchLimits(spacing=timedelta(0), connect=timedelta(seconds=2))
        intake.fetcher = HttpFetcher("Tellal/test", allow=["127.0.0.1"], limits=limits, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        intake.parser = HereParser()
        for _ in range(5):
            await street.poll()
        assert (len(old.asked), len(new.asked)) == (3, 5)
        assert new.asked[-1].headers["if-none-match"] == '"1"'
        (deed,) = await street.store.deeds()
        assert (deed.verb, deed.words) == ("movefeed", f"liman {new.url('/new')}")
        new.routes.clear()
        for _ in range(3):
            await street.poll()
        old.routes["/feed"] = Reply(RSS)
        await street.poll()
        assert (len(old.asked), (await state(street, "liman")).failures) == (4, 0)
        await intake.fetcher.close()


async def test_a_feed_of_the_file_with_a_new_address_is_read_anew_at_once() -> None:
    """The old server's validators would make a stranger say 304; what was read stays read, and whatever it had moved to is forgotten."""
    (feed,) = feeds_of(HOST, 1)
    street = await town(feed)
    await street.poll()
    async with street.store.transaction() as tx:
        known = await state(street, feed.slug)
        await tx.put_feed_state(known.evolve(address="https://elsewhere.example/", moved_from=feed.url, failures=2))
    await street.street.declare([feed.evolve(title="Liman Postası")], [])
    assert (await state(street, feed.slug)).etag == known.etag != ""
    await street.street.declare([feed.evolve(url=f"https://{HOST}/new")], [])
    after = await state(street, feed.slug)
    assert (after.etag, after.address, after.failures, after.next_poll_at, after.entries) == ("", "", 0, None, 1)
