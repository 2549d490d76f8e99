"""What Telegram's refusals mean: one table, first row that fits wins.

Knows the vendor only by names and texts, so that the table can be read, tested and printed without it. The texts are those of
Telegram's own server (github.com/tdlib/telegram-bot-api, Client.cpp); python-telegram-bot strips "Bad Request: " and capitalises
the rest, so fragments are compared in lower case.

Two classes lie about themselves: `BadRequest` and `TimedOut` are subclasses of `NetworkError`. The table therefore names the
narrow class before the wide one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """A named reason why a call to Telegram did not simply succeed."""

    GONE = "gone"
    """Blocked, kicked, deactivated, deleted, never existed."""
    MOVED = "moved"
    """The group became a supergroup: same people, new number."""
    THREAD_GONE = "thread_gone"
    """The forum topic was closed or deleted; the group is still there."""
    NOT_MODIFIED = "not_modified"
    """An edit that changes nothing: success."""
    BAD_MARKUP = "bad_markup"
    """Our HTML; the plain text may still go."""
    NOT_ALLOWED = "not_allowed"
    """The chat is there, but the bot may not write in it."""
    OURS = "ours"
    """We asked for something Telegram will never do; trying again does not help."""
    TOKEN = "token"  # noqa: S105  # the name of a reason
    CONFLICT = "conflict"
    """Somebody else fetches this bot's updates."""
    FLOOD = "flood"
    NOT_WRITTEN = "not_written"
    """The request never left: safe to try again."""
    SERVER = "server"
    """5xx: Telegram is ill."""
    CUT_OFF = "cut_off"
    """The request was written, the answer never came: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Row:
    """`error` is a class name anywhere in the error's ancestry, `text` a lower-case fragment of its text, `cause` the class of what it was raised from."""

    error: str
    refusal: Refusal
    text: str = ""
    cause: str = ""


_NOT_WRITTEN = ("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol", "LocalProtocolError")
"""httpx exceptions raised before the first byte of a request is on the wire."""

TABLE: tuple[Row, ...] = (
    # flood, move, token, second instance: these have classes of their own
    Row("RetryAfter", Refusal.FLOOD),
    Row("ChatMigrated", Refusal.MOVED),
    Row("InvalidToken", Refusal.TOKEN),
    Row("EndPointNotFound", Refusal.OURS),
    Row("Conflict", Refusal.CONFLICT),
    # 403: the person or the group does not want us
    Row("Forbidden", Refusal.NOT_ALLOWED, "chat_write_forbidden"),
    Row("Forbidden", Refusal.NOT_ALLOWED, "not enough rights"),
    Row("Forbidden", Refusal.GONE),
    # 400: read the text
    Row("BadRequest", Refusal.NOT_MODIFIED, "message is not modified"),
    Row("BadRequest", Refusal.BAD_MARKUP, "can't parse entities"),
    Row("BadRequest", Refusal.THREAD_GONE, "message thread not found"),
    Row("BadRequest", Refusal.THREAD_GONE, "topic_deleted"),
    Row("BadRequest", Refusal.THREAD_GONE, "topic_closed"),
    Row("BadRequest", Refusal.GONE, "chat not found"),
    Row("BadRequest", Refusal.GONE, "user not found"),
    Row("BadRequest", Refusal.GONE, "peer_id_invalid"),
    Row("BadRequest", Refusal.GONE, "group chat was deactivated"),
    Row("BadRequest", Refusal.GONE, "group chat was deleted"),
    Row("BadRequest", Refusal.GONE, "channel_private"),
    Row("BadRequest", Refusal.GONE, "input_user_deactivated"),
    Row("BadRequest", Refusal.NOT_ALLOWED, "rights to send"),
    Row("BadRequest", Refusal.NOT_ALLOWED, "administrator rights"),
    Row("BadRequest", Refusal.NOT_ALLOWED, "chat_write_forbidden"),
    Row("BadRequest", Refusal.NOT_ALLOWED, "chat_restricted"),
    Row("BadRequest", Refusal.OURS),
    # the network, narrow before wide
    *(Row("NetworkError", Refusal.NOT_WRITTEN, cause=cause) for cause in _NOT_WRITTEN),
    Row("NetworkError", Refusal.NOT_WRITTEN, "was *not* sent to telegram"),
    Row("TimedOut", Refusal.CUT_OFF),
    Row("NetworkError", Refusal.CUT_OFF, "httpx."),
    Row("NetworkError", Refusal.CUT_OFF, "unknown error in http implementation"),
    Row("NetworkError", Refusal.CUT_OFF, "gateway timeout"),  # 504: the gateway gave up waiting, not the server behind it
    Row("NetworkError", Refusal.SERVER),
    # an answer came that is no answer (a proxy's page with status 200): the request was written
    Row("PassportDecryptionError", Refusal.OURS),
    Row("TelegramError", Refusal.CUT_OFF),
)


def sort_refusal(error: BaseException) -> Refusal:
    """Which row an error falls under. Anything no row knows may have arrived: CUT_OFF."""
    names = {ancestor.__name__ for ancestor in type(error).__mro__}
    text = str(error).lower()
    cause = type(error.__cause__).__name__
    for row in TABLE:
        if row.error in names and row.text in text and row.cause in {"", cause}:
            return row.refusal
    return Refusal.CUT_OFF
