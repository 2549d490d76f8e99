"""No question that is asked every minute reads a whole table: what SQLite plans to do with a million articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from support.rows import a_delivery, a_placement, a_story, a_subscriber, an_article, minutes
from support.stores import NOW, sqlite_store

from news.deliveries import DeliveryState
from news.ports import Transaction
from storage.sqlite import SqliteStore

LARGE = (
    "articles",
    "article_keys",
    "features",
    "placements",
    "stories",
    "deliveries",
    "translations",
    "digest_entries",
    "hub_subscriptions",
)

QUESTIONS: dict[str, Callable[[Transaction], Awaitable[Any]]] = {
    "known_keys": lambda tx: tx.known_keys(["k1", "k2"]),
    "articles": lambda tx: tx.articles(["a1", "a2"]),
    "unplaced": lambda tx: tx.unplaced(10),
    "story": lambda tx: tx.story("s1"),
    "stories_named": lambda tx: tx.stories_named(["s1", "s2"]),
    "entries_taken": lambda tx: tx.entries_taken(["digest/1", "digest/2"]),
    "put_deliveries": lambda tx: tx.put_deliveries([(a_delivery("d1"), a_delivery("d1"))]),
    "stories since": lambda tx: tx.stories(since=NOW),
    "stories": lambda tx: tx.stories(),
    "story_articles": lambda tx: tx.story_articles("s1"),
    "placement": lambda tx: tx.placement("a1"),
    "placements": lambda tx: tx.placements(["a1", "a2"]),
    "put_features": lambda tx: tx.put_features("a1", "{}"),
    "window": lambda tx: tx.window(NOW),
    "due_feeds": lambda tx: tx.due_feeds(NOW, 10),
    "hub_subscription": lambda tx: tx.hub_subscription("c1"),
    "hub_subscriptions": lambda tx: tx.hub_subscriptions("anka"),
    "hubs_due": lambda tx: tx.hubs_due(NOW, 10),
    "delivery_by_key": lambda tx: tx.delivery_by_key("k"),
    "deliveries": lambda tx: tx.deliveries(),
    "deliveries of a subscriber": lambda tx: tx.deliveries(subscriber_id="telegram:7"),
    "deliveries of a story": lambda tx: tx.deliveries(story_id="s1"),
    "deliveries in a state": lambda tx: tx.deliveries(state=DeliveryState.DEAD),
    "rulings": lambda tx: tx.rulings(),
    "entries_of": lambda tx: tx.entries_of("s1"),
    "waiting_alerts": lambda tx: tx.waiting_alerts("telegram:7", NOW),
    "rung": lambda tx: tx.rung("telegram:7", NOW),
    "alerts_of": lambda tx: tx.alerts_of("s1"),
    "digest_entries": lambda tx: tx.digest_entries("telegram:7"),
    "digests_due": lambda tx: tx.digests_due(NOW, 10),
    "translations": lambda tx: tx.translations(["k"]),
    "add_article": lambda tx: tx.add_article(an_article("a9"), ["k9"]),
    "add_articles": lambda tx: tx.add_articles([(an_article("a8"), ["k8"]), (an_article("a9"), ["k9"])]),
    "wordings": lambda tx: tx.wordings(["a1", "a2"]),
    "place_article": lambda tx: tx.place_article(an_article("a1"), a_placement("s1"), "{}"),
    "forward_story": lambda tx: tx.forward_story("s2", "s1"),
    "enqueue": lambda tx: tx.enqueue(a_delivery("d9")),
    "put_delivery": lambda tx: tx.put_delivery(a_delivery("d1"), expected=a_delivery("d1")),
    "lease": lambda tx: tx.lease(NOW + minutes(9), limit=10, lease_for=minutes(1), token="t"),
    "lease on channels": lambda tx: tx.lease(NOW + minutes(9), limit=10, lease_for=minutes(1), token="t", channels=["telegram", "email"]),
    "stale": lambda tx: tx.stale(NOW, limit=10),
    "drop": lambda tx: tx.drop_digest_entries("telegram:7", "s1"),
    "release": lambda tx: tx.release_digest_entries("digest/1"),
}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = await sqlite_store(tmp_path)
    assert isinstance(opened, SqliteStore)
    async with opened.transaction() as tx:
        await tx.put_subscriber(a_subscriber())
        await tx.put_story(a_story("s1"))
        await tx.put_story(a_story("s2"))
        await tx.add_article(an_article("a1"), ["k1"])
        await tx.enqueue(a_delivery("d1"))
    yield opened
    await opened.close()


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_question_reads_no_large_table_from_end_to_end(store: SqliteStore, question: str) -> None:
    """Each statement is planned as searches; a scan is only allowed along an index that gives the order and stops at the limit."""
    asked: list[tuple[str, Any]] = []

    def asks(_connection: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool) -> None:
        if not statement.startswith(("BEGIN", "EXPLAIN")):
            asked.append((statement, parameters[0] if many else parameters))

    engine = store._engines.writer.engine
    event.listen(engine, "before_cursor_execute", asks)
    async with store.transaction() as tx:
        await QUESTIONS[question](tx)
    event.remove(engine, "before_cursor_execute", asks)
    assert asked
    for statement, parameters in asked:
        steps = await store._engines.writer.ask(partial(plan_of, statement=statement, parameters=tuple(parameters)))
        scans = [step for step in steps if step.startswith(tuple(f"SCAN {table}" for table in LARGE))]
        assert all("USING INDEX" in scan or "USING COVERING INDEX" in scan for scan in scans), (statement, steps)
        assert not scans or "LIMIT" in statement, (statement, steps)
        assert not (scans and "USE TEMP B-TREE FOR ORDER BY" in steps), (statement, steps)


def plan_of(connection: Connection, statement: str, parameters: tuple[Any, ...]) -> list[str]:
    return [step.detail for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
