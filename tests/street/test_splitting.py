"""When one story turns out to be two: nobody is told twice, nobody is forgotten, and an admin's word outlasts every look and restart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.clocks import NOON
from support.streets import TestStreet, entry, street_over

from bot import verbs
from bot.lines import Leased
from bot.placing import SecondLook
from bot.verbs import Reason, Refused
from news.alerts import AlertReason
from news.deliveries import DeliveryKind, DeliveryState, DigestEntry
from news.errors import Unknown
from news.stories.features import VERSION
from news.stories.parting import Parting
from news.stories.values import Placement, PlacementReason, Story
from news.subscribers import Pace, Subscription

TOPICS = {"dams": "dam", "ferries": "ferry"}
DAM = entry(
    "Dam gate fails above Kestel, 400 families leave",
    "Engineer Murat Belik said the gate of the Kestel dam failed at dawn.",
    at=NOON - timedelta(minutes=9),
)
FERRY = entry(
    "Ferry runs aground near Paros with 60 aboard", "The coast guard pulled the ferry Aster free.", at=NOON - timedelta(minutes=6)
)
FERRY_FIRST = entry(FERRY.title, FERRY.summary, at=NOON - timedelta(minutes=12))
FERRY_AGAIN = entry(
    "Coast guard frees ferry Aster near Paros, 60 aboard",
    "The ferry Aster had run aground near Paros.",
    at=NOON - timedelta(minutes=2),
)


class Crash(BaseException):
    """The process ends here."""


@pytest.fixture
async def town(any_store) -> TestStreet:
    town = street_over(any_store)
    await town.declare(["en", "tr"], TOPICS)
    return town


async def joined(town: TestStreet, *, by_admin: bool = True) -> tuple[str, str, str]:
    """One story of the two reports that have nothing in common. Its id, and its articles: the founder, and the one that does not belong."""
    town.feeds.says = {"harbour": [DAM], "anka": [FERRY]}
    await town.poll()
    dam, ferry = sorted(await town.store.stories(), key=lambda story: story.first_at)
    if by_admin:
        await town.street.placing.merge(ferry.story_id, dam.story_id)
    else:
        await town.street.placing._merge(ferry.story_id, Placement(dam.story_id, PlacementReason.SECOND_LOOK, 0.5))
    return dam.story_id, dam.founder, ferry.founder


async def split(town: TestStreet, *article_ids: str) -> str:
    async with town.store.transaction() as tx:
        done = await verbs.split(tx, article_ids, now=town.clock())
    await town.street.placing.heed()
    return done.into


async def stands(town: TestStreet, article_id: str) -> str:
    """Where an article stands; the window and the store agree."""
    article = await town.store.article(article_id)
    assert article is not None
    assert town.street.placing.window.story_of(article_id) == article.story_id
    return article.story_id or ""


async def settle_down(town: TestStreet) -> None:
    for _ in range(4):
        await town.pass_hold()


async def look_everywhere(town: TestStreet) -> SecondLook:
    """As if everything had just come."""
    window = town.street.placing.window
    window.looked(again=[article_id for story in await town.store.stories() for article_id in window.members(story.story_id)])
    return await town.street.placing.look_again()


# --- who is told what


@pytest.mark.parametrize("follows", [("dams",), ("ferries",), ("dams", "ferries")])
async def test_a_story_split_before_its_alert_is_told_as_what_it_is(town, follows):
    """Whoever follows one of the two hears of that one, whoever follows both hears of both, and nobody of anything twice."""
    await town.subscribe("ada", *follows)
    _, _, ferry = await joined(town)
    await split(town, ferry)
    await settle_down(town)
    seen = town.seen_by("ada")
    assert len(seen) == len(follows)
    assert [text for text in seen if "Harbour Times" in text and "Anka Postası" in text] == []
    assert any("400 families" in text for text in seen) == ("dams" in follows)
    assert any("Paros" in text for text in seen) == ("ferries" in follows)


@pytest.mark.parametrize("follows", [("dams",), ("ferries",), ("dams", "ferries")])
async def test_a_story_split_after_its_alert_rewrites_the_message_and_sends_none(town, follows):
    """The message tells of what its reader follows; who follows both finds the other part in the digest."""
    await town.subscribe("ada", *follows)
    _, _, ferry = await joined(town)
    await settle_down(town)
    into = await split(town, ferry)
    await settle_down(town)
    (seen,) = town.seen_by("ada")
    assert ("Harbour Times" in seen, "Anka Postası" in seen) == ("dams" in follows, "dams" not in follows)
    entries = [(each.story_id, each.reason) for each in await town.store.digest_entries("ada")]
    assert entries == ([(into, AlertReason.SPLIT_OFF)] if len(follows) == 2 else [])


async def test_a_message_that_went_along_grows_with_its_new_story_and_the_old_one_may_speak_anew(town):
    """Its reader begins to follow the other topic: the next report of the story they were first told under is its first word to them."""
    dam, _, ferry = await joined(town)
    await town.subscribe("ada", "ferries")
    copy = entry(FERRY.title, f"{FERRY.summary} Nobody was hurt.", at=FERRY.published, guid="urn:copy", url="https://copy.example/1")
    town.feeds.says["harbour"] = [DAM, copy]
    await town.poll()
    await settle_down(town)
    (again,) = [one.article_id for one in await town.store.story_articles(dam) if one.url == copy.url]
    into = await split(town, ferry, again)
    await settle_down(town)
    (seen,) = town.seen_by("ada")
    assert "Anka Postası" in seen
    assert "400 families" not in seen
    await town.subscribe("ada", "ferries", "dams")
    more = entry("Kestel dam gate: engineer Murat Belik says 400 families may return", DAM.summary, at=NOON - timedelta(minutes=1))
    last = entry("Ferry Aster, aground near Paros with 60 aboard, is towed to port", FERRY.summary, at=NOON)
    town.feeds.says = {"harbour": [DAM, copy], "anka": [FERRY, more, last]}
    await town.poll()
    await settle_down(town)
    assert sorted("400 families" in text for text in town.seen_by("ada")) == [False, True]
    assert [len(await town.store.story_articles(name)) for name in (dam, into)] == [2, 3]


async def test_a_story_whose_alert_left_with_a_split_speaks_when_something_of_it_is_met(town):
    """Its own alert was closed when the two were merged, and the one that told of both went with the ferry."""
    await town.subscribe("ada", "dams", "ferries")
    await left_unsaid(town)
    more = entry("Kestel dam gate: engineer Murat Belik says 400 families may return", DAM.summary, at=NOON - timedelta(minutes=1))
    town.feeds.says["harbour"] = [FERRY_FIRST, more]
    await town.poll()
    await settle_down(town)
    assert sorted("Kestel" in text for text in town.seen_by("ada")) == [False, True]


async def test_a_part_that_goes_to_a_story_that_has_said_nothing_takes_its_alert_there(town):
    """Of that story only an alert is left that was closed as told with another, and the other went with the ferry."""
    await town.subscribe("ada", "dams", "ferries")
    dam, ferry = await left_unsaid(town)
    audit = entry("Inspectors publish yearly audit of every dam in Aydin", "Nine valves were replaced.", at=NOON - timedelta(minutes=2))
    kiln = entry("Kiln museum opens in Avanos", "A potter, Elif Sarp, runs it.", at=NOON - timedelta(minutes=3))
    town.feeds.says = {"harbour": [FERRY_FIRST, audit], "anka": [DAM, kiln]}
    await town.poll()
    opened, audited = [story for story in await stories_in_order(town) if story.story_id not in {dam, ferry}]
    await town.street.placing._merge(audited.story_id, Placement(opened.story_id, PlacementReason.SECOND_LOOK, 0.5))
    home = Placement(dam, PlacementReason.SECOND_LOOK, 0.9)
    await town.street.placing._let_go(Parting(audited.founder, opened.story_id, home))
    await settle_down(town)
    assert [("Kestel" in text, "Avanos" in text) for text in town.seen_by("ada") if "Paros" not in text] == [(True, False)]


async def left_unsaid(town: TestStreet) -> tuple[str, str]:
    """Two stories merged and told in one alert, which left with the ferry. Their ids; the dam's has said nothing."""
    town.feeds.says = {"harbour": [FERRY_FIRST], "anka": [DAM]}
    await town.poll()
    ferry, dam = await stories_in_order(town)
    await town.street.placing.merge(ferry.story_id, dam.story_id)
    await unfollow(town, "dams")
    await settle_down(town)
    into = await split(town, ferry.founder)
    await settle_down(town)
    await town.subscribe("ada", "ferries", "dams")
    return dam.story_id, into


