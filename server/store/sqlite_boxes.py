"""The boxes and keys of the rounds that run, as files: made, found again, destroyed for good."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from .. import fault_injection
from ..core.errors import Damaged, NotRecorded
from ..core.sealing import KEY_BYTES, RoundKey
from .ballot_box import CommitCounters
from .schema import FILE_BOX, statements
from .sqlite import Sqlite
from .sqlite_box import SqliteBox

CHECKPOINT = 20_000
"""Pages of log before they are moved into the file; a box does not live long."""


class SqliteBoxes:
    """`boxes/ROUND.db` and `keys/ROUND`, the keys in no backup."""

    alone = True

    def __init__(self, folder: Path) -> None:
        self._boxes, self._keys = folder / "boxes", folder / "keys"
        self.undone: set[str] = set()
        self.unscrubbed = False
        self.commits = CommitCounters()
        for path in (self._boxes, self._keys):
            path.mkdir(mode=0o700, exist_ok=True)
            path.chmod(0o700)

    async def create(self, meeting: str, round_id: str) -> SqliteBox:
        """The key is on disk before the box, and both before the round may open; or neither is left there."""
        try:
            _write_durably(self._keys / round_id, os.urandom(KEY_BYTES))
            return await self._fill(await self._connect(round_id))
        except BaseException as error:
            await self.destroy(round_id)
            if isinstance(error, OSError):
                raise NotRecorded(str(error)) from error
            raise

    async def _fill(self, box: SqliteBox) -> SqliteBox:
        try:
            async with box.database.write() as db:
                for statement in statements(FILE_BOX):
                    await db.execute(statement)
                await db.execute("INSERT INTO paper VALUES (0, ?)", box.hidden(0))
            _sync(self._boxes)
            box.needs_catch_up = False
        except BaseException:
            await box.close()
            raise
        return box

    async def open(self, meeting: str, round_id: str) -> SqliteBox:
        """Raises Damaged, naming the file, where the box or its key is missing or not readable."""
        for path in (self._keys / round_id, self._path(round_id)):
            if not path.exists():
                raise Damaged(f"{path} is missing")
        box = await self._connect(round_id)
        try:
            await box.recount()
        except BaseException:
            await box.close()
            raise
        return box

    async def _connect(self, round_id: str) -> SqliteBox:
        key = (self._keys / round_id).read_bytes()
        if len(key) != KEY_BYTES:
            raise Damaged(f"{self._keys / round_id} is not a round's key")
        database = await Sqlite.open(self._path(round_id), CHECKPOINT)
        return SqliteBox(round_id=round_id, key=RoundKey(key), database=database, commits=self.commits)

    async def destroy(self, round_id: str) -> None:
        """The box with its log first, then the key, each for good. What the disk does not let go of is
        in `undone`, to be tried again."""
        self.undone.add(round_id)
        with suppress(OSError):
            self._destroy(round_id)
            self.undone.discard(round_id)

    def _destroy(self, round_id: str) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path(round_id).with_name(f"{round_id}.db{suffix}").unlink(missing_ok=True)
            fault_injection.point("unlinked")
        _sync(self._boxes)
        fault_injection.point("box-unlinked")
        key = self._keys / round_id
        if key.exists():
            with suppress(OSError):  # a disk that takes no write may still let go of a name
                _write_durably(key, os.urandom(KEY_BYTES))
            key.unlink()
            fault_injection.point("key-unlinked")
            _sync(self._keys)
            fault_injection.point("key-gone")

    async def scrub(self) -> None:
        """A file that is overwritten and unlinked needs no more."""

    async def left(self) -> set[str]:
        """Rounds that still have a box or a key on disk."""
        return {path.name.split(".")[0] for folder in (self._boxes, self._keys) for path in folder.iterdir()}

    def _path(self, round_id: str) -> Path:
        return self._boxes / f"{round_id}.db"


def _write_durably(path: Path, octets: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    fault_injection.point("key-made")
    try:
        if os.write(descriptor, octets) != len(octets):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path.name)
        fault_injection.point("key-written")
        os.fsync(descriptor)
        fault_injection.point("key-synced")
    finally:
        os.close(descriptor)
    _sync(path.parent)
    fault_injection.point("key-named")


def _sync(folder: Path) -> None:
    """Names in a folder are durable after this; Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
