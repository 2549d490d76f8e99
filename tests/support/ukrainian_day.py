"""A heavy day: sixty stories for a reader of Ukrainian, with texts as long as outlets write them."""

from __future__ import annotations

from datetime import date, timedelta

from news.views import DigestSection, DigestView
from support.story_views import NOON, own_words, report, story_view, translated

PLACES = ("Одеса", "Львів", "Харків", "Суми", "Ізмір", "Ґданськ", "Херсон", "Анкара", "Чернігів", "Полтава", "Луцьк", "Ужгород")
WHAT = (
    "рятувальники завершили розбір завалів після нічного землетрусу, рух на трасі відновлено",
    "міська рада ухвалила бюджет на наступний рік після дванадцяти годин обговорення",
    "переговори про обмін полоненими завершилися домовленістю про наступну зустріч у грудні",
    "через сильний шторм порт призупинив роботу, сотні вантажівок чекають на переправу",
    "суд відклав розгляд справи про закупівлю генераторів на початок наступного тижня",
)
LEAD = (
    "Про це повідомила пресслужба обласної адміністрації у вівторок уранці. За попередніми даними, постраждали щонайменше {n} людей,"
    " ще кілька десятків звернулися по допомогу до лікарів; рятувальники працюють у три зміни, а місцева влада просить мешканців"
    " не користуватися центральними вулицями до вечора та стежити за офіційними повідомленнями."
)
TOPICS = ("Україна", "Економіка", "Стихійні лиха", "Світ", "Суспільство")
OUTLETS = ("Київ Ранок", "Дніпро Вісник", "Північний Кур’єр", "Sahil Postası", "The Harbour Times")


def story_of(number: int, topic: str):
    place, what = PLACES[number % len(PLACES)], WHAT[number % len(WHAT)]
    headline = f"{place}: {what}, подія №{number}"
    lead = LEAD.format(n=number + 3)
    reports = tuple(
        report(
            outlet,
            "uk" if place_in_list < 3 else ("tr", "en")[place_in_list - 3],
            minutes=7 * place_in_list,
            url=f"https://www.outlet-{place_in_list}.example.org/news/2025/12/03/{number}-podiia-dnia-dovha-adresa-statti.html",
            title=headline,
        )
        for place_in_list, outlet in enumerate(OUTLETS[: 1 + number % len(OUTLETS)])
    )
    is_translated = number % 3 == 0
    return story_view(
        story_id=f"s-{number}",
        headline=translated(headline, "uk", f"{place} olayı: yetkililer gün boyu çalıştı ({number})", "tr")
        if is_translated
        else own_words(headline, "uk"),
        summary=own_words(lead, "uk"),
        reports=reports,
        houses=len(reports),
        topics=(topic,),
        language="uk",
        zone="Europe/Kyiv",
        first_at=NOON,
        last_at=NOON + timedelta(minutes=7 * (len(reports) - 1)),
        disagreements=(),
    )


def ukrainian_day(stories: int = 60, **changes: object) -> DigestView:
    each = stories // len(TOPICS)
    sections = tuple(
        DigestSection(topic, tuple(story_of(each * place + number, topic) for number in range(each))) for place, topic in enumerate(TOPICS)
    )
    return DigestView("olena", date(2025, 12, 3), "uk", "Europe/Kyiv", sections, **changes)
