"""LibreTranslate over HTTP, against a fake on this machine."""

from __future__ import annotations

import logging

import httpx
import pytest
from support.translator_stands import ENGLISH, KNOWN, libretranslate_server

from news.articles import TranslationMark
from news.errors import ConfigError, TranslationError
from news.ports import Passage
from translators.libretranslate import BATCH, LibreTranslator, Server

KEY = "very-secret-key"


def test_passages_travel_in_batches_and_each_text_once():
    """Identical texts are asked once; a batch holds at most BATCH texts."""
    passages = [Passage(f"deneme {number % 120}", "tr") for number in range(200)]
    with libretranslate_server() as (url, asked):
        results = LibreTranslator(Server(url)).translate(passages, "en")
    assert [len(question["q"]) for question in asked] == [BATCH, BATCH, 20]
    assert len(results) == 200


def test_the_key_is_sent_and_never_shown(caplog):
    """In the body only: not in errors, representations or logs."""
    caplog.set_level(logging.DEBUG)
    with libretranslate_server() as (url, asked):
        server = Server(url, KEY)
        LibreTranslator(server).translate([Passage(KNOWN, "tr")], "en")
    with libretranslate_server(status=403) as (url, _), pytest.raises(TranslationError) as refused:
        LibreTranslator(Server(url, KEY)).translate([Passage(KNOWN, "tr")], "en")
    assert asked[0]["api_key"] == KEY
    assert KEY not in f"{server!r} {refused.value!r} {refused.value.__context__!r} {caplog.text}"


def test_a_server_that_refuses_is_a_broken_engine():
    """The fallback's breaker counts it."""
    with libretranslate_server(status=500) as (url, _), pytest.raises(TranslationError, match="500"):
        LibreTranslator(Server(url)).translate([Passage(KNOWN, "tr")], "en")


@pytest.mark.parametrize(
    "failure", [httpx.ConnectError("no"), httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("odd"), httpx.TooManyRedirects("round")]
)
def test_every_way_of_not_answering_becomes_a_translation_error(failure):
    """Vendor errors stop at the door; meanwhile no pair can be translated."""

    def broken(request):
        raise failure

    translator = LibreTranslator(Server("http://127.0.0.1:9"), httpx.MockTransport(broken))
    assert not translator.can("tr", "en")
    with pytest.raises(TranslationError):
        translator.translate([Passage(KNOWN, "tr")], "en")


def test_a_server_that_does_not_answer_is_asked_once_a_minute():
    """`can` is asked before every batch; a dead server must cost nothing then, and be found when it is back."""
    asked, seconds = [], [0.0]

    def first_dead(request):
        asked.append(request)
        if len(asked) == 1:
            raise httpx.ReadTimeout("no answer")
        return httpx.Response(200, json=[{"code": "tr", "targets": ["en"]}])

    translator = LibreTranslator(Server("http://127.0.0.1:9"), httpx.MockTransport(first_dead), now=lambda: seconds[0])
    assert [translator.can("tr", "en") for _ in range(5)] == [False] * 5
    assert len(asked) == 1
    assert asked[0].extensions["timeout"]["read"] <= 5
    seconds[0] = 61
    assert translator.can("tr", "en")


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'{"translatedText": []}', b'{"translatedText": "one"}', b'{"error": "slow down"}'])
def test_an_answer_that_makes_no_sense_is_an_error(answer):
    """One translation per text, or nothing."""

    def odd(request):
        known = b'[{"code": "tr", "targets": ["en"]}]'
        return httpx.Response(200, content=known if request.url.path == "/languages" else answer)

    with pytest.raises(TranslationError):
        LibreTranslator(Server("http://127.0.0.1:9"), httpx.MockTransport(odd)).translate([Passage(KNOWN, "tr")], "en")


def test_a_translation_that_makes_no_sense_is_not_shown():
    """A server's empty output is doubted like a model's."""

    def empty(request):
        return httpx.Response(
            200, json=[{"code": "tr", "targets": ["en"]}] if request.url.path == "/languages" else {"translatedText": [""]}
        )

    (result,) = LibreTranslator(Server("http://127.0.0.1:9"), httpx.MockTransport(empty)).translate([Passage(KNOWN, "tr")], "en")
    assert (result.text, result.mark) == (KNOWN, TranslationMark.FAILED)
    assert result.text != ENGLISH


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1", "127.0.0.1:5000"])
def test_an_address_that_is_none_is_refused_at_start(url):
    """The operator must act."""
    with pytest.raises(ConfigError, match="TELLAL_LIBRETRANSLATE_URL"):
        LibreTranslator(Server(url))
