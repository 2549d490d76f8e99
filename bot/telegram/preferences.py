"""When and how a subscriber wants to hear: `/pause`, `/resume`, `/quiet`, `/tz`, `/digest`, `/settings`, and an end to it: `/unfollow_all`."""

from __future__ import annotations

from bot import verbs
from bot.names import weekday_name
from bot.telegram import preference_phrases as say
from bot.telegram import reading_phrases as reading_say
from bot.telegram.asking import SURE, Ask, asks, bold, named, view
from bot.telegram.muting import active_mutes
from bot.telegram.phrases import LIST_EMPTY
from bot.version import VERSION
from channels.rendering.html import clip
from channels.rendering.phrases import clock_time, language_name, spoken
from news.deliveries import Button
from news.digests import Rhythm
from news.ports import Reading, Transaction
from news.subscribers import Pace, Subscriber, Topic
from news.views import AnswerView

MOST_TITLES = 30
OFFERED_ZONES = ("Europe/Istanbul", "Europe/Kyiv", "Europe/London", "Europe/Berlin", "America/New_York", "UTC")
OFFERED_DIGESTS = ("07:00", "08:00", "12:00", "20:00")
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
    offered = [
        [asks(f"🕰 {name.rpartition('/')[2].replace('_', ' ')}", "tz", name)] for name in OFFERED_ZONES if name != ask.subscriber.zone
    ]
    return view(_clock(ask, ask.subscriber), "", say.ZONE_HOW.say(ask.language), buttons=offered)


def _clock(ask: Ask, subscriber: Subscriber) -> str:
    shown = clock_time(ask.now, subscriber.language, subscriber.zone)
    return say.ZONE.say(subscriber.language, zone=named(subscriber.zone), time=shown)


# --- all of it ------------------------------------------------------------------------------------------------------


async def settings(ask: Ask, reading: Reading) -> AnswerView:
    """What stands, with the command that changes it."""
    subscriber, language = ask.subscriber, ask.language
    followed = (await verbs.followings(reading, subscriber)).topics
    paused = [say.PAUSED_ALREADY.say(language)] if subscriber.paused else []
    mutes = len(active_mutes(ask))
    return view(
        say.SETTINGS_HEAD.say(language),
        *paused,
        say.SETTINGS_LANGUAGE.say(language, name=bold(language_name(language, language))),
        reading_say.READING_SETTING.say(language, name=bold(language_name(subscriber.reading_language, language))),
        f"{_clock(ask, subscriber)} · /tz",
        f"{_quiet(subscriber)} · /quiet",
        say.SETTINGS_NOW.say(language, topics=_titles(followed, Pace.NOW, language)),
        say.SETTINGS_DIGEST.say(language, time=_rhythm(subscriber), topics=_titles(followed, Pace.DIGEST, language)),
        say.SETTINGS_MUTES.say(language, n=mutes),
        language=language,
    )


def _titles(followed: tuple[tuple[Topic, Pace], ...], pace: Pace, language: str) -> str:
    titles = ", ".join(bold(clip(topic.title_in(language), 40)) for topic, theirs in followed[:MOST_TITLES] if theirs is pace)
    return titles or say.NO_TOPICS.say(language)


async def version(ask: Ask, _: Reading) -> AnswerView:
    return view(say.VERSION.say(ask.language, version=named(VERSION)))


# --- pace, and an end -----------------------------------------------------------------------------------------------


async def digest(ask: Ask, tx: Transaction) -> AnswerView:
    """`/digest` shows what comes when and at which pace; `/digest 07:30` and `/digest off` set its hour, `/digest now` brings it at once,
    `/digest digest quakes` and `/digest now quakes` (and the buttons) set the pace of a topic.
    """
    pace, _, name = ask.words.partition(" ")
    if pace and pace.casefold() not in {*Pace}:
        return view(_hour(await verbs.set_digest(tx, ask.subscriber, ask.words, now=ask.now)))
    if pace.casefold() == Pace.NOW and not name:
        return await _now(ask, tx)
    if not name:
        return await _paces(ask, tx)
    topic = await verbs.set_pace(tx, ask.subscriber, name.strip(), Pace(pace.casefold()))
    phrase = say.PACE_DIGEST if pace.casefold() == Pace.DIGEST else say.PACE_NOW
    return view(phrase.say(ask.language, topic=named(topic.title_in(ask.language))))


async def _now(ask: Ask, tx: Transaction) -> AnswerView:
    if ask.subscriber.paused:
        return view(say.PAUSED_ALREADY.say(ask.language))
    opened = await verbs.digest_now(tx, ask.subscriber, now=ask.now)
    return view((reading_say.DIGEST_COMES if opened else reading_say.DIGEST_EMPTY).say(ask.language))


async def _paces(ask: Ask, reading: Reading) -> AnswerView:
    followed = (await verbs.followings(reading, ask.subscriber)).topics
    when = (_hour(ask.subscriber), reading_say.DIGEST_HOW.say(ask.language))
    if not followed:
        return view(*when, "", LIST_EMPTY.say(ask.language), buttons=[_hours(ask)])
    buttons = [[_other_pace(ask, topic, pace)] for topic, pace in followed[:MOST_TITLES]]
    return view(*when, "", say.PACE_WHICH.say(ask.language), buttons=[_hours(ask), *buttons])


def _hours(ask: Ask) -> list[Button | None]:
    """Other hours, and an end to it where there is one."""
    offered = [asks(f"🕗 {hour}", "digest", hour) for hour in OFFERED_DIGESTS if hour != ask.subscriber.digest_at]
    return [*offered, *([asks(say.OFF_BUTTON.say(ask.language), "digest", "off")] if ask.subscriber.digest_at else [])]


def _hour(subscriber: Subscriber) -> str:
    if not subscriber.digest_at:
        return reading_say.DIGEST_OFF.say(subscriber.language)
    return reading_say.DIGEST_AT.say(subscriber.language, time=_rhythm(subscriber), zone=named(subscriber.zone))


def _rhythm(subscriber: Subscriber) -> str:
    """As in "Monday 08:00"."""
    if not subscriber.digest_at:
        return "—"
    rhythm = Rhythm.parse(subscriber.digest_at)
    day = "" if rhythm.weekday is None else weekday_name(rhythm.weekday, spoken(subscriber.language))
    return named(f"{day} {rhythm.at:%H:%M}".strip())


def _other_pace(ask: Ask, topic: Topic, pace: Pace) -> Button | None:
    mark, other = ("🔔", Pace.DIGEST) if pace is Pace.NOW else ("📰", Pace.NOW)
    return asks(f"{mark} {clip(topic.title_in(ask.language), 40)}", "digest", f"{other} {topic.slug}")


async def unfollow_all(ask: Ask, tx: Transaction) -> AnswerView:
    """Asks first: only the button (or `/unfollow_all yes`) does it."""
    followed = (await verbs.followings(tx, ask.subscriber)).topics
    if not followed:
        return view(LIST_EMPTY.say(ask.language))
    if ask.words != SURE:
        button = asks(say.UNFOLLOW_ALL_BUTTON.say(ask.language), "unfollow_all", SURE)
        return view(say.UNFOLLOW_ALL_ASK.say(ask.language, n=len(followed)), buttons=[[button]])
    await verbs.unfollow_all(tx, ask.subscriber)
    return view(say.UNFOLLOWED_ALL.say(ask.language))
