"""Codes of languages and countries as queries use them, and what people write in their place."""

from __future__ import annotations

_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj "
    "fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la "
    "lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa "
    "sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu und"
)
LANGUAGES = frozenset(_CODES.split())
"""ISO 639-1, and "und" for what the detector could not tell."""

LANGUAGE_ALIASES = {
    "ua": "uk", "ukr": "uk", "ukrainian": "uk", "ukraynaca": "uk", "українська": "uk", "украинский": "uk",
    "tur": "tr", "turkish": "tr", "turkce": "tr", "türkçe": "tr", "турецька": "tr", "турецкий": "tr",
    "eng": "en", "english": "en", "ingilizce": "en", "англійська": "en", "английский": "en", "gb": "en", "us": "en",
    "rus": "ru", "russian": "ru", "rusça": "ru", "російська": "ru", "русский": "ru",
    "deu": "de", "ger": "de", "german": "de", "fra": "fr", "french": "fr", "pol": "pl", "polish": "pl", "spa": "es", "spanish": "es",
    "ara": "ar", "arabic": "ar", "cz": "cs", "gr": "el", "greek": "el", "cn": "zh", "chinese": "zh", "jp": "ja", "japanese": "ja", "by": "be",
}  # fmt: skip
"""Country codes and names people write for a language; a suggestion, never a silent change."""

COUNTRY_ALIASES = {
    "UK": "GB", "EL": "GR",
    "turkey": "TR", "türkiye": "TR", "туреччина": "TR", "турция": "TR", "tur": "TR",
    "ukraine": "UA", "ukrayna": "UA", "україна": "UA", "украина": "UA", "ukr": "UA",
    "usa": "US", "abd": "US", "сша": "US", "russia": "RU", "rusya": "RU", "росія": "RU", "россия": "RU",
    "germany": "DE", "almanya": "DE", "france": "FR", "fransa": "FR", "poland": "PL", "polonya": "PL",
}  # fmt: skip
"""Upper-case keys are codes in use that ISO reserves for the same country and are taken as such; the names are suggestions only."""
