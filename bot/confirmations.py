"""The letter that asks whether a mail address is its owner's wish, and the secret its links are signed with."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot import mail_phrases as say
from bot.answers import notice
from channels.rendering.html import escape
from news.deliveries import Button, Delivery
from news.mailboxes import mail_key
from news.ports import Store
from news.subscribers import Subscriber
from news.views import AnswerView
from web.tokens import SignedLinks

SECRET = "links/secret"  # noqa: S105  the name of the note, not what stands in it


async def signed_links(store: Store, public_url: str) -> SignedLinks:
    """Links signed with the store's own secret, made at the first call: whoever restores a backup keeps the links of old mails."""
    async with store.transaction() as tx:
        secret = await tx.note(SECRET)
        if secret is None:
            secret = secrets.token_urlsafe(32)
            await tx.put_note(SECRET, secret)
    return SignedLinks(public_url, [secret])


def confirmation(subscriber: Subscriber, links: SignedLinks, *, now: datetime) -> Delivery:
    """Due now. One for each word: asked again in between, the same one never enters twice."""
    word = subscriber.mail.confirming if subscriber.mail else ""
    language = subscriber.language
    words = f"{say.CONFIRM_SUBJECT.say(language)}\n\n{say.CONFIRM_WORDS.say(language, address=subscriber.address)}"
    button = Button(say.CONFIRM_LINK.say(language), url=links.confirm(mail_key(subscriber.subscriber_id), word))
    letter = AnswerView(escape(words), ((button,),), key=mail_key(subscriber.subscriber_id))
    return notice(subscriber.subscriber_id, f"confirm-{word}", letter, reason="confirm", now=now)
