"""One PostgreSQL database that many nodes share: a connection pool, transactions, and the meaning of its errors.

Knows no table but `revision`: every change to a meeting locks its row there and increments it.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import lru_cache
from typing import Any

import asyncpg

from .. import fault_injection
from ..core.errors import BadSetting, Damaged, NotRecorded, Refused
from .database import Check, ConstraintViolation, Row
from .postgres_session import COMMAND_TIMEOUT, CONNECT_TIMEOUT, OPTIONS, apply_settings, check_server
from .schema import MIGRATIONS, statements

POOL_SIZE = 12
MIGRATION_LOCK = 0x50696E67
"""Number of the advisory lock held during migrations."""
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
        """Raises BadSetting if the server cannot be reached, is too old, or might confirm what is not durable."""
        try:
            await check_server(url)
            return cls(url, await _pool(url))
        except (ValueError, NotRecorded, *CONNECTION_ERRORS) as error:
            raise BadSetting("unusable", "PINGYI_DATABASE_URL", error or type(error).__name__) from None

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

    async def migrate(self, check: Check) -> bool:
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
            migrated = 0 < int(version) < len(MIGRATIONS)
            if migrated:
                await check(db)
            return migrated

    def copies(self) -> list[str]:
        """None: the operator makes them with pg_dump (docs/cluster.md)."""
        return []

    def discard_copies(self) -> bool:
        return True

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
    return await asyncpg.create_pool(
        url, min_size=1, max_size=POOL_SIZE, init=apply_settings, reset=_keep_session, **OPTIONS
    )


async def _keep_session(db: Any) -> None:
    """Skip the reset between uses: no session state is changed here, and a reset costs a round trip."""
