"""What the bot answers to its admins."""

from __future__ import annotations

from bot import verbs
from bot.telegram import admin_phrases as say
from bot.telegram.asking import Ask, bold, named, view
from bot.telegram.phrases import DID_YOU_MEAN
from bot.verbs import FeedCondition, FeedHealth, Refused
from channels.rendering.phrases import clock_time
from news.ports import Reading, Transaction
from news.views import AnswerView

MOST_NAMED = 10
"""Articles named in one answer."""


async def feeds(ask: Ask, reading: Reading) -> AnswerView:
    listed = await verbs.feeds_health(reading, now=ask.now)
    if not listed:
        return view(say.FEEDS_NONE.say(ask.language))
    return view(say.FEEDS_HEAD.say(len(listed), ask.language), *(_feed(each, ask) for each in listed), language=ask.language)


def _feed(health: FeedHealth, ask: Ask) -> str:
    feed, state = health.watched.feed, health.watched.state
    parts = [f"{say.CONDITIONS[health.condition].say(ask.language)} {bold(feed.slug)}", named(feed.outlet or feed.title, 40)]
    if health.condition is FeedCondition.FAILING:
        parts.append(f"{state.failures}× {named(state.last_error, 120)}")
    elif state.last_polled_at:
        parts.append(f"{clock_time(state.last_polled_at, ask.language, ask.subscriber.zone)}, {state.entries}")
    return " · ".join(part for part in parts if part)


async def add_feed(ask: Ask, tx: Transaction) -> AnswerView:
    url, _, slug = ask.words.partition(" ")
    if not url:
        return view(say.ADDFEED_HOW.say(ask.language))
    feed = await verbs.add_feed(tx, url, slug=slug.strip())
    return view(say.FEED_ADDED.say(ask.language, feed=named(feed.slug), url=named(feed.url, 300)))


async def delete_feed(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return _which(ask, "delfeed")
    removed = await verbs.remove_feed(tx, ask.words)
    phrase = say.FEED_PAUSED_BY_FILE if removed.paused else say.FEED_FORGOTTEN
    return view(phrase.say(ask.language, feed=named(removed.feed.slug)))


async def pause_feed(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return _which(ask, "pausefeed")
    feed = await verbs.pause_feed(tx, ask.words)
    return view(say.FEED_PAUSED.say(ask.language, feed=named(feed.slug)))


async def resume_feed(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return _which(ask, "resumefeed")
    feed = await verbs.resume_feed(tx, ask.words, now=ask.now)
    return view(say.FEED_RESUMED.say(ask.language, feed=named(feed.slug)))


async def poll_now(ask: Ask, tx: Transaction) -> AnswerView:
    slugs = await verbs.poll_now(tx, ask.words.split(), now=ask.now)
    return view(say.POLLING.say(len(slugs), ask.language))


async def merge(ask: Ask, tx: Transaction) -> AnswerView:
    names = ask.words.split()
    if len(names) != len(("story", "into")):
        return view(say.MERGE_HOW.say(ask.language))
    done = await verbs.merge(tx, *names, now=ask.now)
    return view(say.MERGED.say(ask.language, gone=named(done.gone.story_id), stays=named(done.stays.story_id)))


async def split(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return view(say.SPLIT_HOW.say(ask.language))
    done = await verbs.split(tx, ask.words.split(), now=ask.now)
    articles = ", ".join(named(article.article_id) for article in done.articles[:MOST_NAMED])
    more = "…" if len(done.articles) > MOST_NAMED else ""
    return view(say.SPLIT.say(ask.language, story=named(done.story.story_id), into=named(done.into), articles=articles + more))


async def health(ask: Ask, reading: Reading) -> AnswerView:
    """What the house holds, what waits, and every feed that needs a look."""
    found = await verbs.health(reading, now=ask.now)
    tally = found.tally
    waits = [say.HEALTH_UNPLACED.say(ask.language, n=tally.unplaced)] if tally.unplaced else []
    minutes = int(found.overdue.total_seconds() // 60)
    late = [say.HEALTH_OVERDUE.say(ask.language, minutes=minutes)] if minutes else []
    states = ", ".join(f"{named(state)} {number}" for state, number in tally.deliveries.items() if number) or "0"
    return view(
        (say.HEALTH_WELL if found.is_well else say.HEALTH_ILL).say(ask.language),
        say.HEALTH_HOLDS.say(
            ask.language, feeds=tally.feeds, articles=tally.articles, stories=tally.stories, subscribers=tally.subscribers
        ),
        say.HEALTH_DELIVERIES.say(ask.language, states=states),
        *waits,
        *late,
        *(_feed(each, ask) for each in found.in_condition(FeedCondition.FAILING, FeedCondition.SILENT)),
        language=ask.language,
    )


def _which(ask: Ask, command: str) -> AnswerView:
    return view(say.FEED_WHICH.say(ask.language, command=command))


def refused(error: Refused, language: str) -> AnswerView:
    """How a verb's refusal sounds in chat."""
    near = ", ".join(bold(name) for name in error.near)
    hint = [DID_YOU_MEAN.say(language, names=near)] if near else []
    return view(say.REFUSALS[error.reason].say(language, asked=named(error.asked, 200)), *hint)
