"""Fixtures every area may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support import forks
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


@pytest.fixture
def forks_of(monkeypatch):
    """`support.forks.forks_of`, with our folders on the way of what it starts, and an end to that when the test ends."""
    root = Path(__file__).parents[1]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(root), str(root / "tests")]))
    yield forks.forks_of
    forks.stop_server()
