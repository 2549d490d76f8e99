"""What the bot says to its admins, and how it says no."""

from __future__ import annotations

from bot.verbs import FeedCondition, Reason
from channels.rendering.phrases import Counted, Phrase

DO_FEEDS = Phrase(en="feeds and how they are", tr="kaynaklar ve durumları", uk="стрічки та їхній стан", ru="ленты и их состояние")
DO_ADDFEED = Phrase(
    en="watch a feed: URL [slug]", tr="kaynak ekle: URL [ad]", uk="додати стрічку: URL [ім’я]", ru="добавить ленту: URL [имя]"
)
DO_DELFEED = Phrase(en="forget a feed", tr="kaynağı sil", uk="прибрати стрічку", ru="убрать ленту")
DO_PAUSEFEED = Phrase(en="pause a feed", tr="kaynağı duraklat", uk="призупинити стрічку", ru="приостановить ленту")
DO_RESUMEFEED = Phrase(en="resume a feed", tr="kaynağı sürdür", uk="відновити стрічку", ru="возобновить ленту")
DO_POLLNOW = Phrase(en="poll feeds now", tr="kaynakları şimdi oku", uk="опитати стрічки зараз", ru="опросить ленты сейчас")
DO_MERGE = Phrase(
    en="make two stories one: STORY INTO",
    tr="iki haberi birleştir: HABER HEDEF",
    uk="об’єднати дві події: ПОДІЯ КУДИ",
    ru="объединить два события: СОБЫТИЕ КУДА",
)
DO_SPLIT = Phrase(
    en="take articles out of their story: ARTICLE…",
    tr="makaleleri haberinden ayır: MAKALE…",
    uk="відокремити статті від події: СТАТТЯ…",
    ru="отделить статьи от события: СТАТЬЯ…",
)
DO_HEALTH = Phrase(en="how the house is doing", tr="genel durum", uk="загальний стан", ru="общее состояние")

FEEDS_HEAD = Counted(
    en={"one": "<b>{n} feed</b>", "other": "<b>{n} feeds</b>"},
    tr={"other": "<b>{n} kaynak</b>"},
    uk={"one": "<b>{n} стрічка</b>", "few": "<b>{n} стрічки</b>", "many": "<b>{n} стрічок</b>", "other": "<b>{n} стрічки</b>"},
    ru={"one": "<b>{n} лента</b>", "few": "<b>{n} ленты</b>", "many": "<b>{n} лент</b>", "other": "<b>{n} ленты</b>"},
)
FEEDS_NONE = Phrase(
    en="No feeds yet. <code>/addfeed https://example.org/rss</code>",
    tr="Henüz kaynak yok. <code>/addfeed https://example.org/rss</code>",
    uk="Стрічок ще немає. <code>/addfeed https://example.org/rss</code>",
    ru="Лент пока нет. <code>/addfeed https://example.org/rss</code>",
)
ADDFEED_HOW = Phrase(
    en="Give me an address: <code>/addfeed https://example.org/rss [slug]</code>",
    tr="Bir adres verin: <code>/addfeed https://example.org/rss [ad]</code>",
    uk="Дайте адресу: <code>/addfeed https://example.org/rss [ім’я]</code>",
    ru="Дайте адрес: <code>/addfeed https://example.org/rss [имя]</code>",
)
FEED_ADDED = Phrase(
    en="✅ Watching <b>{feed}</b> from now on: {url}\nIts first poll only fills the memory; alerts begin with the next news.",
    tr="✅ <b>{feed}</b> artık izleniyor: {url}\nİlk okuma yalnızca belleği doldurur; uyarılar sonraki haberle başlar.",
    uk="✅ Стежу за <b>{feed}</b>: {url}\nПерше опитування лише наповнює пам’ять; сповіщення почнуться з наступних новин.",
    ru="✅ Слежу за <b>{feed}</b>: {url}\nПервый опрос только наполняет память; оповещения начнутся со следующих новостей.",
)
FEED_FORGOTTEN = Phrase(
    en="<b>{feed}</b> is no longer watched. Its articles stay.",
    tr="<b>{feed}</b> artık izlenmiyor. Haberleri duruyor.",
    uk="За <b>{feed}</b> більше не стежу. Її статті лишаються.",
    ru="За <b>{feed}</b> больше не слежу. Её статьи остаются.",
)
FEED_PAUSED_BY_FILE = Phrase(
    en="<b>{feed}</b> is declared in feeds.yaml, so I only paused it. To remove it, take it out of the file.",
    tr="<b>{feed}</b> feeds.yaml dosyasında tanımlı; bu yüzden yalnızca duraklattım. Silmek için dosyadan çıkarın.",
    uk="<b>{feed}</b> оголошено у feeds.yaml, тому я лише призупинив її. Щоб прибрати, вилучіть її з файлу.",
    ru="<b>{feed}</b> объявлена в feeds.yaml, поэтому я только приостановил её. Чтобы убрать, удалите её из файла.",
)
FEED_PAUSED = Phrase(
    en="⏸ <b>{feed}</b> is paused.",
    tr="⏸ <b>{feed}</b> duraklatıldı.",
    uk="⏸ <b>{feed}</b> призупинено.",
    ru="⏸ <b>{feed}</b> приостановлена.",
)
FEED_RESUMED = Phrase(
    en="▶️ <b>{feed}</b> is watched again.",
    tr="▶️ <b>{feed}</b> yeniden izleniyor.",
    uk="▶️ Знову стежу за <b>{feed}</b>.",
    ru="▶️ Снова слежу за <b>{feed}</b>.",
)
POLLING = Counted(
    en={"one": "🔄 Polling {n} feed now.", "other": "🔄 Polling {n} feeds now."},
    tr={"other": "🔄 {n} kaynak şimdi okunuyor."},
    uk={
        "one": "🔄 Опитую {n} стрічку.",
        "few": "🔄 Опитую {n} стрічки.",
        "many": "🔄 Опитую {n} стрічок.",
        "other": "🔄 Опитую {n} стрічки.",
    },
    ru={
        "one": "🔄 Опрашиваю {n} ленту.",
        "few": "🔄 Опрашиваю {n} ленты.",
        "many": "🔄 Опрашиваю {n} лент.",
        "other": "🔄 Опрашиваю {n} ленты.",
    },
)

