"""What an outlet repeats in article after article, and is therefore not news: by-lines, "Details", stamps, tails of widgets.

No list says what boilerplate looks like. The phrases at which a text may be cut (whole lines, the stamp it begins with, the sentence it ends with) are
kept as hashes for the last `REMEMBERED` different articles of an outlet; one that recurs in enough of them is a refrain, and is left out from then on.
A sentence must recur in half of them, a line that is no sentence in a quarter. Numbers are never folded: a score is news. Dates are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from news.articles import Text

REMEMBERED = 20
"""Different articles of an outlet."""
SOME, HALF = REMEMBERED // 4, REMEMBERED // 2
PHRASES_AN_ARTICLE = 24
_LONGEST = 400
_LABEL_WORDS = 9
_BYLINE_WORDS = 6
_LEAD_TOKENS = 6
_NEWS_TOKENS = 3
"""Words that must follow what a text is taken to begin with."""
_DATE = re.compile(r"(?<!\w)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?!\w)")
_ENDS = tuple(".!?…;»”\"'")
_CLOSERS = (":", "|", "–", "—")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


class PhraseKind(StrEnum):
    """What a phrase is, and so how often it must recur. The values are kept in the store."""

    LABEL = "l"
    """A line that is no sentence."""
    NAMED = "n"
    """A word before names: a by-line. Its names must come back as well, each twice on average: a staff does, headlines do not."""
    SENTENCE = "s"
    """A line that is one."""
    STAMP = "d"
    """A date, and what stands before it, in front of a sentence."""
    LEAD_IN = "b"
    """What a text begins with, up to a colon or a bar."""
    LAST = "t"
    """The sentence a text ends with."""

    @property
    def recurs(self) -> int:
        """In how many of the remembered articles it must stand to be a refrain."""
        return SOME if self in {PhraseKind.LABEL, PhraseKind.NAMED, PhraseKind.STAMP} else HALF


_KINDS = frozenset(kind.value for kind in PhraseKind)


@dataclass(frozen=True, slots=True)
class Heard:
    """An article as far as it is remembered: which it was, and the marks of its phrases (of NAMED ones "template.literal")."""

    article: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutletMemory:
    """The last different articles of one outlet, oldest first."""

    heard: tuple[Heard, ...] = ()

    def hear(self, article: str, text: Text) -> OutletMemory:
        """With one more article; `article` is the hash of its words, so that the same words told again count once."""
        if any(article == one.article for one in self.heard):
            return self
        marks = dict.fromkeys(phrase.mark for words in (text.summary, text.body) for phrase in _phrases(words))
        return OutletMemory((*self.heard, Heard(article, tuple(marks)[:PHRASES_AN_ARTICLE]))[-REMEMBERED:])

    def refrains(self) -> frozenset[str]:
        """The marks of what recurs; of NAMED phrases the template's."""
        counted, names = Counter[str](), defaultdict[str, set[str]](set)
        for one in self.heard:
            for template, literal in {mark.partition(".")[::2] for mark in one.marks}:
                names[template].add(literal)
            counted.update({mark.partition(".")[0] for mark in one.marks})
        often = (mark for mark, times in counted.items() if times >= PhraseKind(mark[0]).recurs)
        return frozenset(mark for mark in often if mark[0] != PhraseKind.NAMED or 2 * len(names[mark]) <= counted[mark] + 1)

    def to_json(self) -> str:
        return json.dumps([[one.article, *one.marks] for one in self.heard])

    @classmethod
    def from_json(cls, text: str | None) -> OutletMemory:
        """What another version wrote in another shape is nothing."""
        try:
            rows = json.loads(text or "[]")
        except ValueError:
            return cls()
        if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
            return cls()
        return cls(tuple(Heard(article, tuple(marks)) for article, *marks in rows))


def _is_row(row: object) -> bool:
    """The article's hash, then marks."""
    if not isinstance(row, list) or not row or not all(isinstance(each, str) for each in row):
        return False
    return all(mark[:1] in _KINDS for mark in row[1:])


