"""What outlets repeat, remembered beside the articles and left out of new ones, in the transaction that stores them."""

from __future__ import annotations

from collections.abc import Sequence

from news.articles import Article
from news.ports import Transaction
from news.refrains import REMEMBERED, OutletMemory, without_refrains


async def without_what_outlets_repeat(tx: Transaction, articles: Sequence[Article], *, are_new: bool) -> list[Article]:
    """The articles, of one outlet, without its refrains; the hash of their words stays that of all of them. New ones are remembered."""
    if not articles:
        return []
    note = f"refrains/{articles[0].outlet}"
    memory = OutletMemory.from_json(await tx.note(note))
    if are_new:
        for article in reversed(articles[:REMEMBERED]):  # feeds put the newest first
            memory = memory.hear(article.content_hash, article.original)
        await tx.put_note(note, memory.to_json())
    refrains = memory.refrains()
    return [article.evolve(original=without_refrains(article.original, refrains)) for article in articles]
