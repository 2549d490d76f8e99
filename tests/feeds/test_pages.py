"""Whole texts from articles' own pages: only where the site lets us, and nothing else about the article changes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from support.clocks import SetClock
from support.feedserver import Reply, feed_server
from support.stores import NOW
from support.streets import WrittenFeeds, entry

from bot.feedsfile import read_feeds_text, write_feeds_text
from bot.full_texts import PAGES_A_POLL, PageReading
from bot.intake import Intake
from bot.problems import Problems
from feeds.fetch import FetchLimits, HttpFetcher
from feeds.pages import PageTexts, extract_text
from feeds.parse import ParseLimits, PooledParser
from feeds.robots import Robots
from news.access import FeedAccess
from news.errors import FeedGone, FetchError, HostResting, ParseError
from news.feed import Feed, Fetched
from storage.memory import MemoryStore

PARAGRAPHS = (
    "Belediye meclisi köprünün bakımı için ayrılan bütçeyi oy birliğiyle kabul etti; çalışmalar salı günü başlayacak.",
    "Başkan, köprünün iki ay boyunca gece saatlerinde kapalı kalacağını ve feribot seferlerinin artırılacağını söyledi.",
    "Muhalefet üyeleri, ihalenin açık yapılması şartıyla tasarıya destek verdiklerini belirtti.",
)
PAGE = (
    '<!doctype html><html lang="tr"><head><title>Köprü</title></head><body><nav><ul><li><a href="/">Anasayfa</a></li><li><a href="/s">Spor</a>'
    "</li></ul></nav><article><h1>Köprünün bakımı başlıyor</h1>" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS) + "</article>"
    '<aside><a href="/x">Bunları da okuyun: çok konuşulan on başlık</a></aside><footer>Tüm hakları saklıdır</footer></body></html>'
).encode()


def test_a_page_gives_its_paragraphs_and_not_what_stands_around_them():
    text = extract_text(PAGE, "text/html; charset=utf-8", "https://x.example/kopru", "tr")
    assert all(words in text for words in PARAGRAPHS)
    assert not any(words in text for words in ("Anasayfa", "hakları", "Bunları da", "<p>"))


@pytest.mark.parametrize("page", [b"", b"\x00\xff", b"<html><body></body></html>", b"{}", b"<a>" * 5_000])
def test_a_page_without_an_article_is_said_to_be_one(page: bytes):
    with pytest.raises(ParseError):
        extract_text(page, "text/html", "https://x.example/", "tr")


RULES = "User-agent: *\nDisallow: /private\n\nUser-agent: Tellal\nDisallow: /archive\n"


@dataclass(slots=True)
class Sites:
    """Fetcher: what robots.txt is answered with, and how often it was asked."""

    answer: str | Exception = ""
    asked: list[str] = field(default_factory=list)

    async def fetch(self, feed: Feed, *_: object) -> Fetched:
        self.asked.append(feed.url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return Fetched(feed.url, self.answer.encode())

    async def close(self) -> None: ...


@pytest.mark.parametrize(
    ("answer", "url", "allowed"),
    [
        (RULES, "https://x.example/news/1", True),
        (RULES, "https://x.example/archive/1", False),
        (RULES, "https://x.example/private/1", True),
        ("User-agent: *\nDisallow: /", "https://x.example/news/1", False),
        ("<html>not found</html>", "https://x.example/news/1", True),
        ("", "https://x.example/news/1", True),
        (FetchError("not there", status=404), "https://x.example/news/1", True),
        (FetchError("forbidden", status=403), "https://x.example/news/1", True),
        (FeedGone("gone"), "https://x.example/news/1", True),
        (FetchError("busy", status=503), "https://x.example/news/1", False),
        (FetchError("too often", status=429), "https://x.example/news/1", False),
        (FetchError("no connection"), "https://x.example/news/1", False),
        (HostResting("asked us to wait"), "https://x.example/news/1", False),
    ],
)
async def test_robots_txt_is_obeyed_as_its_standard_says(answer: str | Exception, url: str, allowed: bool):
    """RFC 9309: our own group before the one for all; none there allows all, one that cannot be had allows nothing."""
    assert await Robots(Sites(answer), "Tellal", SetClock(NOW)).allow(url) is allowed


async def test_robots_txt_is_asked_for_once_a_day_and_site():
    clock, sites = SetClock(NOW), Sites(RULES)
    robots = Robots(sites, "Tellal", clock)
    for url in ("https://x.example/1", "https://x.example/2", "http://x.example/1", "https://x.example:8443/1"):
        await robots.allow(url)
    assert sites.asked == ["https://x.example/robots.txt", "http://x.example/robots.txt", "https://x.example:8443/robots.txt"]
    clock.move(hours=24)
    await robots.allow("https://x.example/3")
    assert len(sites.asked) == 4


async def test_a_site_that_did_not_answer_is_asked_again_before_a_day_is_over():
    clock, sites = SetClock(NOW), Sites(FetchError("no connection"))
    robots = Robots(sites, "Tellal", clock)
    assert not await robots.allow("https://x.example/1")
    sites.answer = ""
    clock.move(hours=1)
    assert await robots.allow("https://x.example/1")


async def test_a_page_comes_through_the_guarded_fetcher_and_a_worker():
    """And a page that may not be read is not asked for; nor does the feed's login go along."""
    routes = {"/robots.txt": Reply(b"User-agent: *\nDisallow: /closed"), "/kopru": Reply(PAGE, headers={"Content-Type": "text/html"})}
    async with feed_server(routes) as server:
        limits = FetchLimits(spacing=timedelta(0))
        http = HttpFetcher("Tellal/test", allow=[f"127.0.0.1:{server.port}"], limits=limits, secret_named=lambda _: "sesame")
        parser = PooledParser(1)
        pages = PageTexts(http, parser, Robots(http, "Tellal", SetClock(NOW)))
        feed = Feed("x", server.url(), language="tr", access=FeedAccess((), "ayse", "PASSWORD"))
        assert PARAGRAPHS[1] in await pages.text_of(server.url("/kopru"), feed)
        with pytest.raises(FetchError, match="robots"):
            await pages.text_of(server.url("/closed/1"), feed)
        with pytest.raises(FetchError, match="cannot be had"):
            await pages.text_of("http://169.254.169.254/", feed)
        assert [asked.path for asked in server.asked] == ["/robots.txt", "/kopru"]
        assert not any("authorization" in asked.headers for asked in server.asked)
        await parser.close()
        await http.close()


