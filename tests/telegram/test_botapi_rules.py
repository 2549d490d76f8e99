"""The fake Bot API's rules of speaking: windows, places, edits, replies, and what a cut line leaves behind."""

import httpx
import pytest
from support.botapi import NOT_MODIFIED, BotApi, Limits


class Hand:
    """A clock that is put forward by hand."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def hand():
    return Hand()


@pytest.fixture
def api(hand):
    with BotApi(clock=hand) as api:
        yield api


async def call(api, method, **fields):
    async with httpx.AsyncClient(timeout=10) as client:
        return await client.post(f"{api.base_url}/bot{api.token}/{method}", json=fields)


async def say(api, chat, text="x", **fields):
    return await call(api, "sendMessage", chat_id=chat.id, text=text, **fields)


async def refusal(answer):
    body = answer.json()
    assert body["ok"] is False
    assert body["error_code"] == answer.status_code
    return answer.status_code, body["description"]


@pytest.mark.parametrize(("kind", "allowed", "wait"), [("private", 1, 1), ("supergroup", 20, 60), ("channel", 20, 60)])
async def test_a_chats_window(api, hand, kind, allowed, wait):
    """So many calls, then 429 with the seconds in the text, the parameters and the header; others are not meant."""
    api.limits = Limits(overall=(10_000, 1.0))
    chat, other = ((api.world.private() if kind == "private" else api.world.group(kind=kind)) for _ in range(2))
    for _ in range(allowed):
        assert (await say(api, chat)).status_code == 200
    refused = await say(api, chat)
    assert await refusal(refused) == (429, f"Too Many Requests: retry after {wait}")
    assert (refused.json()["parameters"], refused.headers["Retry-After"]) == ({"retry_after": wait}, str(wait))
    assert (await say(api, other)).status_code == 200
    hand.now += wait - 0.01
    assert (await say(api, chat)).status_code == 429
    hand.now += 0.01
    assert (await say(api, chat)).status_code == 200
    assert len(chat.texts) == allowed + 1
    assert api.floods == 2


async def test_everybodys_window(api, hand):
    """Thirty chats in a second, not thirty-one."""
    api.limits = Limits()
    answers = [(await say(api, api.world.private())).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
    hand.now += 1.0
    assert (await say(api, api.world.private())).status_code == 200


async def test_edits_count_as_words(api, hand):
    """One a second in a private chat, whether it is a new message or an old one."""
    api.limits = Limits()
    chat = api.world.private()
    number = (await say(api, chat)).json()["result"]["message_id"]
    assert (await call(api, "editMessageText", chat_id=chat.id, message_id=number, text="y")).status_code == 429
    hand.now += 1
    assert (await call(api, "editMessageText", chat_id=chat.id, message_id=number, text="y")).status_code == 200


async def test_an_edit_that_changes_nothing(api):
    """The official sentence; text, formatting and buttons all count as change."""
    chat = api.world.private()
    number = (await say(api, chat, "<b>x</b>", parse_mode="HTML")).json()["result"]["message_id"]
    same = {"chat_id": chat.id, "message_id": number, "text": "<b>x</b>", "parse_mode": "HTML"}
    assert await refusal(await call(api, "editMessageText", **same)) == (400, NOT_MODIFIED)
    assert (await call(api, "editMessageText", **(same | {"parse_mode": None, "text": "x"}))).status_code == 200
    keyboard = {"inline_keyboard": [[{"text": "Why?", "callback_data": "w"}]]}
    assert (await call(api, "editMessageText", **(same | {"reply_markup": keyboard}))).status_code == 200
    assert await refusal(await call(api, "editMessageText", **(same | {"message_id": 1}))) == (
        400,
        "Bad Request: message to edit not found",
    )


async def test_an_answer_lost_after_the_commit(api):
    """The line is cut; the message is there."""
    chat = api.world.private()
    api.lose_answer_of_next("sendMessage")
    with pytest.raises(httpx.RemoteProtocolError):
        await say(api, chat)
    assert chat.texts == ["x"]
    assert (await say(api, chat)).status_code == 200


@pytest.mark.parametrize("code", [500, 502, 503, 504])
async def test_an_ill_server_stores_nothing(api, code):
    """As JSON, or as the page of a proxy before it."""
    chat = api.world.private()
    api.refuse_next("sendMessage", code, "Internal Server Error")
    assert await refusal(await say(api, chat)) == (code, "Internal Server Error")
    api.page_next("sendMessage", code)
    assert (await say(api, chat)).text == "<html>Bad Gateway</html>"
    assert chat.texts == []


async def test_a_forums_topics(api):
    """Open, closed, never there; General has no number."""
    forum = api.world.group(forum=True)
    forum.threads |= {7, 8}
    forum.closed.add(8)
    told = (await say(api, forum, message_thread_id=7)).json()["result"]
    assert (told["message_thread_id"], told["is_topic_message"], told["chat"]["is_forum"]) == (7, True, True)
    assert await refusal(await say(api, forum, message_thread_id=8)) == (400, "Bad Request: TOPIC_CLOSED")
    assert await refusal(await say(api, forum, message_thread_id=9)) == (400, "Bad Request: message thread not found")
    assert "message_thread_id" not in (await say(api, forum)).json()["result"]


@pytest.mark.parametrize("kind", ["private", "group", "supergroup", "channel"])
async def test_who_blocks_is_told_of_in_an_update_and_hears_nothing(api, kind):
    """403 in the words for this kind of chat, until it is let in again."""
    chat = api.world.private() if kind == "private" else api.world.group(kind=kind)
    chat.block()
    words = "bot was blocked by the user" if kind == "private" else f"bot was kicked from the {kind} chat"
    assert await refusal(await say(api, chat)) == (403, f"Forbidden: {words}")
    chat.unblock()
    assert (await say(api, chat)).status_code == 200
    changes = [update["my_chat_member"] for update in (await call(api, "getUpdates")).json()["result"]]
    assert [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert changes[0]["new_chat_member"]["until_date"] == 0


async def test_a_group_that_moved_says_where(api):
    """The new number is in the parameters; nothing is stored in the old chat."""
    group = api.world.group(kind="group")
    new = group.migrate()
    answer = await say(api, group)
    assert await refusal(answer) == (400, "Bad Request: group chat was upgraded to a supergroup chat")
    assert answer.json()["parameters"] == {"migrate_to_chat_id": new.id}
    assert (group.texts, (await say(api, new)).status_code) == ([], 200)


async def test_a_reply_to_what_is_gone(api):
    """Refused, unless the sender said that it may go by itself."""
    chat = api.world.private()
    gone = {"message_id": 5}
    assert await refusal(await say(api, chat, reply_parameters=gone)) == (400, "Bad Request: message to be replied not found")
    told = await say(api, chat, reply_parameters=gone | {"allow_sending_without_reply": True})
    assert "reply_to_message" not in told.json()["result"]


async def test_formatting_beyond_a_hundred_entities_is_dropped(api):
    """Silently."""
    chat = api.world.private()
    told = (await say(api, chat, "<b>x</b> " * 120, parse_mode="HTML")).json()["result"]
    assert len(told["entities"]) == 100


async def test_a_press_nobody_made(api):
    """Or that was made too long ago."""
    answer = await call(api, "answerCallbackQuery", callback_query_id="77")
    assert await refusal(answer) == (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


async def test_updates_nobody_confirmed_come_again_and_confirmed_ones_never(api):
    """At least once is the reader's business."""
    chat = api.world.private()
    first = chat.say("1")
    for _ in range(3):
        assert [each["update_id"] for each in (await call(api, "getUpdates")).json()["result"]] == [first]
    assert (await call(api, "getUpdates", offset=first + 1)).json()["result"] == []
    assert (await call(api, "getUpdates", offset=first)).json()["result"] == []
    assert api.unconfirmed == []
