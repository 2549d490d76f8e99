"""Who is called when an article holds these atoms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.topics.waiting import NOTHING, Waiting

atoms = st.integers(0, 9)
rows = st.lists(st.tuples(st.sampled_from("abcdef"), st.tuples(atoms, atoms, st.just(NOTHING) | atoms)), max_size=20, unique=True)


def fits(place, held):
    first, second, unless = place
    return {first, second} <= set(held) and unless not in held


@given(rows, st.sets(st.integers(0, 14)), st.sets(st.sampled_from("abcdefz")), st.sampled_from([-1, 1_000]))
def test_those_are_called_once_who_have_a_place_that_fits_what_is_held(rows, held, gone, few_rows):
    waiting = Waiting(few_rows)
    for waiter, place in rows:
        waiting.put(waiter, place)
    list(waiting.called(held))  # so that the columns are made once before the change
    for waiter in gone:
        waiting.forget(waiter)
    expected = list(dict.fromkeys(waiter for waiter, _ in rows if waiter not in gone))
    fitting = {waiter: [place for each, place in rows if each == waiter and fits(place, held)] for waiter in expected}
    called = list(waiting.called(held))
    assert [waiter for waiter, *_ in called] == [waiter for waiter in expected if fitting[waiter]]
    for waiter, first, second, is_only in called:
        assert (first, second) in [place[:2] for place in fitting[waiter]]
        assert is_only == (len(fitting[waiter]) == 1)


@pytest.mark.parametrize("few_rows", [-1, 10_000])
def test_rows_of_the_gone_are_swept_and_the_others_stay(few_rows):
    waiting = Waiting(few_rows)
    for number in range(4_000):
        waiting.put(number, (number % 7, number % 11, NOTHING))
    for number in range(3_500):
        waiting.forget(number)
    waiting.put("late", (0, 0, NOTHING))
    expected = [number for number in range(3_500, 4_000) if {number % 7, number % 11} <= {0, 5}]
    assert [waiter for waiter, *_ in waiting.called({0, 5})] == [*expected, "late"]


@pytest.mark.parametrize("few_rows", [-1, 10_000])
def test_nobody_waiting_is_no_error(few_rows):
    assert list(Waiting(few_rows).called({1, 2})) == []
