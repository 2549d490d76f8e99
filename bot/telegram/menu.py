"""Every command the bot knows, in one table: what it is called, what it does, who may say it, and who answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.telegram import admin, admin_feeds, admin_house, answers, finding, lists, mail, muting, preferences, terms
from bot.telegram import admin_phrases as admin_say
from bot.telegram import feed_phrases as feed_say
from bot.telegram import house_phrases as house_say
from bot.telegram import list_phrases as list_say
from bot.telegram import mail_phrases as mail_say
from bot.telegram import phrases as say
from bot.telegram import preference_phrases as preference_say
from bot.telegram import reading_phrases as reading_say
from bot.telegram import term_phrases as term_say
from bot.telegram import trouble_phrases as trouble_say
from bot.telegram.asking import Ask, Change, Look, Prepare, view
from channels.rendering.phrases import Phrase
from news.ports import Reading
from news.views import AnswerView


@dataclass(frozen=True, slots=True)
class Looks:
    """A command that only reads. Answered outside any transaction, so that it may take its time (translation); `slow`: beside the others."""

    name: str
    does: Phrase
    answer: Look
    admin: bool = False
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """A command that changes something: effects and answer are one transaction. `topics`: the matcher must learn of it afterwards."""

    name: str
    does: Phrase
    answer: Change
    admin: bool = False
    topics: bool = False
    takes_file: bool = False


@dataclass(frozen=True, slots=True)
class Prepares:
    """A command that first looks, outside any transaction, because it takes its time (it asks a server, it copies the store); what it found
    says what is then changed. For admins alone unless it says otherwise.
    """

    name: str
    does: Phrase
    prepare: Prepare
    admin: bool = True

    async def prepared(self, ask: Ask, reading: Reading) -> Changes:
        return Changes(self.name, self.does, await self.prepare(ask, reading), admin=self.admin)


Entry = Looks | Changes | Prepares


async def help_(ask: Ask, _: Reading) -> AnswerView:
    ours = [_line(entry, ask.language) for entry in MENU if not entry.admin]
    theirs = [_line(entry, ask.language) for entry in MENU if entry.admin] if ask.by_admin else []
    return view(
        say.HELP_HEAD.say(ask.language),
        *ours,
        *(["", say.HELP_ADMIN.say(ask.language), *theirs] if theirs else []),
        "",
        say.HELP_QUERIES.say(ask.language),
        language=ask.language,
    )


def _line(entry: Entry, language: str) -> str:
    return f"/{entry.name} — {entry.does.say(language)}"


MENU: Final[tuple[Entry, ...]] = (
    Changes("start", say.DO_START, answers.start),
    Looks("help", say.DO_HELP, help_),
    Looks("topics", say.DO_TOPICS, answers.topics),
    Prepares("topic", say.DO_TOPIC, answers.topic, admin=False),
    Changes("follow", say.DO_FOLLOW, answers.follow, topics=True),
    Changes("unfollow", say.DO_UNFOLLOW, answers.unfollow, topics=True),
    Changes("unfollow_all", preference_say.DO_UNFOLLOW_ALL, preferences.unfollow_all, topics=True),
    Looks("list", say.DO_LIST, answers.followed),
    Looks("latest", say.DO_LATEST, answers.latest),
    Looks("search", reading_say.DO_SEARCH, finding.search, slow=True),
    Looks("story", reading_say.DO_STORY, finding.story),
    Looks("sources", reading_say.DO_SOURCES, answers.originals),
    Looks("why", say.DO_WHY, answers.why),
    Changes("pause", preference_say.DO_PAUSE, preferences.pause),
    Changes("resume", preference_say.DO_RESUME, preferences.resume),
    Changes("mute", preference_say.DO_MUTE, muting.mute),
    Changes("unmute", preference_say.DO_UNMUTE, muting.unmute),
    Changes("quiet", preference_say.DO_QUIET, preferences.quiet),
    Changes("tz", preference_say.DO_TZ, preferences.zone),
    Changes("digest", preference_say.DO_DIGEST, preferences.digest, topics=True),
    Looks("settings", preference_say.DO_SETTINGS, preferences.settings),
    Changes("email", mail_say.DO_EMAIL, mail.email, topics=True),
    Looks("export", list_say.DO_EXPORT, lists.export),
    Changes("import", list_say.DO_IMPORT, lists.import_, topics=True, takes_file=True),
    Looks("version", preference_say.DO_VERSION, preferences.version),
    Changes("lang", say.DO_LANG, answers.language),
    Looks("feeds", admin_say.DO_FEEDS, admin_feeds.feeds, admin=True),
    Looks("feed", feed_say.DO_FEED, admin_feeds.feed, admin=True),
    Prepares("addfeed", admin_say.DO_ADDFEED, admin_feeds.add_feed),
    Looks("testfeed", feed_say.DO_TESTFEED, admin_feeds.test_feed, admin=True, slow=True),
    Changes("editfeed", feed_say.DO_EDITFEED, admin_feeds.edit_feed, admin=True),
    Changes("delfeed", admin_say.DO_DELFEED, admin_feeds.delete_feed, admin=True),
    Changes("pausefeed", admin_say.DO_PAUSEFEED, admin_feeds.pause_feed, admin=True),
    Changes("resumefeed", admin_say.DO_RESUMEFEED, admin_feeds.resume_feed, admin=True),
    Changes("pollnow", admin_say.DO_POLLNOW, admin_feeds.poll_now, admin=True),
    Changes("merge", admin_say.DO_MERGE, admin.merge, admin=True),
    Changes("split", admin_say.DO_SPLIT, admin.split, admin=True),
    Looks("health", admin_say.DO_HEALTH, admin.health, admin=True),
    Looks("stats", house_say.DO_STATS, admin_house.stats, admin=True),
    Looks("subscribers", house_say.DO_SUBSCRIBERS, admin_house.subscribers, admin=True),
    Changes("broadcast", house_say.DO_BROADCAST, admin_house.broadcast, admin=True),
    Prepares("backup", house_say.DO_BACKUP, admin_house.backup),
    Changes("loglevel", house_say.DO_LOGLEVEL, admin_house.log_level, admin=True),
)

PRIVATE: Final = frozenset({"start", "email"})
"""Not offered in groups."""
ALIASES: Final = {
    "sub": "follow",
    "add": "follow",
    "unsub": "unfollow",
    "remove": "unfollow",
    "orig": "sources",
    "src": "sources",
}
_UNLISTED: Final = (
    Changes("movefeed", trouble_say.DO_MOVEFEED, admin_feeds.take_new_address, admin=True),
    Looks("less", preference_say.LESS_WHICH, muting.less),
    Changes("strike", term_say.DO_STRIKE, terms.strike, topics=True),
    Changes("unstrike", term_say.DO_STRIKE, terms.unstrike, topics=True),
)
"""Reached by buttons under an alert or a notice."""
_BY_NAME: Final[dict[str, Entry]] = {entry.name: entry for entry in (*MENU, *_UNLISTED)}
_RUN_TOGETHER: Final[dict[str, Entry]] = {name.replace("_", ""): entry for name, entry in _BY_NAME.items()}


def entry_called(name: str) -> Entry | None:
    """By its name or another that leads to it; `/add_feed` is `/addfeed`, `/unfollowall` is `/unfollow_all`."""
    return _BY_NAME.get(ALIASES.get(name, name)) or _RUN_TOGETHER.get(name.replace("_", ""))


def names() -> list[str]:
    return list(_BY_NAME)
