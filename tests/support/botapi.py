"""An HTTP fake of Telegram's Bot API, in a thread of its own on 127.0.0.1.

Real: offset and confirmation, long poll, 409 for a second listener, the refusals' exact texts, HTML rules and limits of the official
server, answers lost after the commit, rate limits (when switched on), form, JSON and multipart bodies.

    with BotApi() as api:
        chat = api.world.private(language="tr")
        chat.say("/start")
        ...                       # a bot at api.base_url with api.token answers
        assert "Tellal" in chat.texts[-1]
"""

from __future__ import annotations

import asyncio
import json
import math
import re
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass

from aiohttp import web

from support.botapi_chats import Refusal, Seen, World
from support.botapi_html import Malformed, parse_html

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Refused(Exception):
    def __init__(self, code, description, parameters=None):
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters or {}


@dataclass
class Fault:
    """What happens to the next call of a method. `after_commit`: the call takes effect, then the connection is cut."""

    refusal: Refusal | None = None
    after_commit: bool = False
    page: str = ""
    """A proxy's page instead of JSON; its status is the refusal's code."""


@dataclass(frozen=True)
class Limits:
    """Telegram's windows: (calls, seconds)."""

    overall: tuple[int, float] = (30, 1.0)
    private: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)


class BotApi:
    def __init__(
        self, *, token="987654321:AAE-botapi_fake_token_for_the_tests_x", name="TellalTestBot", limits=None, clock=time.monotonic, delay=0.0
    ):
        self.token, self.limits, self.clock, self.delay = token, limits, clock, delay
        self.accepted: list[float] = []
        """When a call that the windows count went through, by `clock`."""
        self.floods = 0
        """How often we said 429 because a window was full."""
        self.world = World(int(token.partition(":")[0]), name)
        self.calls: list[tuple[str, dict]] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._sent: dict[object, deque[float]] = defaultdict(deque)
        self._poll: asyncio.Future | None = None
        self._allowed: list[str] = []

    # --- life

    def __enter__(self):
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), name="botapi", daemon=True)
        self._thread.start()
        ready.wait(10)
        self.world.bell = lambda: self._loop.call_soon_threadsafe(self._ring)
        return self

    def __exit__(self, *_):
        self.world.bell = lambda: None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _serve(self, ready):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_route("GET", "/file/bot{token}/{path}", self._file)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.base_url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        ready.set()
        await self._stop.wait()
        self._ring()
        await runner.cleanup()

    # --- scripting

    def refuse_next(self, method, code, description, **parameters):
        self.faults[method].append(Fault(Refusal(code, description, parameters)))

    def flood_next(self, method, seconds):
        self.refuse_next(method, 429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    def lose_answer_of_next(self, method):
        """The call takes effect; its answer never comes."""
        self.faults[method].append(Fault(after_commit=True))

    def page_next(self, method, code, page="<html>Bad Gateway</html>"):
        self.faults[method].append(Fault(Refusal(code, ""), page=page))

    def calls_of(self, method):
        return [parameters for called, parameters in self.calls if called == method]

    @property
    def unconfirmed(self):
        with self.world.lock:
            return [update["update_id"] for update in self.world.updates]

    # --- one call

    async def _call(self, request):
        if request.match_info["token"] != self.token:
            return self._error(Refused(401, "Unauthorized"))
        method = request.match_info["method"]
        answer = getattr(self, "do_" + re.sub(r"(?<!^)(?=[A-Z])", "_", method).lower(), None)
        if answer is None:
            return self._error(Refused(404, "Not Found"))
        parameters = await self._parameters(request)
        with self.world.lock:
            self.calls.append((method, parameters))
            fault = self.faults[method].popleft() if self.faults[method] else Fault()
        if fault.page:
            return web.Response(status=fault.refusal.code, text=fault.page, content_type="text/html")
        try:
            result = await self._result(answer, parameters, fault)
        except Refused as refused:
            return self._error(refused)
        if fault.after_commit:
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    async def _result(self, answer, parameters, fault):
        if fault.refusal:
            raise Refused(fault.refusal.code, fault.refusal.description, fault.refusal.parameters)
        result = answer(parameters)
        if self.delay:
            await asyncio.sleep(self.delay)
        return await result if asyncio.iscoroutine(result) else result

    async def _file(self, request):
        """What `getFile` named."""
        content = self.world.files.get(request.match_info["path"])
        if request.match_info["token"] != self.token or content is None:
            return self._error(Refused(404, "Not Found"))
        return web.Response(body=content)

    def _error(self, refused):
        body = {"ok": False, "error_code": refused.code, "description": refused.description}
        headers = {}
        if refused.parameters:
            body["parameters"] = refused.parameters
        if "retry_after" in refused.parameters:
            headers["Retry-After"] = str(refused.parameters["retry_after"])
        return web.json_response(body, status=refused.code, headers=headers)

    async def _parameters(self, request):
        found = dict(request.query)
        if request.content_type == "application/json":
            found |= await request.json() if request.can_read_body else {}
        else:
            found |= dict(await request.post())
        return {name: _read(value) for name, value in found.items()}

    # --- updates

    def _ring(self):
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def do_get_updates(self, parameters):
        if self.world.webhook:
            raise Refused(409, WEBHOOK)
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refused(409, CONFLICT))
        offset, limit = int(parameters.get("offset", 0)), int(parameters.get("limit", 100))
        self._allowed = parameters.get("allowed_updates", self._allowed)
        with self.world.lock:
            self._confirm(offset)
        deadline = self._loop.time() + float(parameters.get("timeout", 0))
        while not (found := self._waiting(limit)) and (left := deadline - self._loop.time()) > 0 and not self._stop.is_set():
            await self._hear(left)
        return found

    async def _hear(self, seconds):
        """Until the bell rings, time is up, or another listener takes over (then its 409 is raised here)."""
        self._poll = poll = self._loop.create_future()
        if not self._waiting(1):
            await asyncio.wait({poll}, timeout=seconds)
        if poll.done():
            poll.result()

    def _confirm(self, offset):
        if offset > 0:
            self.world.updates = [update for update in self.world.updates if update["update_id"] >= offset]
        elif offset < 0:
            self.world.updates = self.world.updates[offset:]

    def _waiting(self, limit):
        with self.world.lock:
            if self._allowed:
                self.world.updates = [update for update in self.world.updates if set(update) & set(self._allowed)]
            return self.world.updates[:limit]

    # --- simple methods

    def do_get_me(self, _):
        return self.world.bot | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}

    def do_delete_webhook(self, _):
        self.world.webhook = ""
        return True

    def do_set_my_commands(self, parameters):
        for command in parameters["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        scope = parameters.get("scope") or {"type": "default"}
        if scope.get("chat_id") and int(scope["chat_id"]) not in self.world.chats:
            raise Refused(400, "Bad Request: chat not found")
        self.world.commands[json.dumps(scope), parameters.get("language_code", "")] = parameters["commands"]
        return True

    def do_answer_callback_query(self, parameters):
        if parameters["callback_query_id"] not in self.world.presses:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.world.answered_presses.append(parameters["callback_query_id"])
        return True

    def do_answer_inline_query(self, parameters):
        results = parameters["results"]
        if len(results) > 50:
            raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
        ids = [result["id"] for result in results]
        if len(set(ids)) < len(ids):
            raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
        if any(not 1 <= len(name.encode()) <= 64 for name in ids):
            raise Refused(400, "Bad Request: RESULT_ID_INVALID")
        for result in results:
            _formatted(result["input_message_content"] | {"text": result["input_message_content"]["message_text"]})
        self.world.inline_answers[parameters["inline_query_id"]] = results
        return True

    def do_get_chat(self, parameters):
        wanted = str(parameters["chat_id"])
        named = [chat for chat in self.world.chats.values() if chat.username and f"@{chat.username}" == wanted]
        chat = named[0] if named else self._chat(parameters)
        gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False)
        return chat.as_json() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}

    def do_get_chat_member(self, parameters):
        chat = self._chat(parameters)
        person = int(parameters["user_id"])
        status = "administrator" if person in chat.admins else "member"
        rights = dict.fromkeys(_ADMIN_RIGHTS, False) if status == "administrator" else {}
        return {"status": status, "user": {"id": person, "is_bot": False, "first_name": "Ayşe"}, **rights}

    # --- sending

    def do_send_message(self, parameters):
        with self.world.lock:
            chat = self._chat(parameters)
            thread = parameters.get("message_thread_id")
            if thread is not None and int(thread) not in chat.threads:
                raise Refused(400, "Bad Request: message thread not found")
            if thread is not None and int(thread) in chat.closed:
                raise Refused(400, "Bad Request: TOPIC_CLOSED")
            text, entities = _formatted(parameters)
            keyboard = _keyboard(parameters)
            reply_to = _reply_to(chat, parameters)
            self._pay(chat)
            seen = Seen(
                next(self.world.message_ids), text, entities, keyboard, int(thread) if thread is not None else None,
                reply_to=reply_to, previews=_previews(parameters),
            )  # fmt: skip
            chat.messages.append(seen)
            return chat.message_json(seen)

    def do_send_document(self, parameters):
        """As a multipart form, the file in a part of its own."""
        document = parameters["document"]
        if isinstance(document, str) and document.startswith("attach://"):
            document = parameters[document.removeprefix("attach://")]
        content = document.file.read()
        with self.world.lock:
            chat = self._chat(parameters)
            text, entities = _formatted(parameters | {"text": parameters.get("caption", "")})
            if len(text) > 1024:
                raise Refused(400, "Bad Request: message caption is too long")
            self._pay(chat)
            thread = parameters.get("message_thread_id")
            seen = Seen(next(self.world.message_ids), text, entities, [], int(thread) if thread is not None else None)
            seen.file, seen.file_name = content, document.filename
            chat.messages.append(seen)
            return chat.message_json(seen)

    def do_get_file(self, parameters):
        content = self.world.files.get(parameters["file_id"])
        if content is None:
            raise Refused(400, "Bad Request: invalid file_id")
        if len(content) > 20_000_000:
            raise Refused(400, "Bad Request: file is too big")
        name = parameters["file_id"]
        return {"file_id": name, "file_unique_id": name, "file_size": len(content), "file_path": name}

    def do_edit_message_text(self, parameters):
        with self.world.lock:
            chat = self._chat(parameters)
            seen = chat.seen(int(parameters["message_id"]))
            if seen is None:
                raise Refused(400, "Bad Request: message to edit not found")
            text, entities = _formatted(parameters)
            keyboard = _keyboard(parameters)
            if (text, entities, keyboard) == (seen.text, seen.entities, seen.keyboard):
                raise Refused(400, NOT_MODIFIED)
            self._pay(chat)
            seen.edits.append(seen.text)
            seen.text, seen.entities, seen.keyboard = text, entities, keyboard
            return chat.message_json(seen)

    def _chat(self, parameters):
        chat_id = str(parameters.get("chat_id", ""))
        if not chat_id:
            raise Refused(400, "Bad Request: chat_id is empty")
        chat = self.world.chats.get(int(chat_id)) if re.fullmatch(r"-?\d+", chat_id) else None
        if chat is None:
            raise Refused(400, "Bad Request: chat not found")
        if chat.refusal:
            raise Refused(chat.refusal.code, chat.refusal.description, chat.refusal.parameters)
        return chat

    def _pay(self, chat):
        """The rate limits, if they are on."""
        if self.limits is None:
            return
        now = self.clock()
        windows = {"overall": self.limits.overall, chat.id: self.limits.private if chat.id > 0 else self.limits.group}
        waits = [_wait(self._sent[name], window, now) for name, window in windows.items()]
        if max(waits) > 0:
            self.floods += 1
            seconds = math.ceil(max(waits))
            raise Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        self.accepted.append(now)
        for name in windows:
            self._sent[name].append(now)


