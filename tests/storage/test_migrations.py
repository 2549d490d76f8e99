"""The revisions and the one MetaData say the same, up and down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Table, create_engine, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from news.articles import Article, Text
from news.deliveries import Delivery, DigestEntry
from news.feed import Feed, FeedState
from news.stories.values import PlacedFeatures, Placement, Story
from news.subscribers import Subscriber, Subscription, Topic
from news.websub import HubSubscription
from storage.migrations import downgrade, known_revisions, upgrade, version
from storage.sql import tables
from storage.sql.dialects import upsert
from storage.sqlite import migrate_file, version_of_file

VALUES = {
    "FEEDS": Feed,
    "FEED_STATES": FeedState,
    "HUB_SUBSCRIPTIONS": HubSubscription,
    "STORIES": Story,
    "FEATURES": PlacedFeatures,
    "SUBSCRIBERS": Subscriber,
    "TOPICS": Topic,
    "SUBSCRIPTIONS": Subscription,
    "DELIVERIES": Delivery,
    "DIGEST_ENTRIES": DigestEntry,
}


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").begin() as opened:
        yield opened


def drift(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection), tables.METADATA))


def shape(connection: Connection) -> dict[str, str]:
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
    return {str(name): str(sql) for name, sql in found.all()}


def test_the_revisions_make_what_the_metadata_says(connection: Connection) -> None:
    """Autogenerate has nothing to add."""
    upgrade(connection)
    assert drift(connection) == []


def test_every_revision_goes_up_down_and_up_again_without_drift(connection: Connection) -> None:
    """A step back and forth leaves the same schema; the way down to nothing leaves nothing."""
    shapes = {}
    for revision in known_revisions():
        upgrade(connection, revision)
        shapes[revision] = shape(connection)
    for revision in reversed(known_revisions()):
        assert shape(connection) == shapes[revision]
        downgrade(connection, "-1")
        upgrade(connection, revision)
        assert shape(connection) == shapes[revision]
        downgrade(connection, "-1")
    assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    upgrade(connection)
    assert drift(connection) == []


def test_upgrading_twice_changes_nothing(connection: Connection) -> None:
    """Every start does it."""
    assert upgrade(connection) == upgrade(connection) == version(connection) == known_revisions()[-1]


def test_an_older_file_is_brought_up_when_opened(tmp_path: Path) -> None:
    """From nothing, and from one revision back."""
    path = tmp_path / "tellal.sqlite"
    assert version_of_file(path) is None
    assert migrate_file(path) == known_revisions()[-1]
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as opened:
        downgrade(opened, "-1")
    engine.dispose()
    assert version_of_file(path) != known_revisions()[-1]
    assert migrate_file(path) == known_revisions()[-1]


@pytest.mark.parametrize("table", tables.METADATA.sorted_tables, ids=str)
def test_nothing_in_a_table_is_understood_by_sqlite_alone(table: Table) -> None:
    """PostgreSQL's compiler knows every type, constraint, index and upsert too; it needs no server for that."""
    made = [CreateTable(table), *(CreateIndex(index) for index in table.indexes), upsert("postgresql", table)]
    assert all(str(statement.compile(dialect=postgresql.dialect())) for statement in made)


@pytest.mark.parametrize("name", VALUES)
def test_a_row_is_the_arguments_of_its_value(name: str) -> None:
    """Columns stand in the order of the fields; a field without a column would be forgotten."""
    table: Table = getattr(tables, name)
    assert [column.name for column in table.columns] == [field.name for field in fields(VALUES[name])]


def test_an_article_row_is_its_fields_with_both_texts_laid_out() -> None:
    """And a placement's row begins with the article it is about."""
    text = [field.name for field in fields(Text)]
    expected: list[str] = []
    for field in fields(Article):
        laid_out = {"original": text, "pivot": [f"pivot_{name}" for name in text]}
        expected += laid_out.get(field.name, [field.name])
    assert [column.name for column in tables.ARTICLES.columns] == expected
    assert [column.name for column in tables.PLACEMENTS.columns] == ["article_id", *(field.name for field in fields(Placement))]


def test_a_worker_of_the_release_before_still_writes_subscribers(connection: Connection) -> None:
    """It names no column that came later (fault 22); what it writes has no quiet hours and no mutes."""
    upgrade(connection)
    connection.exec_driver_sql(
        "INSERT INTO subscribers (subscriber_id, channel, address, language, zone, paused, gone, digest_at)"
        " VALUES ('telegram-7', 'telegram', '7', 'tr', 'UTC', 0, 0, '08:00')"
    )
    (subscriber,) = connection.execute(tables.SUBSCRIBERS.select()).all()
    assert Subscriber(*subscriber) == Subscriber("telegram-7", "telegram", "7", "tr")
