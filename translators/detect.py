"""Which language a text is in. The only door to langdetect.

langdetect's profiles are excellent; its `detect` is not: it samples n-grams at random (another answer at each call), leaves out words in capitals and
knows only one set of candidates. Here every n-gram of the case-folded text counts once, the candidates are those the script allows and
the operator expects, and letters a language does not have speak against it. Where that leaves a doubt, dictionaries are asked whose words these are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.utils.lang_profile import LangProfile
from langdetect.utils.ngram import NGram

from news.articles import PIVOT_LANGUAGE, UNDETERMINED, Text
from news.ports import Detected
from news.words import is_known
from translators.alphabets import LATIN, LETTERS, NEIGHBOURS, RARE, fold_case, languages_of, script_of, scripts_in
from translators.frequent import FREQUENT

Scores = npt.NDArray[np.float32]

_WORD = re.compile(r"[^\W\d_]+")
_NAME_WITH_SUFFIX = re.compile(
    r"(?<!qu)[^\W\d_]{2,}['’](?:n[ıiuü]n|[ıiuü]n|[dt][ae]n?|[yn]?[ae]|[yn]?[ıiuü]|yl[ae]|n[dt][ae]n?|l[ıiuü]|l[ae]r\w*|[dt]a?ki|s[ıiuü]\w*)(?!['’\w])"
)
"""Turkish parts a name from its endings with an apostrophe (TDK); no other language here writes these after one."""
_OLD_CODES = {"iw": "he", "in": "id", "nb": "no", "nn": "no", "ji": "yi"}

JUDGED_CHARACTERS = 400
"""More letters than this change no answer, they only cost time."""
REMEMBERED_WORDS = 20_000
"""Words whose evidence is kept per script: some 4 MB, and news repeats its words."""
OWN_SHARE = 0.2
"""Weight of our own text in a profile that is both."""
SHORT_TITLE = 20
"""Letters. A shorter headline ("Son dakika!") is in the language of its lead, if the scripts agree."""
DICTIONARIES = frozenset({"tr", "uk", "ru", "bg", "en", "de"})
"""Asked when a text may be in several languages. These take 30 MB and a second to open, at the first doubt; a dozen more would take six (Polish two) and
200 MB, for one text in a thousand."""
CONTENDERS = 4
"""Languages between which they are asked to choose."""
SHORTEST_ASKED = 3
"""Letters. Shorter words stand in too many dictionaries, and the small ones are in `FREQUENT`."""
NEWS_LANGUAGES = frozenset({
    "tr", "uk", "en", "ru", "az", "be", "bg", "pl", "de", "fr", "es", "it", "pt", "ro", "nl", "cs", "hu", "el", "ar", "fa", "he", "ka", "hy", "kk",
})  # fmt: skip
"""Expected when nobody says what is: the languages of the outlets Tellal ships addresses of, and of the places around them."""
SCRIPT_SHARE = 0.25
"""A headline full of Latin brand names is still Ukrainian when this share of its letters is Cyrillic: brands keep their letters, names of people do not."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How evidence is weighed; in nats. Chosen among 45 settings on headlines and half of the evaluation lines, confirmed on the rest (bench/README.md)."""

    smoothing: float = 1e-5
    """Probability of an n-gram a profile never saw."""
    temperature: float = 5.0
    """Overlapping n-grams say the same thing about this many times over."""
    frequent_word: float = 3.0
    """For a language, for each of its small words."""
    foreign_word: float = 4.0
    """Against a language, for each word with a letter it does not have."""
    name_with_suffix: float = 3.0
    """For Turkish, for each name with a case ending after an apostrophe ("Ankara'da")."""
    word_at_most: float = 8.0
    """One word alone speaks no more than this against a language."""
    hint: float = 4.0
    """For the language the feed is said to be in (a prior of about .98 against one rival)."""
    lead: float = 2.0
    """For the language of the lead, when the headline is judged."""
    unexpected: float = 3.0
    """Against a language nobody expects here."""
    doubt: float = 6.0
    """Languages as near as this to the best are told apart by dictionaries: a quarter of the headlines, half of which need it."""
    known_word: float = 3.0
    """For a language, for each word in its dictionary."""
    without_dictionary: float = 0.4
    """Share of the words supposed known to a language whose dictionary is not asked."""


