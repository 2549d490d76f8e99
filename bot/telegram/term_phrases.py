"""What the bot says of a topic's words in other languages."""

from __future__ import annotations

from channels.rendering.phrases import Phrase

TERMS_HEAD = Phrase(
    en="<b>Looked for in other languages too</b>",
    tr="<b>Başka dillerde de aranıyor</b>",
    uk="<b>Шукаю й іншими мовами</b>",
    ru="<b>Ищу и на других языках</b>",
)
TERMS_NOTE = Phrase(
    en="Machine-translated. A word that means something else can be struck.",
    tr="Makine çevirisi. Başka anlama gelen bir kelimenin üstünü çizebilirsiniz.",
    uk="Машинний переклад. Слово, що означає інше, можна викреслити.",
    ru="Машинный перевод. Слово, которое значит другое, можно вычеркнуть.",
)
TERMS_LACKING = Phrase(
    en="⚠️ Not every word could be translated into: {languages}. There only your own words are looked for; I try again later.",
    tr="⚠️ Her kelime çevrilemedi: {languages}. Bu dillerde yalnız kendi kelimeleriniz aranıyor; sonra yeniden denerim.",
    uk="⚠️ Не кожне слово вдалося перекласти: {languages}. Там шукаю лише ваші слова; спробую ще раз пізніше.",
    ru="⚠️ Не каждое слово удалось перевести: {languages}. Там ищу только ваши слова; попробую ещё раз позже.",
)
TERMS_NONE = Phrase(
    en="There is nothing to translate here.",
    tr="Burada çevrilecek bir şey yok.",
    uk="Тут немає чого перекладати.",
    ru="Здесь нечего переводить.",
)
TERMS_PRESET = Phrase(
    en="A ready topic carries its own words in each language.",
    tr="Hazır konuların her dilde kendi kelimeleri vardır.",
    uk="Готова тема має власні слова кожною мовою.",
    ru="У готовой темы свои слова на каждом языке.",
)
TERMS_WHICH = Phrase(
    en="Which topic? <code>/topic words earthquake</code>",
    tr="Hangi konu? <code>/topic words deprem</code>",
    uk="Яка тема? <code>/topic words землетрус</code>",
    ru="Какая тема? <code>/topic words землетрясение</code>",
)
TERMS_BUTTON = Phrase(en="In other languages", tr="Başka dillerde", uk="Іншими мовами", ru="На других языках")
STRUCK = Phrase(
    en="<s>{text}</s> is no longer looked for.",
    tr="<s>{text}</s> artık aranmıyor.",
    uk="<s>{text}</s> більше не шукаю.",
    ru="<s>{text}</s> больше не ищу.",
)
TAKEN_UP = Phrase(
    en="<b>{text}</b> is looked for again.",
    tr="<b>{text}</b> yeniden aranıyor.",
    uk="<b>{text}</b> знову шукаю.",
    ru="<b>{text}</b> снова ищу.",
)
DO_STRIKE = Phrase(
    en="strike a translated word of a topic",
    tr="konunun çevrilmiş bir kelimesini çıkar",
    uk="викреслити перекладене слово теми",
    ru="вычеркнуть переведённое слово темы",
)
