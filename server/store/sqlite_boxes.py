"""The boxes and keys of running rounds as files: created, opened, destroyed for good."""

import errno
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from .. import fault_injection
from ..core.errors import Damaged, NotRecorded
from ..core.sealing import BOX_FORMAT, KEY_BYTES, RoundKey
from ..host import FOLDER_MODE, open_private, set_mode, sync_file, sync_folder
from . import sqlite_box_v1
from .ballot_box import CommitCounters
from .database import Connection
from .schema import BOX_FILE, statements
from .sqlite import Sqlite
from .sqlite_box import SqliteBox

CHECKPOINT_PAGES = 20_000
"""Pages of write-ahead log before they are copied into the file. A box is short-lived."""


class SqliteBoxes:
    """`boxes/ROUND.db` and `keys/ROUND`; backups contain no keys. A box's format is its `PRAGMA user_version`, where 0
    stands for format 1."""

    single_process = True

    def __init__(self, folder: Path) -> None:
        self._boxes, self._keys = folder / "boxes", folder / "keys"
        self.undestroyed: set[str] = set()
        self.scrub_pending = False
        self.commits = CommitCounters()
        for path in (self._boxes, self._keys):
            path.mkdir(mode=FOLDER_MODE, exist_ok=True)
            set_mode(path, FOLDER_MODE)

    async def create(self, meeting: str, round_id: str) -> SqliteBox:
        try:
            _write_durably(self._keys / round_id, os.urandom(KEY_BYTES))
            key, database = self._key(round_id), await self._connect(round_id)
            return await self._fill(self._box(round_id, RoundKey(key), database))
        except BaseException as error:
            await self.destroy(round_id)
            if isinstance(error, OSError):
                raise NotRecorded(str(error)) from error
            raise

    async def _fill(self, box: SqliteBox) -> SqliteBox:
        try:
            async with box.database.write() as db:
                for statement in statements(BOX_FILE):
                    await db.execute(statement)
                await db.execute("INSERT INTO paper VALUES (0, ?)", box.seal_invalid(box.turnout))
                await db.execute(f"PRAGMA user_version = {BOX_FORMAT:d}")
            sync_folder(self._boxes)
            box.needs_catch_up = False
        except BaseException:
            await box.close()
            raise
        return box

    async def open(self, meeting: str, round_id: str) -> SqliteBox:
        for path in (self._keys / round_id, self._path(round_id)):
            if not path.exists():
                raise Damaged(f"{path} is missing")
        key, database = self._key(round_id), await self._connect(round_id)
        try:
            box = self._box(round_id, RoundKey(key, await self._format(database)), database)
            await database.check_integrity()
            await box.reload_turnout()
            await box.check_tags()
        except BaseException:
            await database.close()
            raise
        return box

    async def check(self, db: Connection, meeting: str, round_id: str) -> None:
        box = await self.open(meeting, round_id)
        try:
            await box.ballots()
        finally:
            await box.close()

    def _key(self, round_id: str) -> bytes:
        path = self._keys / round_id
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise Damaged(f"{path} is not a round's key")
        return key

    async def _connect(self, round_id: str) -> Sqlite:
        return await Sqlite.open(self._path(round_id), CHECKPOINT_PAGES)

    async def _format(self, database: Sqlite) -> int:
        """The format of an existing box, made ready for the queries."""
        async with database.read() as db:
            ((version,),) = await db.fetch("PRAGMA user_version")
        if version > BOX_FORMAT:
            raise Damaged(f"{database.path} was written by a newer version")
        if version == 0:
            await database.define(sqlite_box_v1.VIEWS)
        return version or 1

    def _box(self, round_id: str, key: RoundKey, database: Sqlite) -> SqliteBox:
        return SqliteBox(round_id=round_id, key=key, database=database, commits=self.commits)

    async def destroy(self, round_id: str) -> None:
        """The box and its write-ahead log first, then the key."""
        self.undestroyed.add(round_id)
        with suppress(OSError):
            self._destroy(round_id)
            self.undestroyed.discard(round_id)

    def _destroy(self, round_id: str) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path(round_id).with_name(f"{round_id}.db{suffix}").unlink(missing_ok=True)
            fault_injection.point("unlinked")
        sync_folder(self._boxes)
        fault_injection.point("box-unlinked")
        key = self._keys / round_id
        if key.exists():
            with suppress(OSError):  # a full disk may refuse the write but still allow the unlink
                _write_durably(key, os.urandom(KEY_BYTES))
            key.unlink()
            fault_injection.point("key-unlinked")
            sync_folder(self._keys)
            fault_injection.point("key-gone")

    async def scrub(self) -> None:
        """Nothing to do: `destroy` overwrites the key before it unlinks it."""

    async def orphaned_rounds(self, running: Collection[str] = ()) -> set[str]:
        files = (path for folder in (self._boxes, self._keys) for path in folder.iterdir())
        return {path.name.split(".")[0] for path in files}.difference(running)

    async def unopened_rounds(self) -> set[str]:
        """None: no other process opens rounds."""
        return set()

    def _path(self, round_id: str) -> Path:
        return self._boxes / f"{round_id}.db"


def _write_durably(path: Path, octets: bytes) -> None:
    descriptor = open_private(path, os.O_WRONLY | os.O_CREAT)
    fault_injection.point("key-made")
    try:
        if os.write(descriptor, octets) != len(octets):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path.name)
        fault_injection.point("key-written")
        sync_file(descriptor)
        fault_injection.point("key-synced")
    finally:
        os.close(descriptor)
    sync_folder(path.parent)
    fault_injection.point("key-named")
