"""`/export` and `/import`: a subscriber's topics, and an admin's feeds, as a file that other readers understand."""

from __future__ import annotations

from bot import verbs
from bot.telegram import list_phrases as say
from bot.telegram.admin import refusal
from bot.telegram.answers import fault
from bot.telegram.asking import Ask, bold, view
from bot.verbs import Imported, Refused
from news.audit import Deed
from news.deliveries import TextFile
from news.errors import QueryError
from news.ports import Reading, Transaction
from news.views import AnswerView

FEEDS = "feeds"
MOST_NAMED = 10


async def export(ask: Ask, reading: Reading) -> AnswerView:
    """`/export`: the topics followed; `/export feeds`, for admins: the feeds watched."""
    if ask.words.casefold() == FEEDS:
        if not ask.by_admin:
            return view(say.FEEDS_FOR_ADMINS.say(ask.language))
        return AnswerView(say.EXPORT_FEEDS.say(ask.language), file=TextFile("tellal-feeds.opml", await verbs.export_feeds(reading)))
    count = len((await verbs.followings(reading, ask.subscriber)).topics)
    if not count:
        return view(say.EXPORT_NONE.say(ask.language))
    return AnswerView(
        say.EXPORT_TOPICS.say(count, ask.language), file=TextFile("tellal-topics.opml", await verbs.export_topics(reading, ask.subscriber))
    )


async def import_(ask: Ask, tx: Transaction) -> AnswerView:
    """The file that came with the command, or that it replies to."""
    if ask.enclosed is None:
        return view(say.IMPORT_HOW.say(ask.language))
    done = await verbs.import_list(tx, ask.subscriber, verbs.read_list(ask.enclosed), by_admin=ask.by_admin, most=ask.house.own_topics)
    if done.watched:  # everybody may import topics, so the menu does not say that this is an admin's deed
        await tx.record_deed(Deed(f"{ask.subscriber.channel}:{ask.spot.sender}", "import", f"{done.watched} feeds", ask.now))
    return view(*_told(done, ask), language=ask.language)


def _told(done: Imported, ask: Ask) -> list[str]:
    counts = (
        (say.IMPORTED_TOPICS, done.followed),
        (say.IMPORTED_FEEDS, done.watched),
        (say.NOT_ASKED, done.not_asked),
        (say.LEFT, len(done.left)),
    )
    told = [phrase.say(number, ask.language) for phrase, number in counts if number]
    return [*told, *(f"• {bold(name[:80])}: {_why(error, ask.language)}" for name, error in done.left[:MOST_NAMED])]


def _why(error: Refused | QueryError, language: str) -> str:
    return refusal(error, language) if isinstance(error, Refused) else fault(error, language)
