"""Staff keys, join codes and voters' tokens of the meetings, as digests."""

import asyncio
from collections.abc import Collection, Sequence

from ..core.admin_keys import Actor
from ..core.errors import Refused
from ..core.meeting_state import MeetingState
from ..core.models import Phase
from . import admin_keys, checksums, instance_log, meeting_log, queries
from .database import Connection, Database, Row, first
from .rows import Batch, ListedMeeting, LogEntry, Token, state_of

VALID_TOKENS = "SELECT count(*) FROM token WHERE meeting = ? AND void = 0"
LAST_MINUTE = 2**31 - 1
"""The largest minute that both databases store."""


class CredentialStore:
    """The part of the store for keys, codes and tokens."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def signing_key(self, wrapped: bytes) -> bytes:
        """The wrapped key that signs archives, in a database that nodes share; `wrapped` becomes it if there is none.
        Nodes that start at the same time all get the same one."""
        query = "SELECT wrapped FROM signing_key"
        if (row := await self._one(query)) is None:
            async with self._database.write() as db:
                await db.execute("INSERT INTO signing_key VALUES (1, ?) ON CONFLICT DO NOTHING", wrapped)
            row = await self._one(query)
        assert row is not None
        return bytes(row[0])

    # Keys and codes

    async def access(self, digest: bytes) -> tuple[str, str] | None:
        """The meeting and role that a key gives access to."""
        row = await self._one("SELECT meeting, role FROM key WHERE digest = ?", digest)
        return (row[0], row[1]) if row else None

    async def replace_key(self, meeting: str, role: str, digest: bytes, entry: LogEntry, by: Actor) -> None:
        async with self._database.write(meeting) as db:
            number = await admin_keys.authorise(db, by, meeting)
            await db.execute("UPDATE key SET digest = ? WHERE meeting = ? AND role = ?", digest, meeting, role)
            await meeting_log.append(db, meeting, entry)
            await instance_log.append(db, entry.at, by, "replace-link", number, {"role": role})

    async def listed_meetings(self, owner: str | None = None) -> list[ListedMeeting]:
        """Every meeting, or those of one named admin key, in no order, each with the digest of its desk's key."""
        created = "(SELECT at FROM log WHERE log.meeting = meeting.id AND log.number = 1)"
        desk_key = "(SELECT key.digest FROM key WHERE key.meeting = meeting.id AND role = 'desk')"
        columns = f"id, phase, version, body, meeting.digest, {created}, {desk_key}, number, owner"
        query, values = ("", []) if owner is None else (" WHERE owner = ?", [owner])
        async with self._database.read() as db:
            rows = await db.fetch(f"SELECT {columns} FROM meeting{query}", *values)
        return await asyncio.to_thread(_listed_meetings, rows)

    async def keep_codes(self, meeting: str, codes: Sequence[tuple[bytes, int]]) -> None:
        """Replace the fixed join codes if they differ: a backup restored under another secret needs new ones."""
        async with self._database.read() as db:
            stored = await db.fetch("SELECT digest, voters FROM code WHERE meeting = ?", meeting)
        if sorted(tuple(row) for row in stored) != sorted(codes):
            async with self._database.write(meeting) as db:
                await queries.set_codes(db, meeting, codes)

    async def with_fixed_codes(self) -> list[str]:
        """Ids of the meetings that a fixed join code admits to."""
        async with self._database.read() as db:
            return [row[0] for row in await db.fetch("SELECT DISTINCT meeting FROM code")]

    async def rotating(self) -> list[str]:
        """Meetings with rotating join codes that are not certified yet."""
        query = "SELECT id FROM meeting WHERE rotating = 1 AND phase <> 'certified'"
        async with self._database.read() as db:
            return [row[0] for row in await db.fetch(query)]

    async def code(self, digest: bytes) -> tuple[str, int] | None:
        """The meeting and group that a fixed join code gives access to."""
        row = await self._one("SELECT meeting, voters FROM code WHERE digest = ?", digest)
        return (row[0], row[1]) if row else None

    # Tokens

    async def issue(
        self,
        state: MeetingState,
        group: int,
        batch: str,
        digests: Sequence[bytes],
        recuse: str | None,
        entry: LogEntry,
        during: str | None = None,
    ) -> None:
        """`during`: the round that is open. Raises Refused `phone_limit` where the meeting's admin key allows fewer."""
        query = "INSERT INTO token(digest, meeting, voters, batch, recuse, during) VALUES (?, ?, ?, ?, ?, ?)"
        async with self._database.write(state.id) as db:
            await queries.save(db, state)
            rows = [(digest, state.id, group, batch, recuse, during) for digest in sorted(digests)]
            await db.executemany(query, rows)
            cards = [(digest, group, batch, recuse, 0, during, None) for digest in digests]
            await checksums.add(db, state.id, checksums.CARDS, cards)
            await _refuse_too_many(db, state.id)
            await meeting_log.append(db, state.id, entry)

    async def admit(
        self, meeting: str, group: int, digest: bytes, cap: int | None, group_cap: int | None, minute: int = 0
    ) -> bool:
        """Issue a token of open admission, unless `cap` valid ones, or `group_cap` of its group, exist, or as many
        valid tokens and cards as the meeting's admin key allows, or the meeting has been certified or deleted
        meanwhile. Returns whether it did. `minute`: the present time in minutes since the epoch."""
        out = "SELECT count(*) FROM token WHERE meeting = ? AND batch IS NULL AND void = 0"
        within = f"(CAST(? AS INTEGER) IS NULL OR ({out}) < ?)"
        of_group = f"(CAST(? AS INTEGER) IS NULL OR ({out} AND voters = ?) < ?)"
        allowed = "NOT EXISTS (SELECT 1 FROM meeting JOIN admin_key ON admin_key.id = owner WHERE meeting.id = ?"
        allowed += f" AND phones <= ({VALID_TOKENS}))"
        running = "EXISTS (SELECT 1 FROM meeting WHERE id = ? AND phase <> 'certified')"
        row = "?, CAST(? AS TEXT), CAST(? AS INTEGER), CAST(? AS INTEGER)"
        columns = "token(digest, meeting, voters, minute, joined)"
        where = f"{within} AND {of_group} AND {allowed} AND {running}"
        query = f"INSERT INTO {columns} SELECT {row}, 1 WHERE {where} ON CONFLICT DO NOTHING"
        caps = (cap, meeting, cap, group_cap, meeting, group, group_cap, meeting, meeting, meeting)
        async with self._database.write(meeting) as db:
            admitted = await db.execute(query, digest, meeting, group, minute, *caps) > 0
            if admitted:
                card = (digest, group, None, None, 0, None, minute)
                await checksums.add(db, meeting, checksums.CARDS, [card])
            return admitted

    async def token(self, digest: bytes) -> Token | None:
        columns = "meeting, voters, batch, recuse, void, during, joined"
        row = await self._one(f"SELECT {columns} FROM token WHERE digest = ?", digest)
        return Token(row[0], row[1], row[2], row[3], bool(row[4]), row[5], bool(row[6])) if row else None

    async def mark_arrivals(self, meeting: str, joined: Collection[bytes], paper: Collection[bytes]) -> None:
        """Of tokens whose phones have connected, and of cards that were voted with at the desk. In no order of
        arrival. Nothing once the meeting is certified, which this or another node may have done meanwhile."""
        async with self._database.write(meeting) as db:
            if await first(db, "SELECT 1 FROM meeting WHERE id = ? AND phase = ?", meeting, str(Phase.CERTIFIED)):
                return
            for column, digests in (("joined", joined), ("paper", paper)):
                query = f"UPDATE token SET {column} = 1 WHERE digest = ? AND {column} = 0"
                await db.executemany(query, [(digest,) for digest in sorted(digests)])

    async def unused(self, meeting: str, groups: Sequence[int], aside: Collection[str]) -> dict[bytes, int]:
        """Valid cards of these groups that have never come in, with the group of each; without those that may not score
        a subject in `aside`."""
        never = "void = 0 AND joined = 0 AND paper = 0 AND batch IS NOT NULL"
        query = f"SELECT digest, voters, recuse FROM token WHERE meeting = ? AND {never}"
        async with self._database.read() as db:
            rows = await db.fetch(query, meeting)
        return {row[0]: row[1] for row in rows if row[1] in groups and row[2] not in aside}

    async def not_awaited(self, meeting: str, groups: Sequence[int], aside: Collection[str]) -> list[bytes]:
        """Tokens of these groups that have come in although nobody waits for their phones: void ones, those that may
        not score a subject in `aside`, and cards that were only voted with at the desk."""
        came_in = "(joined = 1 OR paper = 1) AND (void = 1 OR recuse IS NOT NULL OR joined = 0)"
        query = f"SELECT digest, voters, void, recuse, joined FROM token WHERE meeting = ? AND {came_in}"
        async with self._database.read() as db:
            rows = await db.fetch(query, meeting)
        return [row[0] for row in rows if row[1] in groups and (row[2] or row[3] in aside or not row[4])]

    async def void_tokens(self, meeting: str, entry: LogEntry, batch: str | None, digests: Sequence[bytes]) -> int:
        """Void a batch, or single cards. Returns how many became void; unknown and already void cards do not count."""
        named, values = ("digest", digests) if batch is None else ("batch", [batch])
        query = f"UPDATE token SET void = 1 WHERE meeting = ? AND void = 0 AND {named} = ?"
        async with self._database.write(meeting) as db:
            async with checksums.changing(db, meeting, checksums.CARDS):
                voided = [await db.execute(query, meeting, value) for value in values]
            await meeting_log.append(db, meeting, entry)
            return sum(voided)

    async def void_admitted(self, meeting: str, since: int, entry: LogEntry) -> int:
        """Void the tokens of open admission issued in the minute `since` or later. Returns how many became void; the
        log line states it as `count`."""
        query = "UPDATE token SET void = 1 WHERE meeting = ? AND void = 0 AND batch IS NULL AND minute >= ?"
        async with self._database.write(meeting) as db:
            async with checksums.changing(db, meeting, checksums.CARDS):
                voided = await db.execute(query, meeting, min(since, LAST_MINUTE))
            entry.detail = {**entry.detail, "count": voided}
            await meeting_log.append(db, meeting, entry)
            return voided

    async def batches(self, meeting: str, checked: bool = False) -> list[Batch]:
        """`checked` reads every card, and raises Damaged if one is not as it was stored."""
        async with self._database.read() as db:
            if checked:
                await checksums.check(db, meeting, checksums.CARDS)
            return await queries.batches(db, meeting)

    async def recused(self, meeting: str) -> set[str]:
        """Ids of the subjects that some valid card may not score."""
        query = "SELECT DISTINCT recuse FROM token WHERE meeting = ? AND recuse IS NOT NULL AND void = 0"
        async with self._database.read() as db:
            return {row[0] for row in await db.fetch(query, meeting)}

    async def void_digests(self, meeting: str, groups: Sequence[int], aside: Collection[str] = ()) -> list[bytes]:
        """Cards of these groups that are void, or may not score a subject in `aside`."""
        query = "SELECT digest, voters, void, recuse FROM token WHERE meeting = ? AND (void = 1 OR recuse IS NOT NULL)"
        async with self._database.read() as db:
            rows = await db.fetch(query, meeting)
        return [row[0] for row in rows if row[1] in groups and (row[2] or row[3] in aside)]

    async def _one(self, query: str, *values: object) -> Row | None:
        async with self._database.read() as db:
            return await first(db, query, *values)


def _listed_meetings(rows: Sequence[Row]) -> list[ListedMeeting]:
    return [
        ListedMeeting(state_of(row[:5]), row[5] or "", bytes(row[6] or b""), row[7], row[8]) for row in map(tuple, rows)
    ]


async def _refuse_too_many(db: Connection, meeting: str) -> None:
    """Raises Refused `phone_limit`, which undoes the transaction."""
    limit = await admin_keys.phone_limit(db, meeting)
    ((valid,),) = await db.fetch(VALID_TOKENS, meeting)
    if limit is not None and valid > limit[1]:
        raise Refused("phone_limit", key=limit[0], limit=limit[1])
