"""An admin and the house: numbers, who listens, a word to all, copies of the store, the log."""

import logging

import pytest
from support.talks import talking

from bot.broadcasting import Broadcasting
from bot.loudness import Loudness, forget_wish
from bot.telegram import admin_phrases, house_phrases
from bot.verbs import Reason
from news.audit import DeedOutcome
from news.deliveries import DeliveryKind, DeliveryState
from news.subscribers import Subscriber, Topic
from storage.sqlite import version_of_file

LANGUAGES = ("en", "tr", "uk", "ru")


@pytest.fixture
async def talk(any_store):
    async with talking(admins=[5_000_001], store=any_store) as talk:
        yield talk


def plain(markup):
    return markup.replace("<b>", "").replace("</b>", "").replace("<code>", "").replace("</code>", "")


async def people(talk, number):
    async with talk.store.transaction() as tx:
        for each in range(number):
            await tx.put_subscriber(Subscriber(f"mail-{each:02}", "email", f"{each}@example.org", created_at=talk.clock()))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_numbers(talk, language):
    """Who listens and follows; nothing of it is a guess."""
    await talk.put(Topic("quakes", "Quakes", (("", "deprem"),)))
    admin, reader = talk.api.world.private(language=language), talk.api.world.private(language=language)
    await talk.ask(reader, "/follow quakes")
    text = (await talk.ask(admin, "/stats")).text
    assert plain(house_phrases.STATS_LISTENERS.say(language, listening=1, paused=0, gone=0)) in text
    assert "quakes 1" in text
    assert f"{house_phrases.STATES[DeliveryState.SENT].say(language)} 1" in text
    assert await talk.store.deeds() == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_listens_is_told_page_by_page(talk, language):
    """Newest first, with buttons that turn the page."""
    admin = talk.api.world.private(language=language)
    await people(talk, 25)
    first = await talk.ask(admin, "/subscribers")
    assert house_phrases.LISTENERS_PAGE.say(language, page=1, pages=2) in first.text
    assert first.text.count("mail-") == 20
    second = await talk.press(admin, first, "subscribers/2")
    assert second.text.count("mail-") == 25 - 20
    assert [button["callback_data"] for button in second.buttons] == ["subscribers/1"]
    assert (await talk.ask(admin, "/subscribers 99999")).text.count("mail-") > 0


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_word_to_all_is_shown_and_counted_before_it_goes(talk, language):
    """As everybody will see it; the button sends it once, the second tap says so."""
    admin, reader = talk.api.world.private(language=language), talk.api.world.private(language=language)
    await talk.ask(reader, "/start")
    await talk.ask(admin, "/start")
    asked = await talk.ask(admin, "/broadcast Tomorrow <maintenance>\nat 9 & noon")
    assert asked.text.startswith("📣 Tomorrow <maintenance>\nat 9 & noon")
    assert plain(house_phrases.BROADCAST_ASK.say(2, language)) in asked.text
    before = len(reader.texts)
    spreading = Broadcasting(talk.store, talk.clock)
    assert await spreading.tick() == 0
    answer = await talk.press(admin, asked, house_phrases.BROADCAST_BUTTON.say(language))
    assert answer.text == house_phrases.BROADCAST_SAID.say(2, language)
    assert await spreading.tick() == 2
    await talk.outbox.deliver_due()
    assert reader.texts[before:] == ["📣 Tomorrow <maintenance>\nat 9 & noon"]
    again = await talk.press(admin, asked, house_phrases.BROADCAST_BUTTON.say(language))
    assert again.text == admin_phrases.REFUSALS[Reason.ASK_AGAIN].say(language)
    assert await spreading.tick() == 0
    told = [row for row in await talk.store.deliveries() if row.kind is DeliveryKind.BROADCAST]
    assert len(told) == 2
    assert [deed.outcome for deed in await talk.store.deeds()] == [DeedOutcome.REFUSED, DeedOutcome.DONE, DeedOutcome.ASKED]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_word_that_cannot_go_is_refused(talk, language):
    """Too long, to nobody, or no word at all."""
    admin = talk.api.world.private(language=language)
    assert (await talk.ask(admin, "/broadcast")).text == plain(house_phrases.BROADCAST_HOW.say(language))
    async with talk.store.transaction() as tx:
        known = await tx.subscriber_at("telegram", str(admin.id))
        await tx.put_subscriber(known.evolve(paused=True))
    assert (await talk.ask(admin, "/broadcast x")).text == admin_phrases.REFUSALS[Reason.NOBODY_LISTENS].say(language)
    assert "3500" in (await talk.ask(admin, f"/broadcast {'x' * 3501}")).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_copy_of_the_store_stays_on_the_machine(talk, language, tmp_path, request):
    """For its owner's eyes only; a store without a file says that it has none."""
    talk.backups = tmp_path / "copies"
    talk.conversation = talk.fresh_conversation()
    admin = talk.api.world.private(language=language)
    answer = (await talk.ask(admin, "/backup")).text
    (deed,) = await talk.store.deeds()
    if "memory" in request.node.name:
        assert deed.outcome is DeedOutcome.REFUSED
        assert "in-memory" in answer
        return
    (copy,) = (tmp_path / "copies").iterdir()
    assert str(copy) in answer
    assert copy.stat().st_mode & 0o077 == 0
    assert version_of_file(copy)
    assert deed.outcome is DeedOutcome.DONE


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_log_says_as_much_as_was_wished(talk, language, monkeypatch):
    """The running street heeds a wish once; at the next start the settings count again."""
    levels = []
    monkeypatch.setattr(logging.getLogger(), "setLevel", levels.append)
    admin = talk.api.world.private(language=language)
    picker = await talk.ask(admin, "/loglevel")
    assert [button["callback_data"] for button in picker.buttons] == [
        f"loglevel/{level}" for level in ("DEBUG", "INFO", "WARNING", "ERROR")
    ]
    answer = await talk.press(admin, picker, "DEBUG")
    assert answer.text == plain(house_phrases.LOGLEVEL_SET.say(language, level="DEBUG"))
    assert "loud" in (await talk.ask(admin, "/loglevel loud")).text
    loudness = Loudness()
    for _ in range(3):
        await loudness.heed(talk.store)
    assert levels == [logging.DEBUG, "DEBUG"]
    await forget_wish(talk.store)
    await Loudness().heed(talk.store)
    assert levels == [logging.DEBUG, "DEBUG"]
