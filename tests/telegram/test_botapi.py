"""The fake Bot API itself, driven by a client that is not python-telegram-bot: is it worth trusting?"""

import asyncio
import json

import httpx
import pytest
from support.botapi import CONFLICT, WEBHOOK, BotApi
from support.botapi_html import Malformed, parse_html


@pytest.fixture
def api():
    with BotApi() as api:
        yield api


async def call(api, method, *, token=None, **request):
    async with httpx.AsyncClient(timeout=10) as client:
        answer = await client.post(f"{api.base_url}/bot{token or api.token}/{method}", **request)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("form", ["json", "data", "files", "params"])
async def test_every_kind_of_body_is_read(api, form):
    """JSON, form, multipart and query string, nested objects as JSON text where there are no objects."""
    chat = api.world.private()
    keyboard = {"inline_keyboard": [[{"text": "Why?", "callback_data": "why/1"}]]}
    fields = {"chat_id": str(chat.id), "text": "<b>Şişli</b>", "parse_mode": "HTML", "reply_markup": keyboard}
    flat = fields | {"reply_markup": json.dumps(keyboard)}
    bodies = {"json": fields, "data": flat, "params": flat, "files": {name: (None, value) for name, value in flat.items()}}
    status, answer = await call(api, "sendMessage", **{form: bodies[form]})
    assert (status, answer["ok"]) == (200, True)
    assert (chat.last.text, chat.last.buttons[0]["callback_data"]) == ("Şişli", "why/1")


async def test_updates_wait_until_confirmed(api):
    """An offset confirms everything before it; a negative one keeps the last ones only."""
    chat = api.world.private()
    first, second, third = (chat.say(str(number)) for number in range(3))
    for offset, expected in (
        (None, [first, second, third]),
        (second, [second, third]),
        (None, [second, third]),
        (-1, [third]),
        (None, [third]),
    ):
        _, answer = await call(api, "getUpdates", json={"offset": offset} if offset else {})
        assert [update["update_id"] for update in answer["result"]] == expected
    _, answer = await call(api, "getUpdates", json={"limit": 1, "offset": third + 1})
    assert answer["result"] == []


async def test_a_long_poll_ends_with_the_first_update(api):
    """It does not wait for its time to be over."""
    chat = api.world.private()
    poll = asyncio.create_task(call(api, "getUpdates", json={"timeout": 9}))
    await asyncio.sleep(0.05)
    said = chat.say("deprem")
    async with asyncio.timeout(5):
        _, answer = await poll
    assert [update["update_id"] for update in answer["result"]] == [said]


async def test_a_second_listener_ends_the_first(api):
    """With the official words."""
    poll = asyncio.create_task(call(api, "getUpdates", json={"timeout": 9}))
    async with asyncio.timeout(5):
        while not api.calls_of("getUpdates"):
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        await call(api, "getUpdates", json={})
        status, answer = await poll
    assert (status, answer["description"]) == (409, CONFLICT)


async def test_a_webhook_is_in_the_way(api):
    """Until it is deleted."""
    api.world.webhook = "https://x.example/"
    assert (await call(api, "getUpdates", json={}))[1]["description"] == WEBHOOK
    await call(api, "deleteWebhook")
    assert (await call(api, "getUpdates", json={}))[0] == 200


async def test_only_kinds_asked_for_come(api):
    """allowed_updates is remembered."""
    chat = api.world.private()
    await call(api, "getUpdates", json={"allowed_updates": ["callback_query"]})
    chat.say("x")
    assert (await call(api, "getUpdates", json={}))[1]["result"] == []


@pytest.mark.parametrize(
    ("fields", "code", "text"),
    [
        ({"chat_id": 1}, 400, "Bad Request: chat not found"),
        ({"chat_id": ""}, 400, "Bad Request: chat_id is empty"),
        ({"text": " "}, 400, "Bad Request: message text is empty"),
        ({"text": "й" * 4097}, 400, "Bad Request: message is too long"),
        ({"text": "x", "message_thread_id": 3}, 400, "Bad Request: message thread not found"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "й" * 33}]]}},
            400,
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        ({"text": "<p>", "parse_mode": "HTML"}, 400, 'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
    ],
)
async def test_refusals_in_the_servers_words(api, fields, code, text):
    """Nothing is stored."""
    chat = api.world.private()
    status, answer = await call(api, "sendMessage", json={"chat_id": chat.id, "text": "x"} | fields)
    assert (status, answer["error_code"], answer["description"]) == (code, code, text)
    assert chat.texts == []


async def test_the_limit_counts_code_points_after_parsing(api):
    """Markup is free, and a letter outside the basic plane counts once."""
    chat = api.world.private()
    text = "<b>" + "𝄞" * 4096 + "</b>"
    assert (await call(api, "sendMessage", json={"chat_id": chat.id, "text": text, "parse_mode": "HTML"}))[0] == 200


async def test_wrong_tokens_and_methods(api):
    """401 and 404."""
    assert (await call(api, "getMe", token="1:x"))[0] == 401
    assert (await call(api, "getNothing"))[0] == 404


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("Ş<img src=x>", 'Unsupported start tag "img" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_is_refused_in_the_servers_words(markup, sentence):
    """Offsets are bytes."""
    with pytest.raises(Malformed) as error:
        parse_html(markup)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("markup", "text", "kinds"),
    [
        ("a &lt;b&gt; &amp;amp; &quot; &nbsp; &#351;", 'a <b> &amp; " &nbsp; ş', []),
        ("<B>x</B>", "x", ["bold"]),
        ("<b>𝄞<i>y</i></b>", "𝄞y", ["bold", "italic"]),
        ('<a href="https://x.example/?a=1&amp;b">x</a>', "x", ["text_link"]),
        ('<a href="http://localhost/">x</a>', "x", []),
        ("<b></b>x", "x", []),
    ],
)
def test_html_is_read_as_the_server_reads_it(markup, text, kinds):
    """Only four named entities; a link to a host without a dot is no link; empty formatting is none."""
    plain, entities = parse_html(markup)
    assert (plain, [entity["type"] for entity in entities]) == (text, kinds)
