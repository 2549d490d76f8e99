"""The pace kept with Telegram: never faster than allowed, hardly slower."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.pacing import Pace, PaceRules

RULES = PaceRules()


def play(chats, *, rules=RULES):
    """Speak to these chats in turn, each as soon as it may and answered at once; the moments."""
    pace, now, spoken = Pace(rules), 0.0, []
    for chat in chats:
        now += pace.wait(chat, now)
        assert pace.wait(chat, now) == pytest.approx(0, abs=1e-9)
        pace.spend(chat, now)
        pace.answered(chat, now)
        spoken.append((now, chat))
    return spoken


def play_far_away(trips, *, hands):
    """Speak to a new chat each time, as soon as the pace and one of so many hands are free. `trips`: seconds there and back.
    When each word arrived.
    """
    pace, now, arrived, answers = Pace(RULES), 0.0, [], []
    for number, (there, back) in enumerate(trips):
        while wait := pace.wait(str(number), now) or (answers[0][0] - now if len(answers) == hands else 0.0):
            upto = min([now + wait, *(answer for answer, _ in answers)])
            for _, chat in [each for each in answers if each[0] <= upto]:
                pace.answered(chat, upto)
            answers, now = [each for each in answers if each[0] > upto], upto
        pace.spend(str(number), now)
        arrived.append(now + there)
        answers = sorted([*answers, (now + there + back, str(number))])
    return arrived


def busiest(moments, seconds):
    """The most calls in any stretch of so many seconds."""
    return max(sum(1 for other in moments if moment - seconds < other <= moment) for moment in moments)


@given(st.lists(st.sampled_from(["1", "2", "3", "-100500", "-100600", *(str(n) for n in range(10, 60))]), max_size=200))
def test_no_window_is_ever_overrun(chats):
    """Overall, per private chat and per group, whatever the order."""
    spoken = play(chats)
    if not spoken:
        return
    assert busiest([moment for moment, _ in spoken], 1.0 - 1e-6) <= RULES.overall.calls
    for chat in set(chats):
        window = RULES.of(chat)
        moments = [moment for moment, each in spoken if each == chat]
        assert busiest(moments, window.seconds - 1e-6) <= window.calls


seconds = st.floats(0.001, 0.9)


@given(st.lists(st.tuples(seconds, seconds), max_size=150), st.integers(1, 40))
def test_no_second_at_telegram_holds_more_than_it_allows_however_long_each_word_travels(trips, hands):
    """What left in two different seconds may arrive in one: the 29 before the last count from their answers."""
    arrived = play_far_away(trips, hands=hands)
    assert not arrived or busiest(arrived, 1.0 - 1e-6) <= 29


def test_a_distant_telegram_costs_little_of_the_rate():
    """Sixty milliseconds there and back: 95 % of 28 a second and more."""
    arrived = play_far_away([(0.03, 0.03)] * 840, hands=16)
    assert (len(arrived) - 1) / (arrived[-1] - arrived[0]) >= 0.95 * 28


def test_the_allowed_rate_is_nearly_reached():
    """At least 93 % of Telegram's 30 a second over many private chats, 90 % of 20 a minute in a group."""
    spoken = play([str(number) for number in range(1, 1401)])
    assert len(spoken) / (spoken[-1][0] + 1 / 28) >= 0.93 * 30
    group = play(["-100500"] * 180)
    assert len(group) / (group[-1][0] + 60) * 60 >= 0.9 * 18


def test_the_window_begins_with_the_answer():
    """A request held up on its way is not followed too closely."""
    pace = Pace()
    pace.spend("7", 0.0)
    pace.answered("7", 0.9)
    assert pace.wait("7", 1.06) == pytest.approx(0.84)
    pace.answered("8", 1.0)
    assert pace.wait("8", 1.0) == 0


def test_a_flood_pauses_its_chat_only():
    """Others go on."""
    pace = Pace()
    assert not pace.refused("7", 100.0, 30.0)
    assert pace.wait("7", 110.0) == pytest.approx(20.0)
    assert pace.wait("8", 110.0) == 0
    assert pace.wait("7", 131.0) == 0


def test_several_floods_pause_everybody():
    """Three chats within ten seconds: it is us."""
    pace = Pace()
    answers = [pace.refused(chat, now, 5.0) for chat, now in (("1", 0.0), ("2", 1.0), ("2", 2.0), ("3", 3.0))]
    assert answers == [False, False, False, True]
    assert pace.wait("99", 4.0) == pytest.approx(4.0)
    assert pace.silence(9.0) == 0


def test_floods_far_apart_stay_apart():
    """Three chats within a minute are three chats."""
    pace = Pace()
    assert not any(pace.refused(str(number), number * 20.0, 5.0) for number in range(5))


def test_memory_follows_the_last_minute():
    """A hundred thousand subscribers leave nothing behind."""
    pace = Pace()
    for number in range(5000):
        pace.spend(str(number), number * 0.1)
        pace.answered(str(number), number * 0.1)
        if number % 7 == 0:
            pace.refused(str(number), number * 0.1, 1.0)
    assert len(pace._chats) <= 601
    assert len(pace._paused) <= 700
    assert len(pace._answers) <= 11
    assert Counter(len(times) for times in pace._chats.values()) == {1: len(pace._chats)}
