"""Nodes on one database: in this loop (`pair`), or as processes to be killed (`node`)."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from server.clock import Clock
from server.core import tokens
from tests.harness import Hosted, Process, hosted

SECRET = "a secret that nodes share between them"
Started = Callable[..., Process]


@asynccontextmanager
async def nodes(
    folder: Path, database: str, count: int = 2, clock: Clock | None = None
) -> AsyncIterator[list[Hosted]]:
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(
                hosted(folder / str(number), clock, database_url=database, secret=SECRET.encode())
            )
            for number in range(count)
        ]


async def node(started: Started, folder: Path, database: str, **env: str) -> Process:
    """A process, ready. Its admin key follows from the secret."""
    process = started(folder, PINGYI_DATABASE_URL=database, PINGYI_SECRET=SECRET, **env)
    await process.ready()
    process.admin = tokens.admin_key(SECRET.encode())
    return process
