"""Chats, people and updates of the fake Bot API: what tests push in, and what a chat sees."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, field, replace

GROUP_SEND = "Forbidden: bot was kicked from the {kind} chat"


@dataclass
class Person:
    """Somebody with a Telegram account."""

    id: int
    first_name: str = "Ayşe"
    language: str | None = "en"

    def as_json(self):
        said = {"language_code": self.language} if self.language else {}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **said}


@dataclass
class Seen:
    """A message of the bot as the chat sees it now."""

    message_id: int
    text: str
    entities: list
    keyboard: list
    thread: int | None = None
    reply_to: int | None = None
    previews: bool = True
    file: bytes | None = None
    file_name: str = ""
    edits: list[str] = field(default_factory=list)
    """What it said before each edit."""

    @property
    def buttons(self):
        return [button for row in self.keyboard for button in row]

    @property
    def links(self):
        return [entity["url"] for entity in self.entities if entity["type"] == "text_link"]


@dataclass
class Refusal:
    """How the server answers calls about a chat."""

    code: int
    description: str
    parameters: dict = field(default_factory=dict)


class World:
    """Everything the server knows. Guarded by one lock: tests and server live in different threads."""

    def __init__(self, bot_id: int, bot_name: str):
        self.lock = threading.RLock()
        self.bot = {"id": bot_id, "is_bot": True, "first_name": "Tellal", "username": bot_name}
        self.chats: dict[int, FakeChat] = {}
        self.updates: list[dict] = []
        self.bell = lambda: None
        self.update_ids = itertools.count(900_001)
        self.message_ids = itertools.count(101)
        self.chat_ids = itertools.count(5_000_001)
        self.commands: dict[tuple[str, str], list] = {}
        self.answered_presses: list[str] = []
        self.presses: set[str] = set()
        self.webhook = ""
        self.files: dict[str, bytes] = {}
        self.inline_answers: dict[str, list] = {}

    def private(self, name="Ayşe", language="en"):
        """A person's private chat with the bot."""
        person = Person(next(self.chat_ids), name, language)
        return self._open(FakeChat(self, person.id, "private", person))

    def group(self, title="Haberler", *, kind="supergroup", forum=False, username=""):
        number = next(self.chat_ids)
        chat = FakeChat(self, -1_000_000_000_000 - number if kind != "group" else -number, kind, title=title, forum=forum)
        chat.username = username
        return self._open(chat)

    def _open(self, chat):
        with self.lock:
            self.chats[chat.id] = chat
        return chat

    def push(self, kind: str, content: dict) -> int:
        with self.lock:
            update_id = next(self.update_ids)
            self.updates.append({"update_id": update_id, kind: content})
        self.bell()
        return update_id


class FakeChat:
    """A chat, from the side of the people in it."""

    def __init__(self, world, chat_id, kind, person=None, *, title="", forum=False):
        self.world, self.id, self.kind, self.person, self.title, self.forum = world, chat_id, kind, person, title, forum
        self.username = ""
        self.threads: set[int] = set()
        self.closed: set[int] = set()
        """Those of the forum's topics in which nobody may write."""
        self.said: set[int] = set()
        """Numbers of what people said here."""
        self.admins: set[int] = set()
        self.messages: list[Seen] = []
        self.refusal: Refusal | None = None

    def as_json(self):
        named = {"first_name": self.person.first_name} if self.person else {"title": self.title}
        return {"id": self.id, "type": self.kind, **named, **({"is_forum": True} if self.forum else {})}

    # --- what people do

    def say(self, text, *, sender=None, thread=None, reply_to=None, as_chat=False, forwarded_by_telegram=False):
        """Say something; the update's id."""
        sender = sender or self.person
        message = {"message_id": next(self.world.message_ids), "date": int(time.time()), "chat": self.as_json(), "text": text}
        self.said.add(message["message_id"])
        if self.kind != "channel":
            message["from"] = sender.as_json()
        if as_chat:
            message["sender_chat"] = self.as_json()
        if forwarded_by_telegram:
            message["is_automatic_forward"] = True
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": self.forum}
        if reply_to is not None:
            message["reply_to_message"] = self.message_json(reply_to)
        return self.world.push("channel_post" if self.kind == "channel" else "message", message)

    def send_file(self, content, caption="", *, name="list.opml", sender=None):
        """Send a document; the update's id."""
        sender = sender or self.person
        file_id = f"file-{next(self.world.message_ids)}"
        self.world.files[file_id] = content
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
        message = {"message_id": next(self.world.message_ids), "date": int(time.time()), "chat": self.as_json(), "document": document}
        if caption:
            message["caption"] = caption
        return self.world.push("message", message | {"from": sender.as_json()})

    def type_inline(self, words):
        """Type `@bot words` somewhere; the query's id."""
        query_id = f"inline-{next(self.world.message_ids)}"
        self.world.push("inline_query", {"id": query_id, "from": self.person.as_json(), "query": words, "offset": ""})
        return query_id

    def press(self, seen, label_or_action, *, sender=None):
        """Press a button of a message of the bot."""
        action = next(b["callback_data"] for b in seen.buttons if label_or_action in {b["text"], b.get("callback_data")})
        press_id = f"press-{next(self.world.message_ids)}"
        self.world.presses.add(press_id)
        sender = sender or self.person
        return self.world.push(
            "callback_query",
            {"id": press_id, "from": sender.as_json(), "message": self.message_json(seen), "chat_instance": "1", "data": action},
        )

    def block(self):
        """Block the bot, or kick it from the group."""
        text = "Forbidden: bot was blocked by the user" if self.kind == "private" else GROUP_SEND.format(kind=self.kind)
        self.refusal = Refusal(403, text)
        return self._standing("member", "kicked")

    def unblock(self):
        self.refusal = None
        return self._standing("kicked", "member")

    def migrate(self):
        """The group becomes a supergroup; the new chat."""
        new = self.world.group(self.title)
        self.refusal = Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new.id})
        return new

    def announce_migration(self, new):
        message = {
            "message_id": next(self.world.message_ids),
            "date": int(time.time()),
            "chat": self.as_json(),
            "migrate_to_chat_id": new.id,
        }
        return self.world.push("message", message | {"from": Person(42).as_json()})

    def _standing(self, old, new):
        person = (self.person or Person(42)).as_json()
        extra = {"until_date": 0}
        change = {
            "chat": self.as_json(),
            "from": person,
            "date": int(time.time()),
            "old_chat_member": {"user": self.world.bot, "status": old, **(extra if old == "kicked" else {})},
            "new_chat_member": {"user": self.world.bot, "status": new, **(extra if new == "kicked" else {})},
        }
        return self.world.push("my_chat_member", change)

    # --- what the chat sees

    @property
    def texts(self):
        with self.world.lock:
            return [message.text for message in self.messages]

    @property
    def last(self):
        with self.world.lock:
            return self.messages[-1]

    def seen(self, message_id):
        return next((message for message in self.messages if message.message_id == message_id), None)

    def message_json(self, seen):
        message = {
            "message_id": seen.message_id,
            "date": int(time.time()),
            "chat": self.as_json(),
            "from": self.world.bot,
            "text": seen.text,
            "entities": seen.entities,
        }
        if seen.keyboard:
            message["reply_markup"] = {"inline_keyboard": seen.keyboard}
        if seen.thread is not None:
            message |= {"message_thread_id": seen.thread, "is_topic_message": True}
        if seen.edits:
            message["edit_date"] = int(time.time())
        if seen.reply_to is not None and (replied := self.seen(int(seen.reply_to))):
            message["reply_to_message"] = self.message_json(replace(replied, reply_to=None))
        return message
