"""When and how a subscriber wants to hear: `/pause`, `/resume`, `/quiet`, `/tz`."""

from __future__ import annotations

from bot import verbs
from bot.telegram import preference_phrases as say
from bot.telegram.asking import Ask, asks, named, view
from channels.rendering.phrases import clock_time
from news.ports import Transaction
from news.subscribers import Subscriber
from news.views import AnswerView

OFFERED_HOURS = ("22:00-07:00", "23:00-07:00", "00:00-08:00")

# --- pause ----------------------------------------------------------------------------------------------------------


async def pause(ask: Ask, tx: Transaction) -> AnswerView:
    changed = await verbs.pause(tx, ask.subscriber)
    return view((say.PAUSED if changed else say.PAUSED_ALREADY).say(ask.language))


async def resume(ask: Ask, tx: Transaction) -> AnswerView:
    done = await verbs.resume(tx, ask.subscriber, now=ask.now)
    if done.already:
        return view(say.NOT_PAUSED.say(ask.language))
    return view(say.RESUMED_WITH.say(done.waiting, ask.language) if done.waiting else say.RESUMED.say(ask.language))


# --- hours ----------------------------------------------------------------------------------------------------------


async def quiet(ask: Ask, tx: Transaction) -> AnswerView:
    if ask.words:
        return view(_quiet(await verbs.set_quiet(tx, ask.subscriber, ask.words, now=ask.now)))
    offered = [[asks(f"🌙 {hours}", "quiet", hours)] for hours in OFFERED_HOURS if hours != ask.subscriber.quiet]
    off = [[asks(say.OFF_BUTTON.say(ask.language), "quiet", "off")]] if ask.subscriber.quiet else []
    return view(_quiet(ask.subscriber), "", say.QUIET_HOW.say(ask.language), buttons=[*offered, *off])


def _quiet(subscriber: Subscriber) -> str:
    if not subscriber.quiet:
        return say.QUIET_OFF.say(subscriber.language)
    return say.QUIET.say(subscriber.language, hours=subscriber.quiet, zone=named(subscriber.zone))


async def zone(ask: Ask, tx: Transaction) -> AnswerView:
    if ask.words:
        return view(_clock(ask, await verbs.set_zone(tx, ask.subscriber, ask.words, now=ask.now)))
    return view(_clock(ask, ask.subscriber), "", say.ZONE_HOW.say(ask.language))


def _clock(ask: Ask, subscriber: Subscriber) -> str:
    shown = clock_time(ask.now, subscriber.language, subscriber.zone)
    return say.ZONE.say(subscriber.language, zone=named(subscriber.zone), time=shown)
