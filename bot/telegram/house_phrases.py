"""What the bot says to its admins about the house: numbers, who listens, a word to all, copies, the log."""

from __future__ import annotations

from channels.rendering.phrases import Counted, Phrase
from news.deliveries import DeliveryState

DO_STATS = Phrase(en="numbers", tr="sayılar", uk="показники", ru="показатели")
DO_SUBSCRIBERS = Phrase(en="who listens", tr="kimler dinliyor", uk="хто слухає", ru="кто слушает")
DO_BROADCAST = Phrase(
    en="say something to everybody: WORDS",
    tr="herkese bir şey söyle: METİN",
    uk="сказати щось усім: ТЕКСТ",
    ru="сказать что-то всем: ТЕКСТ",
)
DO_BACKUP = Phrase(en="copy the store", tr="veritabanını kopyala", uk="скопіювати базу", ru="скопировать базу")
DO_LOGLEVEL = Phrase(
    en="how much the log says", tr="günlük ne kadar ayrıntılı", uk="наскільки докладний журнал", ru="насколько подробен журнал"
)

STATS_LISTENERS = Phrase(
    en="Listening: <b>{listening}</b> · paused: {paused} · gone: {gone}",
    tr="Dinleyen: <b>{listening}</b> · ara veren: {paused} · giden: {gone}",
    uk="Слухають: <b>{listening}</b> · на паузі: {paused} · пішли: {gone}",
    ru="Слушают: <b>{listening}</b> · на паузе: {paused} · ушли: {gone}",
)
STATS_LANGUAGES = Phrase(en="Languages: {counts}", tr="Diller: {counts}", uk="Мови: {counts}", ru="Языки: {counts}")
STATS_CHANNELS = Phrase(en="Channels: {counts}", tr="Kanallar: {counts}", uk="Канали: {counts}", ru="Каналы: {counts}")
STATS_FOLLOWED = Phrase(
    en="Most followed: {counts}",
    tr="En çok takip edilen: {counts}",
    uk="Найпопулярніші теми: {counts}",
    ru="Самые популярные темы: {counts}",
)
STATS_STORIES = Phrase(
    en="Stories of the last 24 hours: {stories}, {several} of them by several outlets",
    tr="Son 24 saatin haberleri: {stories}; birden çok kaynaktan: {several}",
    uk="Події за 24 години: {stories}, з них від кількох джерел: {several}",
    ru="События за 24 часа: {stories}, из них от нескольких источников: {several}",
)
STATS_FEEDS = Phrase(en="Feeds: {counts}", tr="Kaynaklar: {counts}", uk="Стрічки: {counts}", ru="Ленты: {counts}")

STATES = {
    DeliveryState.DUE: Phrase(en="due", tr="sırada", uk="у черзі", ru="в очереди"),
    DeliveryState.LEASED: Phrase(en="taken up", tr="ele alındı", uk="узято", ru="взято"),
    DeliveryState.SENDING: Phrase(en="being sent", tr="gönderiliyor", uk="надсилається", ru="отправляется"),
    DeliveryState.SENT: Phrase(en="sent", tr="gönderildi", uk="надіслано", ru="отправлено"),
    DeliveryState.DEAD: Phrase(en="given up", tr="vazgeçildi", uk="відкинуто", ru="отброшено"),
    DeliveryState.UNKNOWN: Phrase(en="unknown", tr="belirsiz", uk="невідомо", ru="неизвестно"),
}

