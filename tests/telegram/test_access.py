"""An open door, an invite code, or a list; and how many topics of their own somebody may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.talks import talking

from bot.access import Door, Entrance, entrance
from bot.doorkeeping import heed_list
from bot.settings import load
from bot.telegram import door_phrases as say
from bot.telegram import phrases

LANGUAGES = ("en", "tr", "uk", "ru")
INVITED = Door("invite", "open-sesame-7")
LISTED = Door("list", allowed=(5_000_002,))


def plain(markup):
    return markup.replace("<b>", "").replace("</b>", "").replace("<code>", "").replace("</code>", "")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_brings_the_code_is_let_in_and_stays(language):
    """Without it nothing is done, whatever is asked for; with it, once is enough."""
    async with talking(door=INVITED) as talk:
        chat = talk.api.world.private(language=language)
        for words in ("/start", "/start guess", "/follow deprem", "deprem"):
            assert (await talk.ask(chat, words)).text == plain(say.NO_CODE.say(language, id=""))
        assert await talk.followed(chat) == []
        assert not (await talk.subscriber(chat)).listens
        assert (await talk.ask(chat, "/start open-sesame-7")).text.startswith(plain(phrases.WELCOME.say(language)))
        await talk.ask(chat, "/follow deprem")
        assert len(await talk.followed(chat)) == 1


async def test_blocking_the_bot_and_coming_back_is_no_way_in():
    """Being there again is not being let in."""
    async with talking(door=INVITED) as talk:
        chat = talk.api.world.private()
        await talk.ask(chat, "/start")
        chat.block()
        chat.unblock()
        await talk.hear()
        assert (await talk.ask(chat, "/follow deprem")).text == plain(say.NO_CODE.say("en", id=""))


async def test_who_was_let_in_and_blocked_the_bot_is_still_let_in():
    async with talking(door=INVITED) as talk:
        chat = talk.api.world.private()
        await talk.ask(chat, "/start open-sesame-7")
        chat.block()
        chat.unblock()
        await talk.hear()
        await talk.ask(chat, "/follow deprem")
        assert len(await talk.followed(chat)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_is_not_listed_is_told_the_number_to_be_listed_by(language):
    async with talking(door=LISTED) as talk:
        stranger, friend = talk.api.world.private(language=language), talk.api.world.private(language=language)
        assert (await talk.ask(stranger, "/list")).text == plain(say.NOT_LISTED.say(language, id=stranger.id))
        assert (await talk.ask(friend, "/list")).text == phrases.LIST_EMPTY.say(language)


async def test_who_is_taken_off_the_list_hears_nothing_more_and_all_again_when_back_on_it():
    """Admins, groups and what was followed stay; an open door shuts nobody out."""
    async with talking(admins=[5_000_001], door=LISTED) as talk:
        admin, friend = talk.api.world.private(), talk.api.world.private()
        for chat in (admin, friend):
            await talk.ask(chat, "/follow deprem")
        group = (await talk.subscriber(friend)).evolve(subscriber_id="telegram:-100", address="-100")
        async with talk.store.transaction() as tx:
            await tx.put_subscriber(group)
        nobody = Door("list")
        assert await heed_list(talk.store, Door("open"), ()) == 0
        assert await heed_list(talk.store, nobody, (admin.id,)) == 1
        assert {each.address for each in await talk.store.subscribers() if each.listens} == {str(admin.id), "-100"}
        assert len(await talk.followed(friend)) == 1
        assert await heed_list(talk.store, LISTED, (admin.id,)) == 1
        assert (await talk.subscriber(friend)).listens


async def test_admins_need_neither():
    async with talking(admins=[5_000_001], door=Door("list")) as talk:
        admin = talk.api.world.private()
        assert (await talk.ask(admin, "/list")).text == phrases.LIST_EMPTY.say("en")


@given(
    st.sampled_from(["open", "invite", "list"]), st.text(), st.text(), st.booleans(), st.sets(st.integers(1, 5)), st.sets(st.integers(1, 5))
)
def test_nobody_comes_in_without_a_reason(mode, code, words, let_in, allowed, ids):
    """An empty code opens nothing."""
    found = entrance(Door(mode, code, tuple(allowed)), ids, by_admin=False, let_in=let_in, words=words)
    reasons = {
        "open": True,
        "invite": let_in or (code != "" and words.strip() == code),
        "list": bool(allowed & ids),
    }
    assert found.lets_in is reasons[mode]
    assert entrance(Door(mode, code), ids, by_admin=True, let_in=False, words="") is Entrance.ADMIN


async def test_own_topics_have_the_limit_of_the_house():
    """Presets do not count; what is one too many is refused, and a list is taken as far as there is room."""
    async with talking(own_topics=2) as talk:
        chat = talk.api.world.private()
        await talk.ask(chat, "/follow sel\ndeprem")
        refused = await talk.ask(chat, "/follow grev")
        assert "2" in refused.text
        assert len(await talk.followed(chat)) == 2


def test_an_invitation_without_a_code_is_refused_at_the_start(monkeypatch, tmp_path):
    """Nobody could come in."""
    monkeypatch.setenv("TELLAL_ACCESS", "invite")
    with pytest.raises(Exception, match="TELLAL_INVITE_CODE"):
        load(root=tmp_path, secrets=tmp_path / "none")


def test_a_short_code_is_refused_and_none_is_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("TELLAL_ACCESS", "invite")
    monkeypatch.setenv("TELLAL_INVITE_CODE", "sesame")
    with pytest.raises(Exception, match="TELLAL_INVITE_CODE") as refused:
        load(root=tmp_path, secrets=tmp_path / "none")
    assert "sesame" not in str(refused.value)
    monkeypatch.setenv("TELLAL_INVITE_CODE", "open-sesame-7")
    settings = load(root=tmp_path, secrets=tmp_path / "none")
    assert settings.door.code == "open-sesame-7"
    assert "open-sesame-7" not in str(settings.shown())
