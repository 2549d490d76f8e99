"""What every store promises about the outbox, the ledger and the digest's entries."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from support.rows import a_delivery, a_digest_entry, a_sent_delivery, a_story, a_subscriber, an_alert, minutes
from support.stores import NOW, change

from news.deliveries import Body, DeliveryKind, DeliveryOutcome, DeliveryState, DigestEntry, cut_off, lease_ran_out
from news.errors import StorageError
from news.ports import Store
from news.subscribers import Pace, Subscription, Topic

LATER = NOW + minutes(10)
FOR_A_MINUTE = minutes(1)


@pytest.fixture
async def outbox(store: Store) -> Store:
    """A store with somebody to tell."""
    async with store.transaction() as tx:
        for subscriber in (a_subscriber("telegram:7"), a_subscriber("telegram:8"), a_subscriber("mail:7", channel="email")):
            await tx.put_subscriber(subscriber)
    return store


@pytest.mark.parametrize("delivery", [a_delivery(), a_sent_delivery(), a_delivery(expires_at=None, topics=(), words=(), story_id="")])
async def test_a_delivery_comes_back_as_it_was_enqueued(outbox: Store, delivery: object) -> None:
    """Every field survives: body, buttons, headers, receipt."""
    async with outbox.transaction() as tx:
        assert await tx.enqueue(delivery)  # type: ignore[arg-type]  # parametrize gives objects
    assert await outbox.delivery("d1") == await outbox.delivery_by_key("alert/d1") == delivery


async def test_the_same_cause_never_enters_twice(outbox: Store) -> None:
    """Fault 3: the key is unique, whatever the id and in whichever transaction."""
    async with outbox.transaction() as tx:
        assert await tx.enqueue(a_delivery("d1", key="k"))
        assert not await tx.enqueue(a_delivery("d2", key="k", story_id="s2"))
    async with outbox.transaction() as tx:
        assert not await tx.enqueue(a_delivery("d3", key="k"))
    assert await outbox.deliveries() == [a_delivery("d1", key="k")]


async def test_two_causes_with_one_id_are_refused(outbox: Store) -> None:
    """Silently dropping the second would lose a delivery."""
    with pytest.raises(StorageError):
        await change(outbox, lambda tx: tx.enqueue(a_delivery("d1", key="k1")), lambda tx: tx.enqueue(a_delivery("d1", key="k2")))
    assert await outbox.deliveries() == []


async def test_nothing_is_owed_to_nobody(outbox: Store) -> None:
    """A delivery to a subscriber who is not there could never be sent."""
    with pytest.raises(StorageError):
        await change(outbox, lambda tx: tx.enqueue(a_delivery(subscriber_id="nobody")))
    with pytest.raises(StorageError):
        await change(outbox, lambda tx: tx.add_digest_entry(a_digest_entry(subscriber_id="nobody")))


async def test_alerts_that_wait_are_found_oldest_first(outbox: Store) -> None:
    """Due now or leased, of this subscriber, and alerts only: an edit tells nothing new."""
    async with outbox.transaction() as tx:
        for name, made, changes in (
            ("second", 2, {"state": DeliveryState.LEASED, "lease": "w1"}),
            ("first", 1, {}),
            ("later", 0, {"due_at": LATER + minutes(1)}),
            ("sent", 0, {"state": DeliveryState.SENT}),
            ("edit", 0, {"kind": DeliveryKind.EDIT}),
            ("other", 0, {"subscriber_id": "telegram:8"}),
        ):
            await tx.enqueue(a_delivery(name, created_at=NOW + minutes(made), **changes))
    assert [row.delivery_id for row in await outbox.waiting_alerts("telegram:7", LATER)] == ["first", "second"]


async def test_what_rang_is_told_by_the_moment_it_was_sent(outbox: Store) -> None:
    """Alerts and replies from a moment on; not edits, not answers, not those of others, not what was not sent."""
    async with outbox.transaction() as tx:
        for name, sent, changes in (
            ("reply", 3, {"kind": DeliveryKind.FOLLOW_UP}),
            ("alert", 1, {}),
            ("before", 0, {}),
            ("edit", 2, {"kind": DeliveryKind.EDIT}),
            ("answer", 2, {"kind": DeliveryKind.ANSWER}),
            ("other", 2, {"subscriber_id": "telegram:8"}),
        ):
            await tx.enqueue(a_sent_delivery(name, key=name, sent_at=NOW + minutes(sent), **changes))
        await tx.enqueue(a_delivery("waits"))
    assert await outbox.rung("telegram:7", NOW + minutes(1)) == [NOW + minutes(1), NOW + minutes(3)]


async def test_leasing_takes_what_is_due_oldest_first(outbox: Store) -> None:
    """Due now counts, due later does not; what is leased is marked with the token and its end."""
    async with outbox.transaction() as tx:
        for name, wait in (("b", 3), ("a", 1), ("now", 10), ("later", 10.001)):
            await tx.enqueue(a_delivery(name, due_at=NOW + minutes(wait)))
        leased = await tx.lease(LATER, limit=10, lease_for=FOR_A_MINUTE, token="w1")
    assert [row.delivery_id for row in leased] == ["a", "b", "now"]
    first = a_delivery("a", due_at=NOW + minutes(1), state=DeliveryState.LEASED, lease="w1", leased_until=LATER + FOR_A_MINUTE)
    assert leased[0] == await outbox.delivery("a") == first
    assert {row.delivery_id for row in await outbox.deliveries(state=DeliveryState.DUE)} == {"later"}


async def test_leasing_takes_answers_before_news_and_news_before_what_can_wait(outbox: Store) -> None:
    """However much older the others are; within one urgency the oldest due goes first, whatever its kind."""
    async with outbox.transaction() as tx:
        for number, kind in enumerate(reversed(DeliveryKind)):
            await tx.enqueue(a_delivery(f"{kind}-new", kind=kind, due_at=NOW + minutes(5)))
            await tx.enqueue(a_delivery(kind, kind=kind, due_at=NOW - minutes(number)))
        two = await tx.lease(LATER, limit=2, lease_for=FOR_A_MINUTE, token="w1")
        rest = await tx.lease(LATER, limit=99, lease_for=FOR_A_MINUTE, token="w2")
    assert {row.kind.urgency for row in two} == {0}
    leased = [*two, *rest]
    assert len(leased) == 2 * len(DeliveryKind)
    assert leased == sorted(leased, key=lambda row: (row.kind.urgency, row.due_at, row.created_at, row.delivery_id))


async def test_leasing_can_be_limited_to_kinds(outbox: Store) -> None:
    """What may stay where it is stays due."""
    async with outbox.transaction() as tx:
        for kind in DeliveryKind:
            await tx.enqueue(a_delivery(kind, kind=kind))
        news = await tx.lease(LATER, limit=9, lease_for=FOR_A_MINUTE, token="w1", kinds={DeliveryKind.ALERT, DeliveryKind.EDIT})
        rest = await tx.lease(LATER, limit=9, lease_for=FOR_A_MINUTE, token="w2")
    assert [row.kind for row in news] == [DeliveryKind.ALERT, DeliveryKind.EDIT]
    assert {row.kind for row in rest} == set(DeliveryKind) - {row.kind for row in news}


async def test_leasing_can_be_limited_in_number_and_channels(outbox: Store) -> None:
    """A channel that is away keeps its rows due; no channels, no rows."""
    async with outbox.transaction() as tx:
        for number, subscriber_id in enumerate(("telegram:7", "mail:7", "telegram:8")):
            await tx.enqueue(a_delivery(f"d{number}", subscriber_id=subscriber_id, due_at=NOW + minutes(number)))
        assert await tx.lease(LATER, limit=9, lease_for=FOR_A_MINUTE, token="w", channels=[]) == []
        mail = await tx.lease(LATER, limit=9, lease_for=FOR_A_MINUTE, token="w", channels=["email"])
        both = await tx.lease(LATER, limit=1, lease_for=FOR_A_MINUTE, token="w", channels=["telegram", "email"])
    assert [row.delivery_id for row in (*mail, *both)] == ["d1", "d0"]


async def test_thousands_are_leased_at_once(outbox: Store) -> None:
    """An hour's backlog needs no list of its own (fault 14)."""
    async with outbox.transaction() as tx:
        for number in range(2_500):
            await tx.enqueue(a_delivery(f"d{number:04}"))
        leased = await tx.lease(LATER, limit=2_400, lease_for=FOR_A_MINUTE, token="w")
    assert [row.delivery_id for row in leased] == [f"d{number:04}" for number in range(2_400)]
    assert (await outbox.tally()).deliveries == {"due": 100, "leased": 2_400}


