"""What admins' verbs need beside the store: a way to look at a feed without keeping anything of it, and a place for copies of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from news.ports import Detector, Fetcher, Parser, Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The street's own doors, lent to whoever runs it: the same limits and the same guard hold as for polling."""

    store: Store
    fetcher: Fetcher
    parser: Parser
    detector: Detector
    backups: Path
    """The folder that copies of the store are put into."""
    patience: timedelta = timedelta(seconds=20)
    """How long looking at a feed may take in all: whoever asked waits, and the fetcher alone would wait a minute a hop."""
