"""A connection to PostgreSQL, directly or through a pooler that pools by session, that makes every commit durable.

Settings are applied with SET after connecting, because poolers refuse unknown startup parameters, and then read back.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from ..core.errors import BadSetting, NotRecorded

CONNECT_TIMEOUT = 5.0
"""Seconds."""
COMMAND_TIMEOUT = 30.0
"""Seconds that an answer may take before its connection is closed."""
MIN_SERVER_VERSION = 130000
"""PostgreSQL 13, the first with 64-bit transaction numbers (xid8)."""
PROBES = 5
"""How often the two connections of `_refuse_transaction_pooler` change turns: a pooler that picks at random stays
unnoticed once in 1,000 times."""
OPTIONS: dict[str, Any] = {
    "timeout": CONNECT_TIMEOUT,
    "command_timeout": COMMAND_TIMEOUT,
    "target_session_attrs": "read-write",
}
"""`target_session_attrs`: of several servers in the address, use the primary."""
SETTINGS = {
    "application_name": "pingyi",
    "synchronous_commit": "on",
    "idle_in_transaction_session_timeout": "10s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
"""`synchronous_commit`: a receipt needs a durable commit, whatever the role's or database's default. Timeouts and
keepalives: if a node loses power or network during a transaction, its locks are free within seconds."""
APPLY = "; ".join(f"SET {name} = '{value}'" for name, value in SETTINGS.items())
READ_BACK = "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
DURABLE = {"fsync": ("on",), "synchronous_commit": ("on", "remote_apply")}
"""The values under which a commit is on disk before it is confirmed."""
POOLER_ERRORS = (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)
"""What happens to prepared statements that a pooler sends to another session than the one they were made in."""


async def connect(url: str) -> Any:
    """Raises NotRecorded if the server does not keep the settings, and what asyncpg raises."""
    db = await asyncpg.connect(url, **OPTIONS)
    try:
        await apply_settings(db)
    except BaseException:
        db.terminate()
        raise
    return db


async def apply_settings(db: Any) -> None:
    """Raises NotRecorded as `require_durable` does."""
    await db.execute(APPLY)
    await require_durable(db)


async def require_durable(db: Any) -> None:
    """Raises NotRecorded while a commit of this session might be confirmed before it is on disk."""
    for name, value in zip(("fsync", "synchronous_commit"), await db.fetchrow(READ_BACK), strict=True):
        if value not in DURABLE[name]:
            raise NotRecorded(f"PostgreSQL runs with {name} {value}: nothing is confirmed until it is on")


async def check_server(url: str) -> None:
    """Raises BadSetting if the server is too old, confirms commits that are not durable, or is behind a pooler that
    does not pool by session; and what asyncpg raises if it cannot be reached."""
    try:
        async with _probe(url) as first, _probe(url) as second:
            if int(await _fetch(first, "SELECT current_setting('server_version_num')")) < MIN_SERVER_VERSION:
                raise BadSetting("old_postgresql", "PINGYI_DATABASE_URL")
            await _refuse_transaction_pooler(first, second)
            await first.execute(APPLY)
            fsync, synchronous_commit = await first.fetchrow(READ_BACK)
            if fsync not in DURABLE["fsync"]:
                raise BadSetting("fsync_off", "PINGYI_DATABASE_URL")
            if synchronous_commit not in DURABLE["synchronous_commit"]:
                raise BadSetting("commits_not_synchronous", "PINGYI_DATABASE_URL")
    except POOLER_ERRORS:
        raise BadSetting("transaction_pooler", "PINGYI_DATABASE_URL") from None


async def _refuse_transaction_pooler(first: Any, second: Any) -> None:
    """A session has one server process for its whole life. A pooler by transaction gives one process to two sessions in
    turn, or two processes to one session, whichever idle process it picks. Two transactions at a time need two."""
    probing = asyncio.create_task(_processes(first, second))
    await asyncio.wait([probing], timeout=CONNECT_TIMEOUT)
    if not probing.done():
        # Not cancelled: a pooler may apply the cancel request to a connection of the next start.
        first.terminate()
        second.terminate()
        await asyncio.gather(probing, return_exceptions=True)
        raise BadSetting("small_pooler", "PINGYI_DATABASE_URL")
    of_first, of_second = probing.result()
    if len(of_first) > 1 or len(of_second) > 1 or of_first & of_second:
        raise BadSetting("transaction_pooler", "PINGYI_DATABASE_URL")


async def _processes(first: Any, second: Any) -> tuple[set[int], set[int]]:
    """The server processes that each of the two connections met, alone and while both were in a transaction."""
    of_first, of_second = set[int](), set[int]()
    for _ in range(PROBES):
        of_first.add(await _process(first))
        async with first.transaction(), second.transaction():
            of_first.add(await first.fetchval("SELECT pg_backend_pid()"))
            of_second.add(await second.fetchval("SELECT pg_backend_pid()"))
        of_second.add(await _process(second))
    return of_first, of_second


async def _process(db: Any) -> int:
    return int(await _fetch(db, "SELECT pg_backend_pid()"))


async def _fetch(db: Any, query: str) -> Any:
    """In a transaction, so that a pooler cannot answer the parts of one query from two sessions."""
    async with db.transaction():
        return await db.fetchval(query)


@asynccontextmanager
async def _probe(url: str) -> AsyncIterator[Any]:
    """A connection without named statements, which would fail in unclear ways behind a pooler by transaction."""
    db = await asyncpg.connect(url, statement_cache_size=0, **OPTIONS)
    try:
        yield db
    finally:
        db.terminate()
