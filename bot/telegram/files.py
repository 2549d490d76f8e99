"""Files that people send us, fetched from Telegram."""

from __future__ import annotations

from telegram import Bot
from telegram.error import BadRequest

from bot.verbs import Reason, Refused
from feeds.opml import ListFault

MOST_BYTES = 5_000_000
"""More than any list of feeds; the server itself gives bots 20 MB at most (Bot API, getFile)."""


async def fetch_file(bot: Bot, file_id: str) -> bytes:
    """Its bytes. `Refused` when it is too large or Telegram does not give it; a `TelegramError` that passes is the caller's to wait out."""
    try:
        file = await bot.get_file(file_id)
    except BadRequest as error:
        raise Refused(Reason.UNREADABLE_LIST, error.message) from error
    if file.file_size and file.file_size > MOST_BYTES:
        raise _too_large()
    content = bytes(await file.download_as_bytearray())
    if len(content) > MOST_BYTES:  # the size is optional in the Bot API, and a server of one's own gives more than 20 MB
        raise _too_large()
    return content


def _too_large() -> Refused:
    megabytes = str(MOST_BYTES // 1_000_000)
    return Refused(Reason.UNREADABLE_LIST, f"> {megabytes} MB", fault=ListFault.TOO_LARGE, about={"most": megabytes})
