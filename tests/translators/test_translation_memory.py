"""The translation memory: the same text is never translated twice, on every store."""

from __future__ import annotations

from support.odd_engines import CountingTranslator
from support.translator_stands import BrokenTranslator

from news.articles import TranslationMark
from news.ports import Passage
from translators.memory import TranslationMemory, translation_key

BUDGET, BRIDGE = Passage("bütçe onaylandı", "tr"), Passage("köprü açıldı", "tr")


def texts(results):
    return [result.text for result in results]


async def test_identical_passages_are_translated_once(any_store):
    """Within a batch, and across batches."""
    engine = CountingTranslator()
    memory = TranslationMemory(any_store, engine)
    assert texts(await memory.translate([BUDGET, BRIDGE, BUDGET], "en")) == ["BÜTÇE ONAYLANDI", "KÖPRÜ AÇILDI", "BÜTÇE ONAYLANDI"]
    await memory.translate([BRIDGE, BUDGET], "en")
    assert engine.batches == [["bütçe onaylandı", "köprü açıldı"]]
    assert (memory.hits.known, memory.hits.translated, memory.hits.rate) == (2, 2, 0.5)


async def test_a_restart_forgets_nothing(any_store):
    """Another memory over the same store asks no engine, and gives the same marks and engine names."""
    first = await TranslationMemory(any_store, CountingTranslator()).translate([BUDGET], "en")
    engine = CountingTranslator()
    assert await TranslationMemory(any_store, engine).translate([BUDGET], "en") == first
    assert engine.batches == []


async def test_another_engine_translates_anew(any_store):
    """The engine and its model version are part of the key."""
    await TranslationMemory(any_store, CountingTranslator("old 1.0")).translate([BUDGET], "en")
    engine = CountingTranslator("new 1.1")
    await TranslationMemory(any_store, engine).translate([BUDGET], "en")
    assert engine.batches == [["bütçe onaylandı"]]


async def test_failures_are_not_remembered(any_store):
    """A failure is a fact about today: the next time the engine is asked again."""
    engine = CountingTranslator(mark=TranslationMark.FAILED)
    memory = TranslationMemory(any_store, engine)
    await memory.translate([BUDGET], "en")
    await memory.translate([BUDGET], "en")
    assert len(engine.batches) == 2


async def test_a_broken_engine_gives_originals_marked_failed(any_store):
    """The street goes on."""
    (result,) = await TranslationMemory(any_store, BrokenTranslator()).translate([BUDGET], "en")
    assert (result.text, result.mark, result.note) == ("bütçe onaylandı", TranslationMark.FAILED, "broken on purpose")


async def test_text_in_the_target_language_asks_nobody(any_store):
    """Neither the store nor the engine."""
    engine = CountingTranslator()
    (result,) = await TranslationMemory(any_store, engine).translate([Passage("The budget", "en")], "en")
    assert (result.text, result.mark, engine.batches) == ("The budget", TranslationMark.ORIGINAL, [])


async def test_no_passages_ask_nobody(any_store):
    """An empty batch is an empty answer."""
    assert await TranslationMemory(any_store, BrokenTranslator()).translate([], "en") == []


def test_the_key_depends_on_all_that_matters():
    """Text, both languages and engine; nothing can be shifted from one into the other."""
    keys = {
        translation_key(Passage("a", "tr"), "en", "argos 1"),
        translation_key(Passage("b", "tr"), "en", "argos 1"),
        translation_key(Passage("a", "uk"), "en", "argos 1"),
        translation_key(Passage("a", "tr"), "uk", "argos 1"),
        translation_key(Passage("a", "tr"), "en", "argos 2"),
    }
    assert len(keys) == 5
    assert all(len(key) == 64 for key in keys)
