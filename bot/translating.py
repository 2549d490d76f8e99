"""One engine, many who ask: the most urgent first, a slice at a time, and nobody waits longer than their patience."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial

from news.articles import TranslationMark
from news.errors import TranslationError
from news.ports import Passage, Translation, Translator
from news.translating import Budget, Engine, TranslationDue, Urgency, admitted, next_slice, paced
from translators.engines import failed, needs_translation, unchanged
from translators.memory import BatchRunner

LATE_ANSWERS = 1_000
"""Translations kept that came after whoever asked had gone on; they are asked for again soon."""

_Key = tuple[Passage, str]


@dataclass(slots=True, eq=False)
class _Wanted:
    """One text in line, however many asked for it."""

    passage: Passage
    target: str
    urgency: Urgency
    translator: Translator
    answer: asyncio.Future[Translation]
    askers: int = 0

    @property
    def key(self) -> _Key:
        return self.passage, self.target

    @property
    def characters(self) -> int:
        return len(self.passage.text)


@dataclass(slots=True)
class TranslationDesk:
    """Stands between everyone who asks for translations and the engine, which does one slice at a time, off the loop.

    `at(urgency)` is a `BatchRunner`. What is not admitted, or not done in time, comes back in the original, marked POSTPONED with the reason.
    The slice under way is not lost then: its answers wait for whoever asks again.
    """

    budget: Budget = field(default_factory=Budget)
    monotonic: Callable[[], float] = time.monotonic
    _line: dict[_Key, _Wanted] = field(default_factory=dict)
    _under_way: dict[_Key, _Wanted] = field(default_factory=dict)
    _late: OrderedDict[_Key, Translation] = field(default_factory=OrderedDict)
    _pace: float = 0.0
    _begun: float | None = None
    _work: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self._pace = self.budget.first_pace

    def at(self, urgency: Urgency) -> BatchRunner:
        """How somebody of this urgency asks."""
        return partial(self._run, urgency)

    def engine(self) -> Engine:
        """How fast it is and whether it answers, for decisions and health."""
        return Engine(self._pace, 0.0 if self._begun is None else self.monotonic() - self._begun)

    async def _run(self, urgency: Urgency, translator: Translator, passages: Sequence[Passage], target: str) -> list[Translation]:
        found = {passage: answer for passage in passages if (answer := self._at_once(passage, target))}
        foreign = [passage for passage in dict.fromkeys(passages) if passage not in found]
        dues = admitted([len(passage.text) for passage in foreign], urgency, self._ahead(urgency), self.engine(), self.budget)
        wanted = {
            passage: self._joined(translator, passage, target, urgency)
            for passage, due in zip(foreign, dues, strict=True)
            if due is TranslationDue.NOW
        }
        await self._wait(wanted.values(), self.budget.patience[urgency])
        refused = {passage: _postponed(passage, translator, due) for passage, due in zip(foreign, dues, strict=True)}
        every = refused | found | {passage: _answer(each) for passage, each in wanted.items()}
        return [every[passage] for passage in passages]

    def _at_once(self, passage: Passage, target: str) -> Translation | None:
        return self._late.pop((passage, target), None) if needs_translation(passage, target) else unchanged(passage)

    def _ahead(self, urgency: Urgency) -> int:
        """Characters that go before a request of this urgency."""
        before = [each for each in self._line.values() if each.urgency <= urgency]
        return sum(each.characters for each in (*before, *self._under_way.values()))

    def _joined(self, translator: Translator, passage: Passage, target: str, urgency: Urgency) -> _Wanted:
        key = passage, target
        wanted = self._under_way.get(key) or self._line.get(key)
        if wanted is None:
            wanted = self._line[key] = _Wanted(passage, target, urgency, translator, asyncio.get_running_loop().create_future())
        wanted.urgency = min(wanted.urgency, urgency)
        wanted.askers += 1
        return wanted

    async def _wait(self, wanted: Collection[_Wanted], patience: float) -> None:
        """Until all is answered or the patience is over; what nobody waits for any more leaves the line."""
        if not wanted:
            return
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._work_off())
        work = self._work
        try:
            await asyncio.wait([each.answer for each in wanted], timeout=patience)
        finally:
            for each in wanted:
                self._left(each)
        if any(each.answer.cancelled() for each in wanted):
            await work  # raises what the engine broke its contract with

    def _left(self, wanted: _Wanted) -> None:
        wanted.askers -= 1
        if not wanted.askers and self._line.get(wanted.key) is wanted:
            del self._line[wanted.key]

    async def _work_off(self) -> None:
        while self._line:
            line = list(self._line.values())
            await self._slice([line[at] for at in next_slice(line, self.engine(), self.budget)])

    async def _slice(self, wanted: Sequence[_Wanted]) -> None:
        self._under_way = {each.key: self._line.pop(each.key) for each in wanted}
        self._begun = begun = self.monotonic()
        try:
            self._hand_out(wanted, await asyncio.to_thread(_translated, wanted))
            self._pace = paced(self._pace, sum(each.characters for each in wanted), self.monotonic() - begun)
        finally:
            self._begun, self._under_way = None, {}
            for each in wanted:
                each.answer.cancel()  # does nothing to an answer given

    def _hand_out(self, wanted: Sequence[_Wanted], answers: Sequence[Translation]) -> None:
        for each, answer in zip(wanted, answers, strict=True):
            each.answer.set_result(answer)
            if not each.askers:
                self._late[each.key] = answer
        while len(self._late) > LATE_ANSWERS:
            self._late.popitem(last=False)


def _translated(wanted: Sequence[_Wanted]) -> list[Translation]:
    """In the thread. An engine that is broken as a whole leaves every passage in the original."""
    translator, passages = wanted[0].translator, [each.passage for each in wanted]
    try:
        return translator.translate(passages, wanted[0].target)
    except TranslationError as error:
        return [failed(passage, translator.name, str(error)) for passage in passages]


def _answer(wanted: _Wanted) -> Translation:
    return wanted.answer.result() if wanted.answer.done() else _postponed(wanted.passage, wanted.translator, TranslationDue.OUT_OF_TIME)


def _postponed(passage: Passage, translator: Translator, due: TranslationDue) -> Translation:
    return Translation(passage.text, TranslationMark.POSTPONED, translator.name, due)
