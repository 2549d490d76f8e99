"""Processes to be killed: each with nothing in memory but our modules, forked by a server that has imported them."""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def forks_of(module: str, monkeypatch: pytest.MonkeyPatch) -> ForkServerContext:
    """A context whose processes know `module` when they begin.

    A server that runs already (the feed parser's, an earlier test's) has imported other modules, and nobody can tell it of ours: each of dozens of
    children would import them again, some seconds each. So it is stopped, and the first child starts another.
    """
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
    forkserver._forkserver._stop()  # "used by unit tests to stop the server", says the standard library
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return context
