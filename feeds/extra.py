"""Whether what reads whole pages is installed: told without importing any of it."""

from __future__ import annotations

from importlib.util import find_spec

INSTALL = '.venv/bin/python -m pip install "trafilatura>=2,<3"'


def can_read_pages() -> bool:
    return find_spec("trafilatura") is not None
