"""Delivery without end: who goes first while others wait, and who keeps whom waiting."""

import asyncio
from datetime import timedelta

import pytest
from support.streets import street_over

from bot.lines import Gate, Gates
from bot.outbox import AT_A_TIME, FEW
from channels.recording import RecordingChannel
from news.deliveries import Body, Delivery, DeliveryKind, DeliveryState, delivery_id
from news.errors import RetryLater
from news.subscribers import Subscriber


class Slow(RecordingChannel):
    """Does something in the middle of each call, which others use to have their turn."""

    def __init__(self, meanwhile=None):
        super().__init__()
        self.meanwhile = meanwhile

    async def send(self, address, body, *, reply_to=None):
        receipt = await super().send(address, body, reply_to=reply_to)
        for _ in range(20):
            await asyncio.sleep(0)
        if self.meanwhile:
            await self.meanwhile(len(self.sent))
        return receipt


class Measured(Slow):
    """A chat may be spoken to when the test says so."""

    def __init__(self, *turns):
        super().__init__()
        self.turns, self.states, self.asked = list(turns), [], None

    async def turn(self, _address):
        self.states.append([row.state for row in await self.asked.deliveries()])
        return self.turns.pop(0) if self.turns else timedelta(0)


async def town_with(channel, *readers, store=None):
    town = street_over(store, channel=channel)
    town.street.outbox.monotonic = lambda: 0.0  # however slow the machine is, nobody's turn ends
    for name in readers:
        await town.subscribe(name)
    return town


def word(town, name, number, kind=DeliveryKind.NOTICE, *, age=60):
    now = town.clock()
    key = f"{kind}/{name}/{number}"
    due = now - timedelta(seconds=age) + timedelta(milliseconds=number if isinstance(number, int) else 0)
    return Delivery(delivery_id(key), key, kind, name, due, due, body=Body(f"{kind} {number}"))


async def put(town, *words):
    async with town.store.transaction() as tx:
        for each in words:
            assert await tx.enqueue(each)


async def test_it_delivers_until_nothing_is_due(any_store):
    """More than one look takes, to more readers than there are hands."""
    readers = [f"reader-{number}" for number in range(24)]
    town = await town_with(Slow(), *readers, store=any_store)
    await put(town, *(word(town, name, number) for name in readers for number in range(3)))
    await town.street.outbox.keep_delivering()
    assert {name: town.seen_by(name) for name in readers} == {name: [f"notice {number}" for number in range(3)] for name in readers}
    assert {row.state for row in await town.store.deliveries(limit=300)} == {DeliveryState.SENT}


async def test_a_word_that_comes_meanwhile_is_heard_of(any_store):
    """Whoever enqueues rings; nobody waits for the batch before to end."""

    async def more(sent):
        if sent < 5:
            await put(town, word(town, "ada", f"later {sent}"))
            town.street.outbox.ring()

    town = await town_with(Slow(more), "ada", store=any_store)
    await put(town, word(town, "ada", 0))
    await town.street.outbox.keep_delivering()
    assert len(town.seen_by("ada")) == 5


async def test_an_answer_overtakes_what_is_already_in_hand(any_store):
    """Nine digests are leased for each of twenty readers; who asks meanwhile is next, not the hundred-and-eightieth."""
    readers = [f"reader-{number}" for number in range(20)]

    asked = []

    async def ask(sent):
        if sent >= 30 and not asked:
            asked.append(sent)
            await put(town, word(town, "reader-7", "asked", DeliveryKind.ANSWER, age=0))
            town.street.outbox.ring()

    town = await town_with(Slow(ask), *readers, store=any_store)
    town.street.outbox.at_once = 4
    town.street.outbox._gates = Gates(4)
    await put(town, *(word(town, name, number, DeliveryKind.DIGEST) for name in readers for number in range(9)))
    await town.street.outbox.keep_delivering()
    texts = [record.body.text for record in town.channel.sent]
    assert len(texts) == 181
    assert texts.index("answer asked") <= asked[0] + 3 * 4


