"""What news counts, and how four languages say it: the only counts that are compared between outlets.

A closed table on purpose. A figure is taken only where it stands in one of these turns of phrase, so that "23 houses" never meets
"23 people", nor "9 children killed" a total. In a turn `#` is the figure, `%` a percentage, `PEOPLE` an optional word for people,
`VOTERS` an optional word for those who vote, `STATES` an obligatory one, `END` the end of the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from news.stories.counts import COUNT, PERCENT, Count, Sentence

LANGUAGES: Final = ("en", "tr", "uk", "ru")


@dataclass(frozen=True, slots=True)
class Countable:
    """A thing that is counted. `ratio`: figures farther apart than this count different things."""

    key: str
    labels: tuple[str, str, str, str]
    """As shown to readers, in the order of `LANGUAGES`."""
    turns: tuple[tuple[str, ...], ...]
    """Turns of phrase, in the order of `LANGUAGES`."""
    grows: bool = True
    """Later reports know more, and the lead tells the event while the body tells its background."""
    ratio: float = 2.0
    least: float = 2
    """Smaller figures are not compared: one victim is often one of many."""
    most: float = 1e9
    cue: str = ""
    """Words (of any of the languages) without which the sentence is about something else."""
    unless: str = ""
    """Words with which it is."""

    def label(self, language: str) -> str:
        """In the reader's language if it is one of ours, else in English."""
        return self.labels[LANGUAGES.index(language) if language in LANGUAGES else 0]


_WORDS = {
    "en": {
        "PEOPLE": r"(?: (?:people|persons))?",
        "VOTERS": r"(?: (?:(?:un )?(?:member )?(?:states|countries|nations)|members|delegations|governments|mps|lawmakers|deputies|senators|legislators))?",
        "STATES": r" (?:un )?(?:member )?(?:states|countries|nations|members|mps|lawmakers|deputies|senators)",
        "AUX": r"(?: (?:were|was|are|is|have|had|has|been|confirmed|reportedly|remain|remained|still))*",
        "END": r"(?=\s*(?:$|[.,;:!?()–—]|(?:in|on|at|and|after|as|near|across|during|with|when|while|by|overnight|from|since)\b))",
    },
    "tr": {
        "PEOPLE": r"(?: (?:kişi|insan))?",
        "VOTERS": r"(?: (?:üye )?(?:ülke|devlet|üye|heyet|delegasyon|milletvekili|vekil)(?:si|i)?)?",
        "STATES": r" (?:üye )?(?:ülke|devlet|üye|milletvekili|vekil)",
        "AUX": r"(?: (?:de|da|ise))?",
        "END": r"(?=\s*(?:$|[.,;:!?()–—]|(?:ve|var|bulunuyor)\b))",
    },
    "uk": {
        "PEOPLE": r"(?: (?:людей|людини|людина|осіб|особи|особа))?",
        "VOTERS": r"(?: (?:країн\w*|держав\w*|делегаці\w+|депутат\w*))?",
        "STATES": r" (?:країн\w*|держав\w*|депутат\w*)",
        "AUX": r"(?: (?:було|були|також|ще))?",
        "END": r"(?=\s*(?:$|[.,;:!?()–—]|(?:у|в|на|та|і|й|після|внаслідок|через|під|біля|поблизу)\b))",
    },
    "ru": {
        "PEOPLE": r"(?: (?:человека|человек|людей))?",
        "VOTERS": r"(?: (?:стран\w*|государств\w*|делегаци\w+|депутат\w*))?",
        "STATES": r" (?:стран\w*|государств\w*|депутат\w*)",
        "AUX": r"(?: (?:были|было|также))?",
        "END": r"(?=\s*(?:$|[.,;:!?()–—]|(?:в|во|на|и|после|из-за|под|возле|близ|при)\b))",
    },
}  # fmt: skip
_VOTE = r"vot|passed with the|adopted|abst|resolution|ballot|in favou?r|general assembly|united nations|\boy|çekimser|karar|tasarı|голос|резолюц|утрима|воздерж"
_NOT_BOTH = (
    r"(?! (?:or|and|ya da|veya|ve|або|чи|та|і|или|и) (?:injur|wound|hurt|kill|dead|missing|yaral|öl|kayıp|поранен|травмов|загиб|вбит|зник|ранен|погиб|убит|пропа)"
    r"\w*+(?! COUNT))"
)
"""Killed and injured in one sum; "killed 3 and injured 20" are two."""
_GRAVE = r"(?! (?:seriously|critically|severely|lightly|slightly|in an? earlier))"

