"""One SQLite file: a writer and a reader connection, transactions, and the meaning of SQLite's errors.

Knows no table. A full or failing disk is NotRecorded, a malformed file Damaged.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiosqlite

from .. import fault_injection
from ..core.errors import Damaged
from ..host import open_private
from .database import Check, ConstraintViolation, Row
from .schema import MIGRATIONS, statements
from .sqlite_copy import copies_before_migrations, copy_before_migration
from .sqlite_errors import translate_errors

CACHE_KIB = 65_536
"""Page cache limit of a writer. Memory is used only as a file grows."""
PRAGMAS = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;
PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON;
"""
"""The last two matter on macOS only, where a plain fsync leaves what was written in the disk's cache."""


async def connect(path: Path) -> aiosqlite.Connection:
    """A new file gets mode 0600; SQLite gives its log the mode of the file."""
    with suppress(OSError):  # SQLite reports it
        os.close(open_private(path, os.O_RDWR | os.O_CREAT))
    db = await aiosqlite.connect(path, isolation_level=None)
    try:
        await db.executescript(PRAGMAS)
    except BaseException:
        await db.close()
        raise
    return db


class SqliteConnection:
    """Raises ConstraintViolation, after which the transaction may go on, and other errors as SQLite does."""

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
    """Reads use a connection of their own, so they see committed data only."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self.path, self.name = path, path.name
        self._writer, self._reader = writer, reader
        self._write_lock, self._read_lock = asyncio.Lock(), asyncio.Lock()
        self._write, self._read = SqliteConnection(writer), SqliteConnection(reader)

    @classmethod
    async def open(cls, path: Path, checkpoint: int = 1000) -> "Sqlite":
        """`checkpoint`: pages of write-ahead log before they are copied into the file."""
        with translate_errors(path):
            writer = await connect(path)
            try:
                await writer.execute(f"PRAGMA wal_autocheckpoint = {checkpoint:d}")
                await writer.execute(f"PRAGMA cache_size = -{CACHE_KIB:d}")
                fault_injection.point("connected")
                return cls(path, writer, await connect(path))
            except BaseException:
                await writer.close()
                raise

    async def define(self, script: str) -> None:
        """Run a script of temporary definitions, which are private to a connection, on both connections."""
        async with self._write_lock, self._read_lock:
            with translate_errors(self.path):
                for db in (self._writer, self._reader):
                    await db.executescript(script)

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()

    @asynccontextmanager
    async def write(self, meeting: str | None = None) -> AsyncIterator[SqliteConnection]:
        """There is one writer at a time for all meetings."""
        async with self._write_lock:
            with translate_errors(self.path):
                try:
                    await self._writer.execute("BEGIN IMMEDIATE")
                    fault_injection.point("begun")
                    yield self._write
                    fault_injection.point("written")
                    await self._writer.execute("COMMIT")
                    fault_injection.point("committed")
                except BaseException:
                    await asyncio.shield(_roll_back(self._writer))
                    raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteConnection]:
        async with self._read_lock:
            with translate_errors(self.path):
                try:
                    await self._reader.execute("BEGIN")
                    yield self._read
                finally:
                    await asyncio.shield(_roll_back(self._reader))

    async def migrate(self, check: Check) -> bool:
        before = await self._version()
        if 0 < before < len(MIGRATIONS):
            await asyncio.to_thread(copy_before_migration, self.path, before)
        async with self.write() as db:
            await self._check_integrity(db)
            ((version,),) = await db.fetch("PRAGMA user_version")
            if version > len(MIGRATIONS):
                raise Damaged(f"{self.name} was written by a newer version")
            for number, migration in enumerate(MIGRATIONS[version:], version + 1):
                for statement in statements(migration.both):
                    await db.execute(statement)
                if migration.convert is not None:
                    await migration.convert(db)
                await db.execute(f"PRAGMA user_version = {number}")
            migrated = 0 < int(version) < len(MIGRATIONS)
            if migrated:
                fault_injection.point("migrated")
                await check(db)
            return migrated

    async def check_integrity(self) -> None:
        """Raises Damaged."""
        async with self.read() as db:
            await self._check_integrity(db)

    async def _check_integrity(self, db: SqliteConnection) -> None:
        """The full check, not quick_check: it also compares every row with the indexes."""
        ((integrity,),) = await db.fetch("PRAGMA integrity_check(1)")
        if integrity != "ok":
            raise Damaged(f"{self.name}: {integrity}")

    async def _version(self) -> int:
        async with self.read() as db:
            ((version,),) = await db.fetch("PRAGMA user_version")
        return int(version)

    def copies(self) -> list[str]:
        return [path.name for path in copies_before_migrations(self.path)]

    def discard_copies(self) -> bool:
        try:
            for path in copies_before_migrations(self.path):
                path.unlink(missing_ok=True)
        except OSError:  # a full or read-only disk, or on Windows somebody reads the copy
            return False
        return True

    async def purge_deleted(self, deep: bool = False) -> bool:
        """Copy the write-ahead log into the file and truncate it. `deep` also rewrites the file: `secure_delete`
        overwrites a deleted row, but not the copy it left in a page that was split since."""
        async with self._write_lock, self._read_lock:
            fault_injection.point("checkpoint")
            try:
                if deep:
                    await self._writer.execute("VACUUM")
                ((busy, _, _),) = await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.OperationalError:  # the disk is full
                return False
            return not busy  # busy: another process reads


async def _roll_back(db: aiosqlite.Connection) -> None:
    """Undo whatever was begun. If the task was cancelled, this queues behind the statement that still runs."""
    with suppress(sqlite3.OperationalError):  # no transaction was begun
        await db.execute("ROLLBACK")
