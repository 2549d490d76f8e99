"""What the bot says to subscribers, in the languages it speaks. Columns are checked by the type; `{names}` by a test.

Phrases hold HTML; what is filled in was escaped by whoever fills it in.
"""

from __future__ import annotations

from channels.rendering.phrases import Counted, Phrase

WELCOME = Phrase(
    en="👋 I am <b>Tellal</b>, a town crier for the news of many languages. "
    "Tell me what you care about, and I tell you each story <b>once</b>, in your language, whoever reports it first.",
    tr="👋 Ben <b>Tellal</b>; birçok dildeki haberlerin tellalıyım. "
    "İlgilendiğiniz konuyu söyleyin; ilk kim yazarsa yazsın, her haberi <b>bir kez</b> ve kendi dilinizde duyurayım.",
    uk="👋 Я <b>Tellal</b> — глашатай новин різними мовами. "
    "Скажіть, що вам цікаво, і про кожну подію я сповіщу <b>один раз</b>, вашою мовою, хто б не написав першим.",
    ru="👋 Я <b>Tellal</b> — глашатай новостей на разных языках. "
    "Скажите, что вам интересно, и о каждом событии я сообщу <b>один раз</b>, на вашем языке, кто бы ни написал первым.",
)
WELCOME_BACK = Phrase(
    en="👋 Good to have you back. What you followed before, you follow again.",
    tr="👋 Tekrar hoş geldiniz. Daha önce takip ettiğiniz konular duruyor.",
    uk="👋 Радий, що ви повернулися. Усе, за чим ви стежили, лишилося.",
    ru="👋 Рад, что вы вернулись. Всё, за чем вы следили, сохранилось.",
)
FIRST_STEPS = Phrase(
    en="Pick a topic, or write your own: <code>/follow earthquake</code>",
    tr="Bir konu seçin ya da kendiniz yazın: <code>/follow deprem</code>",
    uk="Оберіть тему або напишіть власну: <code>/follow землетрус</code>",
    ru="Выберите тему или напишите свою: <code>/follow землетрясение</code>",
)
HELP_HEAD = Phrase(en="<b>What I understand</b>", tr="<b>Anladığım komutlar</b>", uk="<b>Що я розумію</b>", ru="<b>Что я понимаю</b>")
HELP_ADMIN = Phrase(en="<b>For admins</b>", tr="<b>Yöneticiler için</b>", uk="<b>Для адміністраторів</b>", ru="<b>Для администраторов</b>")
HELP_QUERIES = Phrase(
    en='A topic is a search: words that must all occur, <code>"an exact phrase"</code>, <code>OR</code>, '
    "<code>-not</code> and (parentheses). I look in every language.",
    tr='Konu bir aramadır: hepsi geçmesi gereken kelimeler, <code>"tam ifade"</code>, <code>OR</code> (veya), '
    "<code>-hariç</code> ve (parantez). Her dilde ararım.",
    uk='Тема — це пошук: слова, які мають трапитися всі, <code>"точна фраза"</code>, <code>OR</code> (або), '
    "<code>-крім</code> і (дужки). Я шукаю всіма мовами.",
    ru='Тема — это поиск: слова, которые должны встретиться все, <code>"точная фраза"</code>, <code>OR</code> (или), '
    "<code>-кроме</code> и (скобки). Я ищу на всех языках.",
)

# --- topics ---------------------------------------------------------------------------------------------------------

