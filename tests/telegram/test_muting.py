"""Hear less: what is muted is not told, says so when asked why, and comes back when the wish ends."""

import pytest
from support.quake import QUAKE
from support.streets import entry

from bot.telegram import preference_phrases as say
from bot.telegram.admin_phrases import REFUSALS
from bot.telegram.phrases import WHY_NOT_TOLD
from bot.verbs import Reason
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
from news.subscribers import MuteKind

LANGUAGES = ("en", "tr", "uk", "ru")


async def follower(town, language="tr"):
    chat = town.api.world.private(language=language)
    await town.ask(chat, "/follow deprem")
    return chat


async def mutes_of(town, chat):
    subscriber = await town.town.store.subscriber_at("telegram", str(chat.id))
    return [(mute.kind, mute.about) for mute in subscriber.mutes]


async def alerts(town):
    return [row for row in await town.town.store.deliveries() if row.kind is DeliveryKind.ALERT]


async def press(town, chat, seen, start):
    chat.press(seen, next(button["callback_data"] for button in seen.buttons if button.get("callback_data", "").startswith(start)))
    await town.hear()
    return chat.last


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_story_muted_by_its_button_grows_unheard(town, language):
    """The message stays as it was; the answer has the button that takes it back, and then the story grows again."""
    chat = await follower(town, language)
    await town.reports(anka=[QUAKE["tr"]])
    alert = chat.last
    answer = await press(town, chat, alert, "mute/story ")
    assert say.MUTE_KINDS[MuteKind.STORY].say(language) in answer.text
    await town.reports(dnipro=[QUAKE["uk"]])
    assert alert.edits == []

    await press(town, chat, answer, "unmute/story ")
    assert await mutes_of(town, chat) == []
    await town.reports(harbour=[QUAKE["en"]])
    assert all(outlet in alert.text for outlet in ("Дніпро Новини", "Harbour Times"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_word_longer_than_any_is_not_kept(town, language):
    """Whoever pastes an article after /mute word is told so."""
    chat = await follower(town, language)
    assert (await town.ask(chat, f"/mute word {'x' * 101}")).text == REFUSALS[Reason.TOO_LONG].say(language, asked="100")
    assert await mutes_of(town, chat) == []


async def test_a_mute_for_no_time_is_none(town):
    """Not one for good."""
    chat = await follower(town)
    await town.ask(chat, "/mute topic deprem 0s")
    assert (await town.ask(chat, "/mute")).text.startswith(say.MUTES_NONE.say("tr"))


async def test_a_story_muted_during_the_hold_is_not_told(town):
    """Its alert ends for a named reason, and /why says so."""
    chat = await follower(town)
    town.town.feeds.says = {"anka": [QUAKE["tr"]], "dnipro": [], "harbour": []}
    await town.town.poll()
    (story,) = await town.town.store.stories()
    await town.ask(chat, f"/mute story {story.story_id} 2d")
    before = len(chat.texts)
    await town.town.pass_hold()
    assert len(chat.texts) == before
    assert [(row.state, row.outcome) for row in await alerts(town)] == [(DeliveryState.DEAD, DeliveryOutcome.MUTED)]
    assert say.WHY_MUTED.say("tr") in (await town.ask(chat, f"/why {story.story_id}")).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_less_like_this_mutes_a_word_a_topic_or_an_outlet(town, language):
    """One tap offers them, the second mutes; the next story of that outlet is not told, and /why says why."""
    chat = await follower(town, language)
    await town.reports(anka=[QUAKE["tr"]])
    choice = await press(town, chat, chat.last, "less/")
    offered = [button["callback_data"].partition(" ")[0] for button in choice.buttons]
    assert offered == ["mute/word", "mute/topic", "mute/outlet"]
    assert all(len(button["callback_data"].encode()) <= 64 for button in choice.buttons)
    await press(town, chat, choice, "mute/outlet ")
    assert await mutes_of(town, chat) == [(MuteKind.OUTLET, "Anka Postası")]

    before = len(chat.texts)
    other = entry("Van'da deprem tatbikatı: okullar boşaltıldı", "Valilik tatbikatın saat 10'da yapıldığını duyurdu.", at=town.town.clock())
    await town.reports(anka=[other])
    assert len(chat.texts) == before
    (kept,) = [row for row in await alerts(town) if row.outcome is DeliveryOutcome.MUTED]
    told = (await town.ask(chat, f"/why {kept.story_id}")).text
    assert say.WHY_MUTED.say(language) in told
    assert WHY_NOT_TOLD.say(language) not in told


async def test_a_story_of_a_muted_outlet_is_told_once_another_reports_it(town):
    """The mute is of the outlet, not of what happened."""
    chat = town.api.world.private(language="tr")
    await town.ask(chat, "/follow deprem OR землетрус")
    await town.ask(chat, "/mute outlet anka postası")
    before = len(chat.texts)
    await town.reports(anka=[QUAKE["tr"]])
    assert len(chat.texts) == before
    await town.reports(dnipro=[QUAKE["uk"]])
    assert len(chat.texts) == before + 1
    await town.reports(harbour=[QUAKE["en"]])
    assert len(chat.texts) == before + 1
    assert "Harbour Times" in chat.last.text


@pytest.mark.parametrize("wish", ["topic deprem 2d", "word deprem 2d", "topic 1 2d"])
async def test_a_mute_with_an_end_ends(town, wish):
    """Two days; what came meanwhile is not told later."""
    chat = await follower(town)
    await town.ask(chat, f"/mute {wish}")
    before = len(chat.texts)
    await town.reports(anka=[QUAKE["tr"]])
    town.town.clock.move(days=2)
    await town.street.deliver_all()
    assert len(chat.texts) == before
    later = entry("Malatya'da gece yarısı deprem oldu", "Kandilli, merkez üssünün Pütürge olduğunu duyurdu.", at=town.town.clock())
    await town.reports(anka=[later])
    assert len(chat.texts) == before + 1
    assert later.title in chat.last.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_mutes_are_listed_and_what_is_unknown_is_refused(town, language):
    """A bare /mute shows them; a name that is none changes nothing."""
    chat = await follower(town, language)
    assert say.MUTES_NONE.say(language) in (await town.ask(chat, "/mute")).text
    await town.ask(chat, "/mute outlet Harbour Times")
    await town.ask(chat, "/mute topic deprem")
    listed = await town.ask(chat, "/unmute")
    assert all(name in listed.text for name in ("Harbour Times", "deprem"))
    assert "Harbour Times" in (await town.ask(chat, "/mute outlet Harbor Times")).text
    await town.ask(chat, "/unmute word deprem")
    assert len(await mutes_of(town, chat)) == 2
    await town.ask(chat, "/unmute topic deprem")
    assert await mutes_of(town, chat) == [(MuteKind.OUTLET, "Harbour Times")]


async def test_a_muted_topic_is_left_out_of_the_digest(town):
    """What waited before it was muted, too."""
    chat = await follower(town)
    await town.ask(chat, "/pause")
    await town.reports(anka=[QUAKE["tr"]])
    await town.ask(chat, "/mute topic deprem")
    await town.ask(chat, "/resume")
    assert QUAKE["tr"].title not in "".join(chat.texts)
