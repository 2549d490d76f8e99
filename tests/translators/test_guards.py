"""Which outputs are not shown. Rows, not branches: a failing real example becomes a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translators.guards import Doubt, doubt
from translators.names import names_lost

DOUBTED = [
    ("Meclis yeni bütçeyi onayladı", "", Doubt.EMPTY),
    ("Meclis yeni bütçeyi onayladı", " \n", Doubt.EMPTY),
    ("Meclis yeni bütçeyi onayladı", "Parliament <unk> budget", Doubt.UNKNOWN_WORDS),
    ("Meclis yeni bütçeyi onayladı", "Parliament ⁇ the budget", Doubt.UNKNOWN_WORDS),
    ("Meclis yeni bütçeyi onayladı", "Parliament.", Doubt.TOO_SHORT),
    (
        "Meclis toplandı",
        "The parliament of the country met in the capital city for the first time in the long history of it",
        Doubt.TOO_LONG,
    ),
    ("Meclis yeni bütçeyi onayladı", "the new the new the new the new the new the new the new", Doubt.REPEATED),
    ("Meclis yeni bütçeyi onayladı", "no no no no no no budget", Doubt.REPEATED),
    ("Meclis yeni bütçeyi onayladı", "Парламент ухвалив новий бюджет", Doubt.WRONG_SCRIPT),
    ("Konya'da damat dehşeti", "Damat dehşeti in Konya", Doubt.UNTRANSLATED),
    ("Meclis yeni bütçeyi onayladı", "Meclis yeni bütçeyi onayladı", Doubt.UNTRANSLATED),
    ("Saldırıda 164 kişi öldü, 40 kişi yaralandı", "164 people died in the attack and many were wounded", Doubt.NUMBERS_LOST),
    ("1999 depreminde 17.480 kişi öldü", "In the 1999 earthquake 7,480 people died", Doubt.NUMBERS_LOST),
    ("Ayrıntılar için https://example.org/haber bağlantısına bakın", "For details see the link https://example.org/ news", Doubt.LINK_LOST),
    ("Kampanya #İstanbulİçin etiketiyle yayıldı", "The campaign spread with the label Istanbul", Doubt.TAG_LOST),
    ("Duyuru @belediye hesabından yapıldı", "The announcement came from the municipality's account", Doubt.TAG_LOST),
    ('Bakan "köprü yazın açılacak" dedi', "The minister said the bridge will open in summer", Doubt.QUOTE_LOST),
    ("Toplantıya eski başkan Volodymyr Kuzmenko katıldı", "The former president Daniel Ferrer attended the meeting", Doubt.NAME_LOST),
    ("Toplantıda Macron ve daha sonra Zelenski konuştu", "Forests and the plumber spoke at the meeting", Doubt.NAME_LOST),
]
BELIEVED = [
    ("Meclis yeni bütçeyi onayladı", "Parliament approves the new budget"),
    ("Özür dilerim.", "Sorry."),
    ("Linda Evangelista, Naomi Campbell, Christy Turlington", "Linda Evangelista, Naomi Campbell, Christy Turlington"),
    ("Bütçe 1.500.000 lira, yüzde 2,5 arttı", "The budget is 1,500,000 lira, up 2.5 percent"),
    ("Saat 16.00'da 3 kişi geldi", "Three people came at 16:00"),
    ("2 milyon kişi", "two million people"),
    ("Yok, yok, yok, yok, yok!", "No, no, no, no, no!"),
    ("Ayrıntılar: https://example.org/haber", "Details: https://example.org/haber"),
    ("%56 evet, %44 hayır dedi", "56% said yes, 44% said no"),
    ("Kampanya #ANKARA etiketiyle yayıldı", "The campaign spread under #Ankara"),
    ('Bakan "köprü yazın açılacak" dedi', "The bridge 'will open in summer', the minister said"),
    ('Ekran 27" büyüklüğünde', "The screen is 27 inches"),
    ('Salgın "Omikron" türüyle yayıldı', "The epidemic spread with the Omicron variant"),
    ("Toplantı saat 17.30'da Kadıköy'de başladı", "The meeting began at 5:30 p.m. in Kadikoy"),
    ("Toplantıya eski başkan Volodymyr Kuzmenko katıldı", "Former president Kuzmenko attended the meeting"),
    ("Görüşmeye Avrupa Birliği ve Almanya temsilcileri katıldı", "Envoys of the European Union and of Germany took part"),
    ("Meclis Başkanı Ayşe Yıldırım Görevinden Ayrıldı", "Speaker of Parliament Leaves Her Office"),
]


@pytest.mark.parametrize(("original", "output", "reason"), DOUBTED)
def test_what_a_model_made_up_is_doubted(original, output, reason):
    """With the reason a reader is told."""
    assert doubt(original, output, "tr", "en") is reason


@pytest.mark.parametrize(("original", "output"), BELIEVED)
def test_good_translations_are_believed(original, output):
    """A guard that refuses the good is worse than none."""
    assert doubt(original, output, "tr", "en") is None


@pytest.mark.parametrize(
    ("original", "source", "output", "target", "lost"),
    [
        ("На зустріч приїхав Матеуш Моравецький", "uk", "Mateusz Morawiecki came to the meeting", "en", False),
        ("На зустріч приїхав Матеуш Моравецький", "uk", "Pierre Dubois came to the meeting", "en", True),
        ("На встречу приехал Сергей Лавров", "ru", "Sergey Lavrov geldi", "tr", False),
        ("At the meeting Şenol Güneş spoke", "en", "Toplantıda Şenol Güneş konuştu", "tr", False),
        ("At the meeting Emmanuel Moravetsky spoke", "en", "На зустрічі виступив Еммануель Моравецький", "uk", False),
        ("At the meeting Emmanuel Moravetsky spoke", "en", "На зустрічі виступив Джо Байден", "uk", True),
        ("Toplantıya İlham Əliyev qatıldı", "az", "The president attended", "en", False),
        ("Macron Putin", "tr", "", "en", False),
    ],
)
def test_names_are_recognised_in_every_spelling(original, source, output, target, lost):
    """Across scripts; a language without a dictionary is not asked, nor words at the beginning of a sentence."""
    assert names_lost(original, output, source, target) is lost


def test_lengths_of_word_pictures_are_not_compared():
    """Four Chinese characters are a sentence."""
    assert doubt("The parliament approved the new budget on Tuesday", "议会通过预算", "en", "zh") is None


def test_a_ukrainian_text_must_come_out_in_cyrillic():
    """Into the reader's language, too."""
    assert doubt("Parliament approves the new budget", "Парламент ухвалив новий бюджет", "en", "uk") is None
    assert doubt("Parliament approves the new budget", "Parlament ukhvalyv novyi biudzhet", "en", "uk") is Doubt.WRONG_SCRIPT


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["tr", "uk", "az", "zz", "de"]))
def test_any_two_texts_can_be_compared(original, output, source):
    """Nothing raises, whatever the language."""
    assert doubt(original, output, source, "en") in {None, *Doubt}