class LangdetectDetector:
    """`news.ports.Detector`: deterministic, thread-safe, some 10,000 headlines a second.

    `languages` are those the feeds are expected to be in (ISO 639-1); their neighbours and English are recognised too. None: every language
    there is a profile for but the `RARE` ones, `NEWS_LANGUAGES` expected. Profiles of a script are read when its first text arrives.
    """

    def __init__(self, languages: Iterable[str] | None = None, weights: Weights | None = None) -> None:
        known = known_languages()
        asked = NEWS_LANGUAGES if languages is None else frozenset(map(normal_code, languages)) & known
        self._expected = asked | {PIVOT_LANGUAGE}
        self._candidates = (known - RARE if languages is None else frozenset()) | self._expected | _neighbours(self._expected)
        self._weights = weights or Weights()
        self._scorers: dict[str, _Scorer] = {}
        self._lock = Lock()

    def detect(self, text: str, *, hint: str = "") -> Detected:
        """The language of a text and the share of belief it has among its candidates. "und", 0.0 for a text without letters."""
        return self._judged(text, {normal_code(hint): self._weights.hint})

    def label(self, text: Text, *, hint: str = "") -> Text:
        """Title and lead judged each for itself; a title of a few words follows its lead, a missing lead its title."""
        prior = {normal_code(hint): self._weights.hint}
        lead = self._judged(f"{text.summary}\n{text.body}", prior)
        language = self._title_language(text.title, lead, prior)
        summary_language = "" if lead.language == UNDETERMINED else lead.language
        return replace(text, language=language, summary_language=summary_language)

    def _title_language(self, title: str, lead: Detected, prior: dict[str, float]) -> str:
        counted = scripts_in(title)
        same_script = lead.language != UNDETERMINED and (
            not counted or lead.language in languages_of(counted.most_common(1)[0][0], self._candidates)
        )
        if same_script and counted.total() < SHORT_TITLE:
            return lead.language
        leaning = {lead.language: prior.get(lead.language, 0.0) + self._weights.lead} if same_script else {}
        return self._judged(title, prior | leaning).language

    def _judged(self, text: str, prior: dict[str, float]) -> Detected:
        text = text[:JUDGED_CHARACTERS]
        script = _script(text, prior)
        languages = languages_of(script, self._candidates)
        if len(languages) < 2:
            return Detected(next(iter(languages), UNDETERMINED), 1.0 if languages else 0.0)
        return self._scorer(script, languages).judge(fold_case(text), prior)

    def _scorer(self, script: str, languages: frozenset[str]) -> _Scorer:
        with self._lock:
            if script not in self._scorers:
                candidates = sorted(languages & self._candidates or languages)
                self._scorers[script] = _Scorer(script, candidates, self._expected, self._weights)
            return self._scorers[script]


class _Scorer:
    """Weighs the candidates of one script. Immutable once built."""

    def __init__(self, script: str, candidates: list[str], expected: frozenset[str], weights: Weights) -> None:
        self._script = script
        self._weights = weights
        self._languages = candidates
        self._prior = np.array([0.0 if code in expected else -weights.unexpected for code in candidates], dtype=np.float32)
        self._rows, self._likelihoods = _likelihoods(candidates, weights)
        self._turkish = np.array([code == "tr" for code in candidates], dtype=np.float32)
        self._frequent = {word: self._that_say(word) for code in candidates for word in FREQUENT.get(code, ())}
        lacking = {letter: self._without(letter) for code in candidates for letter in LETTERS.get(code, "")}
        self._strangers = {letter: row for letter, row in lacking.items() if row.any()}
        self._evidence = lru_cache(maxsize=REMEMBERED_WORDS)(self._weighed)

    def judge(self, text: str, prior: dict[str, float]) -> Detected:
        scores = self._prior + np.array([prior.get(code, 0.0) for code in self._languages], dtype=np.float32)
        words = [word for word in _WORD.findall(text) if script_of(word[0]) == self._script]
        for word in words:
            scores += self._evidence(word)
        scores += self._weights.name_with_suffix * min(2, len(_NAME_WITH_SUFFIX.findall(text))) * self._turkish
        contenders = self._contenders(scores)
        if len(contenders) > 1:
            self._ask_dictionaries(scores, contenders, [word for word in words if len(word) >= SHORTEST_ASKED])
        belief = np.exp(scores - scores.max())
        best = int(belief.argmax())
        return Detected(self._languages[best], float(belief[best] / belief.sum()))

    def _contenders(self, scores: Scores) -> list[int]:
        """The best and those that might be better, at most `CONTENDERS`."""
        order = scores.argsort(kind="stable")[::-1][:CONTENDERS]
        return [int(at) for at in order if scores[order[0]] - scores[at] < self._weights.doubt]

    def _ask_dictionaries(self, scores: Scores, contenders: list[int], words: list[str]) -> None:
        for at in contenders:
            language = self._languages[at]
            asked = language in DICTIONARIES
            known = sum(is_known(word, language) for word in words) if asked else self._weights.without_dictionary * len(words)
            scores[at] += self._weights.known_word * known

    def _weighed(self, word: str) -> Scores:
        """What one word says, relative to the candidate it speaks for; a name from elsewhere does not decide a headline."""
        letters = word.translate(_LETTERS_ONLY)
        rows = [self._rows[gram] for gram in _grams(letters.split()) if gram in self._rows]
        evidence = self._likelihoods[rows].sum(axis=0) / self._weights.temperature
        evidence += self._weights.frequent_word * self._frequent.get(word, 0.0)
        evidence -= self._weights.foreign_word * self._strangeness(word)
        bounded: Scores = np.maximum(evidence - evidence.max(), -self._weights.word_at_most).astype(np.float32)
        return bounded

    def _strangeness(self, word: str) -> Scores:
        strange = [self._strangers[letter] for letter in word if letter in self._strangers]
        most: Scores = np.maximum.reduce(strange or [np.zeros(len(self._languages), dtype=np.float32)])
        return most

    def _that_say(self, word: str) -> Scores:
        """1 for each candidate of which this is a small word."""
        return np.array([word in FREQUENT.get(code, ()) for code in self._languages], dtype=np.float32)

    def _without(self, letter: str) -> Scores:
        """1 for each candidate that does not write this letter."""
        return np.array([_lacks(code, letter) for code in self._languages], dtype=np.float32)


