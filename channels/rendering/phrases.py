"""What Tellal itself says, in the languages it speaks. One row per phrase, one column per language.

A row is a value with a field per language, so a missing translation is a type error and a new language a new field.
Plural rules, language names, dates and times come from Babel (CLDR).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time

from news.articles import UNDETERMINED, TranslationMark
from news.phrases import DEFAULT_LANGUAGE, SPOKEN, Phrase, spoken

__all__ = ["DEFAULT_LANGUAGE", "SPOKEN", "Phrase", "spoken"]
"""From the domain, for who renders; what is defined here is imported by its name."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A phrase that follows a number. Columns hold the CLDR plural forms of the language: one, few, many, other."""

    en: dict[str, str]
    tr: dict[str, str]
    uk: dict[str, str]
    ru: dict[str, str]

    def say(self, number: int, language: str, **values: object) -> str:
        forms: dict[str, str] = getattr(self, spoken(language))
        form = forms.get(_locale(spoken(language)).plural_form(number), forms["other"])
        return form.format(n=number, **values)


# --- phrases --------------------------------------------------------------------------------------------------------

OUTLETS = Counted(
    en={"one": "{n} outlet", "other": "{n} outlets"},
    tr={"other": "{n} yayın"},
    uk={"one": "{n} видання", "few": "{n} видання", "many": "{n} видань", "other": "{n} видання"},
    ru={"one": "{n} издание", "few": "{n} издания", "many": "{n} изданий", "other": "{n} издания"},
)
LANGUAGES = Counted(
    en={"one": "{n} language", "other": "{n} languages"},
    tr={"other": "{n} dil"},
    uk={"one": "{n} мова", "few": "{n} мови", "many": "{n} мов", "other": "{n} мови"},
    ru={"one": "{n} язык", "few": "{n} языка", "many": "{n} языков", "other": "{n} языка"},
)
STORIES = Counted(
    en={"one": "{n} story", "other": "{n} stories"},
    tr={"other": "{n} haber"},
    uk={"one": "{n} подія", "few": "{n} події", "many": "{n} подій", "other": "{n} події"},
    ru={"one": "{n} событие", "few": "{n} события", "many": "{n} событий", "other": "{n} события"},
)
INDEPENDENT = Counted(
    en={"one": "{n} independent", "other": "{n} independent"},
    tr={"other": "{n} bağımsız"},
    uk={"one": "{n} незалежне", "few": "{n} незалежні", "many": "{n} незалежних", "other": "{n} незалежних"},
    ru={"one": "{n} независимое", "few": "{n} независимых", "many": "{n} независимых", "other": "{n} независимых"},
)
NOW_TOLD_BY = Counted(
    en={"one": "Now told by {n} independent outlet", "other": "Now told by {n} independent outlets"},
    tr={"other": "Artık {n} bağımsız yayın duyuruyor"},
    uk={
        "one": "Тепер про це пише {n} незалежне видання",
        "few": "Тепер про це пишуть {n} незалежні видання",
        "many": "Тепер про це пишуть {n} незалежних видань",
        "other": "Тепер про це пишуть {n} незалежного видання",
    },
    ru={
        "one": "Теперь об этом пишет {n} независимое издание",
        "few": "Теперь об этом пишут {n} независимых издания",
        "many": "Теперь об этом пишут {n} независимых изданий",
        "other": "Теперь об этом пишут {n} независимого издания",
    },
)
AND_MORE = Phrase(en="+{n} more", tr="+{n} tane daha", uk="+ще {n}", ru="+ещё {n}")
FIRST = Phrase(
    en="first: {outlet}\u00a0{time}", tr="ilk: {outlet}\u00a0{time}", uk="перше: {outlet}\u00a0{time}", ru="первое: {outlet}\u00a0{time}"
)
UPDATED = Phrase(en="updated {time}", tr="güncellendi: {time}", uk="оновлено о {time}", ru="обновлено в {time}")
TOPICS = Phrase(en="Topic: {titles}", tr="Konu: {titles}", uk="Тема: {titles}", ru="Тема: {titles}")
COUNTS_DIFFER = Phrase(en="Figures differ", tr="Rakamlar farklı", uk="Цифри різняться", ru="Цифры расходятся")
WIRE_COPY = Phrase(en="wire copy", tr="ajans metni", uk="передрук", ru="перепечатка")
UNTITLED = Phrase(en="(no headline)", tr="(başlıksız)", uk="(без заголовка)", ru="(без заголовка)")

