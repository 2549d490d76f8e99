"""What the bot answers to its admins."""

from __future__ import annotations

from bot import verbs
from bot.telegram import admin_phrases as say
from bot.telegram.admin_feeds import feed_line
from bot.telegram.asking import Ask, bold, named, view
from bot.telegram.phrases import DID_YOU_MEAN
from bot.verbs import IN_TROUBLE, Refused
from news.ports import Reading, Transaction
from news.views import AnswerView

MOST_NAMED = 10
"""Articles named in one answer."""


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
        *(feed_line(each, ask) for each in found.in_condition(*IN_TROUBLE)),
        language=ask.language,
    )


def refused(error: Refused, language: str) -> AnswerView:
    """How a verb's refusal sounds in chat."""
    near = ", ".join(bold(name) for name in error.near)
    hint = [DID_YOU_MEAN.say(language, names=near)] if near else []
    return view(say.REFUSALS[error.reason].say(language, asked=named(error.asked, 200)), *hint)
