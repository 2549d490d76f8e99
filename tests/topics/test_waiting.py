"""Who is called when an article holds these atoms."""

from hypothesis import given
from hypothesis import strategies as st

from news.topics.waiting import Waiting

atoms = st.integers(0, 9)
rows = st.lists(st.tuples(st.sampled_from("abcdef"), st.tuples(atoms, atoms)), max_size=20)


@given(rows, st.sets(st.integers(0, 14)), st.sets(st.sampled_from("abcdefz")))
def test_those_are_called_once_who_have_a_place_both_atoms_of_which_are_held(rows, held, gone):
    waiting = Waiting()
    for waiter, place in rows:
        waiting.put(waiter, place)
    waiting.called(held)  # so that the columns are made once before the change
    for waiter in gone:
        waiting.forget(waiter)
    expected = list(dict.fromkeys(waiter for waiter, _ in rows if waiter not in gone))
    assert waiting.called(held) == [each for each in expected if any({*place} <= held for waiter, place in rows if waiter == each)]


def test_nobody_waiting_is_no_error():
    assert Waiting().called([1, 2]) == []