async def test_a_page_that_takes_too_long_ends_with_its_worker():
    """As a feed's document does."""
    parser = PooledParser(1, limits=ParseLimits(time=timedelta(seconds=0.3)))
    with pytest.raises(ParseError, match="took more than"):
        await parser.work(time.sleep, 60)
    await parser.close()


@dataclass(slots=True)
class Written:
    """`FullTexts` written in the test."""

    says: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def text_of(self, url: str, feed: Feed) -> str:
        self.asked.append(url)
        if url not in self.says:
            raise FetchError("no such page")
        return self.says[url]


class Place:
    def __init__(self, *, full_text: bool = True):
        self.feeds, self.pages, self.store = WrittenFeeds(), Written(), MemoryStore()
        self.intake = Intake(self.store, self.feeds, self.feeds, SetClock(NOW), pages=PageReading(self.store, self.pages))
        self.feed = Feed("x", "https://x.example/rss", full_text=full_text)

    async def poll(self, *entries):
        self.feeds.says["x"] = entries
        async with self.store.transaction() as tx:
            await tx.put_feed(self.feed)
        return await self.intake.poll(await self.store.feed("x"))


ONE = entry("Köprünün bakımı başlıyor", "Çalışmalar salı günü.", guid="one", url="https://x.example/1")
TWO = entry("Feribot seferleri artırılıyor", "Gece de.", guid="two", url="https://x.example/2")
LONG = "\n\n".join(PARAGRAPHS)


async def test_new_articles_get_their_pages_text_for_a_body_and_keep_the_rest():
    place = Place()
    place.pages.says = {ONE.url: LONG}
    (article, bare) = (await place.poll(ONE, TWO)).new
    assert (article.original.title, article.original.summary, article.original.body) == (ONE.title, ONE.summary, LONG)
    assert bare.original.body == ""
    assert place.pages.asked == [ONE.url, TWO.url]


async def test_a_page_is_read_once_and_its_text_is_no_edit():
    """Not at the next poll, nor when the feed's own words change: then the text stays."""
    place = Place()
    place.pages.says = {ONE.url: LONG}
    await place.poll(ONE)
    again = await place.poll(ONE, TWO)
    assert again.edited == ()
    reworded = entry("Köprünün bakımı ertelendi", "Çalışmalar salı günü.", guid="one", url="https://x.example/1")
    (edit,) = (await place.poll(reworded, TWO)).edited
    assert (edit.original.title, edit.original.body) == (reworded.title, LONG)
    assert place.pages.asked == [ONE.url, TWO.url]


async def test_a_feed_that_does_not_ask_has_no_page_read():
    place = Place(full_text=False)
    await place.poll(ONE)
    assert place.pages.asked == []


async def test_of_a_great_many_new_articles_only_some_pages_are_read():
    place = Place()
    await place.poll(*(entry(f"Haber başlığı numara {n} burada", guid=f"{n}", url=f"https://x.example/{n}") for n in range(30)))
    assert len(place.pages.asked) == PAGES_A_POLL
    assert (await place.store.tally()).articles == 30


async def test_a_page_that_says_less_than_the_feed_changes_nothing():
    place = Place()
    place.pages.says = {ONE.url: "Kısa."}
    (article,) = (await place.poll(ONE)).new
    assert article.original.body == ""


async def test_pages_that_never_come_keep_no_entry_waiting():
    """What had come by then is kept."""
    place = Place()
    place.intake.pages.patience = timedelta(0)
    assert len((await place.poll(ONE, TWO)).new) == 2


def test_feeds_yaml_asks_for_full_texts_and_says_what_is_missing(monkeypatch: pytest.MonkeyPatch):
    text = 'feeds:\n  - {slug: x, url: "https://x.example/rss", full_text: true}\n'
    (feed,) = read_feeds_text(text).feeds
    assert feed.full_text
    assert read_feeds_text(write_feeds_text([feed])).feeds == (feed,)
    monkeypatch.setattr("bot.feedsfile.can_read_pages", lambda: False)
    with pytest.raises(Problems, match=r"feeds.yaml:2: .*full_text.*pip install"):
        read_feeds_text(text)
