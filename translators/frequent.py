"""The small words that give a language away in a short headline.

n-gram profiles count letters; in twenty letters one "the" or "чи" says more. Function words every grammar lists; a word of several languages
speaks for all of them.
"""

from __future__ import annotations

FREQUENT: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of to in and for on with from at by after over is are was has be as it its that not no new more than up out amid into against before",
        "tr": "ve bir bu için ile da de ne çok daha en son yeni sonra kadar göre karşı ki mi var yok oldu etti ediyor gibi değil üç iki",
        "az": "və bir bu üçün ilə da də ki ən son yeni sonra qədər görə qarşı var yox oldu etdi edib edir kimi deyil üç iki olub haqqında ölkə",
        "uk": "і й та в у на не що за з із до від про для як це але чи після через під над вже ще знову який яка має є був була буде ми ви я він дуже треба може",
        "ru": "и в во на не что за с со из к до от о об для как это но или после через под над уже ещё еще снова который будет был была мы вы я он очень из-за при по",
        "be": "і й ды у ў на не што за з са да ад пра для як гэта але ці пасля праз пад над ужо яшчэ зноў які мае ёсць быў была будзе мы вы я ён вельмі трэба",
        "bg": "и в във на не че за с със от до към при по как това но или след през под над вече още отново който ще е са се ли беше бе като няма",
        "mk": "и во на не дека за со од до кон при по како ова но или по преку под над веќе уште повторно кој ќе е се беше како нема ги го",
        "kk": "және мен бен пен үшін туралы бұл бір екі жаңа деп еді болды бар жоқ кейін дейін",
        "pl": "i w we na nie że za z ze do od o dla jak to ale czy po przez pod nad już jeszcze znów który jest są się był była będzie przed oraz",
        "cs": "a v ve na ne že za s se do od o pro jak to ale či po přes pod nad už ještě znovu který je jsou byl byla bude před proti",
        "sk": "a v vo na nie že za s so do od o pre ako to ale či po cez pod nad už ešte znovu ktorý je sú bol bola bude pred proti sa",
        "de": "der die das und in den von zu mit für auf ist nicht ein eine im dem des sich nach bei aus an auch wird über vor gegen",
        "nl": "de het een en van in op te voor met is niet zijn naar bij uit aan ook wordt over na tegen door dat",
        "da": "og i at det en et på til af for med er ikke den har som efter fra om ved nu mod",
        "no": "og i at det en et på til av for med er ikke den har som etter fra om ved nå mot",
        "sv": "och i att det en ett på till av för med är inte den har som efter från om vid nu mot",
        "fr": "le la les de des du et un une en à au aux pour dans sur avec est pas par qui que après contre",
        "es": "el la los las de del y un una en a al para con por es no que se su tras contra más",
        "pt": "o a os as de do da dos das e um uma em no na para com por é não que se após contra mais",
        "it": "il lo la gli le di del della dei e un una in al per con su è non che si dopo contro più",
        "ca": "el la els les de del i un una en a al per amb és no que es després contra més",
        "ro": "și în de la un o pe cu pentru din nu că se după mai este sunt ale al care",
        "hu": "a az és egy nem is hogy van meg de már után szerint ellen csak",
    }.items()
}