ORIGINAL_BUTTON = Phrase(en="Original", tr="Özgün metin", uk="Оригінал", ru="Оригинал")
OUTLETS_BUTTON = Phrase(en="Sources", tr="Kaynaklar", uk="Джерела", ru="Источники")
WHY_BUTTON = Phrase(en="Why?", tr="Neden?", uk="Чому?", ru="Почему?")
MUTE_BUTTON = Phrase(en="🔕 Mute story", tr="🔕 Bu haberi sustur", uk="🔕 Приглушити подію", ru="🔕 Заглушить событие")
LESS_BUTTON = Phrase(en="Less like this", tr="Böylesi daha az", uk="Менше такого", ru="Меньше такого")

DIGEST_TITLE = Phrase(en="Your day in news", tr="Günün haberleri", uk="Новини дня", ru="Новости дня")
DEVELOPING_SINCE = Phrase(
    en="developing since {when}", tr="gelişiyor, ilk haber: {when}", uk="розвивається від {when}", ru="развивается с {when}"
)
CATCH_UP_TITLE = Phrase(en="What waited for you", tr="Sizi bekleyenler", uk="Що на вас чекало", ru="Что вас ждало")
HELD = Phrase(
    en="You may have missed",
    tr="Gözünüzden kaçmış olabilir",
    uk="Ви могли пропустити",
    ru="Вы могли пропустить",
)
HELD_NOTE = Phrase(
    en="These alerts may not have reached you, so they stand here.",
    tr="Bu uyarılar size ulaşmamış olabilir; o yüzden buraya aldık.",
    uk="Ці сповіщення могли до вас не дійти, тому вони тут.",
    ru="Эти оповещения могли до вас не дойти, поэтому они здесь.",
)
TRANSLATIONS_NOTE = Phrase(
    en="Lines marked as translated were put into English by a machine. Each one has its original beside it and a link to the outlet.",
    tr="Çeviri olarak işaretlenen satırlar makine çevirisidir. Her birinin yanında özgün hâli ve yayının bağlantısı vardır.",
    uk="Рядки з позначкою «переклад» зробила машина. Поруч із кожним — оригінал і посилання на видання.",
    ru="Строки с пометкой «перевод» сделаны машиной. Рядом с каждой — оригинал и ссылка на издание.",
)
MOTTO = Phrase(
    en="One event, one story, one message",
    tr="Tek olay, tek haber, tek ileti",
    uk="Одна подія — одна новина — одне сповіщення",
    ru="Одно событие — одна новость — одно сообщение",
)

# --- translation marks ----------------------------------------------------------------------------------------------

TRANSLATED = {
    TranslationMark.MACHINE: Phrase(
        en="machine-translated {origin}", tr="{origin} makine çevirisi", uk="машинний переклад {origin}", ru="машинный перевод {origin}"
    ),
    TranslationMark.RECORDED: Phrase(
        en="recorded translation {origin}", tr="{origin} kayıtlı çeviri", uk="записаний переклад {origin}", ru="записанный перевод {origin}"
    ),
    TranslationMark.PARTIAL: Phrase(
        en="partly machine-translated {origin}",
        tr="{origin} kısmen makine çevirisi",
        uk="частковий машинний переклад {origin}",
        ru="частичный машинный перевод {origin}",
    ),
}
UNTRANSLATED = {
    TranslationMark.FAILED: Phrase(
        en="in {name}; the translation failed",
        tr="{name}; çevrilemedi",
        uk="{name}; перекласти не вдалося",
        ru="{name}; перевести не удалось",
    ),
    TranslationMark.UNAVAILABLE: Phrase(
        en="in {name}; no translation available", tr="{name}; çevirisi yok", uk="{name}; перекладу немає", ru="{name}; перевода нет"
    ),
    TranslationMark.POSTPONED: Phrase(
        en="in {name}; the translation follows",
        tr="{name}; çevirisi yolda",
        uk="{name}; переклад буде згодом",
        ru="{name}; перевод появится позже",
    ),
}
_ORIGIN = Phrase(en="from {name}", tr="{name}", uk="з {name}", ru="с {name}")
_ORIGIN_BY_NAME = Phrase(en="({name})", tr="({name})", uk="({name})", ru="({name})")

