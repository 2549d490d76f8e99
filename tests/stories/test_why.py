"""Why an article stands where it stands: one table of words, and a "what would have changed it" that holds."""

from __future__ import annotations

import math
import string
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.stories import why
from news.stories.likeness import Signal
from news.stories.placement import PlacementPolicy
from news.stories.values import Evidence, Placement, PlacementReason
from news.stories.why import BECAUSE, SIGNALS, Wording, explain

LANGUAGES = ("en", "tr", "uk", "ru")
WORDINGS = [
    *(because.sentence for because in BECAUSE.values()),
    *SIGNALS.values(),
    *(value for value in vars(why).values() if isinstance(value, Wording)),
]


def placed(reason: PlacementReason, odds: float, *evidence: tuple[str, float]) -> Placement:
    return Placement("s", reason, 1 / (1 + math.exp(-odds)), tuple(Evidence(name, weight, (name,)) for name, weight in evidence))


def test_every_reason_has_its_words_and_no_other() -> None:
    """The chat, the command line and the demo speak from one table."""
    assert set(BECAUSE) == set(PlacementReason)
    assert all(because.brief for because in BECAUSE.values())


def test_every_signal_told_is_one_that_is_measured() -> None:
    """One renamed there must not silently vanish here."""
    assert set(SIGNALS) <= {signal.name.lower() for signal in Signal}


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.en[:40])
def test_every_language_says_it_with_the_same_blanks(wording: Wording) -> None:
    """A missing one would be a KeyError in somebody's chat."""
    blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in astuple(wording)]
    assert all(astuple(wording))
    assert all(each == blanks[0] for each in blanks)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", PlacementReason)
def test_no_placement_is_left_without_a_sentence(reason: PlacementReason, language: str) -> None:
    """Without evidence, too."""
    told = explain(placed(reason, 0.2, ("names", 2.0), ("kinds_apart", -1.0)), language)
    assert told.sentence == BECAUSE[reason].sentence.said(language)
    assert str(explain(placed(reason, 0.2), language))


def test_a_language_we_do_not_speak_is_answered_in_english() -> None:
    """Rather than not at all."""
    assert explain(placed(PlacementReason.TOO_UNLIKE, 0), "ja").sentence == "too unlike everything before it"


def test_the_three_strongest_signals_are_told_with_their_words() -> None:
    """Strongest first, whichever way they point."""
    told = explain(placed(PlacementReason.SAME_EVENT, 2.0, ("words", 1.0), ("names", 3.0), ("kinds_apart", -2.0), ("days", 0.1)))
    assert [str(signal) for signal in told.signals] == [
        "names +3.0 (names)",
        "another kind of event -2.0 (kinds_apart)",
        "words +1.0 (words)",
    ]


@given(
    st.floats(PlacementPolicy().join, 8),
    st.lists(
        st.tuples(st.sampled_from(["names", "figures", "days"]), st.floats(0.1, 9)), min_size=1, max_size=3, unique_by=lambda one: one[0]
    ),
)
def test_what_would_have_made_it_a_story_of_its_own_would_have(odds: float, evidence: list[tuple[str, float]]) -> None:
    """The signals named are worth more than the odds had to spare; when none are enough, it says so."""
    told = explain(placed(PlacementReason.SAME_EVENT, odds, *evidence))
    named = [weight for name, weight in evidence if name in told.change]
    assert named
    assert (sum(named) > odds - PlacementPolicy().join) == told.change.startswith("without") or math.isclose(
        sum(named), odds - PlacementPolicy().join, abs_tol=1e-3
    )
    assert told.change.startswith(("without", "even without"))


@pytest.mark.parametrize(
    ("reason", "odds", "evidence", "change"),
    [
        (PlacementReason.TOO_UNLIKE, -1.0, [("kinds_apart", -2.0)], "but for this it would have joined: another kind of event"),
        (PlacementReason.TOO_UNLIKE, -1.0, [("kinds_apart", -0.2)], "to join, the odds for one event would have to be 4 times as high"),
        (PlacementReason.DIFFERENT_NUMBERS, 2.0, [], "but for that it would have joined"),
        (PlacementReason.DIFFERENT_NUMBERS, -2.0, [], "even without that it would have been too unlike"),
        (PlacementReason.OUTSIDE_WINDOW, 2.0, [], "but for that it would have joined"),
        (PlacementReason.SAME_OUTLET_WEAK, 0.9, [], "from another outlet it would have joined"),
        (PlacementReason.RECORDED_SPLIT, 5.0, [("names", 5.0)], "only an admin's word changes that"),
    ],
)
def test_what_would_have_changed_it(reason: PlacementReason, odds: float, evidence: list[tuple[str, float]], change: str) -> None:
    """By the odds that were kept."""
    assert explain(placed(reason, odds, *evidence)).change == change
