"""The signature holds, and covers both unsubscribe headers."""

from __future__ import annotations

import re

import dkim
import pytest
from support.openssl import dkim_key

from channels.mime import mail_bytes
from channels.signing import DkimSigner
from news.deliveries import Body
from news.errors import ConfigError

HEADERS = [
    ("From", "Tellal <digest@news.example>"),
    ("To", "ayse@example.org"),
    ("Subject", "Ґанок · İstanbul " * 8),
    ("List-Unsubscribe", "<https://news.example/u/1>"),
    ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
]


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return dkim_key(tmp_path_factory.mktemp("dkim"))


def signed(key):
    return DkimSigner.from_file(key[0], domain="news.example", selector="tellal")(mail_bytes(HEADERS, Body("x", "<p>x</p>")))


def holds(content, key):
    return dkim.verify(content, dnsfunc=lambda _name, **_: key[1].encode())


def test_the_signature_holds_and_a_changed_mail_breaks_it(key):
    """Body, unsubscribe headers, a second From: each is covered."""
    content = signed(key)
    assert holds(content, key)
    assert not holds(content.replace(b"news.example/u/1", b"evil.example/u/1"), key)
    assert not holds(content.replace(b"One-Click", b"Two-Click"), key)
    assert not holds(b"From: eve@example.org\r\n" + content, key)
    assert not holds(content.replace(b"text/html", b"text/htm"), key)


def test_it_says_whose_it_is_and_what_it_covers(key):
    """Aligned with From, so that DMARC passes; both unsubscribe headers named (RFC 8058, 4)."""
    signature = re.sub(r"\s+", "", signed(key).partition(b"\r\nFrom:")[0].decode())
    assert "d=news.example" in signature
    covered = re.search(r"h=([^;]+);", signature)[1].split(":")
    assert {"list-unsubscribe", "list-unsubscribe-post", "subject", "message-id"} - set(covered) == {"message-id"}
    assert covered.count("from") == 2


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_a_file_without_a_key_is_named(tmp_path, content):
    """With the setting and where to read on; and a file that is not there."""
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    for each in (path, tmp_path / "absent.pem"):
        with pytest.raises(ConfigError, match="TELLAL_DKIM_KEY_FILE"):
            DkimSigner.from_file(each, domain="news.example", selector="tellal")
