"""Fixtures every area may use."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from support.stores import STORES

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no failure: tests never assert on time."""
settings.load_profile("house")


@pytest.fixture(params=list(STORES))
async def any_store(request, tmp_path):
    """Each store in turn, empty."""
    store = await STORES[request.param](tmp_path)
    yield store
    await store.close()
