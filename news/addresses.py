"""Mail addresses: one spelling for one mailbox, and what is none."""

from __future__ import annotations

import re
from typing import Final

_LOCAL: Final = re.compile(r"[^\s\"(),:;<>@\[\]\\\x00-\x1f\x7f]{1,64}")
"""What people have before the @: RFC 5322's dot-atom and RFC 6531's letters; quoted forms are left out on purpose."""
_LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def is_mail_address(text: str) -> bool:
    return mail_address(text) is not None


def mail_address(text: str) -> str | None:
    """The address with its domain in small ASCII letters (IDNA), or None when it is no address.

    The part before the @ stays as it was written: only its server knows whether case matters (RFC 5321, 2.4).
    """
    local, at, domain = text.strip().rpartition("@")
    host = _ascii_domain(domain)
    if not at or not host or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        return None
    return f"{local}@{host}" if len(local.encode()) <= 64 else None


def _ascii_domain(domain: str) -> str:
    """An empty string when it is none: it needs a dot, and no number at its end (that would be an IP address)."""
    try:
        host = domain.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 253 or labels[-1].isdigit() or not all(_LABEL.fullmatch(label) for label in labels):
        return ""
    return host