async def stories_in_order(town: TestStreet) -> list[Story]:
    return sorted(await town.store.stories(), key=lambda story: story.first_at)


async def unfollow(town: TestStreet, topic: str) -> None:
    async with town.store.transaction() as tx:
        await tx.unsubscribe("ada", topic)


async def test_a_split_while_a_digest_is_under_way_loses_nothing_of_what_a_pause_called_off(town):
    """The alert that told of both was called off, its reader has left the dams, and the digest has already taken the story: the ferry, which
    that digest can no longer show, stands in the next one.
    """
    await town.subscribe("ada", "dams", "ferries")
    _, _, ferry = await joined(town)
    await unfollow(town, "dams")
    await pause(town, True)
    await town.pass_hold()
    await pause(town, False)
    town.clock.move(hours=24)
    await town.street.digesting.tick()
    assert await town.store.digest_entries("ada") == []
    await split(town, ferry)
    await settle_down(town)
    town.clock.move(hours=24)
    await town.street.digesting.tick()
    await settle_down(town)
    assert any("Paros" in text for text in town.seen_by("ada"))


async def test_a_merged_story_whose_alert_was_called_off_stands_in_the_digest_and_sends_none_as_it_grows(town):
    """The other alert, closed as told with that one, does not make it a story that has said nothing."""
    await town.subscribe("ada", "dams", "ferries")
    dam, _, _ = await joined(town)
    await pause(town, True)
    await town.pass_hold()
    await pause(town, False)
    more = entry("Kestel dam gate: engineer Murat Belik says 400 families may return", DAM.summary, at=NOON - timedelta(minutes=1))
    town.feeds.says["anka"] = [FERRY, more]
    await town.poll()
    await settle_down(town)
    assert len(await town.store.story_articles(dam)) == 3
    assert town.seen_by("ada") == []
    (waiting,) = await town.store.digest_entries("ada")
    assert (await town.store.story(waiting.story_id)).story_id == dam


