"""Inline mode: `@bot earthquake` typed in any chat offers the stories it meets. Answered past the outbox: in a second nobody wants it any more."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot import verbs
from bot.telegram.asking import Ask
from channels.rendering.html import clip
from channels.rendering.telegram import render_telegram
from news.alerts import AlertReason
from news.errors import QueryError
from news.ports import Reading
from news.stories.values import Story
from news.views import AlertView, StoryView

log = logging.getLogger(__name__)

DAYS: Final = 7
MOST: Final = 10
CACHED: Final = timedelta(seconds=30)
TITLE, DESCRIPTION = 120, 160


async def offer(bot: Bot, reading: Reading, ask: Ask, query_id: str) -> None:
    """What the words meet; without words the newest of the person's own topics. A query half typed meets nothing."""
    told = [shown for story in await _found(reading, ask) if (shown := await ask.tell(story, ask.subscriber))]
    try:
        await bot.answer_inline_query(query_id, [_result(each) for each in told], cache_time=CACHED, is_personal=True)
    except TelegramError as error:  # too late, or gone: they go on typing and ask again
        log.info("could not answer an inline query: %s", error)


async def _found(reading: Reading, ask: Ask) -> list[Story]:
    if not ask.words:
        return list((await verbs.latest(reading, ask.subscriber, limit=MOST)).stories)
    try:
        return await verbs.search(reading, ask.words, since=ask.now - timedelta(days=DAYS), limit=MOST)
    except QueryError:
        return []


def _result(story: StoryView) -> InlineQueryResultArticle:
    """Without buttons: what they would do belongs to a chat with us."""
    outlets = ", ".join(dict.fromkeys(report.outlet for report in story.reports))
    return InlineQueryResultArticle(
        id=story.story_id[:64],
        title=clip(story.headline.text, TITLE) or "…",
        description=clip(outlets, DESCRIPTION),
        input_message_content=InputTextMessageContent(
            render_telegram(AlertView(story, AlertReason.NEW_STORY)).html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
    )
