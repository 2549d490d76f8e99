"""Topics and feeds come and go as files, through Telegram's own way of sending files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.talks import talking

from bot.telegram import list_phrases as say
from bot.telegram.list_phrases import LIST_FAULTS
from bot.telegram.query_phrases import FAULTS
from feeds.opml import ListFault, TopicOutline, read_list, write_topics
from news.audit import Deed
from news.deliveries import DeliveryState
from news.subscribers import Topic
from news.topics.faults import Fault

LANGUAGES = ("en", "tr", "uk", "ru")
QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"),))
FEEDS = """<opml version="2.0"><body><outline text="News"><outline text="Turkey">
<outline type="rss" text="Anka" xmlUrl="https://anka.example/rss"/></outline>
<outline type="rss" text="Dnipro" xmlUrl="https://dnipro.example/rss?a=1&b=2"/></outline></body></opml>"""


@pytest.fixture
async def talk():
    async with talking(admins=[5_000_001]) as talk:
        await talk.put(QUAKES)
        yield talk


def plain(markup):
    return markup.replace("<b>", "").replace("</b>", "").replace("<code>", "").replace("</code>", "")


async def bring(talk, chat, content, caption="/import", **said):
    chat.send_file(content.encode(), caption, **said)
    await talk.hear()
    return chat.last


@pytest.mark.parametrize("language", LANGUAGES)
async def test_topics_taken_along_are_followed_elsewhere(talk, language):
    """Exported by one, imported by another: presets, own queries, and their pace."""
    talk.api.world.private()  # takes the admin's number
    ayse, olena = talk.api.world.private(language=language), talk.api.world.private(language=language)
    await talk.ask(ayse, "/follow earthquakes")
    await talk.ask(ayse, '/follow "merkez bankası" OR faiz<5')
    await talk.ask(ayse, "/follow sel & taşkın")
    await talk.ask(ayse, "/digest digest 2")
    sent = await talk.ask(ayse, "/export")
    assert sent.text == say.EXPORT_TOPICS.say(len(await talk.followed(ayse)), language)
    assert sent.file_name == "tellal-topics.opml"
    told = await bring(talk, olena, sent.file.decode())
    assert told.text == plain(say.IMPORTED_TOPICS.say(len(await talk.followed(ayse)), language))
    assert await paces(talk, olena) == await paces(talk, ayse)


async def paces(talk, chat):
    subscriptions = await talk.store.subscriptions((await talk.subscriber(chat)).subscriber_id)
    return {each.topic_id.rpartition("/")[2]: each.pace for each in subscriptions}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_without_topics_or_a_file_it_says_what_to_do(talk, language):
    talk.api.world.private()
    chat = talk.api.world.private(language=language)
    assert (await talk.ask(chat, "/export")).text == say.EXPORT_NONE.say(language)
    assert (await talk.ask(chat, "/import")).text == plain(say.IMPORT_HOW.say(language))
    assert (await talk.ask(chat, "/export feeds")).text == plain(say.FEEDS_FOR_ADMINS.say(language))


async def test_an_admin_brings_feeds_and_takes_them_along(talk):
    """Nested folders; a feed watched already is left out with the reason; the list comes back whole."""
    admin = talk.api.world.private()
    await talk.ask(admin, "/start")
    told = await bring(talk, admin, FEEDS)
    assert told.text == say.IMPORTED_FEEDS.say(2, "en")
    assert await talk.store.deeds() == [Deed(f"telegram:{admin.id}", "import", "2 feeds", talk.clock())]
    again = await bring(talk, admin, FEEDS)
    assert say.LEFT.say(2, "en") in again.text
    assert "anka" in again.text
    sent = await talk.ask(admin, "/export feeds")
    assert {feed.url for feed in read_list(sent.file).feeds} == {"https://anka.example/rss", "https://dnipro.example/rss?a=1&b=2"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_anybody_elses_feeds_are_counted_and_not_watched(talk, language):
    talk.api.world.private()
    chat = talk.api.world.private(language=language)
    assert (await bring(talk, chat, FEEDS)).text == say.NOT_ASKED.say(2, language)
    assert await talk.store.feeds() == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_topic_that_cannot_be_read_is_named_and_the_others_are_followed(talk, language):
    """With the reason, in the language of whoever brought the list."""
    talk.api.world.private()
    chat = talk.api.world.private(language=language)
    told = await bring(talk, chat, write_topics([TopicOutline("Broken <one>", "(sel"), TopicOutline("Floods", "sel OR taşkın")]))
    assert plain(say.IMPORTED_TOPICS.say(1, language)) in told.text
    assert f"Broken <one>: {FAULTS[Fault.OPEN_PARENTHESIS].say(language)}" in told.text
    assert len(await talk.followed(chat)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("content", ["no list", "<opml", '<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>', "<opml><body/></opml>", ""])
async def test_what_is_no_list_is_refused(talk, language, content):
    """Entities are not expanded, nothing is followed, and the answer is a sentence."""
    talk.api.world.private()
    chat = talk.api.world.private(language=language)
    assert "OPML" in (await bring(talk, chat, content)).text
    assert await talk.followed(chat) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_why_a_list_cannot_be_read_is_said_in_the_readers_language(talk, language):
    chat = talk.api.world.private(language=language)
    told = await bring(talk, chat, "<?xml version='1.0'?>\n\n<opml>\n<body/>")
    assert LIST_FAULTS[ListFault.NOT_WELL_FORMED].say(language, line=4) in told.text


async def test_a_list_may_come_bare_or_be_replied_to(talk):
    """A file named .opml needs no caption in a private chat; any other is small talk."""
    talk.api.world.private()
    chat = talk.api.world.private()
    content = write_topics([TopicOutline("Floods", "sel")])
    await bring(talk, chat, content, caption="")
    assert len(await talk.followed(chat)) == 1
    before = len(chat.texts)
    await bring(talk, chat, content, caption="", name="cat.jpg")
    assert len(chat.texts) == before


async def test_a_file_that_is_larger_than_any_list_is_refused(talk):
    """Whether its size was said before or not."""
    chat = talk.api.world.private()
    seen = await bring(talk, chat, "x" * 5_000_001)
    assert LIST_FAULTS[ListFault.TOO_LARGE].say("en", most=5) in seen.text


async def test_a_file_telegram_will_not_give_is_refused_with_its_words(talk):
    talk.api.world.private()
    chat = talk.api.world.private()
    talk.api.refuse_next("getFile", 400, "Bad Request: file is too big")
    assert "file is too big" in (await bring(talk, chat, FEEDS)).text.casefold()


async def test_a_file_goes_out_again_after_a_refusal_that_passes(talk):
    """The file is frozen with the words and waits in the outbox like them."""
    talk.api.world.private()
    chat = talk.api.world.private()
    await talk.ask(chat, "/follow earthquakes")
    talk.api.refuse_next("sendDocument", 502, "Bad Gateway")
    await talk.ask(chat, "/export")
    assert await talk.store.deliveries(state=DeliveryState.DUE)
    talk.clock.move(minutes=1)
    await talk.outbox.deliver_due()
    assert b"earthquakes" in chat.last.file


@given(st.lists(st.builds(TopicOutline, st.text(min_size=1), st.text(min_size=1), st.sampled_from(["now", "digest"])), max_size=9))
def test_whatever_a_topic_is_called_it_comes_back(topics):
    """But for what XML cannot carry, and runs of blanks."""
    wanted = [topic for topic in topics if carried(topic.title) and carried(topic.query)]
    if wanted:
        assert list(read_list(write_topics(wanted).encode()).topics) == list(dict.fromkeys(wanted))


def carried(text):
    return text == " ".join(text.split()) and text.isprintable()
