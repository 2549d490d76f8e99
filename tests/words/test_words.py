"""Folding, tokens, lemmas and transliteration."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from news.words import Token, fold, is_known, is_name, lemmas, plain, tokens, transliterate

FOLDED = [
    ("İSTANBUL", "tr", "istanbul"),
    ("IŞIK", "tr", "ışık"),
    ("ISPARTA", "az", "ısparta"),
    ("İSTANBUL", "en", "istanbul"),
    ("TITLE", "en", "title"),
    ("ТРЁХ", "ru", "трех"),
    ("Об’єднання", "uk", "об'єднання"),
    ("Обʼєднання", "uk", "об'єднання"),
    ("ґрунт", "uk", "ґрунт"),
    ("за́мок", "uk", "замок"),
    (unicodedata.normalize("NFD", "Київ Йорданія"), "uk", "київ йорданія"),
    ("ΑΘΗΝΑ", "el", "αθηνα"),
    ("Αθήνα", "el", "αθηνα"),
    ("ﬁnance", "en", "finance"),
    ("ＡＢＣ", "en", "abc"),
    ("сло\u00adво", "ru", "слово"),
    ("كِتَاب", "ar", "كتاب"),
    ("שָׁלוֹם", "he", "שלום"),
]


@pytest.mark.parametrize(("typed", "language", "folded"), FOLDED)
def test_words_that_differ_only_in_typing_fold_to_one(typed, language, folded):
    assert fold(typed, language) == folded


@pytest.mark.parametrize(
    ("folded", "bare"),
    [
        ("erdoğan", "erdogan"),
        ("ışık", "isik"),
        ("łódź", "lodz"),
        ("straße", "strasse"),
        ("київ", "київ"),
        ("ґрунт", "грунт"),
        ("café", "cafe"),
        ("мій", "мій"),
    ],
)
def test_plain_gives_up_diacritics_but_no_letters(folded, bare):
    assert plain(folded) == bare


@given(st.text(), st.sampled_from(["", "tr", "uk", "ru", "el", "ar"]))
def test_folding_and_plain_settle_at_once(text, language):
    folded = fold(text, language)
    assert plain(plain(folded)) == plain(folded)
    assert fold(folded, language) == folded


SPLIT = [
    ("Hawaiʼ ʼokina", "en", ["hawai", "okina"]),
    ("Ankara'da kar", "tr", ["ankara", "kar"]),
    ("TBMM’nin 2024'te aldığı", "tr", ["tbmm", "2024", "aldığı"]),
    ("ANKARA'DA", "tr", ["ankara"]),
    ("Kur'an'da", "tr", ["kur'an"]),
    ("O'Neill'ın sözü", "tr", ["o'neill", "sözü"]),
    ("об’єднання обʼєднання", "uk", ["об'єднання", "об'єднання"]),
    ("п'ять комп’ютерів", "uk", ["п'ять", "комп'ютерів"]),
    ("Kyiv's mayor doesn't know", "en", ["kyiv", "mayor", "doesn't", "know"]),
    ("'quoted' words", "en", ["quoted", "words"]),
    ("Erdoğan'dan in a text taken for English", "en", ["erdoğan", "in", "a", "text", "taken", "for", "english"]),
    ("l'Ukraine et l’eau d'Istanbul aujourd'hui", "fr", ["ukraine", "et", "eau", "istanbul", "aujourd'hui"]),
    ("dell'Ucraina", "it", ["ucraina"]),
    ("Ивано-Франковск, экс-президент", "ru", ["ивано", "франковск", "экс", "президент"]),
    ("F-16 #Kyiv @outlet snake_case", "en", ["f", "16", "kyiv", "outlet", "snake", "case"]),
    ("地震が発生", "ja", ["地", "震", "が", "発", "生"]),
    ("हिन्दी में", "hi", ["हिन्दी", "में"]),
    ("🔥🔥 — …", "en", []),
    ("", "tr", []),
]


@pytest.mark.parametrize(("text", "language", "words"), SPLIT)
def test_texts_part_into_words(text, language, words):
    assert [token.folded for token in tokens(text, language)] == words


def test_a_token_knows_where_it_stands_and_how_it_is_written():
    first, second, third, fourth = tokens("Dün Ankara'da kar. Bugün", "tr")
    assert first == Token("Dün", "dün", capitalised=True, sentence_initial=True, start=0, end=3, stem="Dün")
    assert second == Token("Ankara'da", "ankara", capitalised=True, sentence_initial=False, start=4, end=13, apostrophe=True, stem="Ankara")
    assert not third.capitalised
    assert fourth.sentence_initial


def test_a_full_stop_after_initials_ends_no_sentence():
    assert [token.sentence_initial for token in tokens("Dr. Yılmaz geldi. Sonra", "tr")] == [True, False, False, True]


def test_the_capital_of_an_elided_word_is_that_of_the_word():
    assert [token.capitalised for token in tokens("l'Ukraine l'eau L'eau", "fr")] == [True, False, False]


@given(
    st.text(alphabet=st.characters() | st.sampled_from("'’ʼ-İığЇґё地ا \u0301"), max_size=80),
    st.sampled_from(["", "tr", "uk", "en", "fr", "el", "ja"]),
)
def test_tokens_lie_in_the_text_in_order_and_fold_to_something(text, language):
    end = 0
    for token in tokens(text, language):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.surface
        assert token.stem in token.surface
        assert token.folded
        end = token.end


@given(st.lists(st.text(alphabet="abcİığї'’-地", max_size=8), max_size=6))
def test_a_text_has_the_tokens_of_what_stands_between_its_spaces(chunks):
    whole = [token.folded for token in tokens(" ".join(chunks), "tr")]
    assert whole == [token.folded for chunk in chunks for token in tokens(chunk, "tr")]


@given(
    st.text(alphabet=st.characters(min_codepoint=0x41, max_codepoint=0x52F, categories=["L"]), min_size=1, max_size=8),
    st.sampled_from(["", "tr", "uk", "ru", "en", "fr", "el", "pl"]),
)
@example("İSTANBUL", "tr")
@example("\u01c5", "")  # a letter in title case
@example("\u0149", "")  # one that is an apostrophe and an n
def test_a_word_alone_is_the_token_it_is_in_a_sentence(word, language):
    assert tokens(word, language) == tokens(f"{word} –", language)


LEMMAS = [
    ("Києва", "uk", "київ"),
    ("ракетами", "uk", "ракета"),
    ("об’єднанням", "uk", "об'єднання"),
    ("выборов", "ru", "выборы"),
    ("ёлками", "ru", "елка"),
    ("depremlerin", "tr", "deprem"),
    ("kitabı", "tr", "kitap"),
    ("İstanbul", "tr", "istanbul"),
    ("children", "en", "child"),
    ("wyborach", "pl", "wybory"),
    ("Kinder", "de", "kind"),
    ("što", "sr", "što"),
    ("қазақ", "kk", "қазақ"),
    ("Слово", "", "слово"),
    ("Ünknown", "xx", "ünknown"),
]


@pytest.mark.parametrize(("word", "language", "lemma"), LEMMAS)
def test_a_form_leads_to_its_dictionary_form(word, language, lemma):
    assert lemma in lemmas(word, language)


def test_every_reading_of_a_form_counts_but_for_the_rarest():
    assert set(lemmas("виборів", "uk")) >= {"вибори", "вибір"}
    assert lemmas("стали", "ru") == ("стать",)


@given(st.text(max_size=20), st.sampled_from(["uk", "ru", "tr", "en", "de", "sr", "", "und", "??"]))
@example("аб\U00017000", "uk")  # a letter that has no name, at which pymorphy3 raises
def test_any_text_has_lemmas(text, language):
    assert lemmas(text, language)


def test_dictionaries_know_their_own_words():
    assert is_known("depremlerin", "tr")
    assert is_known("Києва", "uk")
    assert not is_known("depremlerin", "uk")
    assert not is_known("deprem", "")


LATIN = [
    ("Зеленський", "", "zelenskyi"),
    ("Київ", "", "kyiv"),
    ("Юрій Щербак", "", "yurii shcherbak"),
    ("Харьков", "ru", "kharkov"),
    ("Горький", "ru", "gorkiy"),
    ("Григорій", "uk", "hryhorii"),
    ("Лук’янов", "uk", "lukianov"),
    ("Αθήνα", "", "athina"),
    ("Erdoğan", "", "erdoğan"),
    ("«НАТО»", "", "«nato»"),
]


@pytest.mark.parametrize(("text", "language", "latin"), LATIN)
def test_names_in_other_scripts_get_latin_letters(text, language, latin):
    assert transliterate(text, language) == latin


@pytest.mark.parametrize(
    ("word", "language", "name"),
    [
        ("Київ", "uk", False),
        ("Шмигаль", "uk", True),
        ("Лавров", "ru", True),
        ("Москва", "ru", False),
        ("Quinnipiac", "tr", True),
        ("Meclis", "tr", False),
        ("Əliyev", "az", False),
    ],
)
def test_a_name_is_what_the_dictionary_calls_one_or_never_heard_of(word, language, name):
    """A town is none; nor is anything in a language without a dictionary."""
    assert is_name(word, language) is name
