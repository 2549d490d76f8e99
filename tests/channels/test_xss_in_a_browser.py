"""The same corpus in Chromium, all pages in one browser: no script ran, nothing was asked of anybody, no link leads off the web."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from support.story_views import digest_view, own_words, report, story_view
from support.xss import FAMILIES

from channels.rendering.page import render_digest_page
from channels.rendering.telegram import render_telegram
from feeds.parse import parse_document
from news.alerts import AlertReason
from news.feed import Feed
from news.views import AlertView, DigestSection, StoryView

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="needs Chromium")]

FEED = Feed("x", "https://dnipro-visnyk.example.org/rss")
HOOK = "<script>function hit() { parent.hit(name) }</script>"
COUNT = """
var hits = []; function hit(name) { hits.push(name) }
addEventListener("load", () => setTimeout(() => {
  const links = [...document.querySelectorAll("iframe")].flatMap(frame =>
    [...(frame.contentDocument?.querySelectorAll("[href]") ?? [])].map(each => [frame.name, each.protocol]));
  document.querySelector("#told").textContent = JSON.stringify({hits, links});
}, 500));
"""


@contextmanager
def phone() -> Iterator[tuple[str, list[str]]]:
    """The address that every vector phones home to, and who did."""
    calls: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}", calls
    finally:
        server.shutdown()
        server.server_close()


def vectors(family: str, home: str, caller: str) -> list[str]:
    return [re.sub("(https?:)?//x.example", f"http://{home}/{caller}", vector) for vector in FAMILIES[family]]


def stories(vector: str) -> list[StoryView]:
    """As it is, and as the parser leaves it."""
    document = f"<rss version='2.0'><channel><title>{html.escape(vector)}</title><item><title>{html.escape(vector)}</title>"
    document += f"<description><![CDATA[{vector}]]></description><link>{html.escape(vector)}</link></item></channel></rss>"
    entries = parse_document(document.encode("utf-8", "surrogatepass"), FEED.url, "", FEED).entries
    told = [(vector, vector, vector), *((entry.title, entry.summary, entry.url) for entry in entries)]
    return [
        story_view(
            headline=own_words(title), summary=own_words(summary), reports=(report(outlet=title, url=url, title=title),), topics=(title,)
        )
        for title, summary, url in told
    ]


def frames(home: str) -> Iterator[tuple[str, str]]:
    """A page of mail and the messages of each family; and the family as nobody cleaned it."""
    for family in FAMILIES:
        found = [story for vector in vectors(family, home, "ours") for story in stories(vector)]
        yield f"mail {family}", render_digest_page(digest_view(DigestSection(family, tuple(found))), budget=10_000_000).html
        yield f"telegram {family}", "<hr>".join(render_telegram(AlertView(story, AlertReason.NEW_STORY)).html for story in found)
    for number, vector in enumerate(vectors("handlers", home, "canary") + vectors("fetched", home, "canary")):
        yield f"canary {number}", f"<body>{vector}"


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> dict[str, list]:
    with phone() as (home, calls):
        framed = "".join(f'<iframe name="{name}" srcdoc="{html.escape(HOOK + page)}"></iframe>' for name, page in frames(home))
        page = tmp_path_factory.mktemp("xss") / "page.html"
        outer = f'<!DOCTYPE html><meta charset="utf-8"><pre id="told"></pre><script>{COUNT}</script>{framed}'
        page.write_text(outer, encoding="utf-8", errors="replace")
        command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=8000", "--dump-dom", page.as_uri()]
        told = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True, timeout=300).stdout
        return {**json.loads(html.unescape(re.search(r'<pre id="told">(.*?)</pre>', told, re.DOTALL)[1])), "calls": calls}


def test_the_canaries_sing(seen):
    """As they are, dozens of them run and phone home: what the other tests look for can be seen."""
    assert len({name for name in seen["hits"] if name.startswith("canary")}) >= 10
    assert len([call for call in seen["calls"] if call.startswith("/canary")]) >= 10


def test_no_script_ran(seen):
    """In no page of mail and no message."""
    assert [name for name in seen["hits"] if not name.startswith("canary")] == []


def test_nothing_was_fetched(seen):
    """Only the canaries asked for anything."""
    assert [call for call in seen["calls"] if not call.startswith("/canary")] == []


def test_every_link_leads_to_the_web(seen):
    """As the browser reads it."""
    links = [(name, protocol) for name, protocol in seen["links"] if not name.startswith("canary")]
    assert links
    assert [link for link in links if link[1] not in {"http:", "https:"}] == []
