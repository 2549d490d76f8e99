"""From the first form to the last click: nobody is mailed who did not confirm, and nobody who has left."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.mail_town import PUBLIC, mail_town
from support.quake import QUAKE
from support.stores import STORES

from bot import verbs
from bot.verbs.broadcasting import audience
from news.deliveries import DeliveryOutcome, DeliveryState
from news.mailboxes import Reach
from news.subscribers import Pace
from web.pages import build_pages
from web.serving import serve_pages
from web.tokens import Purpose, SignedLinks


@pytest.fixture(params=STORES)
async def town(request, tmp_path):
    store = await STORES[request.param](tmp_path)
    async with mail_town(store) as town:
        yield town
    await store.close()


async def test_from_the_form_to_the_digest_and_out_again(town):
    """Asked, confirmed by a click, one digest, left by one click; then silence."""
    answer = await town.ask()
    assert (answer.status_code, "onay iletisi yolda" in answer.text) == (200, True)
    await town.deliver()
    (letter,) = town.server.mails
    assert letter.message["Subject"] == "Tellal’dan günlük özetinizi onaylayın"
    await town.browser.post(town.link("confirm"))
    await town.a_day()
    (digest,) = town.digests()
    assert "deprem" in digest.text.lower()
    page = digest.message["List-Unsubscribe"].split(">")[0].strip("<").removeprefix(PUBLIC)
    click = await town.browser.post(
        page, content="List-Unsubscribe=One-Click", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert click.status_code == 200
    await town.a_day()
    assert len(town.server.mails) == 2
    assert (await town.reader()).mail.reach(town.town.clock()) is Reach.LEFT


async def test_nobody_who_did_not_click_is_mailed_again(town):
    """News comes and the hour too: nothing but the one letter."""
    await town.ask()
    await town.deliver()
    await town.a_day()
    assert len(town.server.mails) == 1
    assert (await town.reader()).mail.reach(town.town.clock()) is Reach.WAITING


@pytest.mark.parametrize("kind", ["confirm", "unsubscribe"])
async def test_a_link_followed_by_a_scanner_changes_nothing(town, kind):
    """A GET shows a button."""
    reader = await town.confirmed() if kind == "unsubscribe" else None
    if reader is None:
        await town.ask()
        await town.deliver()
    else:
        await town.a_day()
    before = await town.reader()
    page = await town.browser.get(town.link(kind))
    assert page.status_code == 200
    assert "<button>" in page.text
    assert await town.reader() == before


async def test_a_confirmation_works_once(town):
    """Again it says so; after leaving it does not bring anybody back."""
    await town.confirmed()
    again = await town.browser.post(town.link("confirm"))
    assert "zaten" in again.text
    async with town.store.transaction() as tx:
        await verbs.leave_mail(tx, await town.reader(), now=town.town.clock())
    assert (await town.browser.post(town.link("confirm"))).status_code == 410
    assert (await town.reader()).gone


async def test_a_confirmation_expires_after_three_days(town):
    """And a new one can be asked for."""
    await town.ask()
    await town.deliver()
    town.town.clock.move(seconds=3 * 24 * 3600 + 60)
    assert (await town.browser.post(town.link("confirm"))).status_code == 410
    assert not (await town.confirmed()).gone


async def test_leaving_works_for_ever_and_twice(town):
    """A year later, from any mail; a second click says the same."""
    await town.confirmed()
    await town.a_day()
    link = town.link("unsubscribe")
    town.town.clock.move(seconds=400 * 24 * 3600)
    assert [(await town.browser.post(link)).status_code for _ in range(2)] == [200, 200]
    assert (await town.reader()).mail.reach(town.town.clock()) is Reach.LEFT


async def test_what_waits_in_the_outbox_is_not_sent_to_who_has_left(town):
    """I4: the digest is due, then the click comes."""
    await town.confirmed()
    await town.a_day()
    link = town.link("unsubscribe")
    town.server.refuse("RCPT", "451 4.3.0 try again")
    town.town.feeds.says = {"anka": [], "dnipro": [], "harbour": []}
    reader = await town.reader()
    async with town.store.transaction() as tx:
        (sent,) = [row for row in await tx.deliveries(subscriber_id=reader.subscriber_id) if row.kind == "digest"]
        await tx.put_delivery(sent.evolve(state=DeliveryState.DUE, outcome=DeliveryOutcome.RETRY_LATER), expected=sent)
    await town.browser.post(link)
    before = len(town.server.mails)
    await town.deliver()
    assert len(town.server.mails) == before
    assert (await town.store.delivery(sent.delivery_id)).state is DeliveryState.DEAD


async def test_a_stranger_learns_nothing_and_fills_no_mailbox(town):
    """The same answer for a reader, for one who waits and for nobody; one letter an hour."""
    await town.confirmed()
    answers = {(await town.ask()).text, (await town.ask("ece@example.org")).text, (await town.ask("ece@example.org")).text}
    await town.deliver()
    assert len(answers) == 1
    assert len(town.server.to("ece@example.org")) == 1
    assert len(town.server.to("ayse@example.org")) == 1


async def test_what_a_reader_has_set_is_not_changed_by_who_asks_for_them(town):
    """Neither topics nor hour."""
    before = await town.confirmed()
    await town.ask(language="en", zone="UTC", topic=["floods"])
    assert await town.reader() == before
    assert [each.topic_id for each in await town.store.subscriptions(before.subscriber_id)] == ["quakes"]


async def test_too_many_strangers_wait(town):
    """All addresses together."""
    answers = [(await town.ask(f"r{number}@example.org")).status_code for number in range(61)]
    assert answers == [200] * 60 + [429]


async def test_preferences_are_changed_on_a_page_without_a_login(town):
    """Topics, hour, day, zone, language, pause; the page says so in the new language."""
    await town.confirmed()
    await town.a_day()
    link = town.link("preferences")
    shown = await town.browser.get(link)
    assert re.search(r'value="quakes" checked', shown.text)
    form = {"language": "uk", "zone": "Europe/Kyiv", "hour": "19:30", "weekday": "sun", "topic": ["floods"], "paused": "yes"}
    saved = await town.browser.post(link, data=form)
    assert "Збережено." in saved.text
    reader = await town.reader()
    assert (reader.language, reader.zone, reader.digest_at, reader.paused) == ("uk", "Europe/Kyiv", "sun 19:30", True)
    (followed,) = await town.store.subscriptions(reader.subscriber_id)
    assert (followed.topic_id, followed.pace) == ("floods", Pace.DIGEST)
    assert f"{reader.next_digest_at:%a}" == "Sun"


FORM = {"language": "tr", "zone": "Europe/Istanbul", "hour": "08:00", "weekday": "", "topic": ["quakes"]}


async def test_a_reader_asks_for_a_topic_of_their_own(town):
    """It is matched like any other, told in the digest, and forgotten when it is unticked."""
    await town.confirmed()
    await town.a_day()
    saved = await town.browser.post(town.link("preferences"), data={**FORM, "topic": [], "own": "  deprem   -fırtına "})
    assert saved.status_code == 200
    reader = await town.reader()
    (followed,) = await town.store.subscriptions(reader.subscriber_id)
    topic = await town.store.topic(followed.topic_id)
    assert (topic.owner, topic.queries, followed.pace) == (reader.subscriber_id, (("", "deprem -fırtına"),), Pace.DIGEST)
    assert re.search(rf'value="{topic.topic_id}" checked', saved.text)
    await town.browser.post(town.link("preferences"), data=FORM)
    assert [each.topic_id for each in await town.store.subscriptions(reader.subscriber_id)] == ["quakes"]
    assert await town.store.topic(topic.topic_id) is None


FAULTY = {"deprem OR": "OR sonrasında bir şey olmalı", '"deprem': "bu tırnak kapanmamış", "-deprem": "neredeyse her şeyi bulurdu"}


@pytest.mark.parametrize("query", FAULTY)
async def test_a_topic_that_cannot_be_read_is_said_why_and_changes_nothing(town, query):
    """In the reader's language, as the chat says it; the words stay in the form to be mended."""
    before = await town.confirmed()
    await town.a_day()
    answer = await town.browser.post(town.link("preferences"), data={**FORM, "hour": "10:00", "own": query})
    assert answer.status_code == 422
    assert FAULTY[query] in answer.text
    assert f'name="own" value="{query.replace(chr(34), "&#34;")}"' in answer.text
    assert (await town.reader()).digest_at == before.digest_at


