"""The living window: the gate, rebuilding, rolling back, merging, and whatever comes in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.story_rows import PUBLISHED, article, partition, rows

from news.stories.features import VERSION, Features, features
from news.stories.growth import grown, united
from news.stories.placement import StoryWindow
from news.stories.values import PlacedFeatures, Placement, PlacementReason
from news.stories.why import explain

QUAKE = (
    "Magnitude 6.1 earthquake strikes Balikesir",
    "A magnitude 6.1 earthquake hit the Sindirgi district of Balikesir, AFAD said. One person was killed.",
)
AGAIN = (
    "Earthquake of 6.1 shakes Turkey's Balikesir",
    "One person died when a 6.1 magnitude quake struck Sindirgi in Balikesir province, disaster agency AFAD reported.",
)


def _window(*articles):
    window = StoryWindow()
    for one in articles:
        found = features(one)
        window.add(found, window.place(found).story_id)
    return window


def test_features_survive_json() -> None:
    """What storage keeps is what was computed."""
    for row in rows("must_join.yaml"):
        for one in row.articles:
            assert Features.from_json(features(one).to_json()) == features(one)


def test_features_of_another_version_are_refused() -> None:
    """They are computed again rather than misread."""
    with pytest.raises(ValueError, match="version"):
        Features.from_json(features(article("a", *QUAKE)).to_json().replace(f'"v":{VERSION}', '"v":0'))


def test_an_old_look_alike_is_another_story_and_hides_nobody() -> None:
    """Ten old reports with the very same words do not keep a new one from its sibling."""
    old = [article(f"old{n}", *QUAKE, published=PUBLISHED - timedelta(days=300)) for n in range(60)]
    window = _window(*old, article("sibling", *AGAIN))
    placement = window.place(features(article("new", *QUAKE)))
    assert placement.story_id == "s-sibling"
    assert (
        window.place(features(article("late", *QUAKE, published=PUBLISHED + timedelta(days=100)))).reason is PlacementReason.OUTSIDE_WINDOW
    )


def test_placing_changes_nothing_and_removing_rolls_back() -> None:
    """`place` is a question; `remove` undoes `add`."""
    window = _window(article("a", *QUAKE))
    found = features(article("b", *AGAIN))
    first = window.place(found)
    assert window.place(found) == first
    window.add(found, first.story_id)
    window.remove("b")
    window.remove("nobody")
    assert window.members("s-a") == ("a",)
    assert window.place(found) == first


def test_a_window_rebuilt_from_storage_decides_the_same() -> None:
    """After a restart nothing is different."""
    known = [one for row in rows("must_*.yaml") for one in row.articles]
    known = [one.evolve(article_id=f"{number}") for number, one in enumerate(known)]
    live = _window(*known)
    rebuilt = StoryWindow()
    rebuilt.load(
        PlacedFeatures(one.article_id, live.story_of(one.article_id) or "", one.published, features(one).to_json()) for one in known
    )
    new = features(article("new", *AGAIN))
    assert rebuilt.place(new) == live.place(new)
    assert rebuilt.second_look() == live.second_look()


def test_expiry_lets_go_of_what_can_meet_nobody() -> None:
    """Old articles leave, and so do those dated 2099."""
    window = _window(
        article("old", *QUAKE, published=datetime(1602, 1, 1, tzinfo=UTC)),
        article("now", *AGAIN),
        article("far", *QUAKE, published=datetime(2099, 1, 1, tzinfo=UTC)),
    )
    assert window.expire(PUBLISHED) == 2
    assert window.members("s-now") == ("now",)
    assert window.expire(PUBLISHED + timedelta(days=9)) == 1
    assert len(window) == 0


def test_merging_keeps_the_id_of_the_older_story() -> None:
    """What readers were told of keeps its name."""
    window = StoryWindow()
    window.add(features(article("b", *AGAIN)), "s-b")
    window.add(features(article("a", *QUAKE, published=PUBLISHED - timedelta(hours=1))), "s-a")
    merges = window.second_look()
    assert [(merge.story_id, merge.into) for merge in merges] == [("s-b", "s-a")]
    window.move("s-b", "s-a")
    assert set(window.members("s-a")) == {"a", "b"}
    assert window.second_look() == []


EVENTS = [rows("must_join.yaml")[number] for number in (0, 1, 2, 4, 7)]
"""The fourth row tells of the same earthquake as the third."""


@settings(max_examples=10, deadline=None)
@given(st.permutations([one.evolve(article_id=f"{number}-{one.article_id}") for number, row in enumerate(EVENTS) for one in row.articles]))
def test_stories_do_not_depend_on_the_order_of_arrival(order) -> None:
    """Five events, every order: five stories, the same ones."""
    found = partition(order)
    groups = {frozenset(article_id for article_id in found if found[article_id] == story) for story in found.values()}
    assert len(groups) == 5
    assert all(len({article_id.split("-")[0] for article_id in group}) == 1 for group in groups)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=600), st.sampled_from(["en", "tr", "uk", "ru", "ja", "th", "und", "xx", ""]))
def test_no_text_breaks_the_window(title: str, summary: str, language: str) -> None:
    """Whatever a feed says is only a text."""
    window = _window(article("a", title, summary, language=language))
    placement = window.place(features(article("b", title, summary, language=language)))
    assert placement.story_id in {"s-a", "s-b"}


@pytest.mark.parametrize("text", ["😀" * 500, "", "word " * 40_000, "a" * 200_000, "1" * 5000, "۱۲۳٤", "\x00\ufffe" * 50])
def test_hostile_texts_cost_little(text: str) -> None:
    """200 kB of body are read no further than the first few thousand characters."""
    found = features(article("a", "", text))
    assert len(found.terms) < 300
    _window(article("a", "", text), article("b", text[:300], text))


def test_a_live_blog_of_thousands_does_not_slow_placement() -> None:
    """A story is compared by a sample of its members."""
    window = StoryWindow()
    found = features(article("live", *QUAKE))
    for number in range(600):
        window.add(Features.from_json(found.to_json().replace('"id":"live"', f'"id":"live{number}"')), "s-live0")
    assert window.place(features(article("new", *AGAIN))).story_id == "s-live0"


def test_a_wire_copy_is_no_independent_source() -> None:
    """It counts as an article, not as a house; outlets of one owner count once."""
    first = article("a", *QUAKE, outlet="Alpha", owner="House")
    story = grown(None, first, Placement("s-a", PlacementReason.NOTHING_NEAR))
    copy = grown(story, article("b", *QUAKE, outlet="Beta"), Placement("s-a", PlacementReason.WIRE_COPY))
    assert (copy.articles, copy.houses, copy.revision) == (2, ("House",), 1)
    sister = grown(copy, article("c", *AGAIN, outlet="Gamma", owner="House"), Placement("s-a", PlacementReason.SAME_EVENT))
    assert (sister.houses, sister.revision) == (("House",), 1)
    other = grown(sister, article("d", *AGAIN, outlet="Delta"), Placement("s-a", PlacementReason.SAME_EVENT))
    assert (other.houses, other.revision) == (("House", "Delta"), 2)
    assert united(story, other.evolve(story_id="s-d")).story_id == "s-a"


def test_every_reason_can_be_explained() -> None:
    """`why` never answers with a code alone."""
    window = _window(article("a", *QUAKE))
    told = str(explain(window.place(features(article("b", *AGAIN)))))
    assert "Balikesir" in told
    assert all(explain(Placement("s", reason)).sentence for reason in PlacementReason)
