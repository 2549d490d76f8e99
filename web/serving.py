"""The one door to uvicorn: the pages on an address, until told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from news.errors import ConfigError


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the house's: it stops everything in order, us among it."""
        yield


async def serve_pages(app: Starlette, listen: str, stop: asyncio.Event) -> None:
    """Answer on "host:port" until `stop` is set. Raises `ConfigError` when the address is taken or none of this machine's."""
    host, _, port = listen.rpartition(":")
    config = uvicorn.Config(
        app,
        host=host.strip("[]"),
        port=int(port),
        lifespan="off",
        log_config=None,
        access_log=False,  # the address is the key; it stands in no log
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
        limit_concurrency=200,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving
    except SystemExit as error:  # what uvicorn makes of an address it cannot listen on
        raise ConfigError(f"TELLAL_WEB_LISTEN: cannot listen on {listen}; is another program there?") from error
    finally:
        server.should_exit = True
        stopping.cancel()
