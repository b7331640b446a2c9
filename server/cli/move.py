"""`pingyi move`: copies meetings to another database row by row, compares the copy, then deletes the original.

A meeting with an open round stays: only the node that has the round's key can open its ballot box.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..backend import database
from ..config import Config, address_of_database
from ..core.errors import BadSetting, Damaged, Refused
from ..core.rounds import RUNNING
from ..data_directory import lock
from ..meetings.load_check import LoadCheck
from ..store import queries
from ..store.database import ConstraintViolation, Database, Row
from ..store.schema import OF_A_MEETING
from ..store.store import Store
from .bilingual import bilingual


async def move(config: Config, flags: argparse.Namespace) -> int:
    """Move the named meetings, or all. Raises BadSetting, Damaged, NotRecorded, or Refused for the first meeting that
    cannot be moved.
    """
    with _locked(flags.source) as source_config, _locked(flags.target) as target_config:
        source = await database(source_config)
        try:
            target = await database(target_config)
            try:
                await _move_meetings(source, target, flags)
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


async def _move_meetings(source: Database, target: Database, flags: argparse.Namespace) -> None:
    source_store, target_store = Store(source), Store(target)
    for store, each in ((source_store, source), (target_store, target)):
        await store.purge_deleted(deep=await each.migrate(LoadCheck()))
    for meeting in flags.meetings or [state.id for state in await source_store.meeting_states()]:
        await _copy_meeting(source, target, meeting)
        if await source_store.archived(meeting) != await target_store.archived(meeting):
            await target_store.delete(meeting)
            raise Damaged(f"meeting {meeting}: the copy differs from the original and was deleted")
        if not flags.keep:
            await source_store.delete(meeting)
        state, rounds, _, _ = await target_store.counted(meeting)
        ballots = sum(counted.round.counts.returned for counted in rounds)
        moved = bilingual("moved", rounds=len(rounds), ballots=ballots)
        print(f"{meeting} “{state.meeting.title}”: {moved}")


async def _copy_meeting(source: Database, target: Database, meeting: str) -> None:
    """Raises Refused `not_found`, `round_open`, or `stale` if the target already has this meeting."""
    rows: dict[str, list[Row]] = {}
    async with source.read() as db:
        if await queries.read_state(db, meeting) is None:
            raise Refused("not_found")
        if any(round.state in RUNNING for round, _ in await queries.read_rounds(db, meeting)):
            raise Refused("round_open")
        rows["meeting"] = await db.fetch("SELECT * FROM meeting WHERE id = ?", meeting)
        for table in OF_A_MEETING:
            rows[table] = await db.fetch(f"SELECT * FROM {table} WHERE meeting = ?", meeting)
    async with target.write(meeting) as db:
        try:
            for table, table_rows in rows.items():
                if table_rows:
                    marks = ", ".join("?" * len(table_rows[0]))
                    await db.executemany(f"INSERT INTO {table} VALUES ({marks})", table_rows)
        except ConstraintViolation:
            raise Refused("stale") from None
