"""A channel that delivers into memory: for runs without a token, for the demo, and for tests. Product code, not a mock."""

from __future__ import annotations

import json
import logging
import os
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path

from channels.rendering.telegram import render_telegram
from news.deliveries import Body, Receipt
from news.errors import AddressGone, DeliveryError
from news.views import View

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One delivery as its reader would see it now. `earlier` holds the bodies that edits replaced, oldest first."""

    reference: str
    address: str
    body: Body
    reply_to: str = ""
    earlier: tuple[Body, ...] = ()

    def edited(self, body: Body) -> Recorded:
        return replace(self, body=body, earlier=(*self.earlier, self.body))


@dataclass(frozen=True, slots=True)
class Fault:
    """A scripted failure of one call. `arrived` says whether the words got through before it (a lost answer)."""

    error: DeliveryError
    arrived: bool = False


@dataclass(slots=True)
class RecordingChannel:
    """Keeps everything sent and edited, in order. See `news.ports.Channel` for the contract.

    `log_each` writes a sentence per delivery (a run without a token). `journal` is a JSONL file that gets one line per call, in one
    append with fsync, so that what was sent can be counted after a kill.
    """

    name: str = "recording"
    renderer: Callable[[View], Body] = render_telegram
    log_each: bool = False
    journal: Path | None = None
    kind_repeats_safely: bool = False
    sent: list[Recorded] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def render(self, view: View) -> Body:
        return self.renderer(view)

    async def send(self, address: str, body: Body, *, reply_to: Receipt | None = None) -> Receipt:
        fault = self._next_fault()
        record = Recorded(self._reference(), address, body, reply_to=reply_to.reference if reply_to else "")
        self.sent.append(record)
        self._note("send", record)
        _raise(fault)
        return Receipt(self.name, address, record.reference)

    async def edit(self, receipt: Receipt, body: Body) -> Receipt:
        fault = self._next_fault()
        position = self._position(receipt)
        if self.sent[position].body != body:
            self.sent[position] = self.sent[position].edited(body)
            self._note("edit", self.sent[position])
        _raise(fault)
        return receipt

    async def close(self) -> None:
        """Nothing is held open."""

    def fail_next(self, error: DeliveryError, *, arrived: bool = False) -> None:
        """The next call without a fault before it raises `error`."""
        self.faults.append(Fault(error, arrived))

    def to(self, address: str) -> tuple[Recorded, ...]:
        """What this reader sees, oldest first."""
        return tuple(record for record in self.sent if record.address == address)

    def _next_fault(self) -> Fault | None:
        """The fault this call must end with; raised at once when nothing may arrive."""
        fault = self.faults.popleft() if self.faults else None
        if fault and not fault.arrived:
            raise fault.error
        return fault

    def _reference(self) -> str:
        return f"{os.getpid()}-{next(self._numbers)}"

    def _position(self, receipt: Receipt) -> int:
        """Where the record stands. One of an earlier run is not in memory: it begins anew, so that an edit after a restart is seen."""
        for position, record in enumerate(self.sent):
            if record.reference == receipt.reference:
                return position
        if receipt.channel != self.name:
            raise AddressGone(f"this receipt is of the channel {receipt.channel!r}")
        self.sent.append(Recorded(receipt.reference, receipt.address, Body(text="")))
        return len(self.sent) - 1

    def _note(self, verb: str, record: Recorded) -> None:
        if self.log_each:
            log.info("%s to %s: %s", verb, record.address, record.body.text)
        if self.journal:
            _append(self.journal, {"verb": verb, **asdict(replace(record, earlier=()))})


def _raise(fault: Fault | None) -> None:
    if fault:
        raise fault.error


def _append(path: Path, line: dict[str, object]) -> None:
    """One write, so that lines of several writers never mix; fsync, so that a kill right after keeps it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
