"""Gives the meetings that earlier versions stored their checksums."""

from . import checksums, meeting_log
from .database import Connection
from .rows import named, state_of


async def compute_checksums(db: Connection) -> None:
    """Raises Damaged if a log line does not continue the line before."""
    for row in await db.fetch("SELECT id, phase, version, body, digest FROM meeting"):
        state = state_of(row)
        with named(state):
            await checksums.begin(db, state.id, await meeting_log.check(db, state.id))
