"""Story identity is data: every row of must_join.yaml and must_not_join.yaml, in both orders of arrival."""

from __future__ import annotations

import pytest
from support.story_rows import Row, partition, rows


@pytest.mark.parametrize("row", rows("must_join*.yaml"), ids=lambda row: row.name)
def test_reports_of_one_event_become_one_story(row: Row) -> None:
    """Whatever arrives first."""
    for order in (row.articles, row.articles[::-1]):
        assert len(set(partition(order).values())) == 1


@pytest.mark.parametrize("row", rows("must_not_join*.yaml"), ids=lambda row: row.name)
def test_look_alikes_stay_apart(row: Row) -> None:
    """Whatever arrives first."""
    for order in (row.articles, row.articles[::-1]):
        assert len(set(partition(order).values())) == len(row.articles)
