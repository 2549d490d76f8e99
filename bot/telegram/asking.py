"""Someone asked something: who, where, with which words, in whose house. And the small pieces every answer is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.access import Door
from bot.desk import Desk
from bot.telegram import phrases as say
from bot.telegram.heard import Spot
from bot.terms import Translated
from bot.verbs import AskedForMail
from channels.rendering.html import clip, escape, visible_length
from channels.rendering.telegram import MOST_ACTION_BYTES, MOST_BYTES, MOST_CODE_POINTS, MOST_ENTITIES
from news.deliveries import Button
from news.ports import Reading, Transaction
from news.stories.values import Story
from news.subscribers import Subscriber, Topic
from news.views import AnswerView, StoryView

Teller = Callable[[Story, Subscriber], Awaitable[StoryView | None]]
"""Shows a story in the subscriber's language; None when it has no reports any more."""

SURE = "yes"
"""The first word of a command that was asked back and is meant."""

TermsOf = Callable[[Topic, str], Awaitable[Translated]]
"""A topic's words in the languages of the feeds, and which are lacking; the second argument is the subscriber's language."""

ROOM_FOR_MORE = 40
"""Code points kept free for the line that says how much was left out."""


class House(Protocol):
    """What the conversation needs of the settings: Telegram ids of its admins, and how newcomers begin."""

    @property
    def admin_ids(self) -> tuple[int, ...]: ...

    @property
    def language(self) -> str: ...

    @property
    def zone(self) -> str: ...

    @property
    def digest_at(self) -> str: ...

    @property
    def own_topics(self) -> int: ...

    @property
    def door(self) -> Door: ...


class Letters(Protocol):
    """Whoever asks a mail address whether the digest is its owner's wish."""

    async def send_confirmation(self, tx: Transaction, fresh: Subscriber, topics: list[str], *, chat: str = "") -> AskedForMail:
        """Remember the wish, and put the letter into the outbox in the same transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `words` is everything after the command, `reply_to` the number of our message it replies to."""

    spot: Spot
    subscriber: Subscriber
    words: str
    now: datetime
    house: House
    tell: Teller
    reply_to: str = ""
    bot_name: str = ""
    """Our @name without the @."""
    desk: Desk | None = None
    terms: TermsOf | None = None
    """None where nobody translates."""
    """What admins' verbs need beside the store."""
    mail: Letters | None = None
    """None where no mail is sent."""
    enclosed: bytes | None = None
    """The file that came with the command; fetched for those commands only that take one."""
    is_new: bool = False
    """Nobody has spoken to us from there before."""
    returned: bool = False
    """The subscriber had been gone and is back."""

    @property
    def language(self) -> str:
        return self.subscriber.language

    @property
    def by_admin(self) -> bool:
        return self.spot.sender in self.house.admin_ids


@dataclass(frozen=True, slots=True)
class Question(AnswerView):
    """Nothing was done yet: the one who asked is asked whether they mean it."""


Look = Callable[[Ask, Reading], Awaitable[AnswerView]]
Change = Callable[[Ask, Transaction], Awaitable[AnswerView]]
Prepare = Callable[[Ask, Reading], Awaitable[Change]]


def says(answer: AnswerView) -> Change:
    """Nothing is changed: the answer is known already."""

    async def change(_: Ask, __: Transaction) -> AnswerView:
        return answer

    return change


def bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def named(text: str, limit: int = 100) -> str:
    """A name from outside, on one line, short enough, escaped: in this order, so that nothing is cut inside an entity."""
    return escape(clip(text, limit))


def view(*lines: str, language: str = "", buttons: Iterable[Iterable[Button | None]] = ()) -> AnswerView:
    """An answer of whole lines: those that do not fit any more are counted, never cut. Every line is well-formed by itself."""
    kept, left_out = _fitting(lines)
    more = [f"<i>{escape(say.STORIES_MORE.say(left_out, language))}</i>"] if left_out else []
    rows = (tuple(button for button in row if button) for row in buttons)
    return AnswerView("\n".join([*kept, *more]), tuple(row for row in rows if row))


def _fitting(lines: tuple[str, ...]) -> tuple[list[str], int]:
    room, weight, entities = MOST_CODE_POINTS - ROOM_FOR_MORE, MOST_BYTES, MOST_ENTITIES - 1
    for number, line in enumerate(lines):
        room -= visible_length(line) + 1
        weight -= len(line.encode()) + 1
        entities -= line.count("</")
        if min(room, weight, entities) < 0:
            return list(lines[:number]), len(lines) - number
    return list(lines), 0


def question(*lines: str, language: str = "", buttons: Iterable[Iterable[Button | None]] = ()) -> Question:
    """Like `view`, where nothing was done yet."""
    shown = view(*lines, language=language, buttons=buttons)
    return Question(shown.html, shown.buttons)


def asks(label: str, verb: str, about: str = "") -> Button | None:
    """A button that says `/verb about` for the person who presses it; None when that does not fit into Telegram's 64 bytes."""
    action = f"{verb}/{about}"
    return Button(label, action=action) if len(action.encode()) <= MOST_ACTION_BYTES else None
