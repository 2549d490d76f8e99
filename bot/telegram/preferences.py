"""When and how a subscriber wants to hear: `/pause`, `/resume`."""

from __future__ import annotations

from bot import verbs
from bot.telegram import preference_phrases as say
from bot.telegram.asking import Ask, view
from news.ports import Transaction
from news.views import AnswerView

# --- pause ----------------------------------------------------------------------------------------------------------


async def pause(ask: Ask, tx: Transaction) -> AnswerView:
    changed = await verbs.pause(tx, ask.subscriber)
    return view((say.PAUSED if changed else say.PAUSED_ALREADY).say(ask.language))


async def resume(ask: Ask, tx: Transaction) -> AnswerView:
    done = await verbs.resume(tx, ask.subscriber, now=ask.now)
    if done.already:
        return view(say.NOT_PAUSED.say(ask.language))
    return view(say.RESUMED_WITH.say(done.waiting, ask.language) if done.waiting else say.RESUMED.say(ask.language))
