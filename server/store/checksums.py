"""Checksums over the rows of a meeting that carry none themselves: its cards, its rounds as a set, the spent tokens of
each round, and the end of its log.

SQLite's check of the file does not notice a changed byte that keeps the order of keys, and PostgreSQL has none unless
its data checksums are on. A row whose meeting or round is changed is missing from every query, so a digest in the row
itself would not do. A checksum is the sum of one number for each row: a change of few rows changes it without reading
the others, and it tells neither their order nor which belong together.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import msgpack

from ..core.errors import Damaged
from .database import Connection, Row, first

CARDS, ROUNDS, SPENT = "cards", "rounds", "spent"
QUERIES = {
    CARDS: ("SELECT digest, voters, batch, recuse, void, during, minute FROM token WHERE meeting = ?",),
    ROUNDS: (
        "SELECT id, number, state, digest FROM round WHERE meeting = ?",
        "SELECT subject, round FROM standing WHERE meeting = ?",
    ),
    SPENT: ("SELECT round, count(*) FROM spent WHERE meeting = ? GROUP BY round",),
}
"""The rows under each checksum, a column of the table `checksum`. Of spent tags only the number is a figure of the
reconciliation; it costs one pass over an index. A migration that changes these rows must change the sums with them."""
MODULUS = 1 << 62
"""So that the sum of two numbers fits an integer of either database."""


async def begin(db: Connection, meeting: str, chain: str = "") -> None:
    """Of a new meeting, or of one that has its rows and the end of its log already."""
    sums = [await _present(db, meeting, kind) % MODULUS for kind in (CARDS, ROUNDS, SPENT)]
    await db.execute("INSERT INTO checksum VALUES (?, ?, ?, ?, ?)", meeting, *sums, chain)


async def add(db: Connection, meeting: str, kind: str, rows: Iterable[Row]) -> None:
    """Count in rows that are being inserted, with the columns of the first query of their kind."""
    await _add(db, meeting, kind, _sum(0, rows))


@asynccontextmanager
async def changing(db: Connection, meeting: str, *kinds: str) -> AsyncIterator[None]:
    """Around any other change. What was damaged before stays a mismatch."""
    before = {kind: await _present(db, meeting, kind) for kind in kinds}
    yield
    for kind in kinds:
        await _add(db, meeting, kind, await _present(db, meeting, kind) - before[kind])


async def check(db: Connection, meeting: str, *kinds: str) -> None:
    """Raises Damaged unless the rows are those that were written."""
    for kind in kinds:
        row = await first(db, f"SELECT {kind} FROM checksum WHERE meeting = ?", meeting)
        if row is None or row[0] != await _present(db, meeting, kind) % MODULUS:
            raise Damaged(f"{kind} of meeting {meeting}")


async def last_chain(db: Connection, meeting: str) -> str | None:
    """The hash of the last log line, empty without one; None if the meeting has no checksums."""
    row = await first(db, "SELECT chain FROM checksum WHERE meeting = ?", meeting)
    return row[0] if row else None


async def set_last_chain(db: Connection, meeting: str, chain: str) -> None:
    await db.execute("UPDATE checksum SET chain = ? WHERE meeting = ?", chain, meeting)


async def _add(db: Connection, meeting: str, kind: str, difference: int) -> None:
    query = f"UPDATE checksum SET {kind} = ({kind} + ?) % {MODULUS} WHERE meeting = ?"
    await db.execute(query, difference % MODULUS, meeting)


async def _present(db: Connection, meeting: str, kind: str) -> int:
    """The sum over the rows that are there; in a thread, as a meeting may have 100,000 cards."""
    fetched = [await db.fetch(query, meeting) for query in QUERIES[kind]]
    return await asyncio.to_thread(lambda: sum(_sum(number, rows) for number, rows in enumerate(fetched)))


def _sum(query: int, rows: Iterable[Row]) -> int:
    """`query` tells equal rows of two queries apart."""
    packed = (msgpack.packb((query, *row)) for row in rows)
    return sum(int.from_bytes(hashlib.sha256(row).digest()[:8]) >> 2 for row in packed)
