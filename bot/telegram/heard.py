"""What we heard on Telegram, as values: the conversation decides on these and never on the vendor's objects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Presence(StrEnum):
    """What became of the bot in a chat."""

    HERE = "here"
    AWAY = "away"
    """Blocked, kicked, left."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where and by whom something was said. `address` is a channel address: "chat_id" or "chat_id/thread_id"."""

    update_id: int
    address: str
    sender: int = 0
    """Telegram id of the person; 0 when the chat itself speaks (channels, anonymous admins)."""
    language: str = ""
    """The person's Telegram in ISO 639-1, "" when not said."""
    private: bool = True

    @property
    def chat(self) -> str:
        return self.address.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Command:
    """`/name words…`; `name` without slash and bot name, lower case."""

    spot: Spot
    name: str
    words: str = ""
    reply_to: str = ""
    """Number of our message this replies to, "" when it replies to none."""
    file_id: str = ""
    """Of the file that came with it, or that it replies to; "" = none."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text said to us."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button of ours: `action` is what it carried; `press_id` lets us stop its spinner."""

    spot: Spot
    action: str
    press_id: str


@dataclass(frozen=True, slots=True)
class Typing:
    """`@bot words` typed in some chat, which is not told to us: the spot is the person's own."""

    spot: Spot
    text: str
    query_id: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The bot was blocked, kicked, let in again."""

    spot: Spot
    presence: Presence


@dataclass(frozen=True, slots=True)
class Migration:
    """A group became a supergroup: the same people under a new number."""

    spot: Spot
    new_chat: str


@dataclass(frozen=True, slots=True)
class Noise:
    """Nothing we answer: somebody else's command, a sticker, a talk among people."""

    spot: Spot


Heard = Command | Words | Press | Typing | Standing | Migration | Noise
