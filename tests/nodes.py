"""Nodes on one database: in this event loop (`nodes`), or as a process that can be killed (`node`)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from server.clock import Clock
from server.core import tokens
from tests.harness import Host, Hosted, Process, hosted

SECRET = "a secret that nodes share between them"
Started = Callable[..., Process]


@asynccontextmanager
async def nodes(folder: Path, database: str, count: int = 2, clock: Clock | None = None) -> AsyncIterator[list[Hosted]]:
    """Nodes that answer the health check of a load balancer."""
    async with AsyncExitStack() as stack:
        hosts = []
        for number in range(count):
            one = hosted(folder / str(number), clock, database_url=database, secret=SECRET.encode())
            hosts.append(await stack.enter_async_context(one))
        for host in hosts:
            await healthy(host)
        yield hosts


async def healthy(host: Host) -> None:
    async with asyncio.timeout(30):
        while (await host.http("GET", "/healthz", None)).status_code != 200:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def node(started: Started, folder: Path, database: str, **env: str) -> Process:
    """A process that is ready. Its admin key is derived from the secret."""
    process = started(folder, PINGYI_DATABASE_URL=database, PINGYI_SECRET=SECRET, **env)
    await process.ready()
    process.admin = tokens.admin_key(SECRET.encode())
    return process