CONDITIONS = {
    FeedCondition.FINE: Phrase(en="🟢 fine", tr="🟢 iyi", uk="🟢 добре", ru="🟢 в порядке"),
    FeedCondition.PAUSED: Phrase(en="⏸ paused", tr="⏸ duraklatıldı", uk="⏸ призупинено", ru="⏸ приостановлена"),
    FeedCondition.NEVER_POLLED: Phrase(en="⚪ not polled yet", tr="⚪ henüz okunmadı", uk="⚪ ще не опитано", ru="⚪ ещё не опрошена"),
    FeedCondition.FAILING: Phrase(en="🔴 failing", tr="🔴 hata veriyor", uk="🔴 помилки", ru="🔴 ошибки"),
    FeedCondition.GONE: Phrase(en="⚫ gone", tr="⚫ kaldırılmış", uk="⚫ зникла", ru="⚫ исчезла"),
    FeedCondition.MOVED: Phrase(en="↪️ moved", tr="↪️ taşınmış", uk="↪️ переїхала", ru="↪️ переехала"),
    FeedCondition.SILENT: Phrase(en="🟡 silent", tr="🟡 sessiz", uk="🟡 мовчить", ru="🟡 молчит"),
}

MERGE_HOW = Phrase(
    en="Which, and into which? <code>/merge s-one s-other</code>",
    tr="Hangisi, hangisine? <code>/merge s-one s-other</code>",
    uk="Яку й до якої? <code>/merge s-one s-other</code>",
    ru="Какое и к какому? <code>/merge s-one s-other</code>",
)
MERGE_ASK = Phrase(
    en="Make the first part of the second, for good? Readers' messages are rewritten.",
    tr="Birincisi ikincinin parçası olsun mu, kalıcı olarak? Okurların mesajları yeniden yazılır.",
    uk="Зробити першу частиною другої назавжди? Повідомлення читачів буде переписано.",
    ru="Сделать первое частью второго навсегда? Сообщения читателей будут переписаны.",
)
MERGE_BUTTON = Phrase(en="🔗 Make one", tr="🔗 Birleştir", uk="🔗 Об’єднати", ru="🔗 Объединить")
SPLIT_ASK = Phrase(
    en="Take these out of <b>{story}</b>, for good? Readers' messages are rewritten.",
    tr="Bunlar <b>{story}</b> haberinden ayrılsın mı, kalıcı olarak? Okurların mesajları yeniden yazılır.",
    uk="Відокремити це від <b>{story}</b> назавжди? Повідомлення читачів буде переписано.",
    ru="Отделить это от <b>{story}</b> навсегда? Сообщения читателей будут переписаны.",
)
SPLIT_BUTTON = Phrase(en="✂️ Split", tr="✂️ Ayır", uk="✂️ Відокремити", ru="✂️ Отделить")
MERGED = Phrase(
    en="From now on <b>{gone}</b> belongs to <b>{stays}</b>. Messages follow within a minute.",
    tr="Artık <b>{gone}</b>, <b>{stays}</b> haberine ait. Mesajlar bir dakika içinde güncellenir.",
    uk="Відтепер <b>{gone}</b> належить до <b>{stays}</b>. Повідомлення оновляться за хвилину.",
    ru="Теперь <b>{gone}</b> относится к <b>{stays}</b>. Сообщения обновятся в течение минуты.",
)
SPLIT_HOW = Phrase(
    en="Which articles? <code>/split a-one a-other</code>; /why shows their ids.",
    tr="Hangi makaleler? <code>/split a-one a-other</code>; kimlikleri /why gösterir.",
    uk="Які статті? <code>/split a-one a-other</code>; їхні імена показує /why.",
    ru="Какие статьи? <code>/split a-one a-other</code>; их имена показывает /why.",
)
SPLIT = Phrase(
    en="From now on <b>{into}</b> is a story of its own ({articles}); <b>{story}</b> keeps the rest. Messages follow within a minute.",
    tr="Artık <b>{into}</b> ayrı bir haber ({articles}); gerisi <b>{story}</b> haberinde kalır. Mesajlar bir dakika içinde güncellenir.",
    uk="Відтепер <b>{into}</b> — окрема подія ({articles}); решта лишається в <b>{story}</b>. Повідомлення оновляться за хвилину.",
    ru="Теперь <b>{into}</b> — отдельное событие ({articles}); остальное остаётся в <b>{story}</b>. Сообщения обновятся в течение минуты.",
)

