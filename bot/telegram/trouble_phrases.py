"""What admins are told of a feed by itself: that it fails, is gone, has moved, or is silent."""

from __future__ import annotations

from channels.rendering.phrases import Phrase
from news.trouble import FeedTrouble

TROUBLES = {
    FeedTrouble.GONE: Phrase(
        en="⚠️ <b>{feed}</b> is gone: {error}\nIt is asked once a day in case that was a mistake.",
        tr="⚠️ <b>{feed}</b> kaldırılmış: {error}\nYanlışlık olabilir diye günde bir kez soruluyor.",
        uk="⚠️ <b>{feed}</b> більше немає: {error}\nПро всяк випадок питаю раз на день.",
        ru="⚠️ <b>{feed}</b> больше нет: {error}\nНа всякий случай спрашиваю раз в день.",
    ),
    FeedTrouble.FAILING: Phrase(
        en="⚠️ <b>{feed}</b> failed {failures} times in a row: {error}",
        tr="⚠️ <b>{feed}</b> art arda {failures} kez okunamadı: {error}",
        uk="⚠️ <b>{feed}</b> не вдалося прочитати {failures} р. поспіль: {error}",
        ru="⚠️ <b>{feed}</b> не удалось прочитать {failures} р. подряд: {error}",
    ),
    FeedTrouble.MOVED: Phrase(
        en="↪️ <b>{feed}</b> has moved for good: {old} → {new}",
        tr="↪️ <b>{feed}</b> kalıcı olarak taşınmış: {old} → {new}",
        uk="↪️ <b>{feed}</b> назавжди переїхала: {old} → {new}",
        ru="↪️ <b>{feed}</b> навсегда переехала: {old} → {new}",
    ),
    FeedTrouble.SILENT: Phrase(
        en="🔇 <b>{feed}</b> can be read but has brought nothing since {since}; of late it was quiet for {usual} at most.",
        tr="🔇 <b>{feed}</b> okunuyor ama {since} tarihinden beri yeni bir şey getirmedi; son zamanlarda en çok {usual} susmuştu.",
        uk="🔇 <b>{feed}</b> читається, але з {since} нічого не принесла; останнім часом мовчала щонайбільше {usual}.",
        ru="🔇 <b>{feed}</b> читается, но с {since} ничего не принесла; в последнее время молчала не дольше {usual}.",
    ),
}
NEVER_BROUGHT = Phrase(
    en="🔇 <b>{feed}</b> can be read since {since} but has never brought anything.",
    tr="🔇 <b>{feed}</b> {since} tarihinden beri okunuyor ama hiçbir şey getirmedi.",
    uk="🔇 <b>{feed}</b> читається з {since}, але ще нічого не принесла.",
    ru="🔇 <b>{feed}</b> читается с {since}, но ещё ничего не принесла.",
)
MOVED_AND_READ_THERE = Phrase(
    en="↪️ <b>{feed}</b> has moved for good and is read at its new address: {old} → {new}",
    tr="↪️ <b>{feed}</b> kalıcı olarak taşınmış, artık yeni adresinden okunuyor: {old} → {new}",
    uk="↪️ <b>{feed}</b> назавжди переїхала, відтепер читаю за новою адресою: {old} → {new}",
    ru="↪️ <b>{feed}</b> навсегда переехала, теперь читаю по новому адресу: {old} → {new}",
)
UNKNOWN_SILENCE = Phrase(en="an unknown time", tr="bilinmeyen bir süre", uk="невідомо скільки", ru="неизвестно сколько")
NEXT_TRY = Phrase(en="Next try: {when}.", tr="Sonraki deneme: {when}.", uk="Наступна спроба: {when}.", ru="Следующая попытка: {when}.")
CHANGE_THE_FILE = Phrase(
    en="feeds.yaml declares it: put the new address there.",
    tr="feeds.yaml dosyasında tanımlı: yeni adresi oraya yazın.",
    uk="Її оголошено у feeds.yaml: впишіть нову адресу туди.",
    ru="Она объявлена в feeds.yaml: впишите новый адрес туда.",
)
ACCEPT_BUTTON = Phrase(en="✅ Take the new address", tr="✅ Yeni adresi al", uk="✅ Взяти нову адресу", ru="✅ Взять новый адрес")
DO_MOVEFEED = Phrase(
    en="take the address a feed has moved to", tr="kaynağın yeni adresini al", uk="взяти нову адресу стрічки", ru="взять новый адрес ленты"
)
FEED_MOVED = Phrase(
    en="✅ <b>{feed}</b> is read at {url} from now on.",
    tr="✅ <b>{feed}</b> artık {url} adresinden okunuyor.",
    uk="✅ <b>{feed}</b> відтепер читається з {url}.",
    ru="✅ <b>{feed}</b> теперь читается с {url}.",
)