TOPICS_HEAD = Phrase(
    en="<b>Topics ready to follow</b>",
    tr="<b>Takip edebileceğiniz konular</b>",
    uk="<b>Готові теми</b>",
    ru="<b>Готовые темы</b>",
)
TOPICS_NONE = Phrase(
    en="There are no ready topics here; write your own: <code>/follow earthquake</code>",
    tr="Hazır konu yok; kendiniz yazın: <code>/follow deprem</code>",
    uk="Готових тем немає; напишіть власну: <code>/follow землетрус</code>",
    ru="Готовых тем нет; напишите свою: <code>/follow землетрясение</code>",
)
FOLLOWED = Phrase(
    en="✅ You follow <b>{topic}</b>. I will tell you once per story.",
    tr="✅ Artık <b>{topic}</b> konusunu takip ediyorsunuz. Her haberi bir kez duyuracağım.",
    uk="✅ Ви стежите за темою <b>{topic}</b>. Про кожну подію сповіщу один раз.",
    ru="✅ Вы следите за темой <b>{topic}</b>. О каждом событии сообщу один раз.",
)
FOLLOWED_ALREADY = Phrase(
    en="You follow <b>{topic}</b> already.",
    tr="<b>{topic}</b> konusunu zaten takip ediyorsunuz.",
    uk="Ви вже стежите за темою <b>{topic}</b>.",
    ru="Вы уже следите за темой <b>{topic}</b>.",
)
FOLLOWED_OWN = Phrase(
    en="✅ New topic: <b>{topic}</b>. I look for it in every language I read.",
    tr="✅ Yeni konu: <b>{topic}</b>. Okuduğum bütün dillerde arayacağım.",
    uk="✅ Нова тема: <b>{topic}</b>. Шукатиму її всіма мовами, якими читаю.",
    ru="✅ Новая тема: <b>{topic}</b>. Буду искать её на всех языках, на которых читаю.",
)
MEANT = Phrase(
    en="Or did you mean the ready topic {topics}?",
    tr="Yoksa hazır konulardan {topics} mi demek istediniz?",
    uk="Чи ви мали на увазі готову тему {topics}?",
    ru="Или вы имели в виду готовую тему {topics}?",
)
NAME_ASKED = Phrase(
    en="A capitalised word is a name to me and meets only capitalised words. For the word itself: {words}",
    tr="Büyük harfle başlayan kelimeyi özel ad sayarım; yalnız büyük harfle yazılmış olanı bulurum. Kelimenin kendisi için: {words}",
    uk="Слово з великої літери я вважаю власною назвою і знаходжу лише з великої. Щоб шукати саме слово: {words}",
    ru="Слово с заглавной буквы я считаю именем собственным и нахожу только с заглавной. Чтобы искать само слово: {words}",
)
TOPIC_USAGE = Phrase(
    en="What would a search have found? <code>/topic test earthquake OR flood</code>",
    tr="Bir arama neleri bulurdu? <code>/topic test deprem OR sel</code>",
    uk="Що знайшов би пошук? <code>/topic test землетрус OR повінь</code>",
    ru="Что нашёл бы поиск? <code>/topic test землетрясение OR наводнение</code>",
)
TRIED = Counted(
    en={
        "one": "<b>{n} report of {asked}</b> in {days} days would match",
        "other": "<b>{n} reports of {asked}</b> in {days} days would match",
    },
    tr={"other": "Son {days} günün {asked} haberinden <b>{n} tanesi</b> eşleşirdi"},
    uk={
        "one": "Підійшла б <b>{n} публікація з {asked}</b> за {days} дн.",
        "few": "Підійшли б <b>{n} публікації з {asked}</b> за {days} дн.",
        "many": "Підійшло б <b>{n} публікацій з {asked}</b> за {days} дн.",
        "other": "Підійшло б <b>{n} публікації з {asked}</b> за {days} дн.",
    },
    ru={
        "one": "Подошла бы <b>{n} публикация из {asked}</b> за {days} дн.",
        "few": "Подошли бы <b>{n} публикации из {asked}</b> за {days} дн.",
        "many": "Подошло бы <b>{n} публикаций из {asked}</b> за {days} дн.",
        "other": "Подошло бы <b>{n} публикации из {asked}</b> за {days} дн.",
    },
)
UNFOLLOWED = Phrase(
    en="You no longer follow <b>{topic}</b>.",
    tr="<b>{topic}</b> konusunu artık takip etmiyorsunuz.",
    uk="Ви більше не стежите за темою <b>{topic}</b>.",
    ru="Вы больше не следите за темой <b>{topic}</b>.",
)
UNFOLLOW_WHICH = Phrase(
    en="Which topic shall I drop?", tr="Hangi konuyu bırakayım?", uk="За чим більше не стежити?", ru="За чем больше не следить?"
)
LIST_HEAD = Phrase(
    en="<b>You follow</b>", tr="<b>Takip ettikleriniz</b>", uk="<b>Ви стежите за темами</b>", ru="<b>Вы следите за темами</b>"
)
LIST_EMPTY = Phrase(
    en="You follow nothing yet. /topics shows what is ready.",
    tr="Henüz bir konu takip etmiyorsunuz. Hazır konular: /topics",
    uk="Ви ще ні за чим не стежите. Готові теми: /topics",
    ru="Вы пока ни за чем не следите. Готовые темы: /topics",
)
IN_DIGEST = Phrase(en="in the digest", tr="özette", uk="у дайджесті", ru="в дайджесте")
BAD_QUERY = Phrase(
    en="I cannot read this search:", tr="Bu aramayı anlayamadım:", uk="Не можу прочитати цей пошук:", ru="Не могу прочитать этот запрос:"
)
TRY = Phrase(en="Try: {words}", tr="Şunu deneyin: {words}", uk="Спробуйте: {words}", ru="Попробуйте: {words}")

