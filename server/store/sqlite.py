"""One SQLite file: a writer and a reader connection, transactions, and what its errors mean.

Knows no table. A full or failing disk is NotRecorded, a malformed file Damaged.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import aiosqlite

from .. import fault_injection
from ..core.errors import Damaged, NotRecorded
from .database import ConstraintViolation, Row
from .schema import MIGRATIONS, statements

CACHE = 65_536
"""kB of pages that a writer may keep; taken only as a file grows."""
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """SQLite's errors in the words of the error tree; a constraint that refuses is a Clash."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ConstraintViolation(str(error)) from error
    except sqlite3.OperationalError as error:
        raise NotRecorded(f"{path.name}: {error}") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter where a broken name is to be told
        raise Damaged(f"{path.name}: {error}") from error


async def connect(path: Path) -> aiosqlite.Connection:
    db = await aiosqlite.connect(path, isolation_level=None)
    try:
        await db.executescript(PRAGMAS)
    except BaseException:
        await db.close()
        raise
    return db


class SqliteConnection:
    """Clash where a constraint refuses, also in the middle of a transaction; other errors as SQLite has them."""

    __slots__ = ("_db",)

    def __init__(self, db: aiosqlite.Connection) -> None:
        self._db = db

    async def fetch(self, query: str, *values: object) -> list[Row]:
        return list(await self._db.execute_fetchall(query, values))  # type: ignore[arg-type]

    async def execute(self, query: str, *values: object) -> int:
        try:
            return (await self._db.execute(query, values)).rowcount
        except sqlite3.IntegrityError as error:
            raise ConstraintViolation(str(error)) from error

    async def executemany(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        try:
            await self._db.executemany(query, rows)
        except sqlite3.IntegrityError as error:
            raise ConstraintViolation(str(error)) from error


class Sqlite:
    """Reads see committed data only: they go through a connection of their own."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self.path, self.name = path, path.name
        self._writer, self._reader = writer, reader
        self._writing, self._reading = asyncio.Lock(), asyncio.Lock()
        self._write, self._read = SqliteConnection(writer), SqliteConnection(reader)

    @classmethod
    async def open(cls, path: Path, checkpoint: int = 1000) -> "Sqlite":
        """`checkpoint`: pages of write-ahead log before they are moved into the file."""
        with translate_errors(path):
            writer = await connect(path)
            try:
                await writer.execute(f"PRAGMA wal_autocheckpoint = {checkpoint:d}")
                await writer.execute(f"PRAGMA cache_size = -{CACHE:d}")
                fault_injection.point("connected")
                return cls(path, writer, await connect(path))
            except BaseException:
                await writer.close()
                raise

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()

    @asynccontextmanager
    async def write(self, meeting: str | None = None) -> AsyncIterator[SqliteConnection]:
        """One transaction, all or nothing; there is one writer at a time for all meetings."""
        async with self._writing:
            with translate_errors(self.path):
                try:
                    await self._writer.execute("BEGIN IMMEDIATE")
                    fault_injection.point("begun")
                    yield self._write
                    fault_injection.point("written")
                    await self._writer.execute("COMMIT")
                    fault_injection.point("committed")
                except BaseException:
                    await asyncio.shield(_rolled_back(self._writer))
                    raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteConnection]:
        async with self._reading:
            with translate_errors(self.path):
                try:
                    await self._reader.execute("BEGIN")
                    yield self._read
                finally:
                    await asyncio.shield(_rolled_back(self._reader))

    async def migrate(self) -> None:
        async with self.write() as db:
            # The whole check: it holds every row against the indexes, so that none is lost by a changed byte.
            ((ok,),) = await db.fetch("PRAGMA integrity_check(1)")
            if ok != "ok":
                raise Damaged(f"{self.name}: {ok}")
            ((done,),) = await db.fetch("PRAGMA user_version")
            if done > len(MIGRATIONS):
                raise Damaged(f"{self.name} was written by a newer version")
            for number, migration in enumerate(MIGRATIONS[done:], done + 1):
                for statement in statements(migration.both):
                    await db.execute(statement)
                await db.execute(f"PRAGMA user_version = {number}")

    async def purge_deleted(self, deep: bool = False) -> bool:
        """Move the log into the file and truncate it, so that deleted bytes leave the disk. False where
        the disk is full or another process reads. `deep`: write the file anew as well; SQLite overwrites what
        is deleted, but not what a row left behind where it stood before its page was split."""
        async with self._writing, self._reading:
            fault_injection.point("checkpoint")
            try:
                if deep:
                    await self._writer.execute("VACUUM")
                ((busy, _, _),) = await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.OperationalError:
                return False
            return not busy


async def _rolled_back(db: aiosqlite.Connection) -> None:
    """Whatever was begun is undone. Queued also where the task was cancelled: it runs after what it undoes."""
    with suppress(sqlite3.OperationalError):  # there was no transaction
        await db.execute("ROLLBACK")
