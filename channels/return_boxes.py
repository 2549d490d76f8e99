"""Where returned mail lies: a maildir on this machine, or a mailbox over IMAP. Standard library; blocking, called in a thread."""

from __future__ import annotations

import imaplib
import mailbox
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from news.errors import ConfigError, FetchError

MOST_AT_ONCE: Final = 200
PATIENCE: Final = 30.0
_TAKEN: Final = "S"
"""Maildir's flag for "seen"; IMAP's is \\Seen. Nothing is deleted: an operator can look at what came."""


class ReturnBox(Protocol):
    """Mail that came back and was not taken yet."""

    def take(self, act: Callable[[bytes], None]) -> int:
        """Give each to `act` and mark it as taken after that; one that `act` fails on stays. How many. Raises `FetchError`."""
        ...


@dataclass(frozen=True, slots=True)
class MaildirBox:
    path: Path

    def take(self, act: Callable[[bytes], None]) -> int:
        try:
            box = mailbox.Maildir(self.path, create=False)
            untaken = [name for name in box.iterkeys() if _TAKEN not in box.get_message(name).get_flags()][:MOST_AT_ONCE]
            for name in untaken:
                act(box.get_bytes(name))
                message = box.get_message(name)
                message.set_subdir("cur")
                message.add_flag(_TAKEN)
                box[name] = message
        except (OSError, mailbox.Error) as error:
            raise FetchError(f"the maildir {self.path} cannot be read: {error}") from error
        return len(untaken)


@dataclass(frozen=True, slots=True)
class ImapBox:
    """`ssl`: TLS from the start; else STARTTLS is asked for, unless the server is this machine."""

    host: str
    port: int
    username: str
    password: str
    folder: str = "INBOX"
    ssl: bool = True

    @classmethod
    def parse(cls, url: str) -> ImapBox:
        """Read `imaps://name:password@host[:port][/folder]`, or `imap://…` for a server on this machine. Raises `ConfigError`, without the password."""
        parts = urlsplit(url)
        if parts.scheme not in {"imap", "imaps"} or not parts.hostname or not parts.username:
            raise ConfigError("TELLAL_RETURNS_FROM: write imaps://name:password@host/INBOX, or the path of a maildir")
        if parts.scheme == "imap" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
            raise ConfigError("TELLAL_RETURNS_FROM: imap:// would send the password in the clear; use imaps://")
        return cls(
            parts.hostname,
            parts.port or (993 if parts.scheme == "imaps" else 143),
            unquote(parts.username),
            unquote(parts.password or ""),
            unquote(parts.path.strip("/")) or "INBOX",
            ssl=parts.scheme == "imaps",
        )

    def take(self, act: Callable[[bytes], None]) -> int:
        try:
            with self._opened() as server:
                untaken = self._untaken(server)
                for number in untaken:
                    act(self._content(server, number))
                    server.store(number, "+FLAGS", r"(\Seen)")
                return len(untaken)
        except (OSError, imaplib.IMAP4.error) as error:
            raise FetchError(f"the mailbox {self.username} at {self.host} cannot be read: {error}") from error

    @contextmanager
    def _opened(self) -> Iterator[imaplib.IMAP4]:
        make = imaplib.IMAP4_SSL if self.ssl else imaplib.IMAP4
        with make(self.host, self.port, timeout=PATIENCE) as server:
            server.login(self.username, self.password)
            answer, _ = server.select(f'"{self.folder}"')
            if answer != "OK":
                raise imaplib.IMAP4.error(f"there is no folder {self.folder}")
            yield server

    def _untaken(self, server: imaplib.IMAP4) -> list[str]:
        _, found = server.search(None, "UNSEEN")
        return [number.decode() for number in (found[0] or b"").split()][:MOST_AT_ONCE]

    def _content(self, server: imaplib.IMAP4, number: str) -> bytes:
        """BODY.PEEK: looking does not mark it as seen, so that a crash before we have acted loses nothing."""
        _, parts = server.fetch(number, "(BODY.PEEK[])")
        return next((part[1] for part in parts if isinstance(part, tuple)), b"")


def return_box(where: str) -> ReturnBox:
    """A path means a maildir; an address means IMAP."""
    return ImapBox.parse(where) if "://" in where else MaildirBox(Path(where))