async def test_two_who_lease_never_get_one_row(outbox: Store) -> None:
    """Fault 10: ten at once share a hundred rows without one being given twice."""
    async with outbox.transaction() as tx:
        for number in range(100):
            await tx.enqueue(a_delivery(f"d{number}"))

    async def leases(token: str) -> list[str]:
        got = []
        for _ in range(4):
            async with outbox.transaction() as tx:
                got += [row.delivery_id for row in await tx.lease(LATER, limit=3, lease_for=FOR_A_MINUTE, token=token)]
        return got

    shares = await asyncio.gather(*(leases(f"w{number}") for number in range(10)))
    together = [name for share in shares for name in share]
    assert sorted(together) == sorted(f"d{number}" for number in range(100))


async def test_a_delivery_is_changed_only_as_long_as_it_has_not_moved_on(outbox: Store) -> None:
    """Compare and set on state and lease: whoever comes late changes nothing (I3)."""
    async with outbox.transaction() as tx:
        await tx.enqueue(a_delivery())
        (leased,) = await tx.lease(LATER, limit=1, lease_for=FOR_A_MINUTE, token="w1")
        sending = leased.evolve(state=DeliveryState.SENDING, attempts=1)
        assert await tx.put_delivery(sending, expected=leased)
        assert not await tx.put_delivery(sending, expected=leased)
        assert not await tx.put_delivery(a_sent_delivery(), expected=sending.evolve(lease="w2"))
        assert await tx.put_delivery(a_sent_delivery(), expected=sending)
        assert not await tx.put_delivery(a_delivery("d2"), expected=a_delivery("d2"))
    assert await outbox.deliveries() == [a_sent_delivery()]


