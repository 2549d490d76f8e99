"""What is said about links to topics."""

from channels.rendering.phrases import Phrase

SHARE = Phrase(
    en="Whoever taps this link follows {topic}:",
    tr="Bu bağlantıya dokunan {topic} konusunu izler:",
    uk="Хто торкнеться цього посилання, стежитиме за темою {topic}:",
    ru="Кто нажмёт на эту ссылку, будет следить за темой {topic}:",
)
SHARE_WHICH = Phrase(
    en="Which topic do you want to share?",
    tr="Hangi konuyu paylaşmak istiyorsunuz?",
    uk="Якою темою хочете поділитися?",
    ru="Какой темой хотите поделиться?",
)
SHARE_NOTHING = Phrase(
    en="You follow nothing yet that could be shared: /topics",
    tr="Henüz paylaşılacak bir konu izlemiyorsunuz: /topics",
    uk="Ви ще ні за чим не стежите, тож ділитися нічим: /topics",
    ru="Вы пока ни за чем не следите, делиться нечем: /topics",
)
