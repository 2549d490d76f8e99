"""The small words that give a language away in a short headline.

n-gram profiles count letters; in twenty letters one "the" or "чи" says more. Function words every grammar lists; a word of several languages
speaks for all of them.
"""

from __future__ import annotations

FREQUENT: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of to in and for on with from at by after over is are was has be as it its that not no new more than up out amid into against before he she they you we his her their our your him them this these those will would have had been who what which when where how why can could do does did says said say us an or if so all two may just about off down first get gets make makes",
        "tr": "ve bir bu için ile da de ne çok daha en son yeni sonra kadar göre karşı ki mi var yok oldu etti ediyor gibi değil üç iki şu o biz siz ben sen onlar bunu bunun olarak olan olduğu dedi ise hem ya veya tarafından arasında içinde üzerinde nasıl neden artık bütün her hiç birlikte önce sadece bile değer geldi oluyor olacak eden başladı kendi ilk",
        "az": "və bir bu üçün ilə da də ki ən son yeni sonra qədər görə qarşı var yox oldu etdi edib edir kimi deyil üç iki olub haqqında ölkə o biz siz mən sən onlar bunu bunun olaraq olan olduğu dedi isə həm ya tərəfindən arasında necə niyə artıq bütün hər heç birlikdə əvvəl yalnız belə edən başladı öz ilk edəcək olacaq edilib bildirib ediləcək",
        "uk": "і й та в у на не що за з із до від про для як це але чи після через під над вже ще знову який яка має є був була буде ми ви я він дуже треба може його її їх йому їй вона воно вони мені тебе тобі мене нас нам вас вам собі себе цей ця ці цього цьому той те ті того тому так коли де тут там тільки якщо щоб були бути немає нема ні хто чому ж би бо свою своїх своє між без більше менше перед які яких якого також лише цієї будуть мій моя року років",
        "ru": "и в во на не что за с со из к до от о об для как это но или после через под над уже ещё еще снова который будет был была мы вы я он очень из-за при по его её ее их ему ей она оно они мне тебя тебе меня нас нам вас вам себе себя этот эта эти этого этому тот та те того тому так когда где тут там здесь только если чтобы были быть есть нет ни кто почему же бы ли свою своих своё между без более менее перед которая которые которых которого также этой будут мой моя два года лет году всё все вот даже",
        "be": "і й ды у ў на не што за з са да ад пра для як гэта але ці пасля праз пад над ужо яшчэ зноў які мае ёсць быў была будзе мы вы я ён вельмі трэба яго яе іх яму ёй яна яно яны мне мяне цябе табе нас нам вас вам сабе сябе гэты гэтая гэтыя гэтага той тая тое тыя таго таму так калі дзе тут там толькі каб былі быць няма ні хто чаму ж бы бо сваю сваіх сваё паміж без больш перад якія якая якіх таксама будуць мой мая года гадоў",
        "bg": "и в във на не че за с със от до към при по как това но или след през под над вече още отново който ще е са се ли беше бе като няма го я ги му им тя то те мен теб мене нас ни вас ви си този тази тези онзи така когато къде тук там само ако да бяха бъде нито кой защо бих своя своите между без повече преди която които което също години година може много всички",
        "mk": "и во на не дека за со од до кон при по како ова но или по преку под над веќе уште повторно кој ќе е се беше како нема ги го тој таа тие тоа овој оваа овие мене тебе нас ве си така кога каде тука таму само ако да беа биде ниту зошто би ли своја своите меѓу без повеќе пред која кои кое исто години година може многу сите",
        "kk": "және мен бен пен үшін туралы бұл бір екі жаңа деп еді болды бар жоқ кейін дейін",
        "pl": "i w we na nie że za z ze do od o dla jak to ale czy po przez pod nad już jeszcze znów który jest są się był była będzie przed oraz go ją ich mu jej on ona oni one mnie ciebie nas nam was wam siebie ten ta te tego tym tej tak kiedy gdzie tu tam tylko jeśli żeby aby byli być ma ani kto dlaczego by li swoją swoich między bez więcej mniej która które których także tych mój moja lat roku może przy",
        "cs": "a v ve na ne že za s se do od o pro jak to ale či po přes pod nad už ještě znovu který je jsou byl byla bude před proti",
        "sk": "a v vo na nie že za s so do od o pre ako to ale či po cez pod nad už ešte znovu ktorý je sú bol bola bude pred proti sa",
        "de": "der die das und in den von zu mit für auf ist nicht ein eine im dem des sich nach bei aus an auch wird über vor gegen er sie es wir ihr ihre sein seine ich du dass wenn wann wo hier dort nur um waren war kein keine wer warum oder ohne zwischen mehr weniger welche welcher hat haben kann soll will noch zum zur einen einer eines einem bis unter durch beim",
        "nl": "de het een en van in op te voor met is niet zijn naar bij uit aan ook wordt over na tegen door dat hij zij ze wij we jij je ik haar hun maar als wanneer waar hier daar alleen om waren was geen wie waarom of zonder tussen meer minder welke heeft hebben kan zal wil nog zich tot onder moet worden deze dit die",
        "da": "og i at det en et på til af for med er ikke den har som efter fra om ved nu mod",
        "no": "og i at det en et på til av for med er ikke den har som etter fra om ved nå mot",
        "sv": "och i att det en ett på till av för med är inte den har som efter från om vid nu mot",
        "fr": "le la les de des du et un une en à au aux pour dans sur avec est pas par qui que après contre il elle ils elles nous vous je tu son sa ses leur leurs ce cette ces quand où ici seulement si étaient était être ni pourquoi ou sans entre plus moins quelle ont ait peut fait encore se jusqu sous d l",
        "es": "el la los las de del y un una en a al para con por es no que se su tras contra más él ella ellos nosotros sus este esta estos cuando donde aquí sólo si eran era ser ni quién qué o sin entre menos cual han ha puede hace aún hasta bajo le les lo muy ya pero como fue",
        "pt": "o a os as de do da dos das e um uma em no na para com por é não que se após contra mais",
        "it": "il lo la gli le di del della dei e un una in al per con su è non che si dopo contro più lui lei loro noi voi suo sua suoi questo questa questi quando dove qui solo se erano era essere né chi perché o senza tra meno quale hanno ha può fa ancora fino sotto ma come stato nel nella degli delle alla",
        "ca": "el la els les de del i un una en a al per amb és no que es després contra més",
        "ro": "și în de la un o pe cu pentru din nu că se după mai este sunt ale al care el ea ei noi voi lui lor acest această aceste când unde aici doar dacă erau era fi nici cine ce sau fără între puțin au poate face încă până sub dar fost prin unei unui",
        "hu": "a az és egy nem is hogy van meg de már után szerint ellen csak",
    }.items()
}
