"""The composition root: which store, translator, detector and channels this house runs with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.broadcasting import Broadcasting
from bot.digesting import Digesting
from bot.full_texts import PageReading
from bot.hubs import Hubs
from bot.intake import Intake
from bot.jobs import JobRunner
from bot.outbox import Outbox
from bot.pivoting import Pivoting
from bot.placing import Placing
from bot.secrets import secret_named
from bot.settings import Settings
from bot.street import Street
from bot.terms import Terms
from bot.translating import TranslationDesk
from bot.version import VERSION
from bot.viewing import Viewing
from feeds.fetch import HttpFetcher
from feeds.hubs import HttpHubs
from feeds.pages import PageTexts
from feeds.parse import PooledParser
from feeds.robots import Robots
from news.alerts import AlertPolicy
from news.beginnings import BeginningPolicy, FirstPoll
from news.deliveries import DEFAULT_RETRIES, RetryPolicy
from news.polling import DEFAULT_POLICY, PollPolicy
from news.ports import Channel, Clock, Detector, Fetcher, FullTexts, Parser, Store, Translator
from news.stories.placement import PlacementPolicy, StoryWindow
from news.topics.matching import TopicIndex
from news.translating import Budget, Urgency
from storage import open_store
from translators.registry import Options, build_detector, build_translator


def system_clock() -> datetime:
    """Now, aware UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Policies:
    """Every pace and threshold of the house in one place."""

    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    retries: RetryPolicy = DEFAULT_RETRIES
    polling: PollPolicy = DEFAULT_POLICY
    beginning: BeginningPolicy = field(default_factory=BeginningPolicy)
    placement: PlacementPolicy = field(default_factory=PlacementPolicy)
    translating: Budget = field(default_factory=Budget)
    keep_window: timedelta = timedelta(days=7)
    """How far back the window is rebuilt at start; no shorter than the placement window."""


@dataclass(frozen=True, slots=True)
class Doors:
    """The outside world, opened."""

    store: Store
    fetcher: Fetcher
    parser: Parser
    detector: Detector
    translator: Translator
    channels: Mapping[str, Channel]
    pages: FullTexts | None = None
    """Where full texts come from; None = from nowhere."""


def build_street(doors: Doors, *, clock: Clock = system_clock, policies: Policies | None = None) -> Street:
    """Wire the stages. Nothing is opened or read yet: `Street.open` does that."""
    policies = policies or Policies()
    jobs = JobRunner()
    pivoting = Pivoting(doors.store, doors.translator, TranslationDesk(policies.translating))
    viewing = Viewing(doors.store, pivoting.memory(Urgency.ALERT))
    return Street(
        store=doors.store,
        intake=Intake(
            doors.store,
            doors.fetcher,
            doors.parser,
            clock,
            policies.polling,
            beginning=policies.beginning,
            pages=_page_reading(doors),
        ),
        placing=Placing(doors.store, doors.detector, pivoting, TopicIndex(), StoryWindow(policies.placement), clock, policies.alerts, jobs),
        outbox=Outbox(doors.store, dict(doors.channels), viewing, clock, policies.alerts, policies.retries, jobs=jobs),
        digesting=Digesting(doors.store, clock),
        broadcasting=Broadcasting(doors.store, clock),
        viewing=viewing,
        channels=dict(doors.channels),
        clock=clock,
        window=policies.keep_window,
        terms=Terms(doors.store, pivoting.memory(Urgency.ALERT), pivoting.memory(Urgency.LATER), clock),
        jobs=jobs,
    )


def _page_reading(doors: Doors) -> PageReading | None:
    return PageReading(doors.store, doors.pages) if doors.pages else None


@asynccontextmanager
async def opened(street: Street, *, alone: bool) -> AsyncIterator[Street]:
    """The street open for business, and closed whatever happens."""
    try:
        await street.open(alone=alone)
        yield street
    finally:
        await street.close()


# --- from the settings ----------------------------------------------------------------------------------------------


def policies_of(settings: Settings, *, translating: Budget | None = None) -> Policies:
    alerts = AlertPolicy(
        hold=timedelta(seconds=settings.hold_seconds),
        most_an_hour=settings.alerts_per_hour,
        announce_first_poll=settings.announce_first_poll is FirstPoll.ALL,
    )
    beginning = BeginningPolicy(settings.first_poll_keeps, announces=int(settings.announce_first_poll is FirstPoll.NEWEST))
    return Policies(alerts=alerts, translating=translating or Budget(), beginning=beginning)


def translator_of(settings: Settings) -> Translator:
    """The engines the operator named, in their order, each in a worker that can be killed."""
    key = settings.libretranslate_key
    options = Options(
        packages_dir=settings.packages_path,
        libretranslate_url=settings.libretranslate_url,
        libretranslate_key=key.get_secret_value() if key else "",
    )
    return build_translator(settings.translators, options)


def fetcher_of(settings: Settings, clock: Clock = system_clock) -> HttpFetcher:
    return HttpFetcher(
        user_agent=user_agent(settings.contact),
        allow=settings.allow_private,
        proxy=settings.proxy.get_secret_value() if settings.proxy else "",
        secret_named=secret_named,
        clock=clock,
    )


def hubs_of(settings: Settings, street: Street) -> Hubs | None:
    """Where the operator gave an address that hubs can reach."""
    if not settings.public_url:
        return None
    proxy = settings.proxy.get_secret_value() if settings.proxy else ""
    door = HttpHubs(user_agent(settings.contact), allow=settings.allow_private, proxy=proxy)
    return Hubs(street.store, door, street.intake, street.clock, settings.public_url, street.jobs)


ROBOTS_NAME = "Tellal"
"""What robots.txt files call us: the first word of our User-Agent."""


def user_agent(contact: str) -> str:
    """Honest, with a way to reach whoever runs it."""
    return f"{ROBOTS_NAME}/{VERSION} (news monitoring{f'; +{contact}' if contact else ''})"


async def street_of(
    settings: Settings, channels: Mapping[str, Channel], *, clock: Clock = system_clock, translating: Budget | None = None
) -> Street:
    """The house as the settings describe it, with its store open and migrated."""
    store = await open_store(settings.database_url, clock=clock)
    fetcher, parser = fetcher_of(settings, clock), PooledParser(clock=clock)
    doors = Doors(
        store=store,
        fetcher=fetcher,
        pages=PageTexts(fetcher, parser, Robots(fetcher, ROBOTS_NAME, clock)),
        parser=parser,
        detector=build_detector(settings.detector),
        translator=translator_of(settings),
        channels=channels,
    )
    return build_street(doors, clock=clock, policies=policies_of(settings, translating=translating))
