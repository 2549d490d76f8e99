"""A mail server on 127.0.0.1 that keeps what it is given, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

CUT_OFF = "cut off"
"""A fault: the server takes the mail and is never heard of again."""
TAKEN = "250 OK"


@dataclass(frozen=True)
class Mail:
    sender: str
    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def text(self) -> str:
        return self.message.get_body(("plain",)).get_content().replace("\r\n", "\n")


@dataclass
class MailServer:
    """`refuse(phase, reply, recipient)` scripts the next reply of MAIL, RCPT or DATA; `mails` is what was taken."""

    tls: ssl.SSLContext | None = None
    starttls: bool = False
    login: tuple[str, str] | None = None
    mails: list[Mail] = field(default_factory=list)
    lines: int = 0
    """How many connections were opened."""
    _faults: dict[tuple[str, str], deque[str]] = field(default_factory=lambda: defaultdict(deque))
    witness: Callable[[str], None] = lambda _: None
    """Told of every step of a talk (MAIL, RCPT, DATA, KEPT) before it is answered."""
    port: int = 0
    _thread: threading.Thread | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        context = self.tls if self.tls and not self.starttls else None
        listening = self._loop.run_until_complete(self._loop.create_server(self._talk, "127.0.0.1", 0, ssl=context))
        self.port = listening.sockets[0].getsockname()[1]
        self._loop.call_soon(ready.set)
        self._loop.run_forever()
        listening.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _talk(self) -> SMTP:
        self.lines += 1
        return SMTP(
            self,
            ident="test",
            hostname="mail.test",
            enable_SMTPUTF8=True,
            tls_context=self.tls if self.starttls else None,
            require_starttls=self.starttls,
            authenticator=self._authenticated if self.login else None,
            auth_required=bool(self.login),
            auth_require_tls=False,
            data_size_limit=2**25,
            loop=self._loop,
        )

    def refuse(self, phase: str, reply: str, *, recipient: str = "") -> None:
        self._faults[phase, recipient].append(reply)

    def to(self, recipient: str) -> list[Mail]:
        return [mail for mail in self.mails if mail.recipient == recipient]

    def _fault(self, phase: str, recipient: str = "") -> str:
        for key in ((phase, recipient), (phase, "")):
            if self._faults[key]:
                return self._faults[key].popleft()
        return ""

    def _authenticated(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=(data.login.decode(), data.password.decode()) == self.login, handled=False)

    # --- what aiosmtpd calls

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        self.witness("MAIL")
        fault = self._fault("MAIL")
        if fault == CUT_OFF:
            server.transport.abort()
        if fault:
            return fault
        envelope.mail_from = address
        return TAKEN

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.witness("RCPT")
        fault = self._fault("RCPT", address)
        if fault == CUT_OFF:
            server.transport.abort()
        if fault:
            return fault
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        (recipient,) = envelope.rcpt_tos
        self.witness("DATA")
        fault = self._fault("DATA", recipient)
        if not fault or fault == CUT_OFF:
            self.mails.append(Mail(envelope.mail_from, recipient, envelope.original_content))
        self.witness("KEPT")
        if fault == CUT_OFF:
            server.transport.abort()
            await asyncio.sleep(0)
        return fault or TAKEN
