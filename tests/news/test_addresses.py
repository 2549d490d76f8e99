"""What is a mail address, and which spellings are one mailbox."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.addresses import mail_address

SAME = {
    "ayse@example.org": "ayse@example.org",
    " Ayse.Oz+news@EXAMPLE.org ": "Ayse.Oz+news@example.org",
    "info@örnek.example": "info@xn--rnek-4qa.example",
    "олена@приклад.укр": "олена@xn--80aikifvh.xn--j1amh",
}
NONE = ["", "ayse", "@example.org", "ayse@", "ayse@example", "a b@example.org", "a@b@example.org", ".a@example.org", "a..b@example.org"]
NONE += [
    '"a b"@example.org',
    "a@-x.org",
    "a@x-.org",
    "a@[127.0.0.1]",
    "a@127.0.0.1",
    "a@x..org",
    "a\n@example.org",
    "x" * 65 + "@example.org",
]


@pytest.mark.parametrize("text", SAME)
def test_an_address_has_one_spelling(text):
    """The domain in small ASCII letters; what stands before the @ as it was written."""
    assert mail_address(text) == SAME[text]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_address(text):
    """Neither half an address, nor one that would break out of a header or command."""
    assert mail_address(text) is None


@given(st.text(max_size=80))
def test_no_string_breaks_it(text):
    """And an address found is an address again, on one line."""
    found = mail_address(text)
    assert found is None or (mail_address(found) == found and len(found.splitlines()) == 1 and " " not in found)
