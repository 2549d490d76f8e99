"""Where an article belongs: the living window of stories, and the decision. State, but no I/O and no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

import numpy as np

from news.stories.copies import copied_most, have_common
from news.stories.features import Features, Term
from news.stories.index import Index
from news.stories.likeness import Bag, Signal, compare
from news.stories.merging import Merge, MergePolicy, Regrouping, merges, regroupings
from news.stories.pairs import Pairs
from news.stories.parting import Parting, Partings
from news.stories.roll import Roll, founded
from news.stories.rules import Voices, conflict, contradictions
from news.stories.rulings import Heeded
from news.stories.shelf import F64, Packed
from news.stories.values import Evidence, PlacedFeatures, Placement, PlacementReason
from news.stories.weighing import log_odds, probability, strongest

Reason = PlacementReason


@dataclass(frozen=True, slots=True)
class PlacementPolicy:
    """When an article joins a story. Log-odds are natural logarithms; see `weights` for where they come from."""

    window: timedelta = timedelta(days=3)
    """An article joins only stories with a report published within this time of its own. A hard gate."""
    join: float = 0.5
    """Average log-odds over a story's members from which an article joins."""
    same_outlet: float = 1.0
    """Added to `join` when every report of the story is by the article's own outlet."""
    copied: float = 0.6
    """Share of common shingles from which a text is a wire copy."""
    least_terms: int = 4
    """Terms below which there is nothing to compare."""
    merging: MergePolicy = field(default_factory=MergePolicy)


STORIES_WEIGHED = 6
"""Candidate stories looked at closely."""
MEMBERS_COUNTED = 24
"""Members of a story that make its words commoner."""
MEMBERS_WEIGHED = 16
"""Members of a story an article is compared with: the ones that share most with it, then the newest and the first."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """How the article compares with living ones."""

    slots: list[int]
    signals: F64
    """One row per slot, here and below."""
    voices: Voices
    """What the rules say of each."""
    near_copies: list[bool]
    """Which of the slots share enough shingle hashes to be looked at more closely."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A candidate story and how the article compares with some of its members."""

    story: int
    compared: _Compared
    rows: list[int]
    """Where its members stand in `compared`."""
    average: float
    """Log-odds."""
    nearest: int
    """The row of the likeliest."""

    @property
    def slots(self) -> list[int]:
        return [self.compared.slots[row] for row in self.rows]

    @property
    def near_copies(self) -> list[int]:
        return [self.compared.slots[row] for row in self.rows if self.compared.near_copies[row]]