async def test_own_topics_of_a_reader_have_the_limit_of_the_house(tmp_path):
    """Nothing is saved beyond it."""
    async with mail_town(await STORES["memory"](tmp_path), own_topics=1) as town:
        await town.confirmed()
        await town.a_day()
        link = town.link("preferences")
        await town.browser.post(link, data={**FORM, "own": "sel baskını"})
        own = [each.topic_id for each in await town.store.subscriptions((await town.reader()).subscriber_id) if each.topic_id != "quakes"]
        answer = await town.browser.post(link, data={**FORM, "topic": own, "own": "orman yangını"})
        assert answer.status_code == 422
        assert "Önce birinin işaretini kaldırın" in answer.text
        assert {each.topic_id for each in await town.store.subscriptions((await town.reader()).subscriber_id)} == {"quakes", *own}


WRONG = {"zone": "Europe/Atlantis", "hour": "25:00", "weekday": "someday", "language": "xx"}


@pytest.mark.parametrize("name", WRONG)
async def test_a_form_with_a_mistake_changes_nothing(town, name):
    """And keeps the rest as it was filled in."""
    before = await town.confirmed()
    await town.a_day()
    form = {"language": "tr", "zone": "Europe/Kyiv", "hour": "09:00", "weekday": "", "topic": ["floods"], name: WRONG[name]}
    answer = await town.browser.post(town.link("preferences"), data=form)
    assert answer.status_code in {404, 422}
    after = await town.reader()
    assert (after.zone, after.digest_at) == (before.zone, before.digest_at)
    assert re.search(r'value="floods" checked', answer.text)


