"""Fixtures for every test: the event loop's backend, a server on a fresh data folder, PostgreSQL."""

import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from server.backend import open_backend
from server.config import Config
from tests.harness import Hosted, Process, Start, TestClock, hosted
from tests.postgres_server import PostgresServer, postgres, programs
from tests.proof_scale import everyday
from tests.spare_workers import end_spare_workers
from tests.store.places import SECRET, Place

PROOFS = Path(__file__).with_name("proofs")

# The server, its browser and every process that a test starts are in one zone, and not in UTC, of which the desk warns.
os.environ["TZ"] = "Asia/Shanghai"
time.tzset()

# The tests' PostgreSQL has no TLS. asyncpg would ask for it first, and a connection that is given up in the middle of
# that leaves an exception that nobody reads.
os.environ["PGSSLMODE"] = "disable"

# On a shared machine the duration of an example says nothing.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The proofs first: a long test at the end would leave the other workers without work."""
    cache = getattr(config, "cache", None)
    failed_last = cache.get("cache/lastfailed", {}) if cache else {}
    left_out = everyday(items, {*config.args, *failed_last})
    config.hook.pytest_deselected(items=sorted(left_out, key=lambda item: item.nodeid))
    items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: PROOFS not in item.path.parents)


def pytest_sessionfinish() -> None:
    end_spare_workers()


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


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Reports a figure for the table of promises: what was tried how often, with which result."""

    def report(figure: str) -> None:
        request.node.user_properties.append(("figure", figure))

    return report


@pytest.fixture
def started() -> Iterator[Callable[..., Process]]:
    """Starts a Process, which is killed when the test ends."""
    processes: list[Process] = []

    def start(*place: Any, **env: Any) -> Process:
        processes.append(Process(*place, **env))
        return processes[-1]

    yield start
    for process in processes:
        if process.child.stdout is not None and not process.child.stdout.closed:
            process.kill()


# PostgreSQL: one server a worker, a new database a test


@pytest.fixture(scope="session")
def shared_server() -> Iterator[PostgresServer]:
    if programs() is None:
        pytest.skip("no PostgreSQL on this machine")
    with postgres() as server:
        yield server


@pytest.fixture
async def database(shared_server: PostgresServer, anyio_backend: str) -> AsyncIterator[str]:
    await shared_server.ready()
    yield await shared_server.database()


@pytest.fixture
async def own(anyio_backend: str) -> AsyncIterator[PostgresServer]:
    """A PostgreSQL that the test may stop."""
    with postgres() as server:
        await server.ready()
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
async def start(request: pytest.FixtureRequest, tmp_path: Path, clock: TestClock) -> Start:
    """Starts a server, each time on the same database, as after a restart."""
    if request.param == "sqlite":
        return lambda: hosted(tmp_path, clock)
    server = request.getfixturevalue("shared_server")
    await server.ready()
    url = await server.database()
    return lambda: hosted(tmp_path, clock, database_url=url, secret=SECRET)


@pytest.fixture(params=["sqlite", "postgres"])
async def place(request: pytest.FixtureRequest, tmp_path: Path, anyio_backend: str) -> AsyncIterator[Place]:
    url = None
    if request.param == "postgres":
        server = request.getfixturevalue("shared_server")
        await server.ready()
        url = await server.database()
    config = Config(data=tmp_path, database_url=url, secret=SECRET)
    where = Place(config, await open_backend(config))
    try:
        yield where
    finally:
        for box in where.boxes:
            await box.close()
        await where.backend.store.close()
