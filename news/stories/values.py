"""Stories and placements: what was decided, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class PlacementReason(StrEnum):
    """Why an article stands in the story it stands in. Printed by logs, metrics, tests and `why`."""

    # joined
    WIRE_COPY = "wire_copy"
    """Nearly the same words as a member: joins, but is no independent source."""
    SAME_EVENT = "same_event"
    """Text, names and numbers agree, inside the window."""
    RECORDED_MERGE = "recorded_merge"
    """An admin said so."""
    SECOND_LOOK = "second_look"
    """The merge pass found two stories to be one."""
    # new story
    NOTHING_NEAR = "nothing_near"
    """No candidate shares enough rare words."""
    TOO_UNLIKE = "too_unlike"
    """The best candidate is below the threshold."""
    OUTSIDE_WINDOW = "outside_window"
    """The best likeness is a story that ended before the window."""
    DIFFERENT_DATES = "different_dates"
    DIFFERENT_NUMBERS = "different_numbers"
    DIFFERENT_PLACES = "different_places"
    DIFFERENT_NAMES = "different_names"
    DIFFERENT_KIND = "different_kind"
    """The same people and places in another kind of event."""
    SAME_OUTLET_WEAK = "same_outlet_weak"
    """The same outlet seldom reports one event twice as new: a follow-up needs more evidence."""
    TOO_LITTLE_TEXT = "too_little_text"
    """Too few words to compare: a story of its own."""
    RECORDED_SPLIT = "recorded_split"
    """An admin took it out."""
    FELL_AWAY = "fell_away"
    """The second look found that it shares too little with the rest of the story it stood in."""

    @property
    def joined(self) -> bool:
        return self in _JOINED


_JOINED = frozenset(
    {
        PlacementReason.WIRE_COPY,
        PlacementReason.SAME_EVENT,
        PlacementReason.RECORDED_MERGE,
        PlacementReason.SECOND_LOOK,
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal for (weight > 0) or against (weight < 0) joining, with the words that made it."""

    signal: str
    weight: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs. `score` is 0..1; `nearest` is the member (article id) or story it was weighed against."""

    story_id: str
    reason: PlacementReason
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    nearest: str = ""
    nearest_story: str = ""

    @property
    def joined(self) -> bool:
        return self.reason.joined


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Outlets give different counts for the same thing: `what` ("states voted for"), `values` = ((figure, outlets), …)."""

    what: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """An event as told by its articles. Tallies are kept so that deciding to alert needs no member list."""

    story_id: str
    first_at: datetime
    """Publication of its first article."""
    last_at: datetime
    """Publication of its newest article: the window counts from here."""
    founder: str
    """Article id whose headline stands for the story."""
    articles: int = 1
    houses: tuple[str, ...] = ()
    """Independent sources, in order of arrival; wire copies and outlets of one owner count once."""
    languages: tuple[str, ...] = ()
    revision: int = 1
    """Goes up whenever what a reader would see changes."""
    merged_into: str = ""
    """Forwarding id after a merge; "" while the story lives."""
    silent: bool = False
    """True while all its articles came with first polls."""

    def evolve(self, **changes: object) -> Story:
        return replace(self, **changes)  # type: ignore[arg-type]  # see Article.evolve


@dataclass(frozen=True, slots=True)
class Ruling:
    """An admin's word: the article belongs to that story, or does not. No look of our own overrules it; a later word does."""

    article_id: str
    story_id: str
    belongs: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling with the story its article stands in (living id; "" while it waits to be placed). The ruling's story id is a living one, too."""

    ruling: Ruling
    stands_in: str

    @property
    def is_owed(self) -> bool:
        """The article belongs to a story and does not stand in it yet."""
        return self.ruling.belongs and bool(self.stands_in) and self.stands_in != self.ruling.story_id


@dataclass(frozen=True, slots=True)
class PlacedFeatures:
    """What storage keeps to rebuild the window after a restart. `features` is the versioned JSON of `Features.to_json`."""

    article_id: str
    story_id: str
    published: datetime
    features: str
