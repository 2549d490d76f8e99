"""The rows of feeds.yaml and what may stand in each of their fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator

from bot.durations import parse_duration
from bot.feedaccess import HOW, AuthRow, Proxy, Sendable, access_of
from bot.names import countries, is_country, is_language, is_zone, languages, zones
from bot.problems import did_you_mean
from news.feed import Feed
from news.subscribers import Topic

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=7)
LONGEST_HOLD = timedelta(hours=1)

OFTEN_MEANT = {
    "ua": "uk", "gr": "el", "cz": "cs", "jp": "ja", "kr": "ko", "cn": "zh", "dk": "da", "gb": "en", "us": "en", "kz": "kk", "si": "sl", "rs": "sr",
    "UK": "GB", "EN": "GB", "EL": "GR",
}  # fmt: skip
"""A country's code where a language's belongs, and the other way round."""


def _language(code: str) -> str:
    return _known(
        code,
        ok=is_language(code),
        what="language code (two letters, like tr, uk, en)",
        among=frozenset(known for known in languages() if len(known) == 2),
    )


def _country(code: str) -> str:
    return _known(code, ok=is_country(code), what="country code (two capitals, like TR, UA, GB)", among=countries())


def _zone(name: str) -> str:
    return _known(name, ok=is_zone(name), what="time zone (a name like Europe/Istanbul)", among=zones())


def _known(value: str, *, ok: bool, what: str, among: frozenset[str]) -> str:
    if value and not ok:
        meant = f', did you mean "{OFTEN_MEANT[value]}"?' if value in OFTEN_MEANT else did_you_mean(value, among)
        raise ValueError(f'"{value}" is no {what}{meant}')
    return value


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        reachable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise ValueError(f'"{url}" is no address: {error}') from error
    if "@" in parts.netloc:
        raise ValueError(f"names somebody or a password in front of its host; {HOW} under auth:")
    if not reachable or any(character.isspace() or not character.isprintable() for character in url):
        raise ValueError(f'"{url}" is no address of a feed; it must begin with http:// or https:// and name a host')
    return url


def _duration(value: object) -> object:
    return value if isinstance(value, timedelta) else parse_duration(str(value))


def _pace(span: timedelta) -> timedelta:
    if not SHORTEST <= span <= LONGEST:
        raise ValueError("must be between 1m and 7d")
    return span


def _hold(span: timedelta) -> timedelta:
    if not timedelta(0) <= span <= LONGEST_HOLD:
        raise ValueError("must be between 0s and 1h")
    return span


def _slug(text: str) -> str:
    if not text or not all(character.isascii() and (character.islower() or character.isdigit() or character == "-") for character in text):
        raise ValueError(f'"{text}" is no slug; use small Latin letters, digits and hyphens')
    return text


Slug = Annotated[str, StringConstraints(max_length=64), AfterValidator(_slug)]
Language = Annotated[str, AfterValidator(_language)]
Country = Annotated[str, AfterValidator(_country)]
Zone = Annotated[str, AfterValidator(_zone)]
Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_web_address)]
Pace = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_pace)]
Hold = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_hold)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Query = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. `key` is how feeds.yaml refers to it; a feed takes from here what its own row leaves out."""

    key: str
    name: str
    owner: str = ""
    country: str = ""
    language: str = ""
    zone: str = ""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class OutletRow(_Row):
    name: Name
    owner: str = ""
    country: Country = ""
    language: Language = ""
    zone: Zone = ""


class FeedRow(_Row):
    slug: Slug
    url: Address
    title: str = ""
    outlet: str = ""
    language: Language = ""
    owner: str = ""
    country: Country = ""
    category: str = ""
    zone: Zone = ""
    every: Pace = timedelta(minutes=15)
    paused: bool = False
    headers: dict[str, Sendable] = Field(default_factory=dict)
    auth: AuthRow | None = None
    proxy: Proxy = ""
    full_text: bool = False

    def to_feed(self, outlet: Outlet) -> Feed:
        """The feed as declared; what the row leaves out comes from its outlet."""
        return Feed(
            slug=self.slug,
            url=self.url,
            title=self.title or outlet.name or self.slug,
            outlet=outlet.name or self.title or self.slug,
            language=self.language or outlet.language,
            owner=self.owner or outlet.owner,
            country=self.country or outlet.country,
            category=self.category,
            zone=self.zone or outlet.zone or "UTC",
            every=self.every,
            paused=self.paused,
            access=access_of(self.headers, self.auth, self.proxy),
            full_text=self.full_text,
        )


class TopicRow(_Row):
    slug: Slug
    title: dict[Language, Name] = Field(min_length=1)
    queries: dict[Language, Query] = Field(min_length=1)
    hold: Hold | None = None

    @field_validator("title", "queries", mode="before")
    @classmethod
    def _in_any_language(cls, value: Any) -> Any:
        """One text for every language may stand alone."""
        return {"": value} if isinstance(value, str) else value

    def to_topic(self) -> Topic:
        return Topic(
            topic_id=self.slug,
            title=self.title.get("en") or next(iter(self.title.values())),
            queries=tuple(self.queries.items()),
            hold=self.hold,
            titles=tuple((language, title) for language, title in self.title.items() if language),
        )
