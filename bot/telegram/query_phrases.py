"""Why a query cannot be read, as it is said in chat. See `phrases`."""

from __future__ import annotations

from channels.rendering.phrases import Phrase
from news.topics.faults import Fault

FAULTS = {
    Fault.EMPTY: Phrase(
        en="an empty query matches nothing",
        tr="boş bir arama hiçbir şey bulmaz",
        uk="порожній запит нічого не знайде",
        ru="пустой запрос ничего не найдёт",
    ),
    Fault.TOO_LONG: Phrase(
        en="a query has at most {most} characters; this one has {found}",
        tr="bir arama en fazla {most} karakter olabilir; bunda {found} var",
        uk="у запиті щонайбільше {most} символів; у цьому {found}",
        ru="в запросе не больше {most} символов; в этом {found}",
    ),
    Fault.TOO_DEEP: Phrase(
        en="parentheses nest at most {most} deep",
        tr="parantezler en fazla {most} kat iç içe olabilir",
        uk="найбільша вкладеність дужок: {most}",
        ru="наибольшая вложенность скобок: {most}",
    ),
    Fault.TOO_MANY: Phrase(
        en="a query has at most {most} words, phrases and fields; this one has {found}",
        tr="bir aramada en fazla {most} kelime, ifade ve alan olabilir; bunda {found} var",
        uk="найбільше слів, фраз і полів у запиті: {most}; у цьому {found}",
        ru="больше всего слов, фраз и полей в запросе: {most}; в этом {found}",
    ),
    Fault.TOO_WIDE: Phrase(
        en="this would match nearly everything: add a word, phrase, outlet or category that must occur",
        tr="bu neredeyse her şeyi bulurdu: mutlaka geçmesi gereken bir kelime, ifade, yayın ya da kategori ekleyin",
        uk="це знайшло б майже все: додайте слово, фразу, видання чи категорію, що мають трапитися",
        ru="это нашло бы почти всё: добавьте слово, фразу, издание или категорию, которые должны встретиться",
    ),
    Fault.TOO_WIDE_ALTERNATIVE: Phrase(
        en="this would match nearly everything: every alternative of OR needs a word, phrase, outlet or category that must occur",
        tr="bu neredeyse her şeyi bulurdu: OR’un her iki yanında da mutlaka geçmesi gereken bir kelime, ifade, yayın ya da kategori olmalı",
        uk="це знайшло б майже все: у кожній частині OR потрібне слово, фраза, видання чи категорія, що мають трапитися",
        ru="это нашло бы почти всё: в каждой части OR нужно слово, фраза, издание или категория, которые должны встретиться",
    ),
    Fault.OPEN_QUOTE: Phrase(
        en="this quotation mark is never closed", tr="bu tırnak kapanmamış", uk="ці лапки не закрито", ru="эта кавычка не закрыта"
    ),
    Fault.OPEN_PARENTHESIS: Phrase(
        en="this parenthesis is never closed", tr="bu parantez kapanmamış", uk="цю дужку не закрито", ru="эта скобка не закрыта"
    ),
    Fault.NOTHING_OPENED: Phrase(
        en="nothing was opened, or nothing stands in these parentheses",
        tr="açılmış bir parantez yok ya da parantezin içi boş",
        uk="дужку не відкрито або в дужках порожньо",
        ru="скобка не открыта или в скобках пусто",
    ),
    Fault.NOTHING_BEHIND: Phrase(
        en="{text} needs something behind it",
        tr="{text} sonrasında bir şey olmalı",
        uk="після {text} має щось стояти",
        ru="после {text} должно что-то стоять",
    ),
    Fault.LONE_OR: Phrase(
        en="OR stands between two alternatives",
        tr="OR iki seçeneğin arasında durur",
        uk="OR стоїть між двома варіантами",
        ru="OR стоит между двумя вариантами",
    ),
    Fault.LONE_AND: Phrase(
        en="AND stands between two words",
        tr="AND iki kelimenin arasında durur",
        uk="AND стоїть між двома словами",
        ru="AND стоит между двумя словами",
    ),
    Fault.TWO_MINUSES: Phrase(en="one minus is enough", tr="bir eksi yeter", uk="одного мінуса досить", ru="одного минуса достаточно"),
    Fault.MISPLACED: Phrase(
        en="this cannot stand here", tr="bu burada duramaz", uk="тут це стояти не може", ru="здесь это стоять не может"
    ),
    Fault.NOT_AN_OPERATOR: Phrase(
        en="{text} is not an operator here: the operators are OR, AND and - (write it in lower case to look for the word)",
        tr="{text} burada işleç değil: işleçler OR, AND ve - (kelimenin kendisini aramak için küçük harfle yazın)",
        uk="{text} тут не оператор: є OR, AND і - (щоб шукати саме слово, пишіть його малими літерами)",
        ru="{text} здесь не оператор: есть OR, AND и - (чтобы искать само слово, пишите его строчными буквами)",
    ),
    Fault.NO_LETTERS: Phrase(
        en="{text} has no letters or digits to look for",
        tr="{text}: aranacak harf ya da rakam yok",
        uk="{text}: немає літер чи цифр, які можна шукати",
        ru="{text}: нет букв или цифр, которые можно искать",
    ),
    Fault.STAR_INSIDE: Phrase(
        en="a * stands only at the end of a word",
        tr="* yalnızca kelimenin sonunda durur",
        uk="* стоїть лише наприкінці слова",
        ru="* стоит только в конце слова",
    ),
    Fault.STAR_BEHIND_SIGN: Phrase(
        en="a * follows one word, without hyphens or other signs",
        tr="* tek bir kelimeden sonra gelir; tire ya da başka işaret olmaz",
        uk="* стоїть після одного слова, без дефісів та інших знаків",
        ru="* стоит после одного слова, без дефисов и других знаков",
    ),
    Fault.STAR_IN_QUOTES: Phrase(
        en="no * inside quotes", tr="tırnak içinde * olmaz", uk="у лапках * не ставлять", ru="в кавычках * не ставят"
    ),
    Fault.SHORT_PREFIX: Phrase(
        en="at least {least} letters before a *",
        tr="* işaretinden önce en az {least} harf olmalı",
        uk="перед * має бути щонайменше літер: {least}",
        ru="перед * должно быть не меньше букв: {least}",
    ),
    Fault.UNKNOWN_FIELD: Phrase(
        en="there is no field {text}; there are {fields} and sources&gt;=",
        tr="{text} diye bir alan yok; olanlar: {fields} ve sources&gt;=",
        uk="поля {text} немає; є {fields} і sources&gt;=",
        ru="поля {text} нет; есть {fields} и sources&gt;=",
    ),
    Fault.NO_COLON: Phrase(
        en="{text} takes a colon",
        tr="{text} iki nokta üst üste ister",
        uk="після {text} потрібна двокрапка",
        ru="после {text} нужно двоеточие",
    ),
    Fault.NO_VALUE: Phrase(
        en="{text}: needs a value right behind the colon",
        tr="{text}: iki noktanın hemen ardından bir değer gelmeli",
        uk="{text}: одразу після двокрапки має стояти значення",
        ru="{text}: сразу после двоеточия должно стоять значение",
    ),
    Fault.NO_NUMBER: Phrase(
        en="sources&gt;= takes a number from 1 to 99",
        tr="sources&gt;= 1 ile 99 arasında bir sayı ister",
        uk="після sources&gt;= потрібне число від 1 до 99",
        ru="после sources&gt;= нужно число от 1 до 99",
    ),
    Fault.NO_AT_LEAST: Phrase(
        en="sources takes &gt;=", tr="sources &gt;= ister", uk="після sources потрібно &gt;=", ru="после sources нужно &gt;="
    ),
    Fault.NOT_A_LANGUAGE: Phrase(
        en="{text} is not a two-letter language code (ISO 639-1)",
        tr="{text} iki harfli bir dil kodu değil (ISO 639-1)",
        uk="{text} — не дволітерний код мови (ISO 639-1)",
        ru="{text} — не двухбуквенный код языка (ISO 639-1)",
    ),
    Fault.NOT_A_COUNTRY: Phrase(
        en="{text} is not a two-letter country code (ISO 3166-1)",
        tr="{text} iki harfli bir ülke kodu değil (ISO 3166-1)",
        uk="{text} — не дволітерний код країни (ISO 3166-1)",
        ru="{text} — не двухбуквенный код страны (ISO 3166-1)",
    ),
}
