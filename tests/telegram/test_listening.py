"""The loop over getUpdates: at least once, one effect, and what passes is waited out."""

import asyncio
import logging

import pytest
from support.botapi_chats import Person
from support.talks import talking

from bot.telegram import phrases
from bot.telegram.offsets import Offset, offset_to_ask
from news.deliveries import DeliveryState
from news.errors import ConfigError, StorageError
from news.subscribers import Topic
from storage.memory import MemoryStore

QUAKES = Topic("earthquakes", "Earthquakes", (("", "deprem"),))


@pytest.fixture
async def talk():
    async with talking() as talk:
        await talk.put(QUAKES)
        yield talk


async def until(condition, seconds=10.0):
    """Let the loop run until something is so."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.01)


async def listening(talk, conversation=None):
    stop = asyncio.Event()
    return stop, asyncio.create_task((conversation or talk.conversation).run(stop))


def answers_in(store, number):
    async def enough():
        return len(await store.deliveries()) >= number

    return enough


async def test_it_listens_answers_and_confirms(talk):
    """Updates are confirmed to Telegram only after their effects were committed."""
    chat = talk.api.world.private(language="tr")
    stop, task = await listening(talk)
    chat.say("/follow earthquakes")
    await until(answers_in(talk.store, 1))

    async def confirmed():
        return not talk.api.unconfirmed

    await until(confirmed)
    stop.set()
    await task
    assert await talk.followed(chat) == ["earthquakes"]
    assert talk.wakes == 1


async def test_it_shows_its_menu_in_each_language(talk):
    """Default for English, a list for each other language, everything for admins; a webhook is taken down."""
    talk.api.world.webhook = "https://old.example/hook"
    stop, task = await listening(talk)

    async def shown():
        return len(talk.api.world.commands) >= 8

    await until(shown)
    stop.set()
    await task
    assert {language for _, language in talk.api.world.commands} == {"", "tr", "uk", "ru"}
    in_groups = {command["command"] for (scope, _), shown in talk.api.world.commands.items() if "group" in scope for command in shown}
    assert "email" not in in_groups
    assert "follow" in in_groups
    assert talk.api.world.webhook == ""


async def test_an_admin_sees_the_whole_menu_and_one_without_a_chat_stops_nothing():
    """Commands can only be shown where there is a chat."""
    async with talking(admins=[5_000_001, 77]) as talk:
        talk.api.world.private()
        stop, task = await listening(talk)

        async def polling():
            return bool(talk.api.calls_of("getUpdates"))

        await until(polling)
        stop.set()
        await task
        shown = {scope: commands for (scope, _), commands in talk.api.world.commands.items() if "5000001" in scope}
        assert any(command["command"] == "addfeed" for commands in shown.values() for command in commands)
        assert len(shown) == 1
        languages = {language for scope, language in talk.api.world.commands if "5000001" in scope}
        assert languages == {"", "tr", "uk", "ru"}


async def test_stop_ends_a_long_poll_at_once(talk):
    """SIGTERM does not wait for Telegram."""
    stop, task = await listening(talk)

    async def polling():
        return bool(talk.api.calls_of("getUpdates"))

    await until(polling)
    stop.set()
    async with asyncio.timeout(3):
        await task


async def test_a_crash_between_commit_and_confirmation_gives_one_effect(talk):
    """The update comes again after the restart: its answer's key is taken, so nothing happens twice."""
    chat = talk.api.world.private()
    chat.say('/follow "merkez bankası"')
    await talk.take_all()
    talk.conversation = talk.fresh_conversation()
    await talk.take_all()
    await talk.outbox.deliver_due()
    assert len(chat.texts) == 1
    assert len(await talk.followed(chat)) == 1


async def test_a_redelivered_command_is_no_second_command(talk):
    """/follow, /unfollow, then both again out of order: the state is that of the first time."""
    chat = talk.api.world.private()
    chat.say("/follow earthquakes")
    chat.say("/unfollow earthquakes")
    for _ in range(3):
        await talk.take_all()
    assert await talk.followed(chat) == []
    assert len(await talk.store.deliveries()) == 2


