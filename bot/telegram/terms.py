"""`/topic words` and its buttons: a topic in other languages, and striking what means something else there."""

from __future__ import annotations

from collections.abc import Sequence

from bot import verbs
from bot.telegram import term_phrases as say
from bot.telegram.asking import Ask, asks, code, named, view
from bot.terms import Translated
from channels.rendering.html import clip, escape, isolate
from channels.rendering.phrases import language_name
from news.deliveries import Button
from news.ports import Reading, Transaction
from news.subscribers import TermTranslation, Topic
from news.views import AnswerView

MOST_BUTTONS = 40
NAME = 60


async def terms_of(ask: Ask, topic: Topic) -> Translated:
    """What is known where nobody translates, else what can be had now."""
    return await ask.terms(topic, ask.language) if ask.terms else Translated(topic.translations)


async def topic_words(ask: Ask, reading: Reading, words: str) -> AnswerView:
    if not words:
        return await _which(ask, reading)
    topic = await verbs.followed_topic(reading, ask.subscriber, words)
    if not topic.owner:
        return view(say.TERMS_PRESET.say(ask.language))
    translated = await terms_of(ask, topic)
    return view(
        named(topic.title_in(ask.language)),
        "",
        *(shown(translated, ask.language) or [say.TERMS_NONE.say(ask.language)]),
        language=ask.language,
        buttons=strike_buttons(topic, translated.translations, ask.language),
    )


async def _which(ask: Ask, reading: Reading) -> AnswerView:
    return view(say.TERMS_WHICH.say(ask.language), buttons=await own_topics(ask, reading))


async def own_topics(ask: Ask, reading: Reading) -> list[list[Button | None]]:
    """A button for each topic of one's own that shows its words: ready ones have nothing to strike."""
    followed = (await verbs.followings(reading, ask.subscriber)).topics
    own = [topic for topic, _ in followed if topic.owner][:MOST_BUTTONS]
    return [[asks(f"🌍 {clip(topic.title_in(ask.language), 40)}", "topic", f"words {topic.slug}")] for topic in own]


def shown(translated: Translated, language: str) -> list[str]:
    """A line for each language, then what is lacking."""
    spoken = dict.fromkeys(each.language for each in translated.translations)
    lines = [f"{escape(language_name(each, language))}: {_words(translated.translations, each)}" for each in spoken]
    head = [say.TERMS_HEAD.say(language), *lines, f"<i>{say.TERMS_NOTE.say(language)}</i>"] if lines else []
    lacking = ", ".join(language_name(each, language) for each in translated.lacking)
    return [*head, *([say.TERMS_LACKING.say(language, languages=escape(lacking))] if lacking else [])]


def _words(translations: Sequence[TermTranslation], language: str) -> str:
    return ", ".join(
        f"<s>{named(each.text, NAME)}</s>" if each.struck else isolate(code(clip(each.text, NAME)))
        for each in translations
        if each.language == language
    )


def strike_buttons(topic: Topic, translations: Sequence[TermTranslation], language: str) -> list[list[Button | None]]:
    """One for each translation. They carry its number: words in Cyrillic would not fit into a button."""
    return [[_button(topic, each, number, language)] for number, each in enumerate(translations[:MOST_BUTTONS], start=1)]


def _button(topic: Topic, each: TermTranslation, number: int, language: str) -> Button | None:
    label = f"{'↩️' if each.struck else '✖️'} {clip(each.text, 40)} ({language_name(each.language, language)})"
    return asks(label, "unstrike" if each.struck else "strike", f"{number} {topic.slug}")


def words_button(topic: Topic, language: str) -> Button | None:
    return asks(f"🌍 {say.TERMS_BUTTON.say(language)}", "topic", f"words {topic.slug}")


async def strike(ask: Ask, tx: Transaction) -> AnswerView:
    return await _change(ask, tx, struck=True)


async def unstrike(ask: Ask, tx: Transaction) -> AnswerView:
    return await _change(ask, tx, struck=False)


async def _change(ask: Ask, tx: Transaction, *, struck: bool) -> AnswerView:
    """`/strike NUMBER TOPIC`"""
    number, _, words = ask.words.partition(" ")
    if not (number.isdecimal() and words.strip()):
        return await _which(ask, tx)
    topic, changed = await verbs.strike(tx, ask.subscriber, words.strip(), int(number[:4]), struck=struck)
    phrase = say.STRUCK if struck else say.TAKEN_UP
    return view(
        phrase.say(ask.language, text=named(changed.text, NAME)),
        "",
        *shown(Translated(topic.translations), ask.language),
        language=ask.language,
        buttons=strike_buttons(topic, topic.translations, ask.language),
    )
