"""Why an article stands where it stands, in words a person can check: reason, strongest signals, and what would have changed it.

The one table of such words: the chat, the command line and the demo all speak from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from news.stories.merging import MergePolicy
from news.stories.placement import PlacementPolicy
from news.stories.values import Evidence, Placement, PlacementReason

Reason = PlacementReason


@dataclass(frozen=True, slots=True)
class Wording:
    """The same in every language Tellal speaks."""

    en: str
    tr: str
    uk: str
    ru: str

    def said(self, language: str) -> str:
        """In English where we do not speak the language."""
        spoken: str = getattr(self, language, self.en)
        return spoken


@dataclass(frozen=True, slots=True)
class Because:
    """A reason in a sentence, and in two or three English words for a table."""

    sentence: Wording
    brief: str


BECAUSE = {
    Reason.WIRE_COPY: Because(
        Wording(
            "nearly the same words as another report",
            "başka bir haberle hemen hemen aynı metin",
            "майже ті самі слова, що й в іншому повідомленні",
            "почти те же слова, что в другом сообщении",
        ),
        "wire copy (listed, not counted)",
    ),
    Reason.SAME_EVENT: Because(
        Wording(
            "text, names and numbers agree",
            "metin, adlar ve sayılar örtüşüyor",
            "текст, імена й числа збігаються",
            "текст, имена и числа совпадают",
        ),
        "same event",
    ),
    Reason.RECORDED_MERGE: Because(
        Wording("an admin joined them", "bir yönetici birleştirdi", "об’єднав адміністратор", "объединил администратор"),
        "joined by an admin",
    ),
    Reason.SECOND_LOOK: Because(
        Wording(
            "a second look found it to be the same event",
            "ikinci bakışta aynı olay olduğu anlaşıldı",
            "друга перевірка показала ту саму подію",
            "вторая проверка показала то же событие",
        ),
        "same event (second look)",
    ),
    Reason.NOTHING_NEAR: Because(
        Wording("the first report of it", "bunu ilk duyuran", "перше повідомлення про це", "первое сообщение об этом"),
        "shares no rare words with it",
    ),
    Reason.TOO_UNLIKE: Because(
        Wording(
            "too unlike everything before it",
            "öncekilerin hiçbirine yeterince benzemiyor",
            "замало схожого на попереднє",
            "слишком мало сходства с прежним",
        ),
        "too unlike",
    ),
    Reason.OUTSIDE_WINDOW: Because(
        Wording(
            "a similar story lies too long ago",
            "benzer haber çok önceydi",
            "схожа подія була надто давно",
            "похожее событие было слишком давно",
        ),
        "outside the time window",
    ),
    Reason.DIFFERENT_DATES: Because(
        Wording("it is about another date", "başka bir tarihten söz ediyor", "ідеться про іншу дату", "речь о другой дате"), "other dates"
    ),
    Reason.DIFFERENT_NUMBERS: Because(
        Wording("its numbers differ", "sayılar farklı", "числа відрізняються", "числа отличаются"), "other numbers"
    ),
    Reason.DIFFERENT_PLACES: Because(
        Wording("it happened elsewhere", "başka bir yerde olmuş", "це сталося деінде", "это произошло в другом месте"), "other places"
    ),
    Reason.DIFFERENT_NAMES: Because(
        Wording("it is about other people", "başka kişilerden söz ediyor", "ідеться про інших людей", "речь о других людях"), "other names"
    ),
    Reason.DIFFERENT_KIND: Because(
        Wording("it is another kind of event", "başka türden bir olay", "це подія іншого роду", "это событие другого рода"),
        "another kind of event",
    ),
    Reason.SAME_OUTLET_WEAK: Because(
        Wording(
            "the same outlet would hardly report it twice",
            "aynı yayın bunu iki kez yazmaz",
            "те саме видання навряд чи писало б двічі",
            "то же издание вряд ли написало бы дважды",
        ),
        "the same outlet again",
    ),
    Reason.TOO_LITTLE_TEXT: Because(
        Wording(
            "too few words to compare",
            "karşılaştırmak için çok az kelime",
            "замало слів для порівняння",
            "слишком мало слов для сравнения",
        ),
        "too few words",
    ),
    Reason.RECORDED_SPLIT: Because(
        Wording("an admin took it out", "bir yönetici ayırdı", "відокремив адміністратор", "отделил администратор"), "taken out by an admin"
    ),
    Reason.FELL_AWAY: Because(
        Wording(
            "a second look found too little in common with its former story",
            "ikinci bakışta önceki haberiyle ortak yanının az olduğu anlaşıldı",
            "друга перевірка показала замало спільного з попередньою подією",
            "вторая проверка показала слишком мало общего с прежним событием",
        ),
        "left its story",
    ),
}

_NAMES = Wording("names", "adlar", "імена", "имена")
_FIGURES = Wording("figures", "sayılar", "числа", "числа")
_WORDS = Wording("words", "kelimeler", "слова", "слова")
SIGNALS = {
    "names": _NAMES,
    "cognates": _NAMES,
    "places": Wording("places", "yerler", "місця", "места"),
    "figures": _FIGURES,
    "counts": _FIGURES,
    "days": Wording("days", "günler", "дні", "дни"),
    "words": _WORDS,
    "head_found": _WORDS,
    "title": _WORDS,
    "names_missed": Wording("other names", "başka adlar", "інші імена", "другие имена"),
    "places_apart": Wording("other places", "başka yerler", "інші місця", "другие места"),
    "counts_apart": Wording("other figures", "başka sayılar", "інші числа", "другие числа"),
    "ranks_apart": Wording("other figures", "başka sayılar", "інші числа", "другие числа"),
    "days_apart": Wording("other days", "başka günler", "інші дні", "другие дни"),
    "name_heads": _NAMES,
    "focus_apart": Wording("another occasion", "başka bir vesile", "інша нагода", "другой повод"),
    "kinds_apart": Wording("another kind of event", "başka türden olay", "подія іншого роду", "событие другого рода"),
}
"""Placement's signals as a reader would call them. A signal that is not here is not shown."""