async def test_a_chat_with_a_mountain_of_words_hides_nobody_behind_it(any_store):
    """Three hundred older words of one reader, whose pace lets hardly one through: the others are found in the same breath."""
    others = [f"reader-{number}" for number in range(5)]

    class Reluctant(Slow):
        async def turn(self, address):
            if address == "hog":
                while len(self.sent) < len(others):
                    await asyncio.sleep(0.001)
            return timedelta(0)

    town = await town_with(Reluctant(), "hog", *others, store=any_store)
    await put(town, *(word(town, "hog", number, age=600) for number in range(300)), *(word(town, name, 1) for name in others))
    async with asyncio.timeout(60):
        delivering = asyncio.create_task(town.street.outbox.keep_delivering())
        while len(town.channel.sent) < len(others) + 1:
            await asyncio.sleep(0.01)
        town.street.outbox.closing = True
        await delivering
    assert [record.address for record in town.channel.sent[: len(others)]] != ["hog"] * len(others)
    assert all(town.seen_by(name) == ["notice 1"] for name in others)
    assert DeliveryState.LEASED not in {row.state for row in await town.store.deliveries(limit=2000)}


async def test_a_turn_is_waited_for_before_anything_is_committed(any_store):
    """A crash while we wait finds the row LEASED, which is sent once, and not SENDING, which may have arrived."""
    town = await town_with(Measured(), "ada", store=any_store)
    town.channel.asked = town.store
    await put(town, word(town, "ada", 1))
    await town.street.outbox.keep_delivering()
    assert town.channel.states == [[DeliveryState.LEASED]]
    assert town.seen_by("ada") == ["notice 1"]


async def test_a_turn_far_away_costs_no_attempt_and_keeps_the_order(any_store):
    """A group's minute is full: the whole line goes back until its turn, as if nobody had touched it."""
    town = await town_with(Measured(timedelta(seconds=42)), "ada", store=any_store)
    town.channel.asked = town.store
    await put(town, *(word(town, "ada", number) for number in range(3)))
    await town.street.outbox.keep_delivering()
    waiting = await town.store.deliveries(state=DeliveryState.DUE)
    assert {(row.attempts, row.due_at - town.clock()) for row in waiting} == {(0, timedelta(seconds=42))}
    town.clock.move(seconds=43)
    await town.street.outbox.keep_delivering()
    assert sorted(town.seen_by("ada")) == [f"notice {number}" for number in range(3)]


async def test_closing_gives_back_what_is_in_hand(any_store):
    """What is in flight ends, the rest is due again (fault 24)."""

    async def close(sent):
        town.street.outbox.closing = True

    town = await town_with(Slow(close), "ada", store=any_store)
    await put(town, *(word(town, "ada", number) for number in range(5)))
    await town.street.outbox.keep_delivering()
    rows = await town.store.deliveries()
    assert sorted(row.state for row in rows) == [*[DeliveryState.DUE] * 4, DeliveryState.SENT]


async def test_a_line_that_breaks_stops_nobody(any_store):
    """The channel's pace fails for one reader only (I6)."""

    class Broken(Slow):
        async def turn(self, address):
            if address == "ada":
                raise RuntimeError("a bug")
            return timedelta(0)

    town = await town_with(Broken(), "ada", "olena", store=any_store)
    await put(town, word(town, "ada", 1), word(town, "olena", 1))
    await town.street.outbox.keep_delivering()
    assert town.seen_by("olena") == ["notice 1"]
    town.clock.move(minutes=2)
    assert len(await town.street.outbox.sweep()) == 1


