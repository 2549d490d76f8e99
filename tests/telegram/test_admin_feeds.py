"""An admin's feeds in chat: tried before they are watched, shown, changed, picked from buttons, forgotten only when it was meant."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from support.streets import entry
from support.talks import talking

from bot.telegram import admin_phrases, feed_phrases
from bot.verbs import Reason
from news.audit import DeedOutcome
from news.errors import FetchError, ParseError
from news.feed import Feed, FeedState, Origin

LANGUAGES = ("en", "tr", "uk", "ru")
NEWS = [
    entry("Merkez bankası faizi indirdi", "Karar oy birliğiyle alındı."),
    entry("Kestel barajında kapak arızası", "Köyler boşaltıldı."),
    entry("Karadeniz'de fırtına uyarısı", "Feribot seferleri durdu."),
    entry("Bir haber daha", "Dördüncüsü gösterilmez."),
]


@pytest.fixture
async def talk():
    async with talking(admins=[5_000_001]) as talk:
        yield talk


def buttons(seen):
    return [button["callback_data"] for button in seen.buttons]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_web_page_is_enough(talk, language):
    """The feed it names is tried: three headlines, its language, its name; the button watches it, once."""
    admin = talk.api.world.private(language=language)
    page, feed = "https://anka.example/", "https://anka.example/rss"
    talk.feeds.says = {page: ParseError("a web page", names=[feed, "https://anka.example/sport"]), feed: NEWS}
    asked = await talk.ask(admin, f"/addfeed {page}")
    assert all(each.title in asked.text for each in NEWS[:3])
    assert NEWS[3].title not in asked.text
    assert feed_phrases.TRIED_ENTRIES.say(4, language) in asked.text
    assert "https://anka.example/sport" in asked.text
    assert await talk.store.feeds() == []
    answer = await talk.press(admin, asked, feed_phrases.ADD_BUTTON.say(language))
    (watched,) = await talk.store.feeds()
    assert (watched.feed.slug, watched.feed.url, watched.feed.language) == ("anka", feed, "tr")
    assert "anka" in answer.text
    again = await talk.press(admin, asked, feed_phrases.ADD_BUTTON.say(language))
    assert again.text == admin_phrases.REFUSALS[Reason.ASK_AGAIN].say(language)
    assert [deed.outcome for deed in await talk.store.deeds()] == [DeedOutcome.REFUSED, DeedOutcome.DONE, DeedOutcome.ASKED]


async def test_of_the_feeds_a_page_names_the_first_that_can_be_read_is_offered(talk):
    """And the others by one tap, where their address fits into a button."""
    admin = talk.api.world.private()
    names = ["https://anka.example/dead", "https://anka.example/rss", f"https://anka.example/{'x' * 80}"]
    talk.feeds.says = {"https://anka.example/": ParseError("a web page", names=names), names[0]: FetchError("HTTP 404"), names[1]: NEWS}
    asked = await talk.ask(admin, "/addfeed https://anka.example/")
    assert buttons(asked)[1:] == [f"addfeed/{names[0]}"]
    assert names[2] in asked.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_cannot_be_read_is_not_offered(talk, language):
    """With the reason, and without a button."""
    admin = talk.api.world.private(language=language)
    talk.feeds.says = {"https://anka.example/rss": FetchError("HTTP 404 <b>")}
    seen = await talk.ask(admin, "/addfeed https://anka.example/rss")
    assert seen.text == admin_phrases.REFUSALS[Reason.CANNOT_READ].say(language, asked="https://anka.example/rss: HTTP 404 <b>")
    assert seen.buttons == []


async def test_a_feed_that_does_not_answer_keeps_nobody_waiting(talk):
    """Everybody's commands stand in one line with the admin's: the look ends, and says so."""

    class Silent:
        async def fetch(self, feed, state):
            await asyncio.Event().wait()

    admin = talk.api.world.private()
    talk.conversation.desk = replace(talk.conversation.desk, fetcher=Silent(), patience=timedelta(0))
    assert "no answer within 0 s" in (await talk.ask(admin, "/addfeed https://anka.example/rss")).text
    assert (await talk.ask(admin, "/version")).text


async def test_a_feed_found_on_a_page_may_be_watched_already(talk):
    """Then the answer names it."""
    admin = talk.api.world.private()
    await talk.put(Feed("anka", "https://anka.example/rss"))
    talk.feeds.says = {"https://anka.example/": ParseError("a page", names=["https://anka.example/rss"]), "https://anka.example/rss": NEWS}
    assert "anka" in (await talk.ask(admin, "/addfeed https://anka.example/ postasi")).text
    assert len(await talk.store.feeds()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_feed_is_shown_tested_and_changed(talk, language):
    """By name or address; a new address is read at once, as if it were a new server's."""
    admin = talk.api.world.private(language=language)
    await talk.put(Feed("anka", "https://anka.example/rss", origin=Origin.CHAT), FeedState("anka", etag='"1"', failures=2, entries=7))
    shown = await talk.ask(admin, "/feed ANKA")
    assert "https://anka.example/rss" in shown.text
    assert buttons(shown) == ["pausefeed/anka", "testfeed/anka", "pollnow/anka", "delfeed/anka"]
    talk.feeds.says = {"anka": NEWS}
    assert NEWS[0].title in (await talk.ask(admin, "/testfeed anka")).text
    talk.feeds.says = {"https://other.example/rss": NEWS}
    assert NEWS[0].title in (await talk.ask(admin, "/testfeed https://other.example/rss")).text
    asked = await talk.ask(admin, "/editfeed anka")
    assert feed_phrases.EDITFEED_HOW.say(language, feed="anka").replace("<code>", "").replace("</code>", "") in asked.text
    assert "every: 15m" in asked.text
    changes = {"language": "uk", "country": "ua", "zone": "Europe/Kyiv", "every": "1h", "outlet": "Анка", "url": "https://new.example/rss"}
    for field, value in changes.items():
        assert value in (await talk.ask(admin, f"/edit_feed anka {field} {value}")).text
    watched = await talk.store.feed("anka")
    feed = watched.feed
    assert (feed.language, feed.country, feed.zone, feed.every, feed.outlet) == ("uk", "UA", "Europe/Kyiv", timedelta(hours=1), "Анка")
    assert (feed.url, watched.state.etag, watched.state.failures, watched.state.entries) == ("https://new.example/rss", "", 0, 7)
    assert watched.state.next_poll_at == talk.clock()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_several_feeds_are_tested_at_once(talk, language):
    """Each is told: what it brings, or why it cannot be read; those that are too many are named."""
    admin = talk.api.world.private(language=language)
    for slug in ("anka", "sahil"):
        await talk.put(Feed(slug, f"https://{slug}.example/rss"), FeedState(slug))
    talk.feeds.says = {"anka": NEWS, "sahil": FetchError("HTTP 404"), "https://other.example/rss": NEWS[2:]}
    said = (await talk.ask(admin, "/testfeed anka sahil https://other.example/rss")).text
    assert all(word in said for word in (NEWS[0].title, "HTTP 404", "https://other.example/rss", NEWS[3].title, "backing_off"))
    more = " ".join(f"https://other.example/{n}" for n in range(7))
    said = (await talk.ask(admin, f"/testfeed {more}")).text
    assert feed_phrases.TESTED_LEFT_OUT.say(language, n=5, feeds="https://other.example/5 https://other.example/6") in said