class FailingStore(MemoryStore):
    """Loses power at the commit of the nth transaction."""

    def __init__(self, failing):
        super().__init__()
        self.failing = set(failing)
        self.begun = 0

    def transaction(self):
        self.begun += 1
        if self.begun in self.failing:
            raise StorageError("database is locked")
        return super().transaction()


async def test_a_store_that_refuses_delays_and_loses_nothing():
    """The update stays with Telegram until the store takes it."""
    store = FailingStore({1, 2, 3, 4, 5})
    async with talking(store=store) as talk:
        chat = talk.api.world.private()
        chat.say("/start")
        stop, task = await listening(talk)
        await until(answers_in(store, 1))
        stop.set()
        await task
        assert (await talk.subscriber(chat)).listens


async def test_effects_and_answer_come_together_or_not_at_all(talk, monkeypatch):
    """When the answer cannot be stored, neither is the effect."""
    chat = talk.api.world.private()
    chat.say("/follow earthquakes")

    async def refuse(*_):
        raise StorageError("disk full")

    monkeypatch.setattr("storage.memory.writing.MemoryTransaction.enqueue", refuse)
    with pytest.raises(StorageError):
        await talk.take_all()
    monkeypatch.undo()
    assert await talk.subscriber(chat) is None
    await talk.take_all()
    assert await talk.followed(chat) == ["earthquakes"]


async def test_a_poisoned_update_is_apologised_for_and_passed(talk, monkeypatch):
    """Three exceptions, then the ones behind it are heard."""
    chat = talk.api.world.private()

    async def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("bot.verbs.followings", broken)
    chat.say("/list")
    chat.say("/help")
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            await talk.take_all()
    await talk.hear()
    assert phrases.GAVE_UP.say("en") in chat.texts
    assert any("/follow" in text for text in chat.texts)


