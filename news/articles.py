"""From the publisher's words to an article: the values that travel down the street."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

UNDETERMINED = "und"
PIVOT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, sound or film that belongs to an entry."""

    url: str
    kind: str = ""
    """MIME type, "" when the feed did not say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed said, in the publisher's words, cleaned of markup but not interpreted.

    `title`, `summary` and `body` are plain text (no HTML). `published`/`updated` are aware UTC or None when the feed gave
    none that can be believed.
    """

    guid: str
    url: str
    title: str
    summary: str
    body: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    language: str = ""
    """What the feed claims for this entry; often wrong, only ever a hint."""


@dataclass(frozen=True, slots=True)
class Text:
    """Headline, lead and body, and the language each is in (ISO 639-1, or "und")."""

    title: str
    summary: str
    body: str = ""
    language: str = UNDETERMINED
    """Language of the title."""
    summary_language: str = ""
    """Language of summary and body; "" means the same as the title's."""

    @property
    def lead_language(self) -> str:
        return self.summary_language or self.language

    @property
    def is_mixed(self) -> bool:
        """A Turkish headline over an English body is both."""
        return self.lead_language != self.language


class TranslationMark(StrEnum):
    """How a text came to be in this language; shown to readers."""

    ORIGINAL = "original"
    """The publisher's own words."""
    MACHINE = "machine"
    RECORDED = "recorded"
    """A translation that came with the entry (replay) or from a recorded glossary (demo)."""
    PARTIAL = "partial"
    """Some passages are translated, the rest stands in the original."""
    FAILED = "failed"
    """The engine raised, hung or produced garbage; the original stands in its place."""
    UNAVAILABLE = "unavailable"
    """No engine knows this pair; the original stands in its place."""
    POSTPONED = "postponed"
    """The engine is busy or does not answer; the original stands in its place until the translation has caught up."""

    @property
    def is_translated(self) -> bool:
        return self in {TranslationMark.MACHINE, TranslationMark.RECORDED, TranslationMark.PARTIAL}


class ArticleState(StrEnum):
    """Where an article is on the street; the sweeper finds the ones that stand still."""

    RECEIVED = "received"
    """Stored, not yet placed."""
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class Article:
    """One report of one outlet.

    `article_id` is derived from its identity (`news.identity`), so the same entry gives the same id on every machine.
    `published` is what we believe (the feed's date, or the moment we first saw it when `date_guessed`).
    """

    article_id: str
    feed: str
    """Slug of the feed that brought it first."""
    outlet: str
    url: str
    published: datetime
    received: datetime
    original: Text
    pivot: Text | None = None
    """English; None until translated or when the original is English already or no translation could be had."""
    translation: TranslationMark = TranslationMark.UNAVAILABLE
    translator: str = ""
    """Engine and model version that made `pivot`."""
    owner: str = ""
    """Who owns the outlet; outlets of one owner count as one independent source. "" = the outlet itself."""
    country: str = ""
    categories: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    date_guessed: bool = False
    silent: bool = False
    """Came with a feed's first poll: it may join stories, but is no reason to speak."""
    state: ArticleState = ArticleState.RECEIVED
    story_id: str | None = None
    content_hash: str = ""
    """Hash of title+summary+body as the publisher gave them: changes when the publisher edits."""
    attempts: int = 0
    """How often translating it was begun; a poisoned article gets three, then goes on in the original."""

    @property
    def text(self) -> Text:
        """The text in the pivot language if there is one, else the original."""
        return self.pivot or self.original

    @property
    def house(self) -> str:
        """Who counts as one independent source."""
        return self.owner or self.outlet

    def evolve(self, **changes: object) -> Article:
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace is typed by name, ours by keyword
