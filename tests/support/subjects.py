"""Subjects as a day of news could bring them: scripts mixed, spaces and punctuation in between, some very long."""

from __future__ import annotations

import random

WORDS = (
    "Tellal", "Київ", "об’єднання", "Ґданськ", "İstanbul", "ığdır", "Москва", "ёлка", "Αθήνα", "תל אביב", "القاهرة", "東京", "서울", "Łódź", "São",
    "2025", "1,5", "№7", "№", "—", "·", "“", "”", "«", "»", "…", "=?utf-8?q?x?=", "?=", "a_b", "100%", "🇺🇦", "👩‍🚒", "e\u0301", "ﬁ", "(x)", "a,b;c:d", "<b>", '"q"', "@", "\\",
)  # fmt: skip


def subjects(number: int) -> list[str]:
    """Always the same ones, each different."""
    dice = random.Random(8058)
    found: dict[str, None] = {}
    while len(found) < number:
        found[" ".join(dice.choices(WORDS, k=dice.randint(1, 24)))] = None
    return list(found)
