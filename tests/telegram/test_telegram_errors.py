"""Telegram's refusals, sorted: every exception of the vendor, every text we know."""

import inspect
from datetime import timedelta

import httpx
import pytest
import telegram.error
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from channels.telegram import pause_asked
from channels.telegram_errors import TABLE, Refusal, sort_refusal


def caused(error, cause):
    error.__cause__ = cause
    return error


VENDOR = {
    "BadRequest": Refusal.OURS,
    "ChatMigrated": Refusal.MOVED,
    "Conflict": Refusal.CONFLICT,
    "EndPointNotFound": Refusal.OURS,
    "Forbidden": Refusal.GONE,
    "InvalidToken": Refusal.TOKEN,
    "NetworkError": Refusal.SERVER,
    "PassportDecryptionError": Refusal.OURS,
    "RetryAfter": Refusal.FLOOD,
    "TelegramError": Refusal.CUT_OFF,
    "TimedOut": Refusal.CUT_OFF,
}
"""What each exception class means when its text says nothing we know."""


def test_the_vendor_has_no_exception_we_do_not_sort():
    """A new release of python-telegram-bot with a new exception fails here, not in production."""
    classes = {name for name, kind in inspect.getmembers(telegram.error, inspect.isclass) if issubclass(kind, TelegramError)}
    assert classes == set(VENDOR)


@pytest.mark.parametrize(("name", "refusal"), VENDOR.items())
def test_every_vendor_exception_has_a_row(name, refusal):
    """Subclasses before their parents: BadRequest and TimedOut are NetworkErrors."""
    kind = getattr(telegram.error, name)
    error = kind(5) if name in {"RetryAfter", "ChatMigrated"} else kind("something new")
    assert sort_refusal(error) is refusal


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Refusal.GONE),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Refusal.GONE),
        (Forbidden("Forbidden: bot was kicked from the channel chat"), Refusal.GONE),
        (Forbidden("Forbidden: user is deactivated"), Refusal.GONE),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Refusal.GONE),
        (Forbidden("Forbidden: bot can't send messages to bots"), Refusal.GONE),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), Refusal.GONE),
        (Forbidden("Forbidden: the group chat was deleted"), Refusal.GONE),
        (Forbidden("Forbidden: CHAT_WRITE_FORBIDDEN"), Refusal.NOT_ALLOWED),
        (BadRequest("Bad Request: chat not found"), Refusal.GONE),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Refusal.GONE),
        (BadRequest("Bad Request: group chat was deactivated"), Refusal.GONE),
        (BadRequest("Bad Request: have no rights to send a message"), Refusal.NOT_ALLOWED),
        (BadRequest("Bad Request: not enough rights to send text messages to the chat"), Refusal.NOT_ALLOWED),
        (BadRequest("Bad Request: need administrator rights in the channel chat"), Refusal.NOT_ALLOWED),
        (BadRequest("Bad Request: message thread not found"), Refusal.THREAD_GONE),
        (BadRequest("Bad Request: TOPIC_CLOSED"), Refusal.THREAD_GONE),
        (BadRequest("Bad Request: message is not modified: specified new message content"), Refusal.NOT_MODIFIED),
        (BadRequest('Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0'), Refusal.BAD_MARKUP),
        (BadRequest("Bad Request: message is too long"), Refusal.OURS),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Refusal.OURS),
        (BadRequest("Bad Request: message to edit not found"), Refusal.OURS),
        (ChatMigrated(-100), Refusal.MOVED),
        (Conflict("Conflict: terminated by other getUpdates request"), Refusal.CONFLICT),
        (InvalidToken("Unauthorized"), Refusal.TOKEN),
        (RetryAfter(7), Refusal.FLOOD),
        (NetworkError("Bad Gateway"), Refusal.SERVER),
        (NetworkError("Internal Server Error"), Refusal.SERVER),
        (NetworkError("Gateway Timeout (504)"), Refusal.CUT_OFF),
        (TimedOut(), Refusal.CUT_OFF),
        (TelegramError("Invalid server response"), Refusal.CUT_OFF),
    ],
    ids=str,
)
def test_what_telegram_says(error, refusal):
    """The texts of Telegram's own server."""
    assert sort_refusal(error) is refusal


def transport_errors():
    def below(kind):
        return {kind, *(each for sub in kind.__subclasses__() for each in below(sub))}

    return sorted(below(httpx.TransportError), key=lambda kind: kind.__name__)


NOT_WRITTEN = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol", "LocalProtocolError"}


@pytest.mark.parametrize("kind", transport_errors(), ids=lambda kind: kind.__name__)
def test_every_transport_error_is_either_unwritten_or_unknown(kind):
    """Only where not a byte of the request can have left is it safe to try again."""
    vendor = TimedOut() if issubclass(kind, httpx.TimeoutException) else NetworkError(f"httpx.{kind.__name__}: x")
    expected = Refusal.NOT_WRITTEN if kind.__name__ in NOT_WRITTEN else Refusal.CUT_OFF
    assert sort_refusal(caused(vendor, kind("x"))) is expected


def test_no_row_is_dead():
    """Each row is reached by some error: a row behind a wider one would never be asked."""
    for number, row in enumerate(TABLE):
        kind = getattr(telegram.error, row.error)
        error = kind(5) if row.error in {"RetryAfter", "ChatMigrated"} else kind(row.text or "something new")
        if row.cause:
            caused(error, getattr(httpx, row.cause)("x"))
        assert sort_refusal(error) is row.refusal, f"row {number} is shadowed"


@pytest.mark.parametrize("setting", ["true", "false"])
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_the_pause_asked_for_is_read_in_either_form(setting, monkeypatch):
    """Seconds or a timedelta, as PTB_TIMEDELTA says."""
    monkeypatch.setenv("PTB_TIMEDELTA", setting)
    assert pause_asked(RetryAfter(43_200)) == timedelta(hours=12)
    assert pause_asked(Conflict("x")) == timedelta(seconds=1)