_ALONE = Wording(
    "without the shared {signals} it would have been a story of its own",
    "ortak {signals} olmasaydı ayrı bir haber olurdu",
    "якби не спільні {signals}, це була б окрема подія",
    "если бы не общие {signals}, это было бы отдельное событие",
)
_STAYS = Wording(
    "even without the shared {signals} it would be the same story",
    "ortak {signals} olmasa da aynı haber olurdu",
    "навіть без спільних {signals} це була б та сама подія",
    "даже без общих {signals} это было бы то же событие",
)
_REWORDED = Wording(
    "in other words it would have been weighed by names, numbers and text",
    "başka sözcüklerle yazılsaydı adlara, sayılara ve metne göre tartılırdı",
    "іншими словами його зважили б за іменами, числами й текстом",
    "другими словами его взвесили бы по именам, числам и тексту",
)
_WITHOUT = Wording(
    "but for this it would have joined: {signals}",
    "şu olmasaydı katılırdı: {signals}",
    "якби не це, стаття приєдналася б: {signals}",
    "если бы не это, статья присоединилась бы: {signals}",
)
_LIKELIER = Wording(
    "to join, the odds for one event would have to be {times} times as high",
    "katılması için tek olay olma olasılık oranı {times} kat yüksek olmalıydı",
    "щоб приєднатися, шанси на одну подію мали б бути у {times} рази вищими",
    "чтобы присоединиться, шансы на одно событие должны быть в {times} раза выше",
)
_WOULD_JOIN = Wording(
    "but for that it would have joined",
    "bu olmasaydı katılırdı",
    "якби не це, стаття приєдналася б",
    "если бы не это, статья присоединилась бы",
)
_STILL_UNLIKE = Wording(
    "even without that it would have been too unlike",
    "bu olmasa da yeterince benzemezdi",
    "навіть без цього схожого було б замало",
    "даже без этого сходства было бы слишком мало",
)
_OTHER_OUTLET = Wording(
    "from another outlet it would have joined",
    "başka bir yayından gelseydi katılırdı",
    "від іншого видання вона приєдналася б",
    "от другого издания она присоединилась бы",
)
_MORE_WORDS = Wording(
    "with a few words more it would have been compared",
    "birkaç kelime daha olsaydı karşılaştırılırdı",
    "з кількома словами більше її порівняли б",
    "с несколькими словами больше её сравнили бы",
)
_RARE_WORDS = Wording(
    "an earlier report with the same rare words would have been weighed",
    "aynı seyrek kelimeleri taşıyan önceki bir haber tartılırdı",
    "раніше повідомлення з тими самими рідкісними словами зважили б",
    "более раннее сообщение с теми же редкими словами взвесили бы",
)
_ADMIN_ONLY = Wording(
    "only an admin's word changes that",
    "bunu yalnız bir yönetici değiştirir",
    "це змінює лише адміністратор",
    "это меняет только администратор",
)
_FIXED = {
    Reason.WIRE_COPY: _REWORDED,
    Reason.SAME_OUTLET_WEAK: _OTHER_OUTLET,
    Reason.TOO_LITTLE_TEXT: _MORE_WORDS,
    Reason.NOTHING_NEAR: _RARE_WORDS,
    Reason.RECORDED_MERGE: _ADMIN_ONLY,
    Reason.RECORDED_SPLIT: _ADMIN_ONLY,
}
JOINS = Wording("joins {story}", "{story} haberine katılır", "приєднується до {story}", "присоединяется к {story}")
FOUNDS = Wording("founds {story}", "{story} haberini başlatır", "започатковує {story}", "начинает {story}")
NOT_PLACED = Wording("not placed yet", "henüz yerleştirilmedi", "ще не розміщено", "ещё не размещено")
AGAINST = Wording(
    "against {name} alone:", "yalnız {name} ile karşılaştırma:", "у порівнянні лише з {name}:", "в сравнении только с {name}:"
)
FAR_APART = Wording(
    "{days} days apart: outside the window of {window}, so it was never weighed",
    "arada {days} gün var: {window} günlük pencerenin dışında, bu yüzden hiç tartılmadı",
    "між ними {days} дн.: поза вікном у {window} дн., тож їх не зважували",
    "между ними {days} дн.: вне окна в {window} дн., поэтому их не взвешивали",
)
_TOLD = 3
_MOST_TIMES = 1000

