"""A feed's trouble as its admins see it, in their language, with what can be done about it under it."""

from __future__ import annotations

from bot.durations import format_duration
from bot.telegram import feed_phrases
from bot.telegram import trouble_phrases as say
from bot.telegram.asking import asks, code, named, view
from channels.rendering.html import clip
from channels.rendering.phrases import Phrase, day_and_time
from news.deliveries import Button
from news.feed import Origin, WatchedFeed
from news.moves import address_of, has_moved
from news.subscribers import Subscriber
from news.trouble import FeedTrouble
from news.views import AnswerView

ADDRESS = 300
"""Letters of an address that are shown."""


def trouble_view(watched: WatchedFeed, trouble: FeedTrouble, admin: Subscriber) -> AnswerView:
    """The notice to one admin."""
    language = admin.language
    lines = [_words(watched, trouble).say(language, **_facts(watched, admin))]
    if trouble in {FeedTrouble.FAILING, FeedTrouble.GONE} and watched.state.next_poll_at:
        lines.append(say.NEXT_TRY.say(language, when=day_and_time(watched.state.next_poll_at, language, admin.zone)))
    if trouble is FeedTrouble.MOVED and watched.feed.origin is Origin.FILE:
        lines.append(say.CHANGE_THE_FILE.say(language))
    return view(*lines, language=language, buttons=[_buttons(watched, trouble, language)])


def _words(watched: WatchedFeed, trouble: FeedTrouble) -> Phrase:
    if trouble is FeedTrouble.SILENT and watched.state.last_entry_at is None:
        return say.NEVER_BROUGHT
    settled = trouble is FeedTrouble.MOVED and not has_moved(watched.state)
    return say.MOVED_AND_READ_THERE if settled else say.TROUBLES[trouble]


def _facts(watched: WatchedFeed, admin: Subscriber) -> dict[str, object]:
    """Everything a phrase may need; each takes what it has a blank for."""
    feed, state = watched.feed, watched.state
    quiet, since = state.longest_quiet, state.last_entry_at or state.first_ok_at
    old, new = (address_of(feed, state), state.moved_to) if has_moved(state) else (state.moved_from, address_of(feed, state))
    return {
        "feed": named(feed.title or feed.slug),
        "error": named(state.last_error, 200),
        "failures": state.failures,
        "old": code(clip(old, ADDRESS)),
        "new": code(clip(new, ADDRESS)),
        "since": day_and_time(since, admin.language, admin.zone) if since else "",
        "usual": _roughly(format_duration(quiet)) if quiet else say.UNKNOWN_SILENCE.say(admin.language),
    }


def _roughly(span: str) -> str:
    """Two units are enough: 1d7h of 1d7h12m5s."""
    units = [place for place, letter in enumerate(span) if letter.isalpha()]
    return span[: units[min(1, len(units) - 1)] + 1]


def _buttons(watched: WatchedFeed, trouble: FeedTrouble, language: str) -> list[Button | None]:
    accept = trouble is FeedTrouble.MOVED and watched.feed.origin is not Origin.FILE and has_moved(watched.state)
    offered: list[tuple[Phrase, str]] = [
        *([(say.ACCEPT_BUTTON, "movefeed")] if accept else []),
        (feed_phrases.TEST_BUTTON, "testfeed"),
        (feed_phrases.PAUSE_BUTTON, "pausefeed"),
    ]
    return [asks(label.say(language), verb, watched.feed.slug) for label, verb in offered]