async def pause(town: TestStreet, paused: bool) -> None:
    async with town.store.transaction() as tx:
        await tx.put_subscriber((await tx.subscriber("ada")).evolve(paused=paused))


async def test_an_alert_that_may_have_arrived_leaves_both_parts_in_the_digest(town):
    await town.subscribe("ada", "dams", "ferries")
    dam, _, ferry = await joined(town)
    town.channel.fail_next(Unknown("read timed out"), arrived=True)
    await town.pass_hold()
    into = await split(town, ferry)
    await settle_down(town)
    assert len(town.seen_by("ada")) == 1
    told = [await town.store.story(entry.story_id) for entry in await town.store.digest_entries("ada")]
    assert {story.story_id for story in told} == {dam, into}


async def test_a_split_while_the_alert_is_leased_sends_each_part_once(town):
    await town.subscribe("ada", "dams", "ferries")
    _, _, ferry = await joined(town)
    town.clock.move(seconds=120)
    async with town.store.transaction() as tx:
        leased = await tx.lease(town.clock(), limit=10, lease_for=timedelta(seconds=60), token="slow worker")
    await split(town, ferry)
    for row in leased:
        await town.street.outbox._see_through(Leased(row, await town.store.subscriber("ada")))
    await settle_down(town)
    assert sorted("Paros" in text for text in town.seen_by("ada")) == [False, True]


