"""The demo shows what the product promises. One run of it, looked at from all sides."""

from __future__ import annotations

import asyncio
from io import StringIO

import pytest
from rich.console import Console

from bot.demo.run import demo
from news.deliveries import DeliveryKind


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return asyncio.run(demo(tmp_path_factory.mktemp("demo") / "out", Console(file=StringIO(), width=100), Console(quiet=True)))


def story(report, number, words):
    (found,) = [told for told in report.rounds[number - 1].told if words in told.headline]
    return found


def test_events_told_in_several_languages_are_one_story_each(report):
    """Seven events of round one, none torn apart, no stranger among them."""
    told = {tuple(sorted(member.outlet for member in each.members)) for each in report.rounds[0].told}
    assert told == {
        ("Sahil Postası", "The Harbour Times", "Дніпровський вісник", "Київський ранок"),  # the UN vote
        ("Ege Haber", "Sahil Postası", "The Bosphorus Herald", "Дніпровський вісник"),  # the earthquake
        ("Kuzey Yıldızı", "Meridian Wire", "The Bosphorus Herald", "The Harbour Times", "Степной курьер"),  # the rate
        ("Sahil Postası", "Дніпровський вісник", "Київський ранок"),  # the substation
        ("Ege Haber", "The Bosphorus Herald", "Київський ранок"),  # the match
        ("Kuzey Yıldızı", "The Harbour Times", "Київський ранок"),  # the court
        ("Sahil Postası", "The Bosphorus Herald", "Степной курьер"),  # the ship
    }


def test_wire_copies_join_but_do_not_count(report):
    """The agency's earthquake text in two outlets is one independent source."""
    quake = story(report, 1, "5.6")
    assert [member.outlet for member in quake.members if member.reason == "wire_copy"] == ["Ege Haber"]
    assert quake.houses == len(quake.members) - 1


def test_the_vote_of_last_winter_stays_apart(report):
    """It reads like the new one, but lies outside the window; and nobody was told of it."""
    (apart,) = [apart for apart in report.rounds[1].apart if apart.reason == "outside_window"]
    assert "just peace" in apart.title
    assert "return of Ukrainian children" in apart.like
    assert not [shown for seen in report.rounds for shown in seen.shown if "справедливий мир" in shown.body.text]


def test_growing_stories_edit_their_message(report):
    """A reader gets one alert per story; what follows is an edit, or a reply for a named reason."""
    alerts = [(shown.reader, shown.body.buttons) for seen in report.rounds for shown in seen.shown if shown.kind is DeliveryKind.ALERT]
    assert len(alerts) == len({(reader, buttons[0][-1].action) for reader, buttons in alerts})
    edits = [shown for shown in report.rounds[1].shown if shown.kind is DeliveryKind.EDIT]
    assert len(edits) >= 4
    assert all(shown.before is not None and shown.before != shown.body for shown in edits)
    assert {shown.reason for shown in report.rounds[1].shown if shown.kind is DeliveryKind.FOLLOW_UP} == {"more_outlets"}


def test_translations_are_marked_as_recorded(report):
    """The demo says so instead of pretending a model ran."""
    texts = [shown.body.text for seen in report.rounds for shown in seen.shown]
    assert any("Recorded translation from Ukrainian: " in text for text in texts)
    assert any("Записаний переклад з турецької: " in text for text in texts)


def test_unchanged_feeds_answer_not_modified(report):
    """Polite polling, seen in the second round."""
    assert [feed.outlet for feed in report.rounds[1].feeds if feed.not_modified] == ["The Bosphorus Herald", "Дніпровський вісник"]


def test_the_digest_is_a_page_on_disk(report):
    """With stories of every topic at the digest's pace, and no markup of a feed."""
    page = report.digest.path.read_text(encoding="utf-8")
    assert report.digest.stories >= 8
    assert "Magnitude 5.6 earthquake" in page
    assert "<script" not in page
