"""What sending meets that only an admin can mend is told to them once, in their language, when it can be told."""

import asyncio
import logging
from datetime import timedelta

import pytest
from support.botapi_chats import Person
from support.streets import street_over
from support.talks import talking

from bot.alarms import Alarms
from bot.health import examine
from bot.running import Running
from bot.telegram import alarm_phrases
from bot.verbs.alarms import standing_alarms
from news.alarms import Alarm, AlarmBoard, AlarmKind, Standing, stand
from news.errors import ConfigError, StorageError

LANGUAGES = ("en", "tr", "uk", "ru")
ADMIN = 5_000_001


@pytest.fixture
async def talk(any_store):
    async with talking(admins=[ADMIN], store=any_store) as talk:
        yield talk


async def admin_of(talk, language="en"):
    chat = talk.api.world.private(language=language)
    assert chat.id == ADMIN
    await talk.ask(chat, f"/lang {language}")
    return chat


async def look(talk):
    """As the house does every few seconds; how many notices."""
    told = await Alarms(talk.store, talk.board, talk.clock, (f"telegram-{ADMIN}",)).look()
    await talk.outbox.deliver_due()
    return told


def opening(phrase, language):
    """A phrase up to its first blank, as it is read."""
    return getattr(phrase, language).partition("{")[0].strip()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_lost_forum_topic_is_told_once(talk, language):
    """Which one; and again only when it is another."""
    admin = await admin_of(talk, language)
    forum, chief = talk.api.world.group(forum=True), Person(42)
    forum.admins.add(chief.id)
    forum.threads |= {7, 8}
    for thread in (7, 8):
        await talk.ask(forum, "/list", sender=chief, thread=thread)
    before = len(admin.texts)
    for thread in (7, 7, 8):
        forum.say("/list", sender=chief, thread=thread)
        forum.threads.discard(thread)
        await talk.hear()
        await look(talk)
    first, second = admin.texts[before:]
    assert f"{forum.id}/7" in first
    assert f"{forum.id}/8" in second
    assert opening(alarm_phrases.ALARMS[AlarmKind.THREAD_GONE], language) in first
    assert forum.last.thread is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_refused_html_is_told_once_a_day_with_telegrams_words(talk, language):
    """The reader has the plain text; the fault is ours."""
    admin, chat = await admin_of(talk, language), talk.api.world.private()
    for hours in (0, 1, 24):
        talk.clock.move(hours=hours)
        talk.api.refuse_next("sendMessage", 400, 'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0')
        chat.say("/help")
        await talk.hear()
        await look(talk)
    told = [text for text in admin.texts if 'start tag "p" at byte offset 0' in text]
    assert len(told) == 2
    assert str(chat.id) in told[0]
    assert len(chat.texts) == 3


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_refused_token_is_logged_stands_in_health_and_is_told_when_it_is_taken_again(talk, language, caplog):
    """Nothing can be sent meanwhile, the notice neither; the token itself stands nowhere."""
    admin = await admin_of(talk, language)
    for _answer_and_notice in range(2):
        talk.api.refuse_next("sendMessage", 401, "Unauthorized")
    admin.say("/list")
    await talk.hear()
    assert any(record.levelno == logging.ERROR and "token" in record.getMessage() for record in caplog.records)
    assert talk.api.token not in caplog.text
    assert await look(talk) == 1
    (standing,) = (await examine(talk.store, talk.clock())).house.alarms
    assert (standing.kind, standing.since) == (AlarmKind.TOKEN_REFUSED, talk.clock())
    before = len(admin.texts)
    talk.clock.move(minutes=10)
    await talk.outbox.deliver_due()
    assert sum(opening(alarm_phrases.ALARMS[AlarmKind.TOKEN_REFUSED], language).rstrip(":") in text for text in admin.texts[before:]) == 1
    await look(talk)
    assert await standing_alarms(talk.store) == ()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_second_instance_is_told_once_however_often_the_two_push_each_other_out(talk, language):
    """/health says it while it lasts, and is well ten quiet minutes after the last time."""
    admin = await admin_of(talk, language)
    before = len(admin.texts)
    for _ in range(5):
        talk.board.hang(Alarm(AlarmKind.ANOTHER_INSTANCE))
        await look(talk)
        talk.board.over(AlarmKind.ANOTHER_INSTANCE)
        await look(talk)
        talk.clock.move(minutes=1)
    assert admin.texts[before:] == [getattr(alarm_phrases.ALARMS[AlarmKind.ANOTHER_INSTANCE], language)]
    assert opening(alarm_phrases.STANDING[AlarmKind.ANOTHER_INSTANCE], language) in (await talk.ask(admin, "/health")).text
    talk.clock.move(minutes=10)
    await look(talk)
    assert await standing_alarms(talk.store) == ()


