"""One PostgreSQL for all tests of a worker; each test that asks gets a database of its own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from server.backend import open_backend
from server.config import Config
from tests.cluster.places import SECRET, Place
from tests.cluster.server import PostgresServer, postgres, programs


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
        await where.one.store.close()
