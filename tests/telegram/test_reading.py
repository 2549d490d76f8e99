"""Stories on demand, the language they come in, and the hour of the digest: said in chat, in the four languages the bot speaks."""

import pytest
from support.quake import QUAKE, RECORDED
from support.talks import talking

from bot.telegram import phrases, preference_phrases, reading_phrases
from channels.rendering import phrases as channel_phrases
from news.subscribers import Topic

LANGUAGES = ("en", "tr", "uk", "ru")
QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"), ("uk", "землетрус")))
VOTES = Topic("un-votes", "Votes at the UN", (("", "vote"),))


@pytest.fixture
async def talk():
    async with talking() as talk:
        await talk.put(QUAKES, VOTES)
        yield talk


def plain(markup):
    return markup.replace("<b>", "").replace("</b>", "").replace("<code>", "").replace("</code>", "")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_search_finds_stories_and_follows_nothing(talk, language):
    """By any report's words; what is not there is said, with the way to hear of it; a query that cannot be read shows where."""
    chat = talk.api.world.private(language=language)
    await talk.ask(chat, "/start")
    story = await talk.told(chat, QUAKES)
    found = await talk.ask(chat, "/search землетрус")
    assert found.text.startswith(plain(reading_phrases.SEARCH_HEAD.say(language, words="землетрус", days=7)))
    assert f"/story {story.story_id}" in found.text
    nothing = await talk.ask(chat, "/search volcano")
    assert nothing.text == plain(reading_phrases.SEARCH_NONE.say(language, words="volcano", days=7))
    assert (await talk.ask(chat, "/search")).text == plain(reading_phrases.SEARCH_HOW.say(language))
    assert "^" in (await talk.ask(chat, "/search (deprem")).text
    assert await talk.followed(chat) == []


async def test_search_is_of_the_last_days(talk):
    """Eight days later the story is not offered any more."""
    chat = talk.api.world.private()
    await talk.ask(chat, "/start")
    await talk.told(chat, QUAKES)
    talk.clock.move(days=8)
    assert "s-quake" not in (await talk.ask(chat, "/search deprem")).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_story_is_shown_as_its_alert(talk, language):
    """With every outlet linked and the alert's own buttons; bare it is the last one told."""
    chat = talk.api.world.private(language=language)
    await talk.ask(chat, "/start")
    await talk.told(chat, QUAKES)
    shown = await talk.ask(chat, "/story s-quake")
    assert "Anka Postası" in shown.text
    assert "Дніпро Новини" in shown.text
    assert {button["callback_data"] for button in shown.buttons if "callback_data" in button} == {
        "src/s-quake",
        "why/s-quake",
        "mute/story s-quake",
        "less/s-quake",
    }
    assert (await talk.ask(chat, "/story")).text == shown.text
    assert (await talk.ask(chat, "/sources s-quake")).text.startswith(plain(phrases.ORIGINALS_HEAD.say(language)))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_reading_language_is_a_setting_of_its_own(talk, language):
    """The bot goes on speaking as before; "same" takes it back; a language nobody knows is refused."""
    chat = talk.api.world.private(language=language)
    await talk.ask(chat, "/start")
    await talk.ask(chat, "/lang reading ka")
    reader = await talk.subscriber(chat)
    assert (reader.language, reader.reading_language) == (language, "ka")
    assert (await talk.ask(chat, "/settings")).text.startswith(plain(preference_phrases.SETTINGS_HEAD.say(language)))
    await talk.ask(chat, "/lang reading klingon")
    assert (await talk.subscriber(chat)).reading_language == "ka"
    await talk.ask(chat, "/lang reading same")
    assert (await talk.subscriber(chat)).reads == ""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_language_picker_offers_both(talk, language):
    """What is spoken, and what is read: a tap each."""
    chat = talk.api.world.private(language=language)
    seen = await talk.ask(chat, "/lang")
    others = [each for each in LANGUAGES if each != language]
    assert [button["callback_data"] for button in seen.buttons] == [
        *(f"lang/{each}" for each in others),
        *(f"lang/reading {each}" for each in others),
    ]
    await talk.press(chat, seen, f"lang/reading {others[0]}")
    reader = await talk.subscriber(chat)
    assert (reader.language, reader.reading_language) == (language, others[0])


