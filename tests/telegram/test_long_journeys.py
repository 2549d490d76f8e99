"""Days in the life of a chat: what is asked, told, muted, refused, and told again later."""

import pytest
from support.botapi_chats import Person
from support.one_time import paced_town
from support.quake import QUAKE, WEATHER, everywhere
from support.streets import entry
from support.towns import town_over

from bot.digesting import Digesting


@pytest.fixture
async def town():
    async with town_over() as town:
        yield town


def action(seen, verb):
    return next(button["callback_data"] for button in seen.buttons if button.get("callback_data", "").startswith(f"{verb}/"))


async def press(town, chat, seen, verb):
    chat.press(seen, action(seen, verb))
    await town.hear()
    return chat.last


async def test_from_the_first_hello_to_the_first_digest(town):
    """Topic, alert, growth, why, mute, and in the morning the digest of what was not to ring."""
    chat = town.api.world.private(language="tr")
    await town.ask(chat, "/start")
    await town.ask(chat, "/follow deprem")
    await town.ask(chat, "/follow yağış")
    await town.ask(chat, "/digest digest yağış")
    said = len(chat.texts)

    await town.reports(anka=[QUAKE["tr"], WEATHER])
    assert len(chat.texts) == said + 1
    alert = chat.last
    assert QUAKE["tr"].title in alert.text
    assert "deprem" in (await press(town, chat, alert, "why")).text
    await town.reports(**everywhere())
    assert all(outlet in alert.text for outlet in ("Anka Postası", "Дніпро Новини", "Harbour Times"))
    await press(town, chat, alert, "mute")
    assert not any(WEATHER.title in text for text in chat.texts)

    town.town.clock.move(hours=24)
    await Digesting(town.town.store, town.town.clock).tick()
    await town.street.deliver_all()
    assert WEATHER.title in chat.last.text
    assert [seen for seen in chat.messages if any(button.get("callback_data", "").startswith("less/") for button in seen.buttons)] == [
        alert
    ]
    keys = [row.key for row in await town.town.store.deliveries(limit=200)]
    assert len(keys) == len(set(keys))


async def test_a_forum_hears_in_the_topic_that_asked_and_in_general_once_it_is_closed(town):
    """Only its admins may ask."""
    forum = town.api.world.group(forum=True)
    forum.threads.add(7)
    chief, guest = Person(42, "Olena", "uk"), Person(43, "Ayşe", "tr")
    forum.admins.add(chief.id)
    await town.ask(forum, "/follow deprem", sender=guest, thread=7)
    assert await town.town.store.subscriber_at("telegram", f"{forum.id}/7") is not None
    await town.ask(forum, "/follow deprem", sender=chief, thread=7)
    assert forum.last.thread == 7
    await town.reports(anka=[QUAKE["tr"]])
    assert QUAKE["tr"].title in forum.last.text
    assert forum.last.thread == 7

    forum.closed.add(7)
    quake = entry(
        "Van'da 4,9 büyüklüğünde deprem korkuttu",
        "Kandilli, Van Gölü kıyısında 4,9 büyüklüğünde deprem ölçtü.",
        at=town.town.clock(),
    )
    told = len(forum.messages)
    await town.reports(anka=[quake])
    assert [(quake.title in seen.text, seen.thread) for seen in forum.messages[told:]] == [(True, None)]


async def test_who_blocks_and_comes_back_is_told_what_comes_then(town):
    """Nothing is sent meanwhile, not even tried; topics are still there."""
    chat = town.api.world.private(language="tr")
    await town.ask(chat, "/follow deprem")
    chat.block()
    await town.hear()
    calls = len(town.api.calls_of("sendMessage"))
    await town.reports(anka=[QUAKE["tr"]])
    assert len(town.api.calls_of("sendMessage")) == calls
    chat.unblock()
    await town.hear()
    fresh = entry("Van'da 4,9 büyüklüğünde deprem korkuttu", "Kandilli, Van Gölü kıyısında ölçtü.", at=town.town.clock())
    await town.reports(anka=[fresh])
    assert fresh.title in chat.last.text


async def test_a_flood_wait_of_twelve_hours_is_kept_and_loses_nothing():
    """Not one call to that chat before it is over; the other chat hears at once; what was too old by then stands in the digest."""
    async with paced_town() as town:
        flooded, other = town.api.world.private(language="tr"), town.api.world.private(language="tr")
        for chat in (flooded, other):
            await town.ask(chat, "/follow deprem")
            town.town.clock.move(seconds=2)
        before = len(flooded.texts)
        town.api.flood_next("sendMessage", 43_200)
        await town.reports(anka=[QUAKE["tr"]])
        waiting, heard = (flooded, other) if QUAKE["tr"].title in other.last.text else (other, flooded)
        assert QUAKE["tr"].title in heard.last.text
        tried = len([call for call in town.api.calls_of("sendMessage") if int(call["chat_id"]) == waiting.id])
        for _ in range(11):
            town.town.clock.move(hours=1)
            await town.street.deliver_all()
        assert len([call for call in town.api.calls_of("sendMessage") if int(call["chat_id"]) == waiting.id]) == tried
        assert len(waiting.texts) == before
        town.town.clock.move(hours=2)
        await town.street.deliver_all()
        for _ in range(2):
            town.town.clock.move(hours=12)
            await Digesting(town.town.store, town.town.clock).tick()
            await town.street.deliver_all()
        assert sum(QUAKE["tr"].title in text for text in waiting.texts) == 1
        assert town.api.floods == 0  # the one flood was ours to script; no window was overrun
