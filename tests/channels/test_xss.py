"""Strangers' markup through the whole street into Telegram, mail and page: nothing of it is alive at the end."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from html import escape

import httpx
import pytest
from support.judges import Shape, alive_in_page, alive_in_telegram, shapes
from support.story_views import digest_view, own_words, report, story_view, translated
from support.xss import FAMILIES, LINKS, VECTORS

from channels.rendering.mail import Letterhead, MailRenderer
from channels.rendering.page import Foot, Link, render_digest_page
from channels.rendering.telegram import render_telegram
from feeds.parse import parse_document
from news.alerts import AlertReason
from news.articles import Entry
from news.errors import ParseError
from news.feed import Feed, ParsedFeed
from news.stories.values import Disagreement
from news.views import AlertView, DigestSection, StoryView
from web.desk import Outcome, Reader, TopicChoice, Wishes
from web.pages import build_pages
from web.tokens import SignedLinks

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FEED = Feed("x", "https://dnipro-visnyk.example.org/rss")
HEAD = Letterhead("news.example", "returns@news.example", SignedLinks("https://news.example", ["s"]))
FOOT = Foot("You asked for it.", (Link("Topics", "https://news.example/p"), Link("Unsubscribe", "https://news.example/u")))
AMPLE = 10_000_000
HARMLESS = "deprem oldu"


@cache
def read(vector: str) -> list[ParsedFeed]:
    """The vector as feeds carry it: in CDATA, escaped, escaped twice, as it is, and in JSON."""
    documents = [
        _rss(f"<![CDATA[{vector}]]>"),
        _rss(escape(vector)),
        _rss(escape(escape(vector))),
        _rss(vector),
        _atom(escape(vector)),
        _json(vector),
    ]
    return [feed for feed in map(_parsed, documents) if feed]


def _rss(words: str) -> str:
    entry = (
        f"<title>{words}</title><link>{words}</link><description>{words}</description><author>{words}</author><category>{words}</category>"
    )
    return f"<rss version='2.0'><channel><title>{words}</title><link>https://x.example/</link><item>{entry}</item></channel></rss>"


def _atom(words: str) -> str:
    entry = f"<title type='html'>{words}</title><summary type='html'>{words}</summary><content type='xhtml'><div>{words}</div></content>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{words}</title><entry>{entry}<id>{words}</id><link href='{words}'/></entry></feed>"


def _json(words: str) -> str:
    entry = {
        "id": words,
        "url": words,
        "title": words,
        "content_html": words,
        "summary": words,
        "authors": [{"name": words}],
        "tags": [words],
    }
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": words, "items": [entry]})


def _parsed(document: str) -> ParsedFeed | None:
    try:
        return parse_document(document.encode("utf-8", "surrogatepass"), FEED.url, "", FEED, now=NOW)
    except ParseError:
        return None


def told(title: str, summary: str, outlet: str, url: str) -> StoryView:
    """Everywhere a stranger's words can stand in a story; the translator gives them back as they are."""
    return story_view(
        headline=translated(title, "tr", title, "uk"),
        summary=own_words(summary, "uk"),
        reports=(report(outlet=outlet, url=url, title=title), report(outlet=f"{outlet} 2", url=url, title=title, language="en", minutes=9)),
        topics=(title,),
        words=(title,),
        disagreements=(Disagreement(title, ((title, (outlet,)), ("89", ("B",)))),),
    )


def raw(vector: str) -> list[StoryView]:
    """As if nobody had cleaned anything."""
    return [told(vector, vector, vector, vector), told(vector, vector, vector, f"https://x.example/{vector}")]


def through_the_door(vector: str) -> list[StoryView]:
    return [_of(entry, feed.title) for feed in read(vector) for entry in feed.entries]


def _of(entry: Entry, outlet: str) -> StoryView:
    words = " ".join([entry.title, *entry.authors, *entry.categories])
    return told(words, f"{entry.summary} {entry.body}", outlet, entry.url)


@pytest.fixture(scope="module")
def ours() -> set[Shape]:
    """The elements of a digest of harmless words, with links and without."""
    linked, bare = told(HARMLESS, HARMLESS, HARMLESS, "https://dnipro-visnyk.example.org/1"), told(HARMLESS, "", HARMLESS, "")
    return shapes(page_of([linked, bare, replace(linked, headline=own_words(HARMLESS)), told("", "", "", "")], HARMLESS))