async def test_an_edit_is_armed_again_in_its_own_row(outbox: Store) -> None:
    """One row per (story, subscriber): its id and key never change."""
    edit = a_sent_delivery(kind=DeliveryKind.EDIT, key="edit/s1/telegram:7")
    async with outbox.transaction() as tx:
        await tx.enqueue(edit)
        again = edit.evolve(state=DeliveryState.DUE, outcome=DeliveryOutcome.WAITING, revision=5, key="other")
        assert await tx.put_delivery(again, expected=edit)
    assert await outbox.delivery_by_key("edit/s1/telegram:7") == again.evolve(key="edit/s1/telegram:7")


async def test_stale_rows_are_those_whose_lease_ran_out(outbox: Store) -> None:
    """LEASED or SENDING, the first to run out first; a lease ends at its last moment (fault 5)."""
    async with outbox.transaction() as tx:
        for name, state, until in (
            ("sending", DeliveryState.SENDING, NOW),
            ("leased", DeliveryState.LEASED, NOW - minutes(1)),
            ("held", DeliveryState.LEASED, NOW + minutes(1)),
            ("endless", DeliveryState.SENDING, None),
            ("sent", DeliveryState.SENT, NOW - minutes(9)),
            ("due", DeliveryState.DUE, None),
        ):
            await tx.enqueue(a_delivery(name, state=state, leased_until=until, lease="w"))
        ran_out = await tx.stale(NOW, limit=9)
        every = await tx.stale(NOW, limit=9, all_leases=True)
        one = await tx.stale(NOW, limit=1)
    assert [row.delivery_id for row in ran_out] == ["endless", "leased", "sending"]
    assert [row.delivery_id for row in every] == ["endless", "leased", "sending", "held"]
    assert [row.delivery_id for row in one] == ["endless"]


async def test_a_lease_that_ran_out_is_leased_again_once(outbox: Store) -> None:
    """Fault 5: crash between lease and send; and fault 4: a SENDING alert is never leased again."""
    async with outbox.transaction() as tx:
        for name in ("leased", "sending"):
            await tx.enqueue(a_delivery(name))
        first, second = await tx.lease(LATER, limit=2, lease_for=FOR_A_MINUTE, token="crashed")
        assert await tx.put_delivery(second.evolve(state=DeliveryState.SENDING), expected=second)
    after = LATER + minutes(2)
    async with outbox.transaction() as tx:
        for row in await tx.stale(after, limit=9):
            assert await tx.put_delivery(lease_ran_out(row, now=after), expected=row)
        again = await tx.lease(after, limit=9, lease_for=FOR_A_MINUTE, token="next")
    assert [row.delivery_id for row in again] == ["leased"]
    sending = await outbox.delivery("sending")
    assert sending
    assert sending.state is DeliveryState.UNKNOWN
    assert not any(row.delivery_id == "sending" for row in again)
    assert cut_off(second, now=after, note="").state is sending.state
    assert first.delivery_id == "leased"


