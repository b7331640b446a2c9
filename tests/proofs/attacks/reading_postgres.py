"""What the holder of a PostgreSQL database sees: tables with their hidden columns, pages with the rows deleted from
them, the write-ahead log, statistics, the server's own log.

Knows PostgreSQL's formats (13 and later, blocks of 8 kB) and nothing of `server/`.
"""

import os
import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import asyncpg

from tests.proofs.attacks.reading import octets_of

BLOCK = 8192
HEADER, LONG = 24, 40
"""Bytes before a page's content: of a table or of the log, and of the first page of a log's file."""
RECORD = 24
NORMAL, TUPLE = 1, 23
"""A line pointer that is in use; bytes of a row before its columns."""
IMAGE, SAME, HOLE, PACKED = 0x10, 0x80, 0x01, 0x1C
TRANSACTION, COMMIT = 1, 0x00
SEGMENT = re.compile(r"[0-9A-F]{24}")
HIDDEN = ("xmin", "xmax", "cmin", "ctid", "tableoid")
STATISTICS = ("pg_stats", "pg_stat_activity", "pg_stat_all_tables", "pg_stat_all_indexes", "pg_locks")

Names = Mapping[str, str]
"""Of the files of relations."""


@dataclass(frozen=True, slots=True)
class Row:
    """Bytes that came together, in the order of their places. `turn` is the transaction's: by its number, or in
    the log by its commit; 0 where none is known."""

    turn: int
    relation: str
    octets: bytes


@dataclass(slots=True)
class Picture:
    """All that was seen at one moment, by the way of looking."""

    seen: dict[str, list[Row]] = field(default_factory=dict)

    def octets(self) -> list[bytes]:
        return [row.octets for rows in self.seen.values() for row in rows]


# Through a connection


async def picture(url: str, logs: Mapping[Path, int] = MappingProxyType({}), since: int = 0) -> Picture:
    """Through a connection of the database's owner, and on its disk where that is this machine's. Logs from a byte
    on, and what was written since a place in the write-ahead log."""
    db = await asyncpg.connect(url)
    try:
        await db.execute("CHECKPOINT")
        found = Picture({"tables": await tables(db), "statistics": await statistics(db)})
        names = await files(db)
        folder = Path(await db.fetchval("SELECT setting FROM pg_settings WHERE name = 'data_directory'"))
        own = str(await db.fetchval("SELECT oid FROM pg_database WHERE datname = current_database()"))
    finally:
        await db.close()
    found.seen |= on_disk(folder, names, own, since) | {"log": list(lines(logs))}
    return found


async def files(db: "asyncpg.Connection[asyncpg.Record]") -> Names:
    rows = await db.fetch("SELECT pg_relation_filenode(oid)::text, relname FROM pg_class")
    return {row[0]: row[1] for row in rows if row[0]}


async def tables(db: "asyncpg.Connection[asyncpg.Record]") -> list[Row]:
    """Every table's rows as they lie, with xmin, xmax, cmin, ctid and tableoid."""
    found = []
    query = "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r'"
    for (table,) in await db.fetch(f"{query} AND nspname = 'public' ORDER BY relname"):
        hidden = ", ".join(f"t.{one}::text" for one in HIDDEN)
        for row in await db.fetch(f'SELECT t.*, {hidden} FROM "{table}" t ORDER BY t.ctid'):
            found.append(Row(int(row[-len(HIDDEN)]), table, b"\0".join(map(octets_of, row))))
    return found


async def statistics(db: "asyncpg.Connection[asyncpg.Record]") -> list[Row]:
    found = []
    for view in STATISTICS:
        found += [Row(0, view, row[0].encode()) for row in await db.fetch(f"SELECT t::text FROM {view} t")]
    return found


async def place(url: str) -> int:
    """Where the write-ahead log has come to."""
    db = await asyncpg.connect(url)
    try:
        return int(await db.fetchval("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"))
    finally:
        await db.close()


# On the disk


def on_disk(folder: Path, names: Names, own: str = "*", since: int = 0) -> dict[str, list[Row]]:
    """`own` is the number of the database to look at, `since` a place in the write-ahead log before which nothing
    matters. Nothing where the folder cannot be read."""
    if not os.access(folder / "pg_wal", os.R_OK):
        return {}
    found = ((path.name, page) for path, page in blocks(folder, own) if written(page) >= since)
    pages = [Row(0, names.get(name, name), page) for name, page in found]
    heap, logs = [row for page in pages for row in rows(page)], lines({path: 0 for path in folder.glob("log/*")})
    return {"pages": pages, "heap": heap, "wal": wal(folder, names, since), "own log": list(logs)}


