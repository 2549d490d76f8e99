"""What comes back, in the dialects of those who send it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.returned_mail import KEY, RETURNS, complaint, opensmtpd, postfix, simple

from channels.returns import Bounced, Nothing, WantsOut, read_returned
from news.mailboxes import BounceKind

HARD, SOFT, COMPLAINT = BounceKind.HARD, BounceKind.SOFT, BounceKind.COMPLAINT
CASES = {
    "Postfix: no such mailbox": (postfix(), Bounced(KEY, HARD, "5.1.1")),
    "Postfix: full": (postfix(status="5.2.2", diagnostic="smtp; 552 5.2.2 Mailbox full"), Bounced(KEY, SOFT, "5.2.2")),
    "Postfix: gave up after days": (postfix(status="4.4.1", diagnostic="smtp; connect to mx: timed out"), Bounced(KEY, SOFT, "4.4.1")),
    "Postfix: our reputation": (postfix(status="5.7.1", diagnostic="smtp; 554 5.7.1 blocked using a list"), Bounced(KEY, SOFT, "5.7.1")),
    "Postfix: no such domain": (
        postfix(status="5.4.4", diagnostic="X-Postfix; Host or domain name not found"),
        Bounced(KEY, HARD, "5.4.4"),
    ),
    "OpenSMTPD: unknown user": (opensmtpd(), Bounced(KEY, HARD, "5.2.4")),
    "OpenSMTPD: remote 550": (opensmtpd("550 Invalid recipient: <gone@example.org>"), Bounced(KEY, HARD, "550")),
    "OpenSMTPD: full": (opensmtpd("452 4.2.2 over quota"), Bounced(KEY, SOFT, "4.2.2")),
    "a complaint": (complaint(), Bounced(KEY, COMPLAINT, "abuse")),
    "a wish to leave": (simple(f"returns+leave-{KEY}@news.example"), WantsOut(KEY)),
    "a wish to leave, in capitals": (simple(f"Returns+Leave-{KEY.upper()}@NEWS.example"), WantsOut(KEY)),
}
LEFT_ALONE = {
    "Postfix: a delay": postfix(action="delayed", status="4.4.1"),
    "Postfix: delivered": postfix(action="relayed", status="2.0.0"),
    "OpenSMTPD: a delay": opensmtpd("451 try later", subject="Delivery status notification: warning"),
    "an absence note": simple(f"returns+{KEY}@news.example", "Auto-Submitted: auto-replied"),
    "an absence note to the unsubscribe address": simple(f"returns+leave-{KEY}@news.example", "Auto-Submitted: auto-replied"),
    "a bounce of somebody else's mail": postfix().replace("returns+", "other+"),
    "a person who writes like a bounce": opensmtpd().replace("MAILER-DAEMON@", "eve@").replace("Return-Path: <>\n", ""),
    "a letter": simple(RETURNS),
    "a complaint about another's mail": complaint().replace("returns+leave-", "x+"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_came_back_is_understood(name):
    content, meaning = CASES[name]
    assert read_returned(content.encode(), RETURNS) == meaning


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_is_left_alone(name):
    """Nobody loses their digest for it."""
    assert isinstance(read_returned(LEFT_ALONE[name].encode(), RETURNS), Nothing)


@given(st.binary(max_size=400))
def test_no_bytes_break_it(content):
    assert read_returned(content, RETURNS) is not None


@given(st.data())
def test_no_damage_breaks_it(data):
    """Bytes lost and changed within a real one."""
    whole = data.draw(st.sampled_from([postfix(), opensmtpd(), complaint()])).encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 60)) :]
    assert read_returned(damaged, RETURNS) is not None
