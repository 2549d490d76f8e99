"""Answers to what is no command we know."""

from __future__ import annotations

from bot.telegram import phrases as say
from bot.telegram.asking import Ask, asks, code, named, view
from bot.telegram.menu import names
from bot.verbs.refused import names_near
from news.views import AnswerView

LONGEST_OFFER = 40


def unknown_command(ask: Ask, name: str) -> AnswerView:
    near = ", ".join(f"/{each}" for each in names_near(name, names()))
    hint = [say.DID_YOU_MEAN.say(ask.language, names=near)] if near else []
    return view(say.UNKNOWN_COMMAND.say(ask.language, command=code(f"/{name[:32]}")), *hint)


def plain_words(ask: Ask) -> AnswerView:
    """Whoever just types "deprem" most likely wants to follow it: one tap does it."""
    words = " ".join(ask.words.split())
    button = asks(say.FOLLOW_BUTTON.say(ask.language), "follow", words) if len(words) <= LONGEST_OFFER else None
    if button is None:
        return view(say.FIRST_STEPS.say(ask.language), "/help")
    return view(say.PLAIN_WORDS.say(ask.language, words=named(words)), "/help", buttons=[[button]])
