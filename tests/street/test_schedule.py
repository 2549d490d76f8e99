"""The schedule only ticks: late ticks still happen, and a clock that is set stops none of them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.schedule import Moment, Schedule, Tick, clock_jump

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall_seconds", "monotonic_seconds", "jump"),
    [(10, 10, 0), (11.5, 10, 0), (-3590, 10, -3600), (86410, 10, 86400), (8 * 3600, 8 * 3600, 0)],
)
def test_a_clock_that_was_set_is_told_from_time_that_passed(wall_seconds, monotonic_seconds, jump):
    before, after = Moment(NOON, 100.0), Moment(NOON + timedelta(seconds=wall_seconds), 100.0 + monotonic_seconds)
    assert clock_jump(before, after) == timedelta(seconds=jump)


async def test_jobs_that_wait_for_a_time_gone_by_are_woken_and_keep_their_rhythm():
    ran = asyncio.Event()

    async def job() -> None:
        ran.set()

    schedule = Schedule((Tick("look", 3600, job),))
    schedule.start()
    await asyncio.wait_for(ran.wait(), 30)
    ran.clear()
    schedule._scheduler.modify_job("look", next_run_time=datetime.now(UTC) + timedelta(hours=5))  # as after a clock put back
    schedule.wake_all()
    await asyncio.wait_for(ran.wait(), 30)
    assert schedule._scheduler.get_job("look").next_run_time <= datetime.now(UTC) + timedelta(hours=1)
    schedule.stop()


async def test_no_tick_comes_after_a_pause():
    ran = []

    async def job() -> None:
        ran.append(1)

    schedule = Schedule((Tick("look", 3600, job),))
    schedule.start()
    schedule.pause()
    schedule.wake("look")
    await asyncio.sleep(0)
    schedule.stop()
    assert ran == []
