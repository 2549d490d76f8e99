"""What admins are told of sending by itself. A token's refusal is read when Telegram takes it again, so it speaks of the past."""

from __future__ import annotations

from channels.rendering.phrases import Phrase
from news.alarms import AlarmKind

ALARMS = {
    AlarmKind.THREAD_GONE: Phrase(
        en="💬 The forum topic {place} is closed or deleted: what is followed there is told in the group's General now. "
        "Open it again, and it is spoken to again.",
        tr="💬 {place} forum konusu kapatılmış ya da silinmiş: orada takip edilenler artık grubun Genel konusunda anlatılıyor. "
        "Yeniden açılırsa yine oraya yazılır.",
        uk="💬 Гілку форуму {place} закрито або видалено: те, на що там підписано, тепер з’являється в General цієї групи. "
        "Якщо її відкрити знову, писатиму знову туди.",
        ru="💬 Тема форума {place} закрыта или удалена: то, на что там подписаны, теперь появляется в General этой группы. "
        "Если её снова открыть, писать буду снова туда.",
    ),
    AlarmKind.MARKUP_REFUSED: Phrase(
        en="🛠 Telegram could not read our HTML, so plain text went to {place}: {error}\nThis is a fault of the bot's: please report it with "
        "these words. Others like it today stand in the log only.",
        tr="🛠 Telegram HTML'imizi okuyamadı, {place} adresine düz metin gitti: {error}\nBu botun hatası: lütfen bu sözlerle bildirin. "
        "Bugün benzerleri yalnızca günlükte yer alır.",
        uk="🛠 Telegram не зміг прочитати нашу HTML-розмітку, тож у {place} пішов звичайний текст: {error}\nЦе вада бота: повідомте про неї "
        "цими словами. Подібні за сьогодні — лише в журналі.",
        ru="🛠 Telegram не смог прочитать нашу HTML-разметку, поэтому в {place} ушёл простой текст: {error}\nЭто ошибка бота: сообщите о ней "
        "этими словами. Подобные за сегодня — только в журнале.",
    ),
    AlarmKind.TOKEN_REFUSED: Phrase(
        en="🔑 On {when} Telegram refused the bot's token: from then on nothing could be sent or heard. As you read this, it takes it again.",
        tr="🔑 Telegram {when} tarihinde botun anahtarını (token) reddetti: o andan sonra hiçbir şey gönderilemedi, duyulamadı. "
        "Bunu okuyorsanız yeniden kabul ediyor demektir.",
        uk="🔑 {when} Telegram відхилив токен бота: відтоді нічого не можна було ні надіслати, ні почути. "
        "Якщо ви це читаєте, він його знову приймає.",
        ru="🔑 {when} Telegram отклонил токен бота: с тех пор ничего нельзя было ни отправить, ни услышать. "
        "Если вы это читаете, он его снова принимает.",
    ),
    AlarmKind.ANOTHER_INSTANCE: Phrase(
        en="👥 Another instance listens with this bot's token, so commands may go unheard here (alerts still go out). Stop one of the two.",
        tr="👥 Bu botun anahtarıyla (token) başka bir kopya da dinliyor; komutlar burada duyulmayabilir (bildirimler gitmeye devam eder). "
        "İkisinden birini durdurun.",
        uk="👥 З токеном цього бота слухає ще один екземпляр, тож команди тут можуть бути не почуті (сповіщення надходять). "
        "Зупиніть один із двох.",
        ru="👥 С токеном этого бота слушает ещё один экземпляр, поэтому команды здесь могут быть не услышаны (оповещения приходят). "
        "Остановите один из двух.",
    ),
}
STANDING = {
    AlarmKind.TOKEN_REFUSED: Phrase(
        en="🔑 Telegram refuses the bot's token since {when}.",
        tr="🔑 Telegram botun anahtarını (token) {when} tarihinden beri reddediyor.",
        uk="🔑 Telegram відхиляє токен бота з {when}.",
        ru="🔑 Telegram отклоняет токен бота с {when}.",
    ),
    AlarmKind.ANOTHER_INSTANCE: Phrase(
        en="👥 Another instance listens with our token since {when}.",
        tr="👥 {when} tarihinden beri aynı anahtarla (token) başka bir kopya da dinliyor.",
        uk="👥 З нашим токеном слухає ще один екземпляр з {when}.",
        ru="👥 С нашим токеном слушает ещё один экземпляр с {when}.",
    ),
}
