"""One PostgreSQL database that many nodes share: a connection pool, transactions, and the meaning of its errors.

Knows no table but `revision`: every change to a meeting locks its row there and increments it.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import lru_cache
from typing import Any

import asyncpg

from .. import fault_injection
from ..core.errors import BadSetting, Damaged, NotRecorded, Refused
from .database import ConstraintViolation, Row
from .schema import MIGRATIONS, statements

POOL_SIZE = 12
CONNECT_TIMEOUT = 5.0
"""Seconds."""
COMMAND_TIMEOUT = 30.0
"""Seconds that an answer may take before its connection is closed."""
MIN_SERVER_VERSION = 130000
"""PostgreSQL 13, the first with 64-bit transaction numbers (xid8)."""
MIGRATION_LOCK = 0x50696E67
"""Number of the advisory lock held during migrations."""
CONNECT_OPTIONS: dict[str, Any] = {
    "timeout": CONNECT_TIMEOUT,
    "command_timeout": COMMAND_TIMEOUT,
    "server_settings": {
        "application_name": "pingyi",
        "synchronous_commit": "on",
        "idle_in_transaction_session_timeout": "10s",
        "tcp_keepalives_idle": "5",
        "tcp_keepalives_interval": "2",
        "tcp_keepalives_count": "3",
    },
    "target_session_attrs": "read-write",
}
"""`synchronous_commit`: a receipt needs a durable commit, whatever the database's default. `target_session_attrs`: of
several servers in the address, use the primary. Timeouts and keepalives: if a node loses power or network during a
transaction, its locks are free within seconds."""
CONNECTION_ERRORS = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    AttributeError,
)
"""What asyncpg raises; AttributeError if a connection is closed during a call. A TimeoutError is an OSError."""
COUNT_REVISION = """INSERT INTO revision VALUES ($1, 1)
    ON CONFLICT (meeting) DO UPDATE SET number = revision.number + 1"""

log = logging.getLogger("pingyi")
_PLACEHOLDER = re.compile(r"\?")


@lru_cache(1000)
def numbered(query: str) -> str:
    """Replace each `?` by PostgreSQL's `$1`, `$2` …"""
    parts = _PLACEHOLDER.split(query)
    return "".join(f"{part}${n}" for n, part in enumerate(parts[:-1], 1)) + parts[-1]


@contextmanager
def translate_errors() -> Iterator[None]:
    """Raise asyncpg's errors as ours."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as error:
        raise ConstraintViolation(str(error)) from error
    except CONNECTION_ERRORS as error:
        raise NotRecorded(f"PostgreSQL: {error or type(error).__name__}") from error


class PostgresConnection:
    __slots__ = ("_db",)

    def __init__(self, db: Any) -> None:
        self._db = db

    async def fetch(self, query: str, *values: object) -> list[Row]:
        with translate_errors():
            return [tuple(row) for row in await self._db.fetch(numbered(query), *values)]

    async def execute(self, query: str, *values: object) -> int:
        with translate_errors():
            changed = str(await self._db.execute(numbered(query), *values)).rpartition(" ")[2]
            return int(changed) if changed.isdigit() else 0

    async def executemany(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        with translate_errors():
            await self._db.executemany(numbered(query), list(rows))


class Postgres:
    """`on_commit` is called after every transaction committed by this node, to notify the others."""

    name = "PostgreSQL"

    def __init__(self, url: str, pool: Any) -> None:
        self.url, self._pool = url, pool
        self.on_commit: Callable[[], None] = lambda: None

    @classmethod
    async def open(cls, url: str) -> "Postgres":
        """Raises BadSetting if the server cannot be reached or is too old."""
        try:
            database = cls(url, await _pool(url))
        except (ValueError, *CONNECTION_ERRORS) as error:
            raise BadSetting(f"PINGYI_DATABASE_URL: cannot be used: {error or type(error).__name__}") from None
        async with database.connection() as db:
            version, fsync = await db.fetchrow(
                "SELECT current_setting('server_version_num')::int, current_setting('fsync')"
            )
        if version < MIN_SERVER_VERSION:
            await database.close()
            raise BadSetting("PINGYI_DATABASE_URL: PostgreSQL 13 or later is needed")
        if fsync != "on":
            log.warning("PostgreSQL runs with fsync off: a power cut loses ballots that were confirmed")
        return database

    async def close(self) -> None:
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                await self._pool.close()
        except CONNECTION_ERRORS:
            self._pool.terminate()

    async def reconnect(self) -> None:
        """Replace all connections, because the server behind them does not answer. Transactions in progress fail, none
        is confirmed. Raises NotRecorded while no server answers."""
        with translate_errors():
            pool = await _pool(self.url)
        old, self._pool = self._pool, pool
        old.terminate()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        """An asyncpg connection outside any transaction."""
        with translate_errors():
            async with self._pool.acquire(timeout=COMMAND_TIMEOUT) as db:
                try:
                    yield db
                except (Refused, ConstraintViolation, Damaged):
                    raise
                except Exception:  # the connection may be broken even if asyncpg considers it usable
                    _terminate(db)
                    raise

    @asynccontextmanager
    async def write(self, meeting: str | None = None) -> AsyncIterator[PostgresConnection]:
        async with self.connection() as db:
            async with db.transaction():
                fault_injection.point("begun")
                if meeting is not None:
                    await db.execute(COUNT_REVISION, meeting)
                yield PostgresConnection(db)
                fault_injection.point("written")
            fault_injection.point("committed")
        self.on_commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[PostgresConnection]:
        async with self.connection() as db, db.transaction(isolation="repeatable_read", readonly=True):
            yield PostgresConnection(db)

    async def migrate(self) -> bool:
        async with self.write() as db:
            await db.fetch("SELECT pg_advisory_xact_lock(?)", MIGRATION_LOCK)
            await db.execute("CREATE TABLE IF NOT EXISTS migrated(number INTEGER PRIMARY KEY)")
            ((version,),) = await db.fetch("SELECT coalesce(max(number), 0) FROM migrated")
            if version > len(MIGRATIONS):
                raise Damaged("the PostgreSQL database was written by a newer version")
            for number, migration in enumerate(MIGRATIONS[version:], version + 1):
                for statement in statements(migration.both + migration.shared, postgres=True):
                    await db.execute(statement)
                if migration.convert is not None:
                    await migration.convert(db)
                await db.execute("INSERT INTO migrated VALUES (?)", number)
            return 0 < int(version) < len(MIGRATIONS)

    async def vacuum(self, table: str) -> None:
        """Rewrite a small table without its deleted rows. Raises NotRecorded if a transaction holds a lock on it."""
        async with self.connection() as db:
            await db.execute("SET lock_timeout = '2s'")
            try:
                await db.execute(f"VACUUM FULL {table}")
            finally:
                await db.execute("RESET lock_timeout")

    async def purge_deleted(self, deep: bool = False) -> bool:
        """Nothing to do: PostgreSQL's vacuum and WAL settings decide when deleted bytes leave the disk
        (docs/cluster.md)."""
        return True


def _terminate(db: Any) -> None:
    with suppress(asyncpg.InterfaceError):  # it was closed meanwhile
        db.terminate()


async def _pool(url: str) -> Any:
    return await asyncpg.create_pool(url, min_size=1, max_size=POOL_SIZE, reset=_keep_session, **CONNECT_OPTIONS)


async def _keep_session(db: Any) -> None:
    """Skip the reset between uses: no session state is changed here, and a reset costs a round trip."""
