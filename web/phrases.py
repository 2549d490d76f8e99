"""What the pages say."""

from __future__ import annotations

from types import SimpleNamespace

from news.phrases import Phrase

SUBSCRIBE = Phrase(
    en="The daily digest by mail", tr="Günlük özet e-postası", uk="Щоденний дайджест поштою", ru="Ежедневный дайджест по почте"
)
INTRO = Phrase(
    en="One mail a day with the stories of your topics. You confirm with one click, and leave with one.",
    tr="Konularınızın haberleriyle günde bir e-posta. Bir tıkla onaylar, bir tıkla çıkarsınız.",
    uk="Один лист на день із подіями ваших тем. Один клік, щоб підтвердити, і один, щоб піти.",
    ru="Одно письмо в день с событиями ваших тем. Один клик, чтобы подтвердить, и один, чтобы уйти.",
)
ADDRESS = Phrase(en="Your mail address", tr="E-posta adresiniz", uk="Ваша адреса пошти", ru="Ваш адрес почты")
LANGUAGE = Phrase(en="Language", tr="Dil", uk="Мова", ru="Язык")
ZONE = Phrase(en="Time zone", tr="Saat dilimi", uk="Часовий пояс", ru="Часовой пояс")
HOUR = Phrase(en="Hour", tr="Saat", uk="Година", ru="Час")
HOW_OFTEN = Phrase(en="How often", tr="Ne sıklıkta", uk="Як часто", ru="Как часто")
DAILY = Phrase(en="every day", tr="her gün", uk="щодня", ru="каждый день")
WEEKLY = Phrase(en="every {day}", tr="her {day}", uk="щотижня: {day}", ru="еженедельно: {day}")
TOPICS = Phrase(en="Topics", tr="Konular", uk="Теми", ru="Темы")
OWN_TOPIC = Phrase(
    en="One more topic, in your own words",
    tr="Kendi sözlerinizle bir konu daha",
    uk="Ще одна тема, вашими словами",
    ru="Ещё одна тема, вашими словами",
)
OWN_HINT = Phrase(
    en="Words that must all occur, OR between alternatives, “a phrase” in quotation marks, - before what must not.",
    tr="Hepsi geçmesi gereken kelimeler; seçenekler arasında OR; “bir ifade” tırnak içinde; geçmemesi gerekenin önünde -.",
    uk="Слова, що мають трапитися всі; OR між варіантами; «фраза» в лапках; - перед тим, чого не має бути.",
    ru="Слова, которые должны встретиться все; OR между вариантами; «фраза» в кавычках; - перед тем, чего быть не должно.",
)
BAD_QUERY = Phrase(
    en="Nothing was saved, because this topic cannot be read:",
    tr="Bu konu okunamadığı için hiçbir şey kaydedilmedi:",
    uk="Нічого не збережено, бо цю тему не вдалося прочитати:",
    ru="Ничего не сохранено, потому что эту тему не удалось прочитать:",
)
TOO_MANY_TOPICS = Phrase(
    en="Nothing was saved: you have as many topics of your own as there may be. Untick one first.",
    tr="Hiçbir şey kaydedilmedi: kendi konularınızın sayısı sınırda. Önce birinin işaretini kaldırın.",
    uk="Нічого не збережено: власних тем уже стільки, скільки дозволено. Спершу зніміть позначку з однієї.",
    ru="Ничего не сохранено: своих тем уже столько, сколько можно. Сначала снимите отметку с одной.",
)
PAUSED = Phrase(
    en="Pause: send nothing for now", tr="Ara ver: şimdilik gönderme", uk="Пауза: поки не надсилати", ru="Пауза: пока не присылать"
)
SAVE = Phrase(en="Save", tr="Kaydet", uk="Зберегти", ru="Сохранить")
ASK = Phrase(en="Send me the confirmation", tr="Onay e-postasını gönder", uk="Надіслати підтвердження", ru="Прислать подтверждение")
SAVED = Phrase(en="Saved.", tr="Kaydedildi.", uk="Збережено.", ru="Сохранено.")
PREFERENCES = Phrase(en="Your digest", tr="Özetiniz", uk="Ваш дайджест", ru="Ваш дайджест")
CONFIRM = Phrase(en="Confirm your address", tr="Adresinizi onaylayın", uk="Підтвердьте адресу", ru="Подтвердите адрес")
CONFIRM_BUTTON = Phrase(en="Yes, send me the digest", tr="Evet, özeti gönder", uk="Так, надсилайте дайджест", ru="Да, присылайте дайджест")
CONFIRMED = Phrase(
    en="Thank you. The first digest comes at the next hour you chose.",
    tr="Teşekkürler. İlk özet, seçtiğiniz saatte gelecek.",
    uk="Дякуємо. Перший дайджест прийде о вибраній годині.",
    ru="Спасибо. Первый дайджест придёт в выбранный час.",
)
LEAVE = Phrase(en="Unsubscribe", tr="Abonelikten çık", uk="Відписатися", ru="Отписаться")
LEAVE_ASKS = Phrase(
    en="Send no more digests to this address?",
    tr="Bu adrese artık özet gönderilmesin mi?",
    uk="Більше не надсилати дайджест на цю адресу?",
    ru="Больше не присылать дайджест на этот адрес?",
)
LEFT = Phrase(
    en="Done. No further mail will come.",
    tr="Tamam. Başka e-posta gelmeyecek.",
    uk="Готово. Листів більше не буде.",
    ru="Готово. Писем больше не будет.",
)
ASKED = Phrase(
    en="If this address can receive our mail, a confirmation is on its way. Nothing is sent until you click it; it holds for three days.",
    tr="Bu adrese e-posta ulaşabiliyorsa onay iletisi yolda. Tıklamadan hiçbir şey gönderilmez; üç gün geçerlidir.",
    uk="Якщо ця адреса приймає наші листи, підтвердження вже в дорозі. Без вашого кліку нічого не надсилається; воно діє три дні.",
    ru="Если этот адрес принимает наши письма, подтверждение уже в пути. Без вашего клика ничего не присылается; оно действует три дня.",
)
ALREADY = Phrase(en="This was done before.", tr="Bu zaten yapılmış.", uk="Це вже зроблено.", ru="Это уже сделано.")
OUTDATED = Phrase(
    en="This link is too old or was used. Ask again.",
    tr="Bu bağlantı eskimiş ya da kullanılmış. Yeniden isteyin.",
    uk="Посилання застаріло або використане. Замовте ще раз.",
    ru="Ссылка устарела или использована. Закажите ещё раз.",
)
NO_SUCH_LINK = Phrase(
    en="This link is not complete. Open it from the mail again.",
    tr="Bu bağlantı eksik. E-postadan yeniden açın.",
    uk="Посилання неповне. Відкрийте його з листа ще раз.",
    ru="Ссылка неполная. Откройте её из письма ещё раз.",
)
BAD_ADDRESS = Phrase(en="This is no mail address.", tr="Bu bir e-posta adresi değil.", uk="Це не адреса пошти.", ru="Это не адрес почты.")
BAD_ZONE = Phrase(
    en="There is no such time zone; it looks like Europe/Kyiv.",
    tr="Böyle bir saat dilimi yok; örnek: Europe/Istanbul.",
    uk="Немає такого часового поясу; приклад: Europe/Kyiv.",
    ru="Нет такого часового пояса; пример: Europe/Kyiv.",
)
BAD_HOUR = Phrase(
    en="The hour looks like 08:00.", tr="Saat 08:00 gibi yazılır.", uk="Година пишеться так: 08:00.", ru="Час пишется так: 08:00."
)
TOO_MANY = Phrase(
    en="Too many are asking at the moment. Try again in an hour.",
    tr="Şu anda çok istek var. Bir saat sonra yeniden deneyin.",
    uk="Зараз забагато запитів. Спробуйте за годину.",
    ru="Сейчас слишком много запросов. Попробуйте через час.",
)
CLOSED = Phrase(
    en="This Tellal takes no readers on this page.",
    tr="Bu Tellal bu sayfadan okur almıyor.",
    uk="Цей Tellal не приймає читачів на цій сторінці.",
    ru="Этот Tellal не принимает читателей на этой странице.",
)
NOT_FOUND = Phrase(en="There is no such page.", tr="Böyle bir sayfa yok.", uk="Такої сторінки немає.", ru="Такой страницы нет.")

ALL = {name.lower(): phrase for name, phrase in list(globals().items()) if isinstance(phrase, Phrase)}


def in_language(language: str) -> SimpleNamespace:
    """Every phrase as a template needs it: `say.leave`. Those with a blank are said by the page itself."""
    return SimpleNamespace(**{name: phrase.say(language, day="{day}") for name, phrase in ALL.items()})