_ADMIN_RIGHTS = """
    can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members
    can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories
""".split()


def _read(value):
    """Nested objects come as JSON text in forms."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _wait(times, window, now):
    calls, seconds = window
    while times and times[0] <= now - seconds:
        times.popleft()
    return times[0] + seconds - now if len(times) >= calls else 0


def _formatted(parameters):
    text = str(parameters.get("text", ""))
    mode = str(parameters.get("parse_mode") or "")
    entities = []
    if mode.casefold() == "html":
        try:
            text, entities = parse_html(text)
        except Malformed as malformed:
            raise Refused(400, f"Bad Request: can't parse entities: {malformed}") from None
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if len(text) > 4096:
        raise Refused(400, "Bad Request: message is too long")
    return text, entities[:100]


def _keyboard(parameters):
    keyboard = (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
    for button in (button for row in keyboard for button in row):
        if not button.get("text"):
            raise Refused(400, 'Bad Request: can\'t parse inline keyboard button: Field "text" must be of type String')
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        if "url" in button and not re.match(r"(https?|tg)://[^/\s]+\.?", button["url"]):
            raise Refused(400, f"Bad Request: inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return keyboard


def _reply_to(chat, parameters):
    """What is replied to may be gone; the message then goes by itself, if its sender allowed that."""
    wish = parameters.get("reply_parameters") or {}
    number = wish.get("message_id")
    if number is None or chat.seen(int(number)) or int(number) in chat.said:
        return number
    if wish.get("allow_sending_without_reply") in {True, "true", "True"}:
        return None
    raise Refused(400, "Bad Request: message to be replied not found")


def _previews(parameters):
    return not (parameters.get("link_preview_options") or {}).get("is_disabled", False)
