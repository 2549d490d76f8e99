"""Two stories made one, or one made two, after they were placed: what the store, the ledger and the readers' messages come to.

Each function works inside one transaction of the caller's: a crash leaves the stories as they were.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from news.alerts import AlertPolicy, merged_alerts, owed_by_digest, reopened
from news.articles import Article, ArticleState
from news.audit import Deed
from news.deliveries import Delivery, DeliveryKind, DeliveryState, delivery_id
from news.ingest import edit_for, rearmed
from news.mutes import forwarded
from news.ports import Reading, Transaction
from news.splitting import Interest, has_spoken, split_ledger
from news.stories.features import features
from news.stories.growth import retold, united
from news.stories.values import Placement, PlacementReason, Ruling, Story
from news.topics.matching import TopicIndex

REPORTS_MATCHED = 48
"""Reports of a large story asked for the topics that meet it: its first and its newest."""


@dataclass(frozen=True, slots=True)
class Reshaping:
    """One change of stories, at one moment."""

    tx: Transaction
    topics: TopicIndex
    policy: AlertPolicy
    now: datetime

    # --- two become one

    async def unite(self, story_id: str, placement: Placement, *, who: str = "") -> Story | None:
        """`story_id` becomes part of `placement.story_id`; the story that stays, or None when there are no two. `who`: the admin whose word
        it is; then it is remembered as final.
        """
        gone, stays = await self.tx.story(story_id), await self.tx.story(placement.story_id)
        if gone is None or stays is None or gone.story_id == stays.story_id:
            return None
        if who:
            await rule_together(self.tx, gone, stays, now=self.now)
            await self.tx.record_deed(Deed(who, "merge", f"{gone.story_id} {stays.story_id}", self.now))
        await _inherit_alerts(self.tx, gone.story_id, stays.story_id)  # before forwarding: then the two ledgers are one
        await self.tx.forward_story(gone.story_id, stays.story_id)
        # above both revisions: whatever was said of either shows less than there is now
        after = united(stays, gone).evolve(revision=max(stays.revision, gone.revision) + 1)
        await self.tx.put_story(after)
        founder = await self.tx.article(gone.founder)
        if founder is not None:  # it no longer founds anything: `why` says by what it came to the other
            await self._move(founder, replace(placement, story_id=stays.story_id))
        await self._owe_edits(stays.story_id)
        return after

    # --- one becomes two

    async def part(self, story_id: str, placements: Sequence[tuple[str, Placement]]) -> Story | None:
        """These articles leave the story for the one they are placed in (all of them for the same); that story, or None when nobody may go:
        the founder gives a story its name and stays.
        """
        story = await self.tx.story(story_id)
        if story is None:
            return None
        wanted = dict(placements)
        members = await self.tx.story_articles(story.story_id)
        going = [member for member in members if member.article_id in wanted and member.article_id != story.founder]
        staying = [member for member in members if member not in going]
        if not going or not staying:
            return None
        into = await self._receive(wanted[going[0].article_id].story_id, going, wanted, revision=story.revision + 1)
        if into.story_id == story.story_id:
            return None
        rest = retold(story, staying, await self._copies(staying)).evolve(revision=story.revision + 1)
        await self.tx.put_story(rest)
        await self._split_ledger(rest, into, staying, going)
        for name in (rest.story_id, into.story_id):
            await self._owe_edits(name)
        return into

    async def _receive(self, story_id: str, going: list[Article], wanted: dict[str, Placement], *, revision: int) -> Story:
        """The articles stand in their new story, which is begun if there was none."""
        known = await self.tx.story(story_id)
        name = known.story_id if known else story_id
        begun = known or Story(story_id, going[0].published, going[0].published, founder=going[0].article_id)
        await self.tx.put_story(begun)
        for article in going:
            await self._move(article, replace(wanted[article.article_id], story_id=name))
        members = await self.tx.story_articles(name)
        after = retold(begun, members, await self._copies(members)).evolve(revision=max(begun.revision, revision) + 1)
        await self.tx.put_story(after)
        return after

    async def _copies(self, members: Iterable[Article]) -> frozenset[str]:
        decided = await self.tx.placements([member.article_id for member in members])
        return frozenset(article_id for article_id, placement in decided.items() if placement.reason is PlacementReason.WIRE_COPY)

    async def _move(self, article: Article, placement: Placement) -> None:
        moved = article.evolve(state=ArticleState.PLACED, story_id=placement.story_id)
        found = await asyncio.to_thread(features, article)
        await self.tx.place_article(moved, placement, found.to_json())

    # --- who is told what

    async def _split_ledger(self, rest: Story, into: Story, staying: list[Article], going: list[Article]) -> None:
        ledger, waiting = await self.tx.alerts_of(rest.story_id), await self.tx.entries_of(rest.story_id)
        if not ledger and not waiting:
            return
        told = [reader for reader, alert in (await self.tx.alerts_of(into.story_id)).items() if has_spoken(alert)]
        interests = await self._interests(staying, going, rest, into)
        sheet = split_ledger(ledger, waiting, told, interests, into=into.story_id, now=self.now)
        for before, after in sheet.changed:
            await self.tx.put_delivery(after, expected=before)
        for alert in sheet.alerts:
            await enqueue(self.tx, alert, self.policy)
        for subscriber_id in dict.fromkeys(sheet.dropped):
            await self.tx.drop_digest_entries(subscriber_id, rest.story_id)
        for entry in sheet.entries:
            await self.tx.add_digest_entry(entry)

    async def _interests(self, staying: list[Article], going: list[Article], rest: Story, into: Story) -> dict[str, Interest]:
        """By subscriber, of those who follow anything that meets the reports which go."""
        here, there = self._met(staying, len(rest.houses)), self._met(going, len(into.houses))
        followed: dict[str, set[str]] = {}
        for each in await self.tx.followers({*here, *there}):
            followed.setdefault(each.subscriber.subscriber_id, set()).add(each.topic.topic_id)
        return {
            subscriber_id: Interest(
                stays=tuple(sorted(topics & here.keys())),
                goes=tuple(sorted(topics & there.keys())),
                words=tuple(dict.fromkeys(word for topic in sorted(topics & there.keys()) for word in there[topic])),
            )
            for subscriber_id, topics in followed.items()
        }

    def _met(self, reports: list[Article], sources: int) -> dict[str, tuple[str, ...]]:
        """Topics that meet any of these reports, with the words that did."""
        half = REPORTS_MATCHED // 2
        asked = reports if len(reports) <= REPORTS_MATCHED else [*reports[:half], *reports[-half:]]
        return {match.topic_id: match.words for report in asked for match in self.topics.match(report, sources=sources)}

    async def _owe_edits(self, story_id: str) -> None:
        for alert in (await self.tx.alerts_of(story_id)).values():
            if alert.state is DeliveryState.SENT:  # one still waiting is rendered late and shows it all
                await enqueue(self.tx, edit_for(alert, now=self.now, policy=self.policy), self.policy)


async def enqueue(tx: Transaction, delivery: Delivery, policy: AlertPolicy) -> None:
    """New rows enter once; an edit row that had its say is armed again; an alert whose key went to another story with a split, or
    was closed as told by one that did, gets a new one.
    """
    if await tx.enqueue(delivery):
        return
    standing = await tx.delivery_by_key(delivery.key)
    if standing is None:
        return
    if delivery.kind is DeliveryKind.ALERT and (standing.story_id != delivery.story_id or not has_spoken(standing)):
        key = f"{delivery.key}/again"
        await enqueue(tx, delivery.evolve(key=key, delivery_id=delivery_id(key)), policy)
    elif delivery.kind is DeliveryKind.EDIT and (again := rearmed(standing, delivery, policy=policy)):
        await tx.put_delivery(again, expected=standing)


async def rule_together(tx: Transaction, gone: Story, stays: Story, *, now: datetime) -> None:
    """All reports of either belong to the story that stays; what was said against it before no longer holds."""
    going, staying = await tx.story_articles(gone.story_id), await tx.story_articles(stays.story_id)
    await tx.rule([Ruling(member.article_id, gone.story_id, belongs=True, at=now) for member in staying])
    await tx.rule([Ruling(member.article_id, stays.story_id, belongs=True, at=now) for member in (*going, *staying)])


async def free_name(reading: Reading, article_id: str) -> str:
    """A name for the story this article founds. Names are never used twice: one that forwards goes on forwarding."""
    name, number = f"s-{article_id}", 1
    while await reading.story(name) is not None:
        number += 1
        name = f"s-{article_id}~{number}"
    return name


async def _inherit_alerts(tx: Transaction, story_id: str, into: str) -> None:
    """Who was told of the story that went has been told of the one that stays: no second alert, and waiting ones become one."""
    ledger = await tx.alerts_of(into)
    for subscriber_id, alert in (await tx.alerts_of(story_id)).items():
        twin = ledger.get(subscriber_id)
        before = {row.delivery_id: row for row in (alert, twin) if row}
        after = await _as_one(tx, alert, twin) if twin else (_moved(alert, into),)
        for row in after:
            if row != before[row.delivery_id]:
                await tx.put_delivery(row, expected=before[row.delivery_id])
        await _forward_mute(tx, subscriber_id, story_id, into)


async def _as_one(tx: Transaction, alert: Delivery, twin: Delivery) -> tuple[Delivery, Delivery]:
    """What a digest or catch-up was to make up for is told by the alert that waits, and by that one alone."""
    owed = owed_by_digest(alert, twin)
    digest_tells = owed is not None and not await tx.drop_digest_entries(owed.subscriber_id, owed.story_id)
    return merged_alerts(alert, twin, digest_tells=digest_tells)


async def _forward_mute(tx: Transaction, subscriber_id: str, story_id: str, into: str) -> None:
    subscriber = await tx.subscriber(subscriber_id)
    if subscriber is not None and (after := forwarded(subscriber, story_id, into)) != subscriber:
        await tx.put_subscriber(after)


def _moved(alert: Delivery, into: str) -> Delivery:
    """An alert under the story's new name. One that is under way keeps the old one, which forwards."""
    return alert if alert.state is DeliveryState.SENDING else reopened(alert).evolve(story_id=into)
