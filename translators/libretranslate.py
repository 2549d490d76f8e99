"""LibreTranslate over HTTP. Text leaves this machine: only used when the operator names an address."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

import httpx

from news.articles import TranslationMark
from news.errors import ConfigError, TranslationError
from news.ports import Passage, Translation
from translators.engines import by_language, failed, needs_translation, unavailable, unchanged
from translators.guards import doubt

ASKING_SECONDS = 5.0
"""For the list of languages: `can` is asked before every batch."""
RESTS = 60.0
"""Seconds a server that did not give its list is not asked again for: then `can` costs nothing."""
BATCH = 50
"""Passages a request; LibreTranslate's own default limit is none, its public servers allow 50."""


Monotonic = Callable[[], float]
"""Seconds that only grow."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is, and the key some servers ask for, which is never printed."""

    url: str
    api_key: str = field(default="", repr=False)
    seconds: float = 30.0


class LibreTranslator:
    """`news.ports.Translator` over a LibreTranslate server. The pairs it knows are asked for once, at the first question it answers."""

    name = "libretranslate"

    def __init__(self, server: Server, transport: httpx.BaseTransport | None = None, now: Monotonic = time.monotonic) -> None:
        if not server.url.startswith(("http://", "https://")):
            raise ConfigError(f"libretranslate: {server.url!r} is no http(s) address; set TELLAL_LIBRETRANSLATE_URL")
        self._key = server.api_key
        self._seconds = server.seconds
        self._client = httpx.Client(base_url=server.url.rstrip("/"), timeout=server.seconds, transport=transport)
        self._lock = Lock()
        self._pairs: Mapping[str, frozenset[str]] | None = None
        self._now = now
        self._refused_at: float | None = None

    def can(self, source: str, target: str) -> bool:
        """False also while the server cannot be reached."""
        if source == target:
            return True
        try:
            return target in self._known_pairs().get(source, frozenset())
        except TranslationError:
            return False

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        return by_language(passages, lambda source, group: self._translated(source, group, target))

    def close(self) -> None:
        self._client.close()

    def _translated(self, source: str, passages: list[Passage], target: str) -> list[Translation]:
        wanted = list(dict.fromkeys(passage.text for passage in passages if needs_translation(passage, target)))
        known = not wanted or target in self._known_pairs().get(source, frozenset())
        outputs = dict(zip(wanted, self._asked(wanted, source, target), strict=True)) if known else {}
        return [self._result(passage, target, outputs) for passage in passages]

    def _result(self, passage: Passage, target: str, outputs: Mapping[str, str]) -> Translation:
        if not needs_translation(passage, target):
            return unchanged(passage)
        if passage.text not in outputs:
            return unavailable(passage, self.name, f"{self.name} does not translate {passage.language} to {target}")
        output = outputs[passage.text]
        reason = doubt(passage.text, output, passage.language, target)
        return failed(passage, self.name, reason) if reason else Translation(output, TranslationMark.MACHINE, self.name)

    def _asked(self, texts: Sequence[str], source: str, target: str) -> Iterator[str]:
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            yield from self._batch(batch, source, target)

    def _batch(self, texts: list[str], source: str, target: str) -> list[str]:
        question = {"q": [text.encode("utf-8", "replace").decode() for text in texts], "source": source, "target": target, "format": "text"}
        answer = self._answer("POST", "/translate", question | ({"api_key": self._key} if self._key else {}))
        outputs = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(outputs, list) or len(outputs) != len(texts):
            raise TranslationError(f"{self.name}: the server's answer has not one translation per text")
        return [str(output) for output in outputs]

    def _known_pairs(self) -> Mapping[str, frozenset[str]]:
        with self._lock:
            if self._pairs is None:
                self._pairs = self._asked_pairs()
            return self._pairs

    def _asked_pairs(self) -> Mapping[str, frozenset[str]]:
        if self._refused_at is not None and self._now() - self._refused_at < RESTS:
            raise TranslationError(f"{self.name}: the server did not say which languages it knows; it is asked again in a minute")
        try:
            return _pairs(self._answer("GET", "/languages", None, timeout=min(ASKING_SECONDS, self._seconds)))
        except TranslationError:
            self._refused_at = self._now()
            raise

    def _answer(self, method: str, path: str, question: Mapping[str, object] | None, timeout: float | None = None) -> object:
        """The decoded answer. The key travels in the body only, and no error of ours repeats a body."""
        try:
            response = self._client.request(method, path, json=question, timeout=timeout or self._seconds)
            response.raise_for_status()
            decoded: object = response.json()
        except httpx.HTTPStatusError as error:
            raise TranslationError(f"{self.name}: the server answered {error.response.status_code} to {path}") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise TranslationError(f"{self.name}: no usable answer from the server ({type(error).__name__})") from None
        return decoded


def _pairs(listing: object) -> dict[str, frozenset[str]]:
    """What /languages says: [{"code": "tr", "targets": ["en", …]}, …]."""
    rows = listing if isinstance(listing, list) else []
    return {str(row["code"]): frozenset(map(str, row.get("targets", ()))) for row in rows if isinstance(row, dict) and "code" in row}
