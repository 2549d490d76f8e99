"""Channels set up for the contract test: a working address, what arrived there, and a way to make the next call fail.

A channel joins by adding its stand to `STANDS`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from channels.recording import RecordingChannel
from news.errors import DeliveryError
from news.ports import Channel
from support.mail_stand import mail_stand
from support.telegram_stand import telegram_stand


class Stand(Protocol):
    channel: Channel
    address: str
    edits: bool
    """Whether what was sent can be rewritten."""

    def arrived(self) -> list[str]:
        """The plain texts a reader at `address` sees now, oldest first; an edited one in its new form."""
        ...

    def fail_next(self, error: DeliveryError) -> None:
        """The next call fails outside, in the way that must come back as this kind of error."""
        ...


class RecordingStand:
    address = "ayse"
    edits = True

    def __init__(self, folder: Path) -> None:
        self.channel = RecordingChannel(journal=folder / "sent.jsonl")

    def arrived(self) -> list[str]:
        return [record.body.text for record in self.channel.to(self.address)]

    def fail_next(self, error: DeliveryError) -> None:
        self.channel.fail_next(error)


@asynccontextmanager
async def _recording(folder: Path):
    yield RecordingStand(folder)


STANDS: dict[str, Callable[[Path], AbstractAsyncContextManager[Stand]]] = {
    "recording": _recording,
    "telegram": telegram_stand,
    "email": mail_stand,
}
