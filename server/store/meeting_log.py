"""The log of a meeting: a chain in which each line's hash covers the line before.

Each function runs inside its caller's transaction.
"""

import hashlib
import json

from ..core.canonical_json import canonical_json
from ..core.errors import Damaged
from ..core.record import RECORDING_ACTS, UNRECORDED_ACTS, LogHead, replaced_record
from . import checksums
from .database import Connection, first
from .rows import LogEntry, readable


async def read(db: Connection, meeting: str) -> list[dict[str, object]]:
    query = "SELECT number, at, role, act, detail, chain FROM log WHERE meeting = ? ORDER BY number"
    rows = await db.fetch(query, meeting)
    with readable(f"log of meeting {meeting}"):
        return [
            {"n": n, "at": at, "role": role, "act": act, "detail": json.loads(detail), "chain": chain}
            for n, at, role, act, detail, chain in rows
        ]


async def last_line(db: Connection, meeting: str) -> tuple[int, str, str]:
    """Number, time and chain hash of the newest log line; (0, "", "") without one. Raises Damaged if the hash does not
    match, or if it is not the line that was written last."""
    query = "SELECT number, at, role, act, detail, chain FROM log WHERE meeting = ? ORDER BY number DESC LIMIT 2"
    rows = list(await db.fetch(query, meeting))
    last_chain = await checksums.last_chain(db, meeting)
    if not rows and last_chain == "":
        return 0, "", ""
    if not rows or rows[0][5] != last_chain:
        raise Damaged(f"log of meeting {meeting}")
    (number, at, role, act, detail, chain), before = rows[0], rows[1][5] if len(rows) > 1 else ""
    if _chain(before, canonical_json([meeting, number, at, role, act]), detail) != chain:
        raise Damaged(f"log of meeting {meeting}")
    return number, at, chain


async def head(db: Connection, meeting: str) -> LogHead:
    """Raises Damaged as `last_line` does."""
    at = (await last_line(db, meeting))[1]
    unrecorded = ", ".join(f"'{act}'" for act in UNRECORDED_ACTS)
    query = f"SELECT chain FROM log WHERE meeting = ? AND act NOT IN ({unrecorded}) ORDER BY number DESC LIMIT 1"
    chain = await first(db, query, meeting)
    recording = ", ".join(f"'{act}'" for act in RECORDING_ACTS)
    query = f"SELECT act, detail FROM log WHERE meeting = ? AND act IN ({recording}) ORDER BY number"
    decisions = await db.fetch(query, meeting)
    records = (record for act, detail in decisions for record in replaced_record(act, json.loads(detail)))
    return LogHead(at, chain[0] if chain else "", tuple(records))


async def append(db: Connection, meeting: str, entry: LogEntry) -> None:
    """Append a line. Its hash covers the previous line's, so no line can be changed or removed unnoticed.
    Sets `entry.chain`."""
    number, _, before = await last_line(db, meeting)
    detail = canonical_json(entry.detail)
    chain = _chain(before, canonical_json([meeting, number + 1, entry.at, entry.role, entry.act]), detail)
    row = (meeting, number + 1, entry.at, entry.role, entry.act, detail, chain)
    entry.chain = chain
    await db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
    await checksums.set_last_chain(db, meeting, chain)


async def check(db: Connection, meeting: str) -> str:
    """Every line and its order; returns the last hash, empty without a line. Raises Damaged."""
    query = "SELECT number, at, role, act, detail, chain FROM log WHERE meeting = ? ORDER BY number"
    before = ""
    for number, at, role, act, detail, chain in await db.fetch(query, meeting):
        if _chain(before, canonical_json([meeting, number, at, role, act]), detail) != chain:
            raise Damaged(f"log of meeting {meeting}")
        before = chain
    return before


def _chain(before: str, head: str, detail: str) -> str:
    """SHA-256 of the previous hash and the canonical JSON of [meeting, number, at, role, act, detail]."""
    return hashlib.sha256(f"{before}{head[:-1]},{detail}]".encode()).hexdigest()
