"""Fixtures for every test: one event loop's backend, and a server on a fresh data folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.harness import Hosted, TestClock, hosted


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
async def host(tmp_path: Path, clock: TestClock, anyio_backend: str) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path, clock) as running:
        yield running
