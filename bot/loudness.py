"""How much the log says, as an admin wished it while the street runs."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.verbs.housekeeping import LEVELS, LOG_LEVEL
from news.ports import Reading, Store

log = logging.getLogger(__name__)


async def forget_wish(store: Store) -> None:
    """At a start the settings count again."""
    async with store.transaction() as tx:
        await tx.put_note(LOG_LEVEL, "")


@dataclass(slots=True)
class Loudness:
    """Heeds the newest wish once."""

    heeded: str = ""

    async def heed(self, reading: Reading) -> None:
        wish = await reading.note(LOG_LEVEL) or ""
        if wish not in LEVELS or wish == self.heeded:
            return
        self.heeded = wish
        root = logging.getLogger()
        root.setLevel(min(root.level, logging.getLevelNamesMapping()[wish]))  # so that the next line is read whichever of the two is louder
        log.warning("from now on this log says %s and above: an admin wished so", wish)
        root.setLevel(wish)
