"""What the bot answers to subscribers. Knows nothing of python-telegram-bot: an `Ask` comes in, an `AnswerView` goes out."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot import verbs
from bot.telegram import phrases as say
from bot.telegram import reading_phrases as reading_say
from bot.telegram import terms
from bot.telegram.asking import Ask, Change, asks, bold, code, named, says, view
from bot.telegram.preference_phrases import WHY_MUTED
from bot.telegram.query_phrases import FAULTS
from bot.telegram.sharing import share
from channels.rendering.html import clip, escape, isolate, link
from channels.rendering.phrases import SPOKEN, capitalised, flag, language_name, translation_note
from news.deliveries import Button, Delivery, DeliveryOutcome
from news.errors import QueryError
from news.ports import Reading, Transaction
from news.subscribers import Pace, TermTranslation, Topic
from news.topics.faults import Fault
from news.views import AnswerView, StoryView

READING = "reading"
MOST_BUTTONS = 30
HEADLINE = 200
MOST_WORDS = 4
DAYS_TRIED = 7
MOST_TRIED = 20
MOST_DETAIL = 300
"""Of the evidence for one report."""
MOST_SHOWN = 600
"""Of a query that cannot be read; a readable one has at most 500 characters."""


# --- hello ----------------------------------------------------------------------------------------------------------


async def start(ask: Ask, tx: Transaction) -> AnswerView:
    """Welcome; `/start topic` (a deep link) follows the preset called so, or what somebody shared."""
    given = await verbs.words_shared(tx, ask.words)
    if given is not None:
        return await follow(replace(ask, words=given), tx)
    offered = await verbs.presets(tx)
    wanted = next((topic for topic in offered if ask.words and topic.slug == ask.words), None)
    if wanted:
        return await follow(ask, tx)
    hello = say.WELCOME_BACK if ask.returned else say.WELCOME
    return view(
        hello.say(ask.language),
        "",
        say.FIRST_STEPS.say(ask.language),
        "/help",
        buttons=_topic_buttons(offered, ask.language),
    )


# --- topics ---------------------------------------------------------------------------------------------------------


async def topics(ask: Ask, reading: Reading) -> AnswerView:
    offered = await verbs.presets(reading)
    if not offered:
        return view(say.TOPICS_NONE.say(ask.language))
    followed = {topic.topic_id for topic, _ in (await verbs.followings(reading, ask.subscriber)).topics}
    lines = [
        f"{'✅' if topic.topic_id in followed else '▫️'} {named(topic.title_in(ask.language))} — {code(topic.slug)}" for topic in offered
    ]
    unfollowed = [topic for topic in offered if topic.topic_id not in followed]
    return view(
        say.TOPICS_HEAD.say(ask.language),
        *lines,
        "",
        say.HELP_QUERIES.say(ask.language),
        language=ask.language,
        buttons=_topic_buttons(unfollowed, ask.language),
    )


async def follow(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        offered = await verbs.presets(tx)
        return view(
            say.FIRST_STEPS.say(ask.language), "", say.HELP_QUERIES.say(ask.language), buttons=_topic_buttons(offered, ask.language)
        )
    several = _several(ask.words, {name for each in await verbs.presets(tx) for name in (each.slug, each.slug.casefold())})
    if len(several) > 1:
        done_all = [await verbs.follow(tx, ask.subscriber, words, most=ask.house.own_topics) for words in several]
        return view(*(_followed(done, ask.language) for done in done_all), language=ask.language)
    done = await verbs.follow(tx, ask.subscriber, ask.words, most=ask.house.own_topics)
    if done.created:
        return view(
            say.FOLLOWED_OWN.say(ask.language, topic=named(done.topic.title_in(ask.language))),
            *_meant(done.near, ask.language),
            *_name_asked(done.as_words, "follow", ask.language),
            buttons=[*_topic_buttons(done.near, ask.language), [terms.words_button(done.topic, ask.language)]],
        )
    return view(_followed(done, ask.language))


def _followed(done: verbs.Followed, language: str) -> str:
    phrase = say.FOLLOWED_OWN if done.created else say.FOLLOWED_ALREADY if done.already else say.FOLLOWED
    return phrase.say(language, topic=named(done.topic.title_in(language)))


def _several(words: str, names: Container[str]) -> list[str]:
    """One a line; or several names on one line, if they are nothing but names: any other words on a line are one query."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    asked = words.replace(",", " ").split()
    return lines if len(lines) > 1 or not all(word.casefold() in names for word in asked) else asked