def normal_code(code: str) -> str:
    """ISO 639-1 of what feeds write: "tr-TR", "TR", "iw", "nb_NO"."""
    base = code.strip().lower().replace("_", "-").partition("-")[0]
    return _OLD_CODES.get(base, base)


def _lacks(code: str, letter: str) -> bool:
    return letter not in LETTERS.get(code, "")


def _script(text: str, prior: dict[str, float]) -> str:
    """The script that decides: the hinted language's or another than Latin when enough of the text is in it, else that of most letters.

    Kana outweighs kanji.
    """
    if text.isascii():
        return LATIN if any(map(str.isalpha, text)) else ""
    counted = scripts_in(text)
    hints = prior.keys() - {""}
    hinted = [script for script in counted if not languages_of(script, hints).isdisjoint(hints)]
    for script in (*hinted, *(script for script in counted if script != LATIN)):
        if counted[script] >= SCRIPT_SHARE * counted.total() and script not in {"HIRAGANA", "KATAKANA", "CJK"}:
            return script
    if counted.keys() & {"HIRAGANA", "KATAKANA"} and counted["CJK"]:
        return "HIRAGANA"
    return counted.most_common(1)[0][0] if counted else ""


def _neighbours(languages: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(group for group in NEIGHBOURS if group & languages))


class _LettersOnly(dict[int, str]):
    """langdetect's own normalisation of a character, remembered; what is no letter becomes a space."""

    def __missing__(self, codepoint: int) -> str:
        normal = NGram.normalize(chr(codepoint))
        self[codepoint] = normal if normal.isalpha() else " "
        return self[codepoint]


_LETTERS_ONLY = _LettersOnly()


def _grams(words: Iterable[str]) -> Iterator[str]:
    """The n-grams (1 to 3 letters, words bounded by spaces) langdetect's profiles count."""
    for word in words:
        bounded = f" {word} "
        yield from word
        yield from (bounded[at : at + 2] for at in range(len(bounded) - 1))
        yield from (bounded[at : at + 3] for at in range(len(bounded) - 2))


def _likelihoods(candidates: list[str], weights: Weights) -> tuple[dict[str, int], Scores]:
    """n-gram → row, and per row the log-probability in each candidate's profile."""
    factory = DetectorFactory()
    for at, code in enumerate(candidates):
        factory.add_profile(_profile(code), at, len(candidates))
    seen = np.array(list(factory.word_lang_prob_map.values()), dtype=np.float64)
    return {gram: row for row, gram in enumerate(factory.word_lang_prob_map)}, np.log(seen + weights.smoothing).astype(np.float32)


@lru_cache(maxsize=1)
def known_languages() -> frozenset[str]:
    """Every language (ISO 639-1) a text may be said to be in."""
    shipped = {path.name.partition("-")[0] for path in Path(PROFILES_DIRECTORY).iterdir() if not path.name.startswith((".", "_"))}
    own = {path.name.removesuffix(".txt") for path in _own_texts().iterdir() if path.name.endswith(".txt")}
    return frozenset(shipped | own | {"ka", "hy"})


def _profile(name: str) -> Any:
    """Langdetect's profile, our own where it has none (az, be, kk), or both where its own (of Wikipedia) misjudges news (uk, ru, bg)."""
    shipped, own = Path(PROFILES_DIRECTORY) / name, _own_texts() / f"{name}.txt"
    if not own.is_file():
        return _shipped_profile(shipped)
    counted = _counted(name, own.read_text(encoding="utf-8"))
    return _mixed(_shipped_profile(shipped), counted) if shipped.exists() else counted


def _shipped_profile(file: Path) -> Any:
    return LangProfile(**json.loads(file.read_text(encoding="utf-8")))


def _own_texts() -> Any:
    return resources.files("translators") / "profiles"


def _counted(name: str, text: str) -> Any:
    profile = LangProfile(name)
    for gram in _grams(fold_case(text).translate(_LETTERS_ONLY).split()):
        profile.add(gram)
    return profile


def _mixed(shipped: Any, own: Any) -> Any:
    """The shipped counts with our own blown up to `OWN_SHARE` of the whole."""
    for at, counted in enumerate(own.n_words):
        times = round(OWN_SHARE / (1 - OWN_SHARE) * shipped.n_words[at] / counted)
        for gram, count in own.freq.items():
            if len(gram) == at + 1:
                shipped.freq[gram] += times * count
        shipped.n_words[at] += times * counted
    return shipped
