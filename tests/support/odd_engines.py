"""Engines that misbehave, for tests of what stands around them."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

from news.articles import TranslationMark
from news.ports import Passage, Translation


@dataclass
class CountingTranslator:
    """Translates by shouting; remembers every batch it was given."""

    name: str = "shouting"
    mark: TranslationMark = TranslationMark.MACHINE
    batches: list[list[str]] = field(default_factory=list)

    def can(self, source: str, target: str) -> bool:
        return True

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        self.batches.append([passage.text for passage in passages])
        return [Translation(passage.text.upper(), self.mark, self.name) for passage in passages]


class PoisonedTranslator:
    """Does what a passage tells it: "hang" hangs, "die" is killed as the kernel kills for memory, anything else is shouted."""

    name = "poisoned"

    def can(self, source: str, target: str) -> bool:
        return True

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        for passage in passages:
            if passage.text == "hang":
                Event().wait()
            if passage.text == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if passage.text == "eat":
                bytearray(1 << 40)
            if passage.text == "eat 4 GB":
                bytearray(4 << 30)
        return [Translation(passage.text.upper(), TranslationMark.MACHINE, self.name) for passage in passages]
