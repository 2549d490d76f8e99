"""Capitalised words of a query that may have been meant as ordinary ones."""

import pytest

from news.topics.names import in_lower_case, taken_as_names
from news.topics.query import parse_query

HEARD = [
    ("Deprem", ("Deprem",), "deprem"),
    ("Землетрус OR Вибори", ("Землетрус", "Вибори"), "землетрус OR вибори"),
    ("Землетрясение -футбол", ("Землетрясение",), "землетрясение -футбол"),
    ("Earthquake Quinnipiac", ("Earthquake",), "earthquake Quinnipiac"),
    ('"Merkez bankası" -(Faiz OR kur)', ("Merkez", "Faiz"), '"merkez bankası" -(faiz OR kur)'),
    ("Işık", ("Işık",), "ışık"),
    ("İklim", ("İklim",), "iklim"),
    ("deprem OR earthquake", (), "deprem OR earthquake"),
    ("country:TR outlet:Reuters deprem", (), "country:TR outlet:Reuters deprem"),
]


@pytest.mark.parametrize(("text", "names", "lowered"), HEARD)
def test_words_a_dictionary_has_in_lower_case_are_heard_and_lowered(text, names, lowered):
    query = parse_query(text)
    assert taken_as_names(query) == names
    assert in_lower_case(query) == parse_query(lowered)
