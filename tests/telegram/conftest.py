"""A town that reads Telegram, for the tests that talk with it."""

import pytest
from support.towns import town_over


@pytest.fixture
async def town(any_store):
    """The whole street over each store, with the fake Bot API at its end."""
    async with town_over(any_store) as town:
        yield town
