"""The pages a reader of mail may open without a login. A GET only ever asks; a POST acts (RFC 8058: mail scanners follow links)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final
from urllib.parse import parse_qs
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_day_names
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from news.phrases import DEFAULT_LANGUAGE, SPOKEN, spoken
from web import phrases
from web.desk import Desk, Outcome, Reader, TopicChoice, Wishes
from web.pushes import PushDesk, push_routes

MOST_BYTES: Final = 16_384
"""Of a form; ours have less than one KB."""
LONGEST_QUERY: Final = 4_000
"""Characters of a topic of one's own that are read at all; whether it is short enough is for whoever reads queries to say."""
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address is the key
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
STATUS: Final = {
    Outcome.DONE: 200,
    Outcome.ALREADY: 200,
    Outcome.OUTDATED: 410,
    Outcome.NO_SUCH_LINK: 404,
    Outcome.TOO_MANY: 429,
    Outcome.CLOSED: 403,
}
"""Anything else is the reader's to mend: 422."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What a template shows. `kind`: "said", "button", "preferences" or "subscribe"."""

    language: str
    title: str
    kind: str = "said"
    said: str = ""
    words: str = ""
    button: str = ""
    address: str = ""
    reader: Reader | None = None
    wishes: Wishes | None = None
    topics: tuple[TopicChoice, ...] = ()
    own: str = ""
    """A query that could not be read, to be mended."""

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, (Locale(code).get_display_name(code) or code).capitalize()) for code in SPOKEN]

    @property
    def zones(self) -> tuple[str, ...]:
        return _zones()

    @property
    def rhythms(self) -> list[tuple[str, str]]:
        names = get_day_names("wide", locale=self.language)
        weekly = [(code, phrases.WEEKLY.say(self.language, day=names[number])) for number, code in enumerate(WEEKDAYS)]
        return [("", phrases.DAILY.say(self.language)), *weekly]


def build_pages(desk: Desk, pushes: PushDesk | None = None) -> Starlette:
    """The application; it knows nothing but the desks."""
    pages = _Pages(desk)
    both = ["GET", "POST"]
    return Starlette(
        routes=[
            Route("/subscribe", pages.subscribe, methods=both),
            Route("/confirm/{token}", pages.confirm, methods=both),
            Route("/unsubscribe/{token}", pages.unsubscribe, methods=both),
            Route("/preferences/{token}", pages.preferences, methods=both),
            Route("/health", pages.health),
            *(push_routes(pushes) if pushes else ()),
        ],
        exception_handlers={HTTPException: _refused},
    )


