"""What Tellal says, in every language it speaks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from string import Formatter

import pytest
from babel import Locale

from channels.rendering import phrases
from channels.rendering.phrases import SPOKEN, Counted, Phrase
from news.articles import TranslationMark

PHRASES = {name: value for name, value in vars(phrases).items() if isinstance(value, Phrase)}
COUNTED = {name: value for name, value in vars(phrases).items() if isinstance(value, Counted)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", PHRASES)
def test_every_language_fills_in_the_same_names(name):
    """A placeholder missing in one language would lose a fact for its readers."""
    wanted = placeholders(PHRASES[name].en)
    assert {language: placeholders(getattr(PHRASES[name], language)) for language in SPOKEN} == dict.fromkeys(SPOKEN, wanted)


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize("language", SPOKEN)
def test_every_plural_form_of_the_language_is_there(name, language):
    """CLDR says which forms a language has; each has its words. Turkish nouns do not bend after a number."""
    forms = getattr(COUNTED[name], language)
    used = {Locale.parse(language).plural_form(number) for number in range(200)} | {"other"}
    assert used <= set(forms) or language == "tr"


@pytest.mark.parametrize(
    ("number", "language", "said"),
    [
        (1, "uk", "1 видання"),
        (5, "uk", "5 видань"),
        (22, "ru", "22 издания"),
        (11, "ru", "11 изданий"),
        (3, "tr", "3 yayın"),
        (1, "en", "1 outlet"),
    ],
)
def test_numbers_bend_the_word_after_them(number, language, said):
    """Plural rules of each language."""
    assert phrases.OUTLETS.say(number, language) == said


@pytest.mark.parametrize(
    ("origin", "reader", "said"),
    [
        ("tr", "en", "machine-translated from Turkish"),
        ("en", "tr", "İngilizceden makine çevirisi"),
        ("uk", "tr", "Ukraynacadan makine çevirisi"),
        ("ru", "tr", "Rusçadan makine çevirisi"),
        ("tr", "uk", "машинний переклад з турецької"),
        ("ka", "uk", "машинний переклад з грузинської"),
        ("uk", "ru", "машинный перевод с украинского"),
        ("he", "ru", "машинный перевод (иврит)"),
        ("zz-no", "en", "machine-translated from zz-no"),
        ("und", "en", "machine-translated from another language"),
    ],
)
def test_a_translation_names_the_language_it_came_from(origin, reader, said):
    """In the grammar of the reader's language; the bare name where a name does not bend."""
    assert phrases.translation_note(TranslationMark.MACHINE, origin, reader) == said


@pytest.mark.parametrize("mark", TranslationMark)
@pytest.mark.parametrize("language", SPOKEN)
def test_every_mark_has_words_but_the_original(mark, language):
    """Only the publisher's own words stand without a note."""
    assert bool(phrases.translation_note(mark, "pl", language)) == (mark is not TranslationMark.ORIGINAL)


def test_a_reader_of_a_language_we_do_not_speak_is_spoken_to_in_english():
    """Reading German and a bot that speaks no German."""
    assert phrases.WHY_BUTTON.say("de") == "Why?"


def test_times_are_told_in_the_zone_of_the_reader():
    """One moment, three clocks; an unknown zone is UTC."""
    moment = datetime(2025, 12, 3, 21, 30, tzinfo=UTC)
    told = [phrases.day_and_time(moment, "tr", zone) for zone in ("Europe/Istanbul", "Europe/Kyiv", "Mars/Olympus", "../etc")]
    assert told == ["4 Aralık, 00:30", "3 Aralık, 23:30", "3 Aralık, 21:30", "3 Aralık, 21:30"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Wednesday, 3 December 2025"),
        ("tr", "3 Aralık 2025, Çarşamba"),
        ("uk", "Середа, 3 грудня 2025 р."),
        ("ru", "Среда, 3 декабря 2025 г."),
    ],
)
def test_days_are_written_as_the_language_writes_them(language, said):
    """Order, case and abbreviation differ."""
    assert phrases.long_day(date(2025, 12, 3), language) == said


@pytest.mark.parametrize(("country", "shown"), [("TR", "🇹🇷"), ("ua", "🇺🇦"), ("", ""), ("EUR", ""), ("1A", ""), ("ÇA", "")])
def test_a_flag_is_made_of_two_letters(country, shown):
    """Anything else has no flag."""
    assert phrases.flag(country) == shown


def test_turkish_capitals_keep_their_dot():
    """i becomes İ for a Turkish reader only."""
    assert (phrases.capitalised("ingilizce", "tr"), phrases.capitalised("in English", "en")) == ("İngilizce", "In English")
