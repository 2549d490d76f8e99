"""Who stands in which story: names of stories, and their members by slot."""

from __future__ import annotations


class Roll:
    """Stories are numbers inside the window, ids outside."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._members: dict[int, list[int]] = {}
        self._next = 0

    def join(self, story_id: str, slot: int) -> int:
        """The article at this slot stands in that story; the story's number."""
        number = self._numbers.get(story_id)
        if number is None:
            number = self._next
            self._next += 1
            self._numbers[story_id], self._names[number], self._members[number] = number, story_id, []
        self._members[number].append(slot)
        return number

    def leave(self, number: int, slot: int) -> None:
        """A story without members is forgotten."""
        members = self._members[number]
        members.remove(slot)
        if not members:
            del self._members[number], self._numbers[self._names.pop(number)]

    def name(self, number: int) -> str:
        return self._names[number]

    def number(self, story_id: str) -> int | None:
        return self._numbers.get(story_id)

    def members(self, number: int) -> list[int]:
        """In order of joining."""
        return self._members[number]

    def members_of(self, story_id: str) -> list[int]:
        number = self._numbers.get(story_id)
        return [] if number is None else list(self._members[number])

    def numbers(self) -> list[int]:
        return list(self._members)
