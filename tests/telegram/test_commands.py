"""Every command, through python-telegram-bot, against the fake Bot API."""

import pytest
from support.botapi_chats import Person
from support.streets import entry as told_entry
from support.talks import talking

from bot.telegram import admin_phrases, feed_phrases, phrases
from bot.telegram.menu import MENU, Looks, entry_called, names
from bot.telegram.query_phrases import FAULTS
from bot.verbs import Reason, explain_article
from news.audit import Deed, DeedOutcome
from news.feed import Feed, FeedState, Origin
from news.stories.values import Story
from news.subscribers import Topic
from news.topics.faults import Fault

LANGUAGES = ("en", "tr", "uk", "ru")
QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"), ("uk", "землетрус")), titles=(("tr", "Depremler"), ("uk", "Землетруси")))
VOTES = Topic("un-votes", "Votes at the UN", (("", '"United Nations" vote'),))


@pytest.fixture
async def talk():
    async with talking(admins=[5_000_001]) as talk:
        await talk.put(QUAKES, VOTES)
        yield talk


def plain(markup):
    return markup.replace("<b>", "").replace("</b>", "").replace("<code>", "").replace("</code>", "")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_welcomes_in_the_language_of_the_phone(talk, language):
    """And enrols the subscriber with that language and a digest planned."""
    chat = talk.api.world.private(language=language)
    seen = await talk.ask(chat, "/start")
    assert seen.text.startswith(plain(phrases.WELCOME.say(language)))
    subscriber = await talk.subscriber(chat)
    assert (subscriber.language, subscriber.gone) == (language, False)
    assert subscriber.next_digest_at is not None


async def test_a_language_not_spoken_gets_the_house_language(talk):
    """A phone in German, a bot that has none."""
    chat = talk.api.world.private(language="de-AT")
    await talk.ask(chat, "/start")
    assert (await talk.subscriber(chat)).language == "en"