async def test_a_channel_that_is_away_ends_the_round(any_store):
    """Nobody is called in vain, and the rows wait."""

    async def away(sent):
        raise RetryLater("502", timedelta(seconds=30), whole_channel=True)

    town = await town_with(Slow(away), *(f"r{number}" for number in range(60)), store=any_store)
    await put(town, *(word(town, f"r{number}", 1, DeliveryKind.DIGEST) for number in range(60)))
    await town.street.outbox.keep_delivering()
    assert len(town.channel.sent) <= town.street.outbox.at_once
    assert {row.state for row in await town.store.deliveries()} == {DeliveryState.DUE}


async def test_a_morning_of_digests_is_leased_as_it_goes_out(any_store):
    """However often somebody rings: what is leased early may outlive its lease, and its reader's turn."""
    leased = []

    async def ring(_):
        leased.append(len(await town.store.deliveries(state=DeliveryState.LEASED, limit=1000)))
        town.street.outbox.ring()

    readers = [f"reader-{number}" for number in range(200)]
    town = await town_with(Slow(ring), *readers, store=any_store)
    await put(town, *(word(town, name, 1, DeliveryKind.DIGEST) for name in readers))
    await town.street.outbox.keep_delivering()
    assert len(town.channel.sent) == 200
    assert max(leased) <= AT_A_TIME + FEW


async def test_nothing_is_marked_as_sending_before_its_channel_can_take_it(any_store):
    """A crash would make it unknown, and its stories would come a day later."""

    class Relay(Slow):
        calls_at_once = 3

    async def count(_):
        sending = await town.store.deliveries(state=DeliveryState.SENDING, limit=100)
        called = {record.address for record in town.channel.sent}
        waiting.append(len([row for row in sending if row.subscriber_id not in called]))

    waiting = []
    readers = [f"reader-{number}" for number in range(30)]
    town = await town_with(Relay(count), *readers, store=any_store)
    await put(town, *(word(town, name, 1, DeliveryKind.DIGEST) for name in readers))
    await town.street.outbox.keep_delivering()
    assert len(town.channel.sent) == len(waiting) == 30
    assert max(waiting) < Relay.calls_at_once


async def test_a_slow_relay_takes_no_place_from_another_channel(any_store):
    """Forty mails wait for one that does not answer; an alert in a chat goes out all the same."""

    class Hanging(RecordingChannel):
        async def send(self, address, body, *, reply_to=None):
            await heard.wait()
            return await super().send(address, body, reply_to=reply_to)

    async def hear(_):
        heard.set()

    heard = asyncio.Event()
    town = await town_with(Slow(hear), "ada", store=any_store)
    town.street.outbox.channels["email"] = relay = Hanging()
    async with town.store.transaction() as tx:
        for number in range(40):
            await tx.put_subscriber(Subscriber(f"mail-{number}", "email", f"mail-{number}"))
    await put(town, *(word(town, f"mail-{number}", 1, age=600) for number in range(40)), word(town, "ada", 1))
    async with asyncio.timeout(60):
        await town.street.outbox.keep_delivering()
    assert town.seen_by("ada") == ["notice 1"]
    assert len(relay.sent) == 40


@pytest.mark.parametrize("urgencies", [[2, 1, 0, 1], [0, 0, 2], [1, 2, 2, 0, 0]])
async def test_the_most_urgent_goes_next_and_of_equals_the_first(urgencies):
    gate, order = Gate(1), []

    async def pass_through(number, urgency):
        async with gate.place(lambda: urgency):
            order.append((urgency, number))

    async with gate.place(lambda: 0):
        waiting = [asyncio.create_task(pass_through(*each)) for each in enumerate(urgencies)]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    assert order == sorted(order)


async def test_who_gives_up_at_the_gate_takes_no_place_with_them():
    """Cancelled while waiting, and cancelled just after their turn came."""
    gate = Gate(1)

    async def pass_through():
        async with gate.place(lambda: 0):
            pass

    async with gate.place(lambda: 0):
        first, second, third = (asyncio.create_task(pass_through()) for _ in range(3))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
    first.cancel()
    await third
    await pass_through()
