"""The log of the instance: who created, deleted, re-keyed or assigned which meeting, and what became of admin keys.

A chain like that of a meeting's log. It names a meeting by its number only, so that no byte of a deleted meeting stays.
Each function runs inside its caller's transaction.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..core.admin_keys import Actor
from ..core.canonical_json import canonical_json
from ..core.errors import Damaged
from .database import Connection, Row
from .rows import readable

NAME = "log of the instance"
COLUMNS = "number, at, role, admin, act, meeting, detail, chain"
ENDLESS = 2**31 - 1
"""More lines than there can be."""


@dataclass(frozen=True, slots=True)
class InstanceLine:
    """`meeting` is the number of a meeting, None for an act on a key."""

    number: int
    at: str
    by: Actor
    act: str
    meeting: int | None
    detail: Mapping[str, object]
    chain: str


async def next_meeting_number(db: Connection) -> int:
    """No number is given twice, also after a meeting was deleted. Transactions that need one wait for each other."""
    await db.execute("UPDATE instance SET meetings = meetings + 1")
    ((number,),) = await db.fetch("SELECT meetings FROM instance")
    return int(number)


async def append(
    db: Connection, at: str, by: Actor, act: str, meeting: int | None = None, detail: Mapping[str, object] | None = None
) -> None:
    """The hash of a line covers the hash of the line written last. Where that one is damaged or missing, reading says
    so; nobody is kept from creating a meeting."""
    await db.execute("UPDATE instance SET meetings = meetings")  # appends of several nodes wait for each other
    before = await _end(db)
    ((last,),) = await db.fetch("SELECT max(number) FROM instance_log")
    number, text = (last or 0) + 1, canonical_json(dict(detail or {}))
    chain = _chain(before, [number, at, by.role, by.key, act, meeting], text)
    query = f"INSERT INTO instance_log({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    await db.execute(query, number, at, by.role, by.key, act, meeting, text, chain)
    await db.execute("UPDATE instance SET chain = ?", chain)


async def read(db: Connection, before: int | None = None, most: int | None = None) -> list[InstanceLine]:
    """All lines in their order, or the newest `most` of those before line `before`. Raises Damaged if one of them does
    not continue the line before it, or if the newest one is not the one written last."""
    query = f"SELECT {COLUMNS} FROM instance_log WHERE number < ? ORDER BY number DESC LIMIT ?"
    bound = ENDLESS if before is None else before
    rows = await db.fetch(query, bound, ENDLESS if most is None else most + 1)
    if before is None and await _end(db) != (rows[0][-1] if rows else ""):
        raise Damaged(NAME)
    has_older = most is not None and len(rows) > most
    older = rows.pop() if has_older else None
    rows.reverse()
    with readable(NAME):
        _check(rows, (older[0], older[-1]) if older else (0, ""))
        return [_line(*row) for row in rows]


async def _end(db: Connection) -> str:
    """The hash of the line written last, empty before the first one."""
    rows = await db.fetch("SELECT chain FROM instance")
    if len(rows) != 1:
        raise Damaged(NAME)
    return str(rows[0][0])


def _line(
    number: int, at: str, role: str, key: str, act: str, meeting: int | None, detail: str, chain: str
) -> InstanceLine:
    return InstanceLine(number, at, Actor(role, key), act, meeting, json.loads(detail), chain)


def _check(rows: Sequence[Row], older: tuple[int, str]) -> None:
    """`older`: number and hash of the line before them. Raises Damaged."""
    last, before = older
    for *head, detail, chain in rows:
        if head[0] != last + 1 or _chain(before, head, detail) != chain:
            raise Damaged(NAME)
        last, before = head[0], chain


def _chain(before: str, head: list[object], detail: str) -> str:
    """SHA-256 of the previous hash and the canonical JSON of [number, at, role, admin, act, meeting, detail]."""
    return hashlib.sha256(f"{before}{canonical_json(head)[:-1]},{detail}]".encode()).hexdigest()
