"""What the bot says to its admins about feeds: trying, watching, changing, forgetting them."""

from __future__ import annotations

from channels.rendering.phrases import Counted, Phrase

DO_FEED = Phrase(
    en="one feed and how it is: SLUG",
    tr="bir kaynak ve durumu: AD",
    uk="одна стрічка та її стан: ІМ’Я",
    ru="одна лента и её состояние: ИМЯ",
)
DO_TESTFEED = Phrase(
    en="read a feed now and show it: SLUG or URL",
    tr="kaynağı şimdi oku ve göster: AD veya URL",
    uk="прочитати стрічку зараз і показати: ІМ’Я або URL",
    ru="прочитать ленту сейчас и показать: ИМЯ или URL",
)
DO_EDITFEED = Phrase(
    en="change a feed: SLUG FIELD VALUE",
    tr="kaynağı değiştir: AD ALAN DEĞER",
    uk="змінити стрічку: ІМ’Я ПОЛЕ ЗНАЧЕННЯ",
    ru="изменить ленту: ИМЯ ПОЛЕ ЗНАЧЕНИЕ",
)
EDITFEED_HOW = Phrase(
    en="What shall change? <code>/editfeed {feed} language tr</code>",
    tr="Ne değişsin? <code>/editfeed {feed} language tr</code>",
    uk="Що змінити? <code>/editfeed {feed} language tr</code>",
    ru="Что изменить? <code>/editfeed {feed} language tr</code>",
)
FEED_EDITED = Phrase(
    en="✅ <b>{feed}</b>: {field} is now {value}.",
    tr="✅ <b>{feed}</b>: {field} artık {value}.",
    uk="✅ <b>{feed}</b>: {field} тепер {value}.",
    ru="✅ <b>{feed}</b>: {field} теперь {value}.",
)
WHICH_FEED = Phrase(
    en="Which feed? Tap one, or <code>/{command} slug</code>.",
    tr="Hangi kaynak? Birine dokunun ya da <code>/{command} ad</code> yazın.",
    uk="Яка стрічка? Торкніться або напишіть <code>/{command} ім’я</code>.",
    ru="Какая лента? Нажмите или напишите <code>/{command} имя</code>.",
)
NO_SUCH_FEEDS = Phrase(
    en="There is no feed for that now.",
    tr="Şu anda bunun için bir kaynak yok.",
    uk="Зараз для цього немає стрічки.",
    ru="Сейчас для этого нет ленты.",
)

