"""Who listens, to what, and at which pace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from news.mailboxes import Mailbox


class Pace(StrEnum):
    NOW = "now"
    DIGEST = "digest"


class MuteKind(StrEnum):
    """What a subscriber may want to hear no more of."""

    STORY = "story"
    OUTLET = "outlet"
    TOPIC = "topic"
    WORD = "word"
    """Reports that met a topic by this word alone."""


@dataclass(frozen=True, slots=True)
class Mute:
    """A wish to hear no more of something, for a while or for good."""

    kind: MuteKind
    about: str
    """A story's or topic's id, an outlet's name, a word as it stood in the text."""
    until: datetime | None = None
    """None = until it is taken back."""

    def holds(self, now: datetime) -> bool:
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class Subscriber:
    """An address on a channel, and how the person behind it wants to be spoken to."""

    subscriber_id: str
    channel: str
    address: str
    language: str = "en"
    zone: str = "UTC"
    paused: bool = False
    gone: bool = False
    """Nobody is there: the channel said so, a mail address is not confirmed yet, or they have left."""
    created_at: datetime | None = None
    digest_at: str = "08:00"
    """Local time of day "HH:MM", after a day of the week when it comes weekly ("mon 08:00"); "" = no digest."""
    next_digest_at: datetime | None = None
    quiet: str = ""
    """Local hours without alerts, "23:00-07:00"; "" = none."""
    mutes: tuple[Mute, ...] = ()
    """In the order in which they were wished; some may have ended."""
    mail: Mailbox | None = None
    """Only of subscribers on the channel `email`."""
    reads: str = ""
    """The language stories come in, ISO 639-1; "" = `language`, which is the one we speak with them."""
    admitted: bool = True
    """False for somebody who has spoken to us at a closed door."""

    @property
    def reading_language(self) -> str:
        return self.reads or self.language

    @property
    def listens(self) -> bool:
        return self.admitted and not self.paused and not self.gone

    def evolve(self, **changes: object) -> Subscriber:
        return replace(self, **changes)  # type: ignore[arg-type]  # see Article.evolve


@dataclass(frozen=True, slots=True)
class TermTranslation:
    """A word or phrase of a topic's query as another language has it."""

    term: str
    """As it stands in the query."""
    language: str
    text: str
    struck: bool = False
    """The subscriber does not want it looked for; it stays on record, so that it is not asked for and proposed again."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A standing query over stories. Presets have no owner and are everybody's to follow."""

    topic_id: str
    """Preset slug, or `<subscriber_id>/<slug>` for one's own."""
    title: str
    queries: tuple[tuple[str, str], ...]
    """(language, query) pairs; language "" = any. A story matches if any of them matches."""
    owner: str = ""
    hold: timedelta | None = None
    """Wait before a story's first alert; None = the house's default. Urgent topics say 0."""
    titles: tuple[tuple[str, str], ...] = ()
    """(language, title) pairs; `title` stands in for the languages that are not there."""
    translations: tuple[TermTranslation, ...] = ()
    """Of a topic of one's own; a preset has a query in each language instead."""

    @property
    def slug(self) -> str:
        return self.topic_id.rpartition("/")[2]

    @property
    def is_urgent(self) -> bool:
        """It waits for no siblings, and an hour's number of alerts does not hold it back."""
        return self.hold == timedelta(0)

    def title_in(self, language: str) -> str:
        return dict(self.titles).get(language, self.title)


@dataclass(frozen=True, slots=True)
class Subscription:
    subscriber_id: str
    topic_id: str
    pace: Pace = Pace.NOW


@dataclass(frozen=True, slots=True)
class Following:
    """A subscription with both its ends: what announcing needs."""

    subscriber: Subscriber
    topic: Topic
    pace: Pace


class TopicMatch(NamedTuple):
    """A topic met an article, by these words (as they stand in the text). One article may make hundreds: a tuple is made in half the time."""

    topic_id: str
    words: tuple[str, ...]
