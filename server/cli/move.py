"""`pingyi move`: a meeting from one database to another, row by row, compared before it leaves the first.

Not while a round runs: a ballot box is opened where its key is, and nowhere else.
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
from ..store import queries
from ..store.database import ConstraintViolation, Database, Row
from ..store.schema import OF_A_MEETING
from ..store.store import Store

Rows = dict[str, list[Row]]


async def move(config: Config, flags: argparse.Namespace) -> int:
    """Each meeting named, or all. Raises BadSetting, Damaged, NotRecorded, and Refused of the one that cannot."""
    with _place(flags.source) as source, _place(flags.target) as target:
        here = await database(source)
        try:
            there = await database(target)
            try:
                return await _moved(here, there, flags)
            finally:
                await there.close()
        finally:
            await here.close()


@contextmanager
def _place(text: str) -> Iterator[Config]:
    """A data folder, which no server may be using, or the address of a PostgreSQL."""
    if "://" in text:
        yield Config(database_url=address_of_database("--from/--to", text))
        return
    config = Config(data=Path(text))
    if not (config.data / "pingyi.db").exists():
        raise BadSetting(f"'{text}': no pingyi.db there; start the server once with that folder")
    with lock(config):
        yield config


async def _moved(here: Database, there: Database, flags: argparse.Namespace) -> int:
    source, target = Store(here), Store(there)
    for one in (here, there):
        await one.migrate()
    wanted = flags.meetings or [state.id for state in await source.meeting_states()]
    for meeting in wanted:
        await copied(here, there, meeting)
        if await source.archived(meeting) != await target.archived(meeting):
            await target.delete(meeting)
            raise Damaged(f"meeting {meeting} did not arrive as it left")
        if not flags.keep:
            await source.delete(meeting)
        state, rounds, _, _ = await target.counted(meeting)
        ballots = sum(one.round.counts.returned for one in rounds)
        print(f"{meeting} “{state.meeting.title}”: {len(rounds)} 轮 / rounds, {ballots} 票 / ballots")
    return 0


async def copied(here: Database, there: Database, meeting: str) -> None:
    """Refused `not_found`, `round_open`, or `stale` where the other database has this meeting already."""
    async with here.read() as db:
        if await queries.read_state(db, meeting) is None:
            raise Refused("not_found")
        if any(round.state in RUNNING for round, _ in await queries.read_rounds(db, meeting)):
            raise Refused("round_open")
        rows: Rows = {"meeting": await db.fetch("SELECT * FROM meeting WHERE id = ?", meeting)}
        for table in OF_A_MEETING:
            rows[table] = await db.fetch(f"SELECT * FROM {table} WHERE meeting = ?", meeting)
    async with there.write(meeting) as db:
        try:
            for table, found in rows.items():
                if found:
                    marks = ", ".join("?" * len(found[0]))
                    await db.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
        except ConstraintViolation:
            raise Refused("stale") from None