async def test_a_split_while_the_call_is_under_way_sends_no_second_alert(town):
    """The message may already show both: the part that went stands in the digest, the message is rewritten."""
    await town.subscribe("ada", "ferries", "dams")
    _, _, ferry = await joined(town)
    town.clock.move(seconds=120)
    async with town.store.transaction() as tx:
        (row,) = await tx.lease(town.clock(), limit=1, lease_for=timedelta(seconds=60), token="t")
        sending = row.evolve(state=DeliveryState.SENDING)
        assert await tx.put_delivery(sending, expected=row)
    into = await split(town, ferry)
    assert [entry.story_id for entry in await town.store.digest_entries("ada")] == [into]
    alerts = [row for row in await town.store.deliveries() if row.kind is DeliveryKind.ALERT and row.state is not DeliveryState.DEAD]
    assert [(row.state, row.story_id != into) for row in alerts] == [(DeliveryState.SENDING, True)]


async def test_a_digest_tells_of_both_parts(town):
    await town.subscribe("ada", "dams", "ferries", pace=Pace.DIGEST)
    _, _, ferry = await joined(town)
    await split(town, ferry)
    town.clock.move(hours=24)
    await town.street.digesting.tick()
    await town.street.deliver_all()
    (digest,) = town.seen_by("ada")
    assert "400 families" in digest
    assert "Paros" in digest


@pytest.mark.parametrize(("topic", "stays"), [("ferries", False), ("dams", True)])
async def test_a_digest_tells_only_of_the_part_its_topic_met(town, topic, stays):
    """What waited for one story waits for the part that is left of it only where the topic meets that part."""
    await town.subscribe("ada", topic, pace=Pace.DIGEST)
    dam, _, ferry = await joined(town)
    into = await split(town, ferry)
    waiting = [await town.store.story(entry.story_id) for entry in await town.store.digest_entries("ada")]
    assert [story.story_id for story in waiting] == [dam if stays else into]


async def test_a_digest_entry_stays_for_another_topic_that_no_alert_told(town):
    """Two topics for the digest, the first of which met only what left."""
    await town.subscribe("ada", "ferries", "dams", pace=Pace.DIGEST)
    dam, _, ferry = await joined(town)
    async with town.store.transaction() as tx:
        await tx.drop_digest_entries("ada", dam)
        await tx.add_digest_entry(DigestEntry("ada", dam, AlertReason.DIGEST_PACE, town.clock(), ("ferries",)))
    into = await split(town, ferry)
    waiting = {entry.story_id: entry.topics for entry in await town.store.digest_entries("ada")}
    assert waiting == {dam: ("dams",), into: ("ferries",)}


async def test_a_digest_entry_goes_where_an_alert_told_the_other_topic(town):
    await town.subscribe("ada", "dams")
    async with town.store.transaction() as tx:
        await tx.subscribe(Subscription("ada", "ferries", Pace.DIGEST))
    dam, _, ferry = await joined(town)
    await town.pass_hold()
    into = await split(town, ferry)
    waiting = [await town.store.story(entry.story_id) for entry in await town.store.digest_entries("ada")]
    assert [story.story_id for story in waiting] == [into]
    assert dam != into


async def test_who_subscribes_after_the_reports_came_is_not_told_by_a_split(town):
    _, _, ferry = await joined(town)
    await town.subscribe("late", "dams", "ferries")
    await split(town, ferry)
    await settle_down(town)
    assert town.seen_by("late") == []
    assert await town.store.digest_entries("late") == []


# --- what the stories come to


async def test_both_parts_count_their_own_reports(town):
    dam, founder, ferry = await joined(town)
    into = await split(town, ferry)
    rest, gone = await town.store.story(dam), await town.store.story(into)
    assert (rest.articles, rest.houses, rest.founder) == (1, ("Harbour Times",), founder)
    assert (gone.articles, gone.houses, gone.founder) == (1, ("Anka Postası",), ferry)
    assert (await town.store.placement(ferry)).reason is PlacementReason.RECORDED_SPLIT


