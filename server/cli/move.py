"""`pingyi move`: copies meetings to another database row by row, compares the copy, then deletes the original.

A meeting with an open round stays: only the node that has the round's key can open its ballot box.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..backend import database
from ..clock import Clock
from ..config import Config, address_of_database
from ..core.admin_keys import BY_COMMAND
from ..core.errors import BadSetting, Damaged, Refused
from ..core.rounds import RUNNING
from ..data_directory import lock
from ..meetings.load_check import LoadCheck
from ..store import instance_log, queries
from ..store.database import Connection, ConstraintViolation, Database, Row, first
from ..store.schema import OF_A_MEETING
from ..store.store import Store
from .bilingual import bilingual

MEETING_COLUMNS = "id, phase, version, body, digest, rotating"
"""Those that a meeting keeps; its number is given by the database that has it."""


async def move(config: Config, flags: argparse.Namespace) -> int:
    """Move the named meetings, or all. Raises BadSetting, Damaged, NotRecorded, or Refused for the first meeting that
    cannot be moved.
    """
    with _locked(flags.source) as source_config, _locked(flags.target) as target_config:
        source = await database(source_config)
        try:
            target = await database(target_config)
            try:
                await _move_meetings(source, target, flags, Clock(config.zone).stamp())
            finally:
                await target.close()
        finally:
            await source.close()
    return 0


@contextmanager
def _locked(place: str) -> Iterator[Config]:
    """The configuration of a data folder, locked against servers, or of a PostgreSQL database."""
    if "://" in place:
        yield Config(database_url=address_of_database("--from/--to", place))
        return
    config = Config(data=Path(place))
    if not (config.data / "pingyi.db").exists():
        raise BadSetting("no_database", "--from/--to", path=place)
    with lock(config):
        yield config


async def _move_meetings(source: Database, target: Database, flags: argparse.Namespace, now: str) -> None:
    source_store, target_store = Store(source), Store(target)
    for store, each in ((source_store, source), (target_store, target)):
        await store.purge_deleted(deep=await each.migrate(LoadCheck()))
    for meeting in flags.meetings or await source_store.meetings_of(None):
        await _copy_meeting(source, target, meeting, now)
        if await source_store.archived(meeting) != await target_store.archived(meeting):
            await target_store.delete(meeting, now, BY_COMMAND)
            raise Damaged(f"meeting {meeting}: the copy differs from the original and was deleted")
        if not flags.keep:
            await source_store.delete(meeting, now, BY_COMMAND, "move-out")
        state, rounds, _, _ = await target_store.counted(meeting)
        ballots = sum(counted.round.counts.returned for counted in rounds)
        moved = bilingual("moved", rounds=len(rounds), ballots=ballots)
        print(f"{meeting} “{state.meeting.title}”: {moved}")


async def _copy_meeting(source: Database, target: Database, meeting: str, now: str) -> None:
    """With the admin key that it belongs to, if the target has not got it. Raises Refused `not_found`, `round_open`,
    `stale` if the target already has this meeting, or `key_name_taken` if another key there has that name."""
    rows: dict[str, list[Row]] = {}
    async with source.read() as db:
        if await queries.read_state(db, meeting) is None:
            raise Refused("not_found")
        if any(round.state in RUNNING for round, _ in await queries.read_rounds(db, meeting)):
            raise Refused("round_open")
        ((*columns, owner),) = await db.fetch(f"SELECT {MEETING_COLUMNS}, owner FROM meeting WHERE id = ?", meeting)
        key = None if owner is None else await first(db, "SELECT * FROM admin_key WHERE id = ?", owner)
        for table in OF_A_MEETING:
            rows[table] = await db.fetch(f"SELECT * FROM {table} WHERE meeting = ?", meeting)
    async with target.write(meeting) as db:
        if key is not None:
            await _copy_key(db, key, now)
        number = await instance_log.next_meeting_number(db)
        try:
            await _insert(db, f"meeting({MEETING_COLUMNS}, owner, number)", [(*columns, owner, number)])
            for table, table_rows in rows.items():
                await _insert(db, table, table_rows)
        except ConstraintViolation:
            raise Refused("stale") from None
        await instance_log.append(db, now, BY_COMMAND, "move-in", number, {"to": owner})


async def _copy_key(db: Connection, key: Row, now: str) -> None:
    """The target's log says that the key opens something there from now on."""
    id, _, name = key[:3]
    if await db.fetch("SELECT 1 FROM admin_key WHERE id = ?", id):
        return
    try:
        await _insert(db, "admin_key", [key])
    except ConstraintViolation:
        raise Refused("key_name_taken", name=name) from None
    await instance_log.append(db, now, BY_COMMAND, "add-key", None, {"key": id, "name": name})


async def _insert(db: Connection, table: str, rows: Sequence[Row]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        await db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
