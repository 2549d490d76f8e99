"""The one door to SMTP: a line to a relay, kept open for many mails, that says exactly how far a mail got.

The standard library's smtplib in a thread. The command, the words and the dot that ends them are sent apart, because what a broken line
means depends on it: before the dot nothing can have been accepted (RFC 5321, 4.1.1.4), after it nobody knows.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import Final

from channels.smtp_replies import Phase, Reply, refusal
from news.errors import ConfigError, DeliveryError, RetryLater, Unknown

_BROKEN: Final = (OSError, smtplib.SMTPException)
_RELAY_AWAY: Final = timedelta(seconds=30)


class Security(StrEnum):
    """How the line to the relay is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Relay:
    """Where mail is handed over. Seconds: `patience` for each answer, `patience_after_data` for the last one (RFC 5321 allows ten
    minutes; ours must end before the outbox takes the mail for lost), `idle` until an unused line is closed rather than trusted.
    """

    host: str
    port: int
    security: Security = Security.STARTTLS
    username: str = ""
    password: str = ""
    local_name: str = ""
    """What we say in EHLO; "" = this machine's name."""
    patience: float = 20.0
    patience_after_data: float = 35.0
    idle: float = 20.0
    most_mails: int = 100
    """A line is not kept for longer; many servers end it there."""
    trust: ssl.SSLContext | None = None
    """Whose certificates count; None = the system's."""

    def __post_init__(self) -> None:
        if self.username and self.security is Security.NONE and not is_this_machine(self.host):
            raise ConfigError(
                f"TELLAL_SMTP_SECURITY=none would send the password to {self.host} in the clear: use starttls or tls, or leave the name out"
            )


def is_this_machine(host: str) -> bool:
    """Loopback: what is said to it leaves nobody's hands."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who gets the bytes, and where their bounces go."""

    sender: str
    recipient: str
    content: bytes
    """A whole message; lines end in CRLF."""


