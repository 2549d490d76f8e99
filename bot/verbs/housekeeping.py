"""Copies of the store, and how much the log says."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.verbs.refused import Reason, Refused
from news.errors import StorageError
from news.ports import Store, Transaction

LOG_LEVEL = "log_level"
"""The note that says how much the log of the running street says; "" = as the settings have it."""
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of the store, in bytes."""

    path: Path
    size: int


async def back_up(store: Store, folder: Path, *, now: datetime) -> Copied:
    """A consistent copy in the folder, named after the moment, readable for us alone. Raises `Refused` where the store or the disk says no."""
    path = folder / f"tellal-{now:%Y%m%d-%H%M%S}.sqlite"
    try:
        await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        await store.backup(str(path))
        return await asyncio.to_thread(_sealed, path)
    except (StorageError, OSError) as error:
        raise Refused(Reason.NOT_COPIED, str(error)) from error


def _sealed(path: Path) -> Copied:
    """It holds everybody's address."""
    path.chmod(0o600)
    return Copied(path, path.stat().st_size)


async def set_log_level(tx: Transaction, level: str) -> str:
    """For the street that runs, until it is started again; it looks every few seconds."""
    wanted = level.strip().upper()
    if wanted not in LEVELS:
        raise Refused(Reason.NOT_A_LEVEL, level)
    await tx.put_note(LOG_LEVEL, wanted)
    return wanted
