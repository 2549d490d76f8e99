"""Stories as a reader sees them, ready to be rendered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from news.articles import TranslationMark
from news.stories.values import Disagreement
from news.views import DigestSection, DigestView, Line, Report, StoryView

NOON = datetime(2025, 12, 3, 12, 2, tzinfo=UTC)


def own_words(text: str, language: str = "en") -> Line:
    return Line(text, language, text, language, TranslationMark.ORIGINAL)


def translated(text: str, language: str, original: str, original_language: str) -> Line:
    return Line(text, language, original, original_language, TranslationMark.MACHINE)


def report(outlet: str = "Dnipro Visnyk", language: str = "uk", *, minutes: int = 0, **changes: object) -> Report:
    slug = outlet.lower().replace(" ", "-")
    first = Report(
        outlet=outlet,
        url=f"https://{slug}.example.org/1",
        title="Генасамблея ООН вимагає повернути дітей",
        language=language,
        published=NOON + timedelta(minutes=minutes),
        country="UA",
    )
    return replace(first, **changes)


def story_view(**changes: object) -> StoryView:
    """Three outlets in three languages, read in Turkish in Istanbul."""
    view = StoryView(
        story_id="s-un-vote",
        headline=translated("BM Genel Kurulu çocukların iadesini istedi", "tr", "Генасамблея ООН вимагає повернути дітей", "uk"),
        summary=translated("Karar 91 oyla kabul edildi.", "tr", "Резолюцію підтримала 91 держава.", "uk"),
        reports=(
            report(),
            report("Sahil Postası", "tr", minutes=9, country="TR", title="BM'den çağrı"),
            report("The Harbour Times", "en", minutes=21, country="GB", title="UN vote"),
        ),
        houses=3,
        topics=("Çocuklar",),
        words=("çocukların",),
        language="tr",
        zone="Europe/Istanbul",
        first_at=NOON,
        last_at=NOON + timedelta(minutes=21),
        disagreements=(Disagreement("lehte oy", (("91", ("Dnipro Visnyk",)), ("89", ("Sahil Postası",)))),),
    )
    return replace(view, **changes)


def digest_view(*sections: DigestSection, language: str = "tr", held: tuple[StoryView, ...] = ()) -> DigestView:
    return DigestView(
        "ayse", date(2025, 12, 3), language, "Europe/Istanbul", sections or (DigestSection("Çocuklar", (story_view(),)),), held
    )