@pytest.mark.parametrize("address", ["", "ayse", "a@b", "x\r\nBcc: e@example.org", "a" * 300 + "@example.org"])
async def test_what_is_no_address_is_said(town, address):
    """Nothing is stored."""
    assert (await town.ask(address)).status_code == 422
    assert await town.store.subscribers() == []


async def test_a_closed_house_takes_nobody(tmp_path):
    """The operator has not opened it."""
    async with mail_town(open_to_all=False) as town:
        assert (await town.ask()).status_code == 403
        assert await town.store.subscribers() == []


async def test_a_form_of_a_gigabyte_is_not_read(town):
    """16 KB are more than any of ours has."""
    answer = await town.browser.post("/subscribe", content=b"a=" + b"x" * 20_000)
    assert answer.status_code == 413


async def test_pages_keep_their_address_to_themselves(town):
    """It is the key: no referrer, no cache, no frame, nothing from elsewhere, and markup in a name is only words."""
    await town.confirmed()
    await town.a_day()
    page = await town.browser.get(town.link("preferences"))
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("no-referrer", "no-store")
    evil = await town.ask('"><script>alert(1)</script>@example.org')
    assert "<script" not in evil.text


@pytest.mark.parametrize("path", ["/", "/nothing", "/confirm/x", "/unsubscribe/x.y", "/preferences/" + "a" * 500])
async def test_a_link_that_is_none_of_ours(town, path):
    """404, in words."""
    answer = await town.browser.get(path)
    assert answer.status_code == 404
    assert "<main>" in answer.text


async def test_an_admins_word_to_everybody_is_not_mailed(town):
    """They asked for a digest and for nothing else."""
    await town.confirmed()
    with pytest.raises(verbs.Refused):
        await audience(town.store)


async def test_a_digest_that_slept_too_long_is_skipped_and_told_the_next_day(town):
    """The ledger says so; the story is not lost."""
    reader = await town.confirmed()
    town.town.feeds.says = {"anka": [QUAKE["tr"]], "dnipro": [QUAKE["uk"]], "harbour": [QUAKE["en"]]}
    await town.town.poll()
    town.town.clock.move(seconds=(reader.next_digest_at - town.town.clock()).total_seconds() + 7 * 3600)
    await town.town.street.digesting.tick()
    await town.deliver()
    assert town.digests() == []
    rows = await town.store.deliveries(subscriber_id=reader.subscriber_id)
    assert [row.outcome for row in rows if row.kind == "digest"] == [DeliveryOutcome.SKIPPED]
    await town.next_hour()
    (digest,) = town.digests()
    assert "deprem" in digest.text.lower()


# --- links ----------------------------------------------------------------------------------------------------------

LINKS = SignedLinks(PUBLIC, ["sesame"])


def token(link):
    return link.rpartition("/")[2]


def test_a_link_is_for_one_thing_only():
    """Who may read may not confirm."""
    made = {
        Purpose.UNSUBSCRIBE: token(LINKS.unsubscribe("k")),
        Purpose.PREFERENCES: token(LINKS.preferences("k")),
        Purpose.CONFIRM: token(LINKS.confirm("k", "w")),
    }
    opens = {(made_for, used_for) for made_for, each in made.items() for used_for in Purpose if LINKS.read(used_for, each)}
    assert opens == {(purpose, purpose) for purpose in Purpose}


def test_links_of_an_older_secret_still_open():
    """Mails lie in mailboxes for years."""
    assert SignedLinks(PUBLIC, ["sesame", "newer"]).read(Purpose.UNSUBSCRIBE, token(LINKS.unsubscribe("k"))) == ("k",)
    assert SignedLinks(PUBLIC, ["another"]).read(Purpose.UNSUBSCRIBE, token(LINKS.unsubscribe("k"))) is None


@given(st.text(max_size=60))
def test_no_made_up_token_opens_anything(text):
    """Whatever it is."""
    assert all(LINKS.read(purpose, text) is None for purpose in Purpose)


# --- served ---------------------------------------------------------------------------------------------------------


async def test_the_pages_are_served_until_told_to_stop():
    """Over a real socket; the house's own signal handlers stay."""
    async with mail_town() as town:
        listening = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        listening.close()
        stop = asyncio.Event()
        serving = asyncio.create_task(serve_pages(build_pages(town.desk), f"127.0.0.1:{port}", stop))
        async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=8), base_url=f"http://127.0.0.1:{port}") as browser:
            assert (await browser.get("/subscribe")).status_code == 200
        stop.set()
        await asyncio.wait_for(serving, 10)