async def test_the_founder_keeps_the_name_and_the_others_go(town):
    dam, founder, ferry = await joined(town)
    into = await split(town, founder)
    assert await stands(town, founder) == dam
    assert await stands(town, ferry) == into


async def test_names_are_never_used_twice_and_forwards_go_on_forwarding(town):
    """Merged, split, merged and split again: every name ever said leads to a living story."""
    dam, _, ferry = await joined(town)
    first = await split(town, ferry)
    await town.street.placing.merge(first, dam)
    second = await split(town, ferry)
    assert len({dam, f"s-{ferry}", first, second}) == 4
    living = {name: (await town.store.story(name)).story_id for name in (dam, f"s-{ferry}", first, second)}
    assert living == {dam: dam, f"s-{ferry}": dam, first: dam, second: second}
    assert await stands(town, ferry) == second


@pytest.mark.parametrize(
    ("words", "reason"),
    [(("nobody",), Reason.UNKNOWN_ARTICLE), (("dam", "ferry"), Reason.WHOLE_STORY), (("ferry", "other"), Reason.OTHER_STORY)],
)
async def test_a_split_that_cannot_be_is_refused_and_changes_nothing(town, words, reason):
    _, founder, ferry = await joined(town)
    town.feeds.says["harbour"] = [DAM, entry("Kiln museum opens in Avanos", "A potter, Elif Sarp, runs it.", at=NOON)]
    await town.poll()
    (other,) = [story.founder for story in await town.store.stories() if story.founder != founder]
    names = {"dam": founder, "ferry": ferry, "other": other}
    before = await town.store.rulings()
    with pytest.raises(Refused) as refused:
        await split(town, *(names.get(word, word) for word in words))
    assert refused.value.reason is reason
    assert await town.store.rulings() == before


# --- final and remembered


async def test_what_an_admin_put_together_stays_together_whatever_the_evidence_says(town):
    dam, _, ferry = await joined(town)
    assert not (await look_everywhere(town)).partings
    again = street_over(town.store, clock=town.clock)
    await again.street.open(alone=True)
    assert not (await look_everywhere(again)).partings
    assert await stands(again, ferry) == dam


async def test_what_an_admin_took_apart_stays_apart_whatever_the_evidence_says(town):
    """Two reports of one event that the second look would unite."""
    town.feeds.says = {"harbour": [FERRY_AGAIN], "anka": [FERRY]}
    await town.poll()
    (story,) = await town.store.stories()
    (goes,) = [one.article_id for one in await town.store.story_articles(story.story_id) if one.article_id != story.founder]
    into = await split(town, goes)
    assert not (await look_everywhere(town)).merges
    again = street_over(town.store, clock=town.clock)
    await again.street.open(alone=True)
    assert not (await look_everywhere(again)).merges
    assert (await stands(again, goes), await stands(again, story.founder)) == (into, story.story_id)
    async with town.store.transaction() as tx:  # until the admin thinks better of it
        await verbs.merge(tx, into, story.story_id, now=town.clock())
    await again.street.placing.heed()
    await look_everywhere(again)
    assert await stands(again, goes) == story.story_id


async def test_another_processs_word_is_heeded_before_the_next_article_is_placed(town):
    """The command line splits beside `run`: the next report of the ferry joins the ferry."""
    _, _, ferry = await joined(town)
    async with town.store.transaction() as tx:
        done = await verbs.split(tx, [ferry], now=town.clock())
    town.feeds.says["harbour"] = [DAM, FERRY_AGAIN]
    await town.poll()
    assert await stands(town, ferry) == done.into
    assert len(await town.store.story_articles(done.into)) == 2


