"""Pickers of bare commands: what can be merged, split, searched, added or said, one button each."""

from __future__ import annotations

from collections.abc import Sequence

from bot import verbs
from bot.offers import open_offers
from bot.telegram import admin_phrases as admin_say
from bot.telegram import house_phrases as house_say
from bot.telegram import picking_phrases as say
from bot.telegram import reading_phrases as reading_say
from bot.telegram.asking import SURE, Ask, Question, asks, code, named, question, view
from channels.rendering.html import clip
from news.articles import Article
from news.deliveries import Button
from news.ports import Reading
from news.stories.values import Story
from news.subscribers import Topic
from news.views import AnswerView

ADDFEED, BROADCAST = "addfeed", "broadcast"
"""Kinds of offers, called as the commands that make them."""
AGAIN = "again"
"""`/broadcast again TOKEN` shows once more what was offered."""
LATEST = 8
"""Stories offered."""
MOST_REPORTS = 12
"""Of a story, offered to be split off."""
LABEL = 48
TITLE = 120


async def which_merge(ask: Ask, reading: Reading, first: str) -> Question:
    """Without a name the latest stories; with one, the others, so that a second tap says into which."""
    gone = await verbs.story_of(reading, first) if first else None
    latest = [story for story in await reading.stories(limit=LATEST) if gone is None or story.story_id != gone.story_id]
    titled = [(story, await title_of(story, reading)) for story in latest]
    into = say.MERGE_INTO.say(ask.language, story=named(await title_of(gone, reading), TITLE)) if gone else ""
    chosen = f"{gone.story_id} " if gone else ""
    return question(
        into or admin_say.MERGE_HOW.say(ask.language),
        *(story_line(story, title) for story, title in titled),
        language=ask.language,
        buttons=[[asks(_label(title, story.story_id), "merge", chosen + story.story_id)] for story, title in titled],
    )


async def which_split(ask: Ask, reading: Reading) -> Question:
    """The latest stories that have two articles or more."""
    titled = [(story, await title_of(story, reading)) for story in await reading.stories(limit=4 * LATEST) if story.articles > 1][:LATEST]
    return question(
        admin_say.SPLIT_HOW.say(ask.language),
        *(story_line(story, title) for story, title in titled),
        language=ask.language,
        buttons=[[asks(_label(title, story.story_id), "split", story.story_id)] for story, title in titled],
    )


async def which_report(ask: Ask, reading: Reading, story: Story) -> Question:
    """The articles of a story: each may be the one that does not belong."""
    reports = (await reading.story_articles(story.story_id))[-MOST_REPORTS:]
    return question(
        say.SPLIT_WHICH.say(ask.language, story=named(await title_of(story, reading), TITLE)),
        *(f"• {code(report.article_id)} {_headline(report)}" for report in reports),
        language=ask.language,
        buttons=[[asks(_label(report.original.title, report.article_id), "split", report.article_id)] for report in reports],
    )


def _headline(report: Article) -> str:
    return " — ".join(filter(None, [named(report.original.title or report.original.summary, TITLE), named(report.outlet, 40)]))


async def what_to_search(ask: Ask, reading: Reading) -> AnswerView:
    """What they follow; what there is to follow when that is nothing."""
    followed = [topic for topic, _ in (await verbs.followings(reading, ask.subscriber)).topics]
    offered = followed or await verbs.presets(reading)
    return view(
        reading_say.SEARCH_HOW.say(ask.language),
        language=ask.language,
        buttons=[[_search_button(topic, ask.language)] for topic in offered[:LATEST]],
    )


def _search_button(topic: Topic, language: str) -> Button | None:
    """With the topic's query in the reader's language, if there is one that a button has room for."""
    queries: Sequence[str] = [query for code_, query in topic.queries if code_ in {language, ""}] or [query for _, query in topic.queries]
    buttons = (asks(f"🔎 {clip(topic.title_in(language), LABEL)}", "search", query) for query in queries)
    return next(filter(None, buttons), None)


async def what_to_add(ask: Ask, reading: Reading) -> Question:
    """The addresses that were tried lately and not taken."""
    offers = await open_offers(reading, ADDFEED, now=ask.now)
    lines = [f"• {named(offer.wish.get('slug', ''))} {code(clip(offer.wish.get('url', ''), 300))}" for offer in offers]
    return question(
        admin_say.ADDFEED_HOW.say(ask.language),
        *(["", say.TRIED_LATELY.say(ask.language), *lines] if lines else []),
        language=ask.language,
        buttons=[[asks(f"➕ {clip(offer.wish.get('slug', ''), LABEL)}", ADDFEED, f"{SURE} {offer.token}")] for offer in offers],
    )


async def what_to_say(ask: Ask, reading: Reading) -> Question:
    """The words that were shown lately and not sent: a tap shows them once more."""
    offers = await open_offers(reading, BROADCAST, now=ask.now)
    return question(
        house_say.BROADCAST_HOW.say(ask.language),
        *(["", say.SHOWN_LATELY.say(ask.language)] if offers else []),
        language=ask.language,
        buttons=[[asks(clip(offer.wish.get("words", ""), LABEL), BROADCAST, f"{AGAIN} {offer.token}")] for offer in offers],
    )


async def title_of(story: Story, reading: Reading) -> str:
    founder = await reading.article(story.founder)
    return founder.original.title if founder else ""


def story_line(story: Story, title: str) -> str:
    return f"• {code(story.story_id)} {named(title, TITLE)}"


def _label(title: str, name: str) -> str:
    return clip(title, LABEL) or name
