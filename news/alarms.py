"""What admins must hear about sending itself: a forum topic that is gone, our HTML refused, our token refused, a second instance. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum


class AlarmKind(StrEnum):
    """Why a channel or a listener needs an admin."""

    THREAD_GONE = "thread_gone"
    """A forum topic was closed or deleted; what it follows is said in the group's General."""
    MARKUP_REFUSED = "markup_refused"
    """Our fault: the vendor could not read our formatting, and plain text went out."""
    TOKEN_REFUSED = "token_refused"  # noqa: S105  # the name of a reason
    """Nothing can be sent or heard until the operator acts."""
    ANOTHER_INSTANCE = "another_instance"
    """Somebody else listens in our name, so we hear nothing. What is due still goes out."""

    @property
    def lasts(self) -> bool:
        """Whether it is so until it is over; the others happened, and that was that."""
        return self in {AlarmKind.TOKEN_REFUSED, AlarmKind.ANOTHER_INSTANCE}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One of them, as whoever met it says it."""

    kind: AlarmKind
    place: str = ""
    """The address it is about; "" when it is about nobody in particular."""
    words: str = ""
    """The vendor's own, without secrets."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An alarm that lasts, from when admins were told of it until it is over."""

    kind: AlarmKind
    since: datetime
    seen: datetime
    """When it was met last."""
    words: str = ""


CALM: Mapping[AlarmKind, timedelta] = {AlarmKind.ANOTHER_INSTANCE: timedelta(minutes=10)}
"""How long one must not have been met before its end is believed: two listeners push each other out in turn, and each hears now and then."""


@dataclass(slots=True)
class AlarmBoard:
    """Where channels and listeners hang up what they met. The house looks at it every few seconds, tells admins, and takes off what is told.

    Each is there once: a board that nobody looks at does not grow with the deliveries.
    """

    happened: dict[tuple[AlarmKind, str], Alarm] = field(default_factory=dict)
    lasting: dict[AlarmKind, Alarm | None] = field(default_factory=dict)
    """None: it is over."""

    def hang(self, alarm: Alarm) -> None:
        if alarm.kind.lasts:
            self.lasting[alarm.kind] = alarm
        else:
            self.happened.setdefault((alarm.kind, alarm.place), alarm)

    def over(self, *kinds: AlarmKind) -> None:
        self.lasting |= dict.fromkeys(kinds)

    def seen(self) -> tuple[tuple[Alarm, ...], dict[AlarmKind, Alarm | None]]:
        """What hangs there now: what happened, and what lasts or is over."""
        return tuple(self.happened.values()), dict(self.lasting)

    def take_off(self, happened: Iterable[Alarm], lasting: Mapping[AlarmKind, Alarm | None]) -> None:
        """What was told. What was hung up meanwhile stays."""
        for alarm in happened:
            self.happened.pop((alarm.kind, alarm.place), None)
        for kind, said in lasting.items():
            if kind in self.lasting and self.lasting[kind] is said:
                del self.lasting[kind]


def stand(known: Iterable[Standing], lasting: Mapping[AlarmKind, Alarm | None], now: datetime) -> tuple[Standing, ...]:
    """What stands after a look at the board. Nothing was said of a kind: it stands as it stood, also over a restart."""
    before = {each.kind: each for each in known}
    after = {kind: _one(before.get(kind), lasting[kind], now) if kind in lasting else before[kind] for kind in {**before, **lasting}}
    return tuple(sorted((each for each in after.values() if each), key=lambda each: each.kind))


def _one(known: Standing | None, said: Alarm | None, now: datetime) -> Standing | None:
    if said is not None:
        return replace(known, seen=now) if known else Standing(said.kind, now, now, said.words)
    if known is not None and now - known.seen < CALM.get(known.kind, timedelta(0)):
        return known
    return None
