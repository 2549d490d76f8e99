"""What the bot says about when and how a subscriber wants to hear, in the languages it speaks. See `phrases`."""

from __future__ import annotations

from channels.rendering.phrases import Counted, Phrase
from news.subscribers import MuteKind

# --- pause ----------------------------------------------------------------------------------------------------------

PAUSED = Phrase(
    en="⏸ I keep quiet. What comes meanwhile waits for you; /resume tells it all in one.",
    tr="⏸ Susuyorum. Bu arada gelenler sizi bekler; /resume hepsini bir arada anlatır.",
    uk="⏸ Мовчу. Усе, що надійде, чекатиме на вас; /resume розповість про все разом.",
    ru="⏸ Молчу. Всё, что придёт, подождёт вас; /resume расскажет обо всём сразу.",
)
PAUSED_ALREADY = Phrase(
    en="⏸ I am keeping quiet already. /resume ends it.",
    tr="⏸ Zaten susuyorum. Bitirmek için: /resume",
    uk="⏸ Я вже мовчу. Припинити: /resume",
    ru="⏸ Я уже молчу. Прекратить: /resume",
)
RESUMED = Phrase(
    en="▶️ I speak again. Nothing came meanwhile.",
    tr="▶️ Yeniden konuşuyorum. Bu arada bir şey gelmedi.",
    uk="▶️ Знову сповіщаю. Тим часом нічого не надійшло.",
    ru="▶️ Снова сообщаю. За это время ничего не пришло.",
)
RESUMED_WITH = Counted(
    en={"one": "▶️ I speak again. {n} story waited; here it comes.", "other": "▶️ I speak again. {n} stories waited; here they come."},
    tr={"other": "▶️ Yeniden konuşuyorum. {n} haber sizi bekledi; şimdi geliyor."},
    uk={
        "one": "▶️ Знову сповіщаю. На вас чекала {n} подія; ось вона.",
        "few": "▶️ Знову сповіщаю. На вас чекали {n} події; ось вони.",
        "many": "▶️ Знову сповіщаю. На вас чекало {n} подій; ось вони.",
        "other": "▶️ Знову сповіщаю. На вас чекало {n} події; ось вони.",
    },
    ru={
        "one": "▶️ Снова сообщаю. Вас ждало {n} событие; вот оно.",
        "few": "▶️ Снова сообщаю. Вас ждали {n} события; вот они.",
        "many": "▶️ Снова сообщаю. Вас ждало {n} событий; вот они.",
        "other": "▶️ Снова сообщаю. Вас ждало {n} события; вот они.",
    },
)
NOT_PAUSED = Phrase(
    en="▶️ I was not paused.",
    tr="▶️ Zaten duraklatılmamıştım.",
    uk="▶️ Я й не мовчав.",
    ru="▶️ Я и не молчал.",
)

# --- hours ----------------------------------------------------------------------------------------------------------

QUIET = Phrase(
    en="🌙 No alerts between <b>{hours}</b> ({zone}). What comes then is told in one when the quiet ends.",
    tr="🌙 <b>{hours}</b> arasında uyarı yok ({zone}). O sırada gelenler sessizlik bitince bir arada anlatılır.",
    uk="🌙 Без сповіщень у проміжку <b>{hours}</b> ({zone}). Усе, що надійде, я розповім разом, коли тиша скінчиться.",
    ru="🌙 Без оповещений в промежутке <b>{hours}</b> ({zone}). Всё, что придёт, расскажу сразу, когда тишина закончится.",
)
QUIET_OFF = Phrase(
    en="🔔 No quiet hours: alerts come day and night.",
    tr="🔔 Sessiz saat yok: uyarılar gece gündüz gelir.",
    uk="🔔 Тихих годин немає: сповіщення надходять удень і вночі.",
    ru="🔔 Тихих часов нет: оповещения приходят днём и ночью.",
)
QUIET_HOW = Phrase(
    en="Choose hours, or write your own: <code>/quiet 23:00-07:00</code>",
    tr="Saatleri seçin ya da kendiniz yazın: <code>/quiet 23:00-07:00</code>",
    uk="Оберіть години або напишіть власні: <code>/quiet 23:00-07:00</code>",
    ru="Выберите часы или напишите свои: <code>/quiet 23:00-07:00</code>",
)
OFF_BUTTON = Phrase(en="🔔 Off", tr="🔔 Kapat", uk="🔔 Вимкнути", ru="🔔 Выключить")
ZONE = Phrase(
    en="🕰 Your clock is that of <b>{zone}</b>; it shows {time}.",
    tr="🕰 Saatiniz <b>{zone}</b> saati; şu an {time}.",
    uk="🕰 Ваш годинник — <b>{zone}</b>; зараз {time}.",
    ru="🕰 Ваши часы — <b>{zone}</b>; сейчас {time}.",
)
ZONE_HOW = Phrase(
    en="Another one: <code>/tz Europe/Kyiv</code>, or just the city.",
    tr="Başkası için: <code>/tz Europe/Istanbul</code> ya da yalnızca şehir.",
    uk="Інший: <code>/tz Europe/Kyiv</code> або лише місто латиницею.",
    ru="Другие: <code>/tz Europe/Kyiv</code> или только город латиницей.",
)

