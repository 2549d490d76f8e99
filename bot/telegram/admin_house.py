"""What the bot answers to its admins about the house itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from bot import verbs
from bot.broadcasting import broadcast_view
from bot.offers import make_offer, open_offers, take_offer
from bot.telegram import admin_phrases, picking
from bot.telegram import house_phrases as say
from bot.telegram.admin import delivery_counts
from bot.telegram.admin_feeds import desk_of
from bot.telegram.asking import SURE, Ask, Change, asks, code, named, question, view
from bot.verbs import LEVELS, Listener, Reason, Refused
from channels.rendering.html import clip
from channels.rendering.phrases import language_name
from news.ports import Reading, Transaction
from news.views import AnswerView


async def stats(ask: Ask, reading: Reading) -> AnswerView:
    found = await verbs.stats(reading, now=ask.now)
    languages = ((language_name(code_, ask.language), number) for code_, number in found.languages)
    conditions = ((admin_phrases.CONDITIONS[condition].say(ask.language), number) for condition, number in found.feeds)
    return view(
        say.STATS_LISTENERS.say(ask.language, listening=found.listening, paused=found.paused, gone=found.gone),
        say.STATS_LANGUAGES.say(ask.language, counts=_counts(languages)),
        say.STATS_CHANNELS.say(ask.language, counts=_counts(found.channels)),
        say.STATS_FOLLOWED.say(ask.language, counts=_counts(found.followed)),
        say.STATS_STORIES.say(ask.language, stories=found.stories, several=found.by_several),
        say.STATS_FEEDS.say(ask.language, counts=_counts(conditions)),
        admin_phrases.HEALTH_DELIVERIES.say(ask.language, states=delivery_counts(found.tally.deliveries, ask.language)),
        language=ask.language,
    )


def _counts(numbers: Iterable[tuple[str, int]]) -> str:
    return " · ".join(f"{named(name)} {number}" for name, number in numbers if number) or "0"


async def subscribers(ask: Ask, reading: Reading) -> AnswerView:
    """Newest first, a page at a time."""
    found = await verbs.listeners(reading, page=int(ask.words) if ask.words.isdecimal() and len(ask.words) < len("100000") else 1)
    turns = [
        asks(label, "subscribers", str(page)) for label, page in (("◀", found.page - 1), ("▶", found.page + 1)) if 1 <= page <= found.pages
    ]
    return view(
        say.LISTENERS_HEAD.say(found.total, ask.language),
        *(_listener(each, ask) for each in found.listeners),
        *([say.LISTENERS_PAGE.say(ask.language, page=found.page, pages=found.pages)] if found.pages > 1 else []),
        language=ask.language,
        buttons=[turns],
    )


def _listener(listener: Listener, ask: Ask) -> str:
    subscriber = listener.subscriber
    state = "🚪" if subscriber.gone else "⏸" if subscriber.paused else "🔔"
    return f"{state} {code(clip(subscriber.subscriber_id, 60))} · {named(subscriber.language)} · {say.TOPICS.say(listener.topics, ask.language)}"


# --- a word to all


async def broadcast(ask: Ask, tx: Transaction) -> AnswerView:
    """Shows it first, as everybody will see it, and to how many it goes; only the button sends it."""
    first, _, rest = ask.words.partition(" ")
    if first == SURE:
        return await _send_to_all(ask, tx, rest.strip())
    if not ask.words.strip():
        return await picking.what_to_say(ask, tx)
    words, heard_by = verbs.checked_words(await _words_again(ask, tx)), await verbs.audience(tx)
    token = hashlib.sha256(f"{ask.spot.update_id} {words}".encode()).hexdigest()[:16]
    await make_offer(tx, picking.BROADCAST, token, {"words": words}, now=ask.now)
    button = asks(say.BROADCAST_BUTTON.say(ask.language), "broadcast", f"{SURE} {token}")
    return question(
        broadcast_view(words).html, "", say.BROADCAST_ASK.say(heard_by, ask.language), language=ask.language, buttons=[[button]]
    )


async def _send_to_all(ask: Ask, tx: Transaction, token: str) -> AnswerView:
    """The second tap on the button finds that it was said."""
    offer = await take_offer(tx, picking.BROADCAST, token, now=ask.now)
    if offer is None:
        raise Refused(Reason.ASK_AGAIN)
    heard_by = await verbs.audience(tx)
    await verbs.broadcast(tx, token, offer.wish["words"], now=ask.now)
    return view(say.BROADCAST_SAID.say(heard_by, ask.language))


async def _words_again(ask: Ask, tx: Transaction) -> str:
    """Those that an open offer holds, when its name is all that was said; else what was said."""
    first, _, token = ask.words.partition(" ")
    offers = await open_offers(tx, picking.BROADCAST, now=ask.now) if first == picking.AGAIN else []
    return next((offer.wish["words"] for offer in offers if offer.token == token.strip()), ask.words)


# --- copies, the log


async def backup(ask: Ask, _: Reading) -> Change:
    """The copy stays where the street runs: it holds everybody's address."""
    desk = desk_of(ask)
    copied = await verbs.back_up(desk.store, desk.backups, now=ask.now)

    async def tell(asked: Ask, _: Transaction) -> AnswerView:
        size = f"{copied.size / 1e6:.1f}"
        return view(say.BACKED_UP.say(asked.language, path=named(str(copied.path), 300), size=size))

    return tell


async def log_level(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return question(say.LOGLEVEL_WHICH.say(ask.language), buttons=[[asks(level, "loglevel", level) for level in LEVELS]])
    level = await verbs.set_log_level(tx, ask.words)
    return view(say.LOGLEVEL_SET.say(ask.language, level=level))