def blocks(folder: Path, own: str) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.glob(f"base/{own}/*")):
        with suppress(FileNotFoundError):  # the server tidies up while it is read
            octets = path.read_bytes()
            yield from ((path, octets[at : at + BLOCK]) for at in range(0, len(octets), BLOCK))


def written(page: bytes) -> int:
    """The place in the write-ahead log of what wrote a page last."""
    high, low = struct.unpack_from("<II", page.ljust(HEADER, b"\0"))
    return int(high << 32 | low)


def rows(page: Row) -> Iterator[Row]:
    """The rows of a table's page, the dead ones too; none of an index's."""
    octets = page.octets
    lower, _, special = struct.unpack_from("<HHH", octets.ljust(HEADER, b"\0"), 12)
    if special != BLOCK or not HEADER <= lower <= BLOCK:
        return
    for (pointer,) in struct.iter_unpack("<I", octets[HEADER : HEADER + (lower - HEADER) // 4 * 4]):
        start, kind, length = pointer & 0x7FFF, pointer >> 15 & 3, pointer >> 17
        if kind == NORMAL and length > TUPLE:
            row = octets[start : start + length]
            yield Row(int.from_bytes(row[:4], "little"), page.relation, row[row[22] :])


def lines(logs: Mapping[Path, int]) -> Iterator[Row]:
    for path, start in logs.items():
        yield from (Row(0, "log", line) for line in path.read_bytes()[start:].splitlines())


# The write-ahead log


def wal(folder: Path, names: Names, since: int = 0) -> list[Row]:
    """Its records in their order, each with the turn in which its transaction was committed."""
    found = list(records(folder / "pg_wal", since))
    turns: dict[int, int] = {}
    for record in found:
        if record[17] == TRANSACTION and record[16] & 0x70 == COMMIT:
            turns.setdefault(int.from_bytes(record[4:8], "little"), len(turns) + 1)
    return [Row(turns.get(int.from_bytes(one[4:8], "little"), 0), *of_relation(one, names)) for one in found]


def of_relation(record: bytes, names: Names) -> tuple[str, bytes]:
    """The relation of a record's first block, and what is written of it."""
    if len(record) < RECORD + 8 or record[RECORD] > 32:
        return "", record[RECORD:]
    at, flags = RECORD + 4, record[RECORD + 1]
    if len(record) < at + 16:  # too short for a block's reference, whatever its first bytes look like
        return "", record[RECORD:]
    if flags & IMAGE:
        info = record[at + 4]
        at += 7 if info & HOLE and info & PACKED else 5
    if flags & SAME:
        return "", record[at:]
    number = str(int.from_bytes(record[at + 8 : at + 12], "little"))
    return names.get(number, number), record[at + 16 :]


def records(folder: Path, since: int) -> Iterator[bytes]:
    """Records of the files in order; bytes after the newest record are remains of older ones."""
    log, starts = stream(folder, since)
    at = 0
    while at + RECORD <= len(log):
        length = int.from_bytes(log[at : at + 4], "little")
        if length < RECORD:  # the rest of this file is empty
            at = next((start for start in starts if start > at), len(log))
            continue
        yield log[at : at + length]
        at += length + -length % 8


def stream(folder: Path, since: int) -> tuple[bytes, list[int]]:
    """The log without its pages' headers, and where in it a record begins in each file."""
    log, starts = bytearray(), list[int]()
    for path in sorted(path for path in folder.iterdir() if SEGMENT.fullmatch(path.name)):
        octets = path.read_bytes()
        first = (int(path.name[8:16], 16) * (2**32 // len(octets)) + int(path.name[16:], 16)) * len(octets)
        if first + len(octets) <= since:
            continue
        for at in range(0, len(octets), BLOCK):
            address, left = struct.unpack_from("<QI", octets, at + 8)
            if address != first + at:
                break
            if at == 0:
                starts.append(len(log) + left + -left % 8)
            log += octets[at + (LONG if at == 0 else HEADER) : at + BLOCK]
    return bytes(log[starts[0] :]) if starts else b"", [start - starts[0] for start in starts]