_NAME_AFTER_FROM = {
    "en": {"": ""},
    # TDK: no apostrophe after a language's name; the vowel of -ca/-ce decides
    "tr": {"ca": "cadan", "ce": "ceden", "ça": "çadan", "çe": "çeden"},
    "uk": {"ька": "ької"},
    "ru": {"ий": "ого"},
}
"""How a language's name bends after "from": the ending found, and what stands in its place."""


def from_language(code: str, language: str) -> str:
    """As in "from Turkish", "Türkçeden", "з турецької", "с турецкого"; the bare name in brackets when it does not bend."""
    reader = spoken(language)
    name = language_name(code, reader)
    for ending, bent in _NAME_AFTER_FROM[reader].items():
        if name.endswith(ending):
            return _ORIGIN.say(reader, name=name[: len(name) - len(ending)] + bent)
    return _ORIGIN_BY_NAME.say(reader, name=name)


def translation_note(mark: TranslationMark, code: str, language: str) -> str:
    """How a line came to be as it is, for the reader; "" for the publisher's own words."""
    if mark in TRANSLATED:
        return TRANSLATED[mark].say(language, origin=from_language(code, language))
    if mark in UNTRANSLATED:
        return UNTRANSLATED[mark].say(language, name=language_name(code, language))
    return ""


# --- names, flags, dates (CLDR) -------------------------------------------------------------------------------------

_UNKNOWN_LANGUAGE = Phrase(en="another language", tr="başka bir dil", uk="інша мова", ru="другой язык")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@lru_cache(maxsize=1024)
def language_name(code: str, language: str) -> str:
    """The language's name as a reader of `language` writes it in running text."""
    reader = spoken(language)
    if code in {"", UNDETERMINED}:
        return _UNKNOWN_LANGUAGE.say(reader)
    try:
        return _locale(code).get_language_name(reader) or code
    except (ValueError, UnknownLocaleError):
        return code


def capitalised(text: str, language: str) -> str:
    """First letter upper-case, as the language does it (i → İ in Turkish)."""
    first = "İ" if language == "tr" and text[:1] == "i" else text[:1].upper()
    return first + text[1:]


def flag(country: str) -> str:
    """The flag of an ISO 3166 two-letter country as its two regional indicators; "" for anything else."""
    code = country.upper()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        return ""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """The reader's zone; UTC when the name is none we know (a reader still gets their news)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def clock_time(moment: datetime, language: str, zone: str) -> str:
    """As in "14:02"."""
    return format_time(moment, "HH:mm", tzinfo=zone_of(zone), locale=_locale(spoken(language)))


def day_and_time(moment: datetime, language: str, zone: str) -> str:
    """As in "3 December, 14:02"."""
    return format_datetime(moment, "d MMMM, HH:mm", tzinfo=zone_of(zone), locale=_locale(spoken(language)))


def digest_title(language: str, *, catch_up: bool = False) -> str:
    return (CATCH_UP_TITLE if catch_up else DIGEST_TITLE).say(language)


def long_day(day: date, language: str) -> str:
    """As in "Wednesday, 3 December 2025" in the order the language puts it."""
    reader = spoken(language)
    pattern = {"en": "EEEE, d MMMM y", "tr": "d MMMM y, EEEE"}.get(
        reader, "EEEE, d MMMM y 'р'." if reader == "uk" else "EEEE, d MMMM y 'г'."
    )
    return capitalised(format_date(day, pattern, locale=_locale(reader)), reader)
