"""What outlets differ on reaches the reader, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from support.rows import a_story, a_subscriber, an_article

from bot.viewing import Viewing
from news.articles import Text
from news.stories.values import Disagreement, Placement, PlacementReason
from storage.memory import MemoryStore
from translators.memory import TranslationMemory
from translators.nothing import NoTranslator

REPORTS = (("Anka Postası", "tr", "Kazada 14 kişi yaralandı."), ("Dnipro Visnyk", "uk", "Поранено 17 людей."))


async def test_a_story_shows_its_differing_figures_to_each_reader_in_their_language():
    """The same story for a Turkish and a Ukrainian reader."""
    store = MemoryStore()
    story = a_story()
    async with store.transaction() as writing:
        await writing.put_story(story)
        for number, (outlet, language, lead) in enumerate(REPORTS):
            article = replace(
                an_article(f"told-{number}"),
                outlet=outlet,
                owner="",
                pivot=None,
                original=Text("", lead, language=language),
                published=story.first_at + timedelta(minutes=number),
                story_id=story.story_id,
            )
            await writing.add_article(article, [f"key-{number}"])
            await writing.place_article(article, Placement(story.story_id, PlacementReason.SAME_EVENT), "{}")
    viewing = Viewing(store, TranslationMemory(store, NoTranslator()))
    shown = {language: await viewing.story(story, replace(a_subscriber(), language=language, reads="")) for language in ("tr", "uk")}
    assert [view.disagreements for view in shown.values() if view] == [
        (Disagreement("yaralı", (("14", ("Anka Postası",)), ("17", ("Dnipro Visnyk",)))),),
        (Disagreement("поранених", (("14", ("Anka Postası",)), ("17", ("Dnipro Visnyk",)))),),
    ]
