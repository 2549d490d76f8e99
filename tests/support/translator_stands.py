"""Every translator, ready for the contract: each knows tr→en and no other foreign pair."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from news.errors import TranslationError
from news.ports import Passage, Translation, Translator
from support.tiny_models import TURKISH_ENGLISH, model_folder, word_package
from translators.argos import ArgosTranslator
from translators.ctranslate2 import Family, FolderTranslator, ModelFolder
from translators.fallback import FallbackTranslator
from translators.glossary import GlossaryTranslator
from translators.guarded import GuardedTranslator
from translators.libretranslate import LibreTranslator, Server
from translators.packages import PackageFolder
from translators.paired import PairedTranslator

KNOWN = "meclis yeni bütçeyi onayladı"
ENGLISH = "parliament new budget approved"
PHRASES = {("tr", "en"): {KNOWN: ENGLISH, "deprem sonrası yardım ulaştı": "earthquake after aid arrived"}}

glossary = partial(GlossaryTranslator.from_phrases, PHRASES)


def argos(folder: Path) -> Translator:
    packages = PackageFolder(folder / "packages")
    packages.install(word_package(folder / "made", "tr", "en", TURKISH_ENGLISH))
    return ArgosTranslator(packages)


def folders(folder: Path) -> Translator:
    place = model_folder(folder / "opus-tr-en", TURKISH_ENGLISH)
    return FolderTranslator([ModelFolder(place, Family.OPUS, frozenset({("tr", "en")}), "1")])


class BrokenTranslator:
    """An engine that is wholly broken; counts how often it was asked."""

    name = "broken"

    def __init__(self) -> None:
        self.asked = 0

    def can(self, source: str, target: str) -> bool:
        return True

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        self.asked += 1
        raise TranslationError("broken on purpose")


class FakeLibreTranslate(BaseHTTPRequestHandler):
    """A LibreTranslate server on 127.0.0.1 that knows the same phrases."""

    protocol_version = "HTTP/1.1"
    asked: list[dict[str, Any]]
    status = 200

    def do_GET(self) -> None:
        self._answer([{"code": "tr", "name": "Turkish", "targets": ["en"]}, {"code": "en", "name": "English", "targets": ["tr"]}])

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.asked.append(question)
        self._answer({"translatedText": [PHRASES["tr", "en"].get(text, f"the text {len(text)}") for text in question["q"]]})

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def _answer(self, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(self.status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def libretranslate_server(status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a running fake, and what it was asked."""
    asked: list[dict[str, Any]] = []
    answering = type("Answering", (FakeLibreTranslate,), {"asked": asked, "status": status})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def standing(name: str, folder: Path) -> Iterator[Translator]:
    """The implementation of that name, closed afterwards."""
    if name == "libretranslate":
        with libretranslate_server() as (url, _):
            translator = LibreTranslator(Server(url))
            yield translator
            translator.close()
    elif name == "guarded":
        guarded = GuardedTranslator(glossary, seconds=60)
        yield guarded
        guarded.close()
    else:
        yield _PLAIN[name](folder)


_PLAIN = {
    "glossary": lambda _: glossary(),
    "argos": argos,
    "ctranslate2": folders,
    "paired": lambda _: PairedTranslator(glossary(), {("tr", "*")}),
    "fallback": lambda _: FallbackTranslator([BrokenTranslator(), glossary()]),
}
STANDS = (*_PLAIN, "libretranslate", "guarded")
