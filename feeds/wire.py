"""What the wire says when it says no, in sentences for an admin."""

from __future__ import annotations

import ssl

import httpcore
import httpx

from feeds.guard import WEB_SCHEMES
from feeds.inflate import BadEncoding, TooLarge
from feeds.pace import InCrumbs
from feeds.walls import wall_of_answer
from news.errors import FetchError

WIRE_ERRORS = (
    httpx.HTTPError, httpx.InvalidURL, httpx.StreamError,
    httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpcore.ProxyError,
    httpcore.ConnectionNotAvailable, ssl.SSLError, OSError, TooLarge, BadEncoding, InCrumbs,
)  # fmt: skip
"""Everything the wire can raise; nothing of it leaves `feeds`."""

_WIRE_REASONS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((httpcore.ConnectTimeout, httpx.ConnectTimeout), "the server does not answer (no connection in time)"),
    ((httpcore.PoolTimeout, httpx.PoolTimeout), "too many fetches at once; this one waited too long"),
    ((httpcore.TimeoutException, httpx.TimeoutException), "the server stopped sending"),
    ((httpcore.RemoteProtocolError, httpx.RemoteProtocolError), "the server broke off or does not speak HTTP"),
    ((httpcore.ReadError, httpx.ReadError), "the connection broke while reading"),
    ((httpcore.ProxyError, httpx.ProxyError), "the proxy refuses"),
    ((httpcore.ConnectError, httpx.ConnectError), "no connection"),
)


def wire_reason(error: Exception) -> str:
    reason = next((text for types, text in _WIRE_REASONS if isinstance(error, types)), "")
    detail = str(error)
    return f"{reason}: {detail}" if reason and detail else reason or detail or type(error).__name__


_STATUS_REASONS = {
    401: "the server wants a password (401)",
    403: "the server refuses us (403)",
    407: "the proxy wants a password (407)",
    404: "there is nothing at this address (404)",
    429: "the server says we ask too often (429)",
    451: "the server may not show this here (451)",
    503: "the server is busy or under repair (503)",
}


def status_reason(status: int, headers: httpx.Headers) -> str:
    """What an answer without a feed means, for the admin; with the name of the wall that stopped us, when it has one."""
    reason = _STATUS_REASONS.get(status, f"the server answered {status}")
    wall = wall_of_answer(status, headers)
    return f"{reason}; {wall}" if wall else reason


def web_address(url: str | httpx.URL) -> httpx.URL:
    """`FetchError` for what is none."""
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"{str(url)[:200]} is no address") from error
    if address.scheme not in WEB_SCHEMES or not address.host:
        raise FetchError(f"only http and https are fetched, not {str(url)[:200]}")
    return address.copy_with(fragment=None) if address.fragment else address
