"""Poll whole: fetch, parse and store in SQLite, beside `reader` and a plain feedparser loop; the first poll and later ones apart.

Each feed has thirty entries. What a server may answer the second time: "unchanged" (304), "same" (the whole body again), "stamp" (only the
feed's own date moved), "news" (one entry more), "edit" (that, and one summary changed). Figures are feeds per CPU second, workers counted.
reader is in no lock file of ours: it is installed into a venv that lives as long as the bench (needs an index of packages).
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import psutil
from support.clocks import SetClock

from bench.feed_town import ENTRIES, FIRST_HOST, feed, town
from bot.intake import Intake
from feeds.fetch import FetchLimits, HttpFetcher
from feeds.parse import PooledParser
from news.feed import Feed, Fetched
from storage.sqlite import open_file

HOSTS = 200
AT_ONCE = 20
WORKERS = 2
PHASES = ("first", "unchanged", "same", "stamp", "news", "edit")
RIVALS = ("reader==3.26", "feedparser", "sgmllib3k")
"""reader brings a feedparser of its own, which asks for sgmllib."""


def run(hosts: int = HOSTS) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder, town(hosts, flat=False) as place:
        port = place.http[0].rpartition(":")[2].partition("/")[0]
        ours = _in_a_process([sys.executable, __file__, "ours", port, str(hosts)])
        python = _venv(Path(folder))
        script = Path(__file__).with_name("_reader_rival.py")
        told = {
            "tellal": ours,
            **{rival: _in_a_process([python, script, rival, port, str(hosts), *PHASES]) for rival in ("reader", "loop")},
        }
    return _compared(told, hosts)


def _compared(told: dict[str, dict[str, dict[str, float]]], hosts: int) -> dict[str, object]:
    for who, phases in told.items():
        assert phases["first"]["entries"] == hosts * ENTRIES, f"{who} stored {phases['first']['entries']} entries"
        assert phases["edit"]["entries"] == hosts * (ENTRIES + 1), f"{who} stored {phases['edit']['entries']} entries in the end"
    speed = {who: {phase: round(hosts / one["cpu_s"], 1) for phase, one in phases.items()} for who, phases in told.items()}
    rivals = [who for who in speed if who != "tellal"]
    times = {who: {phase: round(speed["tellal"][phase] / speed[who][phase], 2) for phase in PHASES} for who in rivals}
    return {"feeds": hosts, "feeds_per_cpu_s": speed, "times_as_many_as": times}


def _in_a_process(command: list[object]) -> dict[str, dict[str, float]]:
    printed = subprocess.run([str(each) for each in command], check=True, stdout=subprocess.PIPE, text=True).stdout
    told: dict[str, dict[str, float]] = json.loads(printed)
    return told


def _venv(folder: Path) -> Path:
    """A Python with reader in it. It says so when there is none to be had."""
    python = folder / "bin" / "python"
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *RIVALS], check=True, stderr=subprocess.DEVNULL
        )
    except subprocess.CalledProcessError as error:
        raise SystemExit(
            f"this bench compares with {', '.join(RIVALS.values())}, which could not be installed: is there an index of packages?"
        ) from error
    return python


async def ours(port: str, hosts: int) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        clock = SetClock()
        store = await open_file(Path(folder) / "tellal.sqlite", clock=clock)
        fetcher = HttpFetcher("Tellal/bench", allow=["127.0.0.0/8"], limits=FetchLimits(connections=AT_ONCE), clock=clock)
        intake = Intake(store, fetcher, PooledParser(WORKERS), clock)
        async with store.transaction() as tx:
            for number in range(hosts):
                await tx.put_feed(Feed(f"feed-{number}", f"http://{FIRST_HOST + number}:{port}/feed"))
        warm = [Fetched(f"http://{FIRST_HOST}/", feed(str(FIRST_HOST), "first")) for _ in range(2 * WORKERS)]
        await asyncio.gather(*(intake.parser.parse(fetched, Feed("warm", fetched.url)) for fetched in warm))
        told = {}
        for phase in PHASES:
            await asyncio.to_thread(lambda name=phase: urllib.request.urlopen(f"http://{FIRST_HOST}:{port}/phase/{name}").read())
            before = _cpu()
            await _poll_all(intake)
            told[phase] = {"cpu_s": _cpu() - before, "entries": (await store.tally()).articles}
        await intake.parser.close()
        await fetcher.close()
        await store.close()
    return told


async def _poll_all(intake: Intake) -> None:
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(watched) -> None:
        async with turn:
            report = await intake.poll(watched)
            assert report.error is None, report.error

    await asyncio.gather(*map(one, await intake.store.feeds()))


def _cpu() -> float:
    """Seconds of this process and all under it, the ended ones too."""
    me = psutil.Process()
    return sum(sum(each.cpu_times()[:4]) for each in (me, *me.children(recursive=True)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["ours"]:
        print(json.dumps(asyncio.run(ours(sys.argv[2], int(sys.argv[3])))))
    else:
        print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else HOSTS), indent=2))
