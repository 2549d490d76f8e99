"""Articles that were placed without a translation get it later, and so do the readers of their stories."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from support.streets import POLICIES, TestStreet, entry, street_over

from bot.compose import Policies
from bot.health import TRANSLATING, examine
from bot.running import Running
from news.articles import TranslationMark
from news.ports import Passage, Translation
from news.translating import Budget, Urgency

TITLE, LEAD = "Meclis bütçeyi onayladı", "Görüşmeler sabaha kadar sürdü."
IN_ENGLISH = {TITLE: "Parliament approved the budget", LEAD: "The debate lasted until morning."}
IMPATIENT = Policies(
    alerts=POLICIES.alerts, translating=Budget(patience={**dict.fromkeys(Urgency, 0.05), Urgency.LATER: 60.0}, silent_after=3600)
)


class SleepingTranslator:
    """Hangs until it is woken; then it knows two sentences."""

    name = "sleeping"

    def __init__(self) -> None:
        self.awake = Event()

    def can(self, source: str, target: str) -> bool:
        return True

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        self.awake.wait()
        return [Translation(IN_ENGLISH.get(passage.text, "?"), TranslationMark.MACHINE, "sleeping 1") for passage in passages]


@pytest.fixture
async def engine() -> AsyncIterator[SleepingTranslator]:
    sleeping = SleepingTranslator()
    yield sleeping
    sleeping.awake.set()


async def town_with(engine: SleepingTranslator, store: object = None) -> TestStreet:
    town = street_over(store, translator=engine, policies=IMPATIENT)
    await town.declare(["tr"], {"budget": "budget", "butce": "bütçe*"})
    town.feeds.says = {"anka": [entry(TITLE, LEAD)]}
    return town


async def only_article(town: TestStreet):
    (story,) = await town.store.stories()
    (article,) = await town.store.story_articles(story.story_id)
    return article


async def test_a_hanging_engine_keeps_no_alert_waiting(any_store, engine):
    """The alert goes out in the original, says that the translation follows, and is edited when it is there."""
    town = await town_with(engine, any_store)
    await town.subscribe("ada", "butce", language="en")
    await town.poll()
    await town.pass_hold()
    assert (await only_article(town)).translation is TranslationMark.POSTPONED
    (before,) = town.seen_by("ada")
    assert TITLE in before
    assert "the translation follows" in before
    engine.awake.set()
    await town.street.placing.catch_up()
    await town.pass_hold()
    assert (await only_article(town)).pivot.title == IN_ENGLISH[TITLE]
    (after,) = town.seen_by("ada")
    assert IN_ENGLISH[TITLE] in after
    assert "the translation follows" not in after


async def test_a_topic_only_the_translation_matches_is_told_when_it_is_there(any_store, engine):
    """Late, and once."""
    town = await town_with(engine, any_store)
    await town.subscribe("ada", "budget", language="en")
    await town.poll()
    await town.pass_hold()
    assert town.seen_by("ada") == []
    engine.awake.set()
    for _ in range(2):
        await town.street.placing.catch_up()
        await town.pass_hold()
    assert len(town.seen_by("ada")) == 1


async def test_what_is_owed_is_found_again_after_a_restart(any_store, engine):
    """The store says which articles were placed without; nothing else is kept."""
    before = await town_with(engine, any_store)
    await before.poll()
    awake = SleepingTranslator()
    awake.awake.set()
    after = street_over(any_store, translator=awake, policies=IMPATIENT, clock=before.clock)
    await after.street.open(alone=True)
    assert after.street.placing.pivoting.owed == 1
    assert [each.article.pivot.title for each in await after.street.placing.catch_up()] == [IN_ENGLISH[TITLE]]
    assert after.street.placing.pivoting.owed == 0


async def test_catching_up_waits_while_articles_wait(any_store, engine):
    """Fresh news goes first."""
    town = await town_with(engine, any_store)
    await town.poll()
    town.feeds.says = {"anka": [entry("Deprem oldu")]}
    await town.street.poll(await town.store.feeds())
    engine.awake.set()
    assert await town.street.placing.catch_up() == []
    assert town.street.placing.pivoting.owed == 1


async def test_an_article_edited_meanwhile_is_owed_nothing(any_store, engine):
    """Its new words are read, translated and shown like any edit's."""
    town = await town_with(engine, any_store)
    await town.poll()
    engine.awake.set()
    town.feeds.says = {"anka": [entry(TITLE, "Kavga çıktı.", guid=town.feeds.says["anka"][0].guid, url=town.feeds.says["anka"][0].url)]}
    await town.poll()
    assert await town.street.placing.catch_up() == []
    assert (await only_article(town)).translation is TranslationMark.MACHINE


async def test_catching_up_gives_an_article_three_attempts(any_store, engine):
    """One that takes the process with it each time goes on in the original for good (fault 18)."""
    town = await town_with(engine, any_store)
    await town.poll()
    article = await only_article(town)
    async with town.store.transaction() as tx:
        await tx.put_article(article.evolve(attempts=3))
    engine.awake.set()
    await town.street.placing.catch_up()
    assert (await only_article(town)).translation is TranslationMark.FAILED
    assert town.street.placing.pivoting.owed == 0


async def test_health_tells_how_much_came_from_memory(any_store, engine):
    """A wire copy's words are known when the second outlet brings them; what waits for an engine that hangs is counted as owed."""
    town = await town_with(engine, any_store)
    await town.poll()
    running = Running(town.street, keep=timedelta(days=30))
    await running._prove_store()
    before = (await examine(any_store, town.clock())).translating
    assert (before.known, before.hit_rate, before.owed) == (0, 0.0, 1)
    engine.awake.set()
    await town.street.placing.catch_up()
    await town.declare(["tr", "uk"], {"budget": "budget"})
    town.feeds.says = {"dnipro": [entry(TITLE, LEAD, guid="copy", url="https://dnipro.example/copy")]}
    await town.poll()
    await running._prove_store()
    after = (await examine(any_store, town.clock())).translating
    assert (after.known, after.owed) == (2, 0)
    assert after.hit_rate == after.known / (after.known + after.translated)


async def test_health_of_another_version_is_none(any_store):
    """What it cannot read it does not guess."""
    async with any_store.transaction() as tx:
        await tx.put_note(TRANSLATING, '{"speed": 3}')
    assert (await examine(any_store, datetime(2026, 11, 1, tzinfo=UTC))).translating is None
