"""Why a query cannot be read, by name. The command line and the log print the sentences below; the chat has its own in four languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from news.errors import QueryError


class Fault(StrEnum):
    """What is wrong at the place a `QueryError` points at."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    TOO_WIDE = "too_wide"
    TOO_WIDE_ALTERNATIVE = "too_wide_alternative"
    OPEN_QUOTE = "open_quote"
    OPEN_PARENTHESIS = "open_parenthesis"
    NOTHING_OPENED = "nothing_opened"
    NOTHING_BEHIND = "nothing_behind"
    LONE_OR = "lone_or"
    LONE_AND = "lone_and"
    TWO_MINUSES = "two_minuses"
    MISPLACED = "misplaced"
    NOT_AN_OPERATOR = "not_an_operator"
    NO_LETTERS = "no_letters"
    STAR_INSIDE = "star_inside"
    STAR_BEHIND_SIGN = "star_behind_sign"
    STAR_IN_QUOTES = "star_in_quotes"
    SHORT_PREFIX = "short_prefix"
    UNKNOWN_FIELD = "unknown_field"
    NO_COLON = "no_colon"
    NO_VALUE = "no_value"
    NO_NUMBER = "no_number"
    NO_AT_LEAST = "no_at_least"
    NOT_A_LANGUAGE = "not_a_language"
    NOT_A_COUNTRY = "not_a_country"


SENTENCES: Final = {
    Fault.EMPTY: "an empty query matches nothing",
    Fault.TOO_LONG: "a query has at most {most} characters; this one has {found}",
    Fault.TOO_DEEP: "parentheses nest at most {most} deep",
    Fault.TOO_MANY: "a query has at most {most} words, phrases and fields; this one has {found}",
    Fault.TOO_WIDE: "this would match nearly everything: add a word, phrase, outlet or category that must occur",
    Fault.TOO_WIDE_ALTERNATIVE: "this would match nearly everything: add a word, phrase, outlet or category that must occur"
    " in every alternative of OR",
    Fault.OPEN_QUOTE: "this quotation mark is never closed",
    Fault.OPEN_PARENTHESIS: "this parenthesis is never closed",
    Fault.NOTHING_OPENED: "nothing was opened, or nothing stands in these parentheses",
    Fault.NOTHING_BEHIND: "{text} needs something behind it",
    Fault.LONE_OR: "OR stands between two alternatives",
    Fault.LONE_AND: "AND stands between two words",
    Fault.TWO_MINUSES: "one minus is enough",
    Fault.MISPLACED: "this cannot stand here",
    Fault.NOT_AN_OPERATOR: "{text} is not an operator here: the operators are OR, AND and - (write it in lower case to look for the word)",
    Fault.NO_LETTERS: "{text} has no letters or digits to look for",
    Fault.STAR_INSIDE: "a * stands only at the end of a word",
    Fault.STAR_BEHIND_SIGN: "a * follows one word, without hyphens or other signs",
    Fault.STAR_IN_QUOTES: "no * inside quotes",
    Fault.SHORT_PREFIX: "at least {least} letters before a *",
    Fault.UNKNOWN_FIELD: "there is no field {text}; there are {fields} and sources>=",
    Fault.NO_COLON: "{text} takes a colon",
    Fault.NO_VALUE: "{text}: needs a value right behind the colon",
    Fault.NO_NUMBER: "sources>= takes a number from 1 to 99",
    Fault.NO_AT_LEAST: "sources takes >=",
    Fault.NOT_A_LANGUAGE: "{text} is not a two-letter language code (ISO 639-1)",
    Fault.NOT_A_COUNTRY: "{text} is not a two-letter country code (ISO 3166-1)",
}


def unreadable(fault: Fault, position: int | None, *, suggestion: str | None = None, **about: object) -> QueryError:
    """The error to raise. `about` fills the blanks of the sentence, in whatever language it is said."""
    error = QueryError(SENTENCES[fault].format(**about), position=position, suggestion=suggestion)
    error.fault, error.about = fault, {name: str(value) for name, value in about.items()}
    return error
