"""A process killed in the middle of its talk with the mail server loses no story of a digest and sends no digest twice."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from datetime import timedelta

import pytest
from support.clocks import SetClock
from support.crashing_mail import BORN, EVENTS, READERS, address, live, prepare
from support.smtpd import MailServer

from news.deliveries import DeliveryKind, DeliveryState
from storage.sqlite import open_file

KILLS = 24
MORNING = BORN.replace(hour=8, minute=1) + timedelta(days=1)


class Killer:
    """Ends a process at the n-th step of its talks, from within the mail server, before the step is answered."""

    def __init__(self) -> None:
        self.steps, self.pid = 0, 0

    def aim(self, pid: int, after: int) -> None:
        self.pid, self.steps = pid, after

    def __call__(self, _: str) -> None:
        self.steps -= 1
        if self.steps == 0:
            os.kill(self.pid, signal.SIGKILL)


@pytest.fixture
def fresh(forks_of):
    return forks_of("support.crashing_mail")


def run(context, folder, server, moment):
    child = context.Process(target=live, args=(folder, server.port, moment))
    child.start()
    return child


@pytest.mark.crash
async def test_no_kill_at_any_moment_loses_a_story_or_sends_a_digest_twice(tmp_path, fresh):
    """Kills at MAIL, RCPT, DATA and after the mail was kept; then that morning and the next to their end."""
    dice, killer, killed = random.Random(20261124), Killer(), 0
    await prepare(tmp_path)
    with MailServer(witness=killer) as server:
        for _ in range(KILLS):
            child = run(fresh, tmp_path, server, MORNING)
            killer.aim(child.pid, dice.randint(1, 14))
            child.join()
            killed += child.exitcode == -signal.SIGKILL
        killer.aim(0, 0)
        for days in (0, 1):
            child = run(fresh, tmp_path, server, MORNING + timedelta(days=days))
            child.join()
            assert child.exitcode == 0
        mails = list(server.mails)
    assert killed >= 20
    assert max(Counter(mail.message["Message-ID"] for mail in mails).values()) == 1, "sent twice"
    told = {(mail.recipient, line.removeprefix("* ")) for mail in mails for line in mail.text.splitlines() if line.startswith("* ")}
    store = await open_file(tmp_path / "tellal.sqlite", clock=SetClock())
    stories = {(await store.story_articles(story.story_id))[0].original.title for story in await store.stories(limit=1000)}
    rows = [row for row in await store.deliveries(limit=10_000) if row.kind is DeliveryKind.DIGEST]
    await store.close()
    assert told == {(address(number), title) for number in range(READERS) for title in stories}, "lost"
    assert len(stories) == EVENTS
    assert {row.state for row in rows} <= {DeliveryState.SENT, DeliveryState.UNKNOWN}
    assert DeliveryState.UNKNOWN in {row.state for row in rows}, "no kill hit the middle of a call: the test tests nothing"
