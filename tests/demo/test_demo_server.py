"""The demo's web server is a well-kept outlet's."""

from __future__ import annotations

import httpx
import pytest
from support.demo_feeds import NOON

from bot.demo.server import FeedServer


@pytest.fixture
def server():
    with FeedServer(NOON) as server:
        yield server


def test_a_feed_is_served_with_a_validator(server):
    """And asking again with it brings 304 and no body."""
    first = httpx.get(f"{server.url}/ege-haber.xml")
    again = httpx.get(f"{server.url}/ege-haber.xml", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, first.headers["content-type"]) == (200, "application/rss+xml")
    assert (again.status_code, again.content) == (304, b"")


def test_the_second_round_brings_what_grew_and_keeps_what_did_not(server):
    """A feed that did not grow keeps its validator."""
    before = {name: httpx.get(f"{server.url}/{name}").headers["etag"] for name in ("ege-haber.xml", "dnipro-visnyk.xml")}
    server.round = 2
    after = {name: httpx.get(f"{server.url}/{name}").headers["etag"] for name in before}
    assert after["dnipro-visnyk.xml"] == before["dnipro-visnyk.xml"]
    assert after["ege-haber.xml"] != before["ege-haber.xml"]


@pytest.mark.parametrize("path", ["/", "/nothing.xml", "/../feeds.yaml", "/..%2Ffeeds.yaml", "/round1/ege-haber.xml"])
def test_nothing_else_is_served(server, path):
    """Not even a file beside the feeds."""
    assert httpx.get(server.url + path).status_code == 404
