"""What is known of each written word: looked up once, for news says most of its words again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from news.articles import PIVOT_LANGUAGE
from news.stories.commonness import rate
from news.stories.concepts import concept
from news.stories.dates import is_calendar_word, may_name_month
from news.stories.quantities import Spelled, spelled
from news.stories.spelling import skeleton
from news.stories.terms import WORD, parts, stem

_REMEMBERED = 1 << 15
"""Written words kept; a new one costs 20 microseconds."""
_CHUNKS = 1 << 15
"""Words with the marks around them, as they stand between two spaces: kept at least, and at most twice as many."""
_LONGEST_CHUNK = 40
"""Characters. Longer ones are addresses, or sentences in a script without spaces: they do not come again."""
_SHORTEST_COGNATE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of one language and all that is asked of it. Compared by identity, so that counting the words of a text costs next to nothing."""

    text: str
    language: str
    is_capitalised: bool
    may_be_name: bool
    """Capitalised, and neither a single letter nor a month or a day of the week."""
    is_rare: bool
    """Its stem is not among the common ones."""
    stem: str
    """With its language before it where that is not the pivot's."""
    name: str
    """Skeleton, where it may be a name."""
    concept: str
    """See `concepts`; "" when it stands for none."""
    cognate: str
    """Skeleton of a word that is rare, long and no name, else ""."""
    spelled: Spelled
    """Whether the written word it is part of is a number, or part of one."""
    may_name_month: bool


def words(sentence: str, language: str) -> list[Word]:
    """The words of one sentence, in order. Scripts without spaces give overlapping pairs of letters, which compare as well as words do."""
    return list(chain.from_iterable(map(_MEMORY.table(language).__getitem__, sentence.split())))


class _Memory:
    """What was read between two spaces, by language. When it is full, what was not met since it was last full is forgotten."""

    def __init__(self) -> None:
        self._young: dict[str, _Table] = {}
        self._old: dict[str, _Table] = {}
        self._count = 0

    def table(self, language: str) -> _Table:
        table = self._young.get(language)
        return self._young.setdefault(language, _Table(self, language)) if table is None else table

    def recall(self, chunk: str, language: str) -> tuple[Word, ...]:
        self._count += 1
        if self._count > _CHUNKS:
            self._young, self._old, self._count = {}, self._young, 1
        old = self._old.get(language)
        known = None if old is None else old.get(chunk)
        return tuple(chain.from_iterable(_read(written, language) for written in WORD.findall(chunk))) if known is None else known


class _Table(dict[str, tuple[Word, ...]]):
    """A dictionary that reads what it does not know: four times as fast as a function behind `lru_cache`."""

    def __init__(self, memory: _Memory, language: str) -> None:
        super().__init__()
        self._memory, self._language = memory, language

    def __missing__(self, chunk: str) -> tuple[Word, ...]:
        found = self._memory.recall(chunk, self._language)
        if len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = found
        return found


_MEMORY = _Memory()


@lru_cache(maxsize=_REMEMBERED)
def _read(written: str, language: str) -> tuple[Word, ...]:
    number, month = spelled(written, language), may_name_month(written, language)
    return tuple(_word(part, language, number, cased=cased, may_name_month=month) for part, cased in parts(written))


def _word(text: str, language: str, number: Spelled, *, cased: bool, may_name_month: bool) -> Word:
    root = stem(text, language)
    is_rare, is_capitalised = rate(root, language) == 0, cased and text[0].isupper()
    may_be_name = is_capitalised and len(text) >= 2 and not is_calendar_word(text, language)
    may_be_cognate = is_rare and len(text) >= _SHORTEST_COGNATE and not text[0].isupper()
    return Word(
        text=text,
        language=language,
        is_capitalised=is_capitalised,
        may_be_name=may_be_name,
        is_rare=is_rare,
        stem=root if language == PIVOT_LANGUAGE else f"{language}:{root}",
        name=skeleton(text, language) if may_be_name else "",
        concept=concept(text, language),
        cognate=skeleton(text, language) if may_be_cognate else "",
        spelled=number,
        may_name_month=may_name_month,
    )


class Numerals:
    """Which sentences of a text are worth a closer look for numbers in words and names of months: most are not."""

    def __init__(self, found: Iterable[Word]) -> None:
        telling = [word for word in found if word.spelled or word.may_name_month]
        self._months = {word for word in telling if word.may_name_month}
        self._counting = {word for word in telling if word.spelled is Spelled.NUMBER}
        self._doubtful = {word for word in telling if word.spelled is Spelled.BESIDE_ANOTHER}

    def name_months(self, sentence: list[Word]) -> bool:
        return bool(self._months) and not self._months.isdisjoint(sentence)

    def may_count(self, sentence: list[Word]) -> bool:
        """Whether a number may be spelled out."""
        if self._counting and not self._counting.isdisjoint(sentence):
            return True
        return bool(self._doubtful) and sum(map(self._doubtful.__contains__, sentence)) > 1
