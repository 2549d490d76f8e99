"""What the bot answers to its admins about feeds."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot import verbs
from bot.desk import Desk
from bot.durations import format_duration
from bot.offers import make_offer, take_offer
from bot.telegram import admin_phrases as say
from bot.telegram import feed_phrases as tell
from bot.telegram import picking
from bot.telegram import trouble_phrases as trouble_say
from bot.telegram.asking import SURE, Ask, Change, Question, asks, bold, code, named, question, view
from bot.verbs import Examined, FeedHealth, Reason, Refused, TriedFeed, feed_called
from channels.rendering.html import clip
from channels.rendering.phrases import clock_time, day_and_time, language_name
from news.deliveries import Button
from news.feed import Feed, FeedState, Origin, WatchedFeed
from news.moves import address_of
from news.ports import Reading, Transaction
from news.views import AnswerView

MOST_OFFERED = 24
"""Feeds in a picker, those that need a look first."""
MOST_TESTED = 5
"""Feeds that one `/testfeed` asks: everybody's commands wait for the slowest of them."""
ADDRESS = 300
"""Letters of an address that are shown."""


async def feeds(ask: Ask, reading: Reading) -> AnswerView:
    listed = await verbs.feeds_health(reading)
    if not listed:
        return view(say.FEEDS_NONE.say(ask.language))
    return view(say.FEEDS_HEAD.say(len(listed), ask.language), *(feed_line(each, ask) for each in listed), language=ask.language)


def feed_line(health: FeedHealth, ask: Ask) -> str:
    feed, state = health.watched.feed, health.watched.state
    parts = [f"{say.CONDITIONS[health.condition].say(ask.language)} {bold(feed.slug)}", named(feed.outlet or feed.title, 40)]
    if state.failures:
        parts.append(f"{state.failures}× {named(state.last_error, 120)}")
    elif state.last_polled_at:
        parts.append(f"{clock_time(state.last_polled_at, ask.language, ask.subscriber.zone)}, {state.entries}")
    return " · ".join(part for part in parts if part)


async def feed(ask: Ask, reading: Reading) -> AnswerView:
    """Everything about one feed, and what can be done with it."""
    if not ask.words:
        return await _picker(ask, reading, "feed")
    watched = await feed_called(reading, ask.words)
    known, state = watched.feed, watched.state
    address = address_of(known, state)
    return view(
        feed_line(FeedHealth(watched, verbs.condition_of(watched)), ask),
        tell.FEED_ADDRESS.say(ask.language, url=code(clip(known.url, ADDRESS))),
        *([tell.MOVED_TO.say(ask.language, url=code(clip(address, ADDRESS)))] if address != known.url else []),
        *([tell.FEED_ORIGIN_FILE.say(ask.language)] if known.origin is Origin.FILE else []),
        tell.FEED_READ.say(ask.language, read=_when(state.last_ok_at, ask), next=_when(state.next_poll_at, ask), articles=state.entries),
        tell.FEED_NEWS.say(ask.language, news=_when(state.last_entry_at, ask), every=format_duration(state.interval or known.every)),
        *([tell.FEED_PUSHED.say(ask.language, when=_when(state.pushed_at, ask))] if state.pushed_at else []),
        language=ask.language,
        buttons=_deeds(known, ask),
    )


def _when(moment: datetime | None, ask: Ask) -> str:
    return day_and_time(moment, ask.language, ask.subscriber.zone) if moment else tell.NEVER.say(ask.language)


def _deeds(known: Feed, ask: Ask) -> list[list[Button | None]]:
    turn = (tell.RESUME_BUTTON, "resumefeed") if known.paused else (tell.PAUSE_BUTTON, "pausefeed")
    offered = ((*turn,), (tell.TEST_BUTTON, "testfeed"), (tell.POLL_BUTTON, "pollnow"), (tell.DELETE_BUTTON, "delfeed"))
    buttons = [asks(label.say(ask.language), verb, known.slug) for label, verb in offered]
    return [buttons[:2], buttons[2:]]


# --- try, then watch


async def add_feed(ask: Ask, reading: Reading) -> Change:
    """A feed's address, or that of a page that names one: what it would bring is shown, and only the button watches it."""
    first, _, rest = ask.words.partition(" ")
    if first == SURE:
        return _watch
    if not first:
        return picking.what_to_add
    tried = await verbs.try_new(desk_of(ask), reading, first, slug=rest.strip())
    return _offers(tried)