LISTENERS_HEAD = Counted(
    en={"one": "<b>{n} subscriber</b>", "other": "<b>{n} subscribers</b>"},
    tr={"other": "<b>{n} abone</b>"},
    uk={
        "one": "<b>{n} підписник</b>",
        "few": "<b>{n} підписники</b>",
        "many": "<b>{n} підписників</b>",
        "other": "<b>{n} підписника</b>",
    },
    ru={
        "one": "<b>{n} подписчик</b>",
        "few": "<b>{n} подписчика</b>",
        "many": "<b>{n} подписчиков</b>",
        "other": "<b>{n} подписчика</b>",
    },
)
LISTENERS_PAGE = Phrase(
    en="Page {page} of {pages}", tr="Sayfa {page}/{pages}", uk="Сторінка {page} з {pages}", ru="Страница {page} из {pages}"
)
TOPICS = Counted(
    en={"one": "{n} topic", "other": "{n} topics"},
    tr={"other": "{n} konu"},
    uk={"one": "{n} тема", "few": "{n} теми", "many": "{n} тем", "other": "{n} теми"},
    ru={"one": "{n} тема", "few": "{n} темы", "many": "{n} тем", "other": "{n} темы"},
)

BROADCAST_HOW = Phrase(
    en="What shall I say? <code>/broadcast words</code>. You see it first.",
    tr="Ne söyleyeyim? <code>/broadcast metin</code>. Önce siz görürsünüz.",
    uk="Що сказати? <code>/broadcast текст</code>. Спершу побачите ви.",
    ru="Что сказать? <code>/broadcast текст</code>. Сначала увидите вы.",
)
BROADCAST_ASK = Counted(
    en={"one": "This goes to <b>{n} subscriber</b>. Shall I send it?", "other": "This goes to <b>{n} subscribers</b>. Shall I send it?"},
    tr={"other": "Bu, <b>{n} aboneye</b> gidecek. Göndereyim mi?"},
    uk={
        "one": "Це отримає <b>{n} підписник</b>. Надіслати?",
        "few": "Це отримають <b>{n} підписники</b>. Надіслати?",
        "many": "Це отримають <b>{n} підписників</b>. Надіслати?",
        "other": "Це отримають <b>{n} підписника</b>. Надіслати?",
    },
    ru={
        "one": "Это получит <b>{n} подписчик</b>. Отправить?",
        "few": "Это получат <b>{n} подписчика</b>. Отправить?",
        "many": "Это получат <b>{n} подписчиков</b>. Отправить?",
        "other": "Это получат <b>{n} подписчика</b>. Отправить?",
    },
)
BROADCAST_BUTTON = Phrase(en="📣 Send to all", tr="📣 Herkese gönder", uk="📣 Надіслати всім", ru="📣 Отправить всем")
BROADCAST_SAID = Counted(
    en={"one": "📣 On its way to {n} subscriber.", "other": "📣 On its way to {n} subscribers."},
    tr={"other": "📣 {n} aboneye gidiyor."},
    uk={
        "one": "📣 Надсилаю {n} підписнику.",
        "few": "📣 Надсилаю {n} підписникам.",
        "many": "📣 Надсилаю {n} підписникам.",
        "other": "📣 Надсилаю {n} підписника.",
    },
    ru={
        "one": "📣 Отправляю {n} подписчику.",
        "few": "📣 Отправляю {n} подписчикам.",
        "many": "📣 Отправляю {n} подписчикам.",
        "other": "📣 Отправляю {n} подписчика.",
    },
)
BACKED_UP = Phrase(
    en="💾 Copied to <code>{path}</code> ({size} MB).",
    tr="💾 Kopyalandı: <code>{path}</code> ({size} MB).",
    uk="💾 Скопійовано до <code>{path}</code> ({size} МБ).",
    ru="💾 Скопировано в <code>{path}</code> ({size} МБ).",
)
LOGLEVEL_WHICH = Phrase(
    en="How much shall the log say?",
    tr="Günlük ne kadar ayrıntılı olsun?",
    uk="Наскільки докладним має бути журнал?",
    ru="Насколько подробным должен быть журнал?",
)
LOGLEVEL_SET = Phrase(
    en="From now on, until the next start, the log says <b>{level}</b> and above.",
    tr="Günlük bundan sonra, yeniden başlatılana dek <b>{level}</b> ve üstünü yazar.",
    uk="Відтепер і до перезапуску журнал пише <b>{level}</b> і вище.",
    ru="Теперь и до перезапуска журнал пишет <b>{level}</b> и выше.",
)
