"""Logs without secrets. Every record passes one filter before any handler writes it.

python-telegram-bot keeps the token in the address of every call: httpx prints it at INFO, `repr(Bot)` and some error texts hold it.
So we do not trust callers to be careful; what looks like a secret, or is one of the values told to `keep_secret`, is masked in the text,
in the arguments, in tracebacks and in extra fields alike.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType

MASK = "•••"
SHORTEST_SECRET = 6
"""Shorter values would mask ordinary words."""

_LOOKS_SECRET = re.compile(
    r"(?P<telegram>\b(?:bot)?\d{6,12}(?::|%3[aA])[A-Za-z0-9_-]{20,})"  # Bot API token, as it stands in an address
    r"|(?P<scheme>://[^\s/:@]*:)[^\s/@]+(?=@)"  # a password in an address
    r"|(?P<header>\b(?:authorization|proxy-authorization|x-api-key|cookie)['\"]?\s*[:=]\s*['\"]?(?:(?:bearer|basic|token)\s+)?)[^\s'\",;]+"
    r"|(?P<field>\b(?:password|passwd|secret|api_?key|access_?token|token)['\"]?\s*[:=]\s*['\"]?)[^\s'\"&,;)]+",
    re.IGNORECASE,
)
_NOISY = (
    "httpx",
    "httpcore",
    "telegram",
    "apscheduler",
    "hpack",
    "asyncio",
    "sqlalchemy",
    "alembic",
    "filelock",
    "pymorphy3",
    "uvicorn",
)
"""Vendors that speak at INFO of every call; from WARNING on they are worth hearing."""

_secrets: list[str] = []


def keep_secret(*values: str) -> None:
    """From now on these very values are masked wherever they would be written."""
    known = {value for value in (*_secrets, *values) if len(value) >= SHORTEST_SECRET}
    _secrets[:] = sorted(known, key=len, reverse=True)  # the longest first, so that none is masked by halves


def redact(text: str) -> str:
    """The text with every secret masked: registered values, and whatever looks like a token, password or key."""
    for secret in _secrets:
        text = text.replace(secret, MASK)
    return _LOOKS_SECRET.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    return (found["scheme"] or found["header"] or found["field"] or "") + MASK


class RedactingFilter(logging.Filter):
    """Rewrites a record so that no formatter, however it works, can bring a secret back. Belongs on handlers: they see every logger."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = redact(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = redact("".join(traceback.format_exception(*record.exc_info)).rstrip())
            record.exc_info = None  # a formatter that renders it by itself would read the secret from the exception again
        for field, value in vars(record).items():
            if isinstance(value, str):
                setattr(record, field, redact(value))
        return True


def set_up_logging(level: str = "INFO", *, secrets: Iterable[str] = ()) -> None:
    """One handler on stderr, redacted; vendors quiet; uncaught exceptions and warnings go the same way."""
    keep_secret(*secrets)
    handler = logging.StreamHandler()
    handler.addFilter(RedactingFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _print_redacted


def _print_redacted(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.stderr.write(redact("".join(traceback.format_exception(kind, error, trace))))