class RelayLine:
    """One line to the relay; not for two threads at once. `hand_over` opens and closes it as needed and never repeats a mail."""

    def __init__(self, relay: Relay, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._relay = relay
        self._monotonic = monotonic
        self._smtp: smtplib.SMTP | None = None
        self._mails = 0
        self._used_at = 0.0

    def hand_over(self, envelope: Envelope) -> str:
        """Blocks until the relay has taken the mail; its words. Raises `RetryLater`, `AddressGone`, `Unknown` or `DeliveryError`."""
        try:
            words = self._talk(self._fresh(), envelope)
        except DeliveryError:
            self._refused()
            raise
        self._mails += 1
        self._used_at = self._monotonic()
        return words

    def close(self) -> None:
        if self._smtp is not None:
            with suppress(*_BROKEN):
                self._smtp.quit()
            self._drop()

    # --- the line

    def _fresh(self) -> smtplib.SMTP:
        """The open line when it can be trusted, else a new one."""
        if self._smtp is not None and (self._mails >= self._relay.most_mails or self._monotonic() - self._used_at > self._relay.idle):
            self.close()
        if self._smtp is None:
            self._smtp = self._opened()
            self._mails, self._used_at = 0, self._monotonic()
        return self._smtp

    def _opened(self) -> smtplib.SMTP:
        relay = self._relay
        try:
            return self._dialled()
        except smtplib.SMTPResponseException as error:
            raise refusal(Reply(error.smtp_code, _text(error.smtp_error), Phase.GREETING)) from error
        except _BROKEN as error:
            note = f"the mail relay {relay.host}:{relay.port} cannot be reached: {error}"
            raise RetryLater(note, _RELAY_AWAY, whole_channel=True) from error

    def _dialled(self) -> smtplib.SMTP:
        relay = self._relay
        context = relay.trust or ssl.create_default_context()
        name = relay.local_name or None
        if relay.security is Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, local_hostname=name, timeout=relay.patience, context=context)
        else:
            smtp = smtplib.SMTP(relay.host, relay.port, local_hostname=name, timeout=relay.patience)
        try:
            if smtp.sock is not None:  # the dot is a packet of its own: Nagle would keep it until the words were acknowledged, up to 40 ms
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if relay.security is Security.STARTTLS:
                smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
            if relay.username:
                smtp.login(relay.username, relay.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _refused(self) -> None:
        """After a plain "no" the line goes on with the next mail; after anything else it is dropped."""
        if self._smtp is None:
            return
        try:
            code, _ = self._smtp.rset()
        except _BROKEN:
            code = 0
        if code != 250:
            self._drop()
        self._used_at = self._monotonic()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None

    # --- one mail

    def _talk(self, smtp: smtplib.SMTP, envelope: Envelope) -> str:
        with self._before_the_dot():
            self._announce(smtp, envelope)
            smtp.send(_stuffed(envelope.content))
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self._relay.patience_after_data)
            smtp.send(b".\r\n")
            answer = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self._relay.patience)
        except _BROKEN as error:
            self._drop()
            raise Unknown(f"the mail was written, but {self._relay.host} did not say whether it was taken: {error}") from error
        return str(_expect(answer, Phase.CONTENT))

    def _announce(self, smtp: smtplib.SMTP, envelope: Envelope) -> None:
        """MAIL, RCPT and DATA, to the point where the server wants the words; in one breath where it can listen to that (RFC 2920), since each
        answer waited for is a way to the server and back.
        """
        if not smtp.has_extn("pipelining"):
            _expect(smtp.mail(envelope.sender, _options(smtp, envelope)), Phase.SENDER)
            _expect(smtp.rcpt(envelope.recipient), Phase.RECIPIENT)
            _expect(smtp.docmd("DATA"), Phase.CONTENT, wanted=3)
            return
        smtp.send(_in_one_breath(envelope, _options(smtp, envelope)))
        sender, recipient, content = (smtp.getreply() for _ in range(3))
        if content[0] == 354 and max(sender[0], recipient[0]) >= 300:  # it waits for words to nobody: none come (RFC 2920, 3.1)
            smtp.send(b".\r\n")
            smtp.getreply()
        _expect(sender, Phase.SENDER)
        _expect(recipient, Phase.RECIPIENT)
        _expect(content, Phase.CONTENT, wanted=3)

    @contextmanager
    def _before_the_dot(self) -> Iterator[None]:
        """A line that breaks here has accepted nothing."""
        try:
            yield
        except _BROKEN as error:
            self._drop()
            raise RetryLater(f"the line to {self._relay.host} broke before the mail was written: {error}", _RELAY_AWAY) from error


def _expect(answer: tuple[int, bytes], phase: Phase, *, wanted: int = 2) -> Reply:
    reply = Reply(answer[0], _text(answer[1]), phase)
    if reply.code // 100 == wanted:
        return reply
    if reply.code < 400:  # an answer out of turn: we and the server no longer talk about the same thing
        raise smtplib.SMTPServerDisconnected(f"answer out of turn: {reply}")
    raise refusal(reply)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _in_one_breath(envelope: Envelope, options: list[str]) -> str:
    sender, recipient = smtplib.quoteaddr(envelope.sender), smtplib.quoteaddr(envelope.recipient)
    commands = (" ".join((f"MAIL FROM:{sender}", *options)), f"RCPT TO:{recipient}", "DATA")
    if any(letter in command for command in commands for letter in "\r\n"):
        raise DeliveryError("an address with a line end in it")
    return "".join(f"{command}\r\n" for command in commands)


def _options(smtp: smtplib.SMTP, envelope: Envelope) -> list[str]:
    """SIZE where it is offered; SMTPUTF8 where an address needs it (RFC 6531)."""
    options = [f"SIZE={len(envelope.content)}"] if smtp.has_extn("size") else []
    if not (envelope.sender + envelope.recipient).isascii():
        if not smtp.has_extn("smtputf8"):
            raise DeliveryError("the mail relay takes no addresses with letters outside ASCII")
        smtp.command_encoding = "utf-8"
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    return options


def _stuffed(content: bytes) -> bytes:
    """A line that begins with a dot gets another one (RFC 5321, 4.5.2)."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    stuffed = b"." + stuffed if stuffed.startswith(b".") else stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"