async def test_a_second_instance_is_noticed_and_said(talk, caplog):
    """409: stop polling for a while, say so, then go on."""
    talk.api.refuse_next(
        "getUpdates", 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    chat = talk.api.world.private()
    chat.say("/start")
    with caplog.at_level(logging.ERROR):
        stop, task = await listening(talk)
        await until(answers_in(talk.store, 1))
        stop.set()
        await task
    assert "another instance" in caplog.text


@pytest.mark.parametrize("code", [500, 502, 429])
async def test_what_passes_is_waited_out(talk, code):
    """A sick server and a flood are no end."""
    if code == 429:
        talk.api.flood_next("getUpdates", 0)
    else:
        talk.api.page_next("getUpdates", code)
    talk.api.lose_answer_of_next("getUpdates")
    talk.api.refuse_next("getMe", 500, "Internal Server Error")
    chat = talk.api.world.private()
    chat.say("/start")
    stop, task = await listening(talk)
    await until(answers_in(talk.store, 1))
    stop.set()
    await task


async def test_a_refused_token_stops_it_with_a_sentence(talk):
    """The operator must act; the sentence names the setting and not the token."""
    talk.api.refuse_next("getMe", 401, "Unauthorized")
    with pytest.raises(ConfigError, match="TELLAL_TELEGRAM_TOKEN") as error:
        await talk.conversation.run(asyncio.Event())
    assert talk.api.token not in str(error.value)


async def test_the_offset_survives_a_restart(talk):
    """A new process asks from where the old one stopped."""
    chat = talk.api.world.private()
    first = chat.say("/start")
    stop, task = await listening(talk)
    await until(answers_in(talk.store, 1))
    stop.set()
    await task
    talk.api.calls.clear()
    stop, task = await listening(talk, talk.fresh_conversation())

    async def asked():
        return bool(talk.api.calls_of("getUpdates"))

    await until(asked)
    stop.set()
    await task
    assert int(talk.api.calls_of("getUpdates")[0]["offset"]) == first + 1


def test_an_old_offset_is_not_asked_for(talk):
    """After a quiet week Telegram numbers at random; an offset from before would make us deaf."""
    note = Offset(17, talk.clock()).written()
    assert offset_to_ask(note, talk.clock()) == 17
    assert offset_to_ask(note, talk.clock.move(days=7)) is None
    assert offset_to_ask(None, talk.clock()) is None


async def test_blocked_is_gone_and_start_comes_back(talk):
    """And everything followed is still there."""
    chat = talk.api.world.private()
    await talk.ask(chat, "/follow earthquakes")
    chat.block()
    await talk.hear()
    assert (await talk.subscriber(chat)).gone
    chat.refusal = None
    seen = await talk.ask(chat, "/start")
    assert seen.text.startswith(phrases.WELCOME_BACK.say("en"))
    assert not (await talk.subscriber(chat)).gone
    assert await talk.followed(chat) == ["earthquakes"]


async def test_an_answer_into_a_blocked_chat_is_dead(talk):
    """403 while answering: the subscriber is gone."""
    chat = talk.api.world.private()
    await talk.ask(chat, "/start")
    chat.say("/help")
    chat.block()
    await talk.hear()
    assert (await talk.subscriber(chat)).gone
    assert {delivery.state for delivery in await talk.store.deliveries()} == {DeliveryState.SENT, DeliveryState.DEAD}


async def test_let_in_again_is_back(talk):
    """my_chat_member says so."""
    chat = talk.api.world.private()
    await talk.ask(chat, "/start")
    chat.block()
    chat.unblock()
    await talk.hear()
    assert not (await talk.subscriber(chat)).gone


async def test_a_group_that_moves_takes_its_topics_along(talk):
    """The supergroup is the same subscriber under a new address."""
    group, person = talk.api.world.group(kind="group"), Person(42)
    group.admins.add(person.id)
    await talk.ask(group, "/follow earthquakes", sender=person)
    before = await talk.subscriber(group)
    new = group.migrate()
    group.announce_migration(new)
    await talk.hear()
    assert (await talk.subscriber(new)).subscriber_id == before.subscriber_id
    assert await talk.subscriber(group) is None
    assert await talk.followed(new) == ["earthquakes"]


async def test_an_answer_whose_receipt_is_lost_is_said_again(talk):
    """Answers are at least once: cut off after the commit, it is repeated later."""
    chat = talk.api.world.private()
    talk.api.lose_answer_of_next("sendMessage")
    chat.say("/start")
    await talk.hear()
    assert len(chat.texts) == 1
    talk.clock.move(minutes=1)
    await talk.outbox.deliver_due()
    assert len(chat.texts) == 2
    assert {delivery.state for delivery in await talk.store.deliveries()} == {DeliveryState.SENT}


async def test_the_token_is_in_no_note(talk):
    """Whatever goes wrong with the call, the delivery's note does not hold the token."""
    chat = talk.api.world.private()
    for fault in ("refuse", "page", "cut"):
        match fault:
            case "refuse":
                talk.api.refuse_next("sendMessage", 500, f"cannot reach https://api.telegram.org/bot{talk.api.token}/x")
            case "page":
                talk.api.page_next("sendMessage", 502, f"<html>bot{talk.api.token}</html>")
            case "cut":
                talk.api.lose_answer_of_next("sendMessage")
        chat.say("/help")
        await talk.hear()
    notes = [delivery.note for delivery in await talk.store.deliveries()]
    assert len(notes) == 3
    assert all(notes)
    assert not any(talk.api.token in note or "AAE-botapi" in note for note in notes)


async def test_a_hundred_commands_at_once_are_answered(talk):
    """Each once."""
    chats = [talk.api.world.private(f"p{number}") for number in range(10)]
    for number in range(100):
        chats[number % 10].say("/help" if number % 2 else "/list")
    await talk.hear()
    while await talk.outbox.deliver_due():
        pass
    assert [len(chat.texts) for chat in chats] == [10] * 10
