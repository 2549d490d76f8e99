"""Bare commands offer what may be meant, one tap each; what nobody took up is forgotten."""

from datetime import timedelta

import pytest
from support.streets import entry
from support.talks import talking

from bot.offers import MOST_OPEN, OPEN_FOR, make_offer, open_offers, take_offer
from bot.telegram import admin_phrases, feed_phrases, house_phrases
from news.stories.values import Story
from news.subscribers import Topic

QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"), ("uk", "землетрус")), titles=(("tr", "Depremler"),))


@pytest.fixture
async def talk():
    async with talking(admins=[5_000_001]) as talk:
        await talk.put(QUAKES)
        yield talk


def actions(seen):
    return [button["callback_data"] for button in seen.buttons]


async def test_two_taps_say_which_story_becomes_part_of_which(talk):
    admin = talk.api.world.private(language="en")
    await talk.ask(admin, "/start")
    story = await talk.told(admin, QUAKES)
    async with talk.store.transaction() as tx:
        await tx.put_story(Story("s-flood", talk.clock(), talk.clock(), "a-flood"))
    first = await talk.ask(admin, "/merge")
    assert set(actions(first)) == {f"merge/{story.story_id}", "merge/s-flood"}
    into = await talk.ask(admin, "/merge s-flood")
    assert actions(into) == [f"merge/s-flood {story.story_id}"]
    both = await talk.ask(admin, f"/merge s-flood {story.story_id}")
    assert await talk.store.rulings() == []
    await talk.press(admin, both, admin_phrases.MERGE_BUTTON.say("en"))
    assert await talk.store.rulings()


async def test_a_story_is_picked_then_the_report_that_does_not_belong(talk):
    admin = talk.api.world.private(language="tr")
    await talk.ask(admin, "/start")
    story = await talk.told(admin, QUAKES)
    reports = [report.article_id for report in await talk.store.story_articles(story.story_id)]
    async with talk.store.transaction() as tx:
        await tx.put_story(story.evolve(articles=len(reports)))
        await tx.put_story(Story("s-lone", talk.clock(), talk.clock(), "a-lone"))
    stories = await talk.ask(admin, "/split")
    assert actions(stories) == [f"split/{story.story_id}"]
    which = await talk.ask(admin, f"/split {story.story_id}")
    assert actions(which) == [f"split/{report}" for report in reports]
    asked = await talk.ask(admin, f"/split {reports[1]}")
    assert actions(asked) == [f"split/yes {reports[1]}"]


@pytest.mark.parametrize(("language", "query"), [("en", "deprem"), ("tr", "deprem"), ("uk", "землетрус"), ("ru", "deprem")])
async def test_a_bare_search_offers_what_is_followed_or_can_be(talk, language, query):
    """In the reader's language where the topic has words in it."""
    reader = talk.api.world.private(language=language)
    assert actions(await talk.ask(reader, "/search")) == [f"search/{query}"]
    await talk.ask(reader, "/follow flood")
    assert actions(await talk.ask(reader, "/search")) == ["search/flood"]


async def test_a_feed_that_was_tried_and_not_taken_is_offered_again(talk):
    admin = talk.api.world.private(language="en")
    assert actions(await talk.ask(admin, "/addfeed")) == []
    talk.feeds.says = {"https://anka.example/rss": [entry("Merkez bankası faizi indirdi", "Karar oy birliğiyle alındı.")]}
    await talk.ask(admin, "/addfeed https://anka.example/rss")
    bare = await talk.ask(admin, "/addfeed")
    assert "https://anka.example/rss" in bare.text
    assert await talk.store.feeds() == []
    await talk.press(admin, bare, "➕ anka")
    assert [watched.feed.url for watched in await talk.store.feeds()] == ["https://anka.example/rss"]
    assert actions(await talk.ask(admin, "/addfeed")) == []


async def test_words_that_were_shown_and_not_sent_are_shown_again(talk):
    """Never sent by the first tap: its label has no room for all of them."""
    admin = talk.api.world.private(language="en")
    await talk.ask(admin, "/start")
    await talk.ask(admin, "/broadcast Maintenance tomorrow\nat nine")
    again = await talk.press(admin, await talk.ask(admin, "/broadcast"), "Maintenance tomorrow at nine")
    assert "Maintenance tomorrow\nat nine" in again.text
    said = await talk.press(admin, again, house_phrases.BROADCAST_BUTTON.say("en"))
    assert said.text == house_phrases.BROADCAST_SAID.say(1, "en")
    assert feed_phrases.ADD_BUTTON.say("en") not in said.text


async def test_offers_that_nobody_takes_up_are_forgotten(talk):
    """After some days, and when there are too many of them."""
    clock, store = talk.clock, talk.store
    async with store.transaction() as tx:
        for number in range(MOST_OPEN + 3):
            await make_offer(tx, "tea", str(number), {"cup": str(number)}, now=clock())
        left = [offer.token for offer in await open_offers(tx, "tea", now=clock())]
        assert left == [str(number) for number in reversed(range(3, MOST_OPEN + 3))]
        assert (await take_offer(tx, "tea", "5", now=clock())).wish == {"cup": "5"}
        assert await take_offer(tx, "tea", "5", now=clock()) is None
        later = clock() + OPEN_FOR + timedelta(seconds=1)
        assert await open_offers(tx, "tea", now=later) == []
        await make_offer(tx, "tea", "new", {}, now=later)
        assert "cup" not in await tx.note("offers/tea")
