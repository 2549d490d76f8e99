"""Hear less: `/mute`, `/unmute`, and the alert's buttons *Mute story* and *Less like this*. Buttons carry everything they need."""

from __future__ import annotations

from datetime import timedelta

from bot import verbs
from bot.durations import parse_duration
from bot.telegram import preference_phrases as say
from bot.telegram.asking import Ask, asks, bold, view
from channels.rendering.html import clip
from channels.rendering.phrases import day_and_time
from news.deliveries import Button
from news.ports import Reading, Transaction
from news.subscribers import Mute, MuteKind
from news.views import AnswerView

MOST_OFFERED = 3
"""Of each kind under "less like this"."""
NAME = 80


async def mute(ask: Ask, tx: Transaction) -> AnswerView:
    kind, name, span = _read(ask.words)
    if kind is None or not (name or kind is MuteKind.STORY):
        return await _mutes(ask, tx)
    until = None if span is None else ask.now + span
    wish = await verbs.mute(tx, ask.subscriber, kind, name, until=until, now=ask.now, reference=ask.reply_to)
    return view(say.MUTED.say(ask.language, what=await _named(wish, ask, tx)), buttons=[[await _take_back(wish, ask, tx)]])


async def unmute(ask: Ask, tx: Transaction) -> AnswerView:
    kind, name, _ = _read(ask.words)
    if kind is None or not name:
        return await _mutes(ask, tx)
    taken = await verbs.unmute(tx, ask.subscriber, kind, name, now=ask.now)
    return view(say.UNMUTED.say(ask.language, what=await _named(taken, ask, tx)))


def _read(words: str) -> tuple[MuteKind | None, str, timedelta | None]:
    """Kind, name and span of "topic quakes 2d"; without a span it is for good, without a kind nothing."""
    kind, _, name = " ".join(words.split()).partition(" ")
    if kind.casefold() not in {*MuteKind}:
        return None, "", None
    start, _, end = name.rpartition(" ")
    try:
        return MuteKind(kind.casefold()), start, parse_duration(end)
    except ValueError:
        return MuteKind(kind.casefold()), name, None


async def _mutes(ask: Ask, reading: Reading) -> AnswerView:
    """What is muted, with a button for each to take it back."""
    wishes = active_mutes(ask)
    lines = [f"• {await _named(wish, ask, reading)}" for wish in wishes]
    head = say.MUTES_HEAD if wishes else say.MUTES_NONE
    how = say.MUTE_HOW.say(ask.language)
    buttons = [[await _take_back(wish, ask, reading)] for wish in wishes]
    return view(head.say(ask.language), *lines, "", how, language=ask.language, buttons=buttons)


def active_mutes(ask: Ask) -> list[Mute]:
    return [wish for wish in ask.subscriber.mutes if wish.holds(ask.now)]


async def less(ask: Ask, reading: Reading) -> AnswerView:
    """What may be muted of the story: the words and topics it was told for, and who reported it."""
    explained = await verbs.why(reading, ask.subscriber, ask.words, reference=ask.reply_to)
    words = explained.alert.words if explained.alert else ()
    outlets = dict.fromkeys(report.article.outlet for report in explained.reports)
    offered = [
        *(_offer(ask, MuteKind.WORD, word, word) for word in words[:MOST_OFFERED]),
        *(_offer(ask, MuteKind.TOPIC, topic.slug, topic.title_in(ask.language)) for topic in explained.topics[:MOST_OFFERED]),
        *(_offer(ask, MuteKind.OUTLET, outlet, outlet) for outlet in list(outlets)[:MOST_OFFERED]),
    ]
    return view(say.LESS_WHICH.say(ask.language), "", say.MUTE_HOW.say(ask.language), buttons=[[button] for button in offered])


def _offer(ask: Ask, kind: MuteKind, name: str, shown: str) -> Button | None:
    return asks(f"🔕 {say.MUTE_KINDS[kind].say(ask.language)}: {clip(shown, 40)}", "mute", f"{kind} {name}")


async def _take_back(wish: Mute, ask: Ask, reading: Reading) -> Button | None:
    about = wish.about.rpartition("/")[2] if wish.kind is MuteKind.TOPIC else wish.about
    return asks(f"🔔 {clip(await _title(wish, ask, reading), 40)}", "unmute", f"{wish.kind} {about}")


async def _named(wish: Mute, ask: Ask, reading: Reading) -> str:
    """As in "topic Earthquakes, until Tue 14:00"."""
    name = f"{say.MUTE_KINDS[wish.kind].say(ask.language)} {bold(clip(await _title(wish, ask, reading), NAME))}"
    if wish.until is None:
        return name
    when = day_and_time(wish.until, ask.language, ask.subscriber.zone)
    return f"{name}, {say.UNTIL.say(ask.language, when=when)}"


async def _title(wish: Mute, ask: Ask, reading: Reading) -> str:
    match wish.kind:
        case MuteKind.TOPIC:
            topic = await reading.topic(wish.about)
            return topic.title_in(ask.language) if topic else wish.about
        case MuteKind.STORY:
            story = await reading.story(wish.about)
            founder = await reading.article(story.founder) if story else None
            return (founder and founder.original.title) or wish.about
        case _:
            return wish.about
