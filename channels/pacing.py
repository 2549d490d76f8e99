"""How fast Telegram may be spoken to: sliding windows, and what a "too many requests" means for the others.

The figures stay a little below what Telegram allows (core.telegram.org/bots/faq, "My bot is hitting limits": about 30 a second
overall, 1 a second in one chat, 20 a minute in one group), because their windows begin when the request arrives there, not when it
leaves here. When that is, we know only within limits: not before it left, not after its answer came. So no more than 28 leave in a
second, and besides no more than 29 are under way or were answered within the last second: however long each was held up, no second
at Telegram can then hold more than 29 of them.

`Pace` has no clock: `now` is monotonic seconds, given by the caller. It asks nobody and sleeps nowhere.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """At most `calls` within any stretch of `seconds`."""

    calls: int
    seconds: float

    def wait(self, times: deque[float], now: float, *, under_way: int = 0) -> float:
        """Seconds until one more call fits; 0 = now. `times` are earlier calls, oldest first; calls under way count as made now."""
        room = self.calls - under_way
        if room <= 0:
            return self.seconds
        if len(times) < room:
            return 0.0
        return max(0.0, times[-room] + self.seconds - now)


@dataclass(frozen=True, slots=True)
class PaceRules:
    """Windows for everything, for one private chat, and for one group or channel."""

    overall: Window = Window(28, 1.0)
    """By when calls leave."""
    arrivals: Window = Window(29, 1.0)
    """By when they arrive at the latest: with their answer."""
    private: Window = Window(1, 1.05)
    group: Window = Window(18, 60.0)
    spare: float = 0.05
    """Seconds by which our window for a private chat is longer than Telegram's."""
    flood_chats: int = 3
    """When this many chats are refused within `flood_seconds`, it is us Telegram is tired of, not a chat."""
    flood_seconds: float = 10.0

    def of(self, chat: str) -> Window:
        """Groups, supergroups and channels have negative ids (or an @name)."""
        return self.private if chat.isdigit() else self.group

    @property
    def longest(self) -> float:
        return max(self.overall.seconds, self.private.seconds, self.group.seconds)


class Pace:
    """What was said when, and how long the next word to a chat must wait."""

    def __init__(self, rules: PaceRules | None = None) -> None:
        self._rules = rules or PaceRules()
        self._calls: deque[tuple[float, str]] = deque()
        self._times: deque[float] = deque()
        self._answers: deque[float] = deque()
        self._under_way = 0
        self._chats: dict[str, deque[float]] = defaultdict(deque)
        self._floods: deque[tuple[float, str]] = deque()
        self._paused: dict[str, float] = {}
        self._silent_until = 0.0

    def wait(self, chat: str, now: float) -> float:
        """Seconds until this chat may be spoken to; 0 = now."""
        return max(
            self._rules.overall.wait(self._times, now),
            self._rules.arrivals.wait(self._answers, now, under_way=self._under_way),
            self.own_wait(chat, now),
        )

    def own_wait(self, chat: str, now: float) -> float:
        """The same, but for what everybody says together."""
        return max(
            self._rules.of(chat).wait(self._chats.get(chat, deque()), now),
            self._paused.get(chat, 0.0) - now,
            self.silence(now),
        )

    def silence(self, now: float) -> float:
        """Seconds for which nobody at all may be spoken to; 0 unless Telegram refused several chats at once."""
        return max(0.0, self._silent_until - now)

    def spend(self, chat: str, now: float) -> None:
        """A call to this chat leaves now."""
        self._forget(now)
        self._calls.append((now, chat))
        self._times.append(now)
        self._chats[chat].append(now)
        self._under_way += 1

    def answered(self, chat: str, now: float) -> None:
        """The last call to this chat was answered now. Its window begins here and not when it left: a request that was held up on its way
        would else be followed too closely by the next, and Telegram would say 429. What our private window has to spare is for that way.
        """
        if self._under_way:
            self._under_way -= 1
            self._answers.append(now)
        if self._chats.get(chat):
            self._chats[chat][-1] = max(self._chats[chat][-1], now - self._rules.spare)

    def refused(self, chat: str, now: float, after: float) -> bool:
        """Telegram said "retry after" this many seconds. True when that means everybody."""
        self._paused[chat] = max(self._paused.get(chat, 0.0), now + after)
        self._floods.append((now, chat))
        while self._floods[0][0] <= now - self._rules.flood_seconds:
            self._floods.popleft()
        if len({flooded for _, flooded in self._floods}) < self._rules.flood_chats:
            return False
        self._silent_until = max(self._silent_until, now + after)
        return True

    def _forget(self, now: float) -> None:
        """Drop what no window can see any more, so that memory follows the last minute and not the number of subscribers."""
        while self._answers and self._answers[0] <= now - self._rules.arrivals.seconds:
            self._answers.popleft()
        while self._calls and self._calls[0][0] <= now - self._rules.longest:
            _, chat = self._calls.popleft()
            self._times.popleft()
            self._chats[chat].popleft()
            if not self._chats[chat]:
                del self._chats[chat]
        if len(self._paused) > len(self._chats):
            self._paused = {chat: until for chat, until in self._paused.items() if until > now}