async def test_an_alert_comes_in_the_reading_language_with_the_bots_words_around_it(town):
    """An English headline from Turkish words; the buttons, the marks and the time in Ukrainian."""
    chat = town.api.world.private(language="uk")
    await town.ask(chat, "/follow deprem")
    await town.ask(chat, "/lang reading en")
    await town.reports(anka=[QUAKE["tr"]])
    alert = chat.last
    assert alert.text.startswith(RECORDED["tr", "en"][QUAKE["tr"].title])
    assert channel_phrases.WHY_BUTTON.say("uk") in {button["text"] for button in alert.buttons}
    assert channel_phrases.OUTLETS.say(1, "uk") in alert.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_hour_of_the_digest_is_set_and_ended_in_chat(talk, language):
    """And the next one is planned for it; what is no time is refused and changes nothing."""
    chat = talk.api.world.private(language=language)
    said = await talk.ask(chat, "/digest 7.30")
    assert said.text == plain(reading_phrases.DIGEST_AT.say(language, time="07:30", zone="UTC"))
    reader = await talk.subscriber(chat)
    assert (reader.digest_at, f"{reader.next_digest_at:%H:%M}") == ("07:30", "07:30")
    await talk.ask(chat, "/digest 25:00")
    assert (await talk.subscriber(chat)).digest_at == "07:30"
    off = await talk.ask(chat, "/digest off")
    assert off.text == plain(reading_phrases.DIGEST_OFF.say(language))
    reader = await talk.subscriber(chat)
    assert (reader.digest_at, reader.next_digest_at) == ("", None)


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [("en", "mon", "Monday"), ("tr", "Pazartesi", "Pazartesi"), ("uk", "пн", "понеділок"), ("ru", "Пн", "понедельник")],
)
async def test_a_weekly_digest_names_its_day(talk, language, day, shown):
    """In the reader's own words, short or long; two days are none."""
    chat = talk.api.world.private(language=language)
    said = await talk.ask(chat, f"/digest {day} 18:00")
    assert f"{shown} 18:00" in said.text
    reader = await talk.subscriber(chat)
    assert reader.digest_at == "mon 18:00"
    assert reader.next_digest_at.weekday() == 0
    await talk.ask(chat, f"/digest {day} {day} 9:00")
    assert (await talk.subscriber(chat)).digest_at == "mon 18:00"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_several_topics_are_followed_and_dropped_at_once(talk, language):
    """Names on one line, or anything on lines of its own; numbers count as the list did before."""
    chat = talk.api.world.private(language=language)
    await talk.ask(chat, "/follow earthquakes, un-votes")
    assert await talk.followed(chat) == ["earthquakes", "un-votes"]
    await talk.ask(chat, "/sub grev OR lokavt\nsel taşkın")
    assert len(await talk.followed(chat)) == 4
    gone = await talk.ask(chat, "/unsub 1 3 2")
    assert len(gone.text.splitlines()) == 3
    assert len(await talk.followed(chat)) == 1


async def test_one_bad_line_of_several_changes_nothing(talk):
    """All or none: the answer shows which cannot be read."""
    chat = talk.api.world.private()
    await talk.ask(chat, "/follow deprem\n(sel")
    assert await talk.followed(chat) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_bare_tz_or_digest_offers_what_most_people_want(talk, language):
    """A tap sets it; what is set already is not offered again."""
    chat = talk.api.world.private(language=language)
    zones = await talk.ask(chat, "/tz")
    await talk.press(chat, zones, "tz/Europe/Kyiv")
    assert (await talk.subscriber(chat)).zone == "Europe/Kyiv"
    assert "tz/Europe/Kyiv" not in {button["callback_data"] for button in (await talk.ask(chat, "/tz")).buttons}
    hours = await talk.ask(chat, "/digest")
    assert "digest/08:00" not in {button["callback_data"] for button in hours.buttons}
    await talk.press(chat, hours, "digest/20:00")
    assert (await talk.subscriber(chat)).digest_at == "20:00"
    await talk.press(chat, await talk.ask(chat, "/digest"), "digest/off")
    assert (await talk.subscriber(chat)).digest_at == ""
