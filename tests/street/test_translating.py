"""One engine, many who ask: urgency, patience, engines that are slow, hang or break."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from threading import Event

import pytest

from bot.translating import TranslationDesk
from news.articles import TranslationMark
from news.errors import TranslationError
from news.ports import Passage, Translation
from news.translating import Budget, TranslationDue, Urgency

SOON = Budget(patience=dict.fromkeys(Urgency, 0.05), first_pace=1e6)
PATIENT = Budget(patience=dict.fromkeys(Urgency, 60.0), smallest_slice=1, slice_seconds=0)


class GatedTranslator:
    """Shouts, once it is let; remembers what it was given in which order."""

    name = "gated"

    def __init__(self) -> None:
        self.open, self.begun, self.slices = Event(), Event(), []

    def can(self, source: str, target: str) -> bool:
        return True

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        self.slices.append([passage.text for passage in passages])
        self.begun.set()
        self.open.wait()
        if any(passage.text == "break" for passage in passages):
            raise TranslationError("broken")
        if any(passage.text == "crash" for passage in passages):
            raise ZeroDivisionError
        return [Translation(passage.text.upper(), TranslationMark.MACHINE, self.name) for passage in passages]


@pytest.fixture
async def engine() -> AsyncIterator[GatedTranslator]:
    gated = GatedTranslator()
    yield gated
    gated.open.set()


def tr(*texts: str) -> list[Passage]:
    return [Passage(text, "tr") for text in texts]


async def begun(engine: GatedTranslator) -> None:
    await asyncio.to_thread(engine.begun.wait)


async def test_everything_asked_for_comes_back_in_order(engine):
    """Twice the same is asked for once; what needs no engine never reaches it."""
    engine.open.set()
    found = await TranslationDesk().at(Urgency.TITLE)(engine, [*tr("bir", "iki", "bir", "2026"), Passage("three", "en")], "en")
    assert [each.text for each in found] == ["BIR", "IKI", "BIR", "2026", "three"]
    assert engine.slices == [["bir", "iki"]]


async def test_an_engine_that_hangs_is_not_waited_for(engine):
    """The original, with the mark and the reason; a second asker does not begin a second thread."""
    desk = TranslationDesk(SOON)
    (first,), (second,) = [await desk.at(Urgency.ALERT)(engine, tr(text), "en") for text in ("bir", "iki")]
    assert (first.text, first.mark, first.note) == ("bir", TranslationMark.POSTPONED, TranslationDue.OUT_OF_TIME)
    assert second.mark is TranslationMark.POSTPONED
    assert engine.slices == [["bir"]]


async def test_an_engine_known_to_be_silent_costs_no_patience(engine):
    """The clock says it has been at one slice for too long: the answer is there at once."""
    seconds = iter([0.0, *[99.0] * 50])
    desk = TranslationDesk(Budget(patience={**dict.fromkeys(Urgency, 0.05), Urgency.TITLE: 3600.0}), monotonic=lambda: next(seconds))
    await desk.at(Urgency.ALERT)(engine, tr("bir"), "en")
    (found,) = await desk.at(Urgency.TITLE)(engine, tr("iki"), "en")
    assert found.note == TranslationDue.ENGINE_SILENT


async def test_answers_that_come_late_are_kept_for_whoever_asks_again(engine):
    """The work of a slice is never thrown away."""
    desk = TranslationDesk(SOON)
    await desk.at(Urgency.TITLE)(engine, tr("bir"), "en")
    engine.open.set()
    await desk._work
    (found,) = await desk.at(Urgency.TITLE)(engine, tr("bir"), "en")
    assert found.text == "BIR"
    assert engine.slices == [["bir"]]


async def test_alerts_overtake_headlines_overtake_leads(engine):
    """Whatever the order of asking, once the slice under way is done."""
    desk = TranslationDesk(PATIENT)
    asked = [asyncio.create_task(desk.at(Urgency.LATER)(engine, tr("old"), "en"))]
    await begun(engine)
    for urgency, text in ((Urgency.LEAD, "lead"), (Urgency.TITLE, "title"), (Urgency.ALERT, "alert")):
        asked.append(asyncio.create_task(desk.at(urgency)(engine, tr(text), "en")))
        await asyncio.sleep(0)
    engine.open.set()
    await asyncio.gather(*asked)
    assert engine.slices == [["old"], ["alert"], ["title"], ["lead"]]


async def test_a_text_two_ask_for_is_translated_once_and_for_the_more_urgent(engine):
    """A headline that waits for placing and is wanted on a screen goes first, once."""
    desk = TranslationDesk(PATIENT)
    asked = [asyncio.create_task(desk.at(urgency)(engine, tr(*texts), "en")) for urgency, texts in _OVERLAPPING]
    await begun(engine)
    engine.open.set()
    found = await asyncio.gather(*asked)
    assert [[each.text for each in answers] for answers in found] == [["FIRST"], ["SECOND", "THIRD"], ["THIRD"]]
    assert engine.slices == [["first"], ["third"], ["second"]]


_OVERLAPPING = ((Urgency.ALERT, ["first"]), (Urgency.TITLE, ["second", "third"]), (Urgency.ALERT, ["third"]))


async def test_what_nobody_waits_for_any_more_leaves_the_line(engine):
    """A caller that was cancelled costs the engine nothing."""
    desk = TranslationDesk(PATIENT)
    asked = [asyncio.create_task(desk.at(Urgency.TITLE)(engine, tr(text), "en")) for text in ("bir", "iki")]
    await begun(engine)
    asked[1].cancel()
    engine.open.set()
    await asyncio.gather(*asked, return_exceptions=True)
    assert engine.slices == [["bir"]]


async def test_more_than_there_is_time_for_is_postponed_at_once(engine):
    """The headlines that can be done are done; the others do not wait."""
    engine.open.set()
    desk = TranslationDesk(Budget(patience=dict.fromkeys(Urgency, 1.0), first_pace=10))
    found = await desk.at(Urgency.TITLE)(engine, tr("on harfli.", "ondan fazla"), "en")
    assert [each.mark for each in found] == [TranslationMark.MACHINE, TranslationMark.POSTPONED]
    assert found[1].note == TranslationDue.BACKLOG


async def test_a_broken_engine_leaves_its_slice_in_the_original(engine):
    """FAILED, not postponed; the next slice is tried all the same."""
    engine.open.set()
    desk = TranslationDesk(PATIENT)
    found = await desk.at(Urgency.TITLE)(engine, tr("break", "iki"), "en")
    assert [(each.text, each.mark) for each in found] == [("break", TranslationMark.FAILED), ("IKI", TranslationMark.MACHINE)]


async def test_an_engine_that_breaks_its_contract_is_heard_of_and_asked_again(engine):
    """Whoever asked gets the error, nobody waits for ever, the desk goes on."""
    engine.open.set()
    desk = TranslationDesk(PATIENT)
    with pytest.raises(ZeroDivisionError):
        await desk.at(Urgency.TITLE)(engine, tr("crash"), "en")
    (found,) = await desk.at(Urgency.TITLE)(engine, tr("iki"), "en")
    assert found.text == "IKI"