def _offers(tried: TriedFeed) -> Change:
    async def offer(ask: Ask, tx: Transaction) -> AnswerView:
        found = tried.feed
        token = hashlib.sha256(found.url.encode()).hexdigest()[:16]
        wish = {"url": found.url, "slug": found.slug, "title": found.title, "language": found.language}
        await make_offer(tx, picking.ADDFEED, token, wish, now=ask.now)
        others = [asks(clip(url, 60), "addfeed", url) for url in tried.others[:MOST_OFFERED]]
        more = ["", tell.ADD_OTHERS.say(ask.language), *(code(clip(url, ADDRESS)) for url in tried.others[:5])] if tried.others else []
        return question(
            *_shown(tried, ask),
            "",
            tell.ADD_ASK.say(ask.language, feed=named(found.slug)),
            *more,
            language=ask.language,
            buttons=[[asks(tell.ADD_BUTTON.say(ask.language), "addfeed", f"{SURE} {token}")], *([button] for button in others[:5])],
        )

    return offer


async def _watch(ask: Ask, tx: Transaction) -> AnswerView:
    token = ask.words.partition(" ")[2].strip()
    offer = await take_offer(tx, picking.ADDFEED, token, now=ask.now)
    if offer is None:
        raise Refused(Reason.ASK_AGAIN)
    feed = await verbs.add_feed(tx, **offer.wish)
    return view(say.FEED_ADDED.say(ask.language, feed=named(feed.slug), url=named(feed.url, ADDRESS)))


async def test_feed(ask: Ask, reading: Reading) -> AnswerView:
    """Reads them now, all at once, and keeps nothing: what each brings, or why it cannot be read."""
    names = list(dict.fromkeys(ask.words.split()))
    if not names:
        return await _picker(ask, reading, "testfeed")
    wanted = [await _watched(reading, name) for name in names[:MOST_TESTED]]
    found = await asyncio.gather(*(verbs.examine(desk_of(ask), each.feed, each.state, now=ask.now) for each in wanted))
    left_out = [tell.TESTED_LEFT_OUT.say(ask.language, n=MOST_TESTED, feeds=named(" ".join(names[MOST_TESTED:]), ADDRESS))]
    paragraphs = [_examined(each, ask) for each in found] + ([left_out] if len(names) > MOST_TESTED else [])
    return view(*[line for paragraph in paragraphs for line in ("", *paragraph)][1:], language=ask.language)


async def _watched(reading: Reading, name: str) -> WatchedFeed:
    if "://" not in name:
        return await feed_called(reading, name)
    feed = await verbs.planned_feed(reading, name, slug="")
    return WatchedFeed(feed, FeedState(feed.slug))


def _examined(found: Examined, ask: Ask) -> list[str]:
    due = tell.NEXT_LOOK.say(ask.language, when=format_duration(found.due_at - ask.now), reason=found.due_reason)
    hops = [f"{hop.status} ↪ {code(clip(hop.url, ADDRESS))}" for hop in found.hops]
    if found.tried is None:
        names = [code(clip(name, ADDRESS)) for name in found.names[:5]]
        return [bold(clip(found.feed.slug, 100)), code(clip(found.asked, ADDRESS)), *hops, f"⚠️ {named(found.error, 400)}", *names, due]
    return [*_shown(found.tried, ask), *hops, _how_read(found.tried, ask), due]


def _how_read(tried: TriedFeed, ask: Ask) -> str:
    fetched, parsed = tried.fetched, tried.parsed
    validators = ", ".join(name for name, value in (("ETag", fetched.etag), ("Last-Modified", fetched.last_modified)) if value)
    return tell.HOW_READ.say(
        ask.language,
        charset=named(f"{parsed.charset} ({parsed.charset_reason})"),
        parser=named(parsed.parser),
        validators=validators or "–",
    )


def _shown(tried: TriedFeed, ask: Ask) -> list[str]:
    parsed, fetched = tried.parsed, tried.fetched
    facts = tell.TRIED_FACTS.say(
        ask.language,
        entries=tell.TRIED_ENTRIES.say(len(parsed.entries), ask.language),
        name=named(language_name(tried.language, ask.language)),
        format=named(parsed.format or "?"),
    )
    return [
        bold(clip(parsed.title or tried.feed.outlet, 100)),
        code(clip(tried.feed.url, ADDRESS)),
        *([tell.FOUND_ON.say(ask.language, page=code(clip(tried.asked, ADDRESS)))] if tried.on_a_page else []),
        *([tell.MOVED_TO.say(ask.language, url=code(clip(fetched.moved_to, ADDRESS)))] if fetched.moved_to else []),
        facts,
        *(f"• {named(entry.title or entry.summary, 120)}" for entry in tried.newest),
        *(f"⚠️ {named(warning, 200)}" for warning in parsed.warnings[:3]),
    ]


