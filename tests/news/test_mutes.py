"""What is muted, for how long, and what that keeps from a subscriber."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clocks import NOON

from news.mutes import MOST_MUTES, forwarded, mute_over, with_mute, without_mute
from news.subscribers import Mute, MuteKind, Subscriber

READER = Subscriber("reader", "recording", "reader")
TOLD = {"story_id": "s1", "topics": ("quakes", "izmir"), "outlets": ("Anka Postası", "Dnipro"), "words": ("Deprem", "sarsıntı")}


@pytest.mark.parametrize(
    ("wishes", "keeps"),
    [
        ([], False),
        ([Mute(MuteKind.STORY, "s1")], True),
        ([Mute(MuteKind.STORY, "s2")], False),
        ([Mute(MuteKind.OUTLET, "anka postası"), Mute(MuteKind.OUTLET, "Dnipro")], True),
        ([Mute(MuteKind.OUTLET, "Dnipro")], False),  # another outlet reports it too
        ([Mute(MuteKind.TOPIC, "quakes")], False),  # the other topic still wants it
        ([Mute(MuteKind.TOPIC, "quakes"), Mute(MuteKind.TOPIC, "izmir")], True),
        ([Mute(MuteKind.WORD, "deprem")], False),
        ([Mute(MuteKind.WORD, "deprem"), Mute(MuteKind.WORD, "Sarsıntı")], True),
        ([Mute(MuteKind.WORD, "s1"), Mute(MuteKind.STORY, "quakes")], False),
        ([Mute(MuteKind.STORY, "s1", until=NOON)], False),
        ([Mute(MuteKind.STORY, "s1", until=NOON + timedelta(seconds=1))], True),
    ],
)
def test_what_a_wish_covers(wishes: list[Mute], keeps: bool) -> None:
    """Outlets, topics and words only when all of them are muted; case does not matter; the end is the first moment it no longer holds."""
    assert (mute_over(READER.evolve(mutes=tuple(wishes)), now=NOON, **TOLD) is not None) is keeps


def test_what_met_no_topic_by_a_word_is_not_muted_by_words() -> None:
    assert mute_over(READER.evolve(mutes=(Mute(MuteKind.WORD, "deprem"),)), now=NOON, story_id="s9") is None


WISHES = st.builds(
    Mute, st.sampled_from(MuteKind), st.sampled_from(["a", "B", "ı"]), st.none() | st.just(NOON) | st.just(NOON + timedelta(days=2))
)


@given(st.lists(WISHES, max_size=20), WISHES)
def test_a_new_wish_stands_once_and_can_be_taken_back(earlier: list[Mute], wish: Mute) -> None:
    subscriber = READER
    for each in earlier:
        subscriber = with_mute(subscriber, each, now=NOON)
    muted = with_mute(subscriber, wish, now=NOON)
    assert muted.mutes[-1] == wish
    same = [each for each in muted.mutes if (each.kind, each.about) == (wish.kind, wish.about)]
    assert same == [wish]
    freed = without_mute(muted, wish.kind, wish.about, now=NOON)
    assert all((each.kind, each.about) != (wish.kind, wish.about) for each in freed.mutes)
    assert all(each.holds(NOON) for each in freed.mutes)


def test_wishes_are_bounded() -> None:
    """The oldest goes first."""
    subscriber = READER
    for number in range(MOST_MUTES + 3):
        subscriber = with_mute(subscriber, Mute(MuteKind.WORD, str(number)), now=NOON)
    assert [mute.about for mute in subscriber.mutes] == [str(number) for number in range(3, MOST_MUTES + 3)]


def test_a_muted_story_that_merges_stays_muted() -> None:
    """Under the name of the story it became part of, as long as before."""
    muted = READER.evolve(mutes=(Mute(MuteKind.STORY, "s1", NOON), Mute(MuteKind.TOPIC, "s1")))
    assert forwarded(muted, "s1", "s2").mutes == (Mute(MuteKind.STORY, "s2", NOON), Mute(MuteKind.TOPIC, "s1"))