async def test_a_deep_link_follows_the_topic(talk):
    """t.me/bot?start=earthquakes"""
    chat = talk.api.world.private()
    await talk.ask(chat, "/start earthquakes")
    assert await talk.followed(chat) == ["earthquakes"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_lists_what_a_subscriber_may_say(talk, language):
    """Admin commands are shown to admins only."""
    talk.api.world.private()  # takes the admin's number
    chat = talk.api.world.private(language=language)
    text = (await talk.ask(chat, "/help")).text
    for entry in MENU:
        assert (f"/{entry.name} — {entry.does.say(language)}" in text) is not entry.admin


async def test_help_shows_admins_theirs(talk):
    """The admin sees the whole list."""
    admin = talk.api.world.private()
    text = (await talk.ask(admin, "/help")).text
    assert all(f"/{entry.name}" in text for entry in MENU)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_topics_are_shown_with_buttons_that_follow(talk, language):
    """A title per language; pressing the button follows and stops the spinner."""
    chat = talk.api.world.private(language=language)
    seen = await talk.ask(chat, "/topics")
    assert QUAKES.title_in(language) in seen.text
    answer = await talk.press(chat, seen, "follow/earthquakes")
    assert answer.text == plain(phrases.FOLLOWED.say(language, topic=QUAKES.title_in(language)))
    assert await talk.followed(chat) == ["earthquakes"]
    assert len(talk.api.world.answered_presses) == 1
    again = await talk.ask(chat, "/topics")
    assert [button["callback_data"] for button in again.buttons] == ["follow/un-votes"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_follow_list_unfollow(talk, language):
    """A preset by its slug, a topic of one's own by words; both stand in the list; either may be dropped by name or number."""
    chat = talk.api.world.private(language=language)
    await talk.ask(chat, "/follow earthquakes")
    own = await talk.ask(chat, '/follow "merkez bankası" faiz -futbol')
    assert own.text == plain(phrases.FOLLOWED_OWN.say(language, topic='"merkez bankası" faiz -futbol'))
    listed = (await talk.ask(chat, "/list")).text
    assert f"1. {QUAKES.title_in(language)}" in listed
    assert '2. "merkez bankası" faiz -futbol' in listed
    await talk.ask(chat, "/unfollow 2")
    gone = await talk.ask(chat, "/unfollow earthquakes")
    assert gone.text == plain(phrases.UNFOLLOWED.say(language, topic=QUAKES.title_in(language)))
    assert (await talk.ask(chat, "/list")).text == phrases.LIST_EMPTY.say(language)
    assert [topic.topic_id for topic in await talk.store.topics()] == ["earthquakes", "un-votes"]


async def test_following_tells_the_matcher(talk):
    """After the commit: a topic of one's own must be matched from the next article on."""
    chat = talk.api.world.private()
    await talk.ask(chat, "/follow deprem")
    assert talk.reloads == 1
    await talk.ask(chat, "/list")
    assert talk.reloads == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_capitalised_word_is_said_to_be_a_name(talk, language):
    """And the lower-case query is there to be sent; a lower-case one needs no such sentence."""
    chat = talk.api.world.private(language=language)
    said = plain(phrases.NAME_ASKED.say(language, words="/follow deprem -futbol"))
    assert said in (await talk.ask(chat, "/follow Deprem -futbol")).text
    assert "/follow" not in (await talk.ask(chat, "/follow sel")).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_topic_test_shows_what_a_query_would_have_met(talk, language):
    """And by which words; a bare or unknown one says how it is used, a query that cannot be read where."""
    chat = talk.api.world.private(language=language)
    await talk.ask(chat, "/start")
    await talk.told(chat, QUAKES)
    seen = await talk.ask(chat, "/topic test deprem OR землетрус")
    assert seen.text.startswith(plain(phrases.TRIED.say(2, language, asked=2, days=7)))
    assert "deprem" in seen.text
    assert seen.links
    assert await talk.followed(chat) == []
    assert (await talk.ask(chat, "/topic")).text == plain(phrases.TOPIC_USAGE.say(language))
    wrong = await talk.ask(chat, "/topic test deprem languag:tr")
    assert "lang" in wrong.text
    assert "^" in wrong.text
    assert phrases.NAME_ASKED.say(language, words="/topic test deprem") in plain((await talk.ask(chat, "/topic test Deprem")).text)


async def test_a_mistyped_preset_is_offered(talk):
    """The words become a topic, and the preset that was probably meant is one tap away."""
    chat = talk.api.world.private()
    seen = await talk.ask(chat, "/follow earthquaks")
    assert "Earthquakes" in seen.text
    assert seen.buttons[0]["callback_data"] == "follow/earthquakes"


async def test_follow_and_unfollow_without_words_open_a_picker(talk):
    """Snake-case names, bare commands: buttons, no lecture."""
    chat = talk.api.world.private()
    picker = await talk.ask(chat, "/follow")
    assert [button["callback_data"] for button in picker.buttons] == ["follow/earthquakes", "follow/un-votes"]
    await talk.press(chat, picker, "follow/un-votes")
    which = await talk.ask(chat, "/unfollow")
    await talk.press(chat, which, "unfollow/un-votes")
    assert await talk.followed(chat) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_query_that_cannot_be_read_shows_where(talk, language):
    """A caret under the character, and nothing followed."""
    chat = talk.api.world.private(language=language)
    seen = await talk.ask(chat, '/follow deprem  (İzmir OR "Manisa')
    lines = seen.text.split("\n")
    assert lines[0] == phrases.BAD_QUERY.say(language)
    assert lines[1] == 'deprem (İzmir OR "Manisa'
    assert lines[2].strip() == "^"
    assert lines[3] == FAULTS[Fault.OPEN_QUOTE].say(language)
    assert await talk.followed(chat) == []


@pytest.mark.parametrize(
    ("said", "shown", "under"),
    [
        ("/topic test deprem OR OR sel", "deprem OR OR sel", "OR sel"),
        ("/search  deprem   (sel", "deprem   (sel", "(sel"),
        ("/follow earthquakes\nsel (taşkın", "sel (taşkın", "(taşkın"),
        ("/follow -1001234567890 sel (taşkın", "sel (taşkın", "(taşkın"),
    ],
)
async def test_the_caret_stands_under_what_cannot_be_read_wherever_the_query_began(talk, said, shown, under):
    """After another word, on a second line, behind a channel's name."""
    chat = talk.api.world.private()
    channel = talk.api.world.group(kind="channel")
    channel.admins |= {chat.person.id, talk.api.world.bot["id"]}
    seen = await talk.ask(chat, said.replace("-1001234567890", str(channel.id)))
    lines = seen.text.split("\n")
    assert lines[1] == shown
    assert lines[2].index("^") == shown.rindex(under)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_lang_changes_the_language_of_the_answer_itself(talk, language):
    """By word or by button."""
    chat = talk.api.world.private(language="tr" if language == "en" else "en")
    seen = await talk.ask(chat, f"/lang {language.upper()}")
    assert (await talk.subscriber(chat)).language == language
    assert seen.text.startswith(phrases.LANGUAGE_SET.say(language, name="").split(":")[0][:12])
    picker = await talk.ask(chat, "/lang")
    assert len([button for button in picker.buttons if "reading" not in button["callback_data"]]) == 3
    back = await talk.press(chat, picker, picker.buttons[0]["callback_data"])
    assert (await talk.subscriber(chat)).language == picker.buttons[0]["callback_data"].removeprefix("lang/")
    assert back.text


async def test_lang_refuses_what_is_not_offered(talk):
    """And says so."""
    chat = talk.api.world.private()
    assert "xx" in (await talk.ask(chat, "/lang xx")).text
    assert (await talk.subscriber(chat)).language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_latest_and_why(talk, language):
    """Told stories with their outlets; why names topic, words, and what joined the reports."""
    chat = talk.api.world.private(language=language)
    assert (await talk.ask(chat, "/latest")).text == phrases.LATEST_NONE.say(language)
    await talk.ask(chat, "/follow earthquakes")
    await talk.told(chat, QUAKES)
    latest = await talk.ask(chat, "/latest")
    assert "Anka Postası" in latest.text
    assert latest.links
    why = (await talk.ask(chat, "/why s-quake")).text
    assert QUAKES.title_in(language) in why
    assert "deprem" in why
    assert "Дніпро Новини" in why
    assert "Ізмір" in why
    assert (await talk.ask(chat, "/why")).text == why


async def test_why_as_a_reply_to_the_alert(talk):
    """The message replied to says which story is meant."""
    chat = talk.api.world.private(language="tr")
    seen = await talk.ask(chat, "/follow earthquakes")
    await talk.told(chat, QUAKES, reference=str(seen.message_id))
    assert "<şiddetli> deprem" in (await talk.ask(chat, "/why", reply_to=seen)).text


async def test_the_buttons_under_an_alert(talk):
    """why/STORY, orig/STORY and src/STORY."""
    chat = talk.api.world.private(language="tr")
    await talk.ask(chat, "/follow earthquakes")
    await talk.told(chat, QUAKES)
    seen = chat.last
    seen.keyboard = [[{"text": verb, "callback_data": f"{verb}/s-quake"} for verb in ("why", "orig", "src")]]
    assert "Ізмір" in (await talk.press(chat, seen, "why")).text
    for verb in ("orig", "src"):
        originals = await talk.press(chat, seen, verb)
        assert "Сильний землетрус в Ізмірі" in originals.text
        assert originals.links == ["https://tr.example/a-tr", "https://uk.example/a-uk"]


@pytest.mark.parametrize(("text", "near"), [("/folow x", "/follow"), ("/топики", ""), ("/", "")])
async def test_an_unknown_command_gets_a_helpful_answer(talk, text, near):
    """With the command that was probably meant."""
    chat = talk.api.world.private()
    seen = await talk.ask(chat, text)
    assert "/help" in seen.text
    assert near in seen.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_plain_words_are_offered_as_a_topic(talk, language):
    """Whoever types "deprem" wants to follow it: one tap."""
    chat = talk.api.world.private(language=language)
    seen = await talk.ask(chat, "deprem <b>")
    assert seen.text.startswith(plain(phrases.PLAIN_WORDS.say(language, words="WORDS")).replace("WORDS", "deprem <b>"))
    await talk.press(chat, seen, seen.buttons[0]["callback_data"])
    assert len(await talk.followed(chat)) == 1


async def test_an_old_button_says_so(talk):
    """A button whose verb is not known (any more)."""
    chat = talk.api.world.private()
    seen = await talk.ask(chat, "/help")
    seen.keyboard = [[{"text": "x", "callback_data": "shout/s1"}]]
    assert (await talk.press(chat, seen, "x")).text == phrases.OLD_BUTTON.say("en")


# --- admin


@pytest.mark.parametrize("command", [entry.name for entry in MENU if entry.admin])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_admin_commands_are_for_admins(talk, command, language):
    """Others hear no, and nothing changes; a button cannot go round it."""
    talk.api.world.private()
    await talk.put(Feed("anka", "https://anka.example/rss", origin=Origin.CHAT))
    chat = talk.api.world.private(language=language)
    assert (await talk.ask(chat, f"/{command} anka")).text == phrases.ADMINS_ONLY.say(language)
    seen = chat.last
    seen.keyboard = [[{"text": "x", "callback_data": f"{command}/anka"}]]
    assert (await talk.press(chat, seen, "x")).text == phrases.ADMINS_ONLY.say(language)
    assert (await talk.store.feed("anka")).feed.paused is False


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_life_of_a_feed(talk, language):
    """Try, add, pause, resume, poll, delete."""
    admin = talk.api.world.private(language=language)
    talk.feeds.says["postasi"] = [told_entry("Merkez bankası faizi indirdi")]
    asked = await talk.ask(admin, "/addfeed https://www.postasi.com.tr/rss.xml")
    assert "Merkez bankası faizi indirdi" in asked.text
    assert await talk.store.feed("postasi") is None
    added = await talk.press(admin, asked, feed_phrases.ADD_BUTTON.say(language))
    assert "postasi" in added.text
    assert (await talk.store.feed("postasi")).feed.origin is Origin.CHAT
    assert "postasi" in (await talk.ask(admin, "/feeds")).text
    await talk.ask(admin, "/pausefeed postasi")
    assert (await talk.store.feed("postasi")).feed.paused
    await talk.ask(admin, "/resumefeed POSTASI")
    watched = await talk.store.feed("postasi")
    assert (watched.feed.paused, watched.state.next_poll_at) == (False, talk.clock())
    talk.clock.move(minutes=5)
    polling = await talk.ask(admin, "/pollnow")
    assert polling.text == admin_phrases.POLLING.say(1, language)
    assert (await talk.store.feed("postasi")).state.next_poll_at == talk.clock()
    gone = await talk.press(admin, await talk.ask(admin, "/delfeed postasi"), feed_phrases.DELETE_BUTTON.say(language))
    assert gone.text == plain(admin_phrases.FEED_FORGOTTEN.say(language, feed="postasi"))
    assert await talk.store.feed("postasi") is None
    assert (await talk.ask(admin, "/feeds")).text == plain(admin_phrases.FEEDS_NONE.say(language))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_stories_are_split_and_merged_by_admins(talk, language):
    """The word is kept in the transaction of the answer; who places stories carries it out."""
    admin = talk.api.world.private(language=language)
    await talk.ask(admin, "/start")
    story = await talk.told(admin, QUAKES)
    founder, *others = [report.article_id for report in await talk.store.story_articles(story.story_id)]
    assert others[0] in (await talk.ask(admin, f"/why {story.story_id}")).text
    asked = await talk.ask(admin, f"/split {others[0]}")
    assert "Сильний землетрус в Ізмірі" in asked.text
    assert await talk.store.rulings() == []
    answer = (await talk.press(admin, asked, admin_phrases.SPLIT_BUTTON.say(language))).text
    said = [(one.ruling.article_id, one.ruling.story_id, one.ruling.belongs) for one in await talk.store.rulings()]
    into = f"s-{others[0]}"
    assert said == [(others[0], story.story_id, False), (others[0], into, True)]
    assert into in answer
    whole = (await talk.ask(admin, f"/split {' '.join([founder, *others])}")).text
    assert whole == plain(admin_phrases.REFUSALS[Reason.WHOLE_STORY].say(language, asked=story.story_id))
    itself = (await talk.ask(admin, f"/merge {story.story_id} {story.story_id}")).text
    assert itself == plain(admin_phrases.REFUSALS[Reason.ONE_STORY].say(language, asked=story.story_id))
    latest = (await talk.ask(admin, "/merge")).text
    assert latest == f"{plain(admin_phrases.MERGE_HOW.say(language))}\n• s-quake İzmir'de <şiddetli> deprem"
    assert len(await talk.store.rulings()) == len(said)
    async with talk.store.transaction() as tx:
        await tx.put_story(Story("s-flood", talk.clock(), talk.clock(), "a-flood"))
    both = await talk.ask(admin, f"/merge {story.story_id} s-flood")
    assert all(name in both.text for name in (story.story_id, "s-flood"))
    assert len(await talk.store.rulings()) == len(said)
    await talk.press(admin, both, admin_phrases.MERGE_BUTTON.say(language))
    assert len(await talk.store.rulings()) > len(said)
    outcomes = [deed.outcome for deed in await talk.store.deeds(limit=2)]
    assert outcomes == [DeedOutcome.DONE, DeedOutcome.ASKED]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_why_of_an_article_is_the_sentence_of_the_command_line(talk, language):
    """And with another article the two are weighed."""
    chat = talk.api.world.private(language=language)
    await talk.ask(chat, "/start")
    story = await talk.told(chat, QUAKES)
    founder, other = [report.article_id for report in await talk.store.story_articles(story.story_id)][:2]
    told = await explain_article(talk.store, other, founder, language=language)
    assert (await talk.ask(chat, f"/why {other} {founder}")).text == told


async def test_what_admins_change_is_written_down(talk):
    """Who, which verb, its words, when, and what came of it; merely looking leaves no trace."""
    admin = talk.api.world.private()
    await talk.put(Feed("anka", "https://anka.example/rss"))
    await talk.ask(admin, "/pausefeed anka")
    await talk.ask(admin, "/feeds")
    await talk.ask(admin, "/pausefeed ankaa")
    who, now = f"telegram:{admin.id}", talk.clock()
    refused = Deed(who, "pausefeed", "ankaa", now, DeedOutcome.REFUSED, "there is no feed called ankaa; did you mean anka?")
    assert await talk.store.deeds() == [refused, Deed(who, "pausefeed", "anka", now)]


@pytest.mark.parametrize(
    "command", [each for each in map(entry_called, names()) if each.admin and not isinstance(each, Looks)], ids=lambda each: each.name
)
@pytest.mark.parametrize("words", ["", " nothing"])
async def test_no_admin_command_that_changes_something_goes_unwritten(talk, command, words):
    """Whatever is in the menu or behind a button: done, asked or refused, there is one row, and it names the verb."""
    admin = talk.api.world.private()
    await talk.ask(admin, f"/{command.name}{words}")
    (deed,) = await talk.store.deeds()
    assert (deed.who, deed.verb, deed.words) == (f"telegram:{admin.id}", command.name, words.strip())


async def test_a_stranger_leaves_no_row(talk):
    """They could fill the store with them."""
    talk.api.world.private()
    await talk.ask(talk.api.world.private(), "/delfeed anka")
    assert await talk.store.deeds() == []


async def test_a_feed_of_the_file_is_paused_instead(talk):
    """feeds.yaml wins; the answer says so."""
    admin = talk.api.world.private()
    await talk.put(Feed("anka", "https://anka.example/rss"))
    assert "feeds.yaml" in (await talk.ask(admin, "/delfeed yes anka")).text
    assert (await talk.store.feed("anka")).feed.paused


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("/addfeed ftp://x/y", "ftp://x/y"),
        ("/addfeed https://anka.example/rss", "anka"),
        ("/addfeed https://x.example/rss Büyük", "Büyük"),
        ("/addfeed https://x.example/rss anka", "anka"),
        ("/addfeed", "https://example.org/rss"),
        ("/delfeed ankaa", "anka"),
        ("/delfeed", "/delfeed"),
        ("/pausefeed", "/pausefeed"),
        ("/pollnow nobody", "nobody"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_admin_mistakes_get_a_sentence(talk, text, says, language):
    """And change nothing."""
    admin = talk.api.world.private(language=language)
    await talk.put(Feed("anka", "https://anka.example/rss"))
    before = await talk.store.feeds()
    assert says in (await talk.ask(admin, text)).text
    assert await talk.store.feeds() == before


@pytest.mark.parametrize("language", LANGUAGES)
async def test_health_names_what_needs_a_look(talk, language):
    """A failing feed with its error, escaped; tallies."""
    admin = talk.api.world.private(language=language)
    await talk.put(Feed("anka", "https://anka.example/rss"))
    assert (await talk.ask(admin, "/health")).text.startswith(admin_phrases.HEALTH_WELL.say(language))
    await talk.put(FeedState("anka", failures=3, last_error="<html> & 500", last_polled_at=talk.clock()))
    text = (await talk.ask(admin, "/health")).text
    assert text.startswith(admin_phrases.HEALTH_ILL.say(language))
    assert "3× <html> & 500" in text


@pytest.mark.parametrize("command", [*(entry.name for entry in MENU), "nothing", "sources"])
@pytest.mark.parametrize("words", ["<b>&amp;" * 480, "ş" * 3900, "\u202e \x00 <", "🇹🇷 " * 900])
async def test_any_words_after_any_command_get_an_answer(talk, command, words):
    """However long or odd: one answer, within Telegram's limits, sent without a complaint about markup."""
    admin = talk.api.world.private(language="uk")
    await talk.ask(admin, f"/{command} {words}")
    assert len(admin.texts) == 1
    assert len(talk.api.calls_of("sendMessage")) == 1


async def test_a_story_nobody_knows(talk):
    """A refusal of a command that only looks."""
    chat = talk.api.world.private(language="ru")
    assert "s-999" in (await talk.ask(chat, "/why s-999")).text
    assert (await talk.ask(chat, "/why")).text == admin_phrases.REFUSALS[Reason.NOTHING_TOLD].say("ru")


# --- groups


async def test_commands_in_a_group_may_name_the_bot(talk):
    """/list@ourbot is for us, /list@other is not, and people talking among themselves are left alone."""
    group, person = talk.api.world.group(), Person(42)
    await talk.ask(group, f"/list@{talk.api.world.bot['username'].upper()}", sender=person)
    assert group.texts == [phrases.LIST_EMPTY.say("en")]
    for text in ("/list@otherbot", "deprem mi oldu?"):
        group.say(text, sender=person)
    await talk.hear()
    assert len(group.texts) == 1


async def test_only_group_admins_change_what_a_group_follows(talk):
    """A member is told no; an admin, an anonymous admin and a channel's post are obeyed."""
    group, channel, person = talk.api.world.group(), talk.api.world.group(kind="channel"), Person(42)
    assert (await talk.ask(group, "/follow earthquakes", sender=person)).text == phrases.GROUP_ADMINS_ONLY.say("en")
    assert await talk.followed(group) == []
    group.admins.add(person.id)
    await talk.ask(group, "/follow earthquakes", sender=person)
    await talk.ask(group, "/follow un-votes", sender=Person(1087968824, "Group"), as_chat=True)
    assert await talk.followed(group) == ["earthquakes", "un-votes"]
    await talk.ask(channel, "/follow earthquakes")
    assert await talk.followed(channel) == ["earthquakes"]


async def test_when_telegram_cannot_say_who_runs_a_group_nobody_does(talk):
    """Better a no than a stranger's yes."""
    group = talk.api.world.group()
    talk.api.refuse_next("getChatMember", 400, "Bad Request: member list is inaccessible")
    assert (await talk.ask(group, "/follow earthquakes", sender=Person(42))).text == phrases.GROUP_ADMINS_ONLY.say("en")


async def test_a_channels_post_is_not_heard_again_where_it_is_discussed(talk):
    """Telegram forwards it into the linked group by itself, in its own name."""
    group = talk.api.world.group()
    group.say("/follow earthquakes", sender=Person(777000, "Telegram"), forwarded_by_telegram=True)
    await talk.hear()
    assert group.texts == []


async def test_each_forum_topic_is_a_subscriber(talk):
    """The answer comes back into the thread it was asked in."""
    forum, person = talk.api.world.group(forum=True), Person(42)
    forum.threads |= {7, 9}
    forum.admins.add(person.id)
    seen = await talk.ask(forum, "/follow earthquakes", sender=person, thread=7)
    assert seen.thread == 7
    assert (await talk.subscriber(forum, 7)) is not None
    assert (await talk.subscriber(forum, 9)) is None