# --- language -------------------------------------------------------------------------------------------------------

LANGUAGE_WHICH = Phrase(
    en="I speak {name} with you. Another language?",
    tr="Sizinle konuştuğum dil: {name}. Başka bir dil?",
    uk="Мова наших розмов: {name}. Обрати іншу?",
    ru="Язык нашего общения: {name}. Выбрать другой?",
)
LANGUAGE_SET = Phrase(
    en="✅ From now on I speak {name} with you.",
    tr="✅ Bundan sonra sizinle bu dilde konuşacağım: {name}.",
    uk="✅ Відтепер мова наших розмов: {name}.",
    ru="✅ Теперь язык нашего общения: {name}.",
)

# --- stories --------------------------------------------------------------------------------------------------------

LATEST_HEAD = Phrase(
    en="<b>Latest in your topics</b>",
    tr="<b>Konularınızda son haberler</b>",
    uk="<b>Останнє за вашими темами</b>",
    ru="<b>Последнее по вашим темам</b>",
)
LATEST_ALL_HEAD = Phrase(
    en="<b>Nothing in your topics yet. Latest of all:</b>",
    tr="<b>Konularınızda henüz haber yok. Genel olarak son haberler:</b>",
    uk="<b>За вашими темами ще нічого немає. Останні події загалом:</b>",
    ru="<b>По вашим темам пока ничего нет. Последние события вообще:</b>",
)
LATEST_NONE = Phrase(
    en="No stories yet; the feeds are still being read.",
    tr="Henüz haber yok; kaynaklar okunuyor.",
    uk="Подій ще немає: стрічки саме читаються.",
    ru="Событий пока нет: ленты как раз читаются.",
)
WHY_TOPIC = Phrase(
    en="You heard of it because you follow {topics}.",
    tr="{topics} konusunu takip ettiğiniz için duydunuz.",
    uk="Ви отримали це, бо стежите за темою {topics}.",
    ru="Вы получили это, потому что следите за темой {topics}.",
)
WHY_WORDS = Phrase(
    en="Words that matched: {words}", tr="Eşleşen kelimeler: {words}", uk="Слова, що збіглися: {words}", ru="Совпавшие слова: {words}"
)
WHY_NOT_TOLD = Phrase(
    en="I did not tell you this story.",
    tr="Bu haberi size duyurmadım.",
    uk="Я не сповіщав вас про цю подію.",
    ru="Я не сообщал вам об этом событии.",
)
WHY_REPORTS = Phrase(
    en="Why these reports are one story:",
    tr="Bu haberler neden tek haber:",
    uk="Чому ці повідомлення — одна подія:",
    ru="Почему эти сообщения — одно событие:",
)
ORIGINALS_HEAD = Phrase(en="<b>Originals</b>", tr="<b>Özgün metinler</b>", uk="<b>Оригінали</b>", ru="<b>Оригиналы</b>")

# --- not understood, not allowed ------------------------------------------------------------------------------------

