"""What the bot says: every phrase in every language, with the same blanks, well-formed and short enough."""

import importlib
import pkgutil
import string

import pytest
from support.botapi_html import parse_html

import bot.telegram
from bot.telegram import admin_phrases, house_phrases, phrases
from bot.telegram.asking import asks, view
from bot.telegram.list_phrases import LIST_FAULTS
from bot.telegram.menu import MENU, entry_called, names
from bot.telegram.query_phrases import FAULTS
from bot.verbs import Reason, Refused
from bot.verbs.feeds import FeedCondition
from bot.verbs.refused import SENTENCES
from channels.rendering.html import visible_length
from channels.rendering.phrases import SPOKEN, Counted, Phrase
from feeds.opml import ListFault
from news.deliveries import DeliveryState
from news.topics.faults import SENTENCES as QUERY_SENTENCES
from news.topics.faults import Fault


def phrase_modules():
    """Every module of the conversation that holds words: none can be added without being tested."""
    found = [importlib.import_module(f"bot.telegram.{module.name}") for module in pkgutil.iter_modules(bot.telegram.__path__)]
    return [module for module in found if module is phrases or module.__name__.endswith("_phrases")]


def said():
    named = {f"{module.__name__}.{name}": value for module in phrase_modules() for name, value in vars(module).items()}
    tables = {name: value for name, value in named.items() if isinstance(value, dict)}
    rows = {f"{name}.{key}": phrase for name, table in tables.items() for key, phrase in table.items()}
    return {name: phrase for name, phrase in {**named, **rows}.items() if isinstance(phrase, Phrase | Counted)}


SAID = said()


def forms(phrase, language):
    column = getattr(phrase, language)
    return list(column.values()) if isinstance(column, dict) else [column]


def blanks(form):
    return {name for _, name, _, _ in string.Formatter().parse(form) if name is not None}


@pytest.mark.parametrize("name", SAID)
def test_every_language_has_the_same_blanks_and_good_markup(name):
    """A missing name would be a KeyError in somebody's chat; bad markup a refused call."""
    expected = blanks(forms(SAID[name], "en")[0])
    for language in SPOKEN:
        for form in forms(SAID[name], language):
            assert form.strip() == form != ""
            assert blanks(form) == expected
            parse_html(form)


@pytest.mark.parametrize("language", SPOKEN)
def test_menu_lines_are_within_telegrams_limits(language):
    """Command 1-32 of [a-z0-9_], description 1-256 (Bot API, BotCommand)."""
    for entry in MENU:
        assert entry.name.isascii()
        assert len(entry.name) <= 32
        assert 1 <= len(entry.does.say(language)) <= 256


def test_every_reason_has_words():
    """Named reasons of verbs and feeds."""
    assert set(admin_phrases.REFUSALS) == set(Reason) == set(SENTENCES)
    assert set(admin_phrases.CONDITIONS) == set(FeedCondition)
    assert set(house_phrases.STATES) == set(DeliveryState)


def test_every_fault_of_a_list_has_words():
    assert set(LIST_FAULTS) == set(ListFault)


def test_every_fault_of_a_query_has_words():
    """A mistyped topic is the commonest mistake there is: it is told in the language of whoever made it."""
    assert set(FAULTS) == set(Fault) == set(QUERY_SENTENCES)
    for fault, sentence in QUERY_SENTENCES.items():
        assert blanks(sentence) == blanks(FAULTS[fault].en)


def test_a_refusal_is_a_sentence():
    """For the command line, with what was probably meant."""
    assert str(Refused(Reason.UNKNOWN_FEED, "ank", ["anka"])) == "there is no feed called ank; did you mean anka?"


def test_aliases_lead_to_commands_that_exist():
    """/sub, /add, /unsub, /remove."""
    assert {entry_called(alias).name for alias in ("sub", "add", "unsub", "remove")} == {"follow", "unfollow"}
    assert all(entry_called(name) for name in names())
    assert (entry_called("unfollowall").name, entry_called("add_feed").name) == ("unfollow_all", "addfeed")


@pytest.mark.parametrize("line", ["x" * 300, "<b>й</b>" * 20, "&lt;" * 200, '<a href="https://x.example/">ş</a>' * 3])
def test_a_long_answer_loses_whole_lines_only(line):
    """Never cut inside a tag or an entity; what is left out is counted; bytes and entities have limits too."""
    answer = view(*[line] * 500, language="uk")
    text, entities = parse_html(answer.html)
    assert visible_length(answer.html) == len(text) <= 4096
    assert len(entities) <= 100
    assert len(answer.html.encode()) <= 32_000
    kept = answer.html.split("\n")
    assert set(kept[:-1]) == {line}
    assert str(500 - len(kept) + 1) in kept[-1]


def test_a_button_too_long_for_telegram_is_left_out():
    """64 bytes, not letters."""
    assert asks("x", "follow", "й" * 28) is not None
    assert asks("x", "follow", "й" * 29) is None
