"""What pickers say."""

from channels.rendering.phrases import Phrase

MERGE_INTO = Phrase(
    en="<b>{story}</b> becomes part of which?",
    tr="<b>{story}</b> hangisinin parçası olsun?",
    uk="До якої історії приєднати <b>{story}</b>?",
    ru="К какой истории присоединить <b>{story}</b>?",
)
SPLIT_WHICH = Phrase(
    en="Which of these does not belong to <b>{story}</b>?",
    tr="Bunlardan hangisi <b>{story}</b> haberine ait değil?",
    uk="Що з цього не належить до <b>{story}</b>?",
    ru="Что из этого не относится к <b>{story}</b>?",
)
TRIED_LATELY = Phrase(
    en="Tried lately, not added yet:",
    tr="Son denenen, henüz eklenmeyenler:",
    uk="Недавно перевірені, ще не додані:",
    ru="Недавно проверенные, ещё не добавленные:",
)
SHOWN_LATELY = Phrase(
    en="Shown lately, not sent yet:",
    tr="Son gösterilen, henüz gönderilmeyenler:",
    uk="Недавно показане, ще не надіслане:",
    ru="Недавно показанное, ещё не отправленное:",
)
