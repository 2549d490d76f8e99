"""Who stands in which story: names of stories, and their members by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from news.stories.shelf import NOWHERE

if TYPE_CHECKING:
    from news.stories.index import Index


class Roll:
    """Stories are numbers inside the window, ids outside.

    Three of four articles stand alone in the story they founded. Such a story has the number of its article's slot and is written down nowhere
    else; the others have negative numbers, a name and a list of members.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._members: dict[int, list[int]] = {}
        self._next = -1

    def join(self, story_id: str, slot: int) -> None:
        """The article at this slot stands in that story, and in no other."""
        if story_id not in self._numbers and story_id == founded(self._index.article_id(slot)):
            self._index.put_story(slot, slot)
            return
        number = self.number(story_id)
        if number is None or number >= 0:
            number = self._written_down(story_id, [] if number is None else [number])
        self._members[number].append(slot)
        self._index.put_story(slot, number)

    def _written_down(self, story_id: str, members: list[int]) -> int:
        number = self._next
        self._next -= 1
        self._numbers[story_id], self._names[number], self._members[number] = number, story_id, members
        for slot in members:
            self._index.put_story(slot, number)
        return number

    def leave(self, slot: int) -> None:
        """A story without members is forgotten."""
        number = self._index.story(slot)
        self._index.put_story(slot, NOWHERE)
        if number < 0:
            members = self._members[number]
            members.remove(slot)
            if not members:
                del self._members[number], self._numbers[self._names.pop(number)]

    def name(self, number: int) -> str:
        return self._names[number] if number < 0 else founded(self._index.article_id(number))

    def number(self, story_id: str) -> int | None:
        number = self._numbers.get(story_id)
        if number is None and story_id.startswith(_FOUNDED):
            slot = self._index.slot(story_id[len(_FOUNDED) :])
            if slot is not None and self._index.story(slot) == slot:
                return slot
        return number

    def members(self, number: int) -> list[int]:
        """In order of joining."""
        return self._members[number] if number < 0 else [number]

    def members_of(self, story_id: str) -> list[int]:
        number = self.number(story_id)
        return [] if number is None else list(self.members(number))

    def numbers(self) -> list[int]:
        """In order of their oldest living member's arrival."""
        return list(dict.fromkeys(self._index.story(slot) for slot in self._index.slots()))


_FOUNDED = "s-"


def founded(article_id: str) -> str:
    """The id of the story that this article founds."""
    return f"{_FOUNDED}{article_id}"
