"""What a channel renders: a delivery's content in the reader's language and zone, already translated, not yet marked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from news.articles import TranslationMark
from news.deliveries import Button, TextFile
from news.stories.values import Disagreement


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the reader's language, with the original beside it.

    `text` is in `language`; `original` in `original_language`. When nothing was translated both are the same words.
    """

    text: str
    language: str
    original: str
    original_language: str
    mark: TranslationMark

    @property
    def is_translated(self) -> bool:
        return self.mark.is_translated and self.language != self.original_language


@dataclass(frozen=True, slots=True)
class Report:
    """One outlet's report of the story."""

    outlet: str
    url: str
    title: str
    language: str
    published: datetime
    country: str = ""
    is_copy: bool = False
    """A wire copy: listed, but no independent source."""


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as one reader sees it. `language` and `zone` are the reader's. `reports` in order of publication."""

    story_id: str
    headline: Line
    summary: Line | None
    reports: tuple[Report, ...]
    houses: int
    topics: tuple[str, ...]
    """Titles of the topics that matched."""
    words: tuple[str, ...]
    language: str
    zone: str
    first_at: datetime
    last_at: datetime
    disagreements: tuple[Disagreement, ...] = ()
    note: str = ""
    """Why a digest carries it: an `AlertReason` or `DeliveryOutcome`, "" when there is nothing to explain."""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(report.language for report in self.reports))


@dataclass(frozen=True, slots=True)
class AlertView:
    """A first alert, its edit, or a reply to it."""

    story: StoryView
    reason: str
    """An `AlertReason`."""


@dataclass(frozen=True, slots=True)
class DigestSection:
    title: str
    stories: tuple[StoryView, ...]
    more: int = 0
    """How many stories the cap left out."""


@dataclass(frozen=True, slots=True)
class DigestView:
    """A day's stories for one reader, ranked, grouped by topic."""

    subscriber_id: str
    day: date
    language: str
    zone: str
    sections: tuple[DigestSection, ...]
    held: tuple[StoryView, ...] = ()
    """Alerts that may not have arrived, expired or were held: told here so that nothing is lost."""
    catch_up: bool = False
    """No day's digest, but what waited while nothing was to be said."""
    key: str = ""
    """The subscriber's random key, for links that need no login; "" where there are none."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer to a command, or a notice. `html` in Telegram's dialect, made by the conversation with its one escaping function."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    file: TextFile | None = None
    key: str = ""
    """Of a reader of mail, for the address a bounce comes back to; "" where there is none."""


View = AlertView | DigestView | AnswerView
