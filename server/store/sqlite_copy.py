"""Consistent copies of a SQLite database that may be in use: backups, and the copy made before a migration."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from ..core.errors import BadSetting
from ..host import open_private, sync_file
from .sqlite_errors import translate_errors


def copy_database(source: Path, target: Path) -> None:
    """With what is still in the write-ahead log; without the digests that recognise a retried cast, which must be gone
    ten minutes after the close (PROMISES P27). Raises BadSetting if `target` exists or cannot be written; a failed copy
    leaves no file."""
    if not source.exists():
        raise BadSetting("path_missing", "PINGYI_DATA", path=source)
    try:
        os.close(open_private(target, os.O_RDWR | os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        raise BadSetting("file_exists", str(target)) from None
    except OSError as error:
        raise BadSetting("unwritable", str(target), error.strerror) from None
    try:
        with translate_errors(Path(f"{source.name} → {target.name}")), closing(sqlite3.connect(source)) as db:
            db.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(target),))  # a name need not be valid UTF-8
            _delete_retries(target)
        with target.open("rb+") as copy:
            sync_file(copy.fileno())
    except BaseException:
        target.unlink()
        raise


def _delete_retries(copy: Path) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode=MEMORY; PRAGMA secure_delete=ON; DELETE FROM retry;")


def copy_before_migration(source: Path, version: int) -> None:
    """Copy the database of schema `version` to `pingyi.db.before-VERSION`. An older copy of that name is replaced: the
    migration it was made for failed, and the database has been used since."""
    target = source.with_name(f"{source.name}.before-{version}")
    unfinished = target.with_name(f"{target.name}.part")
    for path in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
        path.unlink(missing_ok=True)
    copy_database(source, unfinished)
    unfinished.replace(target)


def copies_before_migrations(source: Path) -> list[Path]:
    return sorted(source.parent.glob(f"{source.name}.before-*"))