COUNTABLES: Final = (
    Countable(
        "votes_for",
        ("votes in favour", "kabul oyu", "голосів «за»", "голосов «за»"),
        (
            (
                r"#VOTERS(?: votes)?(?: (?:voted|voting|were|was|cast))? in favou?r",
                r"#VOTERS (?:voted|votes) (?:for|yes)\b",
                r"(?:passed|adopted|approved|backed|supported|carried)\b[^.;]{0,40}? (?:with|by) (?:the (?:support|backing) of )?#(?: votes\b(?! against| opposed)|STATES)",
                r"with the (?:support|backing) of #STATES",
                r"with # votes\b(?! against| opposed| to)",
                r"(?:vot(?:ed?|es|ing)|passed|adopted|approved|carried|cleared)\b(?:[^.;]{0,40}? by)? #(?: votes)?(?: to |[-–])(?=COUNT)",
                r"by #(?: votes)? to (?=COUNT)",
                r"joined #STATES\b[^;]{0,60}? (?:to (?:demand|back|support|call|urge|condemn)|in (?:backing|supporting|demanding|voting for))\b",
                r"#STATES (?:back|backs|backed|support|supported)\b",
            ),
            (
                r"#VOTERS (?:evet|lehte|lehinde|kabul)\b(?! edil)",
                r"# oy(?:la|uyla)\w* (?:kabul|destekle|onayla|benimse)",
                r"#(?: üye)? (?:ülke|devlet)\w* (?:desteğiyle|destekledi|oyuyla|oyu ile)",
            ),
            (
                r"за(?: [^\W\d]+){0,2}? ?про?голосувал\w+ #", r"проголосувал\w+ #VOTERS за\b", r"#VOTERS (?:про)?голосувал\w+ за\b", r"за ?[–—:-] ?#",
                r"#STATES (?<!не )підтримал\w+", r"(?<!не )підтримал\w+ #STATES", r"# голосами (?:\w+ )?(?:підтримал|ухвали|схвали)", r"# голосів за\b", r"#VOTERS за\b(?=\s*[,;.(])",
            ),
            (
                r"за(?: [^\W\d]+){0,2}? ?проголосовал\w+ #", r"проголосовал\w+ #VOTERS за\b", r"#VOTERS (?:про)?голосовал\w+ за\b", r"за ?[–—:-] ?#",
                r"#STATES (?<!не )поддержал\w+", r"(?<!не )поддержал\w+ #STATES", r"# голосами (?:\w+ )?(?:поддержал|приня|одобри)", r"# голосов за\b", r"#VOTERS за\b(?=\s*[,;.(])",
            ),
        ),
        grows=False, ratio=1.5, cue=_VOTE,
    ),
    Countable(
        "votes_against",
        ("votes against", "ret oyu", "голосів «проти»", "голосов «против»"),
        (
            (
                r"#VOTERS(?: votes)?(?: (?:voted|voting|were|was|came out))? (?:against|opposed)\b",
                r"(?:vot(?:ed?|es|ing)|passed|adopted|approved|carried|cleared|by)\b[^.;]{0,40}? COUNT(?: votes)?(?: to |[-–])#",
                r"COUNT(?: votes)?(?: in favou?r)? to #(?= with)",
            ),
            (r"#VOTERS(?: oy)? (?:karşı|aleyhte|aleyhine|aleyhinde|hayır|ret)\b",),
            (r"проти (?:були|висловил\w+ся|виступил\w+|(?:про)?голосувал\w+|[–—:-]) ?#", r"#VOTERS (?:(?:виступил|проголосувал|голосувал|були)\w* )?проти\b(?! COUNT)"),
            (r"против (?:были|высказал\w+сь|выступил\w+|(?:про)?голосовал\w+|[–—:-]) ?#", r"#VOTERS (?:(?:выступил|проголосовал|голосовал|были)\w* )?против\b(?! COUNT)"),
        ),
        grows=False, ratio=1.5, cue=_VOTE,
    ),
    Countable(
        "abstentions",
        ("abstentions", "çekimser oy", "утрималися", "воздержались"),
        (
            (r"#VOTERS(?: (?:have|had))? (?:abstain(?:ed|ing)|abstentions?)\b",),
            (r"#VOTERS(?: (?:oy|ise|de|da))? çekimser",),
            (r"утримал\w+(?: [–—:-])? ?#", r"#VOTERS утримал\w+"),
            (r"воздержал\w+(?: [–—:-])? ?#", r"#VOTERS воздержал\w+"),
        ),
        grows=False, ratio=1.5, cue=_VOTE,
    ),
    Countable(
        "killed",
        ("killed", "ölü", "загиблих", "погибших"),
        (
            (
                r"LONE#AUX (?:killed|dead|deaths|fatalities)(?:END|(?= by\b))NOT_BOTH",
                r"# (?:people|persons)(?:,? including [^,;.]{1,40},)?AUX (?:killed|dead|died|lost their lives)\bNOT_BOTH",
                r"(?:killed|killing|(?<!to )kills?) #(?: (?:people|persons)\b|END)NOT_BOTH",
                r"(?:claim(?:s|ed|ing)|took|taking) (?:the lives of )?#(?: people| lives)",
                r"death toll\b[^.;]{0,40}? (?:to|at|reached|reaches|is|of|hits|hit) #",
            ),
            (
                r"# (?:kişi|insan)AUX (?:öldü|hayatını kaybetti|yaşamını yitirdi|can verdi)",
                r"# (?:kişinin|insanın) (?:öldüğü|hayatını kaybettiği|yaşamını yitirdiği|ölümüne)",
                r"# (?:ölü|can kaybı)ENDNOT_BOTH",
                r"(?:ölü sayısı|can kaybı|ölenlerin sayısı|hayatını kaybedenlerin sayısı)[^.;]{0,25}? #",
            ),
            (
                r"#PEOPLE (?:загинул\w+|(?:загиблих|вбито)END)NOT_BOTH", r"(?:загинул\w+|вбито|загиблих ?[:–—-]) ?#(?:PEOPLE!|END)NOT_BOTH",
                r"(?:кількість|число) загиблих[^.;]{0,30}? до #",
            ),
            (
                r"#PEOPLE (?:погибл\w+|(?:погибших|убиты)END)NOT_BOTH", r"(?:погибли|погибло|убиты|погибших ?[:–—-]) ?#(?:PEOPLE!|END)NOT_BOTH",
                r"(?:количество|число) погибших[^.;]{0,30}? до #",
            ),
        ),
    ),
    Countable(
        "injured",
        ("injured", "yaralı", "поранених", "раненых"),
        (
            (
                r"LONE#AUX (?:injured|wounded|hurt|injuries)(?:END|(?= by\b))GRAVENOT_BOTH",
                r"# (?:people|persons)(?:,? including [^,;.]{1,40},)?AUX (?:injured|wounded|hurt)\bGRAVENOT_BOTH",
                r"(?:injur(?:ed|es|ing)|wound(?:ed|s|ing)|hurting) #(?: (?:people|persons)\b|END)GRAVENOT_BOTH",
                r"(?:number of (?:injured|wounded)|injured toll)\b[^.;]{0,40}? (?:to|at|reached|reaches|is) #",
            ),
            (
                r"# (?:kişi|insan)AUX yaralandı", r"# (?:kişinin|insanın) (?:yaralandığı|yaralanmasına)", r"# yaralıENDNOT_BOTH",
                r"(?:yaralı sayısı|yaralıların sayısı|yaralananların sayısı)[^.;]{0,25}? #",
            ),
            (
                r"#PEOPLE (?:поранен\w+|травмован\w+)ENDNOT_BOTH", r"(?:поранено|поранені|травмовано|травмовані|поранених ?[:–—-]|поранення (?:отримали|дістали|зазнали)) ?#(?:PEOPLE!|END)NOT_BOTH",
                r"#PEOPLE (?:отримали|дістали|зазнали) (?:поранен|травм)\w+", r"(?:кількість|число) поранених[^.;]{0,30}? до #",
            ),
            (
                r"#PEOPLE (?:ранен\w+|травмирован\w+)ENDNOT_BOTH", r"(?:ранены|ранено|травмированы|раненых ?[:–—-]|ранения получили) ?#(?:PEOPLE!|END)NOT_BOTH",
                r"#PEOPLE получили (?:ранени|травм)\w+", r"(?:количество|число) раненых[^.;]{0,30}? до #",
            ),
        ),
    ),
    Countable(
        "hurt",
        ("people hurt", "etkilenen", "постраждалих", "пострадавших"),
        (
            (),
            (),
            (r"#PEOPLE (?:постраждал[ои]|постраждалихEND)NOT_BOTH", r"(?:постраждал[ои]|постраждалих ?[:–—-]) ?#(?:PEOPLE!|END)NOT_BOTH"),
            (r"#PEOPLE (?:пострадал[ои]|пострадавшихEND)NOT_BOTH", r"(?:пострадал[ои]|пострадавших ?[:–—-]) ?#(?:PEOPLE!|END)NOT_BOTH"),
        ),
    ),
    Countable(
        "missing",
        ("missing", "kayıp", "зниклих безвісти", "пропавших без вести"),
        (
            (r"# (?:people|persons)AUX missing\b", r"LONE#AUX missing(?:END|(?= by\b))"),
            (r"# kişi(?:AUX)? kayıp\b", r"# kişiden haber alınamıyor"),
            (r"#PEOPLE (?:зникли безвісти|вважаються зниклими|зниклих безвісти)", r"зниклими безвісти вважаються #"),
            (r"#PEOPLE (?:пропали без вести|пропавших без вести|считаются пропавшими)", r"пропавшими без вести (?:считаются|числятся) #"),
        ),
    ),
    Countable(
        "evacuated",
        ("evacuated", "tahliye edilen", "евакуйованих", "эвакуированных"),
        (
            (r"# (?:people|persons)AUX evacuated\b", r"LONE#AUX evacuated(?:END|(?= by\b))", r"evacuat(?:ed|ing) #(?: (?:people|persons)\b|END)"),
            (r"# kişiAUX tahliye edildi",),
            (r"#PEOPLE евакуюва\w+", r"#PEOPLE евакуйован\w+", r"(?:евакуйовано|евакуювали) #(?:PEOPLE!|END)"),
            (r"#PEOPLE эвакуирова\w+", r"(?:эвакуированы|эвакуировано|эвакуировали) #(?:PEOPLE!|END)"),
        ),
    ),
    Countable(
        "rescued",
        ("rescued", "kurtarılan", "врятованих", "спасённых"),
        (
            (r"# (?:people|persons)AUX rescued\b", r"LONE#AUX rescued(?:END|(?= by\b))", r"rescu(?:ed|ing) #(?: (?:people|persons)\b|END)"),
            (r"# kişiAUX (?:sağ )?kurtarıldı",),
            (r"#PEOPLE врятован\w+", r"(?:врятовано|врятували) #(?:PEOPLE!|END)"),
            (r"#PEOPLE спасен\w+", r"(?:спасены|спасено|спасли) #(?:PEOPLE!|END)"),
        ),
    ),
    Countable(
        "detained",
        ("detained", "gözaltına alınan", "затриманих", "задержанных"),
        (
            (r"# (?:people|persons)AUX detained\b", r"LONE#AUX detained(?:END|(?= by\b))", r"detain(?:ed|ing|s) #(?: (?:people|persons)\b|END)"),
            (r"# (?:kişi|şüpheli)AUX gözaltına alındı", r"# gözaltıEND"),
            (r"#PEOPLE затрима(?:но|ні)\b", r"(?:затримано|затримали) #(?:PEOPLE!|END)"),
            (r"#PEOPLE задержан\w*", r"(?:задержаны|задержано|задержали) #(?:PEOPLE!|END)"),
        ),
    ),
    Countable(
        "without_power",
        ("homes without power", "elektriksiz ev", "осель без світла", "домов без света"),
        (
            (
                r"# (?:homes|households|families)(?: (?:were|are|have|been|left|remain|in|\w+)){0,4}? without (?:power|electricity)",
                r"(?:cuts?|cutting|knock(?:s|ed|ing) out) (?:off )?(?:power|electricity) (?:to|for|in) # (?:homes|households|families)",
            ),
            (r"# (?:ev|hane|aile)\w* elektriksiz",),
            (r"без (?:світла|електрики|електроенергії|електропостачання)[^.;]{0,30}? # (?:осел|родин|сім|домогосподарств)", r"# (?:осел\w+|родин\w*|сімей|домогосподарств)[^.;]{0,30}? без (?:світла|електр)"),
            (r"без (?:света|электричества|электроэнергии|электроснабжения)[^.;]{0,30}? # (?:сем|домохозяйств)", r"# (?:сем\w+|домохозяйств)[^.;]{0,30}? без (?:света|электр)"),
        ),
    ),
    Countable(
        "houses_damaged",
        ("houses damaged", "hasarlı ev", "пошкоджених будинків", "повреждённых домов"),
        (
            (r"# housesAUX damaged\b(?! (?:or|and) destr)", r"(?:damaged|damaging) # houses\b"),
            (r"# ev(?:de)?AUX (?:hasar gördü|hasar oluştu|hasar meydana)", r"# evin hasar gördüğü"),
            (r"пошкоджен[оі] # (?:житлов\w+ )?будин\w+", r"# (?:житлов\w+ )?будин\w+ пошкоджен[оі]"),
            (r"повреждены # (?:жил\w+ )?дом\w*", r"# (?:жил\w+ )?дом\w* повреждены"),
        ),
    ),
    Countable(
        "drones_downed",
        ("drones shot down", "düşürülen İHA", "збитих дронів", "сбитых дронов"),
        (
            (r"(?:shot|shoots?|brought) down #(?: (?:russian|ukrainian|enemy))? (?:drones|uavs)\b", r"(?:downed|intercepted) #(?: (?:russian|ukrainian|enemy))? (?:drones|uavs)\b", r"#(?: (?:russian|ukrainian|enemy))? (?:drones|uavs)AUX (?:shot down|downed|intercepted)\b"),
            (r"#(?: (?:rus|ukrayna))? (?:iha|siha|insansız hava aracı|dron)\w* düşür",),
            (r"(?:збил[аио]|збито|знешкоди\w+|знешкоджено) #(?: (?:ворожих|російських))? (?:безпілотник|дрон|бпла)",),
            (r"(?:сбил[аио]|сбиты|сбито|перехвачены|уничтожены) #(?: (?:вражеских|украинских|российских))? (?:беспилотник|дрон|бпла)",),
        ),
        ratio=1.5,
    ),
    Countable(
        "drones_launched",
        ("drones launched", "gönderilen İHA", "запущених дронів", "запущенных дронов"),
        (
            (r"(?:launched|fired|launching|sent) #(?: (?:russian|attack|strike))? drones\b", r"attacked(?: \w+){0,3} with #(?: attack| strike)? drones\b"),
            (r"#(?: \w+)? (?:iha|siha|dron)\w* (?:fırlattı|gönderdi)", r"# (?:iha|siha|dron)(?:la|yla| ile) (?:saldır|vur)"),
            (r"(?:запустил\w+|випустил\w+|атакувал\w+(?: \w+)?) # (?:дрон|безпілотник)",),
            (r"(?:запустил\w+|выпустил\w+|атаковал\w+(?: \w+)?) # (?:дрон|беспилотник)",),
        ),
        ratio=1.5,
    ),
    Countable(
        "missiles_launched",
        ("missiles launched", "fırlatılan füze", "випущених ракет", "выпущенных ракет"),
        (
            (r"(?:launched|fired|launching|firing)(?: COUNT (?:\w+ )?drones and)? # missiles\b",),
            (r"# füze (?:fırlattı|ateşledi|fırlatıldı)",),
            (r"(?:запустил\w+|випустил\w+) # ракет",),
            (r"(?:запустил\w+|выпустил\w+) # ракет",),
        ),
        ratio=1.5,
    ),
    Countable(
        "magnitude",
        ("magnitude", "büyüklük", "магнітуда", "магнитуда"),
        (
            (r"magnitude(?: of)? #", r"#[- ]magnitude\b"), (r"# büyüklüğünde", r"büyüklüğü #"), (r"магнітуд(?:ою|а)(?: [–—-])? ?#",), (r"магнитуд(?:ой|а)(?: [–—-])? ?#",),
        ),
        grows=False, ratio=1.15, most=9.9, unless=r"aftershock|foreshock|artçı|öncü|афтершок|повторн|earlier",
    ),
    Countable(
        "key_rate",
        ("key rate", "politika faizi", "облікова ставка", "ключевая ставка"),
        (
            (r"(?:key|policy|benchmark)(?: policy| interest)? rate\b[^.;]{0,50}? (?:to|at) %",),
            (r"(?:politika|gösterge) faiz\w*[^.;]{0,40}?%",),
            (r"(?:облікову|ключову) ставку[^.;]{0,60}? (?:до|на рівні) %",),
            (r"(?:ключевую|учетную|учётную) ставку[^.;]{0,60}? (?:до|на уровне) %",),
        ),
        grows=False, ratio=1.5, least=0.01, most=500, unless=r"inflation|enflasyon|інфляц\w+ (?:до|на)|lending|borrowing|deposit|кредит|депозит",
    ),
)  # fmt: skip

