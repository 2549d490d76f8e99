"""What the bot says about searching, reading languages, the digest's hour and lists that come and go. See `phrases`."""

from __future__ import annotations

from channels.rendering.phrases import Phrase

# --- finding --------------------------------------------------------------------------------------------------------

SEARCH_HOW = Phrase(
    en="What shall I look for? <code>/search earthquake OR flood</code>",
    tr="Neyi arayayım? <code>/search deprem OR sel</code>",
    uk="Що шукати? <code>/search землетрус OR повінь</code>",
    ru="Что искать? <code>/search землетрясение OR наводнение</code>",
)
SEARCH_HEAD = Phrase(
    en="<b>{words}</b> in the last {days} days",
    tr="Son {days} günde <b>{words}</b>",
    uk="<b>{words}</b> за останні {days} дн.",
    ru="<b>{words}</b> за последние {days} дн.",
)
SEARCH_NONE = Phrase(
    en="Nothing about <b>{words}</b> in the last {days} days. <code>/follow</code> tells you when there is.",
    tr="Son {days} günde <b>{words}</b> hakkında bir şey yok. Olunca duymak için: <code>/follow</code>",
    uk="За останні {days} дн. нічого про <b>{words}</b>. Щоб дізнатися, коли буде: <code>/follow</code>",
    ru="За последние {days} дн. ничего про <b>{words}</b>. Чтобы узнать, когда будет: <code>/follow</code>",
)
STORY_EMPTY = Phrase(
    en="Nothing is left of this story: its reports are too old and were let go.",
    tr="Bu haberden bir şey kalmadı: metinleri eskidiği için silindi.",
    uk="Від цієї події нічого не лишилося: її статті застарілі й були прибрані.",
    ru="От этого события ничего не осталось: его статьи устарели и были убраны.",
)

# --- in which language, at which hour -------------------------------------------------------------------------------

READING = Phrase(
    en="📖 Stories come in {name}: <code>/lang reading uk</code> changes it, <code>/lang reading same</code> takes the bot’s language.",
    tr="📖 Haberlerin dili: {name}. Değiştirmek için <code>/lang reading uk</code>, botun diliyle aynı olması için <code>/lang reading same</code>.",
    uk="📖 Мова новин: {name}. Змінити: <code>/lang reading en</code>; та сама, що й у бота: <code>/lang reading same</code>.",
    ru="📖 Язык новостей: {name}. Изменить: <code>/lang reading en</code>; тот же, что у бота: <code>/lang reading same</code>.",
)
READING_SET = Phrase(
    en="📖 From now on stories come in {name}.",
    tr="📖 Bundan sonra haberlerin dili: {name}.",
    uk="📖 Відтепер мова новин: {name}.",
    ru="📖 Теперь язык новостей: {name}.",
)
READING_SETTING = Phrase(
    en="📖 Stories in: {name} · /lang", tr="📖 Haberler: {name} · /lang", uk="📖 Новини: {name} · /lang", ru="📖 Новости: {name} · /lang"
)
READING_BUTTON = Phrase(en="📖 Stories in {name}", tr="📖 Haberler: {name}", uk="📖 Новини: {name}", ru="📖 Новости: {name}")
DIGEST_AT = Phrase(
    en="📰 Your digest comes: <b>{time}</b> ({zone}).",
    tr="📰 Özetinizin zamanı: <b>{time}</b> ({zone}).",
    uk="📰 Коли приходить ваш дайджест: <b>{time}</b> ({zone}).",
    ru="📰 Когда приходит ваш дайджест: <b>{time}</b> ({zone}).",
)
DIGEST_OFF = Phrase(
    en="📰 No digest. What is for it waits until you want one again: <code>/digest 08:00</code>",
    tr="📰 Özet yok. Özete kalanlar, yeniden isteyene dek bekler: <code>/digest 08:00</code>",
    uk="📰 Дайджесту немає. Призначене для нього чекає, доки ви знову його захочете: <code>/digest 08:00</code>",
    ru="📰 Дайджеста нет. Предназначенное для него ждёт, пока вы снова его захотите: <code>/digest 08:00</code>",
)
DIGEST_HOW = Phrase(
    en="Another hour: <code>/digest 07:30</code>; once a week: <code>/digest mon 08:00</code>; at once: <code>/digest now</code>; none at all: <code>/digest off</code>.",
    tr="Başka bir saat: <code>/digest 07:30</code>; haftada bir: <code>/digest Pzt 08:00</code>; hemen: <code>/digest now</code>; hiç gelmesin: <code>/digest off</code>.",
    uk="Інший час: <code>/digest 07:30</code>; раз на тиждень: <code>/digest пн 08:00</code>; негайно: <code>/digest now</code>; зовсім без нього: <code>/digest off</code>.",
    ru="Другое время: <code>/digest 07:30</code>; раз в неделю: <code>/digest пн 08:00</code>; сразу: <code>/digest now</code>; совсем без него: <code>/digest off</code>.",
)

DIGEST_COMES = Phrase(
    en="📰 Here it comes. What arrives later today stands in tomorrow’s.",
    tr="📰 Geliyor. Bugün daha sonra gelenler yarınkinde yer alır.",
    uk="📰 Уже йде. Те, що надійде сьогодні пізніше, буде в завтрашньому.",
    ru="📰 Уже идёт. То, что придёт сегодня позже, будет в завтрашнем.",
)
DIGEST_EMPTY = Phrase(
    en="📰 Nothing waits for the digest, or today’s has come already.",
    tr="📰 Özet için bekleyen bir şey yok ya da bugünkü zaten geldi.",
    uk="📰 Для дайджесту нічого не чекає, або сьогоднішній уже був.",
    ru="📰 Для дайджеста ничего не ждёт, или сегодняшний уже был.",
)

# --- the menu -------------------------------------------------------------------------------------------------------

DO_SEARCH = Phrase(en="search the last days", tr="son günlerde ara", uk="пошук за останні дні", ru="поиск за последние дни")
DO_STORY = Phrase(en="a story as its alert shows it", tr="bir haberi uyarıdaki gibi göster", uk="показати подію", ru="показать событие")
DO_SOURCES = Phrase(en="the originals of a story", tr="bir haberin özgün metinleri", uk="оригінали події", ru="оригиналы события")
