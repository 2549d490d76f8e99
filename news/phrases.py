"""One sentence in every language Tellal speaks. A missing translation is a type error, a new language a new field."""

from __future__ import annotations

from dataclasses import dataclass, fields

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in every language Tellal speaks; `{names}` are filled in by `say`."""

    en: str
    tr: str
    uk: str
    ru: str

    def say(self, language: str, **values: object) -> str:
        form: str = getattr(self, spoken(language))
        return form.format(**values)


SPOKEN = tuple(column.name for column in fields(Phrase))


def spoken(language: str) -> str:
    """The language Tellal speaks to a reader of `language`."""
    return language if language in SPOKEN else DEFAULT_LANGUAGE
