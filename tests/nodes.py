"""Nodes on one database: in this loop (`pair`), or as processes to be killed (`node`)."""

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
    """Ready, as a load balancer asks."""
    async with AsyncExitStack() as stack:
        made = []
        for number in range(count):
            one = hosted(folder / str(number), clock, database_url=database, secret=SECRET.encode())
            made.append(await stack.enter_async_context(one))
        for host in made:
            await healthy(host)
        yield made


async def healthy(host: Host) -> None:
    async with asyncio.timeout(30):
        while (await host.http("GET", "/healthz", None)).status_code != 200:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def node(started: Started, folder: Path, database: str, **env: str) -> Process:
    """A process, ready. Its admin key follows from the secret."""
    process = started(folder, PINGYI_DATABASE_URL=database, PINGYI_SECRET=SECRET, **env)
    await process.ready()
    process.admin = tokens.admin_key(SECRET.encode())
    return process
