"""What others make of our mails: two parsers and a verifier written in another language, and what mail programs can show."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from support.openssl import dkim_key
from support.story_views import digest_view
from support.subjects import subjects
from support.ukrainian_day import ukrainian_day

from channels.mime import mail_bytes
from channels.rendering.mail import RETURN_PATH, Letterhead, MailRenderer
from channels.signing import DkimSigner
from news.deliveries import Body
from web.tokens import SignedLinks

NODE = Path(__file__).parents[1] / "support/node"
HEAD = Letterhead("news.example", "returns@news.example", SignedLinks("https://news.example", ["s"]))


def judged(*mails, key=""):
    missing = [name for name in ("mailparser", "postal-mime", "mailauth") if not (NODE / "node_modules" / name).exists()]
    if not shutil.which("node") or missing:
        pytest.skip("needs Node.js and `npm install` in tests/support/node (.ci/run does both)")
    asked = json.dumps({"mails": [base64.b64encode(mail).decode() for mail in mails], "key": key})
    told = subprocess.run(["node", "judge.mjs"], cwd=NODE, input=asked, capture_output=True, text=True, check=False, timeout=300)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def written(body):
    headers = dict(body.headers)
    headers.pop(RETURN_PATH, None)
    seen = {
        "From": "Tellal <digest@news.example>",
        "To": "ayse@example.org",
        "Subject": body.subject,
        "Date": "Wed, 03 Dec 2025 08:00:00 +0000",
    }
    return mail_bytes((seen | headers).items(), body)


def test_three_thousand_subjects_are_read_back_by_two_other_parsers():
    """mailparser and postal-mime, beside the two of the standard library."""
    wanted = subjects(3000)
    told = judged(*(mail_bytes([("Subject", subject)], Body("x")) for subject in wanted))
    assert [(each["subject"], subject) for each, subject in zip(told, wanted, strict=True) if each["subject"] != subject] == []
    assert [(each["postalSubject"], subject) for each, subject in zip(told, wanted, strict=True) if each["postalSubject"] != subject] == []


def test_both_parts_of_a_heavy_day_are_read_back():
    """To the last character."""
    body = MailRenderer(HEAD)(ukrainian_day(60, key="k"))
    (told,) = judged(written(body))
    assert told["text"].rstrip() == told["postalText"].rstrip() == body.text.rstrip()
    assert told["html"].rstrip() == told["postalHtml"].rstrip() == body.html.rstrip()


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return dkim_key(tmp_path_factory.mktemp("dkim"))


def test_a_foreign_verifier_passes_dkim_and_dmarc_and_sees_one_click_covered(key):
    """mailauth with a DNS of ours; and a mail changed on the way fails."""
    body = MailRenderer(HEAD)(replace(digest_view(), key="k7q2m4xw"))
    signed = DkimSigner.from_file(key[0], domain="news.example", selector="tellal")(written(body))
    good, bad = judged(signed, signed.replace(b"One-Click", b"Two-Click"), key=key[1])
    (signature,) = good["dkim"]
    assert (signature["result"], good["dmarc"]) == ("pass", "pass")
    covered = signature["covers"].lower().replace(" ", "").split(":")
    assert {"list-unsubscribe", "list-unsubscribe-post", "message-id", "from", "subject", "date"} <= set(covered)
    assert bad["dkim"][0]["result"] == "fail"
    assert bad["dmarc"] == "fail"
    assert good["list"]["unsubscribe"]["url"].startswith("https://news.example/unsubscribe/")


LIVES_WITHOUT = {
    "<style> element", "@media", "Class selector", "Type selector",  # colours of the dark and of small screens: the light, wide page is whole without
    "<body> element", "display:none", "overflow", "height property", "text-decoration", "role attribute",  # the preview line, looks, screen readers
    "overflow-wrap", "<bdi> element",  # long addresses and mixed directions look less well
    "transform",  # taken for text-transform
}  # fmt: skip
"""What some program does not show, and the page is read without."""


def test_no_mail_program_loses_what_the_page_needs():
    """caniemail's tables, for Gmail, Apple Mail, Outlook, Yahoo, Samsung, Proton, Fastmail: nothing new that one of them drops."""
    if not shutil.which("node") or not (NODE / "node_modules/caniemail").exists():
        pytest.skip("needs Node.js and `npm install` in tests/support/node (.ci/run does both)")
    body = MailRenderer(HEAD)(replace(digest_view(held=digest_view().sections[0].stories), key="k"))
    told = subprocess.run(["node", "shown.mjs"], cwd=NODE, input=body.html, capture_output=True, text=True, check=False, timeout=120)
    assert told.returncode == 0, told.stderr
    assert {line.partition(": ")[2] for line in json.loads(told.stdout)} - LIVES_WITHOUT == set()
