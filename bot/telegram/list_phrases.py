"""What the bot says about lists that come and go as files. See `phrases`."""

from __future__ import annotations

from channels.rendering.phrases import Counted, Phrase
from feeds.opml import ListFault

EXPORT_TOPICS = Counted(
    en={"one": "📎 Your {n} topic, as OPML.", "other": "📎 Your {n} topics, as OPML."},
    tr={"other": "📎 {n} konunuz, OPML olarak."},
    uk={
        "one": "📎 Ваша {n} тема у форматі OPML.",
        "few": "📎 Ваші {n} теми у форматі OPML.",
        "many": "📎 Ваші {n} тем у форматі OPML.",
        "other": "📎 Ваші {n} теми у форматі OPML.",
    },
    ru={
        "one": "📎 Ваша {n} тема в формате OPML.",
        "few": "📎 Ваши {n} темы в формате OPML.",
        "many": "📎 Ваши {n} тем в формате OPML.",
        "other": "📎 Ваши {n} темы в формате OPML.",
    },
)
EXPORT_FEEDS = Phrase(
    en="📎 The feeds I watch, as OPML.",
    tr="📎 İzlediğim kaynaklar, OPML olarak.",
    uk="📎 Стрічки у форматі OPML.",
    ru="📎 Ленты в формате OPML.",
)
EXPORT_NONE = Phrase(
    en="You follow nothing yet, so there is nothing to take along. /topics shows what is ready.",
    tr="Henüz bir konu takip etmiyorsunuz; götürülecek bir şey yok. Hazır konular: /topics",
    uk="Ви ще ні за чим не стежите, тож забирати нічого. Готові теми: /topics",
    ru="Вы пока ни за чем не следите, так что забирать нечего. Готовые темы: /topics",
)
FEEDS_FOR_ADMINS = Phrase(
    en="The list of feeds is for those who run this bot. <code>/export</code> gives you your topics.",
    tr="Kaynak listesi botun yöneticileri içindir. Kendi konularınız: <code>/export</code>",
    uk="Перелік стрічок — для адміністраторів бота. Ваші теми: <code>/export</code>",
    ru="Список лент — для администраторов бота. Ваши темы: <code>/export</code>",
)
IMPORT_HOW = Phrase(
    en="Send me an OPML file with <code>/import</code> as its caption, or reply <code>/import</code> to one.",
    tr="Açıklamasına <code>/import</code> yazarak bir OPML dosyası gönderin ya da dosyaya <code>/import</code> diye yanıt verin.",
    uk="Надішліть файл OPML із підписом <code>/import</code> або дайте на нього відповідь <code>/import</code>.",
    ru="Пришлите файл OPML с подписью <code>/import</code> или ответьте на него <code>/import</code>.",
)
IMPORTED_TOPICS = Counted(
    en={"one": "✅ You follow {n} topic of the list.", "other": "✅ You follow {n} topics of the list."},
    tr={"other": "✅ Listedeki {n} konuyu takip ediyorsunuz."},
    uk={
        "one": "✅ Ви стежите за {n} темою зі списку.",
        "few": "✅ Ви стежите за {n} темами зі списку.",
        "many": "✅ Ви стежите за {n} темами зі списку.",
        "other": "✅ Ви стежите за {n} теми зі списку.",
    },
    ru={
        "one": "✅ Вы следите за {n} темой из списка.",
        "few": "✅ Вы следите за {n} темами из списка.",
        "many": "✅ Вы следите за {n} темами из списка.",
        "other": "✅ Вы следите за {n} темы из списка.",
    },
)
IMPORTED_FEEDS = Counted(
    en={"one": "✅ Watching {n} feed more.", "other": "✅ Watching {n} feeds more."},
    tr={"other": "✅ {n} kaynak daha izleniyor."},
    uk={
        "one": "✅ Додано {n} стрічку.",
        "few": "✅ Додано {n} стрічки.",
        "many": "✅ Додано {n} стрічок.",
        "other": "✅ Додано {n} стрічки.",
    },
    ru={
        "one": "✅ Добавлена {n} лента.",
        "few": "✅ Добавлено {n} ленты.",
        "many": "✅ Добавлено {n} лент.",
        "other": "✅ Добавлено {n} ленты.",
    },
)
NOT_ASKED = Counted(
    en={
        "one": "The list has {n} feed; only those who run this bot add feeds.",
        "other": "The list has {n} feeds; only those who run this bot add feeds.",
    },
    tr={"other": "Listede {n} kaynak var; kaynakları yalnızca botun yöneticileri ekler."},
    uk={
        "one": "У списку {n} стрічка; стрічки додають лише адміністратори бота.",
        "few": "У списку {n} стрічки; стрічки додають лише адміністратори бота.",
        "many": "У списку {n} стрічок; стрічки додають лише адміністратори бота.",
        "other": "У списку {n} стрічки; стрічки додають лише адміністратори бота.",
    },
    ru={
        "one": "В списке {n} лента; ленты добавляют только администраторы бота.",
        "few": "В списке {n} ленты; ленты добавляют только администраторы бота.",
        "many": "В списке {n} лент; ленты добавляют только администраторы бота.",
        "other": "В списке {n} ленты; ленты добавляют только администраторы бота.",
    },
)
LEFT = Counted(
    en={"one": "Left out, {n}:", "other": "Left out, {n}:"},
    tr={"other": "Alınmayan {n}:"},
    uk={"one": "Не взято {n}:", "few": "Не взято {n}:", "many": "Не взято {n}:", "other": "Не взято {n}:"},
    ru={"one": "Не взято {n}:", "few": "Не взято {n}:", "many": "Не взято {n}:", "other": "Не взято {n}:"},
)

DO_EXPORT = Phrase(en="your topics as a file", tr="konularınız dosya olarak", uk="ваші теми файлом", ru="ваши темы файлом")
DO_IMPORT = Phrase(en="topics from a file (OPML)", tr="dosyadan konu al (OPML)", uk="теми з файлу (OPML)", ru="темы из файла (OPML)")

LIST_FAULTS = {
    ListFault.NO_FEEDS: Phrase(
        en="it names no feeds",
        tr="içinde kaynak yok",
        uk="у ньому немає стрічок",
        ru="в нём нет лент",
    ),
    ListFault.NAMES_NOTHING: Phrase(
        en="it names no feeds and no topics",
        tr="içinde ne kaynak ne konu var",
        uk="у ньому немає ні стрічок, ні тем",
        ru="в нём нет ни лент, ни тем",
    ),
    ListFault.TOO_LARGE: Phrase(
        en="it is larger than {most} MB",
        tr="{most} MB’tan büyük",
        uk="він більший за {most} МБ",
        ru="он больше {most} МБ",
    ),
    ListFault.NOT_WELL_FORMED: Phrase(
        en="it is not well-formed in line {line}",
        tr="{line}. satırda biçimi bozuk",
        uk="його зіпсовано в рядку {line}",
        ru="он испорчен в строке {line}",
    ),
    ListFault.TOO_DEEP: Phrase(
        en="its groups are nested deeper than {most}",
        tr="grupları {most} kattan derin iç içe",
        uk="групи в ньому вкладено глибше ніж на {most}",
        ru="группы в нём вложены глубже чем на {most}",
    ),
    ListFault.ENTITIES: Phrase(
        en="it declares entities, which we do not read",
        tr="varlık (entity) bildiriyor, bunları okumayız",
        uk="у ньому оголошено сутності (entities), яких ми не читаємо",
        ru="в нём объявлены сущности (entities), которых мы не читаем",
    ),
}
