"""What Tellal writes to a mail address besides digests."""

from __future__ import annotations

from news.phrases import Phrase

CONFIRM_SUBJECT = Phrase(
    en="Confirm your daily digest from Tellal",
    tr="Tellal’dan günlük özetinizi onaylayın",
    uk="Підтвердьте щоденний дайджест від Tellal",
    ru="Подтвердите ежедневный дайджест от Tellal",
)
CONFIRM_WORDS = Phrase(
    en="Somebody, we hope you, asked for a daily digest to {address}.\nOpen the page below and confirm. Without that nothing more is sent; the link holds"
    " for three days.",
    tr="Biri, umarız siz, {address} adresine günlük özet istedi.\nAşağıdaki sayfayı açıp onaylayın. Onaylamazsanız başka bir şey gönderilmez; bağlantı üç"
    " gün geçerlidir.",
    uk="Хтось, сподіваємося, ви, замовив щоденний дайджест на адресу {address}.\nВідкрийте сторінку нижче й підтвердьте. Без цього більше нічого не"
    " надійде; посилання діє три дні.",
    ru="Кто-то, надеемся, вы, заказал ежедневный дайджест на адрес {address}.\nОткройте страницу ниже и подтвердите. Без этого больше ничего не придёт;"
    " ссылка действует три дня.",
)
CONFIRM_LINK = Phrase(en="Confirm", tr="Onayla", uk="Підтвердити", ru="Подтвердить")