_UNREAL = re.compile(
    r"\b(?:^(?:earlier|previously|daha önce|раніше|ранее)|would|could|can(?! verdi| kay)|may(?! \uf8ff)|might|should|if|expect\w*|forecast\w*|fear\w*|drill|exercise|plan(?:s|ned)?|poll|survey|previous\w*|last (?:year|month|week)|(?:this|so far this) year|earlier this"
    r"|since the (?:start|beginning|war|invasion|outbreak)|nationwide|across the country|a year ago|in total since"
    r"|beklen\w*|bekliy\w*|tahmin\w*|tatbikat\w*|olabilir|eğer|geçen (?:yıl|ay|hafta)|bu yıl|yılbaşından|savaşın başından|ülke genelinde|ülke çapında|önceki|daha önceki|anket\w*"
    r"|очіку\w+|прогноз\w*|можуть|може|якби|якщо|навчан\w+|торік|минул\w+ (?:року|рік|місяц\w+|тиж\w+)|цього року|від початку|з початку|попередн\w+|по всій країні|опитуван\w+"
    r"|ожида\w+|могут|может|если|учени[яй]\w*|прошл\w+ (?:году|год|месяц\w*|недел\w+)|в этом году|с начала|предыдущ\w+|по всей стране|опрос\w*)\b"
)
"""Tells of what may be, was foreseen, or was before: no count of this event."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    countable: Countable
    turn: re.Pattern[str]
    cue: re.Pattern[str] | None = field(default=None)
    unless: re.Pattern[str] | None = field(default=None)


@cache
def _patterns(language: str) -> tuple[_Pattern, ...]:
    if language not in LANGUAGES:
        return ()
    column = LANGUAGES.index(language)
    return tuple(
        _Pattern(
            each,
            re.compile("|".join(_expanded(turn, language) for turn in each.turns[column])),
            _optional(each.cue),
            _optional(each.unless),
        )
        for each in COUNTABLES
        if each.turns[column]
    )


def _optional(words: str) -> re.Pattern[str] | None:
    return re.compile(words) if words else None


def _expanded(turn: str, language: str) -> str:
    words = _WORDS[language]
    turn = (
        turn.replace("LONE#", f"(?<!\uf8fe)({COUNT})").replace("PEOPLE!", words["PEOPLE"].rstrip("?")).replace("PEOPLE?", words["PEOPLE"])
    )
    for name, expression in (words | {"NOT_BOTH": _NOT_BOTH, "GRAVE": _GRAVE, "COUNT": COUNT}).items():
        turn = turn.replace(name, expression)
    return rf"(?<![^\W\d]){turn}".replace("#", f"(?:\uf8fe)?({COUNT})").replace("%", f"(?:\uf8fe)?({PERCENT})")


def counted(sentence: Sentence, language: str) -> Iterator[tuple[Countable, Count]]:
    """The things a sentence counts. Nothing of sentences that tell of another time or of what may be."""
    if not sentence.counts or sentence.is_elsewhen or _UNREAL.search(sentence.words):
        return
    for pattern in _patterns(language):
        if (pattern.cue and not pattern.cue.search(sentence.words)) or (pattern.unless and pattern.unless.search(sentence.words)):
            continue
        for match in pattern.turn.finditer(sentence.words):
            count = sentence.count(match[match.lastindex or 0])
            if pattern.countable.least <= count.low <= pattern.countable.most:
                yield pattern.countable, count
