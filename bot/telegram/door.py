"""Who is let in, and what the others are told."""

from __future__ import annotations

from dataclasses import replace

from bot.access import Entrance, entrance
from bot.telegram import door_phrases as say
from bot.telegram.asking import Ask, view
from news.views import AnswerView


def at_the_door(ask: Ask) -> tuple[Ask, AnswerView | None]:
    """The question of somebody who is let in (without the code they brought); or of somebody who is not, with what they are told."""
    spot, subscriber = ask.spot, ask.subscriber
    let_in = subscriber.admitted and not ask.is_new
    found = entrance(ask.house.door, {spot.sender, int(spot.chat)}, by_admin=ask.by_admin, let_in=let_in, words=ask.words)
    asked = replace(
        ask, subscriber=subscriber.evolve(admitted=found.lets_in), words="" if found is Entrance.BROUGHT_THE_CODE else ask.words
    )
    if found.lets_in:
        return asked, None
    phrase = say.NO_CODE if found is Entrance.NO_CODE else say.NOT_LISTED
    return asked, view(phrase.say(ask.language, id=spot.sender or spot.chat))
