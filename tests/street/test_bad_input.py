"""Bad input through the real door: an Argos package in a worker of its own, the whole street round it. No article is lost, every mark is right."""

from __future__ import annotations

import pytest
from support.streets import POLICIES, entry, street_over
from support.tiny_models import TURKISH_ENGLISH, word_package

from bot.compose import Policies
from news.articles import ArticleState, TranslationMark
from news.translating import UNHURRIED
from translators.guards import Doubt
from translators.packages import PackageFolder
from translators.registry import Options, build_translator

HEADLINE, IN_ENGLISH = "meclis yeni bütçeyi onayladı", "parliament new budget approved"
WORDLESS = "gözyaşı gözyaşı gözyaşı gözyaşı"
PATIENT = Policies(alerts=POLICIES.alerts, translating=UNHURRIED)
TRANSLATED = {TranslationMark.MACHINE, TranslationMark.PARTIAL}

LEADS = {
    "100 kB without a full stop": "meclis bugün bakan istifa etti " * 3_300,
    "one word 5,000 times": "meclis " * 5_000,
    "100 kB without a space": "x" * 100_000,
    "mixed scripts": "meclis Привіт 你好 ელ bugün",
    "emoji": "🙂 meclis 🇹🇷 bugün 👩‍👩‍👧",
    "right to left": "أقر البرلمان الميزانية meclis ועידה",
    "markup": "<b>meclis</b> &amp; <script>alert(1)</script> bugün",
    "controls": "meclis\x00\x07 bugün \u202e\u2066",
    "half a surrogate": "\ud83d meclis bugün",
    "empty": "",
    "blank": " \n\t",
    "digits": "2026 12:30 — 14:00",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """As an operator gets it: guarded, with a package whose model says nothing at the word "gözyaşı"."""
    folder = tmp_path_factory.mktemp("packages")
    PackageFolder(folder).install(word_package(tmp_path_factory.mktemp("made"), "tr", "en", TURKISH_ENGLISH | {"gözyaşı": ""}))
    translator = build_translator(["argos"], Options(packages_dir=folder, seconds=60))
    yield translator
    translator.close()


async def read(engine, title, summary):
    """The one article, after the street has dealt with it."""
    town = street_over(translator=engine, policies=PATIENT)
    await town.declare(["tr"], {"budget": "budget OR meclis"})
    town.feeds.says = {"anka": [entry(title, summary)]}
    await town.poll()
    (story,) = await town.store.stories()
    (article,) = await town.store.story_articles(story.story_id)
    assert article.state is ArticleState.PLACED
    return article


@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS.keys())
async def test_a_strange_lead_costs_no_headline(engine, lead):
    """It is placed, its headline translated, the publisher's own words untouched."""
    article = await read(engine, HEADLINE, lead)
    assert article.translation in TRANSLATED
    assert article.pivot.title == IN_ENGLISH
    assert article.original.title == HEADLINE
    assert article.original.summary == lead


async def test_a_long_lead_is_translated_to_its_end(engine):
    """Models drop what is over about 500 tokens without a word; 100 kB without a full stop keep their last one."""
    article = await read(engine, HEADLINE, LEADS["100 kB without a full stop"] + "deprem sonrası")
    assert article.pivot.summary.endswith("earthquake after")
    assert article.pivot.summary.count("resignation") == 3_300


async def test_a_model_that_returns_nothing_leaves_the_original_with_its_mark(engine):
    """The headline FAILED, and says why; a lead that could be translated makes the article PARTIAL."""
    silent, half = await read(engine, WORDLESS, ""), await read(engine, WORDLESS, HEADLINE)
    assert (silent.pivot, silent.translation) == (None, TranslationMark.FAILED)
    assert (half.pivot.title, half.pivot.summary, half.translation) == (WORDLESS, IN_ENGLISH, TranslationMark.PARTIAL)


async def test_a_reader_of_a_doubted_headline_sees_the_original_and_a_mark(engine):
    """Not a made-up sentence, and not nothing."""
    town = street_over(translator=engine, policies=PATIENT)
    await town.declare(["tr"], {"quiet": "gözyaşı"})
    await town.subscribe("ada", "quiet", language="en")
    town.feeds.says = {"anka": [entry(WORDLESS, HEADLINE)]}
    await town.poll()
    await town.pass_hold()
    (told,) = town.seen_by("ada")
    assert WORDLESS in told
    assert IN_ENGLISH in told
    assert "not translated" in told or "translation failed" in told.lower(), told


async def test_a_pair_nobody_has_goes_on_in_its_own_words(engine):
    """A Ukrainian article in a house with a Turkish package: placed, UNAVAILABLE."""
    article = await read(engine, "Парламент ухвалив новий бюджет", "Дебати тривали до ранку.")
    assert (article.pivot, article.translation) == (None, TranslationMark.UNAVAILABLE)
    assert str(Doubt.EMPTY) not in article.translator
