"""Which language a text is in, by py3langid: an optional extra. The only door to it.

It is faster than langdetect's profiles and knows more languages, but it listens to no prior: its scores are no probabilities, so a hint
would count too much or not at all. Whoever reads feeds of known languages is better served by `translators.detect` (bench/README.md).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from news.articles import UNDETERMINED, Text
from news.errors import ConfigError
from news.ports import Detected
from translators.alphabets import RARE, fold_case, languages_of, scripts_in
from translators.detect import JUDGED_CHARACTERS, SHORT_TITLE, known_languages

INSTALL = ".venv/bin/python -m pip install py3langid"


class LangidDetector:
    """`news.ports.Detector` over py3langid's own model, restricted to the languages we have names, alphabets and translators for.

    Raises `ConfigError` when the package is not installed.
    """

    def __init__(self) -> None:
        self._identifier = _identifier()

    def detect(self, text: str, *, hint: str = "") -> Detected:  # noqa: ARG002  # the contract has it; this engine takes no prior
        """The language of a text and how sure the model is. "und", 0.0 for a text without letters. The hint is not looked at."""
        text = text[:JUDGED_CHARACTERS].encode("utf-8", "replace").decode()
        if not any(map(str.isalpha, text)):
            return Detected(UNDETERMINED, 0.0)
        language, confidence = self._identifier.classify(fold_case(text) if text.isupper() else text)
        return Detected(language, min(1.0, float(confidence)))

    def label(self, text: Text, *, hint: str = "") -> Text:
        """Title and lead judged each for itself; a title of a few words follows its lead if the scripts agree."""
        lead = self.detect(f"{text.summary}\n{text.body}", hint=hint).language
        language = lead if _follows(text.title, lead) else self.detect(text.title, hint=hint).language
        return replace(text, language=language, summary_language="" if lead == UNDETERMINED else lead)


def _follows(title: str, lead: str) -> bool:
    letters = scripts_in(title)
    if lead == UNDETERMINED or letters.total() >= SHORT_TITLE:
        return False
    return not letters or lead in languages_of(letters.most_common(1)[0][0], known_languages())


@lru_cache(maxsize=1)
def _identifier() -> Any:
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # an optional extra
    except ImportError:
        raise ConfigError(f"py3langid is not installed; install it ({INSTALL}) or take TELLAL_DETECTOR=langdetect") from None
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages((known_languages() - RARE) & set(identifier.labels))
    return identifier