HEALTH_WELL = Phrase(en="🟢 All is well.", tr="🟢 Her şey yolunda.", uk="🟢 Усе гаразд.", ru="🟢 Всё в порядке.")
HEALTH_ILL = Phrase(
    en="🔴 Something needs a look.", tr="🔴 Bakılması gereken bir şey var.", uk="🔴 Щось потребує уваги.", ru="🔴 Что-то требует внимания."
)
HEALTH_HOLDS = Phrase(
    en="Feeds: {feeds} · articles: {articles} · stories: {stories} · subscribers: {subscribers}",
    tr="Kaynak: {feeds} · makale: {articles} · haber: {stories} · abone: {subscribers}",
    uk="Стрічки: {feeds} · статті: {articles} · події: {stories} · підписники: {subscribers}",
    ru="Ленты: {feeds} · статьи: {articles} · события: {stories} · подписчики: {subscribers}",
)
HEALTH_DELIVERIES = Phrase(en="Deliveries: {states}", tr="Gönderimler: {states}", uk="Доставки: {states}", ru="Доставки: {states}")
HEALTH_UNPLACED = Phrase(
    en="Articles waiting for their story: {n}",
    tr="Haberine yerleştirilmeyi bekleyen makaleler: {n}",
    uk="Статті, що чекають на свою подію: {n}",
    ru="Статьи, ждущие своего события: {n}",
)
HEALTH_OVERDUE = Phrase(
    en="The oldest delivery has waited {minutes} min past its time.",
    tr="En eski gönderim {minutes} dakika gecikti.",
    uk="Найстаріша доставка запізнюється на {minutes} хв.",
    ru="Самая старая доставка опаздывает на {minutes} мин.",
)

