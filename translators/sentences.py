"""Cutting passages into sentences a model can hold, and putting them together again. The only door to sentencex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sentencex

from translators.alphabets import fold_case

LONGEST = 500
"""Characters. Models were trained on sentences and cut what is over about 512 tokens (200 words) without a word."""

_PARAGRAPH = re.compile(r"[^\n]+|\n+")
_INITIAL = re.compile(r"(?:^|[\s(«\"“])(?:\w\.\s?)*[^\W\d_]\.$")
"""A piece that ends in "А." ends in somebody's initials, not in a sentence."""
_TAIL = 16
"""Characters that show whether a piece ends in initials."""
_CONTINUES = re.compile(r"[—–-]\s|[^\W\d_A-ZА-ЯЁІЇЄҐÇĞİÖŞÜƏ]")
"""Reported speech goes on with a dash or a small letter."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What goes through the model, and the white space that followed it."""

    text: str
    gap: str = ""

    @property
    def has_words(self) -> bool:
        """Something to translate: at least one letter."""
        return any(character.isalpha() for character in self.text)


def split(text: str, language: str) -> list[Sentence]:
    """The sentences of a text, none longer than `LONGEST`; `join` with the texts unchanged gives the text back.

    Half a surrogate pair (a broken emoji), which no model and no encoder takes, becomes "?".
    """
    text = text.encode("utf-8", "replace").decode()
    return [
        sentence
        for paragraph in _PARAGRAPH.findall(text)
        for piece in _whole(sentencex.segment(language, paragraph) if paragraph.strip() else [paragraph])
        for sentence in map(_parted, _bounded(piece))
    ]


def sentence_case(text: str) -> str:
    """A sentence in capitals as it would be written otherwise; any other as it is.

    Models saw few capitals: the 27 headlines in capitals among 7,000 recorded Argos outputs score 20 chrF, the others 48.
    """
    if not text.isupper() or len(text.split()) < 2:
        return text
    lowered = fold_case(text)
    first = next(at for at, character in enumerate(lowered) if character.isalpha())
    return text[:first] + text[first] + lowered[first + 1 :] if len(lowered) == len(text) else lowered


def join(sentences: Sequence[Sentence], texts: Iterable[str]) -> str:
    """The passage again, with these texts in the sentences' places."""
    return "".join(text + sentence.gap for sentence, text in zip(sentences, texts, strict=True))


def _parted(piece: str) -> Sentence:
    text = piece.rstrip()
    return Sentence(text, piece[len(text) :])


def _whole(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces the splitter parted at initials or inside reported speech, in one again."""
    held = ""
    for piece in pieces:
        if held and not (_INITIAL.search(held[-_TAIL:].rstrip()) or _CONTINUES.match(piece)):
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _bounded(piece: str) -> Iterator[str]:
    """A piece cut at clause ends, else at spaces, else anywhere, so that no part is over `LONGEST`."""
    while len(piece) > LONGEST:
        at = _cut(piece[:LONGEST])
        yield piece[:at]
        piece = piece[at:]
    if piece:
        yield piece


def _cut(head: str) -> int:
    for mark in ("; ", ": ", " – ", " — ", ", ", " "):
        at = head.rfind(mark, LONGEST // 4)
        if at >= 0:
            return at + len(mark)
    return len(head)
