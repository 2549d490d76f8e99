"""A town of feeds for benches: a process of its own that answers on as many loopback hosts as asked for, http and https.

Each answer comes after 25 to 75 ms. `town(...)` starts it and ends it; only 127.0.0.0/8 listens.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from ipaddress import IPv4Address
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DELAY = (0.025, 0.075)
FIRST_HOST = IPv4Address("127.1.0.1")
FLAT_BODY = b"<rss><channel>" + b"<item><title>Liman</title><description>Sis dagildi.</description></item>" * 270 + b"</channel></rss>"
"""20 kB for who measures fetching alone."""
ENTRIES = 30
WORDS = (
    "Belediye meclisi köprünün bakımı için ayrılan bütçeyi oy birliğiyle kabul etti; çalışmalar salı günü başlayacak.",
    "Міська рада одноголосно підтримала бюджет на ремонт мосту; роботи розпочнуться у вівторок уранці.",
    "The council agreed on the budget for repairing the bridge; work begins on Tuesday morning, the mayor said.",
)
_PHASE = re.compile(rb"GET /phase/(\w+) ")
_ASKED = re.compile(rb"if-none-match: *([^\r]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Town:
    """Where it is: `http` and `https` addresses, one a host; `trust` is the certificate's file, whose name no client needs to check."""

    http: list[str]
    https: list[str]
    trust: Path

    def tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.trust))
        context.check_hostname = False  # one certificate for two thousand hosts
        return context


@contextmanager
def town(hosts: int, *, flat: bool) -> Iterator[Town]:
    """`flat`: the same 20 kB from everybody; else a feed of its own for each, as `feed` makes it."""
    with tempfile.TemporaryDirectory() as folder:
        certificate = _certificate(Path(folder))
        command = [sys.executable, "-m", "bench.feed_town", str(hosts), str(certificate), "flat" if flat else "feeds"]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            plain, secure = map(int, server.stdout.readline().split())
            names = [str(FIRST_HOST + number) for number in range(hosts)]
            yield Town([f"http://{name}:{plain}/feed" for name in names], [f"https://{name}:{secure}/feed" for name in names], certificate)
        finally:
            server.terminate()
            server.wait()


def _certificate(folder: Path) -> Path:
    both = folder / "both.pem"
    made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "2", "-subj", "/CN=feeds.example"]
    subprocess.run(
        ["openssl", "req", "-x509", "-nodes", *made, "-keyout", both, "-out", folder / "cert.pem"], check=True, capture_output=True
    )
    both.write_bytes(both.read_bytes() + (folder / "cert.pem").read_bytes())
    return both


def feed(host: str, phase: str) -> bytes:
    """Thirty entries of some 900 bytes. `phase`: "first" and "same" are one document; in "stamp" only the feed's own date moved; in "news"
    one entry has come and the oldest has gone; in "edit" one summary was changed.
    """
    newest = ENTRIES + (phase in {"news", "edit"})
    stamp = {"stamp": 7, "news": 8, "edit": 9}.get(phase, 6)
    entries = "".join(_entry(host, number, edited=phase == "edit" and number == 3) for number in range(newest, newest - ENTRIES, -1))
    head = f"<title>{host}</title><link>http://{host}/</link><lastBuildDate>Sun, 22 Nov 2026 0{stamp}:00:00 +0000</lastBuildDate>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}<ttl>10</ttl>{entries}</channel></rss>'.encode()


def _entry(host: str, number: int, *, edited: bool) -> str:
    words = WORDS[number % len(WORDS)]
    markup = f'<p class="lead">{words} <a href="/a?b=1&c={number}">{words}</a></p><p>{words}{" Güncellendi." if edited else ""}</p>'
    return (
        f"<item><title>{words[: 40 + number % 30]} {host} {number}</title><link>http://{host}/{number}?utm_source=rss</link>"
        f"<guid>{host}-{number}</guid><pubDate>Sat, 21 Nov 2026 {number % 24:02}:00:00 +0300</pubDate><category>a</category>"
        f"<description>{escape(markup)}</description></item>"
    )


async def _serve(hosts: int, certificate: str, body: Callable[[str, str], bytes]) -> None:
    """Answer on all hosts until ended; the two ports are the first line of output. GET /phase/NAME changes the phase.

    Validators hold only in the phase "unchanged": a server that never says 304 is as usual as one that does.
    """
    phase = "first"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal phase
        host = writer.get_extra_info("sockname")[0]
        try:
            while asked := await reader.readuntil(b"\r\n\r\n"):
                if named := _PHASE.match(asked):
                    phase = named[1].decode()
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                    continue
                await asyncio.sleep(random.uniform(*DELAY))
                writer.write(_reply(asked, body(host, phase), holds=phase == "unchanged"))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secure.load_cert_chain(certificate)
    names = [str(FIRST_HOST + number) for number in range(hosts)]
    ports = []
    for context in (None, secure):
        first = await asyncio.start_server(answer, names[0], 0, ssl=context, backlog=512)
        ports.append(first.sockets[0].getsockname()[1])
        if names[1:]:
            await asyncio.start_server(answer, names[1:], ports[-1], ssl=context)
    print(*ports, flush=True)
    await asyncio.Event().wait()


def _reply(asked: bytes, body: bytes, *, holds: bool) -> bytes:
    etag = b'"%s"' % hashlib.md5(body, usedforsecurity=False).hexdigest().encode()
    known = _ASKED.search(asked)
    if holds and known and known[1].strip() == etag:
        return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: %s\r\nContent-Length: %d\r\n\r\n" % (etag, len(body))
    return head + body


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), sys.argv[2], (lambda *_: FLAT_BODY) if sys.argv[3] == "flat" else feed))
