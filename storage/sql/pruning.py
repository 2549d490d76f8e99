"""Forgetting what is old, in the order that leaves nothing pointing at nothing: articles, the stories they empty, the deliveries of those."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, case, delete, exists, or_, select

from news.articles import ArticleState
from news.deliveries import DeliveryState
from storage.sql.dialects import in_lists
from storage.sql.tables import ARTICLES, DELIVERIES, DIGEST_ENTRIES, STORIES

_FINAL = [state for state in DeliveryState if state.is_final]
_OWED = [state for state in DeliveryState if not state.is_final]


def prune(connection: Connection, before: datetime) -> int:
    """How many articles were deleted; placements and features go with them, identity keys stay."""
    old = delete(ARTICLES).where(ARTICLES.c.state == ArticleState.PLACED, ARTICLES.c.published < before)
    forgotten = (connection.execute(old)).rowcount
    _forget_emptied_stories(connection, before)
    _forget_final_deliveries(connection, before)
    return forgotten


def _forget_emptied_stories(connection: Connection, before: datetime) -> None:
    for some in in_lists(_emptied_stories(connection, before)):
        theirs = or_(STORIES.c.story_id.in_(some), STORIES.c.merged_into.in_(some))
        connection.execute(delete(DIGEST_ENTRIES).where(DIGEST_ENTRIES.c.story_id.in_(select(STORIES.c.story_id).where(theirs))))
        connection.execute(delete(STORIES).where(theirs))


def _emptied_stories(connection: Connection, before: datetime) -> list[str]:
    """Living stories without articles that nobody is still owed, not even under the name of a story merged into them."""
    living = case((STORIES.c.merged_into != "", STORIES.c.merged_into), else_=STORIES.c.story_id)
    owed = select(living).join(DELIVERIES, DELIVERIES.c.story_id == STORIES.c.story_id).where(DELIVERIES.c.state.in_(_OWED))
    waiting = select(living).join(DIGEST_ENTRIES, DIGEST_ENTRIES.c.story_id == STORIES.c.story_id).where(DIGEST_ENTRIES.c.digest == "")
    emptied = select(STORIES.c.story_id).where(
        STORIES.c.merged_into == "",
        STORIES.c.last_at < before,
        ~exists().where(ARTICLES.c.story_id == STORIES.c.story_id),
        STORIES.c.story_id.not_in(owed),
        STORIES.c.story_id.not_in(waiting),
    )
    return list((connection.execute(emptied)).scalars())


def _forget_final_deliveries(connection: Connection, before: datetime) -> None:
    """A story that lives keeps its ledger, else its next article would announce it again (I3)."""
    without_story = ~exists().where(STORIES.c.story_id == DELIVERIES.c.story_id)
    connection.execute(delete(DELIVERIES).where(DELIVERIES.c.state.in_(_FINAL), DELIVERIES.c.created_at < before, without_story))
