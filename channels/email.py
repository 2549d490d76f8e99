"""Mail as a channel: renders into a page with a plain part, hands it to the relay, once.

A mail whose last answer was lost is `Unknown`, never sent again by itself: its Message-ID would be the same, but only some mailboxes hide the
second copy. Its stories stand in the next digest; an admin's `deliveries retry` sends the very same mail.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, formataddr

from channels.mime import header_words, mail_bytes, subject_words
from channels.rendering.mail import RETURN_PATH
from channels.smtp import Envelope, Relay, RelayLine
from news.deliveries import Body, Receipt
from news.errors import AddressGone
from news.views import View

Signer = Callable[[bytes], bytes]
"""Gives the message with its signature on top."""


class EmailChannel:
    """Implements `news.ports.Channel`. `sender` is the address people see; `lines` mails at a time go to the relay."""

    name = "email"
    kind_repeats_safely = False

    def __init__(
        self,
        relay: Relay,
        render: Callable[[View], Body],
        *,
        sender: str,
        sender_name: str = "Tellal",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sign: Signer | None = None,
        lines: int = 2,
    ) -> None:
        self._render = render
        self._sender = sender
        self._sender_name = sender_name
        self._clock = clock
        self._sign = sign
        self._lines = [RelayLine(relay) for _ in range(lines)]
        self._free: asyncio.LifoQueue[RelayLine] = asyncio.LifoQueue()  # the line used last is the one most surely still open
        for line in self._lines:
            self._free.put_nowait(line)

    @property
    def calls_at_once(self) -> int:
        """A mail for each line, and the next one at its elbow."""
        return 2 * len(self._lines)

    def render(self, view: View) -> Body:
        return self._render(view)

    async def send(self, address: str, body: Body, *, reply_to: Receipt | None = None) -> Receipt:
        """Hand it to the relay. The receipt's reference is the Message-ID."""
        headers = dict(body.headers)
        message_id = headers.setdefault("Message-ID", f"<{secrets.token_hex(12)}@{self._domain}>")
        if reply_to is not None:
            headers |= {"In-Reply-To": reply_to.reference, "References": reply_to.reference}
        envelope_sender = headers.pop(RETURN_PATH, "") or self._sender
        line = await self._free.get()
        try:
            await asyncio.to_thread(self._hand_over, line, envelope_sender, address, headers, body)
        finally:
            self._free.put_nowait(line)
        return Receipt(self.name, address, message_id)

    async def edit(self, receipt: Receipt, body: Body) -> Receipt:  # noqa: ARG002  the port has it; here there is nothing to rewrite
        """What lies in a mailbox stays as it is."""
        return receipt

    async def close(self) -> None:
        for line in self._lines:
            await asyncio.to_thread(line.close)

    @property
    def _domain(self) -> str:
        return self._sender.rpartition("@")[2]

    def _hand_over(self, line: RelayLine, envelope_sender: str, address: str, headers: dict[str, str], body: Body) -> None:
        """In a thread: putting together, signing and sending cost milliseconds that the loop has other uses for."""
        if any(letter in address for letter in "\r\n<> "):
            raise AddressGone(f"{address!r} is no mail address")
        seen = {
            "From": formataddr((header_words("From", self._sender_name), self._sender)),
            "To": address,
            "Subject": subject_words(body.subject),
            "Date": format_datetime(self._clock()),
            **headers,
        }
        content = mail_bytes(seen.items(), body)
        line.hand_over(Envelope(envelope_sender, address, self._sign(content) if self._sign else content))
