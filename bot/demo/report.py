"""What the demo saw, as plain values: the view prints them, tests read them, and nothing in them refers to the street."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from news.deliveries import Body, DeliveryKind


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """One poll of one outlet. `notes` say what was odd; `languages` as detected."""

    outlet: str
    country: str
    form: str
    charset: str
    languages: tuple[str, ...]
    entries: int
    new: int
    edited: int
    not_modified: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One report of a story and why it stands there. `evidence` in readable words, strongest first."""

    published: datetime
    outlet: str
    country: str
    language: str
    title: str
    reason: str
    score: float
    evidence: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story more than one outlet tells. `headline` in English."""

    headline: str
    houses: int
    languages: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A report that looks like a story but is another: `like` is what it was weighed against."""

    title: str
    outlet: str
    published: datetime
    like: str
    like_published: datetime
    reason: str
    score: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a subscriber sees: a new message, a rewritten one (`before` is what it replaced) or a reply."""

    reader: str
    language: str
    kind: DeliveryKind
    reason: str
    body: Body
    before: Body | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One pass of the whole street."""

    number: int
    feeds: tuple[FetchedFeed, ...]
    articles: int
    stories: int
    told: tuple[ToldStory, ...]
    apart: tuple[Apart, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class DigestWritten:
    """The daily digest of one reader, as a page on disk."""

    reader: str
    path: Path
    subject: str
    stories: int


@dataclass(frozen=True, slots=True)
class DemoReport:
    rounds: tuple[Round, ...]
    digest: DigestWritten
    seconds: float
