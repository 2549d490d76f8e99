"""Do the names of a sentence stand in its translation? Of names that can be told for sure, and that no language translates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from news.stories.places import country
from news.stories.spelling import latin, skeleton
from news.words import is_name

SHORTEST = 4
"""Letters. Shorter names leave too little to be recognised by in another spelling."""
ALIKE = 4
"""Consonants that must agree, or all of the shorter name: Macron and Макроном, Trump and Tramp."""
MUCH_ALIKE = 0.6
"""Or this share of the letters (difflib's ratio): Моравецкий and Morawiecki."""
SMALL_SHARE = 0.4
"""Of the words, so that capitals tell names."""

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"(?<![\w'’-])[^\W\d_]+(?: [^\W\d_]+)*")
_BEFORE_A_START = frozenset('.!?:;…"“”„«»–—-(')


def names_lost(original: str, output: str, source: str, target: str) -> bool:
    """Whether a whole name of two words and more is gone, or every one of several names.

    Single names are not asked for: translators of Turkish news leave out or respell as many of them as the worst machine does.
    """
    names = list(_names(original, source))
    if not names:
        return False
    came = _WORD.findall(output)
    spelt = {skeleton(word, target) for word in came} | {skeleton(word) for word in came}
    gone = [name for name in names if not any(_stands(word, source, spelt) or _is_like(word, source, came) for word in name)]
    words = {word for name in names for word in name}
    return any(len(name) > 1 for name in gone) or (len(words) > 1 and len(gone) == len(names))


def _names(text: str, language: str) -> Iterator[list[str]]:
    """Runs of capitalised words inside a sentence, without those the dictionary explains."""
    if not _tells_names_by_capitals(text):
        return
    for run in _runs(text):
        name = [word for word in run if _is_sure(word, language)]
        if name:
            yield name


def _tells_names_by_capitals(text: str) -> bool:
    """Many words are in small letters: a headline in which Every Word Is Capitalised says nothing."""
    words: list[str] = _WORD.findall(text)
    return sum(word[0].islower() for word in words) >= SMALL_SHARE * len(words)


def _runs(text: str) -> Iterator[list[str]]:
    for match in _CAPITALISED.finditer(text):
        run: list[str] = []
        at = match.start()
        for word in match.group().split(" "):
            if word[0].isupper() and not word.isupper() and not _starts_sentence(text, at):
                run.append(word)
            elif run:
                yield run
                run = []
            at += len(word) + 1
        if run:
            yield run


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 2) : at].rstrip()
    return not text[:at].strip() or before[-1:] in _BEFORE_A_START


def _is_sure(word: str, language: str) -> bool:
    return len(word) >= SHORTEST and is_name(word, language) and not country(latin(word, language), language)


def _stands(word: str, language: str, spelt: set[str]) -> bool:
    """In the spelling of its own language or as it is written: foreign names keep their letters in Latin scripts."""
    return any(_agree(own, other) for own in {skeleton(word, language), skeleton(word)} for other in spelt)


def _agree(name: str, other: str) -> bool:
    length = min(len(name), len(other), ALIKE)
    return length > 1 and name[:length] == other[:length]


def _is_like(word: str, language: str, came: Iterable[str]) -> bool:
    """Spelt with other letters for the same sounds."""
    own = latin(word, language)
    return any(SequenceMatcher(None, own, latin(other)).ratio() >= MUCH_ALIKE for other in came)