# --- mutes ----------------------------------------------------------------------------------------------------------

MUTED = Phrase(
    en="🔕 No more of this: {what}.",
    tr="🔕 Artık duyurmuyorum: {what}.",
    uk="🔕 Більше не сповіщаю: {what}.",
    ru="🔕 Больше не сообщаю: {what}.",
)
UNMUTED = Phrase(
    en="🔔 I tell it again: {what}.",
    tr="🔔 Yeniden duyuruyorum: {what}.",
    uk="🔔 Знову сповіщаю: {what}.",
    ru="🔔 Снова сообщаю: {what}.",
)
MUTES_HEAD = Phrase(en="<b>Muted</b>", tr="<b>Susturulanlar</b>", uk="<b>Приглушено</b>", ru="<b>Заглушено</b>")
MUTES_NONE = Phrase(en="Nothing is muted.", tr="Susturulmuş bir şey yok.", uk="Нічого не приглушено.", ru="Ничего не заглушено.")
MUTE_HOW = Phrase(
    en="Mute with <code>/mute story 2d</code> (as a reply to an alert), <code>/mute outlet NAME</code>, "
    "<code>/mute topic NAME 12h</code> or <code>/mute word WORD</code>; <code>/unmute</code> takes it back.",
    tr="Susturmak için <code>/mute story 2d</code> (uyarıya yanıt olarak), <code>/mute outlet AD</code>, "
    "<code>/mute topic AD 12h</code> ya da <code>/mute word KELİME</code>; geri almak için <code>/unmute</code>.",
    uk="Приглушити: <code>/mute story 2d</code> (у відповідь на сповіщення), <code>/mute outlet НАЗВА</code>, "
    "<code>/mute topic НАЗВА 12h</code> або <code>/mute word СЛОВО</code>; повернути: <code>/unmute</code>.",
    ru="Заглушить: <code>/mute story 2d</code> (в ответ на оповещение), <code>/mute outlet НАЗВАНИЕ</code>, "
    "<code>/mute topic НАЗВАНИЕ 12h</code> или <code>/mute word СЛОВО</code>; вернуть: <code>/unmute</code>.",
)
UNTIL = Phrase(en="until {when}", tr="bitiş: {when}", uk="до {when}", ru="до {when}")
LESS_WHICH = Phrase(
    en="What shall I tell less of?", tr="Hangisini daha az duyurayım?", uk="Про що сповіщати менше?", ru="О чём сообщать меньше?"
)
MUTE_KINDS = {
    MuteKind.STORY: Phrase(en="story", tr="haber", uk="подія", ru="событие"),
    MuteKind.OUTLET: Phrase(en="outlet", tr="yayın", uk="видання", ru="издание"),
    MuteKind.TOPIC: Phrase(en="topic", tr="konu", uk="тема", ru="тема"),
    MuteKind.WORD: Phrase(en="word", tr="kelime", uk="слово", ru="слово"),
}
WHY_MUTED = Phrase(
    en="🔕 I did not tell you, because you muted it.",
    tr="🔕 Susturduğunuz için size duyurmadım.",
    uk="🔕 Я не сповістив вас, бо ви це приглушили.",
    ru="🔕 Я не сообщил вам, потому что вы это заглушили.",
)

# --- all of it ------------------------------------------------------------------------------------------------------

SETTINGS_HEAD = Phrase(en="<b>Your settings</b>", tr="<b>Ayarlarınız</b>", uk="<b>Ваші налаштування</b>", ru="<b>Ваши настройки</b>")
SETTINGS_LANGUAGE = Phrase(
    en="🗣 Language: {name} · /lang", tr="🗣 Dil: {name} · /lang", uk="🗣 Мова: {name} · /lang", ru="🗣 Язык: {name} · /lang"
)
SETTINGS_DIGEST = Phrase(
    en="📰 Digest: {time}; in it: {topics} · /digest",
    tr="📰 Özet: {time}; içinde: {topics} · /digest",
    uk="📰 Дайджест: {time}; у ньому: {topics} · /digest",
    ru="📰 Дайджест: {time}; в нём: {topics} · /digest",
)
SETTINGS_NOW = Phrase(
    en="🔔 At once: {topics} · /list", tr="🔔 Anında: {topics} · /list", uk="🔔 Одразу: {topics} · /list", ru="🔔 Сразу: {topics} · /list"
)
SETTINGS_MUTES = Phrase(
    en="🔕 Muted: {n} · /mute", tr="🔕 Susturulan: {n} · /mute", uk="🔕 Приглушено: {n} · /mute", ru="🔕 Заглушено: {n} · /mute"
)
NO_TOPICS = Phrase(en="nothing", tr="hiçbir şey", uk="нічого", ru="ничего")
VERSION = Phrase(en="Tellal {version}", tr="Tellal {version}", uk="Tellal {version}", ru="Tellal {version}")

