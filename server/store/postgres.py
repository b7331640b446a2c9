"""One PostgreSQL database that many nodes share: a pool of connections, transactions, and what its errors mean.

Knows no table but `revision`, whose row of a meeting every change of it locks and counts.
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

POOL = 12
CONNECT = 5.0
"""Seconds that a new connection may take."""
OLDEST = 130000
"""PostgreSQL 13, the first that tells whole transaction numbers (xid8)."""
MIGRATING = 0x50696E67
"""The advisory lock that migrations are applied under."""
ANSWER = 30.0
"""Seconds that an answer may take before its connection is given up."""
WAY: dict[str, Any] = {
    "timeout": CONNECT,
    "command_timeout": ANSWER,
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
"""A receipt is given for what is durable only, whatever the database's own default is; of several servers in the
address the one that is the primary now is taken. A node that loses its power or its network in the middle of a
transaction is given up within seconds, with the locks that it holds."""
AWAY = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, AttributeError)
"""What asyncpg raises; the last where a connection is ended under its hands. A TimeoutError is an OSError."""
CHANGED = """INSERT INTO revision VALUES ($1, 1)
    ON CONFLICT (meeting) DO UPDATE SET number = revision.number + 1"""

log = logging.getLogger("pingyi")
_MARK = re.compile(r"\?")


@lru_cache(1000)
def numbered(query: str) -> str:
    """`?` as PostgreSQL's `$1`, `$2` …"""
    parts = _MARK.split(query)
    return "".join(f"{part}${n}" for n, part in enumerate(parts[:-1], 1)) + parts[-1]


@contextmanager
def translate_errors() -> Iterator[None]:
    """PostgreSQL's errors in the words of the error tree; a constraint that refuses is a Clash."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as error:
        raise ConstraintViolation(str(error)) from error
    except AWAY as error:
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
    """`changed` is called after every transaction that was committed here: others are to be told."""

    name = "PostgreSQL"

    def __init__(self, url: str, pool: Any) -> None:
        self.url, self._pool = url, pool
        self.changed: Callable[[], None] = lambda: None

    @classmethod
    async def open(cls, url: str) -> "Postgres":
        """Raises BadSetting where there is none, or one too old or one that may lose what it confirmed."""
        try:
            database = cls(url, await _pool(url))
        except (ValueError, *AWAY) as error:
            raise BadSetting(f"PINGYI_DATABASE_URL: cannot be used: {error or type(error).__name__}") from None
        async with database.lent() as db:
            version, fsync = await db.fetchrow(
                "SELECT current_setting('server_version_num')::int, current_setting('fsync')"
            )
        if version < OLDEST:
            await database.close()
            raise BadSetting("PINGYI_DATABASE_URL: PostgreSQL 13 or later is needed")
        if fsync != "on":
            log.warning("PostgreSQL runs with fsync off: a power cut loses ballots that were confirmed")
        return database

    async def close(self) -> None:
        try:
            async with asyncio.timeout(CONNECT):
                await self._pool.close()
        except AWAY:
            self._pool.terminate()

    async def renew(self) -> None:
        """Give up every connection: the server behind them does not answer. What was under way is refused,
        never confirmed. Raises NotRecorded while there is no server."""
        with translate_errors():
            fresh = await _pool(self.url)
        old, self._pool = self._pool, fresh
        old.terminate()

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Any]:
        """A connection of asyncpg's, outside any transaction."""
        with translate_errors():
            async with self._pool.acquire(timeout=ANSWER) as db:
                try:
                    yield db
                except (Refused, ConstraintViolation, Damaged):
                    raise
                except Exception:  # whatever asyncpg thinks of it after that, nobody gets this connection again
                    _end(db)
                    raise

    @asynccontextmanager
    async def write(self, meeting: str | None = None) -> AsyncIterator[PostgresConnection]:
        async with self.lent() as db:
            async with db.transaction():
                fault_injection.point("begun")
                if meeting is not None:
                    await db.execute(CHANGED, meeting)
                yield PostgresConnection(db)
                fault_injection.point("written")
            fault_injection.point("committed")
        self.changed()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[PostgresConnection]:
        async with self.lent() as db, db.transaction(isolation="repeatable_read", readonly=True):
            yield PostgresConnection(db)

    async def migrate(self) -> None:
        async with self.write() as db:
            await db.fetch("SELECT pg_advisory_xact_lock(?)", MIGRATING)
            await db.execute("CREATE TABLE IF NOT EXISTS migrated(number INTEGER PRIMARY KEY)")
            ((done,),) = await db.fetch("SELECT coalesce(max(number), 0) FROM migrated")
            if done > len(MIGRATIONS):
                raise Damaged("the PostgreSQL database was written by a newer version")
            for number, migration in enumerate(MIGRATIONS[done:], done + 1):
                for statement in statements(migration.both + migration.shared, postgres=True):
                    await db.execute(statement)
                await db.execute("INSERT INTO migrated VALUES (?)", number)

    async def vacuum(self, table: str) -> None:
        """Write a small table anew without its deleted rows. NotRecorded where somebody holds on to it."""
        async with self.lent() as db:
            await db.execute("SET lock_timeout = '2s'")
            try:
                await db.execute(f"VACUUM FULL {table}")
            finally:
                await db.execute("RESET lock_timeout")

    async def purge_deleted(self, deep: bool = False) -> bool:
        """PostgreSQL's own vacuum and its log decide when deleted bytes leave the disk (docs/cluster.md)."""
        return True


def _end(db: Any) -> None:
    with suppress(asyncpg.InterfaceError):  # it was ended under our hands
        db.terminate()


async def _pool(url: str) -> Any:
    return await asyncpg.create_pool(url, min_size=1, max_size=POOL, reset=_as_it_is, **WAY)


async def _as_it_is(db: Any) -> None:
    """Nothing here changes a connection, so nothing is to be put back."""
