"""`/topic share`: a link that follows the topic for whoever taps it."""

from __future__ import annotations

from bot import verbs
from bot.telegram import sharing_phrases as say
from bot.telegram.asking import Ask, asks, bold, view
from channels.rendering.html import clip, escape
from news.ports import Transaction
from news.views import AnswerView

MOST_BUTTONS = 40


async def share(ask: Ask, tx: Transaction) -> AnswerView:
    """`/topic share NAME`; bare, a button for each topic that is followed."""
    name = " ".join(ask.words.split()[1:])
    if not name:
        return await _which(ask, tx)
    topic = await verbs.followed_topic(tx, ask.subscriber, name)
    link = f"https://t.me/{ask.bot_name}?start={await verbs.shared(tx, topic)}"
    return view(say.SHARE.say(ask.language, topic=bold(clip(topic.title_in(ask.language), 100))), escape(link))


async def _which(ask: Ask, tx: Transaction) -> AnswerView:
    followed = [topic for topic, _ in (await verbs.followings(tx, ask.subscriber)).topics][:MOST_BUTTONS]
    buttons = [[asks(f"🔗 {clip(topic.title_in(ask.language), 40)}", "topic", f"share {topic.slug}")] for topic in followed]
    return view((say.SHARE_WHICH if followed else say.SHARE_NOTHING).say(ask.language), language=ask.language, buttons=buttons)