def desk_of(ask: Ask) -> Desk:
    if ask.desk is None:
        raise LookupError("this conversation was given no desk: admins cannot try feeds in it")
    return ask.desk


# --- change, pause, forget


async def edit_feed(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return await _picker(ask, tx, "editfeed", lambda known: known.origin is not Origin.FILE)
    slug, _, rest = ask.words.partition(" ")
    field, _, value = rest.strip().replace("=", " ", 1).partition(" ")
    if not value.strip():
        known = (await feed_called(tx, slug)).feed
        return question(tell.EDITFEED_HOW.say(ask.language, feed=named(known.slug)), *_values(known), language=ask.language)
    feed = await verbs.edit_feed(tx, slug, field, value, now=ask.now)
    return view(
        tell.FEED_EDITED.say(ask.language, feed=named(feed.slug), field=named(field), value=bold(clip(" ".join(value.split()), ADDRESS)))
    )


def _values(known: Feed) -> list[str]:
    """Every field that may be changed, and what it is now."""
    values = {name: getattr(known, name) for name in verbs.FIELDS}
    return [f"{name}: {code(clip(_plain(value), ADDRESS))}" for name, value in values.items()]


def _plain(value: object) -> str:
    return format_duration(value) if isinstance(value, timedelta) else str(value)


async def delete_feed(ask: Ask, tx: Transaction) -> AnswerView:
    """Asks first: only the button (or `/delfeed yes SLUG…`) does it."""
    names = ask.words.split()
    sure = names[:1] == [SURE]
    known = [await feed_called(tx, slug) for slug in names[sure:]]
    if not known:
        return await _picker(ask, tx, "delfeed")
    slugs = [watched.feed.slug for watched in known]
    if not sure:
        button = asks(tell.DELETE_BUTTON.say(ask.language), "delfeed", " ".join([SURE, *slugs]))
        typed = [] if button else [code(f"/delfeed {SURE} {' '.join(slugs)}")]  # too many for a button
        return question(tell.DELETE_ASK.say(ask.language, feeds=", ".join(map(bold, slugs))), *typed, buttons=[[button]])
    removed = [await verbs.remove_feed(tx, slug) for slug in slugs]
    return view(*(_removed(each.feed, ask, paused=each.paused) for each in removed), language=ask.language)


def _removed(feed: Feed, ask: Ask, *, paused: bool) -> str:
    return (say.FEED_PAUSED_BY_FILE if paused else say.FEED_FORGOTTEN).say(ask.language, feed=named(feed.slug))


async def pause_feed(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return await _picker(ask, tx, "pausefeed", lambda known: not known.paused)
    paused = [await verbs.pause_feed(tx, slug) for slug in ask.words.split()]
    return view(*(say.FEED_PAUSED.say(ask.language, feed=named(feed.slug)) for feed in paused), language=ask.language)


async def resume_feed(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return await _picker(ask, tx, "resumefeed", lambda known: known.paused)
    resumed = [await verbs.resume_feed(tx, slug, now=ask.now) for slug in ask.words.split()]
    return view(*(say.FEED_RESUMED.say(ask.language, feed=named(feed.slug)) for feed in resumed), language=ask.language)


async def take_new_address(ask: Ask, tx: Transaction) -> AnswerView:
    """Under the notice that a feed has moved."""
    if not ask.words:
        return await _picker(ask, tx, "movefeed")
    feed = await verbs.take_new_address(tx, ask.words, now=ask.now)
    return view(trouble_say.FEED_MOVED.say(ask.language, feed=named(feed.slug), url=code(clip(feed.url, ADDRESS))))


async def poll_now(ask: Ask, tx: Transaction) -> AnswerView:
    slugs = await verbs.poll_now(tx, ask.words.split(), now=ask.now)
    return view(say.POLLING.say(len(slugs), ask.language))


async def _picker(ask: Ask, reading: Reading, command: str, fits: Callable[[Feed], bool] = lambda _: True) -> Question:
    listed = await verbs.feeds_health(reading)
    slugs = [each.watched.feed.slug for each in listed if fits(each.watched.feed)]
    if not slugs:
        return question(tell.NO_SUCH_FEEDS.say(ask.language))
    buttons = [asks(slug, command, slug) for slug in slugs[:MOST_OFFERED]]
    return question(tell.WHICH_FEED.say(ask.language, command=command), buttons=_rows(buttons))


def _rows(buttons: list[Button | None], width: int = 3) -> Iterable[list[Button | None]]:
    return (buttons[start : start + width] for start in range(0, len(buttons), width))
