"""Processes to be killed: each with nothing in memory but our modules, forked by a server that has imported them."""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext


def forks_of(module: str) -> ForkServerContext:
    """A context whose processes know `module` when they begin. `stop_server` when they are done, whoever asks.

    A server that runs already (the feed parser's, an earlier test's) has imported other modules, and nobody can tell it of ours: each of dozens of
    children would import them again, some seconds each. So it is stopped, and the first child starts another.
    """
    stop_server()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return context


def stop_server() -> None:
    """The next process starts another: with the whole street in memory the feed parser's workers would have no room under their cap."""
    forkserver._forkserver._stop()  # "used by unit tests to stop the server", says the standard library