async def test_deliveries_are_listed_newest_first(outbox: Store) -> None:
    """By state, by subscriber, by story, together, limited."""
    rows = [
        a_delivery("d1", created_at=NOW - minutes(3)),
        a_delivery("d2", created_at=NOW - minutes(1), story_id="s2", subscriber_id="telegram:8"),
        a_delivery("d3", created_at=NOW - minutes(2), state=DeliveryState.DEAD),
    ]
    async with outbox.transaction() as tx:
        for row in rows:
            await tx.enqueue(row)

    async def listed(**asked: object) -> list[str]:
        return [row.delivery_id for row in await outbox.deliveries(**asked)]  # type: ignore[arg-type]  # by keyword

    assert await listed() == ["d2", "d3", "d1"]
    assert await listed(limit=2) == ["d2", "d3"]
    assert await listed(state=DeliveryState.DUE) == ["d2", "d1"]
    assert await listed(subscriber_id="telegram:7") == ["d3", "d1"]
    assert await listed(story_id="s1", state=DeliveryState.DEAD) == ["d3"]


async def test_the_ledger_remembers_who_was_told_whatever_became_of_it(outbox: Store) -> None:
    """Only first alerts count; every state counts."""
    told = an_alert("s1", "telegram:7", state=DeliveryState.UNKNOWN)
    async with outbox.transaction() as tx:
        for row in (told, an_alert("s1", "telegram:8"), an_alert("s2", "mail:7"), a_delivery("edit", kind=DeliveryKind.EDIT)):
            await tx.enqueue(row)
        assert await tx.alerts_of("s1") == {"telegram:7": told, "telegram:8": an_alert("s1", "telegram:8")}
    assert list(await outbox.alerts_of("s2")) == ["mail:7"]


async def test_after_a_merge_those_told_of_either_story_were_told(outbox: Store) -> None:
    """Else the merged story would be announced to them a second time; the living story's own alert comes first, a dead one last."""
    sent = DeliveryState.SENT
    async with outbox.transaction() as tx:
        for story_id in ("s1", "s2"):
            await tx.put_story(a_story(story_id))
        for row in (
            an_alert("s1", "telegram:7", state=sent),
            an_alert("s1", "telegram:8", state=sent),
            an_alert("s2", "telegram:8", state=sent),
            an_alert("s1", "mail:7", state=sent),
            an_alert("s2", "mail:7", state=DeliveryState.DEAD),
        ):
            await tx.enqueue(row)
        await tx.forward_story("s1", "s2")
    ledger = await outbox.alerts_of("s2")
    assert {who: row.story_id for who, row in ledger.items()} == {"telegram:7": "s1", "telegram:8": "s2", "mail:7": "s1"}
    assert await outbox.alerts_of("s1") == ledger


async def test_of_dead_alerts_the_one_that_a_digest_makes_up_for_stands_for_the_merged_story(outbox: Store) -> None:
    """Whichever story's own it is (here "s2"'s come first among equals); one that was closed because the other tells both comes last."""
    paused, left, covered = DeliveryOutcome.PAUSED, DeliveryOutcome.UNSUBSCRIBED, DeliveryOutcome.NOTHING_TO_SAY
    pairs = {"telegram:7": (paused, covered), "telegram:8": (left, covered), "mail:7": (paused, left)}
    async with outbox.transaction() as tx:
        for story_id in ("s1", "s2"):
            await tx.put_story(a_story(story_id))
        for who, outcomes in pairs.items():
            for story_id, outcome in zip(("s1", "s2"), outcomes, strict=True):
                await tx.enqueue(an_alert(story_id, who, state=DeliveryState.DEAD, outcome=outcome))
        await tx.forward_story("s1", "s2")
    ledger = await outbox.alerts_of("s2")
    assert {who: row.outcome for who, row in ledger.items()} == {"telegram:7": paused, "telegram:8": left, "mail:7": paused}


