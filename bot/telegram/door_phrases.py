"""What somebody is told who is not let in. See `phrases`."""

from __future__ import annotations

from channels.rendering.phrases import Phrase

NO_CODE = Phrase(
    en="This bot is for those who were invited. If you have the code: <code>/start CODE</code>",
    tr="Bu bot davet edilenler içindir. Kodunuz varsa: <code>/start KOD</code>",
    uk="Цей бот — для запрошених. Якщо маєте код: <code>/start КОД</code>",
    ru="Этот бот — для приглашённых. Если у вас есть код: <code>/start КОД</code>",
)
NOT_LISTED = Phrase(
    en="This bot is for its own people. Whoever runs it can let you in by this number: <code>{id}</code>",
    tr="Bu bot kendi kullanıcıları içindir. İşleten kişi sizi şu numarayla alabilir: <code>{id}</code>",
    uk="Цей бот — для своїх. Адміністратор може впустити вас за цим номером: <code>{id}</code>",
    ru="Этот бот — для своих. Администратор может впустить вас по этому номеру: <code>{id}</code>",
)