def without_refrains(text: Text, refrains: frozenset[str]) -> Text:
    """The text with summary and body cut; the headline stays. A passage that is all refrain stays too: it is all there is."""
    if not refrains:
        return text
    return replace(text, summary=_cut(text.summary, refrains), body=_cut(text.body, refrains))


def _cut(words: str, refrains: frozenset[str]) -> str:
    lines = [line.strip() for line in words.split("\n")]
    for phrase in _phrases(words):
        if phrase.mark.partition(".")[0] in refrains:
            lines[phrase.line] = _without(lines[phrase.line], phrase)
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(map(str.strip, lines))).strip()
    return kept if any(map(str.isalnum, kept)) else words


def _without(line: str, phrase: _Phrase) -> str:
    if phrase.kind is PhraseKind.LAST:
        return line.removesuffix(phrase.words)
    return line.removeprefix(phrase.words) if phrase.is_part else ""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words at which a text may be cut: `line` is where they stand; all of it, or a part."""

    kind: PhraseKind
    line: int
    words: str
    form: str
    literal: str = ""
    is_part: bool = False

    @property
    def mark(self) -> str:
        return f"{self.kind.value}{_hash(self.form)}" + (f".{_hash(self.literal)}" if self.literal else "")


def _phrases(words: str) -> Iterator[_Phrase]:
    lines = [(number, line.strip()) for number, line in enumerate(words.split("\n")) if line.strip()]
    for number, line in lines:
        if len(line) <= _LONGEST and any(map(str.isalpha, line)):
            yield from _whole(number, line)
    if lines:
        yield from _beginnings(*lines[0])
        yield from _ending(*lines[-1])


def _whole(number: int, line: str) -> Iterator[_Phrase]:
    tokens = line.split()
    if line.endswith(_ENDS) or len(tokens) > _LABEL_WORDS:
        yield _Phrase(PhraseKind.SENTENCE, number, line, _form(tokens))
        return
    yield _Phrase(PhraseKind.LABEL, number, line, _form(tokens))
    if _is_byline(tokens):
        yield _Phrase(PhraseKind.NAMED, number, line, tokens[0].casefold(), literal=_form(tokens))


def _is_byline(tokens: list[str]) -> bool:
    """A word, then nothing but names and the small words between them."""
    names = [token for token in tokens[1:] if token[0].isupper()]
    between = [token for token in tokens[1:] if not token[0].isupper()]
    return len(names) > 0 and len(tokens) <= _BYLINE_WORDS and all(token.isalpha() and len(token) <= 3 for token in between)


def _beginnings(number: int, line: str) -> Iterator[_Phrase]:
    tokens = line.split()
    for length in range(1, min(_LEAD_TOKENS, len(tokens) - _NEWS_TOKENS) + 1):
        last, following = tokens[length - 1], tokens[length]
        head = _start_of(line, length)
        if _DATE.fullmatch(last.strip(",;:")) and (following[0].isupper() or not following[0].isalnum()):
            yield _Phrase(PhraseKind.STAMP, number, head, _form(tokens[:length]), is_part=True)
        elif last.endswith(_CLOSERS):
            yield _Phrase(PhraseKind.LEAD_IN, number, head, _form(tokens[:length]), is_part=True)


def _start_of(line: str, tokens: int) -> str:
    """The line's first so many tokens, with the spaces between them as they stand."""
    found = re.match(rf"\s*(?:\S+\s+){{{tokens}}}", line)
    return found[0] if found else line


def _ending(number: int, line: str) -> Iterator[_Phrase]:
    sentences = _SENTENCE_END.split(line)
    if len(sentences) > 1 and len(sentences[-1]) <= _LONGEST and any(map(str.isalpha, sentences[-1])):
        yield _Phrase(PhraseKind.LAST, number, sentences[-1], _form(sentences[-1].split()), is_part=True)


def _form(tokens: Iterable[str]) -> str:
    return _DATE.sub("#", " ".join(tokens)).casefold()


def _hash(form: str) -> str:
    return hashlib.blake2b(form.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
