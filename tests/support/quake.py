"""One invented event told by three outlets in three languages, its look-alike of the year before, and a story apart."""

from __future__ import annotations

from datetime import timedelta

from news.articles import Entry
from support.clocks import NOON
from support.streets import entry

QUAKE = {
    "tr": entry(
        "İzmir açıklarında 5,8 büyüklüğünde deprem",
        "AFAD, Ege Denizi'nde Seferihisar açıklarında saat 14.12'de 5,8 büyüklüğünde bir deprem kaydetti. Vali Selim Arkan 23 kişinin yaralandığını söyledi.",
        at=NOON - timedelta(minutes=40),
    ),
    "uk": entry(
        "Біля Ізміра стався землетрус магнітудою 5,8, є постраждалі",
        "Турецьке агентство AFAD зафіксувало землетрус магнітудою 5,8 в Егейському морі поблизу Сеферіхісара. За словами губернатора Селіма Аркана, поранено 23 людей.",
        at=NOON - timedelta(minutes=25),
    ),
    "en": entry(
        "Magnitude 5.8 earthquake strikes off Turkey's Izmir, 23 injured",
        "A 5.8-magnitude earthquake hit the Aegean Sea off Seferihisar in Izmir province, the disaster agency AFAD said. Governor Selim Arkan said 23 people were injured.",
        at=NOON - timedelta(minutes=20),
    ),
}
TWIN_OF_LAST_YEAR = entry(
    "Magnitude 5.8 earthquake strikes off Turkey's Izmir, dozens injured",
    "A 5.8-magnitude earthquake hit the Aegean Sea off Seferihisar in Izmir province, the disaster agency AFAD said.",
    at=NOON - timedelta(days=300),
)
WEATHER = entry(
    "Karadeniz'de yağış uyarısı: okullar yarın tatil",
    "Meteoroloji, Rize ve Artvin için kuvvetli yağış uyarısı yaptı; valilik okulların bir gün tatil edildiğini duyurdu.",
    at=NOON - timedelta(minutes=15),
)

RECORDED = {
    ("tr", "en"): {
        QUAKE["tr"].title: "5.8 magnitude earthquake off Izmir",
        QUAKE[
            "tr"
        ].summary: "AFAD recorded a 5.8 magnitude earthquake in the Aegean Sea off Seferihisar at 14.12. Governor Selim Arkan said 23 people were injured.",
    },
    ("uk", "en"): {
        QUAKE["uk"].title: "A 5.8 magnitude earthquake struck near Izmir, there are injured",
        QUAKE[
            "uk"
        ].summary: "The Turkish agency AFAD recorded a 5.8 magnitude earthquake in the Aegean Sea near Seferihisar. According to Governor Selim Arkan, 23 people were injured.",
    },
}


def everywhere() -> dict[str, list[Entry]]:
    """Every outlet reports the quake."""
    return {"anka": [QUAKE["tr"]], "dnipro": [QUAKE["uk"]], "harbour": [QUAKE["en"]]}
