"""A feed in trouble is told to admins in their language, once over restarts, with what can be done about it one tap away."""

import pytest
from support.quake import QUAKE
from support.streets import entry, street_over
from support.talks import talking

from bot.notices import report_troubled_feeds
from bot.telegram import admin_phrases, feed_phrases, trouble_phrases
from bot.verbs import Reason
from news.errors import FetchError
from news.feed import Feed, Fetched, Origin
from news.moves import address_of

LANGUAGES = ("en", "tr", "uk", "ru")
NEW = "https://new.example/rss"
PLAIN = "http://new.example/rss"


class Moving:
    """Fetcher of one feed that its server sends on for good."""

    def __init__(self, inner, to=NEW):
        self.inner, self.to = inner, to

    async def fetch(self, feed, state):
        fetched = await self.inner.fetch(feed.evolve(url=""), state)
        assert isinstance(fetched, Fetched)
        return Fetched(url=self.to, body=fetched.body, moved_to="" if address_of(feed, state) == self.to else self.to)

    async def close(self): ...


class House:
    """A street that polls, beside the conversation with its admin; both over one store and one clock."""

    def __init__(self, talk):
        self.talk, self.town = talk, street_over(talk.store, clock=talk.clock)
        self.admin = talk.api.world.private()

    async def open(self, language, *, origin=Origin.CHAT):
        self.admin.person.language = language
        await self.talk.ask(self.admin, f"/lang {language}")
        await self.talk.put(Feed("anka", "https://anka.example/rss", "Anka <Postası>", origin=origin))
        self.town.feeds.says = {"anka": [QUAKE["tr"]]}
        return self

    def restart(self):
        says = self.town.feeds.says
        self.town = street_over(self.talk.store, clock=self.talk.clock)
        self.town.feeds.says = says

    async def days(self, number, *, polls=4):
        """Polls and reports, and what the admin is told."""
        before = len(self.admin.texts)
        for _ in range(number * polls):
            self.talk.clock.move(hours=24 / polls)
            await self.town.street.poll(await self.talk.store.feeds())
            await report_troubled_feeds(self.town.street, (f"telegram-{self.admin.id}",))
            await self.talk.outbox.deliver_due()
        return self.admin.texts[before:]


@pytest.fixture
async def talk(any_store):
    async with talking(admins=[5_000_001], store=any_store) as talk:
        yield talk


def plain(phrase, language, **values):
    return phrase.say(language, **values).replace("<b>", "").replace("</b>", "").replace("<code>", "").replace("</code>", "")


def actions(seen):
    return [button["callback_data"] for button in seen.buttons]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_feed_that_never_brought_anything_is_told_of_once(talk, language):
    house = await House(talk).open(language)
    house.town.feeds.says = {"anka": []}
    assert await house.days(7, polls=1) == []
    (told,) = await house.days(9, polls=1)
    since, _, rest = plain(trouble_phrases.NEVER_BROUGHT, language, feed="Anka <Postası>", since="\n").partition("\n")
    assert told.startswith(since)
    assert told.endswith(rest)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_silent_feed_is_told_once_over_a_restart_and_again_after_news(talk, language):
    house = await House(talk).open(language)
    (told,) = await house.days(5)
    assert "Anka <Postası>" in told
    assert trouble_phrases.UNKNOWN_SILENCE.say(language) in told
    assert actions(house.admin.last) == ["testfeed/anka", "pausefeed/anka"]
    house.restart()
    assert await house.days(3) == []
    house.town.feeds.says = {"anka": [entry("Karadeniz'de fırtına", at=talk.clock())]}
    assert await house.days(20) == []  # three times the eight days it was silent
    (again,) = await house.days(8)
    assert "Anka <Postası>" in again


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_failing_feed_is_told_with_its_error(talk, language):
    house = await House(talk).open(language)
    house.town.feeds.says = {"anka": FetchError("HTTP 500 <oops>")}
    (told,) = await house.days(2)
    assert "HTTP 500 <oops>" in told
    paused = await talk.press(house.admin, house.admin.last, "pausefeed/anka")
    assert (await talk.store.feed("anka")).feed.paused
    assert paused.text == plain(admin_phrases.FEED_PAUSED, language, feed="anka")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_new_address_of_a_feed_is_taken_and_told_once(talk, language):
    house = await House(talk).open(language)
    house.town.street.intake.fetcher = Moving(house.town.feeds)
    (told,) = await house.days(2)
    assert told.startswith(
        plain(trouble_phrases.MOVED_AND_READ_THERE, language, feed="Anka <Postası>", old="https://anka.example/rss", new=NEW)
    )
    assert actions(house.admin.last) == ["testfeed/anka", "pausefeed/anka"]
    watched = await talk.store.feed("anka")
    assert (watched.feed.url, watched.state.moved_to) == (NEW, "")
    (deed,) = await talk.store.deeds()
    assert (deed.who, deed.verb, deed.words) == ("poller", "movefeed", f"anka {NEW}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_address_that_is_not_taken_by_itself_is_taken_by_one_tap(talk, language):
    """From https to http: an admin's decision."""
    house = await House(talk).open(language)
    house.town.street.intake.fetcher = Moving(house.town.feeds, PLAIN)
    (told,) = await house.days(1)
    assert PLAIN in told
    notice = house.admin.last
    assert actions(notice) == ["movefeed/anka", "testfeed/anka", "pausefeed/anka"]
    answer = await talk.press(house.admin, notice, trouble_phrases.ACCEPT_BUTTON.say(language))
    assert answer.text == plain(trouble_phrases.FEED_MOVED, language, feed="anka", url=PLAIN)
    watched = await talk.store.feed("anka")
    assert (watched.feed.url, watched.state.moved_to) == (PLAIN, "")
    assert (await talk.store.deeds())[0].verb == "movefeed"
    again = await talk.press(house.admin, notice, trouble_phrases.ACCEPT_BUTTON.say(language))
    assert again.text == plain(admin_phrases.REFUSALS[Reason.NOT_MOVED], language, asked="anka")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_feed_of_the_file_that_moved_is_changed_in_the_file(talk, language):
    house = await House(talk).open(language, origin=Origin.FILE)
    house.town.street.intake.fetcher = Moving(house.town.feeds)
    (told,) = await house.days(2)
    assert trouble_phrases.CHANGE_THE_FILE.say(language) in told
    watched = await talk.store.feed("anka")
    assert (watched.feed.url, address_of(watched.feed, watched.state)) == ("https://anka.example/rss", NEW)
    await talk.put(watched.state.evolve(pushed_at=talk.clock()))
    shown = (await talk.ask(house.admin, "/feed anka")).text
    assert plain(feed_phrases.MOVED_TO, language, url=NEW) in shown
    assert "WebSub" in shown
    assert "movefeed/anka" not in actions(house.admin.last)