async def topic(ask: Ask, reading: Reading) -> Change:
    """`/topic test QUERY`: what it would have met in the last days, and in which words. `/topic words NAME`: a topic in other languages.
    `/topic share NAME`: a link to it.
    """
    if ask.words.split(maxsplit=1)[:1] == ["share"]:
        return share
    return says(await _looked_at(ask, reading))


async def _looked_at(ask: Ask, reading: Reading) -> AnswerView:
    verb, _, query = ask.words.partition(" ")
    query = " ".join(query.split())
    if verb.lower() == "words":
        return await terms.topic_words(ask, reading, query)
    if verb.lower() != "test" or not query:
        return view(say.TOPIC_USAGE.say(ask.language), buttons=await terms.own_topics(ask, reading))
    tried = await verbs.to_try(reading, ask.subscriber, query)
    translated = await terms.terms_of(ask, tried)
    found = await verbs.tried(reading, query, since=ask.now - timedelta(days=DAYS_TRIED), translations=translated.translations)
    return view(
        say.TRIED.say(len(found.met), ask.language, asked=found.asked, days=DAYS_TRIED),
        *(_met(met) for met in found.met[:MOST_TRIED]),
        *_name_asked(found.as_words, "topic test", ask.language),
        *([""] if translated.translations or translated.lacking else []),
        *terms.shown(translated, ask.language),
        language=ask.language,
        buttons=await _after_trying(reading, tried, translated.translations, ask.language),
    )


async def _after_trying(
    reading: Reading, tried: Topic, translations: Sequence[TermTranslation], language: str
) -> list[list[Button | None]]:
    """Words of a topic that is followed can be struck; one that is only tried can be followed."""
    if await reading.topic(tried.topic_id):
        return terms.strike_buttons(tried, translations, language)
    return [[asks(f"🔔 {clip(tried.title, 40)}", "follow", tried.title)]]


def _met(met: verbs.Met) -> str:
    headline = met.article.original.title or met.article.original.summary
    words = ", ".join(code(clip(word, 60)) for word in met.words[:MOST_WORDS])
    return (
        f"• {isolate(link(met.article.url, clip(headline, HEADLINE)))} — {' '.join(filter(None, [named(met.article.outlet, 40), words]))}"
    )


def _name_asked(as_words: str, command: str, language: str) -> list[str]:
    return ["", say.NAME_ASKED.say(language, words=code(f"/{command} {as_words}"))] if as_words else []


def _meant(near: Iterable[Topic], language: str) -> list[str]:
    titles = ", ".join(bold(topic.title_in(language)) for topic in near)
    return [say.MEANT.say(language, topics=titles)] if titles else []


async def unfollow(ask: Ask, tx: Transaction) -> AnswerView:
    if not ask.words:
        return await _unfollow_which(ask, tx)
    followed = [topic for topic, _ in (await verbs.followings(tx, ask.subscriber)).topics]
    numbers = {str(number): topic for number, topic in enumerate(followed, start=1)}  # as the list counted before anything was dropped
    several = _several(ask.words, {*numbers, *(topic.slug.casefold() for topic in followed)})
    wanted = [numbers[words].slug if words in numbers else words for words in several]
    done = [await verbs.unfollow(tx, ask.subscriber, words) for words in dict.fromkeys(wanted)]
    return view(*(say.UNFOLLOWED.say(ask.language, topic=named(each.topic.title_in(ask.language))) for each in done), language=ask.language)


