"""Fixtures every area may use."""

from __future__ import annotations

import pytest
from support.stores import STORES


@pytest.fixture(params=list(STORES))
async def any_store(request, tmp_path):
    """Each store in turn, empty."""
    store = await STORES[request.param](tmp_path)
    yield store
    await store.close()