TRIED_ENTRIES = Counted(
    en={"one": "{n} entry", "other": "{n} entries"},
    tr={"other": "{n} kayıt"},
    uk={"one": "{n} запис", "few": "{n} записи", "many": "{n} записів", "other": "{n} запису"},
    ru={"one": "{n} запись", "few": "{n} записи", "many": "{n} записей", "other": "{n} записи"},
)
TRIED_FACTS = Phrase(
    en="{entries} · language: {name} · {format}",
    tr="{entries} · dil: {name} · {format}",
    uk="{entries} · мова: {name} · {format}",
    ru="{entries} · язык: {name} · {format}",
)
HOW_READ = Phrase(
    en="Charset: {charset} · read by: {parser} · validators: {validators}",
    tr="Karakter kümesi: {charset} · okuyan: {parser} · doğrulayıcılar: {validators}",
    uk="Кодування: {charset} · читає: {parser} · валідатори: {validators}",
    ru="Кодировка: {charset} · читает: {parser} · валидаторы: {validators}",
)
NEXT_LOOK = Phrase(
    en="⏱ Asked again in {when} ({reason})",
    tr="⏱ Yeniden sorulacak: {when} sonra ({reason})",
    uk="⏱ Наступний запит через {when} ({reason})",
    ru="⏱ Следующий запрос через {when} ({reason})",
)
TESTED_LEFT_OUT = Phrase(
    en="Not tested, {n} at a time: {feeds}",
    tr="Denenmedi, bir seferde en çok {n} tane: {feeds}",
    uk="Не перевірено, за раз не більше {n}: {feeds}",
    ru="Не проверено, за раз не больше {n}: {feeds}",
)
FOUND_ON = Phrase(
    en="Found on the page {page}",
    tr="Şu sayfada bulundu: {page}",
    uk="Знайдено на сторінці {page}",
    ru="Найдена на странице {page}",
)
MOVED_TO = Phrase(
    en="The server says it has moved for good to {url}",
    tr="Sunucu, kalıcı olarak taşındığını söylüyor: {url}",
    uk="Сервер каже, що стрічка назавжди переїхала: {url}",
    ru="Сервер говорит, что лента навсегда переехала: {url}",
)
ADD_ASK = Phrase(
    en="Shall I watch it as <b>{feed}</b>?",
    tr="<b>{feed}</b> adıyla izleyeyim mi?",
    uk="Стежити за нею під ім’ям <b>{feed}</b>?",
    ru="Следить за ней под именем <b>{feed}</b>?",
)
ADD_OTHERS = Phrase(en="The page names more:", tr="Sayfada başkaları da var:", uk="На сторінці є ще:", ru="На странице есть ещё:")
ADD_BUTTON = Phrase(en="✅ Watch it", tr="✅ İzle", uk="✅ Стежити", ru="✅ Следить")
DELETE_ASK = Phrase(
    en="Shall I forget {feeds}? Articles stay, the feed's settings go.",
    tr="{feeds} silinsin mi? Haberler kalır, kaynağın ayarları gider.",
    uk="Забути {feeds}? Статті лишаться, налаштування зникнуть.",
    ru="Забыть {feeds}? Статьи останутся, настройки исчезнут.",
)
DELETE_BUTTON = Phrase(en="🗑 Forget", tr="🗑 Sil", uk="🗑 Забути", ru="🗑 Забыть")

FEED_PUSHED = Phrase(
    en="Its hub brings its news (WebSub), last {when}.",
    tr="Haberlerini merkezi kendisi getiriyor (WebSub), en son {when}.",
    uk="Її новини приносить хаб (WebSub), востаннє {when}.",
    ru="Её новости приносит хаб (WebSub), последний раз {when}.",
)
FEED_ADDRESS = Phrase(en="Address: {url}", tr="Adres: {url}", uk="Адреса: {url}", ru="Адрес: {url}")
FEED_ORIGIN_FILE = Phrase(
    en="Declared in feeds.yaml.", tr="feeds.yaml dosyasında tanımlı.", uk="Оголошена у feeds.yaml.", ru="Объявлена в feeds.yaml."
)
FEED_READ = Phrase(
    en="Last read: {read} · next: {next} · articles: {articles}",
    tr="Son okuma: {read} · sonraki: {next} · haber: {articles}",
    uk="Прочитано: {read} · далі: {next} · статей: {articles}",
    ru="Прочитана: {read} · далее: {next} · статей: {articles}",
)
FEED_NEWS = Phrase(
    en="Last news: {news} · asked every {every}",
    tr="Son haber: {news} · sıklık: {every}",
    uk="Остання новина: {news} · опитування кожні {every}",
    ru="Последняя новость: {news} · опрос каждые {every}",
)
NEVER = Phrase(en="never", tr="hiç", uk="ніколи", ru="никогда")
PAUSE_BUTTON = Phrase(en="⏸ Pause", tr="⏸ Duraklat", uk="⏸ Призупинити", ru="⏸ Приостановить")
RESUME_BUTTON = Phrase(en="▶️ Resume", tr="▶️ Sürdür", uk="▶️ Відновити", ru="▶️ Возобновить")
TEST_BUTTON = Phrase(en="🔎 Test", tr="🔎 Dene", uk="🔎 Перевірити", ru="🔎 Проверить")
POLL_BUTTON = Phrase(en="🔄 Read now", tr="🔄 Şimdi oku", uk="🔄 Прочитати зараз", ru="🔄 Прочитать сейчас")
