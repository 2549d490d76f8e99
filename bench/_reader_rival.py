"""Runs in a venv of its own, with `reader` in it: the same feeds through reader, or through a plain loop over feedparser, into SQLite.

`python _reader_rival.py reader|loop PORT HOSTS PHASE…`: prints, as JSON, the CPU seconds of each phase. Feeds are asked by `THREADS` threads.
"""

import hashlib
import json
import sqlite3
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address
from pathlib import Path

import feedparser
from reader import make_reader

THREADS = 20
FIRST_HOST = IPv4Address("127.1.0.1")


def with_reader(folder: Path, urls: list[str]):
    reader = make_reader(str(folder / "reader.sqlite"))
    for url in urls:
        reader.add_feed(url)
    return lambda: reader.update_feeds(workers=THREADS, scheduled=False), lambda: reader.get_entry_counts().total


def with_loop(folder: Path, urls: list[str]):
    """What is written first: parse the address, keep its validators, insert what is not there."""
    store = sqlite3.connect(folder / "loop.sqlite")
    store.execute("CREATE TABLE feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT)")
    store.execute("CREATE TABLE entries (id TEXT PRIMARY KEY, url TEXT, title TEXT, summary TEXT, published TEXT, hash TEXT)")
    store.executemany("INSERT INTO feeds VALUES (?, NULL, NULL)", [(url,) for url in urls])

    def update():
        known = store.execute("SELECT url, etag, modified FROM feeds").fetchall()
        with ThreadPoolExecutor(THREADS) as threads:
            for (url, *_), found in zip(
                known, threads.map(lambda feed: feedparser.parse(feed[0], etag=feed[1], modified=feed[2]), known), strict=True
            ):
                for entry in found.entries:
                    told = hashlib.sha256((entry.title + entry.summary).encode()).hexdigest()
                    row = (entry.id, entry.link, entry.title, entry.summary, entry.get("published"), told)
                    store.execute(
                        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET title = excluded.title, summary = excluded.summary, hash = excluded.hash WHERE hash != excluded.hash",
                        row,
                    )
                if found.get("etag"):
                    store.execute("UPDATE feeds SET etag = ? WHERE url = ?", (found.etag, url))
                store.commit()

    return update, lambda: store.execute("SELECT count(*) FROM entries").fetchone()[0]


def main(rival: str, port: str, hosts: str, *phases: str) -> None:
    urls = [f"http://{FIRST_HOST + number}:{port}/feed" for number in range(int(hosts))]
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        update, entries = {"reader": with_reader, "loop": with_loop}[rival](Path(folder), urls)
        for phase in phases:
            urllib.request.urlopen(f"http://{FIRST_HOST}:{port}/phase/{phase}").read()
            cpu = time.process_time()
            update()
            told[phase] = {"cpu_s": time.process_time() - cpu, "entries": entries()}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