class StoryWindow:
    """The living stories. Give each article to `place` (changes nothing), then to `add` when the decision stands.

    Not thread-safe: placement is serial.
    """

    def __init__(self, policy: PlacementPolicy | None = None) -> None:
        self.policy = policy or PlacementPolicy()
        self._index = Index()
        self._roll = Roll(self._index)
        self._packed: tuple[Features, Packed] | None = None
        self._fresh: dict[str, None] = {}
        """Articles that came, changed or moved since the last look, in that order."""
        self._heed = Heeded()

    def __len__(self) -> int:
        return len(self._index)

    def load(self, placed: Iterable[PlacedFeatures]) -> list[PlacedFeatures]:
        """Rebuild from storage. Rows of another version are not taken and come back: their features must be computed again."""
        stale = []
        for row in placed:
            try:
                features = Features.from_json(row.features)
            except ValueError:
                stale.append(row)
                continue
            self.add(features, row.story_id)
        return stale

    def place(self, features: Features) -> Placement:
        """Decide where the article belongs, without adding it. A new story is named after the article."""
        packed = self._index.pack(features)
        self._packed = features, packed
        if len(packed.keys) < self.policy.least_terms:
            return _alone(features, Reason.TOO_LITTLE_TEXT)
        found = self._index.candidates(packed, *self._reach(packed.at))
        weighed = self._weigh(packed, self._near(found.near, features.article_id))
        if not weighed:
            return self._beyond(features, packed, found.far)
        reasons: list[Reason] = []
        for story in weighed:
            if reasons and story.average < self.policy.join and not story.near_copies:
                continue  # can neither be joined nor say why the likeliest was not
            reasons.append(self._judge(packed, story))
            if reasons[-1].joined:
                return self._decided(features, packed, story, reasons[-1])
        return self._decided(features, packed, weighed[0], reasons[0])

    def add(self, features: Features, story_id: str) -> None:
        """The article stands in that story from now on. Adding a known article again replaces it."""
        self.remove(features.article_id)
        counted = story_id == founded(features.article_id) or len(self._roll.members_of(story_id)) < MEMBERS_COUNTED
        slot = self._index.add(features.article_id, self._pack_of(features), counted=counted)
        self._roll.join(story_id, slot)
        self._fresh[features.article_id] = None

    def _pack_of(self, features: Features) -> Packed:
        """As a rule the article that was just placed."""
        if self._packed and self._packed[0] is features:
            return self._packed[1]
        return self._index.pack(features)

    def remove(self, article_id: str) -> None:
        """Take an article out again (its transaction failed, it was edited, an admin split it off). Unknown ids are fine."""
        slot = self._index.slot(article_id)
        if slot is not None:
            self._forget(slot)

    def _forget(self, slot: int) -> None:
        self._fresh.pop(self._index.article_id(slot), None)
        self._roll.leave(slot)
        self._index.remove(slot)

    def expire(self, now: datetime) -> int:
        """Let go of articles that can meet nobody any more; how many."""
        reach = self.policy.window.total_seconds()
        gone = self._index.outside(now.timestamp() - reach, now.timestamp() + reach)
        for slot in gone:
            self._forget(slot)
        return len(gone)

    def move(self, story_id: str, into: str) -> None:
        """All articles of one story stand in another from now on."""
        for slot in self._roll.members_of(story_id):
            self._put(slot, into)

    def _put(self, slot: int, into: str) -> None:
        self._roll.leave(slot)
        self._roll.join(into, slot)
        self._fresh[self._index.article_id(slot)] = None

    def heed(self, heed: Heeded) -> None:
        """From now on the looks leave alone what an admin put together or apart."""
        self._heed = heed

    def members(self, story_id: str) -> tuple[str, ...]:
        """Living article ids of a story, in order of arrival."""
        return tuple(self._index.article_id(slot) for slot in self._roll.members_of(story_id))

    def story_of(self, article_id: str) -> str | None:
        """The id of the story a living article stands in."""
        slot = self._index.slot(article_id)
        return None if slot is None else self._roll.name(self._index.story(slot))

    def second_look(self) -> list[Merge]:
        """Stories that turn out to be one. Changes nothing: call `move` for each that is carried out, `looked` when both looks are done.

        Only stories with an article that came, changed or moved since the last look are looked at: cost follows what came, not what is held.
        """
        return merges(self._index, self._roll, self.policy.merging, reach=self._seconds, fresh=self._fresh_slots(), heed=self._heed)

    def partings(self) -> list[Parting]:
        """Articles whose evidence fell away, in the same stories. Changes nothing: call `transfer` for each that is carried out."""
        pairs = Pairs(self._index, self.policy.merging, self._seconds)
        return Partings(pairs, self._roll, self._heed, self.policy.copied).of(self._fresh_slots())

    def looked(self, *, again: Iterable[str] = ()) -> None:
        """Both looks are done; what comes from here on is fresh. `again`: articles to be looked at once more."""
        self._fresh = dict.fromkeys(article_id for article_id in again if article_id in self._index)

    def _fresh_slots(self) -> list[int]:
        return [slot for article_id in self._fresh if (slot := self._index.slot(article_id)) is not None]

    @property
    def _seconds(self) -> float:
        return self.policy.window.total_seconds()

    def regroup(self) -> list[Regrouping]:
        """The same from scratch, splits included: the articles that would stand better elsewhere. Changes nothing; costs about a millisecond
        for each living article, so it is for replays and quiet hours.
        """
        return regroupings(self._index, self._roll, self.policy.merging, reach=self._seconds)

    def explained(self, features: Features, placement: Placement, *, within: str = "") -> Placement:
        """A decision of ours or an admin's with the evidence that stands for or against it today: the article weighed against the reports of
        `within` (of the story it was near, when not said).
        """
        slots = [
            slot for slot in self._roll.members_of(within or placement.nearest_story) if self._index.article_id(slot) != features.article_id
        ]
        slots = [*slots[:4], *slots[4:][-MEMBERS_WEIGHED:]]
        if not slots:
            return placement
        packed = self._index.pack(features)
        signals = compare(Bag(packed.keys, packed.marks), self._index.bags(slots), self._index.rarity)
        nearest = int(log_odds(signals).argmax())
        evidence = self._evidence(features.terms, packed, slots[nearest], signals[nearest])
        return replace(placement, evidence=evidence, nearest=self._index.article_id(slots[nearest]))

    def transfer(self, article_id: str, into: str) -> None:
        """One article stands in another story from now on."""
        slot = self._index.slot(article_id)
        if slot is not None:
            self._put(slot, into)

    def _reach(self, at: float) -> tuple[float, float]:
        return at - self._seconds, at + self._seconds

    def _weigh(self, packed: Packed, near: list[int]) -> list[_Weighed]:
        """Candidate stories, likeliest first."""
        if not near:
            return []
        bag = Bag(packed.keys, packed.marks)
        signals = compare(bag, self._index.bags(near), self._index.rarity)
        odds = log_odds(signals)
        chosen = self._chosen(near, odds)
        more = [self._more(packed, story, [near[row] for row in those]) for story, those in chosen]
        slots = [*near, *chain.from_iterable(more)]
        if len(slots) > len(near):
            # One comparison for all stories: many small ones cost several times as much.
            signals = np.concatenate([signals, compare(bag, self._index.bags(slots[len(near) :]), self._index.rarity)])
            odds = np.concatenate([odds, log_odds(signals[len(near) :])])
        copies = have_common(packed.sketch, self._index.sketches(slots)).tolist()
        compared = _Compared(slots, signals, contradictions(signals, odds), copies)
        weighed, values, after = [], odds.tolist(), len(near)
        for (story, those), further in zip(chosen, more, strict=True):
            rows = [*those, *range(after, after + len(further))]
            after += len(further)
            average = sum([values[row] for row in rows]) / len(rows)
            weighed.append(_Weighed(story, compared, rows, average, max(rows, key=values.__getitem__)))
        return sorted(weighed, key=lambda story: -story.average)

    def _near(self, near: list[int], article_id: str) -> list[int]:
        """Without the article itself, and without what an admin took it out of."""
        itself = self._index.slot(article_id)
        if itself is not None:
            near = [slot for slot in near if slot != itself]
        if barred := self._heed.barred.get(article_id):
            near = [slot for slot in near if self._roll.name(self._index.story(slot)) not in barred]
        return near

    def _chosen(self, near: list[int], odds: F64) -> list[tuple[int, list[int]]]:
        """The stories looked at closely, likeliest first, and which rows of `near` stand in each."""
        rows: dict[int, list[int]] = {}
        stories = self._index.stories(near)
        for row in np.argsort(-odds, kind="stable").tolist():
            rows.setdefault(stories[row], []).append(row)
        return list(rows.items())[:STORIES_WEIGHED]

    def _more(self, packed: Packed, story: int, slots: list[int]) -> list[int]:
        """Further members to compare with, so that the average is the story's and not of its best few."""
        members = self._roll.members(story)
        if len(members) <= len(slots) or len(slots) >= MEMBERS_WEIGHED:
            return []
        earliest, latest = self._reach(packed.at)
        members = [slot for slot in members if earliest <= self._index.at(slot) <= latest]
        more = [slot for slot in (*members[-MEMBERS_WEIGHED:], *members[:4]) if slot not in slots]
        return list(dict.fromkeys(more))[: MEMBERS_WEIGHED - len(slots)]

    def _judge(self, packed: Packed, story: _Weighed) -> PlacementReason:
        """Join this story or not, and why."""
        against = conflict(story.compared.voices[story.rows])
        if against:
            return against
        share = copied_most(packed.sketch, [self._index.sketch(slot) for slot in story.near_copies])
        if share >= self.policy.copied and not story.compared.signals[story.nearest, Signal.COUNTS_APART]:
            return Reason.WIRE_COPY
        needed = self.policy.join
        own = all(self._index.outlet(slot) == packed.outlet for slot in story.slots)
        if own and story.average >= needed > story.average - self.policy.same_outlet:
            return Reason.SAME_OUTLET_WEAK
        return Reason.SAME_EVENT if story.average >= needed else Reason.TOO_UNLIKE

    def _decided(self, features: Features, packed: Packed, story: _Weighed, reason: Reason) -> Placement:
        slot = story.compared.slots[story.nearest]
        near_id, story_id = self._index.article_id(slot), self._roll.name(story.story)
        return Placement(
            story_id=story_id if reason.joined else f"s-{features.article_id}",
            reason=reason,
            score=round(probability(story.average), 4),
            evidence=self._evidence(features.terms, packed, slot, story.compared.signals[story.nearest]),
            nearest=near_id,
            nearest_story=story_id,
        )

    def _evidence(self, terms: tuple[Term, ...], packed: Packed, slot: int, signals: F64) -> tuple[Evidence, ...]:
        present = set(self._index.bag(slot).keys.tolist())
        return strongest(signals, [term for term, key in zip(terms, packed.in_order.tolist(), strict=True) if key in present])

    def _beyond(self, features: Features, packed: Packed, far: list[int]) -> Placement:
        """Nothing near inside the window: say so, or name the look-alike that lies outside."""
        if not far:
            return _alone(features, Reason.NOTHING_NEAR)
        signals = compare(Bag(packed.keys, packed.marks), self._index.bags(far), self._index.rarity)
        odds = log_odds(signals)
        best = int(odds.argmax())
        if odds[best] < self.policy.join:
            return _alone(features, Reason.NOTHING_NEAR)
        compared = _Compared(far, signals, contradictions(signals, odds), [False] * len(far))
        story = _Weighed(self._index.story(far[best]), compared, [best], float(odds[best]), best)
        return self._decided(features, packed, story, Reason.OUTSIDE_WINDOW)


def _alone(features: Features, reason: Reason) -> Placement:
    return Placement(f"s-{features.article_id}", reason)
