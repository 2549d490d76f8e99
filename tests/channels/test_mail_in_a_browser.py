"""The page as Chromium lays it out: wide and narrow, light and dark, left to right and right to left."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from support.story_views import digest_view, own_words, story_view
from support.ukrainian_day import ukrainian_day

from channels.rendering.mail import Letterhead, MailRenderer
from news.views import DigestSection
from web.tokens import SignedLinks

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="needs Chromium")]

HEAD = Letterhead("news.example", "returns@news.example", SignedLinks("https://news.example", ["s"]))
LONG = "https://news.example/" + "Kahramanmaraşlılaştıramadıklarımızdan" * 6
RTL = story_view(headline=own_words("האו״ם קורא להחזיר את הילדים שנלקחו", "he"), summary=own_words("הקרב על שם " + LONG, "he"))
DAYS = {
    "ltr": replace(ukrainian_day(15), key="k"),
    "rtl": replace(digest_view(DigestSection("ילדים", (RTL,)), held=(RTL,)), key="k"),
}
WIDTHS = (360, 700)
MEASURE = """
addEventListener("load", () => setTimeout(() => {
  const told = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, window = frame.contentWindow;
    const headline = page.querySelector("h2");
    return {
      name: frame.name, wide: page.documentElement.scrollWidth, shown: window.innerWidth,
      fetched: window.performance.getEntriesByType("resource").map(each => each.name),
      paper: window.getComputedStyle(page.body).backgroundColor, direction: window.getComputedStyle(headline).direction,
    };
  });
  document.querySelector("#told").textContent = JSON.stringify(told);
}, 0));
"""


@pytest.fixture(scope="module", params=["light", "dark"])
def measured(request, tmp_path_factory):
    """Every day at every width in one look."""
    folder = tmp_path_factory.mktemp(request.param)
    frames = [
        f'<iframe name="{day}-{width}" width="{width}" height="900" srcdoc="{html.escape(MailRenderer(HEAD)(view).html)}"></iframe>'
        for day, view in DAYS.items()
        for width in WIDTHS
    ]
    page = folder / "page.html"
    page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><pre id="told"></pre><script>{MEASURE}</script>{"".join(frames)}', encoding="utf-8"
    )
    scheme = ["--blink-settings=preferredColorScheme=0"] if request.param == "dark" else []
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", *scheme, "--dump-dom", page.as_uri()]
    told = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True, timeout=120).stdout
    return request.param, json.loads(html.unescape(re.search(r'<pre id="told">(.*?)</pre>', told, re.DOTALL)[1]))


def test_nothing_is_wider_than_the_window(measured):
    """Not even an address of two hundred letters."""
    _, frames = measured
    assert len(frames) == len(DAYS) * len(WIDTHS)
    assert [(each["name"], each["wide"]) for each in frames if each["wide"] > each["shown"]] == []


def test_nothing_is_fetched(measured):
    """No picture, font, style sheet or tracker."""
    _, frames = measured
    assert [each["fetched"] for each in frames if each["fetched"]] == []


def test_the_paper_follows_the_readers_scheme(measured):
    """Light on light, dark on dark."""
    scheme, frames = measured
    assert {each["paper"] for each in frames} == {{"light": "rgb(243, 236, 224)", "dark": "rgb(23, 20, 18)"}[scheme]}


def test_hebrew_runs_from_right_to_left(measured):
    """In a page whose own words run the other way."""
    _, frames = measured
    assert {each["name"][:3]: each["direction"] for each in frames} == {"ltr": "ltr", "rtl": "rtl"}
