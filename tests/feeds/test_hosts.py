"""Turns at a host: two at a time, a second apart, none while it rests."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from feeds.hosts import Hosts
from news.errors import HostResting


class Time:
    """Passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


def hosts(time: Time, per_host: int = 2) -> Hosts:
    return Hosts(per_host, timedelta(seconds=1), monotonic=time, sleep=time.sleep)


async def test_fetches_at_one_host_start_a_second_apart_and_others_do_not_wait() -> None:
    """Eight feeds of one host beside one of another."""
    time, starts = Time(), list[tuple[str, float]]()
    turns = hosts(time)

    async def one(host: str) -> None:
        async with turns.turn(host):
            starts.append((host, time()))
            await asyncio.sleep(0)

    await asyncio.gather(*(one(host) for host in ["busy.example"] * 8 + ["calm.example"]))
    assert ("calm.example", 100.0) in starts
    assert sorted(at for host, at in starts if host == "busy.example") == [100.0 + n for n in range(8)]


async def test_a_host_that_was_left_alone_is_asked_at_once() -> None:
    """The distance is between two starts, not a wait before each."""
    time = Time()
    turns = hosts(time)
    for _ in range(3):
        time.now += 60
        before = time.now
        async with turns.turn("calm.example"):
            assert time.now == before


async def test_a_resting_host_says_how_long_still() -> None:
    """Then it may be asked again."""
    time = Time()
    turns = hosts(time)
    turns.rest("busy.example", timedelta(seconds=60))
    time.now += 45
    with pytest.raises(HostResting) as caught:
        turns.raise_if_resting("busy.example")
    assert caught.value.retry_after == timedelta(seconds=15)
    turns.raise_if_resting("calm.example")
    time.now += 15
    turns.raise_if_resting("busy.example")


async def test_hosts_long_past_are_forgotten() -> None:
    """Ten thousand hosts of a month leave no trace."""
    time = Time()
    turns = hosts(time)
    for number in range(3_000):
        time.now += 2
        async with turns.turn(f"{number}.example"):
            pass
    assert len(turns._next) <= 1_001
