"""Hours and days in which a publisher changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse import parse_document
from news.feed import Feed, FeedState
from news.polling import FeedDue, PollOutcome, PollPolicy, PollResult, next_poll
from news.skips import Skips

FEED = Feed("liman", "https://liman.example/rss", every=timedelta(minutes=20))
SATURDAY = datetime(2026, 11, 21, 22, 50, tzinfo=UTC)
POLICY = PollPolicy(jitter_share=0)
ITEM = "<item><title>Sis</title><link>https://liman.example/1</link><description>{}</description></item>"


def read(before: str = "", inside: str = "", after: str = "") -> Skips | None:
    document = f'<rss version="2.0"><channel><title>Liman</title>{before}{ITEM.format(inside)}{after}</channel></rss>'
    return parse_document(document.encode(), FEED.url, "application/rss+xml", FEED).skips


@pytest.mark.parametrize(
    ("said", "skips"),
    [
        ("<skipHours><hour>0</hour><hour> 23 </hour><hour>1</hour></skipHours>", Skips((0, 1, 23))),
        ("<skipHours><hour>24</hour><hour>07</hour></skipHours><skipDays><day>Sunday</day><day>saturday</day></skipDays>", Skips((0, 7), (5, 6))),
        ("<skiphours>\n<hour>3</hour>\n</skiphours>", Skips((3,))),
        ("<skipHours><hour>25</hour><hour>-1</hour><hour>noon</hour></skipHours><skipDays><day>Pazar</day></skipDays>", None),
        ("<skipHours><hour>5</hour>", Skips((5,))),
        ("<skipHours/>", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_channel_says_them_before_or_after_its_entries(said: str, skips: Skips | None) -> None:
    """All of the list; RSS 0.91's 24 is midnight; what is no hour is none."""
    assert read(before=said) == skips
    assert read(after=said) == skips


def test_an_article_about_rss_says_nothing() -> None:
    """Only the channel may."""
    assert read(inside="<![CDATA[<skipHours><hour>4</hour></skipHours>]]>") is None


@pytest.mark.parametrize(
    ("skips", "due", "reason"),
    [
        (None, SATURDAY + timedelta(minutes=30), FeedDue.QUIET),
        (Skips((5,)), SATURDAY + timedelta(minutes=30), FeedDue.QUIET),
        (Skips((23, 0, 1)), datetime(2026, 11, 22, 2, 1, tzinfo=UTC), FeedDue.SKIPPED),
        (Skips((), (5, 6)), datetime(2026, 11, 23, 0, 1, tzinfo=UTC), FeedDue.SKIPPED),
        (Skips((0, 1), (5, 6)), datetime(2026, 11, 23, 2, 1, tzinfo=UTC), FeedDue.SKIPPED),
        (Skips((), (5, 6, 0, 1)), SATURDAY + timedelta(hours=72), FeedDue.SKIPPED),
        (Skips(tuple(range(24))), SATURDAY + timedelta(minutes=30), FeedDue.QUIET),
    ],
)
def test_a_poll_is_put_off_out_of_them(skips: Skips | None, due: datetime, reason: FeedDue) -> None:
    """Three days at most; who skips the whole week means nothing by it. Siblings do not come all at the full hour."""
    state = next_poll(FeedState("liman"), FEED, PollResult(PollOutcome.EMPTY, skips=skips), SATURDAY, POLICY)
    assert (state.next_poll_at, state.due_reason) == (due, reason)


def test_a_304_leaves_the_wishes_as_they_were_said() -> None:
    """They stand in the document, which it does not bring."""
    said = PollResult(PollOutcome.EMPTY, ttl=timedelta(minutes=50), skips=Skips((3,)))
    state = next_poll(FeedState("liman"), FEED, said, SATURDAY, POLICY)
    state = next_poll(
        state, FEED, PollResult(PollOutcome.NEWS, new_entries=1, ttl=timedelta(minutes=50), skips=Skips((3,))), SATURDAY, POLICY
    )
    again = next_poll(state, FEED, PollResult(PollOutcome.NOT_MODIFIED), SATURDAY, POLICY)
    assert (again.due_reason, again.skips) == (FeedDue.PUBLISHER_TTL, Skips((3,)))
    assert next_poll(again, FEED, PollResult(PollOutcome.EMPTY), SATURDAY, POLICY).skips is None


@given(
    st.sets(st.integers(0, 23)).map(sorted).map(tuple),
    st.sets(st.integers(0, 6)).map(sorted).map(tuple),
    st.integers(0, 366 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
)
def test_the_next_awake_moment_is_awake_and_the_first(hours: tuple[int, ...], days: tuple[int, ...], now: datetime) -> None:
    """Or there is none in a week."""
    skips = Skips(hours, days)
    awake = skips.next_awake(now)
    assert awake >= now
    if len(hours) < 24 and len(days) < 7:
        assert not skips.covers(awake)
        assert all(skips.covers(now + timedelta(hours=h)) for h in range(int((awake - now) / timedelta(hours=1))))
