"""A real web server on 127.0.0.1 that serves the recorded feeds, with validators like a well-kept outlet's."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from bot.demo.moments import with_moments

FEEDS = Path(__file__).parent / "feeds"
ROUNDS = (1, 2)

_CONTENT_TYPES = {
    ".xml": "application/rss+xml",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rdf": "application/rdf+xml; charset=utf-8",
    ".json": "application/feed+json",
}
"""The windows-125x files say their charset in the XML prolog only, as outlets that still use one do."""


@dataclass(slots=True)
class FeedServer:
    """Serves `feeds/round1`, and from the second round on what `feeds/round2` has newer. A context manager; free port."""

    start: datetime
    round: int = ROUNDS[0]
    folder: Path = FEEDS
    _server: ThreadingHTTPServer = field(init=False)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(self))
        Thread(target=self._server.serve_forever, name="demo feeds", daemon=True, kwargs={"poll_interval": 0.05}).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def document(self, name: str) -> bytes | None:
        """The feed file as it stands in this round, dates told; None when there is none of that name."""
        if Path(name).name != name:
            return None
        newest = (self.folder / f"round{number}" / name for number in range(self.round, 0, -1))
        path = next((path for path in newest if path.is_file()), None)
        return with_moments(path.read_bytes(), self.start) if path else None


def _answering(server: FeedServer) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # http.server finds methods by this name
            name = urlsplit(self.path).path.removeprefix("/")
            document = server.document(name)
            if document is None:
                self._say(HTTPStatus.NOT_FOUND)
                return
            etag = f'"{hashlib.sha256(document).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == etag:
                self._say(HTTPStatus.NOT_MODIFIED, etag)
            else:
                self._say(HTTPStatus.OK, etag, document, _CONTENT_TYPES.get(Path(name).suffix, "application/octet-stream"))

        def _say(self, status: HTTPStatus, etag: str = "", body: bytes = b"", content_type: str = "text/plain") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if etag:
                self.send_header("ETag", etag)
            if body:
                self.send_header("Content-Type", content_type)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The demo shows what was fetched; the server keeps quiet."""

    return Answer