UNKNOWN_COMMAND = Phrase(
    en="I do not know {command}. /help shows what I understand.",
    tr="{command} komutunu bilmiyorum. Anladıklarım: /help",
    uk="Я не знаю команди {command}. Що я розумію: /help",
    ru="Я не знаю команды {command}. Что я понимаю: /help",
)
DID_YOU_MEAN = Phrase(en="Did you mean {names}?", tr="Bunu mu demek istediniz: {names}?", uk="Може, {names}?", ru="Может быть, {names}?")
PLAIN_WORDS = Phrase(
    en="Shall I look out for <b>{words}</b> in the news?",
    tr="Haberlerde <b>{words}</b> geçince duyurayım mı?",
    uk="Стежити за новинами про <b>{words}</b>?",
    ru="Следить за новостями про <b>{words}</b>?",
)
FOLLOW_BUTTON = Phrase(en="🔔 Follow", tr="🔔 Takip et", uk="🔔 Стежити", ru="🔔 Следить")
ADMINS_ONLY = Phrase(
    en="Only those who run this bot may do that.",
    tr="Bunu yalnızca botun yöneticileri yapabilir.",
    uk="Це можуть лише адміністратори бота.",
    ru="Это могут только администраторы бота.",
)
GROUP_ADMINS_ONLY = Phrase(
    en="In a group only its admins may change what it follows.",
    tr="Grupta takip edilen konuları yalnızca grup yöneticileri değiştirebilir.",
    uk="У групі теми можуть змінювати лише її адміністратори.",
    ru="В группе темы могут менять только её администраторы.",
)
OLD_BUTTON = Phrase(
    en="This button no longer does anything.",
    tr="Bu düğme artık çalışmıyor.",
    uk="Ця кнопка вже не діє.",
    ru="Эта кнопка больше не действует.",
)
GAVE_UP = Phrase(
    en="Something went wrong on my side, and I could not do that. It was written down for my admins.",
    tr="Benden kaynaklanan bir sorun oldu, bunu yapamadım. Yöneticiler için not ettim.",
    uk="Сталася помилка на моєму боці, я не зміг цього зробити. Адміністратори про це дізнаються.",
    ru="Произошла ошибка на моей стороне, я не смог этого сделать. Администраторы об этом узнают.",
)

# --- the menu -------------------------------------------------------------------------------------------------------

DO_START = Phrase(en="begin", tr="başla", uk="почати", ru="начать")
DO_HELP = Phrase(en="what I understand", tr="anladığım komutlar", uk="що я розумію", ru="что я понимаю")
DO_TOPICS = Phrase(en="topics ready to follow", tr="hazır konular", uk="готові теми", ru="готовые темы")
DO_TOPIC = Phrase(
    en="test: what a search would have found; share: a link",
    tr="test: bir arama neleri bulurdu; share: bağlantı",
    uk="test: що знайшов би пошук; share: посилання",
    ru="test: что нашёл бы поиск; share: ссылка",
)
DO_FOLLOW = Phrase(
    en="follow a topic or your own words",
    tr="bir konuyu ya da kendi kelimelerinizi takip et",
    uk="стежити за темою чи власними словами",
    ru="следить за темой или своими словами",
)
DO_UNFOLLOW = Phrase(en="stop following", tr="takibi bırak", uk="більше не стежити", ru="больше не следить")
DO_LIST = Phrase(en="what you follow", tr="takip ettikleriniz", uk="за чим ви стежите", ru="за чем вы следите")
DO_LANG = Phrase(en="your language", tr="diliniz", uk="ваша мова", ru="ваш язык")
DO_LATEST = Phrase(
    en="latest stories in your topics",
    tr="konularınızda son haberler",
    uk="останні події за вашими темами",
    ru="последние события по вашим темам",
)
DO_WHY = Phrase(
    en="why you got a story (as a reply to it)",
    tr="haber neden geldi (habere yanıt olarak)",
    uk="чому ви отримали новину (у відповідь на неї)",
    ru="почему вы получили новость (в ответ на неё)",
)

STORIES_MORE = Counted(
    en={"one": "and {n} more", "other": "and {n} more"},
    tr={"other": "ve {n} tane daha"},
    uk={"one": "і ще {n}", "few": "і ще {n}", "many": "і ще {n}", "other": "і ще {n}"},
    ru={"one": "и ещё {n}", "few": "и ещё {n}", "many": "и ещё {n}", "other": "и ещё {n}"},
)