async def _unfollow_which(ask: Ask, reading: Reading) -> AnswerView:
    followed = [topic for topic, _ in (await verbs.followings(reading, ask.subscriber)).topics]
    if not followed:
        return view(say.LIST_EMPTY.say(ask.language))
    return view(say.UNFOLLOW_WHICH.say(ask.language), buttons=_topic_buttons(followed, ask.language, verb="unfollow", mark="✖️ "))


async def followed(ask: Ask, reading: Reading) -> AnswerView:
    """`/list`"""
    listed = (await verbs.followings(reading, ask.subscriber)).topics
    if not listed:
        return view(say.LIST_EMPTY.say(ask.language))
    lines = [f"{number}. {_following(topic, pace, ask.language)}" for number, (topic, pace) in enumerate(listed, start=1)]
    return view(say.LIST_HEAD.say(ask.language), *lines, "", "/unfollow", language=ask.language)


def _following(topic: Topic, pace: Pace, language: str) -> str:
    note = f" <i>({say.IN_DIGEST.say(language)})</i>" if pace is Pace.DIGEST else ""
    return named(topic.title_in(language)) + note


def _topic_buttons(offered: Iterable[Topic], language: str, *, verb: str = "follow", mark: str = "🔔 ") -> list[list[Button | None]]:
    return [[asks(mark + clip(topic.title_in(language), 40), verb, topic.slug)] for topic in list(offered)[:MOST_BUTTONS]]


def query_refused(error: QueryError, language: str) -> AnswerView:
    """The query with a caret under the character that cannot stand."""
    words = re.sub(r"\s", " ", error.query)[:MOST_SHOWN]  # one for one: the caret counts characters
    caret = [" " * error.position + "^"] if error.position is not None and error.position <= len(words) else []
    shown = "\n".join([words, *caret])
    hint = [say.TRY.say(language, words=code(error.suggestion))] if error.suggestion else []
    return view(say.BAD_QUERY.say(language), f"<pre>{escape(shown)}</pre>", fault(error, language), *hint)


def fault(error: QueryError, language: str) -> str:
    """What is wrong with a query, in one line."""
    phrase = FAULTS.get(error.fault) if isinstance(error.fault, Fault) else None
    return phrase.say(language, **{name: named(about, 100) for name, about in error.about.items()}) if phrase else named(str(error), 300)


# --- language -------------------------------------------------------------------------------------------------------


async def language(ask: Ask, tx: Transaction) -> AnswerView:
    """`/lang tr`: what we speak with them; `/lang reading uk`: what stories come in."""
    first, _, rest = ask.words.partition(" ")
    if first.casefold() == READING and rest.strip():
        changed = await verbs.set_reading(tx, ask.subscriber, rest)
        return view(reading_say.READING_SET.say(ask.language, name=_spelled(changed.reading_language, ask.language)))
    if not first or first.casefold() == READING:
        return _languages(ask)
    changed = await verbs.set_language(tx, ask.subscriber, ask.words, offered=SPOKEN)
    return view(say.LANGUAGE_SET.say(changed.language, name=_spelled(changed.language, changed.language)))


def _languages(ask: Ask) -> AnswerView:
    reads = ask.subscriber.reading_language
    spoken = [[asks(capitalised(language_name(each, each), each), "lang", each)] for each in SPOKEN if each != ask.language]
    read = [[asks(_reading_button(each, ask.language), "lang", f"{READING} {each}")] for each in SPOKEN if each != reads]
    return view(
        say.LANGUAGE_WHICH.say(ask.language, name=_spelled(ask.language, ask.language)),
        "",
        reading_say.READING.say(ask.language, name=_spelled(reads, ask.language)),
        buttons=[*spoken, *read],
    )


def _reading_button(code_: str, language: str) -> str:
    return reading_say.READING_BUTTON.say(language, name=language_name(code_, language))


def _spelled(code_: str, language: str) -> str:
    return bold(language_name(code_, language))


# --- stories --------------------------------------------------------------------------------------------------------


