"""An answer whose entries are those of last time is not read again."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clocks import SetClock
from support.stores import NOW

from bot.intake import Intake
from feeds.parse import parse_document
from news.errors import FeedError, ParseError
from news.feed import Feed, Fetched
from news.polling import FeedDue, PollPolicy
from news.sameness import document_hash
from storage.memory import MemoryStore

HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Liman</title><lastBuildDate>%s</lastBuildDate>'
ENTRY = "<item><guid>%s</guid><title>%s</title><description>%s</description></item>"


def rss(*entries: tuple[str, str], stamp: bytes = b"now") -> bytes:
    told = "".join(ENTRY % (guid, title, "Sis dagildi.") for guid, title in entries)
    return HEAD % stamp + told.encode() + b"</channel></rss>"


ONE, TWO = ("a", "Ferries sail again after the fog"), ("b", "The bridge is closed until Tuesday")

SAME = [
    (rss(ONE, stamp=b"09:00"), rss(ONE, stamp=b"09:15")),
    (b"<feed><updated>1</updated><entry>a</entry></feed>", b"<feed><updated>2</updated><entry>a</entry></feed>"),
    (b"<r:RDF><c><items><li/></items></c><rss:item >a</rss:item></r:RDF>", b"<r:RDF><c><items/></c><rss:item >a</rss:item></r:RDF>"),
]
OTHER = [
    (rss(ONE), rss(ONE, TWO)),
    (rss(ONE), rss(("a", "Ferries sail again after the storm"))),
    (b'<?xml encoding="windows-1254"?><item>\xfd</item>', b'<?xml encoding="windows-1251"?><item>\xfd</item>'),
    (b'{"title": "x", "items": []}', b'{"title": "y", "items": []}'),
    (b"<items>1</items>", b"<items>2</items>"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_what_stands_before_the_first_entry_makes_no_difference(before: bytes, after: bytes):
    """A feed's own dates, the only thing that moves in most answers."""
    assert document_hash(before) == document_hash(after) != ""


@pytest.mark.parametrize(("before", "after"), OTHER)
def test_an_entry_or_its_charset_makes_another_document(before: bytes, after: bytes):
    """And so does anything in a document whose entries are not seen."""
    assert document_hash(before) != document_hash(after)


def test_the_declared_type_belongs_to_the_document():
    """Its charset decides what the bytes mean; and nothing is like nothing."""
    assert document_hash(rss(ONE), "text/xml; charset=koi8-u") != document_hash(rss(ONE), "text/xml")
    assert document_hash(b"") == ""


@given(st.binary(max_size=60), st.binary(min_size=1, max_size=60), st.binary(min_size=1, max_size=60))
def test_nothing_behind_the_first_entry_is_overlooked(head: bytes, one: bytes, other: bytes):
    """Whatever stands before it."""
    same = document_hash(head + b"<item>" + one) == document_hash(head + b"<item>" + other)
    assert same == (one == other)


@dataclass(slots=True)
class Said:
    """Fetcher and parser in one: what the server says, and how often it was read."""

    body: bytes = b""
    moved_to: str = ""
    read: int = 0
    feed: Feed = field(default_factory=lambda: Feed("liman", "https://liman.example/rss"))

    async def fetch(self, *_: object) -> Fetched:
        return Fetched(self.feed.url, self.body, "application/rss+xml", moved_to=self.moved_to)

    async def parse(self, fetched: Fetched, feed: Feed):
        self.read += 1
        return parse_document(fetched.body, fetched.url, fetched.content_type, feed, now=NOW)

    async def close(self) -> None: ...


class Place:
    def __init__(self, **intake: object):
        self.said, self.store, self.clock = Said(), MemoryStore(), SetClock(NOW)
        self.intake = Intake(self.store, self.said, self.said, self.clock, **intake)

    async def poll(self, body: bytes):
        self.said.body = body
        async with self.store.transaction() as tx:
            await tx.put_feed(self.said.feed)
        self.clock.move(minutes=5)
        return await self.intake.poll(await self.store.feed("liman"))

    async def state(self):
        return (await self.store.feed("liman")).state


async def test_an_answer_with_the_same_entries_is_not_read_again():
    """It counts as a poll that brought nothing; the next that brings something is read."""
    place = Place()
    reports = [await place.poll(body) for body in (rss(ONE), rss(ONE), rss(ONE, stamp=b"later"), rss(TWO, ONE))]
    assert [len(report.new) for report in reports] == [1, 0, 0, 1]
    assert place.said.read == 2
    assert [report.due for report in reports] == [FeedDue.NEWS, FeedDue.UNCHANGED, FeedDue.UNCHANGED, FeedDue.NEWS]
    assert (await place.state()).polls == 4


async def test_what_the_cap_left_out_is_read_again():
    """Only an answer that is stored whole is known."""
    place = Place(new_per_poll=1)
    await place.poll(rss())  # a beginning leaves nothing to be asked for again
    for _ in range(3):
        await place.poll(rss(ONE, TWO))
    assert place.said.read == 3
    assert (await place.store.tally()).articles == 2


async def test_an_answer_that_could_not_be_read_is_tried_again():
    """A worker that was killed may not be killed next time."""
    place = Place()
    for body in (b"no feed", b"no feed"):
        report = await place.poll(body)
        assert isinstance(report.error, ParseError | FeedError)
    assert place.said.read == 2


async def test_once_in_a_while_the_same_answer_is_read_all_the_same():
    """A newer Tellal may read more in it."""
    place = Place(policy=PollPolicy(whole_polls=3))
    for _ in range(6):
        await place.poll(rss(ONE))
    assert place.said.read == 3


async def test_an_answer_from_a_place_we_were_sent_to_is_read():
    """Whether a feed has moved is decided on what was read there, and on coming back."""
    place = Place()
    await place.poll(rss(ONE))
    place.said.moved_to = "https://harbour.example/rss"
    await place.poll(rss(ONE))
    place.said.moved_to = ""
    await place.poll(rss(ONE))
    await place.poll(rss(ONE))
    assert place.said.read == 3
    assert (await place.state()).moved_to == ""
