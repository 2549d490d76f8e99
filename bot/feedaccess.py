"""What a row of feeds.yaml may say about how its feed is asked: headers, a login, a proxy. Secrets are named there, and never written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict

from news.access import DIRECT, FeedAccess, SentHeader

Key = str | int

_SECRET = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_SECRETIVE = re.compile(r"auth|cookie|key|token|secret|passw|session|credential", re.IGNORECASE)
"""Headers that carry secrets are named like this."""
_OURS: Final = frozenset(
    "host connection keep-alive content-length transfer-encoding te trailer upgrade expect range accept-encoding if-none-match"
    " if-modified-since proxy-authorization proxy-connection".split()
)
"""What the fetcher must say itself for an answer to be understood."""
HOW = "a secret does not stand in this file: put it into the environment, .env or /run/secrets and write {secret: ITS_NAME}"


class SecretName(str):
    """The name of a secret, where a value without this type would be the value itself."""

    __slots__ = ()


def _named(value: object) -> SecretName:
    """Never says what was written: that may be the secret."""
    if not isinstance(value, Mapping) or set(value) != {"secret"}:
        raise ValueError(HOW)
    name = value["secret"]
    if not isinstance(name, str) or not _SECRET.fullmatch(name):
        raise ValueError("what stands after secret: is no name; use letters, digits and _, like GAZETE_KEY")
    if name.upper().startswith("TELLAL_"):
        raise ValueError("what begins with TELLAL_ is a setting of ours and not to be sent to an outlet; use another name")
    return SecretName(name)


def _sent(value: object) -> str:
    if isinstance(value, Mapping):
        return _named(value)
    if not isinstance(value, str):
        raise ValueError("must be text, in quotes if need be, or {secret: ITS_NAME}")  # noqa: TRY004  # pydantic wants a ValueError
    if not (value.isascii() and value.isprintable()):
        raise ValueError("has characters that no header can carry")
    return value


def _proxy(value: object) -> str:
    if isinstance(value, Mapping):
        return _named(value)
    if value == DIRECT:
        return DIRECT
    return proxy_address(value if isinstance(value, str) else "", with_login=False)


def proxy_address(value: str, *, with_login: bool) -> str:
    """An address like http://proxy.example:3128; `ValueError` says what is wrong with it, without repeating it."""
    try:
        parts = urlsplit(value)
        ok = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and parts.path in {"", "/"}
    except ValueError:
        ok = False
    if not ok or not value.isprintable() or " " in value:
        raise ValueError(
            "must be a proxy's address like http://proxy.example:3128" + ("" if with_login else ", direct, or {secret: ITS_NAME}")
        )
    if "@" in parts.netloc and not with_login:
        raise ValueError(f"{HOW} (its value the whole address)")
    return value


Named = Annotated[str, BeforeValidator(_named)]
Sendable = Annotated[Any, BeforeValidator(_sent)]
Proxy = Annotated[Any, BeforeValidator(_proxy)]


class AuthRow(BaseModel):
    """Basic (username and password) or bearer."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    username: str = ""
    password: Named = ""
    bearer: Named = ""


def access_of(headers: Mapping[str, str], auth: AuthRow | None, proxy: str) -> FeedAccess | None:
    """What the row says; None when it says nothing."""
    sent = tuple(
        SentHeader(name, secret=str(value)) if isinstance(value, SecretName) else SentHeader(name, value) for name, value in headers.items()
    )
    login = auth or AuthRow()
    access = FeedAccess(
        headers=sent,
        username=login.username,
        password=str(login.password),
        bearer=str(login.bearer),
        proxy="" if isinstance(proxy, SecretName) else proxy,
        proxy_secret=str(proxy) if isinstance(proxy, SecretName) else "",
    )
    return access if access != FeedAccess() else None


def mistakes(headers: Mapping[str, str], auth: AuthRow | None) -> Iterator[tuple[tuple[Key, ...], str]]:
    """What only shows when a header's name and value are seen together: where, and what is wrong."""
    for name, value in headers.items():
        if not _HEADER.fullmatch(name):
            yield ("headers", name), "is no name of a header"
        elif name.lower() in _OURS:
            yield ("headers", name), "is ours to say"
        elif _SECRETIVE.search(name) and not isinstance(value, SecretName):
            yield ("headers", name), HOW
    if auth is not None and bool(auth.bearer) == bool(auth.username or auth.password):
        yield ("auth",), "needs username and password, or bearer"


def plain_access(access: FeedAccess) -> dict[str, object]:
    """As it stands in feeds.yaml."""
    row: dict[str, object] = {}
    if access.headers:
        row["headers"] = {header.name: _reference(header.secret) if header.secret else header.value for header in access.headers}
    if access.bearer:
        row["auth"] = {"bearer": _reference(access.bearer)}
    elif access.username or access.password:
        row["auth"] = {"username": access.username} | ({"password": _reference(access.password)} if access.password else {})
    if access.proxy or access.proxy_secret:
        row["proxy"] = _reference(access.proxy_secret) if access.proxy_secret else access.proxy
    return row


def _reference(name: str) -> dict[str, str]:
    return {"secret": name}
