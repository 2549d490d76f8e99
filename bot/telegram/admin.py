"""What the bot answers to its admins."""

from __future__ import annotations

from collections.abc import Mapping

from bot import verbs
from bot.telegram import admin_phrases as say
from bot.telegram import picking
from bot.telegram.admin_feeds import feed_line
from bot.telegram.alarms import standing_line
from bot.telegram.asking import SURE, Ask, Question, asks, bold, code, named, question, view
from bot.telegram.house_phrases import STATES
from bot.telegram.list_phrases import LIST_FAULTS
from bot.telegram.phrases import DID_YOU_MEAN, STORIES_MORE
from bot.verbs import IN_TROUBLE, Refused
from channels.rendering.phrases import Phrase
from feeds.opml import ListFault
from news.deliveries import DeliveryState
from news.ports import Reading, Transaction
from news.views import AnswerView

MOST_NAMED = 10
"""Articles named in one answer."""
TITLE = 120
"""Letters of a headline."""


async def merge(ask: Ask, tx: Transaction) -> AnswerView:
    """Shows both first: only the button (or `/merge yes STORY INTO`) does it. Without two names: the latest stories to pick from."""
    names = ask.words.split()
    sure = names[:1] == [SURE]
    pair = names[sure:]
    if len(pair) != len(("story", "into")):
        return await picking.which_merge(ask, tx, pair[0] if len(pair) == 1 else "")
    if not sure:
        plan = await verbs.planned_merge(tx, *pair)
        both = [picking.story_line(story, await picking.title_of(story, tx)) for story in (plan.gone, plan.stays)]
        return _meant(ask, say.MERGE_ASK.say(ask.language), both, say.MERGE_BUTTON, "merge", pair)
    done = await verbs.merge(tx, *pair, now=ask.now)
    return view(say.MERGED.say(ask.language, gone=named(done.gone.story_id), stays=named(done.stays.story_id)))


async def split(ask: Ask, tx: Transaction) -> AnswerView:
    """Shows what would go first: only the button (or `/split yes ARTICLE…`) does it. Bare, or with a story's name: what to pick from."""
    names = ask.words.split()
    sure = names[:1] == [SURE]
    if not names[sure:]:
        return await picking.which_split(ask, tx)
    if len(names) == 1 and await tx.article(names[0]) is None and (story := await tx.story(names[0])):
        return await picking.which_report(ask, tx, story)
    if not sure:
        plan = await verbs.planned_split(tx, names)
        going = [f"• {named(article.original.title, TITLE)}" for article in plan.articles[:MOST_NAMED]]
        more = [STORIES_MORE.say(len(plan.articles) - MOST_NAMED, ask.language)] if len(plan.articles) > MOST_NAMED else []
        asked = say.SPLIT_ASK.say(ask.language, story=named(plan.story.story_id))
        return _meant(ask, asked, [*going, *more], say.SPLIT_BUTTON, "split", names)
    done = await verbs.split(tx, names[sure:], now=ask.now)
    articles = ", ".join(named(article.article_id) for article in done.articles[:MOST_NAMED])
    more_ = "…" if len(done.articles) > MOST_NAMED else ""
    return view(say.SPLIT.say(ask.language, story=named(done.story.story_id), into=named(done.into), articles=articles + more_))


def _meant(ask: Ask, asked: str, lines: list[str], label: Phrase, verb: str, names: list[str]) -> Question:
    """The button that does it; where the names are too many for one, what to send instead."""
    words = " ".join([SURE, *names])
    button = asks(label.say(ask.language), verb, words)
    typed = [] if button else [code(f"/{verb} {words}")]
    return question(asked, *lines, *typed, language=ask.language, buttons=[[button]])


async def health(ask: Ask, reading: Reading) -> AnswerView:
    """What the house holds, what waits, and every feed that needs a look."""
    found = await verbs.health(reading, now=ask.now)
    tally = found.tally
    waits = [say.HEALTH_UNPLACED.say(ask.language, n=tally.unplaced)] if tally.unplaced else []
    minutes = int(found.overdue.total_seconds() // 60)
    late = [say.HEALTH_OVERDUE.say(ask.language, minutes=minutes)] if minutes else []
    return view(
        (say.HEALTH_WELL if found.is_well else say.HEALTH_ILL).say(ask.language),
        say.HEALTH_HOLDS.say(
            ask.language, feeds=tally.feeds, articles=tally.articles, stories=tally.stories, subscribers=tally.subscribers
        ),
        say.HEALTH_DELIVERIES.say(ask.language, states=delivery_counts(tally.deliveries, ask.language)),
        *(standing_line(each, ask.language, ask.subscriber.zone) for each in found.alarms),
        *waits,
        *late,
        *(feed_line(each, ask) for each in found.in_condition(*IN_TROUBLE)),
        language=ask.language,
    )


def delivery_counts(deliveries: Mapping[str, int], language: str) -> str:
    """As in "sent 12 · due 3"."""
    told = (f"{named(STATES[DeliveryState(state)].say(language))} {number}" for state, number in deliveries.items() if number)
    return " · ".join(told) or "0"


def refused(error: Refused, language: str) -> AnswerView:
    """How a verb's refusal sounds in chat."""
    near = ", ".join(bold(name) for name in error.near)
    hint = [DID_YOU_MEAN.say(language, names=near)] if near else []
    return view(refusal(error, language), *hint)


def refusal(error: Refused, language: str) -> str:
    """In one line, without what may have been meant."""
    asked = LIST_FAULTS[error.fault].say(language, **error.about) if isinstance(error.fault, ListFault) else error.asked
    return say.REFUSALS[error.reason].say(language, asked=named(asked, 200))
