"""Stories on demand: `/search`, and `/story` as its alert would show it."""

from __future__ import annotations

from datetime import timedelta

from bot import verbs
from bot.telegram import picking
from bot.telegram import reading_phrases as say
from bot.telegram.answers import story_lines
from bot.telegram.asking import Ask, named, view
from channels.rendering.telegram import render_telegram
from news.alerts import AlertReason
from news.ports import Reading
from news.views import AlertView, AnswerView

DAYS_SEARCHED = 7
MOST_FOUND = 10


async def search(ask: Ask, reading: Reading) -> AnswerView:
    """`/search QUERY`: the newest stories it meets. Words as in a topic, and nothing is followed."""
    if not ask.words:
        return await picking.what_to_search(ask, reading)
    found = await verbs.search(reading, ask.words, since=ask.now - timedelta(days=DAYS_SEARCHED), limit=MOST_FOUND)
    shown = [told for story in found if (told := await ask.tell(story, ask.subscriber))]
    if not shown:
        return view(say.SEARCH_NONE.say(ask.language, words=named(ask.words, 200), days=DAYS_SEARCHED))
    head = say.SEARCH_HEAD.say(ask.language, words=named(ask.words, 200), days=DAYS_SEARCHED)
    return view(head, *(line for told in shown for line in ("", *story_lines(told, "story"))), language=ask.language)


async def story(ask: Ask, reading: Reading) -> AnswerView:
    """`/story ID`, as a reply to an alert, or bare for the last one told: with its outlets, disagreements and buttons."""
    explained = await verbs.why(reading, ask.subscriber, ask.words, reference=ask.reply_to)
    told = await ask.tell(explained.story, ask.subscriber)
    if told is None:
        return view(say.STORY_EMPTY.say(ask.language))
    shown = render_telegram(AlertView(told, AlertReason.NEW_STORY))
    return AnswerView(shown.html, shown.buttons)
