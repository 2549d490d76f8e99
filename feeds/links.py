"""Addresses as they stand in documents, made whole."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from feeds.guard import WEB_SCHEMES

_LONGEST = 2_000


def absolute(link: str, base: str) -> str:
    """A web address, or "" when the link is none (javascript:, data:, mailto:, broken, or too long to be shown)."""
    link = "".join(link.split())
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
        parts.port  # noqa: B018  # reading it is what validates it
    except ValueError:
        return ""
    is_web = parts.scheme.lower() in WEB_SCHEMES and parts.hostname
    return whole if link and is_web and len(whole) <= _LONGEST else ""
