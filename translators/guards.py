"""Is this a translation, or something a model made up? Pure checks on one sentence and what came out for it.

Thresholds were set on 7,000 recorded outputs of a real Argos model, see bench/translate.py. A doubted sentence goes on in the original.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from enum import StrEnum

from translators.alphabets import fold_case, languages_of, scripts_in
from translators.names import names_lost


class Doubt(StrEnum):
    """Why an output is not shown."""

    EMPTY = "the model returned nothing"
    UNKNOWN_WORDS = "the model returned words it does not know"
    TOO_SHORT = "far shorter than the original"
    TOO_LONG = "far longer than the original"
    REPEATED = "the same words again and again"
    WRONG_SCRIPT = "not written in the letters of the language"
    UNTRANSLATED = "the original came back untranslated"
    NUMBERS_LOST = "numbers of the original are missing"
    LINK_LOST = "a link of the original is missing"
    TAG_LOST = "a hashtag or an address of the original is missing"
    QUOTE_LOST = "what the original quotes is quoted no more"
    NAME_LOST = "a name of the original is missing"


SHORTEST_SHARE, LONGEST_SHARE = 0.5, 3.0
"""Letters out / letters in. Of 7,000 human translations from Turkish one is shorter than half; of the 700 worst machine ones 19 are."""
SHORT = 20
"""Letters. "Özür dilerim." is "Sorry.": below this the share says nothing."""
MOST_REPEATS = 3
"""How often a run of three words (or a single word in a row) may stand in one sentence, beyond what the original repeats."""
RIGHT_SCRIPT_SHARE = 0.5
COPIED_SHARE = 0.25
"""Words of four letters and more that were no names and came out as they went in, per word of the output."""
WORD_PICTURES = frozenset({"ja", "zh", "ko", "th"})
"""Languages in which a letter is a syllable or a word: lengths cannot be compared."""

_NUMBER = re.compile(r"\d+(?:[.,:\u00a0\u202f']\d+)*")
_HALF_DAY = re.compile(r"\b[ap]\.?m\b", re.IGNORECASE)
_AFTERNOON = re.compile(r"\b(?:1[3-9]|2[0-3])(?:[.:][0-5]\d)?\b")
"""Hours that English counts anew from noon: 17:00 is 5 p.m."""
_LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_TAG = re.compile(r"(?<!\w)[#@]\w{2,}")
_QUOTED = re.compile(r"[«„“”\"]([^«»„“”\"]+)[»“”\"]")
_SPEECH = 3
"""Words. Fewer in quotation marks are a name or a title, which other languages write without them ("Омикрон")."""
_STILL_QUOTED = re.compile(r"[«»„“”\"]|''|(?<!\w)['‘]|['’](?!\w)")
_KEPT = re.compile(r"https?://\S+|www\.\S+|[#@]\w+", re.IGNORECASE)
"""What is the same in every language."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")
_SMALL = 12
"""Numbers up to here may be written as words in the other language."""


def doubt(original: str, output: str, source: str, target: str) -> Doubt | None:
    """The first reason not to believe `output` as the translation of `original`, None when there is none."""
    return next((reason for reason, holds in _CHECKS if holds(original, output, source, target)), None)


def _empty(_original: str, output: str, _source: str, _target: str) -> bool:
    return not output.strip()


def _unknown_words(original: str, output: str, _source: str, _target: str) -> bool:
    return any(sign in output and sign not in original for sign in ("<unk>", "⁇"))


def _too_short(original: str, output: str, source: str, target: str) -> bool:
    return _comparable(source, target) and len(original) > SHORT and len(output) < SHORTEST_SHARE * len(original)


def _too_long(original: str, output: str, source: str, target: str) -> bool:
    return _comparable(source, target) and len(output) > LONGEST_SHARE * len(original) + SHORT


def _repeated(original: str, output: str, _source: str, _target: str) -> bool:
    return _most_repeated(output) > max(MOST_REPEATS, _most_repeated(original))


def _wrong_script(original: str, output: str, _source: str, target: str) -> bool:
    counted = scripts_in(output)
    right = sum(count for script, count in counted.items() if target in languages_of(script, {target}))
    return bool(scripts_in(original)) and right < RIGHT_SCRIPT_SHARE * counted.total()


def _untranslated(original: str, output: str, _source: str, _target: str) -> bool:
    went = set(_LONGER_WORD.findall(fold_case(_KEPT.sub(" ", original))))
    came = _WORD.findall(_KEPT.sub(" ", output))
    copied = sum(fold_case(word) in went for word in came if word[0].islower() or output.isupper())
    return copied > 0 and copied >= COPIED_SHARE * len(came)


def _numbers_lost(original: str, output: str, _source: str, _target: str) -> bool:
    if _HALF_DAY.search(output):
        original = _AFTERNOON.sub("", original)
    lost = Counter(_numbers(original)) - Counter(_numbers(output))
    return any(not _may_be_words(number) and number not in re.sub(r"\D", "", output) for number in lost)


def _link_lost(original: str, output: str, _source: str, _target: str) -> bool:
    return any(link not in output for link in _LINK.findall(original))


def _tag_lost(original: str, output: str, _source: str, _target: str) -> bool:
    kept = output.lower()
    return any(tag.lower() not in kept for tag in _TAG.findall(original))


def _quote_lost(original: str, output: str, _source: str, _target: str) -> bool:
    return any(len(quoted.split()) >= _SPEECH for quoted in _QUOTED.findall(original)) and not _STILL_QUOTED.search(output)


def _name_lost(original: str, output: str, source: str, target: str) -> bool:
    return source != target and names_lost(original, output, source, target)


_Check = Callable[[str, str, str, str], bool]

_CHECKS: tuple[tuple[Doubt, _Check], ...] = (
    (Doubt.EMPTY, _empty),
    (Doubt.UNKNOWN_WORDS, _unknown_words),
    (Doubt.REPEATED, _repeated),
    (Doubt.TOO_LONG, _too_long),
    (Doubt.TOO_SHORT, _too_short),
    (Doubt.WRONG_SCRIPT, _wrong_script),
    (Doubt.UNTRANSLATED, _untranslated),
    (Doubt.LINK_LOST, _link_lost),
    (Doubt.NUMBERS_LOST, _numbers_lost),
    (Doubt.TAG_LOST, _tag_lost),
    (Doubt.QUOTE_LOST, _quote_lost),
    (Doubt.NAME_LOST, _name_lost),
)


def _comparable(source: str, target: str) -> bool:
    return WORD_PICTURES.isdisjoint((source, target))


def _most_repeated(text: str) -> int:
    """How often the most frequent run of three words stands in the text, or the longest row of one and the same word."""
    words = re.findall(r"\w+", text.lower())
    runs = Counter(zip(words, words[1:], words[2:], strict=False))
    return max(max(runs.values(), default=0), _longest_row(words))


def _longest_row(words: list[str]) -> int:
    longest = row = 0
    for at, word in enumerate(words):
        row = row + 1 if at and word == words[at - 1] else 1
        longest = max(longest, row)
    return longest


def _numbers(text: str) -> list[str]:
    """Numbers without their separators: 1.500, 1,500 and 1500 are the same number in three languages."""
    return [re.sub(r"\D", "", number) for number in _NUMBER.findall(text)]


def _may_be_words(number: str) -> bool:
    return int(number) <= _SMALL or number.strip("0") in {"", "1"}
