"""PostgreSQL behind a real pgbouncer, and with settings under which it confirms what is not on disk."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from server.core.errors import BadSetting, NotRecorded
from server.store.postgres import Postgres
from server.store.postgres_session import connect
from tests.harness import ROOT, Host, code, crowd, receipt
from tests.nodes import SECRET, node, nodes
from tests.pgbouncer import pgbouncer, program
from tests.postgres_server import PostgresServer, postgres
from tests.proof_scale import scaled, spread
from tests.voters import Started, moved

pytestmark = [pytest.mark.anyio, pytest.mark.skipif(program() is None, reason="no pgbouncer on this machine")]

POOLS = [
    {"default_pool_size": 50},
    {"default_pool_size": 50, "server_round_robin": 1},
    {"default_pool_size": 2},
    {"default_pool_size": 1},
]
LAZY = {"wal_writer_delay": "10s", "synchronous_commit": "off"}
"""Under these a commit that does not wait for the disk is lost for certain if the server stops at once."""


def start_error(url: str, folder: Path) -> str:
    """The one line with which the server refuses to start."""
    env = {**os.environ, "PINGYI_DATABASE_URL": url, "PINGYI_SECRET": SECRET}
    command = [sys.executable, "-m", "server", "--port", "0", "--data", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert ended.returncode == 2 and ended.stdout == "", ended
    (line,) = ended.stderr.splitlines()
    return str(line)


async def test_nodes_work_behind_a_pooler_by_session(
    tmp_path: Path, shared_server: PostgresServer, database: str, proof: Callable[[str], None]
) -> None:
    """P53: two nodes follow each other through pgbouncer; its server connections keep our settings."""
    with pgbouncer(shared_server, database, pool_mode="session") as url:
        async with nodes(tmp_path, url) as (a, b):
            made = await a.make(admission="cards")
            async with made.chair() as chair, moved(made, b).screen() as screen, crowd(made, 6) as phones:
                round_id = await chair.open(made.ids()[:1])
                await screen.hear("round", id=round_id, state="open")
                answers = await asyncio.gather(*(phone.cast(round_id, 8) for phone in phones))
                assert all(map(receipt, answers))
                await chair.do("close", round=round_id)
                await screen.hear("round", id=round_id, state="closed")
            assert (await moved(made, b).tally(draft=True))["parts"][0]["subjects"][0]["ballots"] == 6
    proof("pgbouncer by session: two nodes, 6 ballots, all counted")


@pytest.mark.parametrize("mode", ["transaction", "statement"])
async def test_a_pooler_that_does_not_pool_by_session_is_refused_in_one_line(
    tmp_path: Path, shared_server: PostgresServer, database: str, mode: str
) -> None:
    """P53: with exit status 2, which names the setting."""
    with pgbouncer(shared_server, database, pool_mode=mode) as url:
        line = await asyncio.to_thread(start_error, url, tmp_path)
    assert line.startswith("pingyi: PINGYI_DATABASE_URL: ") and mode in line


@asynccontextmanager
async def busy(url: str, clients: int) -> AsyncIterator[None]:
    """Other programs that use the same pool, a short transaction after another."""

    async def work() -> None:
        db = await asyncpg.connect(url, statement_cache_size=0)
        try:
            while True:
                async with db.transaction():
                    await db.execute("SELECT 1")
        finally:
            db.terminate()

    tasks = [asyncio.create_task(work()) for _ in range(clients)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("settings", spread(POOLS, 2), ids=str)
async def test_a_pooler_by_transaction_is_recognised_however_it_picks_its_connections(
    shared_server: PostgresServer, database: str, settings: dict[str, int], proof: Callable[[str], None]
) -> None:
    """P53: idle or busy, with one server connection or many, last in first out or in turn."""
    tries = scaled(3, 25)
    with pgbouncer(shared_server, database, pool_mode="transaction", **settings) as url:
        for number in range(tries):
            async with busy(url, 3 * (number % 2) * (settings["default_pool_size"] > 2)):
                with pytest.raises(BadSetting, match="pooler"):
                    await Postgres.open(url)
    proof(f"{tries} starts behind a pooler by transaction with {settings}: all refused")


async def test_a_pooler_by_session_is_never_mistaken(
    shared_server: PostgresServer, database: str, proof: Callable[[str], None]
) -> None:
    """P53: also while other programs use it."""
    tries = scaled(3, 25)
    with pgbouncer(shared_server, database, pool_mode="session", server_round_robin=1) as url:
        for number in range(tries):
            async with busy(url, 3 * (number % 2)):
                await (await Postgres.open(url)).close()
    proof(f"{tries} starts behind a pooler by session: all accepted")


@pytest.fixture
def unsafe() -> Iterator[PostgresServer]:
    with postgres({"fsync": "off"}) as server:
        yield server


async def test_a_database_without_fsync_is_refused_in_one_line(tmp_path: Path, unsafe: PostgresServer) -> None:
    """P53: exit status 2."""
    await unsafe.ready()
    line = await asyncio.to_thread(start_error, unsafe.url(), tmp_path)
    assert line.startswith("pingyi: PINGYI_DATABASE_URL: ") and "fsync" in line


@pytest.mark.scaled(1)
@pytest.mark.parametrize("pooled", [False, True])
async def test_no_ballot_is_lost_where_the_role_and_the_server_switch_synchronous_commit_off(
    tmp_path: Path, started: Started, pooled: bool, proof: Callable[[str], None]
) -> None:
    """P53: the server stops at once after the last receipt; every acknowledged ballot is there afterwards."""
    count = scaled(20, 200)
    with postgres(LAZY) as server, ExitStack() as stack:
        await server.ready()
        await server.told("ALTER ROLE pingyi SET synchronous_commit = off")
        url = stack.enter_context(pgbouncer(server, server.url(), pool_mode="session")) if pooled else server.url()
        host = await node(started, tmp_path, url)
        made = await host.make(admission="cards")
        async with made.chair() as chair, crowd(made, count) as phones:
            round_id = await chair.open(made.ids()[:1])
            answers = await asyncio.gather(*(phone.cast(round_id, 8) for phone in phones))
            server.stop(signal.SIGQUIT)
        host.kill()
        server.start()
        await server.ready()
        db = await asyncpg.connect(server.url())
        stored = await db.fetchval("SELECT count(*) FROM box_ballot")
        await db.close()
        assert sum(map(receipt, answers)) == count == stored
    proof(f"synchronous_commit off for role and server, {'pooled' if pooled else 'direct'}: {count} of {count} kept")


async def healthy(host: Host, status: int) -> None:
    async with asyncio.timeout(30):
        while (await host.http("GET", "/healthz", None)).status_code != status:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_nothing_is_acknowledged_while_fsync_is_off_in_a_running_database(
    tmp_path: Path, own: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P53: phones keep their ballots; voting goes on once it is on again."""
    monkeypatch.setattr("server.store.postgres_box.RETRY_SECONDS", 0.5)
    async with nodes(tmp_path, own.url(), 1) as (host,):
        made = await host.make(admission="cards")
        async with made.chair() as chair, crowd(made, 2) as (first, second):
            round_id = await chair.open(made.ids()[:1])
            assert receipt(await first.cast(round_id, 8))
            await own.told("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
            await healthy(host, 503)
            assert code(await second.cast(round_id, 7, b"n" * 16)) == "not_recorded"
            await own.told("ALTER SYSTEM RESET fsync", "SELECT pg_reload_conf()")
            await healthy(host, 200)
            assert receipt(await second.cast(round_id, 7, b"n" * 16))


async def test_a_session_whose_settings_were_lost_acknowledges_nothing(database: str) -> None:
    """P53: a pooler that is switched to transactions while it runs would do this."""
    from server.store.postgres_session import require_durable

    db = await connect(database)
    await require_durable(db)
    await db.execute("SET synchronous_commit = off")
    with pytest.raises(NotRecorded, match="synchronous_commit"):
        await require_durable(db)
    await db.close()
