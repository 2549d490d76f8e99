"""Telling admins what sending met: once, in their language, through the outbox. What cannot be told now (no token) is told when it can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.answers import notice
from bot.telegram.alarms import alarm_view
from bot.verbs.alarms import put_standing, standing_alarms
from news.alarms import Alarm, AlarmBoard, AlarmKind, Standing, stand
from news.ports import Clock, Store, Transaction


@dataclass(frozen=True, slots=True)
class Alarms:
    """`look` every few seconds. Running it twice, or after a crash, tells nobody twice: the notice's key says what it is about."""

    store: Store
    board: AlarmBoard
    clock: Clock
    admins: tuple[str, ...] = ()

    async def look(self) -> int:
        """Put what hangs on the board into the outbox; how many notices. What the store refused hangs there still."""
        happened, lasting = self.board.seen()
        if not happened and not lasting:
            return 0
        told = 0
        async with self.store.transaction() as tx:
            known, now = await standing_alarms(tx), self.clock()
            standing = stand(known, lasting, now)
            await put_standing(tx, standing)
            for alarm in (*happened, *_begun(known, standing)):
                told += await self._tell(tx, alarm, now)
        over = {kind for kind, alarm in lasting.items() if alarm is None}
        self.board.take_off(
            happened, {kind: alarm for kind, alarm in lasting.items() if kind not in over & {each.kind for each in standing}}
        )
        return told

    async def _tell(self, tx: Transaction, alarm: Alarm, now: datetime) -> int:
        told = 0
        for name in self.admins:
            if admin := await tx.subscriber(name):  # one who never spoke to us has no address
                view = alarm_view(alarm, admin, now)
                told += await tx.enqueue(notice(name, _about(alarm, now), view, reason=f"alarm_{alarm.kind}", now=now))
        return told


def _begun(known: Iterable[Standing], standing: Iterable[Standing]) -> list[Alarm]:
    before = {each.kind for each in known}
    return [Alarm(each.kind, words=each.words) for each in standing if each.kind not in before]


def _about(alarm: Alarm, now: datetime) -> str:
    """What makes it another one: another place, another day of ours, another time that it began."""
    match alarm.kind:
        case AlarmKind.THREAD_GONE:
            return f"{alarm.kind}/{alarm.place}"
        case AlarmKind.MARKUP_REFUSED:
            return f"{alarm.kind}/{now:%Y-%m-%d}"
        case _:
            return f"{alarm.kind}/{now:%Y-%m-%dT%H:%M:%S}"