@pytest.mark.parametrize(
    ("text", "reason", "asked"),
    [
        ("/editfeed anka language xx9", Reason.BAD_VALUE, "xx9"),
        ("/editfeed anka every 5s", Reason.BAD_VALUE, "5s"),
        ("/editfeed anka zone Mars", Reason.BAD_VALUE, "Mars"),
        ("/editfeed anka colour red", Reason.UNKNOWN_FIELD, "colour"),
        ("/editfeed anka url https://dnipro.example/rss", Reason.FEED_KNOWN, "dnipro"),
        ("/editfeed anka url ftp://x", Reason.NOT_AN_ADDRESS, "ftp://x"),
        ("/editfeed dnipro language uk", Reason.DECLARED_IN_FILE, "dnipro"),
        ("/editfeed nobody language uk", Reason.UNKNOWN_FEED, "nobody"),
        ("/feed nobody", Reason.UNKNOWN_FEED, "nobody"),
        ("/testfeed nobody", Reason.UNKNOWN_FEED, "nobody"),
        ("/pausefeed anka nobody", Reason.UNKNOWN_FEED, "nobody"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_change_that_cannot_be_is_refused_with_the_reason(talk, text, reason, asked, language):
    """And nothing of it is done."""
    admin = talk.api.world.private(language=language)
    await talk.put(Feed("anka", "https://anka.example/rss", origin=Origin.CHAT), Feed("dnipro", "https://dnipro.example/rss"))
    before = await talk.store.feeds()
    said = admin_phrases.REFUSALS[reason].say(language, asked=asked).replace("<b>", "").replace("</b>", "")
    assert said in (await talk.ask(admin, text)).text
    assert await talk.store.feeds() == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["feed", "testfeed", "editfeed", "delfeed", "pausefeed", "resumefeed"])
async def test_a_bare_command_opens_a_picker(talk, command, language):
    """Of the feeds it makes sense for."""
    admin = talk.api.world.private(language=language)
    none = await talk.ask(admin, f"/{command}")
    assert none.text == feed_phrases.NO_SUCH_FEEDS.say(language)
    await talk.put(Feed("anka", "https://anka.example/rss", origin=Origin.CHAT), Feed("dnipro", "https://d.example/rss", paused=True))
    picker = await talk.ask(admin, f"/{command}")
    fits = {"pausefeed": ["anka"], "editfeed": ["anka"], "resumefeed": ["dnipro"]}.get(command, ["anka", "dnipro"])
    assert sorted(buttons(picker)) == [f"{command}/{slug}" for slug in fits]


async def test_several_feeds_at_once(talk):
    """Paused, resumed and forgotten together; forgetting asks once for all."""
    admin = talk.api.world.private()
    for slug in ("anka", "dnipro"):
        await talk.put(Feed(slug, f"https://{slug}.example/rss", origin=Origin.CHAT))
    await talk.ask(admin, "/pausefeed anka dnipro")
    assert all(each.feed.paused for each in await talk.store.feeds())
    await talk.ask(admin, "/resume_feed anka dnipro")
    assert not any(each.feed.paused for each in await talk.store.feeds())
    asked = await talk.ask(admin, "/delfeed anka dnipro")
    assert len(await talk.store.feeds()) == 2
    await talk.press(admin, asked, buttons(asked)[0])
    assert await talk.store.feeds() == []


async def test_more_feeds_than_a_button_holds_are_forgotten_by_typing(talk):
    """Telegram's 64 bytes; the words to send stand in the answer."""
    admin = talk.api.world.private()
    slugs = [f"the-outlet-number-{number}" for number in range(4)]
    await talk.put(*(Feed(slug, f"https://{slug}.example/rss", origin=Origin.CHAT) for slug in slugs))
    asked = await talk.ask(admin, f"/delfeed {' '.join(slugs)}")
    typed = f"/delfeed yes {' '.join(slugs)}"
    assert typed in asked.text
    await talk.ask(admin, typed)
    assert await talk.store.feeds() == []
