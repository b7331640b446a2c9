"""One PostgreSQL for all tests of a worker; each test that asks gets a database of its own."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.cluster.server import PostgresServer, postgres, programs


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    if programs() is None:
        pytest.skip("no PostgreSQL on this machine")
    with postgres(tmp_path_factory.mktemp("pg", numbered=True)) as server:
        yield server


@pytest.fixture
async def database(shared_server: PostgresServer, anyio_backend: str) -> AsyncIterator[str]:
    await shared_server.ready()
    yield await shared_server.database()