REFUSALS = {
    Reason.UNKNOWN_FEED: Phrase(
        en="There is no feed called <b>{asked}</b>.",
        tr="<b>{asked}</b> adlı bir kaynak yok.",
        uk="Немає стрічки <b>{asked}</b>.",
        ru="Нет ленты <b>{asked}</b>.",
    ),
    Reason.NOT_AN_ADDRESS: Phrase(
        en="<b>{asked}</b> is not a web address. It should look like https://example.org/rss.xml",
        tr="<b>{asked}</b> bir web adresi değil. Şöyle görünmeli: https://example.org/rss.xml",
        uk="<b>{asked}</b> — не вебадреса. Вона має виглядати так: https://example.org/rss.xml",
        ru="<b>{asked}</b> — не веб-адрес. Он должен выглядеть так: https://example.org/rss.xml",
    ),
    Reason.FEED_KNOWN: Phrase(
        en="I watch this address already, as <b>{asked}</b>.",
        tr="Bu adresi zaten izliyorum: <b>{asked}</b>.",
        uk="За цією адресою вже стежу: <b>{asked}</b>.",
        ru="За этим адресом уже слежу: <b>{asked}</b>.",
    ),
    Reason.SLUG_TAKEN: Phrase(
        en="Another feed is called <b>{asked}</b>.",
        tr="<b>{asked}</b> adı başka bir kaynağın.",
        uk="Ім’я <b>{asked}</b> має інша стрічка.",
        ru="Имя <b>{asked}</b> носит другая лента.",
    ),
    Reason.CANNOT_READ: Phrase(
        en="I could not read it: {asked}", tr="Okuyamadım: {asked}", uk="Не вдалося прочитати: {asked}", ru="Не удалось прочитать: {asked}"
    ),
    Reason.NOT_COPIED: Phrase(
        en="No copy was made: {asked}", tr="Kopya alınamadı: {asked}", uk="Копію не зроблено: {asked}", ru="Копия не сделана: {asked}"
    ),
    Reason.NOT_A_LEVEL: Phrase(
        en="<b>{asked}</b> is not a level: DEBUG, INFO, WARNING, ERROR.",
        tr="<b>{asked}</b> bir düzey değil: DEBUG, INFO, WARNING, ERROR.",
        uk="<b>{asked}</b> — не рівень: DEBUG, INFO, WARNING, ERROR.",
        ru="<b>{asked}</b> — не уровень: DEBUG, INFO, WARNING, ERROR.",
    ),
    Reason.NOBODY_LISTENS: Phrase(
        en="Nobody listens yet.", tr="Henüz dinleyen yok.", uk="Поки що ніхто не слухає.", ru="Пока никто не слушает."
    ),
    Reason.TOO_LONG: Phrase(
        en="That is too long: at most {asked} characters.",
        tr="Çok uzun: en fazla {asked} karakter.",
        uk="Надто довгий текст: щонайбільше {asked} символів.",
        ru="Слишком длинный текст: не больше {asked} символов.",
    ),
    Reason.DECLARED_IN_FILE: Phrase(
        en="<b>{asked}</b> is declared in feeds.yaml: change it there.",
        tr="<b>{asked}</b> feeds.yaml dosyasında tanımlı: orada değiştirin.",
        uk="<b>{asked}</b> оголошено у feeds.yaml: змініть там.",
        ru="<b>{asked}</b> объявлена в feeds.yaml: измените там.",
    ),
    Reason.UNKNOWN_FIELD: Phrase(
        en="A feed has no <b>{asked}</b> to be changed.",
        tr="Kaynağın değiştirilebilecek <b>{asked}</b> alanı yok.",
        uk="У стрічки немає поля <b>{asked}</b>.",
        ru="У ленты нет поля <b>{asked}</b>.",
    ),
    Reason.BAD_VALUE: Phrase(
        en="<b>{asked}</b> is not a value it can take.",
        tr="<b>{asked}</b> geçerli bir değer değil.",
        uk="<b>{asked}</b> — непридатне значення.",
        ru="<b>{asked}</b> — неподходящее значение.",
    ),
    Reason.NOT_MOVED: Phrase(
        en="<b>{asked}</b> has not moved.",
        tr="<b>{asked}</b> taşınmamış.",
        uk="<b>{asked}</b> не переїхала.",
        ru="<b>{asked}</b> не переехала.",
    ),
    Reason.ASK_AGAIN: Phrase(
        en="That was too long ago. Say the command once more.",
        tr="Üzerinden çok zaman geçti. Komutu yeniden yazın.",
        uk="Це було надто давно. Повторіть команду.",
        ru="Это было слишком давно. Повторите команду.",
    ),
    Reason.BAD_SLUG: Phrase(
        en="<b>{asked}</b> cannot name a feed: small Latin letters, digits and hyphens, at most 40.",
        tr="<b>{asked}</b> kaynak adı olamaz: küçük Latin harfleri, rakamlar ve tire, en çok 40.",
        uk="<b>{asked}</b> не може бути іменем стрічки: малі латинські літери, цифри й дефіси, щонайбільше 40.",
        ru="<b>{asked}</b> не может быть именем ленты: строчные латинские буквы, цифры и дефисы, не больше 40.",
    ),
    Reason.NOT_FOLLOWING: Phrase(
        en="You follow nothing called <b>{asked}</b>. /list shows what you follow.",
        tr="<b>{asked}</b> adlı bir konu takip etmiyorsunuz. Takip ettikleriniz: /list",
        uk="Ви не стежите за <b>{asked}</b>. Ваші теми: /list",
        ru="Вы не следите за <b>{asked}</b>. Ваши темы: /list",
    ),
    Reason.NO_TRANSLATION: Phrase(
        en="This topic has no translation <b>{asked}</b>. /topic words shows those it has.",
        tr="Bu konunun <b>{asked}</b> çevirisi yok. Olanlar: /topic words",
        uk="У цієї теми немає перекладу <b>{asked}</b>. Які є: /topic words",
        ru="У этой темы нет перевода <b>{asked}</b>. Какие есть: /topic words",
    ),
    Reason.TOO_MANY_TOPICS: Phrase(
        en="The limit of topics of your own is reached: {asked}. /unfollow one first.",
        tr="Kendi konularınızın sayısı sınıra ulaştı ({asked}). Önce birini bırakın: /unfollow",
        uk="Межі власних тем досягнуто: {asked}. Спершу приберіть якусь: /unfollow",
        ru="Предел собственных тем достигнут: {asked}. Сначала уберите какую-нибудь: /unfollow",
    ),
    Reason.UNKNOWN_LANGUAGE: Phrase(
        en="I do not speak <b>{asked}</b> yet.",
        tr="<b>{asked}</b> dilini henüz konuşamıyorum.",
        uk="Мови <b>{asked}</b> я ще не знаю.",
        ru="Языка <b>{asked}</b> я пока не знаю.",
    ),
    Reason.UNKNOWN_ZONE: Phrase(
        en="I know no time zone called <b>{asked}</b>. Try a name like <code>/tz Europe/Kyiv</code>",
        tr="<b>{asked}</b> adlı bir saat dilimi bilmiyorum. Şöyle deneyin: <code>/tz Europe/Istanbul</code>",
        uk="Я не знаю часового поясу <b>{asked}</b>. Спробуйте так: <code>/tz Europe/Kyiv</code>",
        ru="Я не знаю часового пояса <b>{asked}</b>. Попробуйте так: <code>/tz Europe/Kyiv</code>",
    ),
    Reason.NOT_A_MAIL_ADDRESS: Phrase(
        en="<b>{asked}</b> is no mail address. Write it like <code>/email ayse@example.org</code>",
        tr="<b>{asked}</b> bir e-posta adresi değil. Şöyle yazın: <code>/email ayse@example.org</code>",
        uk="<b>{asked}</b> — не адреса пошти. Пишіть так: <code>/email olena@example.org</code>",
        ru="<b>{asked}</b> — не адрес почты. Пишите так: <code>/email olga@example.org</code>",
    ),
    Reason.UNKNOWN_CHAT: Phrase(
        en="I know no channel or group called <b>{asked}</b>. Add me there as an admin first.",
        tr="<b>{asked}</b> adlı bir kanal ya da grup tanımıyorum. Önce beni oraya yönetici olarak ekleyin.",
        uk="Я не знаю каналу чи групи <b>{asked}</b>. Спершу додайте мене туди адміністратором.",
        ru="Я не знаю канала или группы <b>{asked}</b>. Сначала добавьте меня туда администратором.",
    ),
    Reason.NOT_RUN_BY_YOU: Phrase(
        en="Only the admins of <b>{asked}</b> may say what it follows.",
        tr="<b>{asked}</b> için neyin takip edileceğini yalnızca yöneticileri belirleyebilir.",
        uk="За чим стежить <b>{asked}</b>, вирішують лише його адміністратори.",
        ru="За чем следит <b>{asked}</b>, решают только его администраторы.",
    ),
    Reason.NOT_LET_SPEAK: Phrase(
        en="I may not post in <b>{asked}</b>: make me an admin there.",
        tr="<b>{asked}</b> içinde yazamıyorum: beni orada yönetici yapın.",
        uk="Я не можу писати в <b>{asked}</b>: зробіть мене там адміністратором.",
        ru="Я не могу писать в <b>{asked}</b>: сделайте меня там администратором.",
    ),
    Reason.UNREADABLE_LIST: Phrase(
        en="I cannot read this file as a list (OPML): {asked}",
        tr="Bu dosyayı liste (OPML) olarak okuyamadım: {asked}",
        uk="Не можу прочитати цей файл як список (OPML): {asked}",
        ru="Не могу прочитать этот файл как список (OPML): {asked}",
    ),
    Reason.NOT_A_TIME: Phrase(
        en="<b>{asked}</b> is no time of day. Write it like <code>/digest 08:00</code>",
        tr="<b>{asked}</b> bir saat değil. Şöyle yazın: <code>/digest 08:00</code>",
        uk="<b>{asked}</b> — не час. Напишіть так: <code>/digest 08:00</code>",
        ru="<b>{asked}</b> — не время. Напишите так: <code>/digest 08:00</code>",
    ),
    Reason.NOT_HOURS: Phrase(
        en="<b>{asked}</b> are no hours. Write them like <code>/quiet 23:00-07:00</code>",
        tr="<b>{asked}</b> bir saat aralığı değil. Şöyle yazın: <code>/quiet 23:00-07:00</code>",
        uk="<b>{asked}</b> — не проміжок часу. Пишіть так: <code>/quiet 23:00-07:00</code>",
        ru="<b>{asked}</b> — не промежуток времени. Пишите так: <code>/quiet 23:00-07:00</code>",
    ),
    Reason.UNKNOWN_OUTLET: Phrase(
        en="I read no outlet called <b>{asked}</b>.",
        tr="<b>{asked}</b> adlı bir yayın okumuyorum.",
        uk="Я не читаю видання <b>{asked}</b>.",
        ru="Я не читаю издание <b>{asked}</b>.",
    ),
    Reason.NOT_MUTED: Phrase(
        en="<b>{asked}</b> is not muted. /mute shows what is.",
        tr="<b>{asked}</b> susturulmuş değil. Susturulanlar: /mute",
        uk="<b>{asked}</b> не приглушено. Що приглушено: /mute",
        ru="<b>{asked}</b> не заглушено. Что заглушено: /mute",
    ),
    Reason.UNKNOWN_TOPIC: Phrase(
        en="There is no topic called <b>{asked}</b>.",
        tr="<b>{asked}</b> adlı bir konu yok.",
        uk="Теми <b>{asked}</b> немає.",
        ru="Темы <b>{asked}</b> нет.",
    ),
    Reason.UNKNOWN_ARTICLE: Phrase(
        en="I know no article called <b>{asked}</b>.",
        tr="<b>{asked}</b> adlı bir makale bilmiyorum.",
        uk="Статті <b>{asked}</b> я не знаю.",
        ru="Статьи <b>{asked}</b> я не знаю.",
    ),
    Reason.UNKNOWN_STORY: Phrase(
        en="I know no story called <b>{asked}</b>.",
        tr="<b>{asked}</b> adlı bir haber bilmiyorum.",
        uk="Події <b>{asked}</b> я не знаю.",
        ru="События <b>{asked}</b> я не знаю.",
    ),
    Reason.ONE_STORY: Phrase(
        en="<b>{asked}</b> is that story already.",
        tr="<b>{asked}</b> zaten o haber.",
        uk="<b>{asked}</b> — вже та сама подія.",
        ru="<b>{asked}</b> — уже то самое событие.",
    ),
    Reason.OTHER_STORY: Phrase(
        en="<b>{asked}</b> stands in another story than the first article. One story at a time, please.",
        tr="<b>{asked}</b> ilk makaleden başka bir haberde. Lütfen bir seferde bir haber.",
        uk="<b>{asked}</b> належить до іншої події, ніж перша стаття. Будь ласка, по одній події.",
        ru="<b>{asked}</b> относится к другому событию, чем первая статья. Пожалуйста, по одному событию.",
    ),
    Reason.WHOLE_STORY: Phrase(
        en="These are all the articles of <b>{asked}</b>: nothing would be left of it.",
        tr="Bunlar <b>{asked}</b> haberinin bütün makaleleri: geriye bir şey kalmazdı.",
        uk="Це всі статті події <b>{asked}</b>: від неї нічого не лишилося б.",
        ru="Это все статьи события <b>{asked}</b>: от него ничего не осталось бы.",
    ),
    Reason.NOTHING_TOLD: Phrase(
        en="I have told you nothing yet. Reply with /why to an alert.",
        tr="Size henüz bir şey duyurmadım. Bir uyarıyı /why ile yanıtlayın.",
        uk="Я ще ні про що вас не сповіщав. Відповідайте /why на сповіщення.",
        ru="Я ещё ни о чём вам не сообщал. Отвечайте /why на оповещение.",
    ),
}
