"""A verb said no, for a named reason."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum

from news.errors import NewsError


class Reason(StrEnum):
    """Why a verb was refused. The command line prints the sentence below; the chat has its own in four languages."""

    UNKNOWN_FEED = "unknown_feed"
    NOT_AN_ADDRESS = "not_an_address"
    FEED_KNOWN = "feed_known"
    SLUG_TAKEN = "slug_taken"
    BAD_SLUG = "bad_slug"
    CANNOT_READ = "cannot_read"
    NOT_COPIED = "not_copied"
    NOT_A_LEVEL = "not_a_level"
    NOBODY_LISTENS = "nobody_listens"
    TOO_LONG = "too_long"
    DECLARED_IN_FILE = "declared_in_file"
    UNKNOWN_FIELD = "unknown_field"
    BAD_VALUE = "bad_value"
    NOT_MOVED = "not_moved"
    ASK_AGAIN = "ask_again"
    NOT_FOLLOWING = "not_following"
    TOO_MANY_TOPICS = "too_many_topics"
    NO_TRANSLATION = "no_translation"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_TOPIC = "unknown_topic"
    UNKNOWN_STORY = "unknown_story"
    UNKNOWN_ARTICLE = "unknown_article"
    UNKNOWN_ZONE = "unknown_zone"
    NOT_A_MAIL_ADDRESS = "not_a_mail_address"
    NOT_HOURS = "not_hours"
    NOT_A_TIME = "not_a_time"
    UNREADABLE_LIST = "unreadable_list"
    UNKNOWN_CHAT = "unknown_chat"
    NOT_RUN_BY_YOU = "not_run_by_you"
    NOT_LET_SPEAK = "not_let_speak"
    UNKNOWN_OUTLET = "unknown_outlet"
    NOT_MUTED = "not_muted"
    NOTHING_TOLD = "nothing_told"
    ONE_STORY = "one_story"
    OTHER_STORY = "other_story"
    WHOLE_STORY = "whole_story"


SENTENCES = {
    Reason.UNKNOWN_FEED: "there is no feed called {asked}",
    Reason.NOT_AN_ADDRESS: "{asked} is not a web address: it should look like https://example.org/rss.xml",
    Reason.FEED_KNOWN: "this address is watched already, as {asked}",
    Reason.SLUG_TAKEN: "there is another feed called {asked}",
    Reason.BAD_SLUG: "{asked} cannot name a feed: use small letters, digits and hyphens, at most 40",
    Reason.CANNOT_READ: "{asked}",
    Reason.NOT_COPIED: "no copy was made: {asked}",
    Reason.NOT_A_LEVEL: "{asked} is not a level: say DEBUG, INFO, WARNING or ERROR",
    Reason.NOBODY_LISTENS: "nobody listens: there is nobody to tell",
    Reason.TOO_LONG: "this is too long: at most {asked} letters",
    Reason.DECLARED_IN_FILE: "{asked} is declared in feeds.yaml: change it there, then send SIGHUP or restart",
    Reason.UNKNOWN_FIELD: "a feed has no {asked} to be changed",
    Reason.BAD_VALUE: "{asked} is not a value it can take",
    Reason.NOT_MOVED: "{asked} has not moved",
    Reason.ASK_AGAIN: "this was asked too long ago: say the command once more",
    Reason.NOT_FOLLOWING: "no topic followed is called {asked}",
    Reason.TOO_MANY_TOPICS: "a subscriber may follow at most {asked} topics of their own",
    Reason.NO_TRANSLATION: "the topic has no translation {asked}",
    Reason.UNKNOWN_LANGUAGE: "{asked} is not a language offered here",
    Reason.UNKNOWN_TOPIC: "there is no topic called {asked}",
    Reason.UNKNOWN_ARTICLE: "there is no article called {asked}",
    Reason.UNKNOWN_STORY: "there is no story called {asked}",
    Reason.NOT_A_MAIL_ADDRESS: "{asked} is no mail address: it should look like ayse@example.org",
    Reason.UNKNOWN_ZONE: "{asked} is not a time zone: write a name like Europe/Kyiv",
    Reason.NOT_HOURS: "{asked} are no hours: write them like 23:00-07:00",
    Reason.NOT_A_TIME: "{asked} is no time of day: write it like 08:00",
    Reason.UNKNOWN_CHAT: "no chat called {asked} is known to the bot",
    Reason.NOT_RUN_BY_YOU: "only those who run {asked} may say what it follows",
    Reason.NOT_LET_SPEAK: "the bot may not post in {asked}",
    Reason.UNREADABLE_LIST: "this is no list that can be read: {asked}",
    Reason.UNKNOWN_OUTLET: "no outlet read here is called {asked}",
    Reason.NOT_MUTED: "{asked} is not muted",
    Reason.NOTHING_TOLD: "nothing was told to this subscriber yet",
    Reason.ONE_STORY: "{asked} is that story already",
    Reason.OTHER_STORY: "{asked} stands in another story than the first article: split one story at a time",
    Reason.WHOLE_STORY: "these are all the articles of {asked}: nothing would be left of it",
}


class Refused(NewsError):
    """A verb cannot do what it was asked; nothing was changed. `asked` is the word at fault, `near` are names that look like it.

    Where `asked` is a sentence, `fault` and `about` say the same for who says it in another language.
    """

    def __init__(
        self,
        reason: Reason,
        asked: str = "",
        near: Iterable[str] = (),
        *,
        fault: StrEnum | None = None,
        about: Mapping[str, str] | None = None,
    ) -> None:
        self.fault = fault
        self.about: Mapping[str, str] = about or {}
        self.reason = reason
        self.asked = asked
        self.near = tuple(near)
        meant = f"; did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(SENTENCES[reason].format(asked=asked) + meant)


def names_near(asked: str, names: Iterable[str]) -> list[str]:
    """At most three names that look like what was asked for."""
    return difflib.get_close_matches(asked.casefold(), list(names), n=3, cutoff=0.6)
