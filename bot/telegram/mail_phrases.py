"""What the bot says about the digest by mail. See `phrases`."""

from __future__ import annotations

from bot.verbs import Asking
from channels.rendering.phrases import Phrase

HOW = Phrase(
    en="Your topics once a day by mail: <code>/email ayse@example.org</code>; no more: <code>/email off</code>.",
    tr="Konularınız günde bir e-posta ile: <code>/email ayse@example.org</code>; bitirmek için: <code>/email off</code>.",
    uk="Ваші теми раз на день поштою: <code>/email olena@example.org</code>; припинити: <code>/email off</code>.",
    ru="Ваши темы раз в день почтой: <code>/email olga@example.org</code>; прекратить: <code>/email off</code>.",
)
PRIVATE_ONLY = Phrase(
    en="An address is nothing for a group: tell me in a private chat.",
    tr="E-posta adresi gruba göre değil: bana özel sohbette yazın.",
    uk="Адреса — не для групи: напишіть мені в особистому чаті.",
    ru="Адрес — не для группы: напишите мне в личном чате.",
)
NOT_SET_UP = Phrase(
    en="This Tellal sends no mail: whoever runs it has not set it up. Nothing was kept.",
    tr="Bu Tellal e-posta göndermiyor: işleten kişi kurmamış. Hiçbir şey saklanmadı.",
    uk="Цей Tellal не надсилає пошти: адміністратор її не налаштував. Нічого не збережено.",
    ru="Этот Tellal не отправляет почту: администратор её не настроил. Ничего не сохранено.",
)
TOO_MANY = Phrase(
    en="You have asked for {n} mailboxes already; that is the most.",
    tr="Zaten {n} posta kutusu istediniz; daha fazlası olmaz.",
    uk="Ви вже вказали {n} скриньки; більше не можна.",
    ru="Вы уже указали {n} ящика; больше нельзя.",
)
ASKED = {
    Asking.ASKED: Phrase(
        en="✉️ A letter is on its way to {address}: the digest begins once you click the link in it.",
        tr="✉️ {address} adresine bir e-posta yola çıktı: özet, içindeki bağlantıya tıklayınca başlar.",
        uk="✉️ Лист на {address} уже в дорозі: дайджест почнеться, щойно ви натиснете посилання в ньому.",
        ru="✉️ Письмо на {address} уже в пути: дайджест начнётся, как только вы нажмёте ссылку в нём.",
    ),
    Asking.TOO_SOON: Phrase(
        en="✉️ I wrote to {address} less than an hour ago; please look there, in the spam too.",
        tr="✉️ {address} adresine bir saatten kısa süre önce yazdım; istenmeyen e-postalara da bakın.",
        uk="✉️ Я писав на {address} менш ніж годину тому; погляньте також у спамі.",
        ru="✉️ Я писал на {address} меньше часа назад; посмотрите и в спаме.",
    ),
    Asking.READS_ALREADY: Phrase(
        en="✉️ {address} gets the digest already.",
        tr="✉️ {address} özeti zaten alıyor.",
        uk="✉️ {address} вже отримує дайджест.",
        ru="✉️ {address} уже получает дайджест.",
    ),
}
READS = Phrase(
    en="✉️ {address} gets the digest.",
    tr="✉️ {address} özeti alıyor.",
    uk="✉️ {address} отримує дайджест.",
    ru="✉️ {address} получает дайджест.",
)
WAITS = Phrase(
    en="✉️ {address} is not confirmed yet.",
    tr="✉️ {address} henüz onaylamadı.",
    uk="✉️ {address} ще не підтверджено.",
    ru="✉️ {address} ещё не подтверждён.",
)
OUT_OF_REACH = Phrase(
    en="✉️ {address} gets nothing any more: it left, or mails came back.",
    tr="✉️ {address} artık bir şey almıyor: abonelikten çıkıldı ya da e-postalar geri döndü.",
    uk="✉️ {address} більше нічого не отримує: відписка або листи повернулися.",
    ru="✉️ {address} больше ничего не получает: отписка или письма вернулись.",
)
LEFT = Phrase(
    en="✉️ No more mail to {address}.",
    tr="✉️ {address} adresine artık e-posta gönderilmeyecek.",
    uk="✉️ На {address} листів більше не буде.",
    ru="✉️ На {address} писем больше не будет.",
)
NONE = Phrase(
    en="No mail goes out for you.",
    tr="Sizin için giden e-posta yok.",
    uk="Пошта для вас не надсилається.",
    ru="Почта для вас не отправляется.",
)

DO_EMAIL = Phrase(en="your topics once a day by mail", tr="konularınız e-posta ile", uk="ваші теми поштою", ru="ваши темы почтой")
