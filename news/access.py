"""What a feed is asked with beyond our own headers. It names secrets and never holds one: they stand in the environment or in /run/secrets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DIRECT = "direct"
"""The proxy of a feed that is asked without one, whatever the house uses."""


@dataclass(frozen=True, slots=True)
class SentHeader:
    """A header with its value, or with the name of the secret that is its value."""

    name: str
    value: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class FeedAccess:
    """`password`, `bearer` and `proxy_secret` are names of secrets; `proxy` is an address without a password, or `DIRECT`."""

    headers: tuple[SentHeader, ...] = ()
    username: str = ""
    password: str = ""
    bearer: str = ""
    proxy: str = ""
    proxy_secret: str = ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names of all secrets it needs, each once."""
        return tuple(dict.fromkeys(self._named()))

    def _named(self) -> Iterator[str]:
        names = (*(header.secret for header in self.headers), self.password, self.bearer, self.proxy_secret)
        return (name for name in names if name)