async def test_a_merge_by_word_alone_takes_along_what_joined_meanwhile(town):
    """Between an admin's word and its being carried out another report joined the story that goes."""
    town.feeds.says = {"harbour": [DAM], "anka": [FERRY]}
    await town.poll()
    dam, ferry = sorted(await town.store.stories(), key=lambda story: story.first_at)
    async with town.store.transaction() as tx:
        await verbs.merge(tx, ferry.story_id, dam.story_id, now=town.clock())
        late = (await tx.article(ferry.founder)).evolve(article_id="late", url="https://late.example/1")
        await tx.add_article(late, ["late"])
        await tx.place_article(late, Placement(ferry.story_id, PlacementReason.WIRE_COPY, 0.9), "{}")
    await town.street.placing.heed()
    assert len(await town.store.story_articles(dam.story_id)) == 3
    assert (await town.store.story(ferry.story_id)).story_id == dam.story_id


async def test_a_process_that_ends_within_a_split_has_not_split_and_the_next_one_does(town, monkeypatch):
    dam, _, ferry = await joined(town)
    with monkeypatch.context() as patch:
        patch.setattr("bot.reshaping.retold", ends)
        with pytest.raises(Crash):
            await split(town, ferry)
    assert (await town.store.article(ferry)).story_id == dam
    again = street_over(town.store, clock=town.clock)
    await again.street.open(alone=True)
    assert await stands(again, ferry) != dam


def ends(*_args):
    raise Crash


# --- the second look's own


async def test_the_second_look_takes_out_what_has_nothing_in_common_and_says_why(town):
    """Once: what left does not come back, and what stays is left alone."""
    await town.subscribe("ada", "dams")
    dam, _, ferry = await joined(town, by_admin=False)
    await settle_down(town)
    look = await town.street.placing.look_again()
    assert [(one.article_id, one.story_id) for one in look.partings] == [(ferry, dam)]
    assert await stands(town, ferry) != dam
    placement = await town.store.placement(ferry)
    assert (placement.reason, placement.nearest_story) == (PlacementReason.FELL_AWAY, dam)
    assert placement.evidence
    await look_everywhere(town)
    assert len(await town.store.stories()) == 2
    await settle_down(town)
    (seen,) = town.seen_by("ada")
    assert "Anka Postası" not in seen


async def test_an_edit_that_turns_a_report_into_another_one_takes_it_out(town):
    """The outlet writes something else under the same address."""
    town.feeds.says = {"harbour": [FERRY_AGAIN], "anka": [FERRY]}
    await town.poll()
    (story,) = await town.store.stories()
    newest = entry("Kiln museum opens in Avanos", "A potter, Elif Sarp, runs it.", at=FERRY_AGAIN.published, guid=FERRY_AGAIN.guid)
    town.feeds.says["harbour"] = [newest]
    await town.poll()
    await town.street.placing.look_again()
    assert {one.articles for one in await town.store.stories()} == {1}
    assert (await town.store.story(story.story_id)).houses == ("Anka Postası",)


async def test_a_look_that_the_store_refuses_is_made_again(town, monkeypatch):
    dam, _, ferry = await joined(town, by_admin=False)
    with monkeypatch.context() as patch:
        patch.setattr("bot.reshaping.retold", lambda *_args: 1 / 0)
        await town.street.placing.look_again()
    assert await stands(town, ferry) == dam
    await town.street.placing.look_again()
    assert await stands(town, ferry) != dam


# --- features of another version


async def test_features_of_another_version_are_computed_anew_at_start_and_kept(town):
    """After an upgrade the window holds what it held before, and the next start finds everything as it should be."""
    town.feeds.says = {"harbour": [DAM], "anka": [FERRY]}
    await town.poll()
    rows = await town.store.window(NOON - timedelta(days=1))
    async with town.store.transaction() as tx:
        await tx.put_features(rows[0].article_id, rows[0].features.replace(f'"v":{VERSION}', '"v":0'))
    again = street_over(town.store, clock=town.clock)
    await again.street.open(alone=True)
    assert len(again.street.placing.window) == 2
    assert await town.store.window(NOON - timedelta(days=1)) == rows
