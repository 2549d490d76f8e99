"""Why an article stands where it stands, as the reader of `/why` hears it. One row per `PlacementReason`."""

from __future__ import annotations

from channels.rendering.phrases import Phrase
from news.stories.values import PlacementReason

PLACED_BECAUSE = {
    PlacementReason.WIRE_COPY: Phrase(
        en="nearly the same words as another report",
        tr="başka bir haberle hemen hemen aynı metin",
        uk="майже ті самі слова, що й в іншому повідомленні",
        ru="почти те же слова, что в другом сообщении",
    ),
    PlacementReason.SAME_EVENT: Phrase(
        en="text, names and numbers agree",
        tr="metin, adlar ve sayılar örtüşüyor",
        uk="текст, імена й числа збігаються",
        ru="текст, имена и числа совпадают",
    ),
    PlacementReason.RECORDED_MERGE: Phrase(
        en="an admin joined them", tr="bir yönetici birleştirdi", uk="об’єднав адміністратор", ru="объединил администратор"
    ),
    PlacementReason.SECOND_LOOK: Phrase(
        en="a second look found it to be the same event",
        tr="ikinci bakışta aynı olay olduğu anlaşıldı",
        uk="друга перевірка показала ту саму подію",
        ru="вторая проверка показала то же событие",
    ),
    PlacementReason.NOTHING_NEAR: Phrase(
        en="the first report of it", tr="bunu ilk duyuran", uk="перше повідомлення про це", ru="первое сообщение об этом"
    ),
    PlacementReason.TOO_UNLIKE: Phrase(
        en="too unlike everything before it",
        tr="öncekilerin hiçbirine yeterince benzemiyor",
        uk="замало схожого на попереднє",
        ru="слишком мало сходства с прежним",
    ),
    PlacementReason.OUTSIDE_WINDOW: Phrase(
        en="a similar story lies too long ago",
        tr="benzer haber çok önceydi",
        uk="схожа подія була надто давно",
        ru="похожее событие было слишком давно",
    ),
    PlacementReason.DIFFERENT_DATES: Phrase(
        en="it is about another date", tr="başka bir tarihten söz ediyor", uk="ідеться про іншу дату", ru="речь о другой дате"
    ),
    PlacementReason.DIFFERENT_NUMBERS: Phrase(
        en="its numbers differ", tr="sayılar farklı", uk="числа відрізняються", ru="числа отличаются"
    ),
    PlacementReason.DIFFERENT_PLACES: Phrase(
        en="it happened elsewhere", tr="başka bir yerde olmuş", uk="це сталося деінде", ru="это произошло в другом месте"
    ),
    PlacementReason.DIFFERENT_NAMES: Phrase(
        en="it is about other people", tr="başka kişilerden söz ediyor", uk="ідеться про інших людей", ru="речь о других людях"
    ),
    PlacementReason.DIFFERENT_KIND: Phrase(
        en="it is another kind of event", tr="başka türden bir olay", uk="це подія іншого роду", ru="это событие другого рода"
    ),
    PlacementReason.SAME_OUTLET_WEAK: Phrase(
        en="the same outlet would hardly report it twice",
        tr="aynı yayın bunu iki kez yazmaz",
        uk="те саме видання навряд чи писало б двічі",
        ru="то же издание вряд ли написало бы дважды",
    ),
    PlacementReason.TOO_LITTLE_TEXT: Phrase(
        en="too few words to compare",
        tr="karşılaştırmak için çok az kelime",
        uk="замало слів для порівняння",
        ru="слишком мало слов для сравнения",
    ),
    PlacementReason.RECORDED_SPLIT: Phrase(
        en="an admin took it out", tr="bir yönetici ayırdı", uk="відокремив адміністратор", ru="отделил администратор"
    ),
    PlacementReason.FELL_AWAY: Phrase(
        en="a second look found too little in common with its former story",
        tr="ikinci bakışta önceki haberiyle ortak yanının az olduğu anlaşıldı",
        uk="друга перевірка показала замало спільного з попередньою подією",
        ru="вторая проверка показала слишком мало общего с прежним событием",
    ),
}
