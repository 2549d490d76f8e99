"""Who listens in the demo, and what is watched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.feedsfile import FeedsFile, read_feeds_text
from news.subscribers import Pace

HERE = Path(__file__).parent
GLOSSARY = HERE / "glossary.yaml"


@dataclass(frozen=True, slots=True)
class Reader:
    """An invented subscriber: their language, their zone, what they want at once and what in the digest."""

    name: str
    language: str
    zone: str
    now: tuple[str, ...]
    digest: tuple[str, ...] = ()

    def follows(self) -> tuple[tuple[str, Pace], ...]:
        return tuple((topic, Pace.NOW) for topic in self.now) + tuple((topic, Pace.DIGEST) for topic in self.digest)


EMMA = Reader("Emma", "en", "Europe/London", now=("children", "power"), digest=("earthquakes", "money", "straits", "courts", "finds"))
AYSE = Reader("Ayşe", "tr", "Europe/Istanbul", now=("children", "earthquakes"), digest=("courts",))
OKSANA = Reader("Оксана", "uk", "Europe/Kyiv", now=("money", "straits"), digest=("earthquakes",))
READERS = (EMMA, AYSE, OKSANA)


def watched(server: str) -> FeedsFile:
    """The demo's feeds.yaml through the same reader as everybody's, with the server's address put in."""
    return read_feeds_text((HERE / "feeds.yaml").read_text(encoding="utf-8").replace("{server}", server), name="bot/demo/feeds.yaml")
