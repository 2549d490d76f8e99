"""A merge says why: the founder of the story that went is explained by the merge, and an admin's is audited."""

from __future__ import annotations

from support.quake import QUAKE, WEATHER
from support.streets import street_over

from news.stories.values import PlacementReason


async def test_after_a_merge_why_names_it_instead_of_a_story_that_is_gone(any_store):
    town = street_over(any_store)
    await town.declare(["tr"], {"quakes": "deprem"})
    town.feeds.says = {"anka": [QUAKE["tr"], WEATHER]}
    await town.poll()
    stays, gone = await town.store.stories()
    await town.street.placing.merge(gone.story_id, stays.story_id, who="command line")
    placement = await town.store.placement(gone.founder)
    assert placement is not None
    assert (placement.reason, placement.story_id) == (PlacementReason.RECORDED_MERGE, stays.story_id)
    (story,) = await town.store.stories()
    assert story.articles == 2


async def test_the_window_after_a_merge_is_the_one_a_restart_would_build(any_store):
    town = street_over(any_store)
    await town.declare(["tr"], {"quakes": "deprem"})
    town.feeds.says = {"anka": [QUAKE["tr"], WEATHER]}
    await town.poll()
    stays, gone = await town.store.stories()
    await town.street.placing.merge(gone.story_id, stays.story_id)
    again = street_over(any_store, clock=town.clock)
    await again.street.open(alone=True)
    assert set(again.street.placing.window.members(stays.story_id)) == set(town.street.placing.window.members(stays.story_id))
    assert len(again.street.placing.window) == 2