async def latest(ask: Ask, reading: Reading) -> AnswerView:
    found = await verbs.latest(reading, ask.subscriber)
    told = [shown for story in found.stories if (shown := await ask.tell(story, ask.subscriber))]
    if not told:
        return view(say.LATEST_NONE.say(ask.language))
    head = say.LATEST_HEAD if found.theirs else say.LATEST_ALL_HEAD
    lines = [line for story in told for line in ("", *story_lines(story, "why"))]
    return view(head.say(ask.language), *lines, language=ask.language)


def story_lines(story: StoryView, command: str) -> list[str]:
    """Headline, outlets, and the command that tells more of it."""
    first = story.reports[0]
    note = translation_note(story.headline.mark, story.headline.original_language, story.language) if story.headline.is_translated else ""
    outlets = ", ".join(dict.fromkeys(named(report.outlet, 40) for report in story.reports[:5]))
    told = " · ".join(filter(None, [outlets, named(note)]))
    return [f"• <b>{link(first.url, clip(story.headline.text, HEADLINE))}</b>", f"  <i>{told}</i> — {code(f'/{command} {story.story_id}')}"]


async def originals(ask: Ask, reading: Reading) -> AnswerView:
    """Every report in the outlet's own words, linked."""
    explained = await verbs.why(reading, ask.subscriber, ask.words, reference=ask.reply_to)
    lines = [
        f"{flag(report.article.country)} {named(report.article.outlet, 40)}: "
        + isolate(link(report.article.url, clip(report.article.original.title or report.article.original.summary, HEADLINE)))
        for report in explained.reports
    ]
    return view(say.ORIGINALS_HEAD.say(ask.language), *lines, language=ask.language)


async def why(ask: Ask, reading: Reading) -> AnswerView:
    """Why you heard of it, and why its reports are one story. `/why ARTICLE [OTHER]`: why that article stands where it stands."""
    names = ask.words.split()
    if names and await reading.article(names[0]):
        told = await verbs.explain_article(reading, *names[:2], language=ask.language)
        return view(*(escape(line) for line in told.splitlines()), language=ask.language)
    explained = await verbs.why(reading, ask.subscriber, ask.words, reference=ask.reply_to)
    shown = await ask.tell(explained.story, ask.subscriber)
    headline = shown.headline.text if shown else explained.founder.original.title
    return view(
        bold(clip(headline, HEADLINE)),
        "",
        *_why_heard(explained, ask.language),
        "",
        say.WHY_REPORTS.say(ask.language),
        *(_why_placed(report, ask) for report in explained.reports),
        language=ask.language,
    )


def _why_heard(explained: verbs.Explanation, language: str) -> list[str]:
    if explained.alert is None:
        return [say.WHY_NOT_TOLD.say(language)]
    if explained.alert.outcome is DeliveryOutcome.MUTED:
        return [WHY_MUTED.say(language), *_why_met(explained, explained.alert, language)[1:]]
    return _why_met(explained, explained.alert, language)


def _why_met(explained: verbs.Explanation, alert: Delivery, language: str) -> list[str]:
    titles = ", ".join(bold(topic.title_in(language)) for topic in explained.topics) or "—"
    words = ", ".join(code(clip(word, 60)) for word in alert.words)
    return [say.WHY_TOPIC.say(language, topics=titles), *([say.WHY_WORDS.say(language, words=words)] if words else [])]


def _why_placed(report: verbs.TellingReport, ask: Ask) -> str:
    """Admins are shown the article's id too: `/split` asks for it."""
    outlet = f"• {flag(report.article.country)} {named(report.article.outlet, 40)}".replace("  ", " ")
    if ask.by_admin:
        outlet += f" {code(report.article.article_id)}"
    if report.placement is None:
        return outlet
    told = verbs.explain_in(report.placement, report.article, ask.language, most=MOST_WORDS)
    signals = " · ".join(f"{signal.name} {', '.join(signal.words)}".strip() for signal in told.signals)
    detail = "; ".join(filter(None, (signals, told.change)))
    return f"{outlet}: {told.sentence}" + (f" <i>({named(detail, MOST_DETAIL)})</i>" if detail else "")
