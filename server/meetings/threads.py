"""Threads by purpose, so that no kind of work waits behind another.

Closing and tallies have the event loop's own threads (`asyncio.to_thread`), to which nothing else may be given.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

RECORDS = ThreadPoolExecutor(2, "records")
"""Composes what chair, screen and desk receive when they connect."""
DOCUMENTS = ThreadPoolExecutor(1, "documents")
"""Reads and writes meeting documents for the API. One thread: two that compute hold up the event loop twice as long."""


async def run_in(threads: ThreadPoolExecutor, function: Callable[..., T], *arguments: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(threads, function, *arguments)
