"""Returned mail as Postfix, OpenSMTPD and feedback loops write it."""

from __future__ import annotations

RETURNS = "returns@news.example"
KEY = "k7q2m4xw"


def postfix(action="failed", status="5.1.1", diagnostic="smtp; 550 5.1.1 <gone@example.org>: Recipient address rejected: User unknown"):
    return f"""\
Return-Path: <>
Delivered-To: returns+{KEY}@news.example
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: returns+{KEY}@news.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.

--b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 4T1

Final-Recipient: rfc822; gone@example.org
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--b
Content-Type: text/rfc822-headers

Subject: Tellal
List-Unsubscribe: <mailto:returns+leave-{KEY}@news.example?subject=unsubscribe>

--b--
"""


def opensmtpd(reply="524 5.2.4 Mailing list expansion problem: <gone@example.org>", subject="Delivery status notification: error"):
    return f"""\
Return-Path: <>
From: Mailer Daemon <MAILER-DAEMON@mx.example>
To: returns+{KEY}@news.example
Subject: {subject}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

gone@example.org: {reply}

    Below is a copy of the original message:

--b
Content-Type: message/rfc822

Subject: Tellal

x
--b--
"""


def complaint(to=RETURNS):
    return f"""\
From: feedback@mail.example
To: {to}
Subject: FW: Tellal
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Someone/1.0
Version: 1

--b
Content-Type: message/rfc822

From: Tellal <digest@news.example>
List-Unsubscribe: <https://news.example/u/x>, <mailto:returns+leave-{KEY}@news.example?subject=unsubscribe>
Subject: Tellal

x
--b--
"""


def simple(to, *heads):
    return "\n".join((f"To: {to}", "From: ayse@example.org", *heads, "", "x"))