Words = Callable[[Evidence], Sequence[str]]
"""A signal's words as a reader would spell them."""


def stems(evidence: Evidence) -> Sequence[str]:
    """As placement compares them."""
    return evidence.words


@dataclass(frozen=True, slots=True)
class ToldSignal:
    """`weight` in log-odds: for joining when positive."""

    name: str
    weight: float
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name} {self.weight:+.1f}" + (f" ({', '.join(self.words)})" if self.words else "")


@dataclass(frozen=True, slots=True)
class Explanation:
    """`change` says what would have led to the other decision; "" when that cannot be told from what was kept."""

    reason: PlacementReason
    sentence: str
    signals: tuple[ToldSignal, ...]
    change: str

    def __str__(self) -> str:
        parts = (self.sentence, "; ".join(map(str, self.signals)), self.change)
        return ". ".join(part[:1].upper() + part[1:] for part in parts if part)


def explain(placement: Placement, language: str = "en", *, words: Words = stems) -> Explanation:
    """The decision in words, with its three strongest signals."""
    strongest = sorted((one for one in placement.evidence if one.signal in SIGNALS), key=lambda one: -abs(one.weight))[:_TOLD]
    signals = tuple(ToldSignal(SIGNALS[one.signal].said(language), one.weight, tuple(words(one))) for one in strongest)
    sentence = BECAUSE[placement.reason].sentence.said(language)
    return Explanation(placement.reason, sentence, signals, _change(placement, strongest, language))


def _change(placement: Placement, strongest: Sequence[Evidence], language: str) -> str:
    """The odds of the story, with and without the signals told; a counterfactual holds for the report the article was weighed against."""
    reason = placement.reason
    if reason in _FIXED:
        return _FIXED[reason].said(language)
    spare = _odds(placement.score) - _needed(reason)
    if reason.joined:
        return _if_lost(spare, strongest, language)
    if reason in {Reason.TOO_UNLIKE, Reason.FELL_AWAY}:
        return _if_gained(-spare, strongest, language)
    return (_WOULD_JOIN if spare >= 0 else _STILL_UNLIKE).said(language)


def _needed(reason: PlacementReason) -> float:
    return MergePolicy().join if reason in {Reason.SECOND_LOOK, Reason.FELL_AWAY} else PlacementPolicy().join


def _odds(score: float) -> float:
    within = min(max(score, 1e-6), 1 - 1e-6)
    return math.log(within / (1 - within))


def _if_lost(spare: float, strongest: Sequence[Evidence], language: str) -> str:
    """How many of the strongest signals it would take."""
    said = [one for one in strongest if one.weight > 0]
    if spare < 0 or not said:
        return ""
    for number in range(1, len(said) + 1):
        if sum(one.weight for one in said[:number]) > spare:
            return _ALONE.said(language).format(signals=_listed(said[:number], language))
    return _STAYS.said(language).format(signals=_listed(said, language))


def _if_gained(short: float, strongest: Sequence[Evidence], language: str) -> str:
    against = [one for one in strongest if one.weight < 0]
    if short <= 0:
        return ""
    if -sum(one.weight for one in against) >= short:
        return _WITHOUT.said(language).format(signals=_listed(against, language))
    return _LIKELIER.said(language).format(times=min(_MOST_TIMES, max(2, round(math.exp(min(short, 10.0))))))


def _listed(signals: Sequence[Evidence], language: str) -> str:
    return ", ".join(dict.fromkeys(SIGNALS[one.signal].said(language) for one in signals))