def page_of(stories: list[StoryView], title: str) -> str:
    view = digest_view(DigestSection(title, tuple(stories)), held=tuple(stories[:1]))
    return render_digest_page(view, FOOT, budget=AMPLE).html


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("way", [raw, through_the_door])
def test_nothing_is_alive_in_telegram(family: str, way):
    """Bold, italic and links to the web are all there is, whatever a feed says; the buttons open nothing else."""
    for vector in FAMILIES[family]:
        for number, story in enumerate(dict.fromkeys(way(vector))):
            body = render_telegram(AlertView(story, AlertReason.MORE_OUTLETS if number % 2 else AlertReason.NEW_STORY))
            assert alive_in_telegram(body.html) == [], vector
            assert all(button.url.startswith(("http://", "https://")) for row in body.buttons for button in row if button.url), vector


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("way", [raw, through_the_door])
def test_nothing_is_alive_in_mail(family: str, way, ours: set[Shape]):
    """A digest of them has the elements of a digest, and no header of a stranger."""
    stories = list(dict.fromkeys(story for vector in FAMILIES[family] for story in way(vector)))
    assert stories
    assert alive_in_page(page_of(stories, " ".join(FAMILIES[family][:5])), ours) == []
    for vector in FAMILIES[family]:
        body = MailRenderer(HEAD)(replace(digest_view(DigestSection(vector, (told(vector, vector, vector, vector),))), key="k"))
        assert not any(set(value) & set("\r\n\0") for _, value in (*body.headers, ("Subject", body.subject))), vector


@pytest.mark.parametrize("link", LINKS)
def test_no_address_is_more_than_an_address(link: str, ours: set[Shape]):
    """In a feed's link, as it is and after the parser: it leads to the web, or it is only text."""
    addresses = [link, *(entry.url for feed in read(link) for entry in feed.entries)]
    stories = [told(HARMLESS, HARMLESS, HARMLESS, address) for address in addresses]
    assert alive_in_page(page_of(stories, HARMLESS), ours) == []
    for story in stories:
        assert alive_in_telegram(render_telegram(AlertView(story, AlertReason.NEW_STORY)).html) == []


class OpenDesk:
    """Offers topics of any name, and finds fault with every address."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self.topics = tuple(TopicChoice(title, title, followed=True) for title in titles)

    async def offered(self, _: str) -> tuple[TopicChoice, ...]:
        return self.topics

    async def ask(self, _: str, __: Wishes) -> Outcome:
        return Outcome.BAD_ADDRESS

    async def reader(self, token: str) -> Reader:
        return Reader(token, "en", token, token, "", paused=False, left=False, topics=self.topics, unsubscribe="https://news.example/u")


@pytest.fixture(scope="module")
def web_shapes() -> set[Shape]:
    return set().union(*map(shapes, asyncio.run(pages((HARMLESS,)))))


async def pages(titles: tuple[str, ...]) -> list[str]:
    """Both pages that show words of others: topics' names, and what the stranger typed."""
    transport = httpx.ASGITransport(build_pages(OpenDesk(titles)))
    async with httpx.AsyncClient(transport=transport, base_url="https://news.example") as browser:
        typed = {"address": titles[0], "zone": titles[-1], "hour": titles[0], "language": titles[-1]}
        answers = [await browser.post("/subscribe", data=typed), await browser.get("/preferences/x")]
    return [answer.text for answer in answers]


@pytest.mark.parametrize("family", FAMILIES)
async def test_nothing_is_alive_on_the_page(family: str, web_shapes: set[Shape]):
    """Topics' names and what a form brings back; without the attributes that carry a topic's own id."""
    sayable = tuple(vector.encode("utf-8", "replace").decode() for vector in FAMILIES[family])
    for page in await pages(sayable):
        assert {shape[0] for shape in shapes(page)} <= {shape[0] for shape in web_shapes}
        assert [shape for shape in shapes(page) - web_shapes if any(name.startswith("on") for name, _ in shape[1])] == []


def test_there_are_many():
    """Of every known class."""
    assert len(VECTORS) >= 150
    assert all(len(family) >= 10 for family in FAMILIES.values())


LIVE = [
    vector
    for family in ("scripts", "handlers", "fetched", "foreign")
    for vector in FAMILIES[family]
    if not any(dead in vector for dead in ("\u200b", "\0", "frameset"))
]
"""As they stand inside a body, where a frameset is nothing."""


def test_the_judges_can_say_no(ours: set[Shape]):
    """A page into which somebody wrote a vector as it is, and a message: both are called alive."""
    page = page_of([told(HARMLESS, HARMLESS, HARMLESS, "")], HARMLESS)
    silent = [vector for vector in LIVE if not alive_in_page(page.replace(HARMLESS, vector), ours)]
    assert silent == []
    refused = [vector for vector in FAMILIES["telegram"][:7] if not alive_in_telegram(f"<b>{vector}</b>")]
    assert refused == []
    assert alive_in_page(page.replace("https://news.example", "javascript:hit(1)//"), ours)
    assert alive_in_telegram('<a href="javascript:hit(1)//x.example">x</a>')
    assert alive_in_telegram("\u202eabc")