async def test_the_listener_hangs_up_what_telegram_answers(talk):
    """409, then it listens on; 401, and it stops."""
    talk.api.refuse_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    talk.api.refuse_next("getUpdates", 401, "Unauthorized")
    with pytest.raises(ConfigError):
        await talk.conversation.run(asyncio.Event())
    assert set(talk.board.lasting) == {AlarmKind.ANOTHER_INSTANCE, AlarmKind.TOKEN_REFUSED}


async def test_what_the_store_refuses_hangs_there_still(talk):
    """And is told when it can be written."""
    admin = await admin_of(talk)
    talk.board.hang(Alarm(AlarmKind.THREAD_GONE, "-100/7"))

    class Refusing:
        def transaction(self):
            raise StorageError("the disk is full")

    with pytest.raises(StorageError):
        await Alarms(Refusing(), talk.board, talk.clock, (f"telegram-{ADMIN}",)).look()
    assert await look(talk) == 1
    assert "-100/7" in admin.last.text


async def test_an_admin_who_never_spoke_to_us_stops_nothing(talk):
    talk.board.hang(Alarm(AlarmKind.THREAD_GONE, "-100/7"))
    assert await look(talk) == 0
    assert talk.board.seen() == ((), {})


def test_what_nobody_spoke_of_stands_as_it_stood():
    """Over a restart, before Telegram was asked again."""
    moment = street_over().clock()
    known = (Standing(AlarmKind.TOKEN_REFUSED, moment, moment),)
    later = moment + timedelta(hours=1)
    assert stand(known, {}, later) == known
    assert stand(known, {AlarmKind.TOKEN_REFUSED: None}, later) == ()
    (still,) = stand(known, {AlarmKind.TOKEN_REFUSED: Alarm(AlarmKind.TOKEN_REFUSED)}, later)
    assert (still.since, still.seen) == (moment, later)


def test_what_is_hung_up_while_others_are_told_stays():
    board = AlarmBoard()
    board.hang(Alarm(AlarmKind.TOKEN_REFUSED))
    happened, lasting = board.seen()
    board.over(AlarmKind.TOKEN_REFUSED)
    board.take_off(happened, lasting)
    assert board.lasting == {AlarmKind.TOKEN_REFUSED: None}


async def test_a_listener_that_the_operator_must_help_is_not_started_again(monkeypatch):
    """One that broke otherwise is; the street goes on beside either."""
    monkeypatch.setattr("bot.running.REST_SECONDS", 0.01)
    begun = {"helpless": 0, "broken": 0}
    town = street_over()
    running = Running(town.street, keep=timedelta(days=30))

    async def helpless(_stop):
        begun["helpless"] += 1
        raise ConfigError("Telegram refuses the bot token")

    async def broken(_stop):
        begun["broken"] += 1
        if begun["broken"] == 3:
            running.stop.set()
        raise ZeroDivisionError

    await asyncio.gather(running._keep_running("helpless", helpless), running._keep_running("broken", broken))
    assert begun == {"helpless": 1, "broken": 3}
    assert "token" in town.street.jobs.last_error["helpless"]
