"""Files that people send us, fetched from Telegram."""

from __future__ import annotations

from telegram import Bot
from telegram.error import BadRequest

from bot.verbs import Reason, Refused

MOST_BYTES = 5_000_000
"""More than any list of feeds; the server itself gives bots 20 MB at most (Bot API, getFile)."""
_TOO_LARGE = f"> {MOST_BYTES // 1_000_000} MB"


async def fetch_file(bot: Bot, file_id: str) -> bytes:
    """Its bytes. `Refused` when it is too large or Telegram does not give it; a `TelegramError` that passes is the caller's to wait out."""
    try:
        file = await bot.get_file(file_id)
    except BadRequest as error:
        raise Refused(Reason.UNREADABLE_LIST, error.message) from error
    if file.file_size and file.file_size > MOST_BYTES:
        raise Refused(Reason.UNREADABLE_LIST, _TOO_LARGE)
    content = bytes(await file.download_as_bytearray())
    if len(content) > MOST_BYTES:  # the size is optional in the Bot API, and a server of one's own gives more than 20 MB
        raise Refused(Reason.UNREADABLE_LIST, _TOO_LARGE)
    return content