async def test_a_story_stands_in_a_subscribers_digests_once(outbox: Store) -> None:
    """Waiting or taken, a second entry is refused; other subscribers and stories are their own."""
    async with outbox.transaction() as tx:
        assert await tx.add_digest_entry(a_digest_entry("s2", added=1))
        assert await tx.add_digest_entry(a_digest_entry("s1", added=2))
        assert not await tx.add_digest_entry(a_digest_entry("s1", added=3))
        assert await tx.add_digest_entry(a_digest_entry("s1", "telegram:8"))
        assert await tx.digest_entries("telegram:7") == [a_digest_entry("s2", added=1), a_digest_entry("s1", added=2)]
        await tx.take_digest_entries("telegram:7", "digest/1")
        assert not await tx.add_digest_entry(a_digest_entry("s1", added=4))
    assert await outbox.digest_entries("telegram:8") == [a_digest_entry("s1", "telegram:8")]


async def test_a_digest_takes_what_waits_and_gives_it_back_when_it_may_not_have_arrived(outbox: Store) -> None:
    """Taken by one digest only; released entries wait for the next (I2, I5)."""
    async with outbox.transaction() as tx:
        await tx.add_digest_entry(a_digest_entry("s1"))
        taken = await tx.take_digest_entries("telegram:7", "digest/1")
        await tx.add_digest_entry(a_digest_entry("s2", added=1))
        assert await tx.take_digest_entries("telegram:7", "digest/2") == [a_digest_entry("s2", added=1, digest="digest/2")]
        assert await tx.take_digest_entries("telegram:7", "digest/3") == []
    assert taken == await outbox.digest_entries("telegram:7", digest="digest/1") == [a_digest_entry("s1", digest="digest/1")]
    async with outbox.transaction() as tx:
        assert await tx.release_digest_entries("digest/1") == 1
        assert await tx.release_digest_entries("digest/1") == await tx.release_digest_entries("") == 0
    assert await outbox.digest_entries("telegram:7") == [replace(taken[0], digest="")]


async def test_a_story_is_dropped_from_digests_that_do_not_tell_it_yet(outbox: Store) -> None:
    """Under all its names; waiting, or carried by a digest still DUE. What is on its way, and what others wait for, stays."""
    carriers = {"due": DeliveryState.DUE, "leased": DeliveryState.LEASED, "sent": DeliveryState.SENT}
    async with outbox.transaction() as tx:
        for name in ("s1", "s2", "s3", "s4"):
            await tx.put_story(a_story(name))
        await tx.forward_story("s2", "s1")
        for name, state in carriers.items():
            await tx.enqueue(a_delivery(name, kind=DeliveryKind.CATCH_UP, state=state))
        keys = {row.delivery_id: row.key for row in await tx.deliveries()}
        await tx.add_digest_entry(a_digest_entry("s1", digest=keys["due"]))
        await tx.add_digest_entry(a_digest_entry("s2"))
        await tx.add_digest_entry(a_digest_entry("s1", "telegram:8"))
        await tx.add_digest_entry(a_digest_entry("s3", digest=keys["leased"]))
        await tx.add_digest_entry(a_digest_entry("s4", digest=keys["sent"]))
        dropped = [await tx.drop_digest_entries("telegram:7", name) for name in ("s2", "s1", "s3", "s4", "nowhere")]
    assert dropped == [2, 0, 0, 0, 0]
    assert await outbox.entries_of("s1") == [a_digest_entry("s1", "telegram:8")]
    assert len(await outbox.digest_entries("telegram:7", digest=keys["leased"])) == 1


