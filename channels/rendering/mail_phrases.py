"""What mails say besides their stories, in the languages Tellal speaks."""

from __future__ import annotations

from channels.rendering.phrases import Phrase

WHY_THIS_MAIL = Phrase(
    en="You get this mail because you asked Tellal for it.",
    tr="Bu e-postayı Tellal’dan istediğiniz için alıyorsunuz.",
    uk="Ви отримуєте цей лист, бо замовили його в Tellal.",
    ru="Вы получаете это письмо, потому что заказали его в Tellal.",
)
PREFERENCES = Phrase(en="Topics, hour, language", tr="Konular, saat, dil", uk="Теми, час, мова", ru="Темы, час, язык")
LEAVE = Phrase(en="Unsubscribe", tr="Abonelikten çık", uk="Відписатися", ru="Отписаться")