# --- pace, and an end -----------------------------------------------------------------------------------------------

PACE_WHICH = Phrase(
    en="Tap a topic to move it between alerts (🔔) and the daily digest (📰).",
    tr="Anlık uyarı (🔔) ile günlük özet (📰) arasında değiştirmek için bir konuya dokunun.",
    uk="Торкніться теми, щоб перенести її між сповіщеннями (🔔) і щоденним дайджестом (📰).",
    ru="Нажмите на тему, чтобы перенести её между оповещениями (🔔) и ежедневным дайджестом (📰).",
)
PACE_DIGEST = Phrase(
    en="📰 <b>{topic}</b> stands in the digest from now on.",
    tr="📰 <b>{topic}</b> artık özette yer alacak.",
    uk="📰 <b>{topic}</b> відтепер буде в дайджесті.",
    ru="📰 <b>{topic}</b> теперь будет в дайджесте.",
)
PACE_NOW = Phrase(
    en="🔔 I tell <b>{topic}</b> at once from now on.",
    tr="🔔 <b>{topic}</b> artık anında duyurulacak.",
    uk="🔔 Про <b>{topic}</b> відтепер сповіщаю одразу.",
    ru="🔔 О <b>{topic}</b> теперь сообщаю сразу.",
)
UNFOLLOW_ALL_ASK = Phrase(
    en="Shall I drop all your topics ({n})? Your own ones will be forgotten.",
    tr="Bütün konularınızı bırakayım mı ({n})? Kendi yazdıklarınız silinir.",
    uk="Прибрати всі ваші теми ({n})? Власні буде забуто.",
    ru="Убрать все ваши темы ({n})? Собственные будут забыты.",
)
UNFOLLOW_ALL_BUTTON = Phrase(en="✖️ Drop all", tr="✖️ Hepsini bırak", uk="✖️ Прибрати всі", ru="✖️ Убрать все")
UNFOLLOWED_ALL = Phrase(
    en="You follow nothing any more. /topics shows what is ready.",
    tr="Artık hiçbir konuyu takip etmiyorsunuz. Hazır konular: /topics",
    uk="Ви більше ні за чим не стежите. Готові теми: /topics",
    ru="Вы больше ни за чем не следите. Готовые темы: /topics",
)

# --- the menu -------------------------------------------------------------------------------------------------------

DO_PAUSE = Phrase(
    en="keep quiet until /resume", tr="/resume yazana kadar sus", uk="мовчати до команди /resume", ru="молчать до команды /resume"
)
DO_QUIET = Phrase(en="hours without alerts", tr="uyarısız saatler", uk="години без сповіщень", ru="часы без оповещений")
DO_TZ = Phrase(en="your time zone", tr="saat diliminiz", uk="ваш часовий пояс", ru="ваш часовой пояс")
DO_MUTE = Phrase(
    en="no more of a story, outlet, topic or word",
    tr="bir haberi, yayını, konuyu ya da kelimeyi sustur",
    uk="приглушити подію, видання, тему чи слово",
    ru="заглушить событие, издание, тему или слово",
)
DO_UNMUTE = Phrase(en="hear of it again", tr="susturmayı geri al", uk="повернути приглушене", ru="вернуть заглушённое")
DO_SETTINGS = Phrase(en="everything you have set", tr="bütün ayarlarınız", uk="усі ваші налаштування", ru="все ваши настройки")
DO_DIGEST = Phrase(
    en="which topics come once a day", tr="günde bir gelen konular", uk="теми, що надходять раз на день", ru="темы, приходящие раз в день"
)
DO_UNFOLLOW_ALL = Phrase(en="stop following everything", tr="hepsini bırak", uk="прибрати всі теми", ru="убрать все темы")
DO_VERSION = Phrase(en="which Tellal this is", tr="Tellal sürümü", uk="версія Tellal", ru="версия Tellal")
DO_RESUME = Phrase(
    en="speak again, and tell what waited", tr="yeniden konuş, bekleyenleri anlat", uk="знову сповіщати", ru="снова сообщать"
)
