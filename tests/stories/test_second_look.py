"""The second look: what it costs, that it comes to rest, and that the order of arrival does not matter (I8)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.story_rows import PUBLISHED, article, rows

import news.stories.pairs
import news.stories.placement
from news.stories.features import features
from news.stories.merging import MergePolicy
from news.stories.placement import StoryWindow
from news.stories.rulings import Heeded, heeded, owed
from news.stories.values import PlacementReason, Ruled, Ruling

QUAKE = (
    "Magnitude 6.1 earthquake strikes Balikesir",
    "A magnitude 6.1 earthquake hit the Sindirgi district of Balikesir, AFAD said. One person was killed.",
)
AGAIN = (
    "Earthquake of 6.1 shakes Turkey's Balikesir",
    "One person died when a 6.1 magnitude quake struck Sindirgi in Balikesir province, disaster agency AFAD reported.",
)
POTTERY = ("Kiln museum opens in Avanos", "The potter Elif Sarp runs the museum of pottery kilns in Avanos, the mayor said on Tuesday.")
EVENTS = [
    [one.evolve(article_id=f"{number}-{one.article_id}") for one in rows("must_join.yaml")[row].articles]
    for number, row in enumerate((0, 1, 2, 7, 9, 11))
]
ARTICLES = [one for event in EVENTS for one in event]
FOUND = {one.article_id: features(one) for one in ARTICLES}


def window_of(*articles, story: str = "") -> StoryWindow:
    window = StoryWindow()
    for one in articles:
        found = features(one)
        window.add(found, story or window.place(found).story_id)
    return window


def look(window: StoryWindow) -> int:
    """One second look, carried out as the street does it; how much it changed."""
    merges = window.second_look()
    for merge in merges:
        window.move(merge.story_id, merge.into)
    partings = window.partings()
    for parting in partings:
        window.transfer(parting.article_id, parting.placement.story_id)
    window.looked()
    return len(merges) + len(partings)


def settle(window: StoryWindow, article_ids, *, most: int = 6) -> int:
    """Looks at everything again and again until nothing moves; how many looks moved something."""
    for done in range(most):
        window.looked(again=article_ids)
        if not look(window):
            return done
    return most


def partition(window: StoryWindow, article_ids) -> frozenset[frozenset[str]]:
    stood = {article_id: window.story_of(article_id) for article_id in article_ids}
    return frozenset(frozenset(one for one in stood if stood[one] == story) for story in stood.values())


# --- order, rest, names


@settings(max_examples=25, deadline=None)
@given(st.permutations(list(FOUND)))
def test_after_the_second_look_the_order_of_arrival_does_not_matter(order) -> None:
    """Six events in four languages, placed in any order: the same stories."""
    window = StoryWindow()
    for article_id in order:
        window.add(FOUND[article_id], window.place(FOUND[article_id]).story_id)
    look(window)
    assert partition(window, order) == partition(_in_file_order(), order)


def _in_file_order() -> StoryWindow:
    window = StoryWindow()
    for found in FOUND.values():
        window.add(found, window.place(found).story_id)
    look(window)
    return window


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=len(FOUND), max_size=len(FOUND)), st.randoms(use_true_random=False))
def test_from_any_partition_the_looks_come_to_rest(stories, randomly) -> None:
    """However wrongly articles stand, looking again stops changing anything; nobody flaps, no founder leaves the story named after it."""
    order = list(FOUND)
    randomly.shuffle(order)
    window = StoryWindow()
    names = {}
    for article_id, story in zip(order, stories, strict=True):
        names.setdefault(story, f"s-{article_id}")
        window.add(FOUND[article_id], names[story])
    assert settle(window, order) < 6
    standing = {window.story_of(article_id) for article_id in order}
    assert all(window.story_of(name.removeprefix("s-")) == name for name in standing if name)


@settings(max_examples=20, deadline=None)
@given(st.permutations(list(FOUND)))
def test_what_a_first_look_left_a_second_leaves_too(order) -> None:
    """From the places the stream itself gave, one look is enough."""
    window = StoryWindow()
    for article_id in order:
        window.add(FOUND[article_id], window.place(FOUND[article_id]).story_id)
    look(window)
    assert settle(window, order) == 0


def test_an_article_that_fits_another_story_better_goes_there() -> None:
    """In one step, not by way of a story of its own."""
    window = window_of(article("a", *QUAKE), article("b", *AGAIN, outlet="B"), story="s-a")
    window.add(features(article("p", *POTTERY)), "s-p")
    window.add(features(article("c", *AGAIN, outlet="C", published=PUBLISHED + timedelta(minutes=1))), "s-p")
    (parting,) = window.partings()
    assert (parting.article_id, parting.story_id, parting.placement.story_id) == ("c", "s-p", "s-a")
    assert (parting.placement.reason, parting.placement.nearest_story) == (PlacementReason.SECOND_LOOK, "s-p")


def test_what_keeps_an_article_is_less_than_what_lets_it_join() -> None:
    """Between the two nothing moves: neither look undoes the other."""
    policy = MergePolicy()
    assert all(policy.needed(1, size) - policy.parting < policy.needed(1, size) for size in range(1, 100))


def test_a_wire_copy_stays_with_what_it_copies() -> None:
    """In a story that has grown in another direction."""
    copied = " ".join([*QUAKE, *AGAIN])
    others = [article(f"p{n}", POTTERY[0], f"{POTTERY[1]} It was report {n}.", outlet=f"P{n}") for n in range(5)]
    window = window_of(article("a", "Quake", copied), *others, article("copy", "Quake", copied, outlet="Copy"), story="s-a")
    assert "copy" not in {one.article_id for one in window.partings()}


# --- an admin's word


def test_stories_kept_apart_are_not_united_by_way_of_a_third() -> None:
    """A barrier holds for whatever is united with either side."""
    said = [Ruled(Ruling("d", "s-c", belongs=False, at=PUBLISHED), "s-d")]
    window = StoryWindow()
    for name, words in (("a", QUAKE), ("b", AGAIN), ("c", QUAKE), ("d", AGAIN)):
        window.add(features(article(name, *words, outlet=name)), f"s-{name}")
    window.heed(heeded(said))
    look(window)
    assert window.story_of("c") != window.story_of("d")
    assert len({window.story_of(name) for name in "abcd"}) == 2


def test_an_article_taken_out_is_not_placed_where_it_was() -> None:
    """Not even when it comes again."""
    window = window_of(article("a", *QUAKE))
    again = features(article("b", *AGAIN))
    assert window.place(again).story_id == "s-a"
    window.heed(Heeded(barred={"b": frozenset({"s-a"})}))
    assert window.place(again).story_id == "s-b"


def test_of_two_words_about_an_article_the_later_one_holds() -> None:
    """Split, merged, split again."""
    apart, together = (Ruled(Ruling("b", "s-a", belongs=word, at=PUBLISHED), "s-b") for word in (False, True))
    assert heeded([apart, together]).apart == frozenset()
    assert owed([apart, together]) == {("s-b", "s-a"): ["b"]}
    assert heeded([together, apart]).are_apart("s-a", "s-b")
    assert owed([together, apart]) == {}


# --- cost: counted, not timed


@pytest.fixture
def weighed(monkeypatch) -> Counter[str]:
    """Pairs of articles compared: "placing" and "looking"."""
    counted: Counter[str] = Counter()
    for module, name in ((news.stories.placement, "placing"), (news.stories.pairs, "looking")):
        monkeypatch.setattr(module, "compare", _counting(module.compare, counted, name))
    return counted


def _counting(compare, counted, name):
    def counting(one, others, rarity):
        counted[name] += len(others)
        return compare(one, others, rarity)

    return counting


def test_a_look_costs_what_came_and_not_what_is_held(weighed) -> None:
    """Nothing new: nothing is weighed. One new report: only what is near it."""
    window = StoryWindow()
    for found in FOUND.values():
        window.add(found, window.place(found).story_id)
    look(window)
    weighed.clear()
    look(window)
    assert weighed["looking"] == 0
    new = features(article("new", *QUAKE))
    window.add(new, window.place(new).story_id)
    look(window)
    assert weighed["looking"] <= MergePolicy().candidates * MergePolicy().members


def test_a_live_blog_of_five_thousand_costs_no_more_than_a_story_of_fifty(weighed) -> None:
    """Placing, the second look and leaving weigh a sample of a story's members."""
    costs = {}
    for size in (50, 5_000):
        window = StoryWindow()
        for number in range(size):
            update = f"Update {number}: rescuers reached street {number} of Sindirgi."
            window.add(features(article(f"live{number}", QUAKE[0], update, published=PUBLISHED + timedelta(seconds=number))), "s-live0")
        window.looked()
        weighed.clear()
        new = features(article("new", *AGAIN, outlet="Other", published=PUBLISHED + timedelta(seconds=size)))
        placement = window.place(new)
        window.add(new, placement.story_id)
        look(window)
        costs[size] = weighed.total()
    assert costs[5_000] <= 2 * costs[50]


def test_an_outlet_that_republishes_every_hour_costs_the_same_each_time(weighed) -> None:
    """Seventy-two times the same text: one story, and the last costs no more than the tenth."""
    window, costs = StoryWindow(), []
    for hour in range(72):
        weighed.clear()
        again = features(article(f"h{hour}", *QUAKE, published=PUBLISHED + timedelta(hours=hour)))
        window.add(again, window.place(again).story_id)
        look(window)
        costs.append(weighed.total())
    assert len({window.story_of(f"h{hour}") for hour in range(72)}) == 1
    assert max(costs[40:]) <= 2 * max(costs[9:30])
