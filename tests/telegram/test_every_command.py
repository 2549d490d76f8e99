"""Every command of the menu, in the four languages the bot speaks: a command that is added is tested by being added."""

import pytest
from support.talks import talking

from bot.telegram import phrases
from bot.telegram.menu import ALIASES, MENU, entry_called
from news.subscribers import Topic

LANGUAGES = ("en", "tr", "uk", "ru")
QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"), ("uk", "землетрус")))
WITHOUT_WORDS = {"version"}
"""A name and a number are the same in every language."""
PEOPLE = tuple(range(5_000_001, 5_000_005))


@pytest.fixture
async def talk():
    async with talking(admins=PEOPLE) as talk:
        await talk.put(QUAKES)
        yield talk


async def answers(talk, words):
    """What four admins read, each in their language."""
    chats = [talk.api.world.private(language=language) for language in LANGUAGES]
    assert tuple(chat.id for chat in chats) == PEOPLE
    return [(await talk.ask(chat, words)).text for chat in chats]


@pytest.mark.parametrize("command", [entry.name for entry in MENU])
async def test_a_bare_command_is_answered_in_each_language(talk, command):
    """With a picker, a list or how it is said: never the same sentence in two languages, never an apology."""
    told = await answers(talk, f"/{command}")
    assert len(set(told)) == (1 if command in WITHOUT_WORDS else len(LANGUAGES))
    for language, text in zip(LANGUAGES, told, strict=True):
        assert text not in {phrases.GAVE_UP.say(language), phrases.ADMINS_ONLY.say(language)}
        assert f"/{command}" not in text or phrases.UNKNOWN_COMMAND.say(language, command=f"/{command}") not in text


@pytest.mark.parametrize("alias", sorted(ALIASES))
async def test_another_name_means_the_same_command(talk, alias):
    """In each language."""
    chat = talk.api.world.private()
    assert (await talk.ask(chat, f"/{alias}")).text == (await talk.ask(chat, f"/{entry_called(alias).name}")).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.name)
def test_the_menu_says_what_a_command_does(entry, language):
    """In words of that language."""
    others = {entry.does.say(each) for each in LANGUAGES if each != language}
    assert entry.does.say(language) not in others


def test_the_commands_people_know_from_elsewhere_are_there():
    """What the project promised; each by its own name or as another name of one."""
    promised = (
        "start help follow sub add unfollow unsub remove unfollow_all list topic latest search story sources why mute quiet pause resume "
        "digest email lang tz settings export import version feeds feed addfeed delfeed editfeed pausefeed resumefeed pollnow testfeed "
        "health stats subscribers broadcast merge split backup loglevel"
    )
    assert [name for name in promised.split() if entry_called(name) is None] == []
