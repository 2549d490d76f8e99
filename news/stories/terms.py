"""Words of a text: cut into sentences and tokens, brought to a stem, and told whether they are names."""

from __future__ import annotations

import re
from functools import lru_cache

from news.stories.spelling import latin

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`´‘-][^\W\d_]+)*")
"""A word as it is written, with what apostrophes and hyphens hold together."""
_SENTENCE_END = re.compile(
    r"[.!?…\n。！？](?:(?<=[.!?…])[.!?…]*[\"»”'’)]*\s+(?=[\"«“'‘(]?[A-ZÀ-ÖØ-ÞА-ЯЁЇІЄҐİŞĞÇÜÖ0-9])|(?<=\n)\n*|(?<=[。！？]))"
)
"""Begins with a set of characters, and not with three alternatives, so that `re` can skip what is none of them."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"«“])(?:[^\W\d_]\.)*(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Gov|Rep|Gen|Lt|Sgt|Jr|Sr|vs|No|Inc|Co|U\.S|U\.N|м|ст|ул|вул|г|р|Dr|Av|vb)$"
)
_APOSTROPHE = re.compile(r"['’ʼ`´‘]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENGLISH_ENDINGS = (
    ("ational", "ate"), ("iveness", "ive"), ("ization", "ize"), ("isation", "ize"), ("fulness", "ful"), ("ically", "ic"), ("ingly", ""),
    ("ations", "ate"), ("ation", "ate"), ("ments", ""), ("ment", ""), ("ness", ""), ("ising", "ize"), ("ised", "ize"), ("ises", "ize"),
    ("ise", "ize"), ("ities", "ity"), ("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""),
    ("ors", "or"), ("ers", "er"), ("ly", ""), ("ions", ""), ("ion", ""), ("es", "e"), ("s", ""),
)  # fmt: skip
_ENDINGS_BY_LETTER = {
    letter: tuple(pair for pair in _ENGLISH_ENDINGS if pair[0][-1] == letter) for letter in {e[-1] for e, _ in _ENGLISH_ENDINGS}
}
_KEEP = frozenset(
    "news united nations states is was has his us this thus less united during morning evening nothing something king red need speed bed".split()
)
_IRREGULAR = {
    "killed": "kill", "died": "die", "dead": "die", "death": "die", "deaths": "die", "dies": "die", "dying": "die", "said": "say", "says": "say", "shot": "shoot",
    "shooting": "shoot", "won": "win", "winning": "win", "struck": "strike", "stricken": "strike", "fell": "fall", "fallen": "fall",
    "stolen": "steal", "stole": "steal", "theft": "steal", "sold": "sell", "bought": "buy", "met": "meet", "held": "hold", "found": "find", "fought": "fight", "left": "leave",
    "rose": "rise", "risen": "rise", "broke": "break", "broken": "break", "women": "woman", "men": "man", "people": "people",
    "children": "child", "voters": "vote", "voter": "vote", "bombing": "bomb", "went": "go", "gone": "go", "took": "take", "taken": "take",
    "gave": "give", "given": "give", "came": "come", "made": "make", "began": "begin", "begun": "begin", "drove": "drive", "driven": "drive",
    "beaten": "beat", "hits": "hit", "hitting": "hit", "lost": "lose", "losing": "lose", "sunk": "sink", "sank": "sink", "sworn": "swear", "caught": "catch",
}  # fmt: skip
_PREFIX = 6
"""Letters that stand for a word of an inflecting language (measured for Turkish by others as well: the first five to seven do as well as a stemmer)."""


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, without empty ones."""
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        piece = text[start : match.start()]
        if match.group()[0] == "." and _ABBREVIATION.search(piece[-8:]):
            continue
        found.append(piece)
        start = match.end()
    found.append(text[start:])
    return [piece.strip() for piece in found if piece.strip()]


def parts(written: str) -> list[tuple[str, bool]]:
    """The words of a run of letters, apostrophes and hyphens, and whether a capital may mean something. Scripts without spaces give
    overlapping pairs of letters.
    """
    found: list[tuple[str, bool]] = []
    for word in _parts(written):
        if _UNSPACED.match(word):
            found.extend((word[i : i + 2], False) for i in range(max(1, len(word) - 1)))
        else:
            found.append((word, True))
    return found


def _parts(word: str) -> list[str]:
    """Rusya'dan → Rusya, об'єднання → обєднання, O'Neill → ONeill, l'Italia → Italia, drone-strike → drone, strike."""
    if word.isalpha():
        return [word]
    parts: list[str] = []
    for piece in word.split("-"):
        before, mark, after = _cut(piece)
        if not mark:
            parts.append(piece)
        elif "\u0400" <= before[:1] <= "\u052f" or before in {"O", "D", "Mc"}:
            parts.append(before + _APOSTROPHE.sub("", after))
        elif len(before) <= 2 and len(after) > 2:
            parts.append(after)
        else:
            parts.append(before)
    return [part for part in parts if part]


def _cut(piece: str) -> tuple[str, str, str]:
    match = _APOSTROPHE.search(piece)
    return (piece[: match.start()], match.group(), piece[match.end() :]) if match else (piece, "", "")


@lru_cache(maxsize=1 << 15)
def stem(word: str, language: str) -> str:
    """The form under which a word is compared within its language: light stemming for English, first letters elsewhere."""
    plain = latin(word) if language == "en" else latin(word, language)
    if language == "en":
        return _english(plain)
    return plain[:_PREFIX]


def _english(word: str) -> str:
    if word in _KEEP:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in _ENDINGS_BY_LETTER.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith(("ss", "us", "is"))):
            return _smoothed(word[: -len(ending)] + instead)
    return _smoothed(word)


def _smoothed(word: str) -> str:
    """One form: stopp → stop, vote → vot, for doubled consonants and silent e."""
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sel":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
