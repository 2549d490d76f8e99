"""Whatever the libraries raise becomes ours at the door."""

from __future__ import annotations

import ssl
from xml.sax import SAXException, SAXParseException

import feedparser
import httpcore
import httpx
import pytest

from feeds.fetch import HttpFetcher
from feeds.parse import parse_document
from news.errors import FetchError, ParseError
from news.feed import Feed, FeedState

FEED = Feed("x", "http://127.0.0.1/")


def _kin(root: type[Exception]) -> list[type[Exception]]:
    return [root, *(kin for child in root.__subclasses__() for kin in _kin(child))]


INTERNAL = {httpcore.ConnectionNotAvailable}
"""Said between httpcore's pool and its connections: "ask again"."""
WIRE = [
    *(error for error in vars(httpcore).values() if isinstance(error, type) and issubclass(error, Exception) and error.__module__.startswith("httpcore") and error not in INTERNAL),
    ssl.SSLError,
    ssl.SSLCertVerificationError,
    ConnectionResetError,
    BrokenPipeError,
    OSError,
]  # fmt: skip


class RaisingDial(httpcore.AsyncNetworkBackend):
    def __init__(self, error: Exception) -> None:
        self._error = error

    async def connect_tcp(self, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        raise self._error


@pytest.mark.parametrize("error", WIRE, ids=lambda error: error.__name__)
async def test_every_error_of_the_wire_is_a_fetch_error(error: type[Exception]):
    """With a sentence for the admin and the cause for the log."""
    http = HttpFetcher(
        "Tellal/test", allow=["127.0.0.1"], dial=RaisingDial(error("boom")), ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    )
    with pytest.raises(FetchError) as caught:
        await http.fetch(FEED, FeedState("x"))
    assert str(caught.value)
    assert caught.value.__cause__ is not None
    await http.close()


def test_the_list_of_httpx_errors_is_known():
    """Those its transport layer may still raise are caught by their common roots."""
    assert {error.__name__ for error in _kin(httpx.HTTPError)} >= {"ConnectError", "ReadTimeout", "RemoteProtocolError"}


@pytest.mark.parametrize(
    "error",
    [UnicodeEncodeError("utf-8", "x", 0, 1, "bad"), OverflowError(), KeyError("x"), RecursionError(), AttributeError("x"), IndexError(), AssertionError(), TypeError(), SAXException("x"), ZeroDivisionError(), LookupError("charset")],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_every_stumble_of_feedparser_is_a_parse_error(error: Exception, monkeypatch: pytest.MonkeyPatch):
    """The next feed is read as if nothing had been."""

    def stumbling(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(feedparser, "parse", stumbling)
    with pytest.raises(ParseError, match="stumbled"):
        parse_document(b"<rss/>", FEED.url, "", FEED)
    assert issubclass(SAXParseException, SAXException)
