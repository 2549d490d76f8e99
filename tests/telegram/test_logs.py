"""No secret reaches a log, a traceback or a file."""

import io
import logging
import sys

import pytest

from bot.logs import MASK, RedactingFilter, keep_secret, redact, set_up_logging

TOKEN = "123456789:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0"


@pytest.fixture
def written():
    """A logger whose lines can be read, with the redacting filter on its handler."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter())
    logger = logging.getLogger("tests.redaction")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield logger, stream
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    "text",
    [
        f"HTTP Request: POST https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"https://api.telegram.org/bot{TOKEN.replace(':', '%3A')}/getMe",
        f"Bot[token={TOKEN}]",
        f"The token `{TOKEN}` was rejected by the server.",
        "postgresql://tellal:hunter22@db/tellal",
        "Authorization: Bearer abcdef123456",
        "{'password': 'hunter22'}",
    ],
)
def test_what_looks_like_a_secret_is_masked(text):
    """Tokens and passwords are known by their looks, whoever wrote them."""
    masked = redact(text)
    assert MASK in masked
    assert not {TOKEN, TOKEN.replace(":", "%3A"), "hunter22", "abcdef123456"} & set(masked.replace("/", " ").replace("'", " ").split())
    assert "AAHfiqks" not in masked


@pytest.mark.parametrize(
    "text",
    [
        "12:30 toplantı başladı",
        "https://example.org:8080/haber/123456789",
        "the token of a country",
        "story 2024-12-11:abc",
        "“Секрет: як пережити зиму”, 09:45",
    ],
)
def test_ordinary_text_stays(text):
    """Times, ports and headlines are no secrets."""
    assert redact(text) == text


def test_a_registered_value_is_masked_anywhere():
    """A secret told to us by the settings is masked though it looks like nothing."""
    keep_secret("gizli-kelime")
    assert redact("x=gizli-kelime;") == f"x={MASK};"


def test_arguments_and_extra_fields_are_masked(written):
    """%-arguments, objects whose repr holds the token, and extra= fields."""
    logger, stream = written

    class Holder:
        def __repr__(self):
            return f"Holder({TOKEN})"

    logger.warning("calling %s with %r", f"/bot{TOKEN}/x", Holder(), extra={"url": TOKEN})
    assert TOKEN not in stream.getvalue()
    assert MASK in stream.getvalue()


def fail_twice():
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError as error:
        raise RuntimeError(f"token {TOKEN} failed") from error


def test_tracebacks_are_masked(written):
    """An exception's text and those of its causes lose the token; the traceback stays readable."""
    logger, stream = written
    try:
        fail_twice()
    except RuntimeError:
        logger.exception("failed with %s", TOKEN)
    assert TOKEN not in stream.getvalue()
    assert "test_tracebacks_are_masked" in stream.getvalue()


def test_a_record_cannot_bring_the_secret_back(written):
    """After the filter neither args nor exc_info of the record hold the secret: other handlers print them too."""
    record = logging.LogRecord("x", logging.INFO, "f", 1, "%s", (TOKEN,), None)
    RedactingFilter().filter(record)
    assert TOKEN not in repr(vars(record))


def test_set_up_silences_request_lines(capsys, monkeypatch):
    """httpx at INFO would write the token in every request line; it is set to WARNING."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    root = logging.getLogger()
    before, level, noisy = root.handlers[:], root.level, logging.getLogger("httpx").level
    try:
        set_up_logging("info", secrets=["parola-123456"])
        logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
        logging.getLogger("anything").error("parola-123456 and %s", TOKEN)
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:] = before
        root.setLevel(level)
        logging.getLogger("httpx").setLevel(noisy)
    err = capsys.readouterr().err
    assert "HTTP Request" not in err
    assert TOKEN not in err
    assert "parola" not in err
    assert MASK in err
