"""Why an article stands where it stands, in words a person can check: reason, strongest signals, and what would have changed it."""

from __future__ import annotations

from dataclasses import dataclass

from news.stories.values import Evidence, Placement, PlacementReason

_SENTENCES = {
    PlacementReason.WIRE_COPY: "nearly the same words as a report of that story",
    PlacementReason.SAME_EVENT: "text, names and numbers agree with the story's reports",
    PlacementReason.RECORDED_MERGE: "an admin joined them",
    PlacementReason.SECOND_LOOK: "the second look found the two to be one",
    PlacementReason.NOTHING_NEAR: "no report inside the window shares its rare words",
    PlacementReason.TOO_UNLIKE: "the nearest story is not like enough",
    PlacementReason.OUTSIDE_WINDOW: "the like story ended before the window",
    PlacementReason.DIFFERENT_DATES: "the headlines name different days",
    PlacementReason.DIFFERENT_NUMBERS: "the same thing is counted or ranked differently",
    PlacementReason.DIFFERENT_PLACES: "the reports are about different countries",
    PlacementReason.DIFFERENT_NAMES: "the reports name different people",
    PlacementReason.DIFFERENT_KIND: "the same people, but another kind of event",
    PlacementReason.SAME_OUTLET_WEAK: "the same outlet told it already, and a follow-up needs more evidence",
    PlacementReason.TOO_LITTLE_TEXT: "there are too few words to compare",
    PlacementReason.RECORDED_SPLIT: "an admin took it out",
    PlacementReason.FELL_AWAY: "it shares too little with the story it stood in",
}
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """`change` says what would have led to the other decision; "" when nothing in the texts would."""

    reason: PlacementReason
    sentence: str
    signals: tuple[Evidence, ...]
    change: str

    def __str__(self) -> str:
        told = "; ".join(
            f"{one.signal.replace('_', ' ')} {one.weight:+.1f}" + (f" ({', '.join(one.words)})" if one.words else "")
            for one in self.signals
        )
        return ". ".join(part for part in (self.sentence, told, self.change) if part)


def explain(placement: Placement) -> Explanation:
    """The decision in words, with its three strongest signals."""
    signals = tuple(sorted(placement.evidence, key=lambda one: -abs(one.weight))[:_TOLD])
    return Explanation(placement.reason, _SENTENCES[placement.reason], signals, _change(placement, signals))


def _change(placement: Placement, signals: tuple[Evidence, ...]) -> str:
    if placement.reason is PlacementReason.OUTSIDE_WINDOW:
        return "inside the window it would have been weighed"
    if placement.joined and signals:
        strongest = max(signals, key=lambda one: one.weight)
        return f"without the shared {strongest.signal.replace('_', ' ')} it would be weighed {strongest.weight:.1f} lower"
    against = [one for one in signals if one.weight < 0]
    if against:
        return f"without {against[0].signal.replace('_', ' ')} it would be weighed {-against[0].weight:.1f} higher"
    return ""