async def test_several_rows_are_compared_and_set_at_once(outbox: Store) -> None:
    """Each as `put_delivery` would: those that moved on, or are not there, stay as they are, and the others change."""
    rows = [a_delivery(name) for name in ("stays", "moved", "also")]
    async with outbox.transaction() as tx:
        for row in rows:
            await tx.enqueue(row)
        leased = await tx.lease(LATER, limit=9, lease_for=FOR_A_MINUTE, token="w1")
        moved = next(row for row in leased if row.delivery_id == "moved")
        await tx.put_delivery(moved.evolve(state=DeliveryState.DEAD, lease=""), expected=moved)
        nobody = a_delivery("nobody")
        asked = [*leased, nobody]
        bodies = {row.delivery_id: Body(f"words of {row.delivery_id}") if row.delivery_id == "also" else None for row in asked}
        made = await tx.put_deliveries([(row.evolve(state=DeliveryState.SENDING, body=bodies[row.delivery_id]), row) for row in asked])
        assert await tx.put_deliveries([]) == []
    assert {row.delivery_id: done for row, done in zip(asked, made, strict=True)} == {
        "stays": True,
        "moved": False,
        "also": True,
        "nobody": False,
    }
    stands = {row.delivery_id: (row.state, row.body) for row in await outbox.deliveries()}
    assert stands == {
        "stays": (DeliveryState.SENDING, None),
        "moved": (DeliveryState.DEAD, None),
        "also": (DeliveryState.SENDING, Body("words of also")),
    }


async def test_a_settled_row_keeps_the_words_it_went_out_with(outbox: Store) -> None:
    """Whichever way it is settled, alone or with others, and the words of a refused one can be taken back."""
    async with outbox.transaction() as tx:
        for name in ("alone", "together", "again"):
            await tx.enqueue(a_delivery(name))
        leased = {row.delivery_id: row for row in await tx.lease(LATER, limit=9, lease_for=FOR_A_MINUTE, token="w1")}
        sending = {name: row.evolve(state=DeliveryState.SENDING, body=Body(name)) for name, row in leased.items()}
        await tx.put_deliveries([(sending[name], leased[name]) for name in leased])
        sent = {name: row.evolve(state=DeliveryState.SENT, lease="") for name, row in sending.items()}
        await tx.put_delivery(sent["alone"], expected=sending["alone"])
        without = sending["again"].evolve(state=DeliveryState.DUE, lease="", body=None)
        await tx.put_deliveries([(sent["together"], sending["together"]), (without, sending["again"])])
    stands = {row.delivery_id: (row.state, row.body) for row in await outbox.deliveries()}
    assert stands == {
        "alone": (DeliveryState.SENT, Body("alone")),
        "together": (DeliveryState.SENT, Body("together")),
        "again": (DeliveryState.DUE, None),
    }


async def test_what_several_digests_took_is_read_at_once(outbox: Store) -> None:
    """The same lists as one by one, in their order; a digest that took nothing has an empty one."""
    async with outbox.transaction() as tx:
        for number, who in enumerate(("telegram:7", "telegram:8", "telegram:7")):
            await tx.add_digest_entry(DigestEntry(who, f"s{9 - number}", "digest_pace", NOW + minutes(number % 2)))
        await tx.take_digest_entries("telegram:7", "digest/7")
        await tx.add_digest_entry(DigestEntry("telegram:7", "s1", "digest_pace", NOW))
    taken = await outbox.entries_taken(["digest/7", "digest/none"])
    assert taken == {"digest/7": await outbox.digest_entries("telegram:7", digest="digest/7"), "digest/none": []}
    assert len(taken["digest/7"]) == 2


async def test_several_readers_and_what_they_follow_are_read_at_once(outbox: Store) -> None:
    """The same as one by one; who is not there is no subscriber and follows nothing."""
    asked = ["telegram:8", "telegram:7", "telegram:none"]
    async with outbox.transaction() as tx:
        for topic in ("b", "a"):
            await tx.put_topic(Topic(topic, topic, (("", topic),)))
            await tx.subscribe(Subscription("telegram:7", topic, Pace.DIGEST))
    assert await outbox.subscribers_named(asked) == {name: await outbox.subscriber(name) for name in asked[:2]}
    assert await outbox.subscriptions_of(asked) == {name: await outbox.subscriptions(name) for name in asked}
    assert len((await outbox.subscriptions_of(asked))["telegram:7"]) == 2


async def test_several_stories_are_read_at_once_by_what_they_have_come_to(outbox: Store) -> None:
    """A merged one under its old name gives the one it was merged into; what never was is left out."""
    async with outbox.transaction() as tx:
        for name in ("s1", "s2", "s3"):
            await tx.put_story(a_story(name))
        await tx.forward_story("s2", "s1")
    found = await outbox.stories_named(["s1", "s2", "s3", "none"])
    assert {name: story.story_id for name, story in found.items()} == {"s1": "s1", "s2": "s1", "s3": "s3"}
    assert found["s1"] == found["s2"] == await outbox.story("s2")