@dataclass(frozen=True, slots=True)
class _Pages:
    desk: Desk

    async def health(self, _: Request) -> Response:
        return JSONResponse({"ok": True}, headers=HEADERS)

    async def confirm(self, request: Request) -> Response:
        token = request.path_params["token"]
        language = await self.desk.language_of("confirm", token)
        title = phrases.CONFIRM.say(language or _accepted(request))
        if language is None:
            return _said(_accepted(request), title, Outcome.NO_SUCH_LINK)
        if request.method != "POST":
            return _show(_Page(language, title, "button", button=phrases.CONFIRM_BUTTON.say(language)))
        outcome = await self.desk.confirm(token)
        return _said(language, title, outcome, done=phrases.CONFIRMED.say(language))

    async def unsubscribe(self, request: Request) -> Response:
        """The POST is the reader's on the page, or their mail program's (`List-Unsubscribe=One-Click`): both mean it."""
        token = request.path_params["token"]
        language = await self.desk.language_of("unsubscribe", token)
        title = phrases.LEAVE.say(language or _accepted(request))
        if language is None:
            return _said(_accepted(request), title, Outcome.NO_SUCH_LINK)
        if request.method != "POST":
            return _show(_Page(language, title, "button", words=phrases.LEAVE_ASKS.say(language), button=title))
        outcome = await self.desk.leave(token)
        return _said(language, title, Outcome.DONE if outcome is Outcome.ALREADY else outcome, done=phrases.LEFT.say(language))

    async def preferences(self, request: Request) -> Response:
        token = request.path_params["token"]
        reader = await self.desk.reader(token)
        if reader is None or reader.left:
            outcome = Outcome.OUTDATED if reader else Outcome.NO_SUCH_LINK
            return _said(_accepted(request), phrases.PREFERENCES.say(_accepted(request)), outcome)
        if request.method != "POST":
            return _show(_Page(spoken(reader.language), phrases.PREFERENCES.say(reader.language), "preferences", reader=reader))
        wishes = _wishes(await _form(request))
        outcome = await self.desk.change(token, wishes)
        shown = await self.desk.reader(token) if outcome is Outcome.DONE else _as_wished(reader, wishes)
        language = spoken((shown or reader).language)
        page = _Page(
            language,
            phrases.PREFERENCES.say(language),
            "preferences",
            said=self._said_of_change(outcome, wishes, language),
            reader=shown,
            own="" if outcome is Outcome.DONE else wishes.own,
        )
        return _show(page, status=STATUS.get(outcome, 422))

    def _said_of_change(self, outcome: Outcome, wishes: Wishes, language: str) -> str:
        words = _words(outcome, language, phrases.SAVED.say(language))
        return f"{words} {self.desk.what_is_wrong(wishes.own, language)}" if outcome is Outcome.BAD_QUERY else words

    async def subscribe(self, request: Request) -> Response:
        language = _accepted(request)
        topics = await self.desk.offered(language)
        page = _Page(language, phrases.SUBSCRIBE.say(language), "subscribe", topics=topics, wishes=Wishes(language, "UTC", "08:00", "", ()))
        if request.method != "POST":
            return _show(page)
        form = await _form(request)
        wishes, address = _wishes(form), form.get("address", [""])[0]
        outcome = await self.desk.ask(address, wishes)
        if outcome is Outcome.DONE:
            return _said(language, page.title, outcome, done=phrases.ASKED.say(language))
        chosen = tuple(replace(topic, followed=topic.topic_id in wishes.topics) for topic in topics)
        return _show(
            replace(page, said=_words(outcome, language), address=address, wishes=wishes, topics=chosen), status=STATUS.get(outcome, 422)
        )


async def _form(request: Request) -> dict[str, list[str]]:
    """The fields of a form; one larger than any of ours is refused before it is read."""
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_BYTES:
            raise HTTPException(413)
    try:
        return parse_qs(content.decode(), keep_blank_values=True, max_num_fields=200)
    except ValueError as error:  # no UTF-8, or too many fields
        raise HTTPException(400) from error


def _wishes(form: dict[str, list[str]]) -> Wishes:
    def one(name: str, most: int = 100) -> str:
        return form.get(name, [""])[0].strip()[:most]

    topics = tuple(dict.fromkeys(form.get("topic", [])))
    return Wishes(
        one("language"),
        one("zone"),
        one("hour"),
        one("weekday"),
        topics,
        one("paused") == "yes",
        " ".join(one("own", LONGEST_QUERY).split()),
    )


def _as_wished(reader: Reader, wishes: Wishes) -> Reader:
    """The form as it was sent, so that one mistake does not cost the rest."""
    topics = tuple(replace(topic, followed=topic.topic_id in wishes.topics) for topic in reader.topics)
    return replace(reader, zone=wishes.zone, hour=wishes.hour, weekday=wishes.weekday, paused=wishes.paused, topics=topics)


def _accepted(request: Request) -> str:
    """The first language of the browser that we speak."""
    wanted = (part.partition(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return next((code for code in wanted if code in SPOKEN), DEFAULT_LANGUAGE)


def _words(outcome: Outcome, language: str, done: str = "") -> str:
    return done if outcome is Outcome.DONE else phrases.ALL[outcome.value].say(language)


def _said(language: str, title: str, outcome: Outcome, done: str = "") -> Response:
    return _show(_Page(spoken(language), title, said=_words(outcome, language, done)), status=STATUS.get(outcome, 422))


def _show(page: _Page, *, status: int = 200) -> Response:
    return HTMLResponse(_template().render(page=page, say=phrases.in_language(page.language)), status, HEADERS)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    language = _accepted(request)
    return _show(_Page(language, str(status), said=phrases.NOT_FOUND.say(language)), status=status)


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("page.html")


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(_named_after_places(available_timezones())))


def _named_after_places(zones: Iterable[str]) -> set[str]:
    return {zone for zone in zones if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "US/", "SystemV/"))} | {"UTC"}
