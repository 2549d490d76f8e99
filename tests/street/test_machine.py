"""The whole street under whatever comes, in any order: the invariants hold after every step, and everything drains at the end.

Six invented events told by three outlets; subscribers come, go, pause and change pace; clocks jump; channels refuse, lose and swallow; the
process ends at any commit or call and another takes over.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from support.clocks import SetClock
from support.crashing_store import Life, MortalChannel, MortalStore, ProcessEnded
from support.stores import memory_store, sqlite_store
from support.streets import OUTLETS, TestStreet, entry, street_over

from bot import verbs
from bot.compose import Policies
from news.alerts import AlertPolicy
from news.deliveries import DeliveryKind, DeliveryOutcome, DeliveryState
from news.errors import AddressGone, RetryLater, Unknown
from news.subscribers import Pace, Subscription

EVENTS = (
    ("Dam gate fails above Kestel, 400 families leave", "Engineer Murat Belik said the Kestel gate failed at dawn.", "dams"),
    ("Ferry Aster aground near Paros with 60 aboard", "Coast guard officer Eleni Vasili said tugs pulled the Aster free.", "sea"),
    ("Wheat harvest in Poltava reaches 2 million tonnes", "Minister Taras Solskyi praised farmers in Poltava.", "farms"),
    ("Parliament in Riga votes 68 to 21 for budget", "Speaker Daiga Mierina announced the vote in Riga.", "votes"),
    ("Museum in Konya opens with 900 carpets", "Curator Selma Aydin showed carpets from the Seljuk age.", "art"),
    ("Vaccine trial in Lviv enrols 3000 volunteers", "Doctor Olha Bondar leads the measles vaccine trial.", "health"),
)
QUERIES = {"dams": "dam OR wheat", "sea": "ferry OR vaccine", "votes": "parliament OR museum OR dam"}
SLUGS = tuple(slug for slug, _, _ in OUTLETS.values())
READERS = ("ada", "olena", "john")
TAILS = ("", ", officials say", ", residents report")

events, outlets = st.integers(0, len(EVENTS) - 1), st.integers(0, len(SLUGS) - 1)
readers, topics = st.sampled_from(READERS), st.sampled_from(sorted(QUERIES))
RESTRAINED = Policies(alerts=AlertPolicy(announce_first_poll=True, most_an_hour=2, most_late=1))
"""So that six events are enough for catch-ups after too many alerts, and after an outage."""
TERMINAL = {
    DeliveryOutcome.UNSUBSCRIBED,
    DeliveryOutcome.ADDRESS_GONE,
    DeliveryOutcome.NOTHING_TO_SAY,
    DeliveryOutcome.BURIED,
}


def told(event: int, outlet: int, version: int, at: datetime):
    title, lead, _ = EVENTS[event]
    words = title + TAILS[outlet] + (f" (update {version})" if version else "")
    return entry(words, lead, at=at, guid=f"{event}-{outlet}", url=f"https://{SLUGS[outlet]}.example/{event}")


class StreetMachine(RuleBasedStateMachine):
    """What may happen to the street."""

    make_store = staticmethod(memory_store)

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = TemporaryDirectory()
        self.store = self.run(self.make_store(Path(self.folder.name)))
        self.clock, self.sink, self.numbers = SetClock(), [], count(1)
        self.versions: dict[tuple[int, int], int] = {}
        self.happened: dict[int, datetime] = {}
        self.begin()
        self.run(self.town.declare(list(OUTLETS), QUERIES))
        for name in READERS:
            self.run(self.town.subscribe(name, *QUERIES))

    def teardown(self) -> None:
        if hasattr(self, "town"):
            try:
                self.drain()
            finally:
                self.run(self.store.close())
                self.folder.cleanup()
                self.loop.close()

    def run(self, work):
        return self.loop.run_until_complete(work)

    def begin(self) -> None:
        """A new process over what the last one left."""
        self.life = Life()
        channel = MortalChannel(sent=self.sink, life=self.life, _numbers=self.numbers)
        self.town: TestStreet = street_over(MortalStore(self.store, self.life), clock=self.clock, channel=channel, policies=RESTRAINED)
        for outlet in range(len(SLUGS)):
            self.write(outlet)
        self.run(self.town.street.open(alone=True))

    def live(self, work) -> None:
        """Do it; if the process ends meanwhile, the next one takes over."""
        with suppress(ProcessEnded):
            self.run(work)
        self.run(settle_tasks())
        if self.life.ended:
            self.begin()

    # --- what may happen

    @rule(event=events, outlet=outlets, edited=st.booleans())
    def reports(self, event: int, outlet: int, edited: bool) -> None:
        self.versions[event, outlet] = self.versions.get((event, outlet), -1) + 1 if edited else self.versions.get((event, outlet), 0)
        self.happened.setdefault(event, self.clock())
        self.write(outlet)

        async def poll() -> None:
            await self.town.street.poll([await self.town.store.feed(SLUGS[outlet])])
            await self.town.street.place_all()

        self.live(poll())

    def write(self, outlet: int) -> None:
        """What the outlet's feed says from here on."""
        self.town.feeds.says[SLUGS[outlet]] = [
            told(event, outlet, version, self.happened[event]) for (event, at), version in self.versions.items() if at == outlet
        ]

    @rule()
    def places(self) -> None:
        self.live(self.town.street.place_all())

    @rule(limit=st.integers(1, 9), after=st.sampled_from([0, 100]))
    def delivers(self, limit: int, after: int) -> None:
        self.clock.move(seconds=after)
        self.live(self.town.street.outbox.deliver_due(limit=limit))

    @rule()
    def sweeps(self) -> None:
        self.live(self.town.street.outbox.sweep())

    @rule()
    def digests(self) -> None:
        self.live(self.town.street.digesting.tick())

    @rule()
    def looks_again(self) -> None:
        self.live(self.town.street.placing.look_again())

    @rule(one=events, other=events, outlet=outlets)
    def admin_merges(self, one: int, other: int, outlet: int) -> None:
        """Two events that are reported and, before anybody hears of them, turn out to be one."""
        for event in (one, other):
            self.reports(event=event, outlet=outlet, edited=False)
        stories = self.run(self.store.stories(limit=2))
        if len(stories) == 2:
            self.live(self.town.street.placing.merge(stories[0].story_id, stories[1].story_id))

    @rule(founder=st.booleans())
    def admin_splits(self, founder: bool) -> None:
        """One report of the newest story that has several, whoever was told of it and whatever is under way."""
        stories = [story for story in self.run(self.store.stories()) if story.articles > 1]
        if stories:
            members = [article.article_id for article in self.run(self.store.story_articles(stories[0].story_id))]
            named = next(one for one in members if (one == stories[0].founder) == founder)
            self.live(self.split(named))

    async def split(self, article_id: str) -> None:
        async with self.town.store.transaction() as tx:
            await verbs.split(tx, [article_id], now=self.clock())
        await self.town.street.placing.heed()

    @rule(seconds=st.sampled_from([5, 100, 100, 600, 4 * 3600, 24 * 3600, -3600]))
    def time_passes(self, seconds: int) -> None:
        self.clock.move(seconds=seconds)

    @rule(reader=readers, topic=topics, pace=st.sampled_from(Pace))
    def follows(self, reader: str, topic: str, pace: Pace) -> None:
        self.change(lambda tx: tx.subscribe(Subscription(reader, topic, pace)))

    @rule(reader=readers, topic=topics)
    def unfollows(self, reader: str, topic: str) -> None:
        self.change(lambda tx: tx.unsubscribe(reader, topic))

    @rule(reader=readers, paused=st.booleans())
    def pauses_or_comes_back(self, reader: str, paused: bool) -> None:
        async def put(tx) -> None:
            await tx.put_subscriber((await tx.subscriber(reader)).evolve(paused=paused, gone=False))

        self.change(put)

    def change(self, step) -> None:
        async def commit() -> None:
            async with self.store.transaction() as tx:
                await step(tx)

        self.run(commit())

    @rule(
        fault=st.sampled_from(
            [
                (RetryLater("429", timedelta(minutes=3)), False),
                (RetryLater("502", timedelta(seconds=30), whole_channel=True), False),
                (RetryLater("pace", timedelta(seconds=2), held_back=True), False),
                (Unknown("cut off"), False),
                (Unknown("answer lost"), True),
                (Unknown("answer lost, too"), True),
                (AddressGone("blocked"), False),
                (ZeroDivisionError("a bug of ours"), True),
            ]
        )
    )
    def a_call_fails(self, fault) -> None:
        self.town.channel.fail_next(fault[0], arrived=fault[1])
        self.delivers(limit=9, after=100)

    @precondition(lambda self: self.life.steps is None)
    @rule(steps=st.integers(0, 14))
    def process_will_end(self, steps: int) -> None:
        self.life.steps = steps
        self.delivers(limit=9, after=100)

    # --- what must hold

    @invariant()
    def one_alert_a_story(self) -> None:
        """I3: no alert's first words stand twice on one screen."""
        if not hasattr(self, "town"):
            return
        opened = Counter((record.address, (record.earlier or (record.body,))[0].text) for record in self.sink if is_alert(record))
        assert all(count == 1 for count in opened.values()), opened.most_common(1)

    @invariant()
    def what_was_called_off_was_not_sent(self) -> None:
        """I4: a row closed before its call has no receipt."""
        if not hasattr(self, "town"):
            return
        rows = self.run(self.store.deliveries(limit=2000))
        assert all(row.receipt is None or row.kind is DeliveryKind.EDIT for row in rows if row.state is DeliveryState.DEAD)

    @invariant()
    def entries_once_and_one_digest_a_day(self) -> None:
        """I1, I5."""
        if not hasattr(self, "town"):
            return
        assert self.run(self.store.tally()).articles <= len(self.versions)
        sent = [row for row in self.run(self.store.deliveries(limit=2000)) if row.kind is DeliveryKind.DIGEST]
        assert len({row.key for row in sent}) == len(sent)

    def drain(self) -> None:
        """I2, I10: faults stop, time passes, and every story has come to everybody it was for, or there is a reason why not."""
        self.life.steps = None
        self.town.channel.faults.clear()
        for hours in (0.05, 0.2, 1, 12, 12, 12):
            self.clock.move(hours=hours)
            for _ in range(3):
                self.run(self.town.street.place_all())
                self.run(self.town.street.outbox.sweep())
                self.run(self.town.street.deliver_all())
                self.clock.move(seconds=65)
        tally = self.run(self.store.tally())
        assert tally.unplaced == 0
        assert all(DeliveryState(state).is_final for state, count in tally.deliveries.items() if count), tally.deliveries
        self.run(self.everybody_has_heard())

    async def everybody_has_heard(self) -> None:
        alerts = [row for row in await self.store.deliveries(limit=2000) if row.kind is DeliveryKind.ALERT]
        for row in alerts:
            story = await self.store.story(row.story_id)
            standing = (await self.store.alerts_of(row.story_id))[row.subscriber_id]
            if standing.state is DeliveryState.SENT:
                assert standing.revision >= story.revision or await self.may_be_stale(standing), "the message shows less than there is"
            elif standing.state is DeliveryState.UNKNOWN or standing.outcome not in TERMINAL:
                assert await self.is_in_a_digest(standing), (standing.state, standing.outcome)
            elif row.outcome is DeliveryOutcome.NOTHING_TO_SAY and await self.still_follows(row):
                assert await self.another_ended_otherwise(row, alerts), "an alert was closed as told with another, and there is none"

    async def still_follows(self, row) -> bool:
        """Who has left the topics of an alert is told nothing of its story when a split takes it out of the one it was told with."""
        return not {each.topic_id for each in await self.store.subscriptions(row.subscriber_id)}.isdisjoint(row.topics)

    async def another_ended_otherwise(self, closed, alerts) -> bool:
        """The alert it was merged with may itself have been called off: that is a reason with a name."""
        story = await self.store.story(closed.story_id)
        theirs = [row for row in alerts if row.subscriber_id == closed.subscriber_id and row.outcome is not DeliveryOutcome.NOTHING_TO_SAY]
        names = {
            name for row in theirs for name in (row.story_id, row.key.split("/")[1])
        }  # a split may have taken it to another story since
        return story.story_id in {(await self.store.story(name)).story_id for name in names}

    async def may_be_stale(self, alert) -> bool:
        """Edits to who paused, left or is gone are called off, and an edit may be refused for good."""
        edits = [row for row in await self.store.deliveries(subscriber_id=alert.subscriber_id, limit=2000) if row.kind is DeliveryKind.EDIT]
        reader = await self.store.subscriber(alert.subscriber_id)
        return not reader.listens or any(row.state is DeliveryState.DEAD for row in edits)

    async def is_in_a_digest(self, alert) -> bool:
        names = {alert.story_id, (await self.store.story(alert.story_id)).story_id}
        rows = await self.store.deliveries(subscriber_id=alert.subscriber_id, limit=2000)
        digests = [row.key for row in rows if row.kind in {DeliveryKind.DIGEST, DeliveryKind.CATCH_UP}]
        pools = [await self.store.digest_entries(alert.subscriber_id, digest=key) for key in ["", *digests]]
        living = {(await self.store.story(entry.story_id)).story_id for pool in pools for entry in pool}
        return bool(names & living)


async def settle_tasks() -> None:
    """Let whatever the ended process had begun come to its own end."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    await asyncio.gather(*others, return_exceptions=True)


def is_alert(record) -> bool:
    return not record.reply_to and not record.body.text.startswith(("Your day in news", "What waited for you"))


TestOnMemory = StreetMachine.TestCase
CHEAP = (Phase.explicit, Phase.reuse, Phase.generate)
"""Shrinking a whole street takes minutes; the steps that failed are printed either way."""
TestOnMemory.settings = settings(
    phases=CHEAP, max_examples=45, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


class SqliteMachine(StreetMachine):
    """The same on a real file, less often."""

    make_store = staticmethod(sqlite_store)


TestOnSqlite = SqliteMachine.TestCase
TestOnSqlite.settings = settings(
    phases=CHEAP, max_examples=4, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
