"""What is translated now, what later, and why: decisions about one slow engine that many wait for. Pure; `bot.translating` does the waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from itertools import takewhile
from typing import Protocol


class Urgency(IntEnum):
    """Who goes first. Bodies stand in no line: neither placing nor a reader asks for one."""

    ALERT = 0
    """Somebody waits for words on a screen: an alert due, a digest, an answer."""
    TITLE = 1
    """Headlines decide placement most."""
    LEAD = 2
    """Leads decide the rest of it."""
    LATER = 3
    """What was postponed, once nobody else asks."""


class TranslationDue(StrEnum):
    """Whether a text is translated now, else why it goes on in the original until translation has caught up."""

    NOW = "it is its turn"
    BACKLOG = "more waits to be translated than there is time for"
    OUT_OF_TIME = "its translation took too long"
    ENGINE_SILENT = "the translator does not answer"


class CatchUpDue(StrEnum):
    """Whether postponed translations are begun now, else why not."""

    NOW = "nobody else asks"
    NOTHING_OWED = "every article has its translation"
    STREET_BUSY = "articles wait to be placed"
    ENGINE_SILENT = "the translator does not answer"


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds and characters. Placing may lose a part of the hold (90 s) to translation, a due alert next to nothing."""

    patience: Mapping[Urgency, float] = field(
        default_factory=lambda: {Urgency.ALERT: 8.0, Urgency.TITLE: 20.0, Urgency.LEAD: 20.0, Urgency.LATER: 900.0}
    )
    """How long each may wait before it goes on in the original."""
    silent_after: float = 30.0
    """An engine that has been at one slice for so long is not waited for; a model may take ten seconds to load."""
    slice_seconds: float = 3.0
    """Work handed to the engine at once: an alert waits for no more than that."""
    smallest_slice: int = 600
    largest_slice: int = 12_000
    """Characters. Batches of some fifty sentences are as fast per sentence as larger ones."""
    first_pace: float = 600.0
    """Characters a second, until one slice was measured: about five sentences."""


UNHURRIED = Budget(patience=dict.fromkeys(Urgency, 6 * 3600.0), silent_after=3600.0)
"""For a single round at the command line: whoever began it waits for the translations, no alert does."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What is known of the engine at this moment."""

    pace: float
    """Characters a second of late."""
    silent_for: float = 0.0
    """Seconds it has been at its present slice; 0.0 when it is idle."""


class Waiting(Protocol):
    """A text in line."""

    @property
    def urgency(self) -> Urgency: ...

    @property
    def characters(self) -> int: ...

    @property
    def target(self) -> str: ...


def admitted(lengths: Sequence[int], urgency: Urgency, ahead: int, engine: Engine, budget: Budget) -> list[TranslationDue]:
    """For each text of a request (characters, in order of preference) whether it joins the line.

    `ahead`: characters that stand before it. Only what the engine can be expected to finish within the patience is admitted, but always the
    first text when nothing stands before it, so that even an engine that is slower than every patience gets on.
    """
    if engine.silent_for > budget.silent_after and urgency is not Urgency.LATER:
        return [TranslationDue.ENGINE_SILENT for _ in lengths]
    room = engine.pace * budget.patience[urgency]
    return [
        TranslationDue.NOW if before + length <= room or not before else TranslationDue.BACKLOG
        for length, before in zip(lengths, _before(lengths, ahead), strict=True)
    ]


def _before(lengths: Sequence[int], ahead: int) -> Iterator[int]:
    for length in lengths:
        yield ahead
        ahead += length


def next_slice(line: Sequence[Waiting], engine: Engine, budget: Budget) -> list[int]:
    """Positions in line of what the engine is given next: the most urgent, of one target language, in the order of asking."""
    if not line:
        return []
    order = sorted(range(len(line)), key=lambda at: line[at].urgency)
    first = line[order[0]]
    alike = [at for at in order if (line[at].urgency, line[at].target) == (first.urgency, first.target)]
    room = min(max(engine.pace * budget.slice_seconds, budget.smallest_slice), budget.largest_slice)
    return alike[: max(1, sum(1 for _ in takewhile(_fits(room), (line[at].characters for at in alike))))]


def _fits(room: float) -> Callable[[int], bool]:
    left = room

    def fits(characters: int) -> bool:
        nonlocal left
        left -= characters
        return left >= 0

    return fits


def paced(before: float, characters: int, seconds: float) -> float:
    """The pace after one more slice: half what it was, half what this one showed."""
    return (before + characters / max(seconds, 0.001)) / 2


def catch_up_due(*, owed: int, unplaced: int, engine: Engine, budget: Budget) -> CatchUpDue:
    """Articles that were placed on names and numbers alone get their translation when the street is quiet."""
    if not owed:
        return CatchUpDue.NOTHING_OWED
    if engine.silent_for > budget.silent_after:
        return CatchUpDue.ENGINE_SILENT
    return CatchUpDue.STREET_BUSY if unplaced else CatchUpDue.NOW
