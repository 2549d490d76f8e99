"""From the names of secrets to what is sent, and to whom. A secret goes to the host it was meant for and to no other (RFC 9110 §11.6.2)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx

from news.access import DIRECT, FeedAccess
from news.errors import FetchError

SecretNamed = Callable[[str], str | None]
"""The secret of this name; None when nobody has set it."""
MASK = "•••"


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes along with the requests of one fetch."""

    plain: Mapping[str, str] = field(default_factory=dict)
    """To whomever redirects lead."""
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    """To the feed's own origin."""
    proxy: str = field(default="", repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)
    """Secrets, in no particular order."""

    def to(self, url: httpx.URL, home: httpx.URL) -> dict[str, str]:
        """The headers for a request to `url`, when `home` is where the feed is declared."""
        return {**self.plain, **self.secret} if may_know(url, home) else dict(self.plain)

    def masked(self, text: str) -> str:
        for word in self.words:
            text = text.replace(word, MASK)
        return text


def sent_with(access: FeedAccess | None, secret_named: SecretNamed, house_proxy: str) -> Sent:
    """`FetchError` when a secret is not set: the feed waits for its operator, the others go on."""
    if access is None:
        return Sent(proxy=house_proxy)
    known = {name: _secret(name, secret_named) for name in access.secrets}
    secret = {header.name: known[header.secret] for header in access.headers if header.secret}
    if access.bearer:
        secret["Authorization"] = f"Bearer {known[access.bearer]}"
    elif access.username or access.password:
        pair = f"{access.username}:{known.get(access.password, '')}"
        secret["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    own = _proxy(known[access.proxy_secret], access.proxy_secret) if access.proxy_secret else access.proxy
    return Sent(
        plain={header.name: header.value for header in access.headers if not header.secret},
        secret=secret,
        proxy="" if own == DIRECT else own or house_proxy,
        words=(*known.values(), *(value.rpartition(" ")[2] for value in secret.values())),
    )


def _secret(name: str, secret_named: SecretNamed) -> str:
    value = secret_named(name)
    if not value:
        raise FetchError(f"the secret {name} is not set: put it into the environment, .env or /run/secrets")
    if not (value.isascii() and value.isprintable()):
        raise FetchError(f"the secret {name} holds characters that no header can carry")
    return value


def _proxy(address: str, secret: str) -> str:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError(f"the secret {secret} holds no address of a proxy like http://proxy.example:3128")
    return address


def may_know(url: httpx.URL, home: httpx.URL) -> bool:
    """Whether what is meant for `home` may be sent to `url`: the same scheme, host and port, or the same host come to https."""
    if url.host != home.host:
        return False
    same = (url.scheme, _port(url)) == (home.scheme, _port(home))
    return same or (home.scheme, _port(home), url.scheme, _port(url)) == ("http", 80, "https", 443)


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)
