"""Where and with which secrets we run: `TELLAL_…` variables, then `.env` beside feeds.yaml, then files in /run/secrets.

A relative path in a setting starts at the repository root, so that `./tellal` means the same from every folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit, urlunsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.access import Door
from bot.feedaccess import proxy_address
from bot.names import is_language, is_zone
from bot.ours import ROOT
from bot.problems import Problem, Problems, did_you_mean
from channels.smtp import Security, is_this_machine
from feeds.guard import Allowance
from news.addresses import is_mail_address
from news.beginnings import FirstPoll

PREFIX = "TELLAL_"
SECRETS = Path("/run/secrets")
OTHERS = frozenset({"TELLAL_DATA"})
"""Ours, but not settings: where tests and benches find the evaluation data."""

PLAINER = {"int_parsing": "must be a whole number", "bool_parsing": "must be true or false"}
"""What pydantic says in its own way, by its error type."""

Value = TypeVar("Value")


class Settings(BaseSettings):
    """The effective configuration. Built by `load`; every field is the variable `TELLAL_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, validate_default=True, extra="ignore", hide_input_in_errors=True
    )

    # memory
    database_url: str = Field(
        "sqlite:///state/tellal.sqlite",
        description="where the store is: `sqlite:///PATH` or `memory:`",
    )
    backups_dir: Path = Field(Path("state/backups"), description="where `/backup` and `db backup` put copies of the store")
    # what we watch
    feeds_file: Path = Field(Path("feeds.yaml"), description="feeds, outlets and topic presets")
    announce_first_poll: FirstPoll = Field(
        FirstPoll.NONE,
        description="of what a feed's first poll brings, or the first after it was resumed: alert about `none` (it only fills the memory), the"
        " `newest` entry, or `all`",
    )
    first_poll_keeps: int = Field(
        200, ge=1, le=2000, description="the newest entries of such a poll that are stored; older ones are no news later either"
    )
    contact: str = Field("", description="address or page put into the User-Agent, so that an outlet can reach you")
    allow_private: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="what feeds may be fetched from beyond public addresses on ports 80 and 443: networks with all their ports, or one host"
        " and port: `127.0.0.1/32, 10.1.2.0/24, wiki.intranet:8080`",
    )
    proxy: SecretStr | None = Field(
        None, description="the proxy feeds are fetched through: `http://name:password@proxy.example:3128`; without one, directly. Secret"
    )
    # Telegram
    telegram_token: SecretStr | None = Field(None, description="the bot's token; without one alerts go to the log")
    telegram_api_url: str = Field("https://api.telegram.org", description="another Bot API server (a local one, or a test's)")
    admin_ids: Annotated[tuple[int, ...], NoDecode] = Field((), description="Telegram ids of the people who may use the admin commands")
    # mail
    smtp_host: str = Field("", description="the relay that takes our mail; without one no mail is sent")
    smtp_port: int = Field(587, ge=1, le=65535, description="its port: 587 with `starttls`, 465 with `tls`, often 25 with `none`")
    smtp_security: Security = Field(
        Security.STARTTLS, description="`starttls`, `tls` (from the start), or `none` (only for a relay on this machine or network)"
    )
    smtp_username: str = Field("", description="our name at the relay, if it wants one")
    smtp_password: SecretStr | None = Field(None, description="and the password. Secret")
    smtp_from: str = Field("", description="who mails are from: `Tellal <digest@example.org>`")
    mail_returns: str = Field(
        "", description="a mailbox of ours for bounces and unsubscribing by mail; must take subaddresses (`name+anything@…`)"
    )
    returns_from: SecretStr | None = Field(
        None, description="where that mailbox is read: a maildir's path, or `imaps://name:password@host/INBOX`. Secret"
    )
    dkim_selector: str = Field(
        "tellal", pattern=r"^[A-Za-z0-9.-]+$", description="the key's name in the DNS: `tellal._domainkey.example.org`"
    )
    dkim_key_file: Path | None = Field(None, description="private RSA key in PEM that signs our mails; without one the relay may sign")
    public_url: str = Field("", description="where readers reach our pages: `https://news.example.org`; naming it opens them")
    web_listen: str = Field(
        "127.0.0.1:8080", pattern=r"^\S+:\d{1,5}$", description="where the pages listen, behind a proxy that speaks https"
    )
    web_signup: bool = Field(default=False, description="whether anybody may ask for a digest by mail on the page /subscribe")
    smtp_lines: int = Field(2, ge=1, le=50, description="connections to the relay at a time")
    # words
    language: str = Field("en", description="language of new subscribers until they choose (`/lang`)")
    zone: str = Field("UTC", description="time zone of new subscribers until they choose (`/tz`): `Europe/Istanbul`")
    translators: Annotated[tuple[str, ...], NoDecode] = Field(
        ("argos",),
        description="engines in the order they are tried: `argos`, `ctranslate2:MODELS.yaml`, `libretranslate`, `package.module:factory`,"
        " each for all pairs or some (`libretranslate@ka>en+*>uk`); or `none`",
    )
    detector: Literal["langdetect", "py3langid"] = Field(
        "langdetect", description="who says which language a text is in: `langdetect`, or the optional `py3langid`, which takes no hint"
    )
    packages_dir: Path = Field(Path("state/packages"), description="where `languages install` puts language packages")
    libretranslate_url: str = Field("", description="a LibreTranslate server; naming it lets texts leave this machine")
    libretranslate_key: SecretStr | None = Field(None, description="its key, if it wants one")
    # pace
    hold_seconds: int = Field(90, ge=0, le=3600, description="wait before a story's first alert, so that siblings join")
    alerts_per_hour: int = Field(
        20, ge=0, le=1000, description="alerts to one subscriber in any hour; what comes on top is told in one catch-up (0 = no limit)"
    )
    digest_at: str = Field("08:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="local time of the daily digest for new subscribers")
    keep_days: int = Field(90, ge=2, le=3650, description="how long articles and final deliveries are kept")
    # what it says
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much the log says")

    # who may come in
    access: Literal["open", "invite", "list"] = Field(
        "open",
        description="who may talk with the bot: `open`, `invite` (who says `/start CODE`), `list` (`TELLAL_ALLOWED_IDS`); admins always",
    )
    invite_code: SecretStr | None = Field(None, min_length=8, description="what `/start` must bring in the mode `invite`. Secret")
    allowed_ids: Annotated[tuple[int, ...], NoDecode] = Field((), description="Telegram ids of the people and chats of the mode `list`")
    own_topics: int = Field(50, ge=0, le=500, description="topics of their own that a subscriber may have")

    @property
    def door(self) -> Door:
        return Door(self.access, self.invite_code.get_secret_value() if self.invite_code else "", self.allowed_ids)

    @field_validator("announce_first_poll", mode="before")
    @classmethod
    def _once_yes_or_no(cls, value: object) -> object:
        """As it was said before there were three answers."""
        return {"true": FirstPoll.ALL, "false": FirstPoll.NONE}.get(str(value).casefold(), value)

    @field_validator("translators", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        names = _listed(value)
        return tuple(name for name in names if name != "none") if isinstance(names, tuple) else names

    @field_validator("admin_ids", "allowed_ids", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        return _listed(value)

    @field_validator("allow_private", mode="before")
    @classmethod
    def _allowed(cls, value: object) -> object:
        entries = _listed(value)
        if isinstance(entries, tuple):
            Allowance.parse(entries)
        return entries

    @field_validator("telegram_token", "invite_code", "libretranslate_key", "smtp_password", "returns_from", "proxy", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        """An empty file in /run/secrets means: none."""
        return value or None

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        return _checked(value, ok=is_language(value), say=f'"{value}" is no language code; use two letters, like tr, uk, en')

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return _checked(value, ok=is_zone(value), say=f'"{value}" is no time zone; use a name like Europe/Istanbul')

    @field_validator("telegram_token")
    @classmethod
    def _shaped_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        number, _, rest = value.get_secret_value().partition(":")
        return _checked(
            value, ok=number.isdigit() and bool(rest), say="is not shaped like a bot token (123456789:AbC…); ask @BotFather for it again"
        )

    @field_validator("proxy")
    @classmethod
    def _proxy_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            proxy_address(value.get_secret_value(), with_login=True)
        return value

    @field_validator("smtp_from", "mail_returns")
    @classmethod
    def _mail_address(cls, value: str) -> str:
        _, address = parseaddr(value)
        return _checked(
            value,
            ok=not value or is_mail_address(address),
            say="must be a mail address, with or without a name: Tellal <digest@example.org>",
        )

    @field_validator("telegram_api_url", "libretranslate_url", "public_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        return _checked(
            value.rstrip("/"),
            ok=not value or (parts.scheme in {"http", "https"} and bool(parts.hostname)),
            say="must be an http(s) address",
        )

    @field_validator("database_url")
    @classmethod
    def _store_we_have(cls, value: str) -> str:
        scheme, _, rest = value.partition(":")
        ok = scheme == "memory" or (scheme == "sqlite" and rest.startswith("///"))
        _checked(value, ok=ok, say="must be sqlite:///PATH (four slashes for an absolute path) or memory:")
        return f"sqlite:///{ROOT / rest.removeprefix('///')}" if scheme == "sqlite" else value

    @property
    def sqlite_path(self) -> Path | None:
        """The file the store lives in; None when it lives in memory."""
        _, slashes, path = self.database_url.partition("sqlite:///")
        return Path(path) if slashes else None

    @property
    def feeds_path(self) -> Path:
        return ROOT / self.feeds_file

    @property
    def backups_path(self) -> Path:
        return ROOT / self.backups_dir

    @property
    def packages_path(self) -> Path:
        return ROOT / self.packages_dir

    def shown(self) -> dict[str, str]:
        """Every variable and its value as text, secrets and passwords masked; in the order of the documentation."""
        return {variable(name): _shown(getattr(self, name)) for name in type(self).model_fields}


def variable(field: str) -> str:
    return PREFIX + field.upper()


def load(*, root: Path = ROOT, secrets: Path = SECRETS) -> Settings:
    """The effective settings, or `Problems` naming every variable that is wrong and where it was set. Never prints a secret."""
    file = root / ".env"
    unknown = list(_unknown(file, secrets))
    places: dict[str, Any] = {"_env_file": file, "_secrets_dir": secrets if secrets.is_dir() else None}
    try:
        settings = Settings(**places)
    except ValidationError as error:
        raise Problems([*unknown, *_wrong(error, file, secrets)]) from None  # the cause would carry the values
    problems = [*unknown, *_contradictions(settings)]
    if problems:
        raise Problems(problems)
    return settings


def _contradictions(settings: Settings) -> Iterator[Problem]:
    if any(name.partition("@")[0] == "libretranslate" for name in settings.translators) and not settings.libretranslate_url:
        yield Problem("environment", "names no server, but TELLAL_TRANSLATORS asks for libretranslate", key=variable("libretranslate_url"))
    yield from _about_mail(settings)
    if settings.access == "invite" and settings.invite_code is None:
        yield Problem("environment", "is not set, but TELLAL_ACCESS is invite: nobody could come in", key=variable("invite_code"))


def _about_mail(settings: Settings) -> Iterator[Problem]:
    if settings.smtp_host and not settings.smtp_from:
        yield Problem("environment", "is not set, but TELLAL_SMTP_HOST is: who are mails from?", key=variable("smtp_from"))
    if settings.returns_from and not settings.mail_returns:
        yield Problem(
            "environment", "is not set, but TELLAL_RETURNS_FROM is: which address do mails come back to?", key=variable("mail_returns")
        )
    if settings.smtp_username and not settings.smtp_password:
        yield Problem("environment", "is not set, but TELLAL_SMTP_USERNAME is", key=variable("smtp_password"))
    if settings.smtp_username and settings.smtp_security is Security.NONE and not is_this_machine(settings.smtp_host):
        text = f"none would send the password to {settings.smtp_host} in the clear: use starttls or tls"
        yield Problem("environment", text, key=variable("smtp_security"))


def _unknown(file: Path, secrets: Path) -> Iterator[Problem]:
    known = {variable(name) for name in Settings.model_fields}
    for name, where in _set_variables(file, secrets):
        if name.upper() not in known | OTHERS:
            yield Problem(where, f"unknown setting{did_you_mean(name, known)}", key=name, line=_line_of(name, file, where))


def _wrong(error: ValidationError, file: Path, secrets: Path) -> Iterator[Problem]:
    places: dict[str, str] = {}
    for name, where in _set_variables(file, secrets):
        places.setdefault(name.upper(), where)
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        name = variable(str(detail["loc"][0]))
        where = places.get(name, "environment")
        text = PLAINER.get(detail["type"], detail["msg"].removeprefix("Value error, "))
        yield Problem(where, f"{text}; mend it or leave it out (docs/reference/environment.md)", key=name, line=_line_of(name, file, where))


def _set_variables(file: Path, secrets: Path) -> Iterator[tuple[str, str]]:
    """(name, where it is set) of every TELLAL_ variable, the strongest place first."""
    yield from ((name, "environment") for name in _ours(os.environ))
    if file.is_file():
        yield from ((name, str(file.name)) for name in _ours(dotenv_values(file)))
    if secrets.is_dir():
        yield from ((name, str(secrets)) for name in _ours(path.name for path in secrets.iterdir()))


def _ours(names: Iterable[str] | Mapping[str, Any]) -> list[str]:
    return [name for name in names if name.upper().startswith(PREFIX)]


def _line_of(name: str, file: Path, where: str) -> int:
    if where != file.name:
        return 0
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.strip().removeprefix("export ").lstrip().startswith(f"{name}=")), 0)


def _listed(value: object) -> object:
    """'a, b c' → ("a", "b", "c"); anything that is not text stays as it is."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _checked(value: Value, *, ok: bool, say: str) -> Value:
    if not ok:
        raise ValueError(say)
    return value


def _shown(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return _without_password(str(value)) if "://" in str(value) else str(value)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    if not parts.password:
        return url
    return urlunsplit(parts._replace(netloc=f"{parts.username}:********@{parts.hostname}" + (f":{parts.port}" if parts.port else "")))
