"""`/email`: the same topics once a day by mail, after a click in the mailbox itself."""

from __future__ import annotations

from bot import verbs
from bot.telegram import mail_phrases as say
from bot.telegram.asking import Ask, bold, view
from news.mailboxes import Reach
from news.ports import Transaction
from news.subscribers import Subscriber
from news.views import AnswerView

OFF = "off"
MOST_MAILBOXES = 3
"""Of one chat: it is for its own people, not to fill strangers' mailboxes."""


async def email(ask: Ask, tx: Transaction) -> AnswerView:
    """Bare: what stands. `/email off` ends it, `/email ayse@example.org` asks for it."""
    if not ask.spot.private:
        return view(say.PRIVATE_ONLY.say(ask.language))
    theirs = await verbs.mail_of_chat(tx, ask.subscriber.subscriber_id)
    if not ask.words:
        return view(*(_standing(each, ask) for each in theirs), say.HOW.say(ask.language), language=ask.language)
    if ask.words.casefold() == OFF:
        return await _leave(ask, tx, theirs)
    return await _ask_for(ask, tx, verbs.checked_address(ask.words), theirs)


async def _ask_for(ask: Ask, tx: Transaction, address: str, theirs: list[Subscriber]) -> AnswerView:
    if ask.mail is None:
        return view(say.NOT_SET_UP.say(ask.language))
    if len(theirs) >= MOST_MAILBOXES and address not in {each.address for each in theirs}:
        return view(say.TOO_MANY.say(ask.language, n=MOST_MAILBOXES))
    me = ask.subscriber
    fresh = verbs.new_mail_subscriber(
        address, now=ask.now, language=me.language, zone=me.zone, digest_at=me.digest_at or ask.house.digest_at
    ).evolve(reads=me.reads)
    topics = [topic.topic_id for topic, _ in (await verbs.followings(tx, me)).topics]
    asked = await ask.mail.send_confirmation(tx, fresh, topics, chat=me.subscriber_id)
    return view(say.ASKED[asked.what].say(ask.language, address=bold(address)))


async def _leave(ask: Ask, tx: Transaction, theirs: list[Subscriber]) -> AnswerView:
    left = [each for each in theirs if await verbs.leave_mail(tx, each, now=ask.now)]
    if not left:
        return view(say.NONE.say(ask.language))
    return view(*(say.LEFT.say(ask.language, address=bold(each.address)) for each in left), language=ask.language)


def _standing(mailbox: Subscriber, ask: Ask) -> str:
    reach = verbs.reach(mailbox, ask.now)
    phrase = say.READS if reach is Reach.READS else say.WAITS if reach is Reach.WAITING else say.OUT_OF_REACH
    return phrase.say(ask.language, address=bold(mailbox.address))
