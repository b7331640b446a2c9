"""The commands `backup` and `restore`: copies of the embedded database, by hand, by a timer, or at intervals."""

import argparse
import asyncio
import os
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from ..clock import Clock
from ..config import Config
from ..core.errors import BadSetting, NotRecorded
from ..host import FOLDER_MODE, open_private
from ..store.schema import MIGRATIONS
from ..store.sqlite_copy import copy_database
from .bilingual import bilingual

DATABASE = "pingyi.db"
KEPT_WITH_COPIES = ("secret", "admin-key")
"""Without these a restored server has other join codes and another admin link. The signing key is worth a seal, so it
is copied by hand only."""
MISSING = {"secret": "without_secret", "admin-key": "without_admin_key", "signing-key": "without_signing_key"}
"""What a restored server does without each of the keys."""
LOGS = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps beside a database in use."""
NAME = re.compile(r"pingyi-\d{8}-\d{6}\.db")
DURATION = re.compile(r"([1-9]\d{0,5})(s|m|h)")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


async def backup(config: Config, flags: argparse.Namespace) -> int:
    """A consistent copy of the main database, without the ballots of open rounds: one file, or files named by their
    time in a folder, of which the newest are kept. Raises BadSetting."""
    if config.database_url is not None:
        raise BadSetting("use_pg_dump", "PINGYI_DATABASE_URL")
    if (flags.file is None) == (flags.to is None):
        raise BadSetting("file_or_folder", "--to")
    _require_outside(config.data, Path(flags.file or flags.to))
    if flags.file is not None:
        copy_database(config.data / DATABASE, Path(flags.file))
        print(f"{flags.file} ({bilingual('without_open_rounds')})")
        return 0
    every, keep = _duration(flags.every), _number(flags.keep)
    _copy_to(config, Path(flags.to), keep)
    while every is not None:
        await asyncio.sleep(every.total_seconds())
        try:
            _copy_to(config, Path(flags.to), keep)
        except (BadSetting, NotRecorded) as error:  # a full disk may be emptied
            print(f"{Clock(config.zone).stamp()} {bilingual('backup_failed')}: {error}", file=sys.stderr)
    return 0


def _require_outside(data: Path, target: Path) -> None:
    if target.resolve().is_relative_to(data.resolve()):
        raise BadSetting("inside_data", str(target), path=data)


def _copy_to(config: Config, folder: Path, keep: int | None) -> None:
    target = folder / f"pingyi-{Clock(config.zone).local():%Y%m%d-%H%M%S}.db"
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        for name in KEPT_WITH_COPIES:
            if (config.data / name).exists():
                _copy_private(config.data / name, folder / name)
    except OSError as error:
        raise BadSetting("unwritable", str(error.filename or folder), error.strerror) from None
    copy_database(config.data / DATABASE, target)
    copies = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    for path in copies[:-keep] if keep is not None else ():
        path.unlink()
    print(f"{target} ({bilingual('without_open_rounds')})", flush=True)


def _copy_private(source: Path, target: Path, unfinished: Path | None = None) -> None:
    """Whatever is at `target` is replaced and never written into: it may be a link, or a file that others can read."""
    part = unfinished or target.with_name(f"{target.name}.{os.getpid()}")
    part.unlink(missing_ok=True)
    with source.open("rb") as whole, open(part, "xb", opener=open_private) as copy:
        shutil.copyfileobj(whole, copy)
    part.replace(target)


def _duration(text: str | None) -> timedelta | None:
    """`60s`, `5m` or `1h`."""
    if text is None:
        return None
    match = DURATION.fullmatch(text)
    if match is None:
        raise BadSetting("not_a_duration", "--every", value=text)
    return timedelta(**{UNITS[match[2]]: int(match[1])})


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise BadSetting("not_a_number", "--keep", value=text)
    return int(text)


async def restore(config: Config, flags: argparse.Namespace) -> int:
    """Put a copy into a data folder without a database, with the keys that lie next to the copy. Raises BadSetting."""
    source = Path(flags.file)
    if config.database_url is not None:
        raise BadSetting("use_pg_restore", "PINGYI_DATABASE_URL")
    _require_no_database(config.data)
    _require_readable(source)
    keys = _keys_beside(source)
    try:
        config.data.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        for key in keys:
            if not (config.data / key.name).exists():
                _copy_private(key, config.data / key.name)
        unfinished = config.data / f"{DATABASE}.before-0.part"  # a name that belongs into the folder
        _copy_private(source, config.data / DATABASE, unfinished)
    except OSError as error:
        raise BadSetting("unwritable", str(error.filename or config.data), error.strerror) from None
    print(f"{config.data / DATABASE}\n{bilingual('restored')}")
    for name, effect in MISSING.items():
        if not (config.data / name).exists():
            print(f"{name}: {bilingual(effect)}")
    return 0


def _require_no_database(data: Path) -> None:
    """Nor the log of one: SQLite would write it into the restored database."""
    if (data / DATABASE).exists():
        raise BadSetting("has_database", "PINGYI_DATA", path=data)
    for suffix in LOGS:
        if (log := data / f"{DATABASE}{suffix}").exists():
            raise BadSetting("has_log", "PINGYI_DATA", path=log)


def _keys_beside(source: Path) -> list[Path]:
    """Raises BadSetting for a key, or a link to one, of another owner than the copy's: in a folder that several people
    use, anybody could have laid it there to know it."""
    keys = [source.parent / name for name in MISSING if (source.parent / name).is_file()]
    for key in keys:
        if key.lstat().st_uid != source.stat().st_uid:
            raise BadSetting("key_of_another", "restore", path=key)
    return keys


def _require_readable(source: Path) -> None:
    """Raises BadSetting unless the file is an undamaged database of this version or an earlier one, and complete."""
    if not source.is_file():
        raise BadSetting("no_file", "restore", path=source)
    if (log := source.with_name(f"{source.name}-wal")).exists() and log.stat().st_size:
        raise BadSetting("incomplete_backup", str(source), path=log)
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            ((version,),) = db.execute("PRAGMA user_version")
            ((state,),) = db.execute("PRAGMA quick_check(1)")
            db.execute("SELECT count(*) FROM meeting")
    except sqlite3.Error as error:
        raise BadSetting("not_a_backup", str(source), error) from None
    if state != "ok" or not version > 0:
        raise BadSetting("not_a_backup", str(source), None if state == "ok" else state)
    if version > len(MIGRATIONS):
        raise BadSetting("newer_backup", str(source))
