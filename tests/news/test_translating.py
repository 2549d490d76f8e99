"""What is translated now and what later: rows, and what holds for any line."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.translating import Budget, CatchUpDue, Engine, TranslationDue, Urgency, admitted, catch_up_due, next_slice, paced

NOW, BACKLOG, SILENT = TranslationDue.NOW, TranslationDue.BACKLOG, TranslationDue.ENGINE_SILENT
BUDGET = Budget(patience=dict.fromkeys(Urgency, 10.0), silent_after=30, slice_seconds=3, smallest_slice=100, largest_slice=1_000)


@dataclass(frozen=True)
class Wanted:
    urgency: Urgency
    characters: int
    target: str = "en"


@pytest.mark.parametrize(
    ("lengths", "ahead", "engine", "dues"),
    [
        ([100, 100], 0, Engine(100), [NOW, NOW]),
        ([500, 500, 1], 0, Engine(100), [NOW, NOW, BACKLOG]),
        ([100], 950, Engine(100), [BACKLOG]),
        ([5_000], 0, Engine(100), [NOW]),
        ([5_000, 10], 0, Engine(100), [NOW, BACKLOG]),
        ([10, 10], 0, Engine(100, silent_for=31), [SILENT, SILENT]),
        ([10, 10], 0, Engine(100, silent_for=29), [NOW, NOW]),
        ([], 0, Engine(100), []),
    ],
    ids=[
        "room for all",
        "as far as it goes",
        "a line before it",
        "one too long is begun",
        "and nothing after it",
        "silent",
        "slow",
        "none",
    ],
)
def test_only_what_can_be_done_in_time_is_admitted(lengths, ahead, engine, dues):
    """Ten seconds of patience at a hundred characters a second are a thousand characters."""
    assert admitted(lengths, Urgency.TITLE, ahead, engine, BUDGET) == dues


def test_catching_up_waits_even_for_a_silent_engine():
    """Nobody loses anything by it, and it is how we learn that the engine is back."""
    assert admitted([10], Urgency.LATER, 0, Engine(100, silent_for=99), BUDGET) == [NOW]


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ([], []),
        ([Wanted(Urgency.LEAD, 50), Wanted(Urgency.ALERT, 50), Wanted(Urgency.TITLE, 50)], [1]),
        ([Wanted(Urgency.TITLE, 50), Wanted(Urgency.LEAD, 50), Wanted(Urgency.TITLE, 50)], [0, 2]),
        ([Wanted(Urgency.ALERT, 50, "tr"), Wanted(Urgency.ALERT, 50, "uk"), Wanted(Urgency.ALERT, 50, "tr")], [0, 2]),
        ([Wanted(Urgency.TITLE, 200), Wanted(Urgency.TITLE, 200)], [0]),
        ([Wanted(Urgency.TITLE, 9_000), Wanted(Urgency.TITLE, 1)], [0]),
    ],
    ids=["nobody", "alerts first", "headlines before leads", "one target at a time", "three seconds of work", "one is always taken"],
)
def test_the_most_urgent_go_next(line, chosen):
    """At a hundred characters a second a slice is three hundred."""
    assert next_slice(line, Engine(100), BUDGET) == chosen


@given(
    st.lists(st.builds(Wanted, st.sampled_from(Urgency), st.integers(1, 3_000), st.sampled_from(["en", "tr"])), max_size=40),
    st.floats(0.1, 10_000),
)
def test_any_line_is_worked_off_in_order_of_urgency(line, pace):
    """Nobody is left standing, nobody is served twice, nobody less urgent goes first."""
    served = []
    waiting = list(line)
    while waiting:
        chosen = next_slice(waiting, Engine(pace), BUDGET)
        assert chosen
        assert sum(waiting[at].characters for at in chosen) <= BUDGET.largest_slice or len(chosen) == 1
        served += [waiting[at] for at in chosen]
        waiting = [each for at, each in enumerate(waiting) if at not in set(chosen)]
    assert [each.urgency for each in served] == sorted(each.urgency for each in line)
    assert sorted(map(repr, served)) == sorted(map(repr, line))


@given(st.lists(st.integers(0, 5_000), max_size=40), st.integers(0, 5_000), st.floats(0.1, 10_000))
def test_who_is_refused_is_never_followed_by_one_admitted(lengths, ahead, pace):
    """Headlines are asked for in order of arrival: the room there is goes to the first."""
    dues = admitted(lengths, Urgency.TITLE, ahead, Engine(pace), BUDGET)
    assert dues == sorted(dues, key=lambda due: due is not NOW)


def test_the_pace_follows_what_the_engine_shows():
    """Half of what it was, half of what the last slice showed; a slice in no time does not divide by nothing."""
    assert paced(100, 1_000, 2) == 300
    assert paced(100, 10, 0) > 100


@pytest.mark.parametrize(
    ("owed", "unplaced", "silent", "due"),
    [
        (0, 0, 0, CatchUpDue.NOTHING_OWED),
        (3, 0, 0, CatchUpDue.NOW),
        (3, 1, 0, CatchUpDue.STREET_BUSY),
        (3, 0, 31, CatchUpDue.ENGINE_SILENT),
    ],
)
def test_catching_up_is_for_quiet_moments(owed, unplaced, silent, due):
    """Each refusal has its name."""
    assert catch_up_due(owed=owed, unplaced=unplaced, engine=Engine(100, silent), budget=BUDGET) is due
